# SPDX-License-Identifier: Apache-2.0
"""Quantizes a float MiniFASNet to int8 QDQ with ONNX Runtime ("ss/sa"): weights int8 symmetric, activations int8 asymmetric.

    quantize.py liveness_float.onnx --calibration calibration.npz -o liveness_int8.onnx
    quantize.py liveness_float.onnx --calibration calibration.npz -o liveness_int8_per_channel.onnx --per-channel

The float file may have a dynamic batch; it is folded first (see fold.py). Every operator of the result, PRelu and squeeze-and-excitation
included, stands between DequantizeLinear and QuantizeLinear; the program checks that and lists them.
"""
import argparse
import logging
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import onnx
from onnx import ModelProto
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static

from fold import float_parameters, fold, initializers, operator_counts

QDQ = ("QuantizeLinear", "DequantizeLinear")


class Images(CalibrationDataReader):
    """Feeds images one by one as float32 [1, 3, 128, 128], RGB / 255."""

    def __init__(self, images: np.ndarray, name: str) -> None:
        self.feeds: Iterator[dict] = ({name: as_input(image)} for image in images)

    def get_next(self) -> dict | None:
        return next(self.feeds, None)


def as_input(image: np.ndarray) -> np.ndarray:
    """uint8 RGB [128, 128, 3] to float32 [1, 3, 128, 128] in 0..1."""
    return np.ascontiguousarray(image.transpose(2, 0, 1)[None], np.float32) / np.float32(255)


def load_images(path: Path, count: int) -> np.ndarray:
    """The first `count` images of an .npz file or of a folder with PNG or .npy files, uint8 RGB [n, 128, 128, 3]."""
    if path.is_dir():
        files = sorted([*path.glob("*.png"), *path.glob("*.npy")])[:count]
        return np.stack([np.load(f) if f.suffix == ".npy" else cv2.imread(str(f), cv2.IMREAD_COLOR)[..., ::-1] for f in files])
    return np.load(path)["images"][:count]


def slope_overrides(model: ModelProto) -> dict[str, list[dict]]:
    """Symmetric int8 (zero point 0) for the slopes of every PRelu, which would be treated like activations otherwise."""
    slopes = sorted({n.input[1] for n in model.graph.node if n.op_type == "PRelu"})
    return {name: [{"quant_type": QuantType.QInt8, "symmetric": True}] for name in slopes}


def quantize(model: ModelProto, images: np.ndarray, output: Path, per_channel: bool) -> ModelProto:
    """Calibrates with the smallest and largest value of every tensor over the images, and writes the QDQ file."""
    folded = fold(model)
    quantize_static(
        folded, output, Images(images, folded.graph.input[0].name),
        quant_format=QuantFormat.QDQ, calibrate_method=CalibrationMethod.MinMax, per_channel=per_channel,
        op_types_to_quantize=sorted(operator_counts(folded)), activation_type=QuantType.QInt8, weight_type=QuantType.QInt8,
        extra_options={"ActivationSymmetric": False, "WeightSymmetric": True, "QDQKeepRemovableActivations": True,
                       "TensorQuantOverrides": slope_overrides(folded)})
    return onnx.load(output)


def check(model: ModelProto) -> list[str]:
    """Raises unless all operators stand between Q and DQ and all zero points are as promised. Returns the operators in order."""
    constants = initializers(model)
    made_by = {o: n for n in model.graph.node for o in n.output}
    read_by = {i: [n for n in model.graph.node if i in n.input] for n in model.graph.node for i in n.input}
    operators = []
    for node in model.graph.node:
        if node.op_type in QDQ:
            continue
        operators.append(node.op_type)
        inputs = node.input[:1] if node.op_type == "Reshape" else node.input
        for name in inputs:
            source = made_by.get(name)
            assert source is not None and source.op_type == "DequantizeLinear", f"{node.name}: input {name} is not dequantized"
        for name in node.output:
            readers = [n.op_type for n in read_by.get(name, [])]
            assert readers == ["QuantizeLinear"], f"{node.name}: output {name} goes to {readers}"
        for name in inputs[1:]:
            _check_constant(made_by[name], constants, node.op_type)
        if node.op_type in ("Conv", "Gemm") and len(node.input) > 2:
            _check_bias(node, made_by, constants)
    assert [made_by[o.name].op_type for o in model.graph.output] == ["DequantizeLinear"], "the output is not dequantized"
    return operators


def _check_constant(dequantize: onnx.NodeProto, constants: dict[str, np.ndarray], operator: str) -> None:
    """Weights, biases and slopes have the zero point 0."""
    if dequantize.input[0] in constants:
        zero = constants[dequantize.input[2]]
        assert not zero.any(), f"{dequantize.name}: zero point {zero} in a constant of {operator}"


def _check_bias(node: onnx.NodeProto, made_by: dict, constants: dict[str, np.ndarray]) -> None:
    """A bias is int32 with the scale of the input times the scale of the weights."""
    x, w, b = (made_by[name].input for name in node.input[:3])
    assert constants[b[0]].dtype == np.int32, f"{node.name}: bias is {constants[b[0]].dtype}"
    expected = constants[x[1]] * constants[w[1]]
    assert np.allclose(constants[b[1]], expected, rtol=1e-6), f"{node.name}: bias scale is not input scale times weight scale"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--calibration", type=Path, required=True, help=".npz from generate_faces.py, or a folder with .png or .npy images")
    parser.add_argument("--count", type=int, default=100, help="number of calibration images")
    parser.add_argument("--per-channel", action="store_true", help="one weight scale per output channel")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    logging.getLogger().setLevel(logging.ERROR)
    images = load_images(options.calibration, options.count)
    model = quantize(onnx.load(options.model), images, options.output, options.per_channel)
    operators = check(model)
    print(f"{options.output}: calibrated on {len(images)} images; {len(operators)} operators between Q and DQ:")
    print(f"  {' '.join(operators)}")
    print(f"  {operator_counts(model)}, {float_parameters(fold(onnx.load(options.model)))} parameters")


if __name__ == "__main__":
    main()
