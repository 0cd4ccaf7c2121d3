#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A published MiniFASNet, quantized as the bundled network is: the 16-bit accumulator caps its logits.

tools/dev/minifasnet.sh makes the quantized file and the samples from a float network that is not
ours to ship; NPUSCOPE_MINIFASNET names their folder. Without it the tests are reported as skipped.
"""

import json
import os
import pathlib
import shutil
import tempfile
import unittest

import program

LOGITS = "output_QuantizeLinear_Input"
CASE = """
[models]
quantized = "int8.onnx"
[inputs]
files = ["samples/*.npy"]
[inputs.prepare]
scale = 0.00392156862745098
layout = "nchw"
[task]
kind = "presentation-attack"
live_index = 0
score = "logit-difference"
"""


@unittest.skipUnless("NPUSCOPE_MINIFASNET" in os.environ, "no quantized MiniFASNet (tools/dev/minifasnet.sh)")
class MinifasnetTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        data = pathlib.Path(os.environ["NPUSCOPE_MINIFASNET"])
        shutil.copy(data / "int8.onnx", self.folder)
        shutil.copytree(data / "samples", self.folder / "samples")
        (self.folder / "case.toml").write_text(CASE)

    def run_npuscope(self, expected, *arguments):
        done = program.run(self.folder, *arguments, "--quiet")
        self.assertEqual(done.returncode, expected, done.stdout + done.stderr)
        return done.stdout

    def predict(self, expected, *arguments):
        return json.loads(self.run_npuscope(expected, "predict", *arguments, "--no-remedies", "--json", "-"))

    def logits(self, prediction):
        return next(layer for layer in prediction["layers"] if layer["name"] == LOGITS)

    def test_the_cap_is_found_without_inputs(self):
        cap = self.logits(self.predict(1, "--model", "int8.onnx"))["cap"]
        # Which value exactly depends on the calibration.
        self.assertTrue(1.6 < cap["capped"]["high"] < 2.6, cap)
        self.assertEqual(cap["cut_channels"], 2)
        self.assertGreater(cap["promised"]["high"], 2.5 * cap["capped"]["high"])
        self.assertLess(cap["shift"], cap["needed_shift"])

    def test_the_crops_and_their_variations_are_cut_by_it(self):
        prediction = self.predict(1, "case.toml")
        layer, effect = self.logits(prediction), prediction["effect"]
        cap = layer["cap"]["capped"]["high"]
        self.assertGreater(layer["drift"]["saturated"], layer["drift"]["elements"] // 4)
        self.assertEqual(layer["drift"]["reason"], "16 bits saturate")
        self.assertGreater(effect["exact"]["high"], 1.5 * cap)
        self.assertLess(effect["neural_art"]["high"], cap + prediction["output_scale"])
        self.assertGreater(effect["from_exact"]["rms"], 10 * prediction["output_scale"])

    def test_a_dummy_channel_removes_it_and_leaves_exact_alone(self):
        shift = self.logits(self.predict(1, "--model", "int8.onnx"))["cap"]["needed_shift"]
        self.run_npuscope(0, "predict", "--model", "int8.onnx", "--apply", f"dummy-channel@{LOGITS},shift={shift}", "-o", "fixed.onnx")
        fixed = self.predict(1, "--model", "fixed.onnx")
        self.assertEqual([layer["name"] for layer in fixed["layers"] if "cap" in layer and layer["op"] == "MatMul" and layer["cap"]["cut_channels"] > 0], [])
        for model in ("int8", "fixed"):
            for arithmetic in ("exact", "neural-art"):
                self.run_npuscope(0, "record", "--model", f"{model}.onnx", "--case", "case.toml", "--on", arithmetic, "-o", f"{model}-{arithmetic}.rec", "--outputs-only")
        self.run_npuscope(0, "compare", "int8-exact.rec", "fixed-exact.rec", "--gate", "output: abs.max<=0")
        before, after = (self.rms(f"{model}-neural-art.rec") for model in ("int8", "fixed"))
        self.assertLess(after, before / 3)

    def rms(self, recording):
        """Of the outputs, from exact."""
        done = program.run(self.folder, "compare", "int8-exact.rec", recording, "--json", "-", "--quiet")
        output = next(t for t in json.loads(done.stdout)["tensors"] if t["tensor"] == "output")
        return output["metrics"]["rmse"]

    def test_a_board_that_computes_so_piles_up_at_the_cap(self):
        self.run_npuscope(0, "record", "--model", "int8.onnx", "--case", "case.toml", "--on", "neural-art:compiler=4.0", "-o", "board.rec", "--outputs-only")
        done = program.run(self.folder, "diagnose", "case.toml", "--rungs", "exact;neural-art", "--use", "board=board.rec", "--detail", "0", "--quiet", "--json", "-")
        at = json.loads(done.stdout)["board_at_cap"]
        self.assertEqual((at["layer"], at["elements"], at["beyond"]), (LOGITS, 48, 0))
        self.assertGreater(at["at"], 5)
        self.assertGreater(at["exact_beyond"], 10)

    def test_it_is_what_a_diagnosis_concludes(self):
        done = program.run(self.folder, "diagnose", "case.toml", "--rungs", "exact;neural-art", "--detail", "0", "--quiet", "--json", "-")
        findings = json.loads(done.stdout)["findings"]
        cap = next(f for f in findings if f["id"] == "E23")
        self.assertIn(LOGITS, " ".join(cap["evidence"]))


if __name__ == "__main__":
    program.main()
