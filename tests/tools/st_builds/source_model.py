# SPDX-License-Identifier: Apache-2.0
"""The user's file: the network as an ONNX model with QuantizeLinear and DequantizeLinear."""

from . import onnx_file as onnx
from .network import PRelu, Product

# ONNX operator and attributes of each kind of layer.
OPERATORS = {"conv": "Conv", "dense": "Gemm", "prelu": "PRelu", "add": "Add", "mean": "GlobalAveragePool",
             "softmax": "Softmax"}


def flat(weights):
    return [w for channel in weights for plane in channel for row in plane for w in row]


def shape_of(layer):
    return [1, layer.shape[0]] if layer.kind in ("dense", "softmax") else [1, *layer.shape]


def attributes(layer):
    if layer.kind == "conv":
        return dict(dilations=[1, 1], group=layer.shape[0] if layer.depthwise else 1, kernel_shape=[layer.kernel] * 2,
                    pads=[layer.pad] * 4, strides=[layer.stride] * 2)
    return {"dense": dict(transB=1), "softmax": dict(axis=1)}.get(layer.kind, {})


class _Writer:
    def __init__(self):
        self.nodes, self.initializers = [], []

    def constant(self, name, kind, shape, values):
        self.initializers.append(onnx.tensor(name, kind, shape, values))

    def dequantized(self, name, codes, shape, scales, kind):
        """A constant stored as integers; returns the name of its real values."""
        per_channel = len(scales) > 1
        self.constant(f"{name}_quantized", kind, shape, codes)
        self.constant(f"{name}_scale", onnx.FLOAT, [len(scales)] if per_channel else [], scales)
        self.constant(f"{name}_zero_point", kind, [len(scales)] if per_channel else [], [0] * len(scales))
        self.nodes.append(onnx.node("DequantizeLinear", [f"{name}_quantized", f"{name}_scale", f"{name}_zero_point"],
                                    [f"{name}_DequantizeLinear_Output"], **({"axis": 0} if per_channel else {})))
        return f"{name}_DequantizeLinear_Output"

    def quantized(self, name, y, output=None):
        """Quantizes and dequantizes a tensor; returns the name of its real values."""
        self.constant(f"{name}_scale", onnx.FLOAT, [], [y.scale])
        self.constant(f"{name}_zero_point", onnx.INT8, [], [y.zero])
        parameters = [f"{name}_scale", f"{name}_zero_point"]
        output = output or f"{name}_DequantizeLinear_Output"
        source = name if output != name else f"{name}_QuantizeLinear_Input"
        self.nodes.append(onnx.node("QuantizeLinear", [source, *parameters], [f"{name}_QuantizeLinear_Output"]))
        self.nodes.append(onnx.node("DequantizeLinear", [f"{name}_QuantizeLinear_Output", *parameters], [output]))
        return output


def operands(writer, layer, inputs):
    if isinstance(layer, Product):
        shape = [layer.shape[0], layer.group_channels] + ([] if layer.kind == "dense" else [layer.kernel] * 2)
        weights = writer.dequantized(f"{layer.name}.weight", flat(layer.weights), shape, layer.weight_scales, onnx.INT8)
        scales = [layer.bias_scale(c) for c in range(len(layer.weight_scales))]
        bias = writer.dequantized(f"{layer.name}.bias", layer.bias_codes(), [layer.shape[0]], scales, onnx.INT32)
        return [*inputs, weights, bias]
    if isinstance(layer, PRelu):
        return [*inputs, writer.dequantized(f"{layer.name}.slope", layer.slopes, [layer.shape[0], 1, 1],
                                            [layer.slope_scale], onnx.INT8)]
    return inputs


def source_model(network):
    """Its bytes. The last tensor is "probs"; what Softmax gives is "probs_QuantizeLinear_Input"."""
    writer, real = _Writer(), {}
    real[network.image] = writer.quantized("image", network.image.y)
    for layer in network.layers:
        inputs = operands(writer, layer, [real[i] for i in layer.inputs])
        last = layer is network.softmax
        if layer.kind == "dense":
            writer.nodes.append(onnx.node("Flatten", inputs[:1], ["flat"], "flatten", axis=1))
            inputs[0] = writer.quantized("flat", layer.x)
        output = "probs_QuantizeLinear_Input" if last else layer.name
        writer.nodes.append(onnx.node(OPERATORS[layer.kind], inputs, [output], layer.name, **attributes(layer)))
        real[layer] = writer.quantized(layer.name, layer.y, "probs" if last else None)
    return onnx.model("fingers", writer.nodes, writer.initializers, [onnx.value("image", onnx.FLOAT, [1, 3, 8, 8])],
                      [onnx.value("probs", onnx.FLOAT, [1, 4])], [], "npuscope tests", 8, 15)
