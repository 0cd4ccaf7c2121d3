# SPDX-License-Identifier: Apache-2.0
"""TensorFlow Lite models of one operator. Fields are numbered as in the format's schema."""

import flatbuffers
import numpy as np

TYPES = {np.dtype(np.int32): 2, np.dtype(np.int8): 9}
SCHEMA_VERSION = 3
# operator: (its number, its options' number, 0 without, its version)
OPERATORS = {"ADD": (0, 11, 2), "AVERAGE_POOL_2D": (1, 5, 2), "CONV_2D": (3, 1, 3), "DEPTHWISE_CONV_2D": (4, 2, 3),
             "FULLY_CONNECTED": (9, 8, 4), "MUL": (18, 21, 2), "MEAN": (40, 27, 2), "SUB": (41, 28, 2),
             "QUANTIZE": (114, 89, 2)}
VALID = 1  # padding


class Tensor:
    """`data`: of a constant. Without a scale: not quantized."""

    def __init__(self, shape, dtype, scale=None, zero_point=0, axis=0, data=None):
        self.shape, self.dtype, self.axis, self.data = shape, np.dtype(dtype), axis, data
        self.scale = None if scale is None else np.atleast_1d(np.float32(scale))
        self.zero_point = None if scale is None else np.full(self.scale.shape, zero_point, np.int64)


class Writer:
    def __init__(self):
        self.builder = flatbuffers.Builder(1 << 16)
        self.builder.ForceDefaults(True)

    def table(self, fields):
        """fields: (number, "Int8" … or "offset", value)"""
        self.builder.StartObject(max((number for number, _, _ in fields), default=-1) + 1)
        for number, kind, value in fields:
            if kind == "offset":
                self.builder.PrependUOffsetTRelativeSlot(number, value, 0)
            else:
                getattr(self.builder, f"Prepend{kind}Slot")(number, value, 0)
        return self.builder.EndObject()

    def offsets(self, items):
        self.builder.StartVector(4, len(items), 4)
        for item in reversed(items):
            self.builder.PrependUOffsetTRelative(item)
        return self.builder.EndVector()

    def ints(self, values):
        return self.builder.CreateNumpyVector(np.array(values, np.int32))

    def tensor(self, tensor, name, buffer):
        shape, name = self.ints(tensor.shape), self.builder.CreateString(name)
        fields = [(0, "offset", shape), (1, "Int8", TYPES[tensor.dtype]), (2, "Uint32", buffer), (3, "offset", name)]
        if tensor.scale is not None:
            scale = self.builder.CreateNumpyVector(tensor.scale)
            zero_point = self.builder.CreateNumpyVector(tensor.zero_point)
            quantization = self.table([(2, "offset", scale), (3, "offset", zero_point), (6, "Int32", tensor.axis)])
            fields.append((4, "offset", quantization))
        return self.table(fields)

    def operator(self, options_number, options, inputs, outputs):
        fields = [(0, "Uint32", 0), (1, "offset", self.ints(inputs)), (2, "offset", self.ints(outputs))]
        if options_number:
            fields += [(3, "Uint8", options_number), (4, "offset", self.table(options))]
        return self.table(fields)


def encoded(operator, tensors, options=()):
    """The model of one operator. Its last tensor is the output, the others are its inputs; those
    that are no constants are the network's."""
    number, options_number, version = OPERATORS[operator]
    w = Writer()
    buffers, made = [w.table([])], []  # the first buffer is the empty one
    for i, tensor in enumerate(tensors):
        buffer = 0
        if tensor.data is not None:
            data = w.builder.CreateNumpyVector(np.frombuffer(tensor.data.tobytes(), np.uint8))
            buffers.append(w.table([(0, "offset", data)]))
            buffer = len(buffers) - 1
        made.append(w.tensor(tensor, f"t{i}", buffer))
    inputs, output = list(range(len(tensors) - 1)), [len(tensors) - 1]
    operators = w.offsets([w.operator(options_number, list(options), inputs, output)])
    variable = w.ints([i for i in inputs if tensors[i].data is None])
    name = w.builder.CreateString("main")
    graph = w.table([(0, "offset", w.offsets(made)), (1, "offset", variable), (2, "offset", w.ints(output)),
                     (3, "offset", operators), (4, "offset", name)])
    code = w.table([(0, "Int8", number), (2, "Int32", version), (3, "Int32", number)])
    codes, graphs, stored = w.offsets([code]), w.offsets([graph]), w.offsets(buffers)
    w.builder.Finish(w.table([(0, "Uint32", SCHEMA_VERSION), (1, "offset", codes), (2, "offset", graphs),
                              (4, "offset", stored)]), b"TFL3")
    return bytes(w.builder.Output())
