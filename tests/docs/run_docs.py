#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the console examples of the README and of docs/, so that they stay true.

An example is run when a marker stands alone on the line before its fence:

    <!-- run -->
    ```console
    $ npuscope inspect examples/liveness/model.onnx
    what it prints, on either stream
    ...
    a line of three dots stands for any number of lines
    ```

`<!-- run loosely -->` takes any number for equal to any other, and any run of blanks, for output
that depends on the machine. An exit code is not compared: the printed text must tell. Each document
runs in a scratch copy of examples/ and tests/data, its examples one after the other. With --list,
prints the examples that are not run.
"""

import argparse
import difflib
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "console"))
from sandbox import Sandbox  # noqa: E402  (found by the line above)

EXAMPLE = re.compile(r"^(?:<!-- run( loosely)? -->\n)?```console\n(.*?)^```$", re.M | re.S)
MARKER = re.compile(r"^<!-- run.*-->$", re.M)
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?")
CONTENTS = ("examples", "tests/data")


def loosened(line):
    """The line with neutral numbers and blanks."""
    return re.sub(r"\s+", " ", NUMBER.sub("0", line)).strip()


def agrees(expected, printed):
    """Whether the printed lines are the expected ones, '...' standing for any number of lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def commands(block):
    """The commands of an example, each with the lines expected after it."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\") and not found[-1][1]:
            found[-1] = (found[-1][0] + "\n" + line, [])
        elif found:
            found[-1][1].append(line)
        else:
            raise ValueError(f"an example must begin with a command, not with '{line}'")
    return found


def check(text, sandbox, list_skipped=False):
    """Runs the marked examples of a document: (number run, explanations of what differs)."""
    count, failures = 0, []
    for example in EXAMPLE.finditer(text):
        if not example.group(0).startswith("<!--"):
            if list_skipped:
                print("not run: " + example.group(2).split("\n")[0])
            continue
        count += 1
        loosely = example.group(1) is not None
        for command, expected in commands(example.group(2)):
            outcome = sandbox.run(f"{{ {command}\n}} 2>&1")
            printed = outcome.stdout.splitlines()
            view = (lambda lines: [loosened(x) for x in lines]) if loosely else (lambda lines: lines)
            if not agrees(view(expected), view(printed)):
                failures.append(f"$ {command}\n" + "".join(
                    line + "\n" for line in difflib.unified_diff(
                        expected, printed, "document", "actual", lineterm="")))
    if (markers := len(MARKER.findall(text))) != count:
        failures.append(f"{markers} markers, but {count} marked examples\n")
    return count, failures


def main():
    parser = argparse.ArgumentParser(description="Runs the examples of the documentation.")
    parser.add_argument("--npuscope", required=True, help="the program")
    parser.add_argument("--list", action="store_true", help="tell which examples are not run")
    arguments = parser.parse_args()
    contents = {name: ROOT / name for name in CONTENTS if (ROOT / name).is_dir()}
    passed = failed = 0
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]:
        if not document.is_file():
            continue
        with Sandbox({"npuscope": arguments.npuscope}, contents) as sandbox:
            count, failures = check(document.read_text(encoding="utf-8"), sandbox, arguments.list)
        for failure in failures:
            print(f"{document.relative_to(ROOT)}: {failure}", end="")
        failed += len(failures)
        passed += max(0, count - len(failures))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
