# SPDX-License-Identifier: Apache-2.0
"""What the front end makes of the source model: the "OE" graph and the JSON file beside it.

Every operator is numbered; weights are real; QuantizeLinear and DequantizeLinear stand around
each. `names` of the JSON lead back to the source, with every other character replaced by '_'.
"""

import hashlib
import json
import re

from . import onnx_file as onnx
from .network import PRelu, Product, Quantization
from .source_model import OPERATORS, attributes, flat, shape_of

GENERATED = ["__FE_GENERATED__"]
STEMS = {"conv": "Conv2D", "dense": "Gemm", "prelu": "PReLU", "add": "Add", "mean": "AveragePool",
         "softmax": "Softmax"}


def sanitised(name):
    return re.sub(r"[^A-Za-z0-9_]", "_", name)


def signature(data):
    """How ST's tools name a file's content."""
    return "0x" + hashlib.md5(data).hexdigest()


class FrontEnd:
    """Fills `oe` (names of OE nodes by layer), `output` (name of the last tensor) and the graph.

    float_io: the network's input and output are real. channels_last: the input is NHWC."""

    def __init__(self, network, dialect, float_io, channels_last):
        self.network, self.dialect = network, dialect
        self.float_io, self.channels_last = float_io, channels_last
        self.count, self.nodes, self.constants, self.values = 1, [], [], []
        self.tensors, self.names, self.oe = {}, {}, {}
        image = network.image
        shape = [1, 8, 8, 3] if channels_last else [1, 3, 8, 8]
        self.input, self.input_shape = "Input_0_out_0", shape
        self._tensor(self.input, None if float_io else image.y, port=True)
        value = self.input
        if channels_last:
            value = self.add_node("Transpose", "Transpose", [value], [1, 3, 8, 8], None if float_io else image.y,
                                  kind=onnx.FLOAT if float_io else onnx.INT8, perm=[0, 3, 1, 2])
            self.transpose = value.removesuffix("_out_0")
        if float_io:
            value = self.add_quantize(value, image.y, [1, 3, 8, 8])
        self.quantized_input = value
        real = {image: self.add_dequantize(value, image.y, [1, 3, 8, 8])}
        for layer in network.layers:
            if layer.kind == "dense":
                size = [1, layer.inputs[0].shape[0]]
                shape = f"Reshape_{self.count}_shape"
                self.constants.append(onnx.tensor(shape, onnx.INT64, [2], size))
                flattened = self.add_node("Reshape", "Reshape", [real[layer.inputs[0]], shape], size, layer.x,
                                          source=["flat"])
                real[layer.inputs[0]] = flattened
            real[layer] = self._layer(layer, [real[i] for i in layer.inputs])
        self.output = real[network.softmax]
        self.tensors[self.output].update(data_channel_position="CHFIRST", data_channel_batch=1, user_allocated=False)

    def _tensor(self, name, quantization, kind="S8", port=False):
        if quantization is None:
            format = {"params": [None, None], "class": "float32", "type": "FLOAT32"}
        else:
            scales = quantization if isinstance(quantization, list) else [quantization]
            format = {"params": [[q.scale for q in scales], [q.zero for q in scales]], "class": "integer", "type": kind}
        self.tensors[name] = {"format": format}
        if port:
            self.tensors[name].update(data_channel_position="CHLAST" if self.channels_last else "CHFIRST",
                                      data_channel_batch=1, user_allocated=self.dialect.user_io)

    def add_node(self, op, stem, inputs, shape, quantization, source=None, kind=onnx.FLOAT, **fields):
        name = f"{stem}_{self.count}"
        self.count += 1
        output = f"{name}_out_0"
        self.nodes.append(onnx.node(op, inputs, [output], name, **fields))
        self.values.append(onnx.value(output, kind, shape))
        self._tensor(output, quantization)
        self.names[name] = {"names": [sanitised(s) for s in source] if source else GENERATED}
        return output

    def _scale(self, parameter, y):
        """Scale and zero point as constants of the node that comes next."""
        names = [f"{parameter}_scale", f"{parameter}_zero_point"]
        self.constants.append(onnx.tensor(names[0], onnx.FLOAT, [], [y.scale]))
        self.constants.append(onnx.tensor(names[1], onnx.INT8, [], [y.zero]))
        return names

    def add_quantize(self, value, y, shape):
        parameters = self._scale(f"Quantize_{self.count}_y", y)
        return self.add_node("QuantizeLinear", "Quantize", [value, *parameters], shape, y, kind=onnx.INT8)

    def add_dequantize(self, value, y, shape, real=False):
        parameters = self._scale(f"Dequantize_{self.count}_x", y)
        return self.add_node("DequantizeLinear", "Dequantize", [value, *parameters], shape, None if real else y)

    def _source_names(self, layer):
        """2.x names the node's output; 3.0 and later also what was folded into it."""
        last = layer is self.network.softmax
        names = ["probs_QuantizeLinear_Input" if last else layer.name]
        if self.dialect.two_roundings:
            if isinstance(layer, Product):
                names += [f"{layer.name}.weight_DequantizeLinear_Output", f"{layer.name}.bias_DequantizeLinear_Output"]
            if layer.kind != "add":
                source = "flat" if layer.kind == "dense" else layer.inputs[0].name
                names += [f"{source}_DequantizeLinear_Output", f"{source}_QuantizeLinear_Output"]
        return names

    def _layer(self, layer, inputs):
        stem = STEMS[layer.kind]
        name = f"{stem}_{self.count}"
        self.oe[layer] = name
        op = "AveragePool" if layer.kind == "mean" else OPERATORS[layer.kind]
        fields = attributes(layer)
        if layer.kind == "mean":
            fields = dict(kernel_shape=list(layer.inputs[0].shape[1:]), strides=[1, 1])
        if isinstance(layer, Product):
            shape = [layer.shape[0], layer.group_channels] + ([] if layer.kind == "dense" else [layer.kernel] * 2)
            size = layer.group_channels * layer.kernel ** 2
            weights = [w * layer.weight_scale(i // size) for i, w in enumerate(flat(layer.weights))]
            self.constants.append(onnx.tensor(f"{name}_weights", onnx.FLOAT, shape, weights))
            self.constants.append(onnx.tensor(f"{name}_bias", onnx.FLOAT, [layer.shape[0]], layer.biases()))
            self._tensor(f"{name}_weights", [Quantization(s, 0) for s in layer.weight_scales])
            self._tensor(f"{name}_bias", [Quantization(layer.bias_scale(c), 0) for c in range(len(layer.weight_scales))],
                         "S32")
            inputs = [*inputs, f"{name}_weights", f"{name}_bias"]
        if isinstance(layer, PRelu):
            self.constants.append(onnx.tensor(f"{name}_alpha", onnx.FLOAT, [layer.shape[0], 1, 1],
                                              [q * layer.slope_scale for q in layer.slopes]))
            self._tensor(f"{name}_alpha", Quantization(layer.slope_scale, 0))
            inputs = [*inputs, f"{name}_alpha"]
        shape = shape_of(layer)
        output = self.add_node(op, stem, inputs, shape, layer.y, source=self._source_names(layer), **fields)
        last = layer is self.network.softmax
        quantized = self.add_quantize(output, layer.y, shape)
        if last and not self.float_io:
            return quantized
        return self.add_dequantize(quantized, layer.y, shape, real=last)

    def onnx_bytes(self):
        kind = onnx.FLOAT if self.float_io else onnx.INT8
        return onnx.model("ai.stm", self.nodes, self.constants, [onnx.value(self.input, kind, self.input_shape)],
                          [onnx.value(self.output, kind, [1, 4])], self.values, "Cube.AI", 6, 15)

    @staticmethod
    def _port(name, shape, axes, y):
        format = ({"type": "SIGNED", "size": 8, "scale": [y.scale], "zero": [y.zero], "quantizer": "UNIFORM"} if y else
                  {"type": "FLOAT", "size": 32, "scale": [], "zero": [], "quantizer": "NONE"})
        return {"name": name, "data_format": format, "shape": shape, "shape_map": axes, "c_shape_map": axes}

    def quant_json(self, build):
        """The JSON text. `build` tells names, versions and the command line."""
        y = self.network.softmax.y
        image = self._port("image", [1, 3, 8, 8], ["BATCH", "CH", "H", "W"], None)
        # The last DequantizeLinear is left out where the output is integer.
        probs = (self._port("probs", [1, 4], ["BATCH", "CH"], None) if self.float_io else
                 self._port("probs_QuantizeLinear_Input", [1, 4], ["BATCH", "CH"], y))
        content = {
            "version": "4.0",
            "environment": {
                "generated_model": {"model_files": [{"name": build.oe_name + ".onnx",
                                                     "signature": signature(build.oe_onnx)}],
                                    "name": build.name, "generated_time": build.time},
                "tools": [build.front_end_tool()], "test_name": "", "network_signature": build.network_signature},
            "model_info": {"original_inputs": [image], "original_outputs": [probs]},
            "tensors": self.tensors, "nodes": self.names}
        if self.dialect.core == "2.0":
            del content["model_info"]
        return json.dumps(content, indent=4) + "\n"
