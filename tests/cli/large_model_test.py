#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A network with a gigabyte of weights does not need two."""

import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import time
import unittest

import program
from npy_file import write_npy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))
from st_builds.onnx_file import FLOAT, INT8, external_tensor, model, node, tensor, value  # noqa: E402

LAYERS, SIZE = 16, 8192  # matrices of 64 MB
WEIGHTS = LAYERS * SIZE * SIZE


def dense_network():
    """Layers that each multiply by a matrix; all tensors have the same scale."""
    nodes, initializers = [], [tensor("scale", FLOAT, (), [0.02]), tensor("zero", INT8, (), [0])]
    codes = ["scale", "zero"]
    real = "x"
    for layer in range(LAYERS + 1):
        nodes.append(node("QuantizeLinear", [real, *codes], [f"codes{layer}"]))
        nodes.append(node("DequantizeLinear", [f"codes{layer}", *codes], [f"real{layer}"]))
        if layer == LAYERS:
            break
        initializers.append(external_tensor(f"weights{layer}", INT8, (SIZE, SIZE), location="weights.bin",
                                            offset=layer * SIZE * SIZE, length=SIZE * SIZE))
        nodes.append(node("DequantizeLinear", [f"weights{layer}", *codes], [f"matrix{layer}"]))
        real = f"sums{layer}"
        nodes.append(node("MatMul", [f"real{layer}", f"matrix{layer}"], [real]))
    return model("dense", nodes, initializers, [value("x", FLOAT, (1, SIZE))],
                 [value(f"real{LAYERS}", FLOAT, (1, SIZE))], [], "npuscope", 8, 13)


def own_memory(pid):
    """The bytes that a process has in memory and in no file."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0
    found = re.search(r"RssAnon:\s*(\d+) kB", status)
    return int(found.group(1)) * 1024 if found else 0


class LargeModelTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        (self.folder / "dense.onnx").write_bytes(dense_network())
        x = [0.02 * (i % 256 - 128) for i in range(SIZE)]
        write_npy(self.folder / "x.npy", "<f4", (1, SIZE), struct.pack(f"<{SIZE}f", *x))
        (self.folder / "case.toml").write_text(
            '[models]\nquantized = "dense.onnx"\n[inputs]\nfiles = ["x.npy"]\n')
        with open(self.folder / "weights.bin", "wb") as weights:
            row = bytes((5 * i + i * i // 7) % 256 for i in range(SIZE))
            for _ in range(WEIGHTS // SIZE):
                weights.write(row)

    def check(self, *arguments):
        """Runs a command. Pages of the mapped weights do not count: the system takes them back."""
        process = subprocess.Popen([program.path, *map(str, arguments)], cwd=self.folder,
                                   stdout=subprocess.DEVNULL)
        most = 0
        while process.poll() is None:
            most = max(most, own_memory(process.pid))
            time.sleep(0.02)
        print(f"{' '.join(arguments)}: {most / 2**30:.2f} GB", flush=True)
        self.assertIn(process.returncode, (0, 1))
        self.assertGreater(most, 0)
        self.assertLess(most, 2 * WEIGHTS)

    def test_record(self):
        self.check("record", "--model", "dense.onnx", "--inputs", "x.npy", "--on", "exact", "-o", "x.rec")

    def test_predict(self):
        self.check("predict", "--model", "dense.onnx")

    def test_predict_with_inputs(self):
        self.check("predict", "--model", "dense.onnx", "--inputs", "x.npy")

    def test_diagnose(self):
        # ONNX Runtime's sessions have copies of their own.
        self.check("diagnose", "case.toml", "--work", "work", "--ort-library", "none")


if __name__ == "__main__":
    program.main()
