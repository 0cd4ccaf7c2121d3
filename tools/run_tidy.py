#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy 14 on the sources under src/ that changed: `run_tidy.py build/dev`.

A file that passed is not looked at again while it, the headers of ours that it includes, its
compile command and .clang-tidy are the same; what passed is remembered in ~/.cache/npuscope/tidy.
Needs a finished build: Ninja's record of it says which headers a file includes.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

import project_files

ROOT = project_files.ROOT
TIDY = "clang-tidy-14"
PRECOMPILED = re.compile(r" -Winvalid-pch| -include \S*/cmake_pch\.hxx| -fpch-preprocess")
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "npuscope/tidy"


def dependencies(build):
    """{object file: the files of ours that it was made from}, from Ninja's record."""
    printed = subprocess.run(["ninja", "-C", str(build), "-t", "deps"],
                             capture_output=True, text=True, check=True).stdout
    result, current = {}, None
    for line in printed.splitlines():
        if not line.startswith(" "):
            current = result.setdefault(line.split(":")[0], [])
            continue
        path = (build / line.strip()).resolve()
        # What Ninja built from before a header went is still in its record.
        if path.is_relative_to(ROOT / "src") and path.is_file():
            current.append(path)
    return result


def plain_commands(entries, folder):
    """Writes the compile commands without GCC's precompiled headers, which clang cannot read."""
    plain = [entry | {"command": PRECOMPILED.sub("", entry["command"])} for entry in entries]
    folder.mkdir(exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(plain), encoding="utf-8")


def key_of(entry, files):
    """A name for the result of checking `entry`: a hash of all that it depends on."""
    digest = hashlib.sha256(entry["command"].replace(str(ROOT), "").encode())
    for path in [ROOT / ".clang-tidy", pathlib.Path(__file__), *sorted(files)]:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def tidy(commands, source):
    """What clang-tidy says about the file; empty when nothing."""
    done = subprocess.run([TIDY, "-p", str(commands), "--quiet", str(source)],
                          capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    return done.stdout or done.stderr or f"{source}: {TIDY} failed\n"


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    commands = build / "tidy"
    plain_commands(entries, commands)
    made_from = dependencies(build)
    CACHE.mkdir(parents=True, exist_ok=True)
    pending, known = [], 0
    for entry in entries:
        source = pathlib.Path(entry["file"])
        if not source.is_relative_to(ROOT / "src"):
            continue
        made = re.search(r" -o (\S+)", entry["command"]).group(1)
        stamp = CACHE / key_of(entry, {source, *made_from.get(made, [])})
        if made in made_from and stamp.exists():
            known += 1
        else:
            pending.append((source, stamp))
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = pool.map(lambda item: tidy(commands, item[0]), pending)
        for (_, stamp), text in zip(pending, findings):
            if text:
                failures += 1
                print(text.replace(f"{ROOT}/", ""), end="", flush=True)
            else:
                stamp.touch()
    print(f"clang-tidy: {len(pending)} files checked, {known} unchanged, {failures} with findings")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
