#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the single tests behind a CTest run: `summarize_tests.py build/dev/tests.xml`.

CTest counts programs; each of ours (GoogleTest, unittest, the golden runners) says in its output
how many tests it ran. Prints `N passed, N failed`, with `, N skipped` where some were, and before
it the name of each program that was skipped and each reason of skipped tests, with their number.
Fails when anything failed or nothing ran.
"""

import collections
import re
import sys
import xml.etree.ElementTree as ElementTree

# Of each runner: passed, failed and skipped tests, as the last match in its output.
GOOGLETEST = {"passed": r"\[  PASSED  \] (\d+) test", "failed": r"\[  FAILED  \] (\d+) test",
              "skipped": r"\[  SKIPPED \] (\d+) test"}
RUNNER = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\n\n(?:OK|FAILED)(?: \((.*)\))?$", re.M)


# Why a test was skipped: GoogleTest's message up to its line end, unittest's reason with -v.
REASONS = (re.compile(r": Skipped\n(?:skipped: )?(.+)$", re.M), re.compile(r"\bskipped (?:'(.+)'|\"(.+)\")$", re.M))
UNTOLD = "for a reason that the test does not tell"


def count(output):
    """(passed, failed, skipped) that a test program reports; all 0 where it reports nothing."""
    if found := RUNNER.findall(output):
        return tuple(int(number or 0) for number in found[-1])
    if found := UNITTEST.findall(output):
        of = dict(re.findall(r"(\w+)=(\d+)", found[-1][1]))
        failed = int(of.get("failures", 0)) + int(of.get("errors", 0))
        skipped = int(of.get("skipped", 0))
        return int(found[-1][0]) - failed - skipped, failed, skipped
    numbers = {key: re.findall(pattern, output) for key, pattern in GOOGLETEST.items()}
    return tuple(int(numbers[key][-1]) if numbers[key] else 0
                 for key in ("passed", "failed", "skipped"))


def reasons_of(output, skipped):
    """{reason: number} of the tests that a program skipped."""
    found = collections.Counter("".join(groups) if isinstance(groups, tuple) else groups
                                for pattern in REASONS for groups in pattern.findall(output))
    if (untold := skipped - found.total()) > 0:
        found[UNTOLD] += untold
    return found if skipped else collections.Counter()


def summarize(xml):
    """((passed, failed, skipped), names of skipped programs, {reason: number of skipped tests}) of
    CTest's JUnit file."""
    total, skipped_programs, reasons = [0, 0, 0], [], collections.Counter()
    for case in ElementTree.fromstring(xml).iter("testcase"):
        output = case.findtext("system-out") or ""
        passed, failed, skipped = count(output)
        reasons += reasons_of(output, skipped)
        if case.get("status") == "fail":
            failed = max(failed, 1)  # a crash or a timeout reports no test
        elif case.get("status") != "run":
            skipped = max(skipped, 1)
            skipped_programs.append(case.get("name"))
        elif passed + failed + skipped == 0:
            passed = 1  # a program that is one test
        total = [a + b for a, b in zip(total, (passed, failed, skipped))]
    return tuple(total), skipped_programs, reasons


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            (passed, failed, skipped), skipped_programs, reasons = summarize(file.read())
    except (OSError, ElementTree.ParseError):
        (passed, failed, skipped), skipped_programs, reasons = (0, 0, 0), [], {}
    for name in skipped_programs:
        print(f"skipped: {name}")
    for reason, number in sorted(reasons.items()):
        print(f"skipped: {reason}: {number}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
