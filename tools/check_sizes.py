#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the size budget: files that can be read in one sitting."""

import statistics
import sys

import project_files

MEDIAN_LIMIT = 150  # lines, over the C++ files of src/
FILE_LIMIT = 800    # lines, of any source file

# Files over the limit, each with the reason why it is better whole.
EXCEPTIONS = {}


def check(sizes, exceptions):
    """All violations, of {path: lines}."""
    violations = [f"{path}: {lines} lines, over {FILE_LIMIT}: split it"
                  for path, lines in sizes.items() if lines > FILE_LIMIT and path not in exceptions]
    violations += [f"{path}: its exception in tools/check_sizes.py is not needed any more"
                   for path in exceptions if sizes.get(path, 0) <= FILE_LIMIT]
    ours = [lines for path, lines in sizes.items()
            if path.startswith("src/") and path.endswith((".cc", ".h"))]
    if ours and statistics.median(ours) > MEDIAN_LIMIT:
        violations.append(f"src: the median file has {statistics.median(ours):.0f} lines, "
                          f"over {MEDIAN_LIMIT}")
    return violations


def main():
    sizes = {path.as_posix(): len((project_files.ROOT / path).read_bytes().splitlines())
             for path in project_files.files()
             if project_files.is_source(path) and not path.as_posix().startswith("tests/data/")}
    return project_files.report(check(sizes, EXCEPTIONS))


if __name__ == "__main__":
    sys.exit(main())
