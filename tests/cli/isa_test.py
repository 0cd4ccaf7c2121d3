#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Instruction sets: `compare` prints the same bytes with each that the processor runs, on one thread
and on two; NPUSCOPE_ISA must name one of them."""

import pathlib
import random
import re
import struct
import tempfile
import unittest

import program
from npy_file import write_npy

SHAPE = (3, 130000)  # a sample is more than a block, and more than the pairs that are drawn
EXPECTED = re.compile(r"expected: one that this processor runs: (.*)")


class IsaTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_with(self, isa, *arguments):
        return program.run(self.folder, "compare", *arguments, environment={"NPUSCOPE_ISA": isa})

    def available(self):
        done = self.run_with("no-such-set", "reference.npy", "other.npy")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("NPUSCOPE_ISA: there is no instruction set 'no-such-set'", done.stderr)
        return EXPECTED.search(done.stderr)[1].split(", ")

    def test_every_instruction_set_prints_the_same(self):
        source = random.Random(1)
        count = SHAPE[0] * SHAPE[1]
        reals = [source.gauss(5, 1) for _ in range(count)]
        noisy = [value + source.gauss(0, 0.01) for value in reals]
        noisy[100000] = float("nan")
        codes = bytes(source.randrange(256) for _ in range(count))
        moved = bytes((code + source.randrange(3)) % 256 for code in codes)
        for kind, pair in (("<f4", [struct.pack(f"<{count}f", *v) for v in (reals, noisy)]),
                           ("|i1", [codes, moved])):
            for name, content in zip(("reference.npy", "other.npy"), pair):
                write_npy(self.folder / name, kind, SHAPE, content)
            scale = ["--scale", "0.05", "--zero-point", "-3"] if kind == "|i1" else []
            outputs = {}
            for isa in self.available():
                for threads in (1, 2):
                    done = self.run_with(isa, "reference.npy", "other.npy", "--json", "-", *scale,
                                         "--threads", threads)
                    self.assertEqual(done.returncode, 1, done.stderr)
                    outputs[isa, threads] = done.stdout
            self.assertIn("baseline", {isa for isa, _ in outputs})
            self.assertEqual(len(set(outputs.values())), 1, kind)


if __name__ == "__main__":
    program.main()
