#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often each arithmetic makes another code of a sum of products than exact integers do, by the
size of the factor: shares of eight million sums, not times."""

import sys

from support.kernels import run_kernels
from support.table import print_table

COLUMNS = ("2^-13 to 2^-9", "2^-9 to 2^-6", "2^-6 to 2^-3")  # of rounding_bench.cc


def share(value):
    """Of a share of one: percent, with what counts of small ones."""
    percent = 100 * value
    return "0" if percent == 0 else f"{percent:.4f} %" if percent < 0.01 else f"{percent:.3g} %"


def main():
    counts = run_kernels("rounding", repetitions=1)
    rows = {}
    for name, run in counts.items():
        arithmetic, column = name.removesuffix("/iterations:1").split("/")
        rows.setdefault(arithmetic, {})[column] = run.counters
    print_table("rounding: codes that differ from exact integers', by the factor s_x s_w / s_y",
                ["", *COLUMNS, "largest"],
                [[arithmetic, *(share(rows[arithmetic][c]["share"]) for c in COLUMNS),
                  f"{max(rows[arithmetic][c]['largest'] for c in COLUMNS):.0f}"] for arithmetic in sorted(rows)])


if __name__ == "__main__":
    sys.exit(main())
