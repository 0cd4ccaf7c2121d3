#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One image through the bundled int8 network: the NPU's arithmetic beside exact integers."""

import sys

from support.kernels import ROOT, run_kernels
from support.table import number, percent, print_table

CASE = ROOT / "examples/liveness/case.toml"
EXACT = "exact"
RUNGS = ("neural-art:compiler=2.2", "neural-art:compiler=4.0")
SMALL = 0.005  # shares of the time below this are shown together
LIMIT = 2.0    # times what exact takes: the line that the project keeps


def rung_rows(timings):
    exact = timings[EXACT].cpu
    for name in (EXACT, *RUNGS):
        timing = timings[name]
        yield [name, number(1000 * timing.wall), number(1000 * timing.cpu),
               number(timing.cpu / exact), percent(timing.cpu / exact / LIMIT)]


def layer_rows(timings):
    """By kind of layer: the time of each arithmetic, and the ratio."""
    def of(rung):
        prefix = f"layers/{rung}/"
        return {name.removeprefix(prefix): timing.cpu for name, timing in timings.items()
                if name.startswith(prefix)}

    exact, npu = of(EXACT), of(RUNGS[0])
    total = sum(npu.values())
    large = sorted((kind for kind in npu if npu[kind] >= SMALL * total), key=npu.get, reverse=True)
    small = [kind for kind in npu if kind not in large]
    for kinds, name in [*(([kind], kind) for kind in large), (small, f"{len(small)} others")]:
        ours, theirs = (sum(times[kind] for kind in kinds) for times in (npu, exact))
        yield [name, number(1000 * ours), percent(ours / total), number(1000 * theirs),
               number(ours / theirs) if theirs else "-"]


def main():
    timings = run_kernels("neural_art", CASE, repetitions=9, seconds=0.15)
    print_table(f"neural-art: one image on one thread; at most {number(LIMIT)} times exact",
                ["", "wall ms", "CPU ms", "ratio", "of the limit"], list(rung_rows(timings)))
    print_table(f"neural-art: where the time of {RUNGS[0]} goes, beside exact",
                ["", "CPU ms", "share", "exact ms", "ratio"], list(layer_rows(timings)))


if __name__ == "__main__":
    sys.exit(main())
