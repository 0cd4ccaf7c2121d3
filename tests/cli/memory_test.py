#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The memory of `record` and `compare` does not grow with the number of samples."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import program

LIVENESS = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "liveness"
FEW, MANY = 3, 24
MEGABYTE = 1 << 20
# Beside a tenth: threads do not meet alike in two runs, and a sample's file costs its parsed header.
ALLOWANCE = 8 * MEGABYTE


class MemoryTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def resident(self, *arguments):
        """The most memory that the command had, in bytes."""
        process = subprocess.Popen([program.path, *map(str, arguments)], cwd=self.folder,
                                   stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss * 1024

    def record(self, samples):
        return self.resident("record", "--model", LIVENESS / "liveness_int8.onnx", "--case", LIVENESS / "case.toml",
                             "--limit", samples, "--threads", 2, "-o", f"{samples}.rec")

    def check(self, few, many):
        print(f"{few / MEGABYTE:.0f} MB with {FEW} samples, {many / MEGABYTE:.0f} MB with {MANY}", flush=True)
        self.assertLess(many, 1.1 * few + ALLOWANCE)

    def test_record_and_compare(self):
        self.check(self.record(FEW), self.record(MANY))
        size = sum(p.stat().st_size for p in (self.folder / f"{MANY}.rec").rglob("*.safetensors"))
        self.assertGreater(size, 4 * ALLOWANCE, "what is compared would be seen if it stayed in memory")
        self.check(*(self.resident("compare", f"{n}.rec", f"{n}.rec", "--threads", 2) for n in (FEW, MANY)))


if __name__ == "__main__":
    program.main()
