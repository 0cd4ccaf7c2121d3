#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `npuscope diagnose` says of ONNX Runtime with and without the instructions that keep its sums
of 8-bit products whole (VNNI), on whatever x86-64 CPU the tests run.

A CPU that has VNNI is made to hide it (tests/support): the program and ONNX Runtime run as copies
that ask for the CPU's features in a way that the tests answer.
"""

import json
import pathlib
import sys
import tempfile
import unittest

import program

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import trap_cpuid  # noqa: E402  (found by the line above)

LIVENESS = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "liveness"
CASE = f"""
[models]
float = "{LIVENESS}/liveness_float.onnx"
quantized = "{LIVENESS}/liveness_int8.onnx"
[inputs]
files = ["{LIVENESS}/images/000.png"]
[inputs.prepare]
scale = 0.00392156862745098
"""
VNNI = {"avx512_vnni", "avx_vnni"}
# A sanitizer's runtime wants to be the first library, and to see every fault.
PRELOADED = {"ASAN_OPTIONS": "verify_asan_link_order=0:handle_segv=0:handle_sigill=0"}


class SaturationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Copies of the program and of ONNX Runtime that cannot see VNNI."""
        cls.copy = None
        if not program.hide_vnni or not program.ort_folder:
            return
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        cls.addClassCleanup(temporary.cleanup)
        cls.copy, cls.libraries = trap_cpuid.write_copies(program.path, program.ort_folder,
                                                          temporary.name)

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        (self.folder / "case.toml").write_text(CASE)

    def diagnose(self, *arguments, run=program.run):
        done = run(self.folder, "diagnose", "case.toml", "--quiet", "--json", "-", *arguments)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def run_hidden(self, folder, *arguments):
        """As program.run(), without VNNI."""
        if not self.copy:
            self.skipTest("hiding VNNI is for Linux on x86-64, with the ONNX Runtime of ./dev setup")
        return program.run(folder, *arguments, "--ort-library", self.libraries, program=self.copy,
                           environment=PRELOADED | {"LD_PRELOAD": program.hide_vnni})

    def flags(self, diagnosis):
        """What the CPU has, as the program sees it."""
        rung = next(r for r in diagnosis["rungs"] if r["name"] == "ort")
        return set(rung["facts"]["cpu_flags"].split())

    def without_vnni(self, *arguments):
        native = self.diagnose(*arguments, "--work", "native")
        if not VNNI & self.flags(native):
            return native
        hidden = self.diagnose(*arguments, "--work", "hidden", run=self.run_hidden)
        self.assertFalse(VNNI & self.flags(hidden))
        return hidden

    def findings(self, diagnosis):
        return {f["id"]: f for f in diagnosis["findings"]}

    def test_without_vnni_the_reference_saturates_and_is_blamed(self):
        diagnosis = self.without_vnni()
        finding = self.findings(diagnosis)["A1"]
        self.assertEqual(finding["hops"], ["ort -> exact"])
        self.assertIn("worst layer '/stem/stem.0/Conv_output_0', up to 19 codes", finding["evidence"][1])
        hop = next(h for h in diagnosis["hops"] if (h["from"], h["to"]) == ("ort", "exact"))
        self.assertEqual(hop["first_beyond_floor_local"], "/stem/stem.0/Conv_output_0")

    def test_without_vnni_precise_products_saturate_no_more(self):
        self.assertNotIn("A1", self.findings(self.without_vnni("--ort", "ort:level=all,precise=1")))

    def test_the_references_agree_with_exact_integers_without_vnni_too(self):
        for pair in self.without_vnni()["references"]:
            for layer in pair["layers"]:
                if layer["local"] and layer["code_scale"]:
                    self.assertLessEqual(layer["local"]["codes.max"], 1, layer["tensor"])

    def test_a_recording_of_a_colleague_whose_cpu_saturates_is_found_out(self):
        done = self.run_hidden(self.folder, "record", "--case", "case.toml", "--model",
                               f"{LIVENESS}/liveness_int8.onnx", "--on", "ort:level=all", "-o",
                               "colleague.rec", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        diagnosis = self.diagnose("--use", "ort=colleague.rec", "--ort-library", "none")
        evidence = self.findings(diagnosis)["A1"]["evidence"]
        self.assertIn("in every element what ort-u8s8-avx2 makes of their inputs", evidence[0])
        self.assertIn("'/stem/stem.0/Conv_output_0' (Conv): exact integers leave", evidence[1])

    def test_with_vnni_nothing_saturates(self):
        native = self.diagnose()
        if not VNNI & self.flags(native):
            self.skipTest("this CPU has no VNNI")
        self.assertNotIn("A1", self.findings(native))


if __name__ == "__main__":
    program.main()
