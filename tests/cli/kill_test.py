#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`kill -9` at random moments of `record`, `diagnose` and `compare` loses no finished sample.

NPUSCOPE_KILLS says how often each command is killed, NPUSCOPE_SEED repeats the moments of a run
that is printed. Moments are spread over the whole run, and some are in the middle of a write.
"""

import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import program

LIVENESS = pathlib.Path(__file__).resolve().parent.parent.parent / "examples" / "liveness"
KILLS = int(os.environ.get("NPUSCOPE_KILLS", "12"))
IMAGES = ("000.png", "100.png", "150.png")
CASE = """
[models]
quantized = "int8.onnx"
[inputs]
files = ["*.png"]
[inputs.prepare]
scale = 0.00392156862745098
[rungs]
detail = 1
"""


def files_below(folder):
    """{path below the folder: (bytes, inode, time of writing)}"""
    return {str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_ino, p.stat().st_mtime_ns)
            for p in sorted(folder.rglob("*")) if p.is_file()}


def is_unfinished(name):
    return name.endswith(".tmp")


class KillTest(unittest.TestCase):
    """Every test has a folder with a case of some images, and one in it for what a run writes."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        shutil.copy(LIVENESS / "liveness_int8.onnx", self.folder / "int8.onnx")
        for name in IMAGES:
            shutil.copy(LIVENESS / "images" / name, self.folder / name)
        (self.folder / "case.toml").write_text(CASE)
        self.out = self.folder / "out"
        self.seed = int(os.environ.get("NPUSCOPE_SEED", random.SystemRandom().randrange(1 << 32)))
        print(f"NPUSCOPE_SEED={self.seed}", flush=True)
        self.random = random.Random(self.seed)

    def run_whole(self, arguments, good=(0,)):
        """A run that nobody disturbs: what it printed, and how long it took."""
        begin = time.monotonic()
        done = program.run(self.folder, *arguments)
        self.assertIn(done.returncode, good, done.stderr)
        return done.stdout, time.monotonic() - begin

    def kill_at(self, arguments, moment):
        """Kills a run once moment() is true; whether it was still running then."""
        process = subprocess.Popen([program.path, *map(str, arguments)], cwd=self.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        begin = time.monotonic()
        while process.poll() is None and not moment(time.monotonic() - begin):
            time.sleep(0.0002)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL

    def moments(self, duration):
        """KILLS functions that say when to kill: every third when a file is being written, the others at
        random, one in each equal part of the run."""
        def while_writing(count):
            seen = set()

            def moment(_):
                if not self.out.is_dir():
                    return False
                seen.update(p for p in self.out.rglob("*.tmp"))
                return len(seen) >= count
            return moment

        def after(seconds):
            return lambda passed: passed >= seconds

        for i in range(KILLS):
            part = (i + self.random.random()) / KILLS
            yield while_writing(self.random.randrange(1, 5)) if i % 3 == 2 else after(part * duration)

    def check_kills(self, arguments, check_resumed, good=(0,)):
        """Kills the command again and again, and looks at what is left and what the next run makes of it.
        `check_resumed(printed, finished)` looks at what that says of the files that were finished."""
        _, duration = self.run_whole(arguments, good)
        whole = files_below(self.out)
        hits, in_writing = 0, 0
        for moment in self.moments(duration):
            shutil.rmtree(self.out)
            self.out.mkdir()
            hits += self.kill_at(arguments, moment)
            left = files_below(self.out)
            in_writing += any(map(is_unfinished, left))
            finished = {n: f for n, f in left.items() if not is_unfinished(n)}
            for name, (content, _, _) in finished.items():
                self.assertIn(name, whole)
                self.assert_same(name, content, whole[name][0])
            printed, _ = self.run_whole(arguments, good)
            after = files_below(self.out)
            for name, state in finished.items():
                if "samples/" in name:
                    self.assertEqual(state[1:], after[name][1:], f"{name} was written again")
            check_resumed(printed, finished)
            kept = {n: f for n, f in after.items() if not is_unfinished(n)}
            self.assertEqual(kept.keys(), whole.keys())
            for name, (content, _, _) in kept.items():
                self.assert_same(name, content, whole[name][0])
            self.assertFalse([n for n in after if is_unfinished(n) and "samples/" in n])
        print(f"{hits} of {KILLS} runs were killed, {in_writing} of them while they wrote", flush=True)
        self.assertGreater(hits, KILLS // 2)
        self.assertGreater(in_writing, 0)

    def assert_same(self, name, content, whole):
        """The same bytes; of a diagnosis all but what it says of the run itself."""
        if name == "diagnosis.json":
            content, whole = ({k: v for k, v in json.loads(c).items() if k != "run"} for c in (content, whole))
        self.assertTrue(content == whole, f"{name} is not that of a run that nobody killed")

    def test_record(self):
        def check(printed, finished):
            kept = sum("samples/" in name for name in finished)
            self.assertIn(f"{len(IMAGES) - kept} recorded now, {kept} kept", printed)

        self.check_kills(("record", "--model", "int8.onnx", "--case", "case.toml", "-o", "out/exact.rec"), check)

    def test_diagnose(self):
        def check(_, finished):
            kept = sum(name.startswith("work/samples/") for name in finished)
            run = json.loads((self.out / "diagnosis.json").read_text())["run"]
            self.assertEqual(run["resumed_samples"], kept)

        self.check_kills(("diagnose", "case.toml", "--ort-library", "none", "--limit", "2", "--work", "out/work",
                          "--json", "out/diagnosis.json"), check, good=(0, 1))

    def test_compare(self):
        for backend in ("exact", "neural-art"):
            self.run_whole(("record", "--model", "int8.onnx", "--case", "case.toml", "--on", backend, "-o",
                            f"{backend}.rec"))
        self.out.mkdir()
        self.check_kills(("compare", "exact.rec", "neural-art.rec", "--per-sample", "--json", "out/comparison.json",
                          "--csv", "out/comparison.csv"), lambda *_: None, good=(0, 1))


if __name__ == "__main__":
    program.main()
