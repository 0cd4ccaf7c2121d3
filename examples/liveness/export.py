# SPDX-License-Identifier: Apache-2.0
"""Writes trained weights as ONNX: BatchNorm folded, static batch 1, opset 13.

    export.py liveness.pt -o liveness_float.onnx
"""
import argparse
import io
from pathlib import Path

import onnx
import torch

from fold import float_parameters, fold, operator_counts
from model import FOLDED_PARAMETERS, MiniFASNetV2SE

OPSET = 13


def export(weights: Path, path: Path) -> None:
    """Exports, folds, and checks that it is the published architecture."""
    torch.set_num_threads(1)
    network = MiniFASNetV2SE()
    network.load_state_dict(torch.load(weights))
    buffer = io.BytesIO()
    torch.onnx.export(network.eval(), torch.zeros(1, 3, 128, 128), buffer, opset_version=OPSET, input_names=["input"], output_names=["output"])
    model = fold(onnx.load_from_string(buffer.getvalue()))
    model.producer_name, model.producer_version = "npuscope examples/liveness", "1"
    if float_parameters(model) != FOLDED_PARAMETERS:
        raise RuntimeError(f"expected {FOLDED_PARAMETERS} folded parameters, found {float_parameters(model)}")
    onnx.save(model, path)
    print(f"{path}: {float_parameters(model)} parameters, {operator_counts(model)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("liveness_float.onnx"))
    options = parser.parse_args()
    export(options.weights, options.output)


if __name__ == "__main__":
    main()
