# SPDX-License-Identifier: Apache-2.0
"""ONNX models of one quantized operator: float inputs, each quantized and dequantized, the operator,
its output quantized and dequantized again."""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))
from st_builds import onnx_file

TYPES = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int8): 3, np.dtype(np.int32): 6,
         np.dtype(np.int64): 7}
FLOAT = TYPES[np.dtype(np.float32)]
OPSET, IR_VERSION = 13, 8


class Model:
    def __init__(self):
        self.nodes, self.initializers, self.inputs, self.outputs = [], [], [], []

    def node(self, op, inputs, output, **attributes):
        self.nodes.append(onnx_file.node(op, inputs, [output], output, **attributes))
        return output

    def constant(self, name, array):
        array = np.asarray(array)
        self.initializers.append(
            onnx_file.tensor_of_bytes(name, TYPES[array.dtype], array.shape, array.tobytes()))
        return name

    def scales(self, name, scale, zero_point, dtype):
        """Scale and zero point; `zero_point` None: zeros."""
        scale = np.float32(scale)
        zeros = np.zeros(scale.shape) if zero_point is None else zero_point
        return [self.constant(name + "_scale", scale), self.constant(name + "_zero", np.asarray(zeros, dtype))]

    def quantized_input(self, name, shape, scale, zero_point):
        self.inputs.append(onnx_file.value(name, FLOAT, shape))
        return self.through_codes(name, name, scale, zero_point)

    def through_codes(self, name, value, scale, zero_point):
        scales = self.scales(name, scale, zero_point, np.int8)
        codes = self.node("QuantizeLinear", [value, *scales], name + "_codes")
        return self.node("DequantizeLinear", [codes, *scales], name + "_real")

    def quantized_constant(self, name, codes, scale, axis=0):
        scale = np.float32(scale)
        scales = self.scales(name, scale, None, codes.dtype)
        attributes = {"axis": axis} if scale.ndim else {}
        return self.node("DequantizeLinear", [self.constant(name, codes), *scales], name + "_real", **attributes)

    def quantized_output(self, value, shape, scale, zero_point):
        self.outputs.append(onnx_file.value("y_real", FLOAT, shape))
        self.through_codes("y", value, scale, zero_point)

    def encoded(self):
        return onnx_file.model("one operator", self.nodes, self.initializers, self.inputs, self.outputs, [],
                               "npuscope", IR_VERSION, OPSET)
