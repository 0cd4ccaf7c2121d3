#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The memory of `record`, `compare` and `diagnose` does not grow with the number of samples."""

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

    def resident(self, *arguments, good_codes=(0,)):
        """The most memory that the command had, in bytes."""
        process = subprocess.Popen([program.path, *map(str, arguments)], cwd=self.folder,
                                   stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertIn(process.returncode, good_codes)
        return usage.ru_maxrss * 1024

    def record(self, samples):
        return self.resident("record", "--model", LIVENESS / "liveness_int8.onnx", "--case", LIVENESS / "case.toml",
                             "--limit", samples, "--threads", 2, "-o", f"{samples}.rec")

    def check(self, few, many, times=1.1):
        print(f"{few / MEGABYTE:.0f} MB with {FEW} samples, {many / MEGABYTE:.0f} MB with {MANY}", flush=True)
        self.assertLess(many, times * few + ALLOWANCE)

    def test_record_and_compare(self):
        self.check(self.record(FEW), self.record(MANY))
        size = sum(p.stat().st_size for p in (self.folder / f"{MANY}.rec").rglob("*.safetensors"))
        self.assertGreater(size, 4 * ALLOWANCE, "what is compared would be seen if it stayed in memory")
        self.check(*(self.resident("compare", f"{n}.rec", f"{n}.rec", "--threads", 2) for n in (FEW, MANY)))

    def test_diagnose(self):
        # On one thread: what two have at once differs by a tenth from run to run.
        self.check(*(self.resident("diagnose", LIVENESS / "case.toml", "--limit", n, "--threads", 1,
                                   "--work", f"{n}.work", good_codes=(0, 1)) for n in (FEW, MANY)), times=1)


if __name__ == "__main__":
    program.main()
