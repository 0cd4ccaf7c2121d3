# SPDX-License-Identifier: Apache-2.0
"""Runs the programs built of *_bench.cc."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build/bench"
LIBRARY = ROOT / ".deps/onnxruntime/lib"
HIDES_VNNI = BUILD / "tests/support/libnpuscope_hide_vnni.so"  # on Linux on x86-64

sys.path.append(str(ROOT / "tests/support"))
import trap_cpuid  # noqa: E402  (found by the line above)


class Timing:
    """The quickest of the repetitions of one benchmark: seconds per iteration, and its counters."""

    def __init__(self, runs):
        unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[runs[0]["time_unit"]]
        self.wall = min(run["real_time"] for run in runs) * unit
        self.cpu = min(run["cpu_time"] for run in runs) * unit
        self.counters = min(runs, key=lambda run: run["cpu_time"])


def run_kernels(name, *arguments, repetitions=5, seconds=0.2, program=None, preload=None):
    """{benchmark: Timing} of NAME_bench. Its repetitions are mixed, so that what else the machine
    does meets all benchmarks alike. `program`: a copy of it; `preload`: a library for
    LD_PRELOAD."""
    command = [str(program or program_of(name)), *map(str, arguments),
               "--benchmark_format=json", f"--benchmark_repetitions={repetitions}",
               f"--benchmark_min_time={seconds}", "--benchmark_enable_random_interleaving=true"]
    environment = os.environ | ({"LD_PRELOAD": str(preload)} if preload else {})
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=environment)
    if done.returncode != 0:
        sys.exit(f"{name}_bench failed with exit code {done.returncode}")
    runs = {}
    in_order = sorted(json.loads(done.stdout)["benchmarks"], key=lambda run: run["family_index"])
    for run in in_order:
        if run["run_type"] == "iteration":
            runs.setdefault(run["run_name"].split("/process_time")[0], []).append(run)
    return {key: Timing(values) for key, values in runs.items()}


def program_of(name):
    return BUILD / "bench" / f"{name}_bench"


def run_without_vnni(name, *arguments, **options):
    """As run_kernels(), where neither the program nor ONNX Runtime, whose folder comes behind
    `arguments`, sees AVX-512 or VNNI. Nothing, and a line that says so, where that cannot be."""
    if not HIDES_VNNI.is_file() or not LIBRARY.is_dir():
        print(f"\n{name} without VNNI: measured on Linux on x86-64, with the ONNX Runtime of ./dev setup")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        program, libraries = trap_cpuid.write_copies(program_of(name), LIBRARY, folder)
        return run_kernels(name, *arguments, libraries, program=program, preload=HIDES_VNNI, **options)


def run_limits():
    """What the machine can do at most: {"clock": cycles per second, "read": bytes per second,
    "sse2", "avx2": products per second}, without those that cannot be measured here."""
    limits = run_kernels("limits", repetitions=12, seconds=0.03)
    return {name: limit.counters.get("items_per_second") or limit.counters["bytes_per_second"]
            for name, limit in limits.items()}
