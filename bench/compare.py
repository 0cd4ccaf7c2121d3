#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""All metrics of npuscope beside ST's eight in numpy: of tensors, and of recordings."""

import json
import math
import pathlib
import sys
import tempfile
import time

from support.kernels import BUILD, ROOT, run_kernels
from support.process import quickest
from support.table import number, percent, print_table

EXAMPLE = ROOT / "examples/liveness"
SHAPE = (4, 96, 256, 256)  # 100 MB of float32
SCALE, ZERO_POINT = 0.05, -3
SAMPLES = 8
ST = ("acc", "rmse", "mae", "l2r", "mean", "std", "nse", "cos")


def least_times(function, repetitions=3):
    """((wall seconds, CPU seconds), result) of the quickest call."""
    times = []
    for _ in range(repetitions):
        wall, cpu = time.perf_counter(), time.process_time()
        result = function()
        times.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(times), result


def random_pairs(np):
    """{type: two arrays that differ a little}."""
    random = np.random.default_rng(1)
    codes = random.integers(-128, 128, SHAPE, np.int8)
    other = np.clip(codes.astype(np.int16) + random.integers(-1, 2, SHAPE, np.int16), -128, 127)
    reals = random.standard_normal(SHAPE, np.float32)
    noise = random.standard_normal(SHAPE, np.float32) * np.float32(0.01)
    return {"float32": (reals, reals + noise), "int8": (codes, other.astype(np.int8))}


def must_agree(ours, theirs):
    """Ends the benchmark when the same figure comes out differently."""
    for name in ST:
        if abs(ours[name] - float(theirs[name])) > 1e-9 * max(1.0, abs(ours[name])):
            sys.exit(f"compare: '{name}' is {ours[name]} in npuscope, {theirs[name]} in numpy")


def numpy_times(np, pair, quantization, ours):
    """{what: (wall, CPU)} of numpy's metrics, whose eight figures must be ours."""
    from st_metrics import dequantize, six_metrics, st_metrics

    def run(metrics, dtype):
        arrays = [dequantize(a, *quantization) for a in pair] if quantization else pair
        return least_times(lambda: metrics(*arrays, dtype))

    times = {f"numpy, {count} metrics, {dtype.__name__}": run(metrics, dtype)
             for count, metrics in (("six", six_metrics), ("8", st_metrics))
             for dtype in (np.float32, np.float64)}
    must_agree(ours.counters, times["numpy, 8 metrics, float64"][1])
    return {name: time for name, (time, _) in times.items()}


def tensor_rows(np, kind, pair, folder):
    """Rows of the table, and the instruction set. What reading takes on as many threads is the
    limit; on one thread both are CPU times, which hardly depend on what else runs."""
    paths = [folder / name for name in ("reference.npy", "other.npy")]
    for path, array in zip(paths, pair):
        np.save(path, array)
    quantization = [SCALE, ZERO_POINT] if kind == "int8" else []
    timings = run_kernels("compare", *paths, *quantization, repetitions=9)
    ours = timings["statistics/1"]
    times, limits = {}, {}
    for source in ("", ", files"):
        for threads in (1, 2):
            how = f"{source}, {threads} thread{'s' * (threads > 1)}"
            limit = timings[f"read{source}/{threads}"]
            for name, timing in (("npuscope, all metrics", timings[f"statistics{source}/{threads}"]),
                                 ("merely reading", limit)):
                times[name + how] = (timing.wall, timing.cpu)
            limits["npuscope, all metrics" + how] = (limit, threads)
    times.update(numpy_times(np, pair, quantization, ours))
    rows = []
    for name, (wall, cpu) in times.items():
        limit, threads = limits.get(name, (None, 0))
        share = "-" if limit is None else percent(
            limit.cpu / cpu if threads == 1 else limit.wall / wall)
        rows.append([f"{kind}: {name}", number(1e3 * wall), number(1e3 * cpu),
                     number(1e9 * wall / pair[0].size), number(2e-9 * pair[0].nbytes / wall),
                     share, number(cpu / ours.cpu)])
    return rows, ours.counters["label"]


def record(folder, model, backend):
    """Records all tensors of the first samples; the recording."""
    target = folder / f"{model}-{backend.replace(':', '-')}.rec"
    quickest([BUILD / "src/cli/npuscope", "record", "--quiet", "--model", EXAMPLE / f"{model}.onnx",
              "--case", EXAMPLE / "case.toml", "--limit", SAMPLES, "--on", backend, "-o", target], 1)
    return target


def elements_of(recording):
    """Of all tensors and samples."""
    manifest = json.loads((recording / "manifest.json").read_text(encoding="utf-8"))
    return SAMPLES * sum(math.prod(tensor["shape"]) for tensor in manifest["tensors"])


def recording_rows(kind, recordings):
    program = [BUILD / "src/cli/npuscope", "compare", *recordings]
    rivals = {"npuscope compare --threads 1": [*program, "--threads", 1],
              "npuscope compare --threads 2": [*program, "--threads", 2],
              "python3 st_metrics.py": [sys.executable, ROOT / "bench/st_metrics.py", *recordings]}
    usages = {name: quickest(command, 3, good_codes=(0, 1)) for name, command in rivals.items()}
    first = usages["npuscope compare --threads 1"]
    for name, (wall, usage) in usages.items():
        yield [f"{kind}: {name}", number(wall), number(usage.cpu),
               number(1e9 * usage.cpu / elements_of(recordings[0])), number(wall / first[0]),
               number(usage.cpu / first[1].cpu), number(usage.resident / 1e6)]


def compare_recordings(folder):
    """Before numpy comes in: what this process has resident counts for the programs it starts."""
    pairs = {"int8": [record(folder, "liveness_int8", on) for on in ("exact", "ort:level=all")],
             "float32": [record(folder, "liveness_float", on) for on in ("ort:level=none", "ort:level=all")]}
    rows = [row for kind, pair in pairs.items() for row in recording_rows(kind, pair)]
    print_table(f"compare: two recordings of {SAMPLES} images through the bundled network",
                ["", "wall s", "CPU s", "CPU ns/element", "wall ratio", "CPU ratio", "peak MB"], rows)


def compare_tensors(folder):
    import numpy as np
    rows = []
    for kind, pair in random_pairs(np).items():
        of_kind, isa = tensor_rows(np, kind, pair, folder)
        rows += of_kind
    print_table(f"compare: two tensors of {number(np.prod(SHAPE) / 1e6)} million elements;"
                f" npuscope with {isa}, numpy {np.__version__} on one thread",
                ["", "wall ms", "CPU ms", "ns/element", "GB/s", "of reading", "CPU ratio"], rows)


def main():
    with tempfile.TemporaryDirectory() as folder:
        compare_recordings(pathlib.Path(folder))
        compare_tensors(pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(main())
