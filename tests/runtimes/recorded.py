# SPDX-License-Identifier: Apache-2.0
"""The codes that npuscope computes for a network of one quantized operator."""

import json
import pathlib
import struct
import sys
import tempfile

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import program


def safetensors(path):
    """{name: array} of a recorded sample."""
    content = path.read_bytes()
    size = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + size])
    types = {"F32": np.float32, "I8": np.int8, "U8": np.uint8}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] not in types:
            continue
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(content[begin:end], types[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def codes_of(folder, rung, model, inputs):
    """The codes of `y`. `inputs`: (codes, scale, zero point) of each, in ONNX's layout."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=folder))
    (folder / "model.onnx").write_bytes(model.encoded())
    arrays = {f"x{i}": ((codes.astype(np.float32) - zero) * scale).astype(np.float32)
              for i, (codes, scale, zero) in enumerate(inputs)}
    np.savez(folder / "inputs.npz", **arrays)
    done = program.run(folder, "record", "--model", "model.onnx", "--inputs", "inputs.npz", "--on", rung,
                       "-o", "ours.rec", "--quiet")
    assert done.returncode == 0, done.stderr
    return safetensors(next(folder.glob("ours.rec/**/*.safetensors")))["y"]
