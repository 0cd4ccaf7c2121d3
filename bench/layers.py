#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Single layers from codes to codes: npuscope's exact integers on each instruction set that the
processor has, beside ONNX Runtime, on one thread; and both as on a processor with AVX2 alone."""

import sys
import tempfile

from support.kernels import LIBRARY, run_kernels, run_limits, run_without_vnni
from support.table import number, percent, print_table

DEFAULT, PRECISE = "ort:level=all", "ort:level=all,precise=1"
# What multiplies at most on an instruction set; the baseline's is SSE2.
LIMIT_OF = {"baseline": "sse2"}


def rows(timings, limits):
    layers = dict.fromkeys(name.rsplit("/", 1)[0] for name in timings)
    for layer in layers:
        runs = {name.rsplit("/", 1)[1]: timing for name, timing in timings.items()
                if name.rsplit("/", 1)[0] == layer}
        rates = {name: run.counters["products"] / run.cpu for name, run in runs.items()}
        for name, rate in rates.items():
            limit = limits.get(LIMIT_OF.get(name, name))
            yield [layer, name, number(1e6 * runs[name].cpu), number(2 * rate / 1e9),
                   percent(rate / limit if limit else None),
                   number(rate / rates[DEFAULT]), number(rate / rates[PRECISE])]


def main():
    limits = run_limits()
    columns = ["", "by", "us", "GOPS", "of the limit", ": ort", ": ort precise"]
    with tempfile.TemporaryDirectory() as folder:
        arguments = [folder, *([LIBRARY] if LIBRARY.is_dir() else [])]
        timings = run_kernels("layers", *arguments, repetitions=9, seconds=0.05)
        print_table("layers: codes to codes, one thread; GOPS are 2 x MAC, ratios are speeds", columns,
                    list(rows(timings, limits)))
        hidden = run_without_vnni("layers", folder, repetitions=9, seconds=0.05)
    if hidden:
        print_table("layers: the same where the program and ONNX Runtime see no AVX-512 and no VNNI", columns,
                    list(rows(hidden, limits)))


if __name__ == "__main__":
    sys.exit(main())
