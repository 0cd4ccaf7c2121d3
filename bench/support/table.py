# SPDX-License-Identifier: Apache-2.0
"""Aligned tables, and numbers in them."""


def number(value):
    """A number with three digits that count, more only before the point; "-" for None."""
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:#.3g}".rstrip(".")


def percent(share):
    """A share of one; "-" for None."""
    return "-" if share is None else f"{number(100 * share)} %"


def print_table(title, columns, rows):
    """Prints rows of texts below the columns' names: the first column to the left, others right."""
    widths = [max(len(row[i]) for row in [columns, *rows]) for i in range(len(columns))]
    print(f"\n{title}")
    for row in [columns, *rows]:
        cells = [row[0].ljust(widths[0]), *(t.rjust(w) for t, w in zip(row[1:], widths[1:]))]
        print("  " + "  ".join(cells).rstrip(), flush=True)
