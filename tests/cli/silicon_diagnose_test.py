#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `npuscope diagnose` says of real boards, and of a board with one wrong byte.

The files are not ours to ship: NPUSCOPE_SHARED_DATA names the folder that holds silicon/. Without it
the tests are reported as skipped.
"""

import json
import os
import pathlib
import tempfile
import unittest
import zipfile

import program
from silicon_compare_test import on_each_run

# Output elements in which TFLite on the PC, exact integers and the arithmetic of the next compiler
# generation differ from the board.
DIFFERING = {"conv2d_16f_3x3": {"ort": 5, "neural-art:compiler=4.0": 1},
             "conv2d_32f_5x5": {"ort": 5, "neural-art:compiler=4.0": 2},
             "conv2d_3x3": {"ort": 6, "neural-art:compiler=4.0": 3},
             "conv2d_pool": {"ort": 0, "neural-art:compiler=4.0": 0}}


@unittest.skipUnless("NPUSCOPE_SHARED_DATA" in os.environ, "NPUSCOPE_SHARED_DATA is not set")
class SiliconDiagnoseTest(unittest.TestCase):
    def diagnose(self, run, recording):
        """(JSON, the verdict's lines)"""
        with tempfile.TemporaryDirectory(prefix="npuscope-") as folder:
            done = program.run(folder, "diagnose", "--oe", run.file(".onnx"), "--use", f"board={recording}:c",
                               "--use", f"ort={recording}:m", "--quiet", "--json", "out.json")
            self.assertIn(done.returncode, (0, 1), done.stdout + done.stderr)
            document = json.loads(pathlib.Path(folder, "out.json").read_text())
            return document, done.stdout.split("\n\n")[1].splitlines()

    def differing(self, document):
        """By what computes them: output elements that are not the board's."""
        counts = {}
        for hop in document["against_board"]:
            output = hop["output"]
            counts[hop["from"]] = round((1 - output["codes.exact"]) * output["elements"])
        return counts

    @on_each_run
    def test_a_board_that_equals_its_arithmetic_is_acquitted_in_the_first_lines(self, run):
        document, verdict = self.diagnose(run, run.file("network_val_io.npz"))
        self.assertIn("acquitted", verdict[1])
        self.assertIn("neural-art:compiler=2.2 and the board are equal in all", verdict[2])
        counts = self.differing(document)
        self.assertEqual(counts["neural-art"], 0)
        for rung, expected in DIFFERING[run.folder.name].items():
            self.assertEqual(counts[rung], expected, rung)
        fit = next(f for f in document["arithmetic"] if f["rung"] == "board")
        self.assertIn("2.2", fit["best"])
        self.assertTrue(fit["explains_all"])
        self.assertTrue(all(layer["as_assumed"] for layer in fit["layers"]))
        self.assertNotIn("N2", [f["id"] for f in document["findings"]])
        for hop in document["against_board"]:
            self.assertLessEqual(hop["output"]["codes.max"], 1)

    @on_each_run
    def test_the_reference_in_the_same_file_is_compared_with_the_board(self, run):
        with tempfile.TemporaryDirectory(prefix="npuscope-") as folder:
            done = program.run(folder, "diagnose", "--oe", run.file(".onnx"), "--use",
                               f"board={run.file('network_val_io.npz')}:c", "--quiet", "--json", "-")
        document = json.loads(done.stdout)
        self.assertEqual(self.differing(document)["m_outputs"], DIFFERING[run.folder.name]["ort"])
        evidence = document["findings"][0]["evidence"]
        self.assertTrue(any(line.startswith("m_outputs and the board ") for line in evidence), evidence)

    @on_each_run
    def test_one_wrong_byte_is_not_explained_and_named(self, run):
        with tempfile.TemporaryDirectory(prefix="npuscope-") as folder:
            changed = pathlib.Path(folder, "network_val_io.npz")
            with zipfile.ZipFile(run.file("network_val_io.npz")) as before, \
                    zipfile.ZipFile(changed, "w") as after:
                for name in before.namelist():
                    content = bytearray(before.read(name))
                    if name.startswith("c_outputs_1"):
                        content[-1] ^= 0x40  # the last element of the last sample
                    after.writestr(name, bytes(content))
            document, verdict = self.diagnose(run, changed)
        finding = next(f for f in document["findings"] if f["id"] == "N1")
        self.assertIn("not explained by the NPU's arithmetic", finding["title"])
        self.assertNotIn("N0", [f["id"] for f in document["findings"]])
        self.assertEqual(self.differing(document)["neural-art"], 1)
        fit = next(f for f in document["arithmetic"] if f["rung"] == "board")
        self.assertEqual([layer["fit"] for layer in fit["layers"]], ["not explained"])
        last = int(document["against_board"][0]["output"]["elements"]) // 10 - 1
        self.assertTrue(any(line.startswith(f"element {last} of the output of sample '9'")
                            for line in finding["evidence"]), finding["evidence"])


if __name__ == "__main__":
    program.main()
