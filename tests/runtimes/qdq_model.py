# SPDX-License-Identifier: Apache-2.0
"""ONNX models of one quantized operator: float inputs, each quantized and dequantized, the operator,
its output quantized and dequantized again. Written as protobuf's wire format, by hand."""

import numpy as np

TYPES = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int8): 3, np.dtype(np.int32): 6,
         np.dtype(np.int64): 7}
FLOAT = TYPES[np.dtype(np.float32)]
OPSET, IR_VERSION = 13, 8


def varint(value):
    value &= (1 << 64) - 1
    encoded = bytearray()
    while value > 0x7f:
        encoded.append(value & 0x7f | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def number(field, value):
    return varint(field << 3) + varint(value)


def text(field, value):
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def attribute(name, value):
    """An integer or a list of integers."""
    if isinstance(value, int):
        return text(1, name) + number(3, value) + number(20, 2)
    return text(1, name) + b"".join(number(8, v) for v in value) + number(20, 7)


class Model:
    def __init__(self):
        self.nodes, self.initializers, self.inputs, self.outputs = [], [], [], []

    def node(self, op, inputs, output, **attributes):
        encoded = b"".join(text(1, name) for name in inputs) + text(2, output) + text(3, output) + text(4, op)
        self.nodes.append(encoded + b"".join(text(5, attribute(*item)) for item in attributes.items()))
        return output

    def constant(self, name, array):
        array = np.asarray(array)
        dims = b"".join(number(1, size) for size in array.shape)
        self.initializers.append(dims + number(2, TYPES[array.dtype]) + text(8, name) + text(9, array.tobytes()))
        return name

    def scales(self, name, scale, zero_point, dtype):
        """Scale and zero point; `zero_point` None: zeros."""
        scale = np.float32(scale)
        zeros = np.zeros(scale.shape) if zero_point is None else zero_point
        return [self.constant(name + "_scale", scale), self.constant(name + "_zero", np.asarray(zeros, dtype))]

    def quantized_input(self, name, shape, scale, zero_point):
        self.inputs.append(self.value(name, shape))
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
        self.outputs.append(self.value("y_real", shape))
        self.through_codes("y", value, scale, zero_point)

    @staticmethod
    def value(name, shape):
        dims = b"".join(text(1, number(1, size)) for size in shape)
        return text(1, name) + text(2, text(1, number(1, FLOAT) + text(2, dims)))

    def encoded(self):
        graph = (b"".join(text(1, node) for node in self.nodes) + text(2, "one operator") +
                 b"".join(text(5, tensor) for tensor in self.initializers) +
                 b"".join(text(11, value) for value in self.inputs) +
                 b"".join(text(12, value) for value in self.outputs))
        return number(1, IR_VERSION) + text(7, graph) + text(8, text(1, "") + number(2, OPSET))
