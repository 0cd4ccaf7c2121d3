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
from st_builds.onnx_file import FLOAT, INT8, external_tensor, model, node, tensor, tensor_of_bytes, value  # noqa: E402

LAYERS, SIZE = 16, 8192  # matrices of 64 MB
MATRIX = SIZE * SIZE
WEIGHTS = LAYERS * MATRIX


def row_of(layer):
    """One row of a layer's matrix; all of its rows are the same."""
    return bytes((5 * i + i * i // 7 + 31 * layer) % 256 for i in range(SIZE))


def elsewhere(layer):
    """A layer's matrix as it lies in another file."""
    return external_tensor(f"weights{layer}", INT8, (SIZE, SIZE), location="weights.bin",
                           offset=layer * MATRIX, length=MATRIX)


def inside(layer):
    return tensor_of_bytes(f"weights{layer}", INT8, (SIZE, SIZE), row_of(layer) * SIZE)


def dense_network(matrix):
    """Layers that each multiply by a matrix of their own; all tensors have the same scale."""
    nodes, initializers = [], [tensor("scale", FLOAT, (), [0.02]), tensor("zero", INT8, (), [0])]
    codes = ["scale", "zero"]
    real = "x"
    for layer in range(LAYERS + 1):
        nodes.append(node("QuantizeLinear", [real, *codes], [f"codes{layer}"]))
        nodes.append(node("DequantizeLinear", [f"codes{layer}", *codes], [f"real{layer}"]))
        if layer == LAYERS:
            break
        # ONNX Runtime's precise mode does not load files whose weights share a zero point.
        initializers += [matrix(layer), tensor(f"zero{layer}", INT8, (), [0])]
        nodes.append(node("DequantizeLinear", [f"weights{layer}", "scale", f"zero{layer}"], [f"matrix{layer}"]))
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
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        (cls.folder / "dense.onnx").write_bytes(dense_network(elsewhere))
        with open(cls.folder / "weights.bin", "wb") as weights:
            for layer in range(LAYERS):
                weights.write(row_of(layer) * SIZE)
        x = [0.02 * (i % 256 - 128) for i in range(SIZE)]
        write_npy(cls.folder / "x.npy", "<f4", (1, SIZE), struct.pack(f"<{SIZE}f", *x))
        (cls.folder / "case.toml").write_text(
            '[models]\nquantized = "dense.onnx"\n[inputs]\nfiles = ["x.npy"]\n')

    def check(self, *arguments):
        """Runs a command and returns what it printed. Pages of mapped files do not count: the system takes
        them back."""
        with open(self.folder / "printed.txt", "wb") as printed:
            process = subprocess.Popen([program.path, *map(str, arguments)], cwd=self.folder, stdout=printed)
        most = 0
        while process.poll() is None:
            most = max(most, own_memory(process.pid))
            time.sleep(0.02)
        print(f"{' '.join(arguments)}: {most / 2**30:.2f} GB", flush=True)
        self.assertIn(process.returncode, (0, 1))
        self.assertGreater(most, 0)
        self.assertLess(most, 2 * WEIGHTS)
        return (self.folder / "printed.txt").read_text(encoding="utf-8")

    def record(self, spec, network="dense.onnx"):
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            self.check("record", "--model", network, "--inputs", "x.npy", "--on", spec, "-o", f"{folder}/x.rec")

    def test_record(self):
        self.record("exact")

    def test_record_by_onnx_runtime(self):
        for spec in ("ort", "ort:level=none", "ort:level=basic", "ort:level=all,precise=1"):
            with self.subTest(spec):
                self.record(spec)

    def test_record_by_onnx_runtime_of_a_file_that_holds_its_weights(self):
        whole = self.folder / "whole.onnx"
        whole.write_bytes(dense_network(inside))
        self.addCleanup(whole.unlink)
        for spec in ("ort", "ort:level=none", "ort:level=all,precise=1"):
            with self.subTest(spec):
                self.record(spec, "whole.onnx")

    def test_predict(self):
        self.check("predict", "--model", "dense.onnx")

    def test_predict_with_inputs(self):
        self.check("predict", "--model", "dense.onnx", "--inputs", "x.npy")

    def test_diagnose_without_onnx_runtime(self):
        self.check("diagnose", "case.toml", "--work", "work_without", "--ort-library", "none")

    def test_diagnose(self):
        printed = self.check("diagnose", "case.toml", "--work", "work")
        self.assertIn("(ort:level=none, ort:level=all,precise=1 and exact among themselves)", printed)


if __name__ == "__main__":
    program.main()
