# SPDX-License-Identifier: Apache-2.0
"""ONNX's messages as protobuf writes them, by hand: the tests need no package for it."""


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
    """A string, bytes or an encoded message."""
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def attribute(name, value):
    """An integer or a list of integers."""
    if isinstance(value, int):
        return text(1, name) + number(3, value) + number(20, 2)
    return text(1, name) + b"".join(number(8, v) for v in value) + number(20, 7)


def node(op, inputs, output, **attributes):
    """A node with one output, whose name is the node's."""
    return (b"".join(text(1, name) for name in inputs) + text(2, output) + text(3, output) + text(4, op) +
            b"".join(text(5, attribute(*item)) for item in attributes.items()))


def value(name, element_type, shape):
    """An input or output of a network."""
    dims = b"".join(text(1, number(1, size)) for size in shape)
    return text(1, name) + text(2, text(1, number(1, element_type) + text(2, dims)))


def model(nodes, initializers, inputs, outputs, opset=13, ir_version=8):
    """A whole file, of encoded messages."""
    graph = (b"".join(text(1, encoded) for encoded in nodes) + text(2, "network") +
             b"".join(text(5, encoded) for encoded in initializers) +
             b"".join(text(11, encoded) for encoded in inputs) +
             b"".join(text(12, encoded) for encoded in outputs))
    return number(1, ir_version) + text(7, graph) + text(8, text(1, "") + number(2, opset))
