#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A published float MiniFASNet on three face crops, whose logits are known.

The files are not ours to ship: NPUSCOPE_SHARED_DATA names the folder that holds minifasnet/. Without
it the tests are reported as skipped.
"""

import os
import pathlib
import tempfile
import unittest

import program

# Computed apart from npuscope and ONNX Runtime, with convolutions in float64.
LOGITS = """sample,logit0,logit1
jr_face_u8_hwc_rgb.npy,2.470158,-2.470460
mv_F1_u8_hwc_rgb.npy,-3.802304,3.802007
mv_T1_u8_hwc_rgb.npy,3.895108,-3.895481
"""
CASE = """
[inputs]
files = ["{data}/*.npy"]
[inputs.prepare]
scale = 0.00392156862745098
"""

@unittest.skipUnless("NPUSCOPE_SHARED_DATA" in os.environ, "no shared data (set NPUSCOPE_SHARED_DATA)")
class RealNetworkTest(unittest.TestCase):
    def logits_agree(self, backend):
        data = pathlib.Path(os.environ["NPUSCOPE_SHARED_DATA"]) / "minifasnet"
        with tempfile.TemporaryDirectory(prefix="npuscope-") as folder:
            pathlib.Path(folder, "case.toml").write_text(CASE.format(data=data))
            pathlib.Path(folder, "expected.csv").write_text(LOGITS)
            self.run_npuscope(folder, "record", "--model", data / "best_model.onnx", "--case",
                              "case.toml", "--on", backend, "-o", "run.rec", "--outputs-only")
            self.run_npuscope(folder, "compare", "expected.csv", "run.rec", "--gate", "abs.max<=1e-4")

    def run_npuscope(self, folder, *arguments):
        done = program.run(folder, *arguments, "--quiet")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_onnx_runtime_returns_the_known_logits(self):
        self.logits_agree("ort:level=all")

    def test_npuscope_returns_the_known_logits(self):
        self.logits_agree("exact")


if __name__ == "__main__":
    program.main()
