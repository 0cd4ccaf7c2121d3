#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whole networks on one thread: npuscope's exact integers beside ONNX Runtime, with nothing but the
outputs kept and with every tensor handed out; and where the time of exact goes."""

import sys
import tempfile

from support.kernels import LIBRARY, ROOT, run_kernels, run_without_vnni
from support.table import number, percent, print_table

MODEL = ROOT / "examples/liveness/liveness_int8.onnx"
RIVAL = "ort:level=all"
KEPT = ("", ", all tensors")
LINES = {"": 0.8, ", all tensors": 0.6}


def network_rows(timings, networks):
    for network in networks:
        for kept in KEPT:
            rival = timings[f"{network}/{RIVAL}{kept}"]
            for name in ("exact", RIVAL):
                timing = timings[f"{network}/{name}{kept}"]
                ours = name == "exact"
                yield [f"{network}: {name}{kept}", number(1000 * timing.cpu),
                       number(timing.counters["products"] / timing.cpu / 1e9),
                       number(rival.cpu / timing.cpu), number(LINES[kept]) if ours else "-"]


def layer_rows(timings, networks):
    for network in networks:
        prefix = f"{network}/layers/"
        layers = {name.removeprefix(prefix): timing for name, timing in timings.items()
                  if name.startswith(prefix)}
        total = sum(timing.cpu for timing in layers.values())
        for name, timing in sorted(layers.items(), key=lambda item: -item[1].cpu):
            products = timing.counters["products"]
            yield [f"{network}: {name}", number(1000 * timing.cpu), percent(timing.cpu / total),
                   number(products / timing.cpu / 1e9) if products else "-"]


def print_networks(timings, cpu):
    networks = list(dict.fromkeys(name.split("/")[0] for name in timings))
    print_table(f"networks{cpu}: one image, one thread; the ratio is that of speeds, beside it the one asked for",
                ["", "CPU ms", "GMAC/s", ": ort", "asked"], list(network_rows(timings, networks)))
    print_table(f"networks{cpu}: where the time of exact goes, by kind of layer",
                ["", "CPU ms", "share", "GMAC/s"], list(layer_rows(timings, networks)))


def main():
    with tempfile.TemporaryDirectory() as folder:
        timings = run_kernels("networks", folder, MODEL, *([LIBRARY] if LIBRARY.is_dir() else []),
                              repetitions=9, seconds=0.1)
        print_networks(timings, "")
        hidden = run_without_vnni("networks", folder, MODEL, repetitions=9, seconds=0.1)
    if hidden:
        print_networks(hidden, " without AVX-512 and VNNI")


if __name__ == "__main__":
    sys.exit(main())
