# SPDX-License-Identifier: Apache-2.0
"""Prints what the benchmarks run on."""

import importlib.metadata
import os
import platform

# What decides which kernels npuscope's rivals choose.
FLAGS = ("sse4_1", "avx", "fma", "f16c", "avx2", "avx512f", "avx512bw", "avx512vl", "avx512_vnni",
         "avx_vnni", "amx_int8", "asimd", "asimddp", "i8mm")


def cpu():
    """(name, flags) as Linux tells them; what Python knows elsewhere."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            facts = dict(map(str.strip, line.split(":", 1)) for line in file if ":" in line)
    except OSError:
        facts = {}
    flags = (facts.get("flags") or facts.get("Features") or "").split()
    return facts.get("model name") or platform.machine(), [f for f in FLAGS if f in flags]


def versions():
    """The packages that npuscope is compared with, and their versions."""
    for name in ("numpy", "opencv-python-headless", "pillow"):
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"no {name}"


def main():
    name, flags = cpu()
    print(f"CPU      {name}, {len(os.sched_getaffinity(0))} cores; {' '.join(flags)}")
    print(f"Load     {os.getloadavg()[0]:.2f} before the benchmarks; every time is the least of some")
    print(f"Beside   Python {platform.python_version()}, {', '.join(versions())}", flush=True)


if __name__ == "__main__":
    main()
