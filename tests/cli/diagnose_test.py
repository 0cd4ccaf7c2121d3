#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `npuscope diagnose` promises of its runs: live runs of the bundled network, by properties.

Needs ONNX Runtime as ./dev setup provides it; without it, the tests that need it fail.
"""

import json
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import unittest
import zlib

import program

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LIVENESS = ROOT / "examples" / "liveness"
RUNTIME = ROOT / ".deps" / "onnxruntime" / "lib"
FINDING, USAGE, BAD_INPUT, ENVIRONMENT = 1, 2, 3, 4

CASE = """
[models]
float = "float.onnx"
quantized = "int8.onnx"
[inputs]
files = ["images/*.png"]
labels = "images/labels.csv"
[inputs.prepare]
scale = 0.00392156862745098
[rungs]
detail = 1
[task]
kind = "presentation-attack"
"""


def write_png(path, width, height):
    """A picture of that size, with a gradient."""
    rows = b"".join(b"\0" + bytes((x + y + c) % 256 for x in range(width) for c in range(3)) for y in range(height))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)),
              (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks))


class DiagnoseTest(unittest.TestCase):
    """Each test has a folder with a case of three images."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        shutil.copy(LIVENESS / "liveness_float.onnx", self.folder / "float.onnx")
        shutil.copy(LIVENESS / "liveness_int8.onnx", self.folder / "int8.onnx")
        (self.folder / "images").mkdir()
        for name in ("000.png", "100.png", "150.png", "labels.csv"):
            shutil.copy(LIVENESS / "images" / name, self.folder / "images" / name)
        labels = (LIVENESS / "images" / "labels.csv").read_text().splitlines()
        kept = [l for l in labels if l.startswith(("file", "000.", "100.", "150."))]
        (self.folder / "images" / "labels.csv").write_text("\n".join(kept) + "\n")
        (self.folder / "case.toml").write_text(CASE)

    def diagnose(self, *arguments, case="case.toml"):
        """Runs the case; returns the JSON, and the process."""
        done = program.run(self.folder, "diagnose", case, "--quiet", "--json", "-", *arguments)
        self.assertIn(done.returncode, (0, FINDING), done.stderr)
        return json.loads(done.stdout)

    def samples(self, rung, work="case.work"):
        """{sample file: (bytes, time of writing)} of a recording."""
        folder = self.folder / work / f"{rung}.rec" / "samples"
        return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.iterdir())}

    def figures(self, diagnosis):
        """The diagnosis without what may differ between equal runs."""
        return {key: diagnosis[key] for key in ("findings", "hops", "references", "samples")}

    def test_results_do_not_depend_on_the_thread_count(self):
        one = self.diagnose("--threads", 1, "--work", "one")
        many = self.diagnose("--threads", 3, "--work", "many")
        self.assertEqual(self.figures(one), self.figures(many))
        for rung in ("float", "ort", "exact"):
            contents = [{n: b for n, (b, _) in self.samples(rung, w).items()} for w in ("one", "many")]
            self.assertEqual(*contents)

    def test_a_second_run_reuses_every_sample_and_says_the_same(self):
        first = self.diagnose()
        before = self.samples("exact")
        second = self.diagnose()
        self.assertEqual(first["run"]["resumed_samples"], 0)
        self.assertEqual(second["run"]["resumed_samples"], 3)
        self.assertEqual(self.figures(first), self.figures(second))
        self.assertEqual(before, self.samples("exact"))

    def test_disk_use_stays_below_what_was_stated_beforehand(self):
        done = program.run(self.folder, "diagnose", "case.toml", "--json", "case.json")
        stated = json.loads((self.folder / "case.json").read_text())["run"]["planned_bytes"]
        used = sum(p.stat().st_size for p in (self.folder / "case.work").rglob("*") if p.is_file())
        self.assertLessEqual(used, stated)
        self.assertGreater(used, 0.9 * stated)
        self.assertRegex(done.stderr.splitlines()[0], r"^npuscope: takes at most [0-9.]+ MB in case.work$")

    def test_the_page_lists_every_key_of_the_json(self):
        page = (ROOT / "docs" / "diagnose.md").read_text(encoding="utf-8")
        listed = set(re.findall(r"`\.*([\w.]+)(?:\[\])?`", page))
        of_free_keys = {"facts", "tensor_notes", "scores", "decisions", "output", "accumulated", "local"}

        def unlisted(value, path):
            if isinstance(value, list):
                return [key for element in value for key in unlisted(element, path)]
            if not isinstance(value, dict):
                return []
            keys = []
            for key, inner in value.items():
                keys += [] if key in listed else [f"{path}.{key}"]
                keys += [] if key in of_free_keys else unlisted(inner, f"{path}.{key}")
            return keys

        self.assertEqual(unlisted(self.diagnose("--gate", "cos>=0"), ""), [])

    def test_a_changed_pixel_is_recorded_again_alone(self):
        self.diagnose()
        before = self.samples("exact")
        shutil.copy(LIVENESS / "images" / "001.png", self.folder / "images" / "100.png")
        self.assertEqual(self.diagnose()["run"]["resumed_samples"], 2)
        after = self.samples("exact")
        changed = [n for n in after if after[n] != before.get(n)]
        self.assertEqual(len(changed), 1, changed)
        self.assertTrue(changed[0].startswith("images_100.png"), changed)

    def test_a_changed_option_is_recorded_again_and_said(self):
        self.diagnose()
        exact = self.samples("exact")
        again = self.diagnose("--ort", "ort:level=all,precise=1")
        self.assertEqual(again["run"]["resumed_samples"], 0)
        notes = " ".join(again["notes"])
        self.assertIn("recorded again: ort ", notes)
        self.assertIn("precise=1", notes)
        self.assertNotIn("recorded again: exact", notes)
        self.assertEqual({n: b for n, (b, _) in exact.items()},
                         {n: b for n, (b, _) in self.samples("exact").items()})

    def test_a_changed_preparation_is_recorded_again(self):
        self.diagnose()
        (self.folder / "case.toml").write_text(CASE.replace("scale = 0.0039", 'colour = "bgr"\nscale = 0.0039'))
        again = self.diagnose()
        self.assertEqual(again["run"]["resumed_samples"], 0)
        self.assertIn("recorded again: exact", " ".join(again["notes"]))

    def test_a_changed_library_is_recorded_again_and_said(self):
        self.diagnose()
        other = self.folder / "other"
        other.mkdir()
        library = next(RUNTIME.glob("libonnxruntime.so*"))
        copy = other / library.name
        copy.write_bytes(library.read_bytes() + b"\0")  # another file that loads all the same
        again = self.diagnose("--ort-library", copy)
        self.assertEqual(again["run"]["resumed_samples"], 0)
        self.assertIn("recorded again: ort (", " ".join(again["notes"]))
        rung = next(r for r in again["rungs"] if r["name"] == "ort")
        self.assertEqual(rung["facts"]["onnxruntime_path"], str(copy))

    def test_two_libraries_are_two_rungs_of_one_run(self):
        other = self.folder / "other"
        other.mkdir()
        library = next(RUNTIME.glob("libonnxruntime.so*"))
        copy = shutil.copy(library, other / library.name)
        both = self.diagnose("--rungs", "ort", f"ort:lib={copy}", "exact")
        rungs = {r["name"]: r for r in both["rungs"] if not r["reference"]}
        self.assertEqual(rungs[f"ort:lib={copy}"]["facts"]["onnxruntime_path"], str(copy))
        hop = both["hops"][0]
        self.assertEqual((hop["from"], hop["to"]), ("ort", f"ort:lib={copy}"))
        self.assertEqual(hop["output"]["abs.max"], 0)

    def test_exact_agrees_with_the_runtime_where_that_does_not_saturate(self):
        for model in ("liveness_int8.onnx", "liveness_int8_per_channel.onnx"):
            shutil.copy(LIVENESS / model, self.folder / "int8.onnx")
            elements, different = 0, 0
            for layer in self.layers_on_identical_inputs("ort:level=all,precise=1", "exact"):
                local = layer["local"]
                self.assertLessEqual(local["codes.max"], 1, layer["tensor"])
                elements += local["elements"]
                different += local["elements"] - round(local["codes.exact"] * local["elements"])
            self.assertGreater(elements, 3 * 1_000_000, "nearly all layers are compared")
            self.assertLessEqual(different, 1e-4 * elements, model)

    def layers_on_identical_inputs(self, source, target):
        """The layers of a pair of references that were executed on the same inputs."""
        diagnosis = self.diagnose()
        pair = next(p for p in diagnosis["references"] if (p["from"], p["to"]) == (source, target))
        return [layer for layer in pair["layers"] if layer["local"] and layer["code_scale"]]

    def test_a_killed_run_loses_no_finished_sample(self):
        whole = self.figures(self.diagnose("--work", "whole"))
        for attempt in range(4):
            self.kill_after_some_samples(attempt)
            finished = self.samples("exact")
            stored = sorted((self.folder / "case.work" / "samples").glob("*.json"))
            resumed = self.diagnose()
            self.assertGreaterEqual(resumed["run"]["resumed_samples"], len(stored))
            after = self.samples("exact")
            if resumed["run"]["resumed_samples"] == len(finished):
                for name, content in finished.items():
                    self.assertEqual(after[name], content)
            self.assertEqual(self.figures(resumed), whole)
            shutil.rmtree(self.folder / "case.work")

    def kill_after_some_samples(self, count):
        """Kills a run once `count` samples are finished (or it has ended)."""
        process = subprocess.Popen([program.path, "diagnose", "case.toml", "--quiet", "--threads",
                                    "1"],
                                   cwd=self.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        store = self.folder / "case.work" / "samples"
        while process.poll() is None:
            if store.is_dir() and len(list(store.glob("*.json"))) >= count:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.002)
        process.wait()
        store.mkdir(parents=True, exist_ok=True)

    def test_without_a_runtime_everything_else_runs_and_the_rest_is_named(self):
        alone = self.diagnose("--ort-library", "none")
        self.assertEqual([r["name"] for r in alone["rungs"]], ["exact", "neural-art"])
        missing = {m["rung"]: m["reason"] for m in alone["missing"]}
        self.assertIn("ONNX Runtime", missing["ort"])
        self.assertIn("ONNX Runtime", missing["float"])

    def test_a_named_rung_without_its_runtime_is_an_environment_error(self):
        done = program.run(self.folder, "diagnose", "case.toml", "--rungs", "ort", "--ort-library", "none")
        self.assertEqual(done.returncode, ENVIRONMENT)
        self.assertIn("--ort-library", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_named_library_that_cannot_be_opened_is_an_environment_error(self):
        for arguments in (("--ort-library", "/nonexistent"), ("--ort", "ort:lib=/nonexistent"),
                          ("--ort-library", "./none")):
            done = program.run(self.folder, "diagnose", "case.toml", *arguments)
            self.assertEqual(done.returncode, ENVIRONMENT, arguments)
            self.assertIn("no usable ONNX Runtime library", done.stderr)
            self.assertEqual(done.stdout, "")

    def test_a_library_called_none_is_given_as_a_path(self):
        shutil.copy(next(RUNTIME.glob("libonnxruntime.so*")), self.folder / "none")
        self.assertIn("ort", [r["name"] for r in self.diagnose("--ort-library", "./none")["rungs"]])
        alone = self.diagnose("--ort", "ort:lib=none")
        self.assertNotIn("ort", [r["name"] for r in alone["rungs"]])

    def test_an_environment_whose_runtime_cannot_be_opened_is_named(self):
        package = self.folder / "venv/lib/python3.11/site-packages/onnxruntime/capi"
        package.mkdir(parents=True)
        environment = {"VIRTUAL_ENV": str(self.folder / "venv")}
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet", environment=environment)
        self.assertIn("is used instead", done.stdout)
        recorded = program.run(self.folder, "record", "--model", "int8.onnx", "--on", "ort", "--limit", "1",
                               "-o", "one.rec", environment=environment)
        self.assertIn(str(self.folder / "venv"), recorded.stdout + recorded.stderr)

    def test_the_preparation_of_the_documentation_runs(self):
        documented = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
        preparation = documented.split("\n[inputs.prepare]")[1].split("\n[")[0]
        write_png(self.folder / "large.png", 640, 480)
        (self.folder / "documented.toml").write_text(
            '[models]\nquantized = "int8.onnx"\n[inputs]\nfiles = ["large.png"]\n[inputs.prepare]' + preparation,
            encoding="utf-8")
        prepared = self.diagnose("--rungs", "exact", "ort", case="documented.toml")
        self.assertEqual([s["sample"] for s in prepared["samples"]], ["large.png"])

    def test_one_rung_alone_is_no_agreement(self):
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet", "--rungs", "exact", "--ort-library",
                           "none")
        self.assertEqual(done.returncode, FINDING)
        self.assertIn("Nothing was compared", done.stdout)

    def test_two_models_alone_run_on_random_inputs_and_say_so(self):
        (self.folder / "models.toml").write_text(
            '[models]\nfloat = "float.onnx"\nquantized = "int8.onnx"\n[rungs]\ndetail = 0\n')
        diagnosis = self.diagnose("--limit", 2, case="models.toml")
        self.assertEqual(len(diagnosis["samples"]), 2)
        self.assertIn("random inputs prove little", diagnosis["inputs"]["warnings"][0])
        self.assertEqual([r["name"] for r in diagnosis["rungs"] if not r["reference"]],
                         ["float", "ort", "exact", "neural-art"])

    def test_a_gate_on_codes_passes_over_real_numbers_and_says_so(self):
        diagnosis = self.diagnose("--gate", "codes.max<=255")
        self.assertTrue(diagnosis["gates"])
        self.assertEqual({g["outcome"] for g in diagnosis["gates"]}, {"pass"})
        self.assertTrue(any("passes over" in note for note in diagnosis["notes"]), diagnosis["notes"])

    def test_gates_decide_the_exit_code(self):
        quiet = ("diagnose", "case.toml", "--quiet", "--rungs", "ort:level=none", "exact")
        self.assertEqual(program.run(self.folder, *quiet).returncode, 0)
        self.assertEqual(program.run(self.folder, *quiet, "--gate", "input: abs.max<=0").returncode, 0)
        failing = program.run(self.folder, *quiet, "--gate", "cos>=1.5")
        self.assertEqual(failing.returncode, FINDING)
        self.assertIn("cos>=1.5", failing.stdout)

    def test_a_gate_that_fits_nothing_is_bad_input(self):
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet", "--gate", "nosuch*: cos>=0.9")
        self.assertEqual(done.returncode, BAD_INPUT)
        self.assertIn("nosuch*", done.stderr)

    def test_logits_of_an_application_stand_for_the_board(self):
        diagnosis = self.diagnose()
        lines = ["sample,logit0,logit1"]
        for sample in diagnosis["samples"]:
            score = sample["scores"]["exact"] - 1.0  # one logit of drift
            lines.append(f"{pathlib.Path(sample['sample']).name},{score},0")
        (self.folder / "board.csv").write_text("\n".join(lines) + "\n")
        with_board = self.diagnose("--use", "board=board.csv")
        hop = next(h for h in with_board["against_board"] if h["from"] == "exact")
        self.assertEqual(hop["to"], "board")
        self.assertEqual(hop["score"]["samples"], 3)
        self.assertAlmostEqual(hop["score"]["max"], 1.0, places=5)
        self.assertIn("N1", [f["id"] for f in with_board["findings"]])

    def test_a_recording_of_other_samples_is_bad_input(self):
        (self.folder / "board.csv").write_text("sample,logit0,logit1\nother.png,1,0\n")
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet", "--use", "board=board.csv")
        self.assertEqual(done.returncode, BAD_INPUT, done.stdout)
        self.assertIn("other.png", done.stderr)

    def test_a_recording_of_another_number_of_outputs_is_a_finding(self):
        rows = "".join(f"{name}.png,1,0,5\n" for name in ("000", "100", "150"))
        (self.folder / "board.csv").write_text("sample,logit0,logit1,logit2\n" + rows)
        diagnosis = self.diagnose("--use", "board=board.csv")
        self.assertIn("R1", [f["id"] for f in diagnosis["findings"]])
        into_board = next(h for h in diagnosis["hops"] if h["to"] == "board")
        self.assertEqual(into_board["score"]["decided"], 0)

    def test_a_label_that_the_task_does_not_know_is_bad_input(self):
        labels = self.folder / "images" / "labels.csv"
        labels.write_text(labels.read_text().replace(",attack", ",atack"))
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet")
        self.assertEqual(done.returncode, BAD_INPUT, done.stdout)
        self.assertIn("'atack'", done.stderr)
        self.assertIn("000.png", done.stderr)

    def test_labels_of_a_classification_are_indices(self):
        case = (self.folder / "case.toml").read_text().replace("presentation-attack", "classification")
        (self.folder / "case.toml").write_text(case)
        (self.folder / "images" / "labels.csv").write_text("000.png,1\n100.png,0\n150.png,1\n")
        diagnosis = self.diagnose("--rungs", "exact", "ort:level=none")
        for rung in diagnosis["rungs"][:2]:
            self.assertEqual(rung["wrong_decisions"]["samples"], 3)
        (self.folder / "images" / "labels.csv").write_text("000.png,2\n")
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet", "--rungs", "exact")
        self.assertEqual(done.returncode, BAD_INPUT, done.stdout)

    def test_a_gate_on_what_is_not_measured_is_refused(self):
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet", "--rungs", "exact",
                           "ort:level=none", "--gate", "fit.slope>=0.9")
        self.assertEqual(done.returncode, USAGE, done.stdout)
        self.assertIn("fit.slope", done.stderr)

    def test_a_model_that_cannot_be_read_is_bad_input_and_prints_nothing(self):
        whole = (self.folder / "int8.onnx").read_bytes()
        (self.folder / "int8.onnx").write_bytes(whole[: len(whole) // 2])
        done = program.run(self.folder, "diagnose", "case.toml", "--quiet")
        self.assertEqual(done.returncode, BAD_INPUT, done.stderr)
        self.assertIn("int8.onnx", done.stderr)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    program.main()
