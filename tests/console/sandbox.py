# SPDX-License-Identifier: Apache-2.0
"""Runs npuscope's command lines as a user would, in a scratch folder and a fixed environment."""

import dataclasses
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile

# Read by the sanitizers, and by Wine where that is the launcher; all else of the environment is fixed.
PASSED_ON = ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "WINEPREFIX", "WINEDEBUG", "WINEDLLOVERRIDES")
TIMEOUT_S = 300
# Lines on stderr that are not the program's, but come from running it by way of a launcher.
LINES_OF_LAUNCHERS = (
    # ONNX Runtime, when it is loaded, looks for graphics cards; Wine without a screen has not even
    # the interface that every Windows lists them by.
    "Failed to create DXGI factory.",
)


@dataclasses.dataclass(frozen=True)
class Outcome:
    stdout: str
    stderr: str
    exit_code: int


class Sandbox:
    """A scratch folder with copies of `contents` ({name inside: source folder}), removed at the end.

    `programs` ({name: path}) are in its PATH, started by `launcher` where there is one: Wine, for
    programs for Windows. Use as a context manager.
    """

    def __init__(self, programs, contents, launcher=None):
        self._programs = programs
        self._contents = contents
        self._launcher = launcher

    def __enter__(self):
        self._temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        root = pathlib.Path(self._temporary.name).resolve()
        self._bin, self._home = root / "bin", root / "work"
        self._bin.mkdir()
        self._home.mkdir()
        for name, path in self._programs.items():
            self._install(self._bin / name, str(pathlib.Path(path).resolve()))
        for name, source in self._contents.items():
            shutil.copytree(source, self._home / name, dirs_exist_ok=True)
        return self

    def __exit__(self, *exception):
        self._temporary.cleanup()

    def _install(self, place, program):
        if not self._launcher:
            place.symlink_to(program)
            return
        words = shlex.join([str(self._launcher), program])
        place.write_text(f'#!/bin/bash\nexec {words} "$@"\n', encoding="utf-8")
        place.chmod(0o755)

    def run(self, command):
        """Runs a line of bash; a pipeline fails where any part of it fails."""
        environment = {
            "PATH": f"{self._bin}:/usr/bin:/bin", "HOME": str(self._home), "NO_COLOR": "1",
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb",
        }
        environment.update((name, os.environ[name]) for name in PASSED_ON if name in os.environ)
        try:
            done = subprocess.run(
                ["bash", "-o", "pipefail", "-c", command], cwd=self._home, env=environment,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired:
            return Outcome("", f"no end after {TIMEOUT_S} s\n", -1)
        stdout, stderr = self._text(done.stdout), self._text(done.stderr)
        return Outcome(stdout, self._without_launcher(stderr), done.returncode)

    def _without_launcher(self, stderr):
        if not self._launcher:
            return stderr
        lines = "|".join(map(re.escape, LINES_OF_LAUNCHERS))
        return re.sub(rf"^(?:{lines})\r?\n", "", stderr, flags=re.MULTILINE)

    def _text(self, output):
        text = output.decode("utf-8", "backslashreplace")
        if self._launcher:  # Wine shows the root folder as this drive
            text = text.replace(f"Z:{self._home}", "[SCRATCH]")
        return text.replace(str(self._home), "[SCRATCH]")
