#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the conformance runner prints and how it ends, on tests of our own making."""

import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

RUNNER = sys.argv.pop(1)
FLOAT = 1


def field(number, content):
    """A field of a protobuf message: an integer below 128, text, or a message."""
    if isinstance(content, int):
        return bytes([number << 3, content])
    data = content.encode() if isinstance(content, str) else content
    return bytes([number << 3 | 2, len(data)]) + data


def value_info(name):
    dimension = field(1, field(1, 2))
    return field(1, name) + field(2, field(1, field(1, FLOAT) + field(2, dimension)))


def model(op_type):
    """x -> op_type -> y, both two floats."""
    node = field(1, "x") + field(2, "y") + field(4, op_type)
    graph = field(1, node) + field(11, value_info("x")) + field(12, value_info("y"))
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13))


def tensor(*values):
    return field(1, 2) + field(2, FLOAT) + field(9, struct.pack("<2f", *values))


class ConformanceRunner(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def add_test(self, name, op_type="Relu", expected=(0, 3)):
        data = self.folder / "tests" / name / "test_data_set_0"
        data.mkdir(parents=True)
        (data.parent / "model.onnx").write_bytes(model(op_type))
        (data / "input_0.pb").write_bytes(tensor(-1, 3))
        (data / "output_0.pb").write_bytes(tensor(*expected))

    def run_tests(self, *options):
        """The exit code and the lines that are printed."""
        done = subprocess.run([RUNNER, self.folder / "tests", *options], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout.splitlines()

    def waive(self, line):
        path = self.folder / "waivers.txt"
        path.write_text(line + "\n", encoding="utf-8")
        return ["--waivers", path]

    def test_counts_by_operator_and_ends_with_the_totals(self):
        self.add_test("test_relu")
        self.add_test("test_loop", "Loop")
        code, lines = self.run_tests()
        self.assertEqual(code, 0)
        self.assertEqual(lines[-3:], [
            "Loop                                    0      0      0           1",
            "Relu                                    1      0      0           0",
            "conformance: 1 passed, 0 failed, 0 waived of 1 claimed, 1 not claimed"])

    def test_a_failure_is_printed_and_exit_code_1(self):
        self.add_test("test_good")
        self.add_test("test_bad", expected=(0, 4))
        code, lines = self.run_tests()
        self.assertEqual(code, 1)
        self.assertIn("test_bad: FAILED: folded: y: element 1 differs", lines)
        self.assertEqual(lines[-1],
                         "conformance: 1 passed, 1 failed, 0 waived of 2 claimed, 0 not claimed")

    def test_a_waived_failure_is_printed_with_its_reason_and_allowed(self):
        self.add_test("test_bad", expected=(0, 4))
        code, lines = self.run_tests(*self.waive("test_bad: the data are wrong"))
        self.assertEqual(code, 0)
        self.assertIn("test_bad: waived: the data are wrong", lines)
        self.assertEqual(lines[-1],
                         "conformance: 0 passed, 0 failed, 1 waived of 1 claimed, 0 not claimed")

    def test_strictly_more_than_2_percent_of_waivers_are_too_many(self):
        self.add_test("test_bad", expected=(0, 4))
        for i in range(48):
            self.add_test(f"test_good_{i}")
        waivers = self.waive("test_bad: the data are wrong")
        self.assertEqual(self.run_tests("--strict", *waivers)[0], 1)
        self.add_test("test_good_48")
        self.assertEqual(self.run_tests("--strict", *waivers)[0], 0)

    def test_a_waiver_needs_a_reason(self):
        self.add_test("test_good")
        self.assertEqual(self.run_tests(*self.waive("test_good:"))[0], 3)

    def test_a_damaged_model_fails_and_does_not_end_the_run(self):
        self.add_test("test_a_damaged")
        self.add_test("test_good")
        (self.folder / "tests/test_a_damaged/model.onnx").write_bytes(b"\x3a\x7f")
        code, lines = self.run_tests()
        self.assertEqual(code, 1)
        self.assertTrue(lines[0].startswith("test_a_damaged: FAILED: "), lines[0])
        self.assertEqual(lines[-1],
                         "conformance: 1 passed, 1 failed, 0 waived of 2 claimed, 0 not claimed")

    def test_a_folder_without_tests_is_an_error(self):
        (self.folder / "tests").mkdir()
        self.assertEqual(self.run_tests()[0], 3)


if __name__ == "__main__":
    unittest.main()
