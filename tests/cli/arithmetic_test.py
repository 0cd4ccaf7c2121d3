#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which arithmetic made a recording: `npuscope record` makes it, `npuscope diagnose` has to tell."""

import json
import pathlib
import re
import shlex
import tempfile
import unittest

import program

LIVENESS = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "liveness"
MODEL = LIVENESS / "liveness_int8.onnx"
# Of the bundled network: wide layers, in passes that the rule does not give.
PLANS = ("--pass-plan", "/head/head.0/Conv_output_0=8+", "--pass-plan", "/embed_norm/BatchNormalization_output_0=8")


def keys(value):
    """All keys of a JSON value, at any depth."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    return set(value) | set().union(*map(keys, value.values()))


class ArithmeticTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def record(self, *arguments):
        return program.run(self.folder, "record", "--model", MODEL, "--case", LIVENESS / "case.toml", "--limit", 1,
                           "--on", "neural-art:compiler=4.0", "-o", "board.rec", "--quiet", *arguments)

    def diagnose(self, *arguments):
        done = program.run(self.folder, "diagnose", "--model", MODEL, "--use", "board=board.rec", "--quiet",
                           "--ort-library", "none", "--json", "-", *arguments)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def test_the_generation_and_the_passes_are_named_and_make_the_board_equal(self):
        self.assertEqual(self.record(*PLANS).returncode, 0)
        told = self.diagnose()
        fit = told["arithmetic"][0]
        self.assertEqual(fit["best"], ["4.0"])
        self.assertEqual({p["layer"] + "=" + p["pass_plan"] for p in fit["passes"]}, {PLANS[1], PLANS[3]})
        self.assertTrue(fit["explains_all"])
        finding = next(f for f in told["findings"] if f["id"] == "N2")
        self.assertNotIn("N1", [f["id"] for f in told["findings"]])
        options = shlex.split(re.search(r"--pass-plan.*", finding["next"]).group(0))
        spec = re.search(r"neural-art:compiler=[0-9.]+", finding["next"]).group(0)
        again = self.diagnose("--rungs", "exact", spec, "--work", "again", *options)
        self.assertTrue(all(layer["as_assumed"] for layer in again["arithmetic"][0]["layers"]))
        ids = [f["id"] for f in again["findings"]]
        self.assertIn("N0", ids)
        self.assertNotIn("N2", ids)

    def test_the_page_lists_every_key(self):
        self.record()
        page = (LIVENESS.parent.parent / "docs" / "diagnose.md").read_text(encoding="utf-8")
        listed = set(re.findall(r"`\.*(\w+)(?:\[\])?`", page))
        self.assertEqual(keys(self.diagnose()["arithmetic"]) - listed, set())

    def test_a_recording_with_other_passes_is_not_resumed(self):
        self.assertIn("1 recorded now", self.record(*PLANS).stdout)
        self.assertIn("1 kept", self.record(*PLANS).stdout)
        other = self.record(*PLANS[:2])
        self.assertIn("1 recorded now", other.stdout)
        self.assertIn("pass-plan", other.stderr)

    def test_pass_plans_are_for_the_npu_alone(self):
        refused = program.run(self.folder, "record", "--model", MODEL, "--case", LIVENESS / "case.toml", "--on", "exact",
                              "-o", "board.rec", *PLANS)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("no rung neural-art runs", refused.stderr)


if __name__ == "__main__":
    program.main()
