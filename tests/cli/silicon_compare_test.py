#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What ST's validate saved of networks on a real board, compared with each source of scales alone.

The files are not ours to ship: NPUSCOPE_SHARED_DATA names the folder that holds silicon/. Without it
the tests are reported as skipped. ST's report of each run has the figures that must come out.
"""

import functools
import json
import os
import pathlib
import re
import shutil
import tempfile
import unittest

import program

NAMES = ("acc", "rmse", "mae", "l2r", "mean", "std", "nse", "cos")
NOTE = re.compile(r"r/int8 data are dequantized with s=(\S+) zp=(\S+)")

class Run:
    """One of ST's folders."""

    def __init__(self, folder):
        self.folder = folder
        self.report = (folder / "network_validate_report.txt").read_text()

    def file(self, suffix):
        (found,) = self.folder.glob("*" + suffix)
        return found

    def figures(self):
        """ST's own, as printed."""
        row = next(line for line in self.report.splitlines() if line.startswith("X-cross #1"))
        return dict(zip(NAMES, row.split()[2:]))

    def output_scale(self):
        return NOTE.search(self.report).groups()


def on_each_run(test):
    """The test, repeated for every folder."""
    @functools.wraps(test)
    def repeated(self):
        folders = sorted((pathlib.Path(os.environ["NPUSCOPE_SHARED_DATA"]) / "silicon").iterdir())
        self.assertEqual(len(folders), 4)
        for folder in folders:
            with self.subTest(folder.name):
                test(self, Run(folder))
    return repeated


@unittest.skipUnless("NPUSCOPE_SHARED_DATA" in os.environ, "no shared data (set NPUSCOPE_SHARED_DATA)")
class SiliconCompareTest(unittest.TestCase):
    def compare(self, run, files, *arguments, name="network_val_io.npz"):
        """Compares the run's file with none but `files` beside it: (JSON, text)."""
        with tempfile.TemporaryDirectory(prefix="npuscope-") as folder:
            shutil.copy(run.file("network_val_io.npz"), pathlib.Path(folder, name))
            for file in files:
                shutil.copy(file, folder)
            done = program.run(folder, "compare", name, *arguments, "--json", "out.json", "--quiet")
            self.assertIn(done.returncode, (0, 1), done.stdout + done.stderr)
            document = json.loads(pathlib.Path(folder, "out.json").read_text())
            self.assertEqual(document["agrees"], done.returncode == 0)
            return document, done.stdout

    def agrees_with_st(self, run, document):
        """The inputs are the same codes, and the output has the figures that ST printed."""
        tensors = {tensor["tensor"]: tensor for tensor in document["tensors"]}
        self.assertEqual(tensors["input_1"]["metrics"]["abs.max"], 0)
        self.assertNotEqual(document["first_beyond"], "input_1")
        output = tensors["output_1"]
        self.assertEqual(output["unit"], "real")
        for name, printed in run.figures().items():
            value = output["metrics"][name]
            if printed == "n.a.":
                self.assertIsNone(value, name)
            else:
                self.assertEqual(f"{value:.{len(printed.split('.')[1])}f}", printed, name)

    @on_each_run
    def test_scales_of_the_compilers_json(self, run):
        document, text = self.compare(run, [run.file("_Q.json")])
        self.agrees_with_st(run, document)
        self.assertEqual(text.count("scale from"), 1)

    @on_each_run
    def test_a_c_info_of_validate_states_no_scale(self, run):
        info = run.file("network_c_info.json")
        self.assertNotIn("buffers", json.loads(info.read_text()))
        document, text = self.compare(run, [info])
        self.assertEqual({tensor["unit"] for tensor in document["tensors"]}, {"codes"})
        self.assertIn("figures in codes", text)

    @on_each_run
    def test_scales_of_a_c_info_with_buffers(self, run):
        scale, zero_point = run.output_scale()
        info = {"environment": {}, "graphs": [{"inputs": [], "outputs": [1]}],
                "buffers": [{"id": 1, "name": "out", "format": "STAI_FORMAT_S8",
                             "intq": {"scales": [float(scale)], "offsets": [int(zero_point)]}}]}
        with tempfile.TemporaryDirectory(prefix="npuscope-") as folder:
            path = pathlib.Path(folder, "network_c_info.json")
            path.write_text(json.dumps(info))
            document, text = self.compare(run, [path])
        self.agrees_with_st(run, document)
        self.assertIn("scale from network_c_info.json", text)

    @on_each_run
    def test_scales_of_the_report(self, run):
        document, text = self.compare(run, [run.file("network_validate_report.txt")])
        self.agrees_with_st(run, document)
        self.assertIn("scale from network_validate_report.txt", text)

    @on_each_run
    def test_scales_of_the_model(self, run):
        document, text = self.compare(run, [], "--model", run.file(".onnx"),
                                      "--arithmetic", "exact")
        self.agrees_with_st(run, document)
        self.assertIn("scale from the model", text)
        self.assertNotIn("figures in codes", text)

    @on_each_run
    def test_a_scale_that_is_stated(self, run):
        scale, zero_point = run.output_scale()
        document, text = self.compare(run, [], "--scale", scale, "--zero-point", zero_point)
        self.agrees_with_st(run, document)
        self.assertIn("'output_1': scale as stated", text)

    @on_each_run
    def test_without_a_scale_figures_are_in_codes(self, run):
        document, text = self.compare(run, [])
        self.assertEqual({tensor["unit"] for tensor in document["tensors"]}, {"codes"})
        self.assertIn("figures in codes", text)

    @on_each_run
    def test_the_name_of_the_file_does_not_matter(self, run):
        renamed, _ = self.compare(run, [run.file("_Q.json")], name="board (1).npz")
        self.agrees_with_st(run, renamed)

    @on_each_run
    def test_channels_are_the_last_axis(self, run):
        document, _ = self.compare(run, [])
        inputs = document["tensors"][0]
        self.assertEqual(inputs["channel.axis"], 3)
        self.assertEqual(len(inputs["channel.rmse"]), 3)


if __name__ == "__main__":
    program.main()
