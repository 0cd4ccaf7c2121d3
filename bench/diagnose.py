#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The main job on the bundled case: on one thread and on two into fresh folders, and again with all
samples kept."""

import json
import pathlib
import sys
import tempfile

from support.kernels import BUILD, ROOT
from support.process import run_measured
from support.table import number, percent, print_table

CASE = ROOT / "examples/liveness/case.toml"
THREADS = 2
WALL_LIMIT = 10  # seconds, of the first run on two threads
SPEEDUP = 1.7    # asked of the second thread
FINDINGS = 1     # the exit code that says that there are some


def bytes_in(folder, pattern):
    """The sizes of the files below the folders that match."""
    return sum(path.stat().st_size for top in folder.glob(pattern) for path in top.rglob("*"))


def run(work, report, threads=THREADS):
    """(Usage, the report's section on the run) of one diagnosis."""
    usage = run_measured(
        [BUILD / "src/cli/npuscope", "diagnose", CASE, "--threads", threads, "--quiet",
         "--work", work, "--json", report], good_codes=(0, FINDINGS))
    return usage, json.loads(report.read_text(encoding="utf-8"))


def row(name, usage, samples, resumed):
    return [name, number(usage.wall), number(usage.cpu), number(1000 * usage.wall / samples),
            number(usage.resident / 1e6), f"{resumed} of {samples}", percent(usage.wall / WALL_LIMIT)]


def main():
    rows, usages = [], []
    with tempfile.TemporaryDirectory() as folder:
        alone, report = run(pathlib.Path(folder) / "alone", pathlib.Path(folder) / "report.json", 1)
        rows.append(row("one thread", alone, len(report["samples"]), report["run"]["resumed_samples"]))
        work = pathlib.Path(folder) / "work"
        for name in ("first run", "second run"):
            usage, report = run(work, pathlib.Path(folder) / "report.json")
            rows.append(row(name, usage, len(report["samples"]), report["run"]["resumed_samples"]))
            usages.append(usage)
        stated, kept = report["run"]["planned_bytes"], bytes_in(work, "*")
        recordings = bytes_in(work, "*.rec")
    print_table(f"diagnose: the bundled case on {THREADS} threads; the first run has {WALL_LIMIT} s",
                ["", "wall s", "CPU s", "ms/image", "peak MB", "reused", "of the limit"], rows)
    print(f"  one thread : two = {number(alone.wall / usages[0].wall)} : 1 ({SPEEDUP} asked); "
          f"second : first run = 1 : {number(usages[0].wall / usages[1].wall)}")
    print(f"  disk: at most {number(stated / 1e6)} MB stated, {number(kept / 1e6)} MB kept "
          f"({percent(kept / stated)}), recordings {number(recordings / 1e6)} MB of it")


if __name__ == "__main__":
    sys.exit(main())
