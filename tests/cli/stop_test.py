#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is finished outlives signals, a full disk and a folder that cannot be written to."""

import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import program

LIVENESS = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "liveness"
ENVIRONMENT, BAD_INPUT = 4, 3
NOBODY = 65534


class StopTest(unittest.TestCase):
    """Every test has a folder with the bundled network; inputs are random."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.folder.chmod(0o755)
        shutil.copy(LIVENESS / "liveness_int8.onnx", self.folder / "int8.onnx")
        for image in range(24):
            shutil.copy(LIVENESS / "images" / f"{image:03}.png", self.folder)
        (self.folder / "case.toml").write_text('[models]\nquantized = "int8.onnx"\n[inputs]\nfiles = ["*.png"]\n'
                                               "[inputs.prepare]\nscale = 0.00392156862745098\n[rungs]\ndetail = 1\n")

    def commands(self):
        """(arguments, folder of finished samples)"""
        yield (("record", "--model", "int8.onnx", "--case", "case.toml", "-o", "out.rec", "--threads", "1"),
               self.folder / "out.rec" / "samples")
        yield (("diagnose", "case.toml", "--ort-library", "none", "--work", "work", "--threads", "1"),
               self.folder / "work" / "samples")

    def start(self, arguments, **options):
        return subprocess.Popen([program.path, *arguments], cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **options)

    def finished(self, samples):
        return [p for p in samples.glob("*") if p.suffix != ".tmp"]

    def test_a_signal_ends_after_what_is_finished_and_says_how_much_that_is(self):
        for number, text in ((signal.SIGINT, "stopped by Ctrl-C"), (signal.SIGTERM, "stopped by a signal")):
            for arguments, samples in self.commands():
                process = self.start(arguments)
                while process.poll() is None and not self.finished(samples):
                    time.sleep(0.001)
                process.send_signal(number)
                printed, said = process.communicate(timeout=program.LIMIT)
                self.assertEqual(process.returncode, 128 + number, said)
                self.assertEqual(printed, "")
                self.assertIn(text, said)
                count = len(self.finished(samples))
                self.assertIn(f"{count} of 24 samples are finished", said)
                self.assertIn("the same command again", said)
                before = {p: p.stat().st_mtime_ns for p in self.finished(samples)}
                self.assertIn(program.run(self.folder, *arguments).returncode, (0, 1))
                self.assertEqual(before, {p: p.stat().st_mtime_ns for p in before})
                shutil.rmtree(samples.parent)

    def test_a_full_disk_is_an_environment_error_and_keeps_what_is_finished(self):
        def limit():  # a write beyond it fails as one on a full disk does
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

        arguments, samples = next(self.commands())
        whole = program.run(self.folder, *arguments, "--limit", "2")
        self.assertEqual(whole.returncode, 0, whole.stderr)
        before = {p: p.stat().st_mtime_ns for p in self.finished(samples)}
        process = self.start(arguments, preexec_fn=limit)
        printed, said = process.communicate(timeout=program.LIMIT)
        self.assertEqual(process.returncode, ENVIRONMENT, said)
        self.assertEqual(printed, "")
        self.assertIn("cannot write the file", said)
        self.assertIn("check free space", said)
        self.assertEqual(before, {p: p.stat().st_mtime_ns for p in self.finished(samples)})
        self.assertFalse(list(samples.glob("*.tmp")))

    def test_a_folder_that_cannot_be_written_to_is_an_environment_error(self):
        unprivileged = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
        if not unprivileged:
            self.folder.chmod(0o555)
            self.addCleanup(self.folder.chmod, 0o755)
        for arguments, samples in self.commands():
            process = self.start(arguments, **unprivileged)
            printed, said = process.communicate(timeout=program.LIMIT)
            self.assertEqual(process.returncode, ENVIRONMENT, said)
            self.assertEqual(printed, "")
            self.assertIn(f"{samples.parent.name}", said)
            self.assertIn("Permission denied", said)

    def test_an_input_that_vanishes_is_named_and_the_others_are_kept(self):
        for arguments, samples in self.commands():
            process = self.start(arguments)
            while process.poll() is None and not self.finished(samples):
                time.sleep(0.001)
            (self.folder / "023.png").unlink()
            _, said = process.communicate(timeout=program.LIMIT)
            self.assertEqual(process.returncode, BAD_INPUT, said)
            self.assertIn("023.png", said)
            self.assertEqual(len(self.finished(samples)), 23)
            shutil.copy(LIVENESS / "images" / "023.png", self.folder)


if __name__ == "__main__":
    program.main()
