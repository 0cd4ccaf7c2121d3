# SPDX-License-Identifier: Apache-2.0
"""Writes ONNX models: the part of the protobuf format that tests need."""

import struct

FLOAT, INT8, INT32, INT64 = 1, 3, 6, 7
PACK = {FLOAT: "f", INT8: "b", INT32: "i", INT64: "q"}


def _varint(n):
    n %= 2**64
    out = bytearray()
    while n >= 128:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def _integer(field, n):
    return _varint(field << 3) + _varint(n)


def _bytes(field, value):
    value = value.encode("utf-8") if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def tensor(name, kind, shape, values):
    return tensor_of_bytes(name, kind, shape, struct.pack(f"<{len(values)}{PACK[kind]}", *values))


def tensor_of_bytes(name, kind, shape, data):
    return b"".join(_integer(1, d) for d in shape) + _integer(2, kind) + _bytes(8, name) + _bytes(9, data)


def external_tensor(name, kind, shape, **entries):
    """One whose elements lie in another file: its location, offset, length."""
    return (b"".join(_integer(1, d) for d in shape) + _integer(2, kind) + _bytes(8, name) +
            b"".join(_bytes(13, _bytes(1, k) + _bytes(2, str(v))) for k, v in entries.items()) + _integer(14, 1))


def _attribute(name, value):
    if isinstance(value, float):
        return _bytes(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _integer(20, 1)
    if isinstance(value, int):
        return _bytes(1, name) + _integer(3, value) + _integer(20, 2)
    return _bytes(1, name) + b"".join(_integer(8, v) for v in value) + _integer(20, 7)


def node(op, inputs, outputs, name="", **attributes):
    return (b"".join(_bytes(1, i) for i in inputs) + b"".join(_bytes(2, o) for o in outputs) + _bytes(3, name)
            + _bytes(4, op) + b"".join(_bytes(5, _attribute(k, attributes[k])) for k in sorted(attributes)))


def value(name, kind, shape):
    dimensions = b"".join(_bytes(1, _integer(1, d)) for d in shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, _integer(1, kind) + _bytes(2, dimensions)))


def model(name, nodes, initializers, inputs, outputs, values, producer, ir_version, opset):
    """The bytes of a model; every argument from `nodes` to `values` a list of what the functions
    above return."""
    graph = (b"".join(_bytes(1, n) for n in nodes) + _bytes(2, name) + b"".join(_bytes(5, t) for t in initializers)
             + b"".join(_bytes(11, v) for v in inputs) + b"".join(_bytes(12, v) for v in outputs)
             + b"".join(_bytes(13, v) for v in values))
    return _integer(1, ir_version) + _bytes(2, producer) + _bytes(7, graph) + _bytes(8, _bytes(1, "") + _integer(2, opset))
