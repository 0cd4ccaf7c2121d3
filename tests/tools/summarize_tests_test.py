#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the count behind the closing line of `./dev test`."""

import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from summarize_tests import UNTOLD, count, summarize  # noqa: E402  (found by the line above)


def junit(*cases):
    return "<testsuite>" + "".join(
        f'<testcase name="{name}" status="{status}"><system-out>{output}</system-out></testcase>'
        for name, status, output in cases) + "</testsuite>"


class Count(unittest.TestCase):
    def test_reads_googletest(self):
        self.assertEqual(count("[  PASSED  ] 12 tests.\n"), (12, 0, 0))
        self.assertEqual(count("[  PASSED  ] 9 tests.\n[  SKIPPED ] 1 test, listed below:\n"
                               "[  FAILED  ] 2 tests, listed below:\n[  FAILED  ] A.B\n"), (9, 2, 1))

    def test_reads_unittest(self):
        self.assertEqual(count("Ran 9 tests in 0.267s\n\nOK\n"), (9, 0, 0))
        self.assertEqual(count("Ran 9 tests in 1.0s\n\nFAILED (failures=1, errors=2, skipped=3)\n"),
                         (3, 3, 3))

    def test_reads_our_own_runners(self):
        self.assertEqual(count("diff\n4 passed, 1 failed\n"), (4, 1, 0))
        self.assertEqual(count("4 passed, 1 failed, 2 skipped\n"), (4, 1, 2))


class Summary(unittest.TestCase):
    def test_adds_up(self):
        xml = junit(("a", "run", "[  PASSED  ] 12 tests."), ("b", "run", "2 passed, 0 failed"))
        self.assertEqual(summarize(xml), ((14, 0, 0), [], {}))

    def test_a_crash_is_a_failure_whatever_it_printed(self):
        self.assertEqual(summarize(junit(("a", "fail", "")))[0], (0, 1, 0))
        self.assertEqual(summarize(junit(("a", "fail", "[  PASSED  ] 3 tests.")))[0], (3, 1, 0))

    def test_a_program_that_did_not_run_is_named(self):
        self.assertEqual(summarize(junit(("a", "notrun", ""))), ((0, 0, 1), ["a"], {}))

    def test_reasons_of_skipped_tests_are_counted(self):
        googletest = ("a_test.cc:53: Skipped\nskipped: no data (set DATA)\n\n[  SKIPPED ] A.B (0 ms)\n"
                      "b_test.cc:3: Skipped\nno links here\n\n[  PASSED  ] 3 tests.\n"
                      "[  SKIPPED ] 3 tests, listed below:\n")
        unittest_ = ("test_a (x.X.test_a) ... skipped 'no data (set DATA)'\ntest_b (x.X.test_b) ... ok\n"
                     "Ran 2 tests in 0.1s\n\nOK (skipped=1)\n")
        total, _, reasons = summarize(junit(("a", "run", googletest), ("b", "run", unittest_)))
        self.assertEqual(total, (4, 0, 4))
        self.assertEqual(reasons, {"no data (set DATA)": 2, "no links here": 1, UNTOLD: 1})

    def test_a_silent_program_is_one_test(self):
        self.assertEqual(summarize(junit(("a", "run", "17 inputs replayed")))[0], (1, 0, 0))


if __name__ == "__main__":
    unittest.main()
