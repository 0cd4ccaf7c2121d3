# SPDX-License-Identifier: Apache-2.0
"""Runs a program and measures what it takes."""

import os
import subprocess
import sys
import time


class Usage:
    """What a run took. The memory is the largest that was resident; it counts at least what the
    caller itself had resident before."""

    def __init__(self, wall, resources):
        self.wall = wall
        self.cpu = resources.ru_utime + resources.ru_stime
        self.resident = resources.ru_maxrss * 1024


def run_measured(command, good_codes=(0,)):
    """The Usage of a command whose output is thrown away."""
    begin = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    _, status, resources = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good_codes:
        sys.exit(f"{' '.join(process.args)}\nfailed with exit code {process.returncode}")
    return Usage(wall, resources)


def quickest(command, repetitions, good_codes=(0,)):
    """(least wall time, Usage with the least CPU time) of some runs."""
    runs = [run_measured(command, good_codes) for _ in range(repetitions)]
    return min(run.wall for run in runs), min(runs, key=lambda run: run.cpu)
