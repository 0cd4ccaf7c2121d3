#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the arrays of tests/data/compare: what ST's validate saves, and lone arrays.

    python3 tests/tools/make_compare_data.py

network_val_io.npz holds both executions of a network with codes at its ends: four samples of 3x2x2
(channels last) in, two logits out. The board's logits of sample 2 are off. scales_Q.json gives the
scales. reference.npy and board.npy hold four samples of two float logits; board.npy has one NaN.
"""

import json
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "compare"


def tensor(scale, zero_point):
    return {"format": {"params": [[scale], [zero_point]], "class": "integer", "type": "S8"},
            "user_allocated": True}


def port(name, scale, zero_point):
    return {"name": name, "data_format": {"type": "SIGNED", "size": 8, "scale": [scale],
                                          "zero": [zero_point], "quantizer": "UNIFORM"}}


def main():
    codes = (np.arange(48).reshape(4, 3, 2, 2) * 5 - 120).astype(np.int8)
    logits = np.array([[40, -38], [-12, 20], [7, 3], [90, -77]], np.int8)
    board = logits.copy()
    board[2] = [4, 5]
    np.savez(OUT / "network_val_io.npz", m_inputs_1=codes, c_inputs_1=codes, m_outputs_1=logits,
             c_outputs_1=board.reshape(4, 1, 1, 2))
    quantization = {
        "environment": {"generated_model": {"name": "network"}, "tools": []},
        "model_info": {"original_inputs": [port("in", 0.0078125, 0)],
                       "original_outputs": [port("out", 0.0625, -3)]},
        "tensors": {"Input_0_out_0": tensor(0.0078125, 0), "Quantize_9_out_0": tensor(0.0625, -3)},
        "nodes": {}}
    (OUT / "scales_Q.json").write_text(json.dumps(quantization, indent=1) + "\n")
    real = (logits.astype(np.float32) + 3) * np.float32(0.0625)
    np.save(OUT / "reference.npy", real)
    real[1, 1] = np.nan
    np.save(OUT / "board.npy", real)


if __name__ == "__main__":
    main()
