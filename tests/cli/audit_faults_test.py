#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The audit on builds of our own: none gives a false alarm, every planted fault is found, and no
damaged file goes unnoticed."""

import json
import pathlib
import re
import shutil
import tempfile
import unittest

import build_faults
import program

RULES = pathlib.Path(__file__).resolve().parent.parent.parent / "src" / "audit" / "rules"
ALARMS = ("error", "warning")


def ids_of_rules():
    """Of every finding that some rule gives, as the rules' sources have them."""
    return {id for path in RULES.glob("*.cc") for id in re.findall(r'"(ST\d\d\d)"', path.read_text(encoding="utf-8"))}


class AuditFaultsTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def copy(self, build):
        path = self.root / "build"
        if path.exists():
            shutil.rmtree(path)
        shutil.copytree(build_faults.BUILDS / build, path)
        return build_faults.Folder(path)

    def audit(self, folder, *arguments):
        """The exit code and the findings; an error comes as its text."""
        done = program.run(self.root, "audit", folder, *(a.format(folder=folder) for a in arguments), "--json", "-", "--quiet")
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        if done.returncode == 3:
            return 3, done.stderr
        return done.returncode, json.loads(done.stdout)["findings"]

    @staticmethod
    def brief(findings, severities=("error", "warning", "duty")):
        return [(f["id"], f["severity"], f["title"]) for f in findings if f["severity"] in severities]

    @staticmethod
    def said(findings, id):
        """What a rule says: severity and title of its findings."""
        return {(f["severity"], f["title"]) for f in findings if f["id"] == id}

    def test_sound_builds_raise_no_alarm(self):
        for build in sorted(p.name for p in build_faults.BUILDS.iterdir()):
            folder = build_faults.BUILDS / build
            for arguments in ((), build_faults.MODEL,
                              (*build_faults.MODEL, "--flash-dump", str(folder / build_faults.IMAGE) + "@0x71000000")):
                with self.subTest(build=build, arguments=arguments):
                    code, findings = self.audit(folder, *arguments)
                    self.assertEqual((code, self.brief(findings, ALARMS)), (0, []))

    def test_every_planted_fault_is_found(self):
        for fault in build_faults.FAULTS:
            with self.subTest(id=fault.id, what=fault.what, build=fault.build):
                folder = self.copy(fault.build)
                sound = self.said(self.audit(folder.path, *build_faults.MODEL)[1], fault.id)
                fault.make(folder)
                code, findings = self.audit(folder.path, *fault.arguments)
                self.assertNotEqual(code, 3, findings)
                said = self.said(findings, fault.id)
                if fault.removes:
                    self.assertTrue(sound)
                    self.assertEqual([s for s in said if s[0] == "duty"], [])
                else:
                    self.assertTrue(said - sound, self.brief(findings))

    def test_every_finding_has_a_fault(self):
        """ST005 is that of files that cannot be read, below."""
        self.assertEqual(sorted(ids_of_rules() - {f.id for f in build_faults.FAULTS} - {"ST005"}), [])


class DamagedFilesTest(AuditFaultsTest):
    """Every file of a build cut, emptied or replaced by noise: a finding, or a clear error."""

    DAMAGES = {"cut": lambda data: data[:len(data) * 2 // 3], "emptied": lambda data: b"",
               "noise": lambda data: bytes((i * 197 + 31) % 256 for i in range(len(data)))}
    UNREAD = ("stai_network.c",)  # says nothing that the header does not
    test_sound_builds_raise_no_alarm = test_every_planted_fault_is_found = test_every_finding_has_a_fault = None

    def test_damaged_files_are_noticed(self):
        for build in ("core-2.1-ec", "core-2.2", "core-4.0-ec"):
            root = build_faults.BUILDS / build
            files = sorted(p.relative_to(root) for p in root.glob("**/*") if p.is_file() and p.name not in self.UNREAD)
            for name in files:
                for damage, change in self.DAMAGES.items():
                    with self.subTest(build=build, file=str(name), damage=damage):
                        self.check_damage(build, name, change)

    def check_damage(self, build, name, change):
        folder = self.copy(build)
        path = folder.path / name
        path.write_bytes(change(path.read_bytes()))
        arguments = build_faults.MODEL if name.name == "fingers.onnx" else ()
        code, findings = self.audit(folder.path, *arguments)
        if code == 3:
            self.assertIn(name.name, findings)
            return
        _, sound = self.audit(build_faults.BUILDS / build, *arguments)
        new = [f for f in findings if (f["id"], f["severity"], f["title"]) not in self.brief(sound, (f["severity"],))]
        self.assertTrue(any(name.name in e["file"] + e["text"] for f in new for e in f["evidence"]), self.brief(findings))


if __name__ == "__main__":
    program.main()
