#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One image through the bundled int8 network: npuscope's exact integers beside ONNX Runtime."""

import sys

from support.kernels import ROOT, run_kernels, run_limits
from support.table import number, percent, print_table

CASE = ROOT / "examples/liveness/case.toml"
RUNGS = ("exact", "ort:level=all", "ort:level=all,precise=1", "ort:level=none")
SMALL = 0.005  # shares of the time below this are shown together
LIBRARY = ROOT / ".deps/onnxruntime/lib"


class Machine:
    """Turns times into shares of what the machine can do."""

    def __init__(self):
        limits = run_limits()
        self.clock = limits.get("clock")
        self.widest = max(limits.get(name, 0) for name in ("sse2", "avx2"))
        self.names = {name: limits[name] for name in ("sse2", "avx2") if name in limits}

    def text(self):
        if not self.clock:
            return "the machine's limit is not known here"
        parts = [f"{number(rate / self.clock)} with {name}" for name, rate in self.names.items()]
        return (f"clock {number(self.clock / 1e9)} GHz; 16-bit MACs per cycle at most: "
                f"{', '.join(parts) or 'not known here'} (measured)")

    def cells(self, products, seconds, threads):
        """GMAC/s; MACs per cycle of one core; the share of the limit."""
        rate = products / seconds
        one = rate / threads
        return [number(rate / 1e9), number(one / self.clock if self.clock else None),
                percent(one / self.widest if self.widest else None)]


def time_of(timing, threads):
    """Seconds per image: CPU time of one thread, wall time of more."""
    return (timing.cpu if threads == 1 else timing.wall) / timing.counters["images"]


def rung_rows(timings, machine):
    for threads in (1, 2):
        suffix = ",threads=2" if threads == 2 else ""
        exact = timings["exact" + suffix]
        for name in RUNGS:
            timing = timings[name + suffix]
            images, products = timing.counters["images"], timing.counters["products"]
            seconds = time_of(timing, threads)
            yield [name, str(threads), number(1000 * timing.wall / images),
                   number(1000 * timing.cpu / images), number(seconds / time_of(exact, threads)),
                   *machine.cells(products, seconds, threads)]


def layer_rows(timings, machine):
    layers = sorted(((timing.cpu, timing.counters["products"], name.removeprefix("layers/"))
                     for name, timing in timings.items() if name.startswith("layers/")),
                    reverse=True)
    total = sum(seconds for seconds, _, _ in layers)
    small = [seconds for seconds, _, _ in layers if seconds < SMALL * total]
    for seconds, products, name in layers[:len(layers) - len(small)]:
        rates = [number(products / 1e6), *machine.cells(products, seconds, 1)]
        yield [name, number(1000 * seconds), percent(seconds / total),
               *(rates if products else ["-"] * 4)]
    yield [f"{len(small)} others", number(1000 * sum(small)), percent(sum(small) / total), *["-"] * 4]


def main():
    machine = Machine()
    timings = run_kernels("exact", CASE, *([LIBRARY] if LIBRARY.is_dir() else []),
                          repetitions=9, seconds=0.15)
    products = timings["exact"].counters["products"]
    rates = ["GMAC/s", "MAC/cycle/core", "of the limit"]
    print_table(f"exact: one image, {number(products / 1e6)} million MACs; {machine.text()}",
                ["", "threads", "wall ms", "CPU ms", "ratio", *rates],
                list(rung_rows(timings, machine)))
    print_table("exact: where one image's time goes, by kind of layer, one thread",
                ["", "CPU ms", "share", "million MACs", *rates], list(layer_rows(timings, machine)))


if __name__ == "__main__":
    sys.exit(main())
