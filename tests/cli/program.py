# SPDX-License-Identifier: Apache-2.0
"""The program under test, which the tests of this folder get by --npuscope."""

import argparse
import pathlib
import subprocess
import sys
import unittest

path = None


def run(folder, *arguments):
    """Runs the program to its end; returns the process with what it printed."""
    return subprocess.run([path, *map(str, arguments)], cwd=folder, capture_output=True, text=True,
                          timeout=300, check=False)


def main():
    """The tests of the script, with unittest's own options behind --npuscope."""
    global path  # stated once, before any test
    parser = argparse.ArgumentParser()
    parser.add_argument("--npuscope", type=pathlib.Path, required=True)
    options, rest = parser.parse_known_args()
    path = str(options.npuscope.resolve())
    unittest.main(module="__main__", argv=[sys.argv[0], *rest])
