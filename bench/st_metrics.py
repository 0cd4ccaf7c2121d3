#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The eight metrics of ST's `validate` in numpy, the way a user's script computes them:

    st_metrics.py REFERENCE.rec OTHER.rec

prints them for every tensor that both recordings hold, over all samples together.
"""

import json
import pathlib
import sys

import numpy as np

TYPES = {"F32": np.float32, "I8": np.int8, "U8": np.uint8, "I32": np.int32, "I64": np.int64}


def six_metrics(reference, other, dtype=np.float32):
    """Those of the eight that need neither an argmax nor the reference's variance, of two float32
    arrays of equal shape; sums are taken in `dtype`."""
    d = (reference - other).astype(dtype, copy=False)
    r, p = reference.astype(dtype, copy=False), other.astype(dtype, copy=False)
    return {
        "rmse": np.sqrt(np.mean(d * d)),
        "mae": np.mean(np.abs(d)),
        "l2r": np.linalg.norm(d) / np.linalg.norm(p),
        "mean": np.mean(d),
        "std": np.std(d, ddof=1),
        "cos": np.dot(r.ravel(), p.ravel()) / (np.linalg.norm(r) * np.linalg.norm(p)),
    }


def st_metrics(reference, other, dtype=np.float32):
    """All eight."""
    six = six_metrics(reference, other, dtype)
    hits = np.argmax(reference, -1) == np.argmax(other, -1)
    variance = np.var(reference.astype(dtype, copy=False), ddof=1)
    return {"acc": 100 * np.mean(hits), **six,
            "nse": 1 - six["rmse"] ** 2 / (variance + np.finfo(np.float32).eps)}


def dequantize(codes, scale, zero_point):
    """Real numbers of per-tensor codes, in float32."""
    return (codes.astype(np.float32) - np.float32(zero_point)) * np.float32(scale)


def read_safetensors(path):
    """{name: array} of one sample."""
    content = np.memmap(path, np.uint8, "r")
    begin = 8 + int(content[:8].view(np.uint64)[0])
    header = json.loads(content[8:begin].tobytes())
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        first, last = (begin + offset for offset in entry["data_offsets"])
        arrays[name] = content[first:last].view(TYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays


def read_recording(folder):
    """({name: array over all samples}, {name: its entry in the manifest})."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    samples = [read_safetensors(path) for path in sorted((folder / "samples").iterdir())]
    arrays = {name: np.concatenate([sample[name] for sample in samples]) for name in samples[0]}
    return arrays, {entry["name"]: entry for entry in manifest["tensors"]}


def real(array, entry):
    if np.issubdtype(array.dtype, np.floating):
        return array
    return dequantize(array, entry["scale"][0], entry["zero_point"][0])


def main():
    (reference, of_reference), (other, of_other) = (
        read_recording(pathlib.Path(argument)) for argument in sys.argv[1:3])
    for name in reference:
        if name in other:
            figures = st_metrics(real(reference[name], of_reference[name]),
                                 real(other[name], of_other[name]))
            print(name, *(f"{key}={value:.6g}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
