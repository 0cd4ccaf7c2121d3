# SPDX-License-Identifier: Apache-2.0
"""The files that the checks look at."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
CXX = (".cc", ".h", ".c")
SOURCES = (*CXX, ".py", ".sh", ".cmake", ".ts", ".css")
SOURCE_NAMES = ("CMakeLists.txt", "dev", "run")


def files(root=ROOT):
    """Paths, relative to `root`, of what git knows or would add; sorted."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=True).stdout.decode("utf-8")
    return sorted(pathlib.Path(name) for name in listed.split("\0")
                  if name and (root / name).is_file())


def is_source(path):
    return path.suffix in SOURCES or path.name in SOURCE_NAMES


def text_of(path):
    """The file's text, or None where it is binary."""
    content = path.read_bytes()
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def report(violations):
    """Prints the violations; the exit code."""
    for violation in violations:
        print(violation)
    return 1 if violations else 0
