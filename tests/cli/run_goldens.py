#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares what npuscope prints with the goldens of this folder, exactly.

A golden is a file NAME.test:

    # Why this is worth testing (one or more lines, required).

    $ npuscope compare reference.rec other.rec |
    > sort
    expected standard output
    [stderr]
    expected standard error
    [exit 1]

    $ the next command, in the same scratch folder

Each file runs in a scratch copy of tests/data, its commands in bash. `[stderr]` stands only where
something was written there, `[exit N]` only where N is not 0, `[no newline]` after output whose
last line has no end. Output that looks like one of these, or like a command, is written with a
backslash in front. One empty line separates commands. `--update` rewrites the files.

Where a command needs what Windows does not have, `[not on Windows: REASON]` stands below it: with
`--launcher` (Wine) it is not run, and told and counted as skipped.
"""

import argparse
import concurrent.futures
import dataclasses
import difflib
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "console"))
from sandbox import Outcome, Sandbox  # noqa: E402  (found by the line above)

HERE = pathlib.Path(__file__).resolve().parent
EXIT = re.compile(r"\[exit (-?\d+)\]")
NOT_ON_WINDOWS = re.compile(r"\[not on Windows: (.+)\]")
SPECIAL = re.compile(r"\\|\$ |> |\[stderr\]$|\[no newline\]$|\[exit -?\d+\]$|\[not on Windows: ")
NO_NEWLINE = "[no newline]"


class MalformedGolden(Exception):
    """The file is no golden; the message says where and why."""


@dataclasses.dataclass(frozen=True)
class Step:
    command: str
    expected: Outcome
    not_on_windows: str = ""  # why not


@dataclasses.dataclass(frozen=True)
class Golden:
    reason: list
    steps: list


def _decode(lines):
    if lines and lines[-1] == NO_NEWLINE:
        return _decode(lines[:-1])[:-1]
    return "".join(re.sub(r"^\\", "", line) + "\n" for line in lines)


def _encode(text):
    lines = [("\\" + line if SPECIAL.match(line) else line) for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines + [NO_NEWLINE]


def _parse_step(lines):
    command = [lines[0][2:]]
    while len(command) < len(lines) and lines[len(command)].startswith("> "):
        command.append(lines[len(command)][2:])
    body = lines[len(command):]
    if body and body[-1] == "":
        body = body[:-1]
    not_on_windows = ""
    if body and (found := NOT_ON_WINDOWS.fullmatch(body[0])):
        not_on_windows = found.group(1)
        body = body[1:]
    exit_code = 0
    if body and (found := EXIT.fullmatch(body[-1])):
        exit_code = int(found.group(1))
        body = body[:-1]
    split = body.index("[stderr]") if "[stderr]" in body else len(body)
    return Step("\n".join(command),
                Outcome(_decode(body[:split]), _decode(body[split + 1:]), exit_code), not_on_windows)


def parse(text):
    """The golden that `text` holds. Raises MalformedGolden."""
    lines = text.split("\n")
    if lines.pop() != "":
        raise MalformedGolden("the last line has no end")
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
    head = lines[:starts[0]] if starts else lines
    reason = [line for line in head if line != ""]
    if not reason or not all(line.startswith("# ") for line in reason):
        raise MalformedGolden("it must begin with a comment that says why it is there")
    if not starts:
        raise MalformedGolden("it has no command: a line that begins with '$ '")
    return Golden(reason, [_parse_step(lines[begin:end])
                           for begin, end in zip(starts, starts[1:] + [len(lines)])])


def render(golden):
    """The text of a golden: the inverse of parse()."""
    lines = list(golden.reason)
    for step in golden.steps:
        first, *rest = step.command.split("\n")
        lines += ["", "$ " + first, *("> " + line for line in rest)]
        if step.not_on_windows:
            lines.append(f"[not on Windows: {step.not_on_windows}]")
        lines += _encode(step.expected.stdout)
        if step.expected.stderr:
            lines += ["[stderr]", *_encode(step.expected.stderr)]
        if step.expected.exit_code:
            lines.append(f"[exit {step.expected.exit_code}]")
    return "\n".join(lines) + "\n"


def skipped_steps(golden, launcher):
    """The steps that cannot run by way of the launcher."""
    return [step for step in golden.steps if launcher and step.not_on_windows]


def actual(golden, programs, contents, launcher=None):
    """The golden with what its commands really did; those skipped stay as they are."""
    skipped = skipped_steps(golden, launcher)
    with Sandbox(programs, contents, launcher) as sandbox:
        return Golden(golden.reason,
                      [step if step in skipped else
                       dataclasses.replace(step, expected=sandbox.run(step.command))
                       for step in golden.steps])


def check(path, programs, contents, update=False, launcher=None):
    """An explanation of what differs, empty when nothing does; and the steps skipped."""
    text = path.read_text(encoding="utf-8")
    try:
        golden = parse(text)
    except MalformedGolden as error:
        return f"{path.name}: {error}\n", []
    now = render(actual(golden, programs, contents, launcher))
    if update and now != text:
        path.write_text(now, encoding="utf-8")
        return "", []
    return "".join(difflib.unified_diff(text.splitlines(True), now.splitlines(True),
                                        f"{path.name} (expected)", f"{path.name} (actual)")), \
        skipped_steps(golden, launcher)


def run_all(paths, programs, contents, update=False, launcher=None):
    """Checks every file, prints what differs, what was skipped and a closing line; the number of
    failures."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda path: check(path, programs, contents, update, launcher), paths))
    failures = [explanation for explanation, _ in results if explanation]
    skipped = [step for _, steps in results for step in steps]
    print("".join(failures), end="")
    for step in skipped:
        print(f"$ {step.command}\nskipped 'not on Windows: {step.not_on_windows}'")
    print(f"{len(results) - len(failures)} passed, {len(failures)} failed" +
          (f", {len(skipped)} skipped" if skipped else ""))
    return len(failures)


def main():
    parser = argparse.ArgumentParser(description="Checks npuscope's output against goldens.")
    parser.add_argument("--npuscope", required=True, help="the program")
    parser.add_argument("--launcher", help="what starts it: Wine, for a program for Windows")
    parser.add_argument("--update", action="store_true", help="rewrite the goldens that differ")
    parser.add_argument("goldens", nargs="*", type=pathlib.Path, help="files (all of this folder)")
    arguments = parser.parse_args()
    data = HERE.parent / "data"
    paths = arguments.goldens or sorted(HERE.glob("*.test"))
    contents = {".": data} if data.is_dir() else {}
    if arguments.launcher and arguments.update:
        parser.error("goldens are written on the system that needs no launcher")
    failures = run_all(paths, {"npuscope": arguments.npuscope}, contents, arguments.update, arguments.launcher)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
