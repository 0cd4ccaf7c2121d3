#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the runner of documented examples."""

import unittest

import run_docs
from run_docs import Sandbox


def failures_of(text):
    with Sandbox({"tool": "/bin/echo"}, {}) as sandbox:
        return run_docs.check(text, sandbox)


def example(body, marker="<!-- run -->\n"):
    return f"Text.\n\n{marker}```console\n{body}```\n"


class Documents(unittest.TestCase):
    def test_a_true_example_passes(self):
        self.assertEqual(failures_of(example("$ tool a  b\na b\n$ tool c >&2\nc\n")), (1, []))

    def test_a_false_example_fails(self):
        for body in ("$ tool a\nb\n", "$ tool a\n", "$ true\na\n", "$ tool a\na\na\n"):
            with self.subTest(body=body):
                count, failures = failures_of(example(body))
                self.assertEqual((count, len(failures)), (1, 1))

    def test_dots_stand_for_lines(self):
        self.assertEqual(failures_of(example("$ seq 5\n1\n...\n5\n")), (1, []))
        self.assertEqual(len(failures_of(example("$ seq 5\n2\n...\n5\n"))[1]), 1)

    def test_loosely_means_any_number_and_any_blanks(self):
        body = "$ tool 'took   12.5 ms (3)'\ntook 9 ms (14)\n"
        self.assertEqual(failures_of(example(body, "<!-- run loosely -->\n")), (1, []))
        self.assertEqual(len(failures_of(example(body))[1]), 1)
        other = "$ tool 'took 1 s'\ntook 1 ms\n"
        self.assertEqual(len(failures_of(example(other, "<!-- run loosely -->\n"))[1]), 1)

    def test_unmarked_examples_are_not_run(self):
        self.assertEqual(failures_of(example("$ exit 1\nnever\n", "")), (0, []))

    def test_a_marker_without_an_example_fails(self):
        self.assertEqual(len(failures_of("<!-- run -->\n\n```console\n$ true\n```\n")[1]), 1)
        self.assertEqual(len(failures_of("<!-- runs -->\n```console\n$ true\n```\n")[1]), 1)

    def test_commands_may_span_lines(self):
        self.assertEqual(failures_of(example("$ tool a \\\n    b\na b\n")), (1, []))


if __name__ == "__main__":
    unittest.main()
