# SPDX-License-Identifier: Apache-2.0
"""The program under test, which the tests of this folder get by --npuscope."""

import argparse
import os
import pathlib
import subprocess
import sys
import unittest

path = None
LIMIT = int(os.environ.get("NPUSCOPE_TEST_SECONDS", "300"))  # of one command, in seconds
launcher = None  # what starts it: Wine, for the program for Windows
without_streams = None  # tests/support/without_streams.cc, for Windows
hide_vnni = None  # tests/support/hide_vnni.cc, as a library
ort_folder = None  # where the ONNX Runtime lies that the program finds


def run(folder, *arguments, environment=None, program=None):
    """Runs the program, or a copy of it, to its end, with `environment` added to ours; returns the
    process with what it printed."""
    return subprocess.run(_words(arguments, program), cwd=folder, capture_output=True, text=True,
                          timeout=LIMIT, check=False, env=os.environ | (environment or {}))


def start(folder, *arguments, environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE):
    """Starts the program with `environment` alone; outcome() waits for its end."""
    return subprocess.Popen(_words(arguments), cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout,
                            stderr=stderr, env=environment)


def run_without_streams(folder, *arguments):
    """Runs the program to its end as one that is started without standard streams; its exit code."""
    if launcher:
        words = [launcher, without_streams, path, *arguments]
    else:
        words = ["bash", "-c", 'exec "$@" <&- >&- 2>&-', "-", path, *arguments]
    return subprocess.run(words, cwd=folder, timeout=LIMIT, check=False).returncode


def outcome(process):
    """(stdout, stderr, exit code) of what start() started; streams that went elsewhere are empty."""
    stdout, stderr = process.communicate(timeout=LIMIT)
    return stdout or b"", stderr or b"", process.returncode


def _words(arguments, program=None):
    return [*([launcher] if launcher else []), program or path, *map(str, arguments)]


def main():
    """The tests of the script, with unittest's own options behind --npuscope."""
    global path, launcher, without_streams, hide_vnni, ort_folder  # stated once, before any test
    parser = argparse.ArgumentParser()
    parser.add_argument("--npuscope", type=pathlib.Path, required=True)
    parser.add_argument("--launcher")
    parser.add_argument("--without-streams", type=pathlib.Path)
    parser.add_argument("--hide-vnni", type=pathlib.Path)
    parser.add_argument("--ort-folder", type=pathlib.Path)
    options, rest = parser.parse_known_args()
    path = str(options.npuscope.resolve())
    launcher = options.launcher
    without_streams = options.without_streams and str(options.without_streams.resolve())
    hide_vnni = options.hide_vnni and str(options.hide_vnni.resolve())
    ort_folder = options.ort_folder
    unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)
