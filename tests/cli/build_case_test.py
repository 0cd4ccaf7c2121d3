#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A build in a case, and a target's memory as a recording: on small builds of our own."""

import json
import pathlib
import tempfile
import unittest

import program

BUILDS = pathlib.Path(__file__).resolve().parent.parent / "data" / "builds"
RAM = 0x342E0000  # npuRAM5, where the small network has its activations


class BuildCaseTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def diagnose(self, build, *arguments):
        (self.folder / "case.toml").write_text(
            f'schema = 1\nbuild = "{(BUILDS / build).as_posix()}"\n'
            f'[models]\nquantized = "{(BUILDS / build / "fingers.onnx").as_posix()}"\n'
            "[inputs.random]\ncount = 2\n")
        return program.run(self.folder, "diagnose", "case.toml", "--quiet", *arguments)

    def diagnosis(self, build):
        done = self.diagnose(build, "--json", "-")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def test_a_build_gives_the_compilers_graph_and_the_npu_with_its_own_coefficients(self):
        for build in ("core-2.2", "core-2.1-ec"):
            with self.subTest(build=build):
                specs = {rung["name"]: rung["spec"] for rung in self.diagnosis(build)["rungs"]}
                self.assertIn("oe", specs)
                self.assertIn("build=", specs["neural-art"])

    def test_units_that_cannot_be_read_are_computed_by_the_rules_of_the_builds_version(self):
        specs = {rung["name"]: rung["spec"] for rung in self.diagnosis("core-4.0-ec")["rungs"]}
        self.assertEqual(specs["neural-art"], "neural-art:compiler=4.0")

    def test_layers_stand_beside_their_epoch_engine_and_address(self):
        diagnosis = self.diagnosis("core-2.2")
        hop = next(hop for hop in diagnosis["hops"] if hop["from"] == "ort" and hop["to"] == "exact")
        places = {layer["tensor"]: layer["build"] for layer in hop["layers"] if "build" in layer}
        self.assertEqual(places["stem/act"],
                         {"epoch": 3, "engine": "HW", "stored": True, "address": "0x34270000"})
        self.assertIn("0x34270000", self.diagnose("core-2.2", "--all-layers").stdout)

    def test_the_compilers_graph_is_compared_layer_by_layer_under_the_source_models_names(self):
        hop = next(hop for hop in self.diagnosis("core-2.2")["hops"]
                   if hop["from"] == "exact" and hop["to"] == "oe")
        operators = [layer["op"] for layer in hop["layers"]]
        self.assertEqual(operators.count("Conv"), 5)
        self.assertIn("Add", operators)

    def test_the_inputs_of_a_build_with_int8_ports_are_those_of_the_source_model(self):
        diagnosis = self.diagnosis("core-2.1-ec")
        self.assertNotIn("B", [finding["id"] for finding in diagnosis["findings"]])

    def test_the_audit_stands_before_the_numbers(self):
        text = self.diagnose("core-2.2").stdout
        self.assertIn("the audit finds no error and no warning", text)
        self.assertLess(text.index("\nBuild\n"), text.index("\nVerdict\n"))
        audit = {finding["id"] for finding in self.diagnosis("core-2.2")["build"]["audit"]}
        self.assertIn("ST010", audit)

    def record_memory(self, *arguments):
        (self.folder / "ram.bin").write_bytes(bytes(index % 251 for index in range(4096)))
        return program.run(self.folder, "record", "--from-memory", f"ram.bin@{RAM:#x}", "--build",
                           BUILDS / "core-2.2", "--model", BUILDS / "core-2.2" / "fingers.onnx", "-o", "ram.rec",
                           *arguments)

    def test_memory_becomes_a_recording_of_the_tensors_alive_then(self):
        done = self.record_memory("--after-epoch", 7, "--sample", "a")
        self.assertEqual(done.returncode, 0, done.stderr)
        manifest = json.loads((self.folder / "ram.rec" / "manifest.json").read_text())
        tensors = {tensor["name"]: tensor for tensor in manifest["tensors"]}
        # What epoch 7 wrote, in the source model's name and shape.
        self.assertEqual(tensors["sum"]["shape"], [1, 8, 4, 4])
        self.assertIn("Add_19_out_0", tensors["sum"]["aliases"])
        self.assertNotIn("image", tensors)  # overwritten by then
        self.assertEqual([sample["name"] for sample in manifest["samples"]], ["a"])

    def test_channels_stand_in_the_order_of_the_source_model(self):
        self.record_memory("--after-epoch", 7)
        done = program.run(self.folder, "inspect", "ram.rec")
        self.assertEqual(done.returncode, 0, done.stderr)
        # Channels last in memory: channel 1 of the first pixel is the second byte. That is code 1,
        # whatever stands at its place in the recording.
        sample = next((self.folder / "ram.rec" / "samples").iterdir()).read_bytes()
        length = int.from_bytes(sample[:8], "little")
        entry = json.loads(sample[8:8 + length])["sum"]
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        codes = sample[begin:end]
        self.assertEqual(codes[0], 0)
        self.assertEqual(codes[16], 1)
        self.assertEqual(codes[1], 8)

    def test_a_moment_at_which_nobody_can_stop_is_an_error_that_says_so(self):
        done = program.run(self.folder, "record", "--from-memory", f"x.bin@{RAM:#x}", "--build", BUILDS / "core-2.1-ec",
                           "--after-epoch", 2, "-o", "ram.rec")
        self.assertEqual(done.returncode, 3)
        (self.folder / "x.bin").write_bytes(bytes(4096))
        done = program.run(self.folder, "record", "--from-memory", f"x.bin@{RAM:#x}", "--build", BUILDS / "core-2.1-ec",
                           "--after-epoch", 2, "-o", "ram.rec")
        self.assertEqual(done.returncode, 3)
        self.assertIn("--ec-single-epoch", done.stderr)


if __name__ == "__main__":
    program.main()
