#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules of TensorFlow Lite and XNNPACK against TensorFlow Lite's own interpreter, operator by
operator on random codes: not one code may differ.

The interpreter has three sets of kernels. Its reference kernels round twice but in dense layers,
which round once; its optimised ones compute convolutions and dense layers with ruy; XNNPACK is what
it uses by default.
"""

import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import program

LITERT = os.environ.get("NPUSCOPE_LITERT")
if LITERT:
    sys.path.insert(0, LITERT)
    import numpy as np
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    import qdq_model
    import recorded
    import tflite_model
    from tflite_model import VALID, Tensor

    KERNELS = {"reference": OpResolverType.BUILTIN_REF, "ruy": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
               "xnnpack": OpResolverType.AUTO}
ROUNDS = 2  # of each operator


@unittest.skipUnless(LITERT, "LiteRT is not there: ./dev test installs it where it can")
class LiteRtTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="npuscope-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.random = np.random.default_rng(7)

    def scale(self, low=0.004, high=0.08):
        return np.float32(self.random.uniform(low, high))

    def zero_point(self):
        return int(self.random.integers(-128, 128))

    def codes(self, *shape, low=-128):
        return self.random.integers(low, 128, shape).astype(np.int8)

    @staticmethod
    def interpreted(kernels, blob, inputs):
        interpreter = Interpreter(model_content=blob, experimental_op_resolver_type=KERNELS[kernels], num_threads=1)
        interpreter.allocate_tensors()
        for entry, codes in zip(interpreter.get_input_details(), inputs):
            interpreter.set_tensor(entry["index"], codes)
        interpreter.invoke()
        return interpreter.get_tensor(interpreter.get_output_details()[0]["index"]).copy()

    def compare(self, pairs, model, tflite, inputs, to_onnx=lambda codes: codes):
        """pairs: {our rules: the interpreter's kernels}; `inputs` in TensorFlow's layout."""
        for rules, kernels in pairs.items():
            theirs = self.interpreted(kernels, tflite, [codes for codes, _, _ in inputs])
            ours = recorded.codes_of(self.folder, rules, model,
                                     [(to_onnx(codes), scale, zero) for codes, scale, zero in inputs])
            differing = int((to_onnx(theirs) != ours).sum())
            self.assertEqual(differing, 0, f"{rules}: {differing} of {ours.size} codes")

    def convolution(self, per_channel, depthwise):
        channels, outputs, size = 24, 24 if depthwise else 32, 16
        s_x, z_x, s_y, z_y = self.scale(), self.zero_point(), self.scale(0.05, 0.4), self.zero_point()
        s_w = self.random.uniform(0.0005, 0.02, outputs if per_channel else 1).astype(np.float32)
        w = self.codes(*((1, 3, 3, channels) if depthwise else (outputs, 3, 3, channels)), low=-127)
        bias = self.random.integers(-3000, 3000, outputs).astype(np.int32)
        x, y_shape = self.codes(1, size, size, channels), (1, size - 2, size - 2, outputs)
        axis = 3 if depthwise else 0
        s_b = np.float32(s_x * s_w)
        options = [(0, "Int8", VALID), (1, "Int32", 1), (2, "Int32", 1)]
        options += [(3, "Int32", 1), (4, "Int8", 0), (5, "Int32", 1), (6, "Int32", 1)] if depthwise else [
            (3, "Int8", 0), (4, "Int32", 1), (5, "Int32", 1)]
        tflite = tflite_model.encoded(
            "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D",
            [Tensor(x.shape, np.int8, s_x, z_x), Tensor(w.shape, np.int8, s_w, 0, axis, w),
             Tensor(bias.shape, np.int32, s_b, 0, 0, bias), Tensor(y_shape, np.int8, s_y, z_y)], options)
        model = qdq_model.Model()
        model.quantized_input("x0", (1, channels, size, size), s_x, z_x)
        onnx_w = np.ascontiguousarray(w.transpose(3, 0, 1, 2) if depthwise else w.transpose(0, 3, 1, 2))
        scalar = (lambda s: s) if per_channel else (lambda s: s[0])
        inputs = ["x0_real", model.quantized_constant("w", onnx_w, scalar(s_w)),
                  model.quantized_constant("b", bias, scalar(s_b))]
        model.node("Conv", inputs, "y", kernel_shape=[3, 3], group=channels if depthwise else 1)
        model.quantized_output("y", (1, outputs, size - 2, size - 2), s_y, z_y)
        pairs = {"tflite": "reference", "cmsis": "reference", "tflite-ruy": "ruy", "xnnpack-fp32": "xnnpack"}
        self.compare(pairs, model, tflite, [(x, s_x, z_x)], lambda codes: codes.transpose(0, 3, 1, 2))

    def test_convolutions(self):
        for per_channel in (False, True):
            for _ in range(ROUNDS):
                self.convolution(per_channel, depthwise=False)

    def test_depthwise_convolutions(self):
        for per_channel in (False, True):
            for _ in range(ROUNDS):
                self.convolution(per_channel, depthwise=True)

    def test_dense_layers(self):
        for _ in range(ROUNDS):
            rows, channels, outputs = 128, 64, 48
            s_x, z_x, s_y, z_y = self.scale(), self.zero_point(), self.scale(0.05, 0.4), self.zero_point()
            s_w, w = self.scale(0.0005, 0.02), self.codes(outputs, channels, low=-127)
            bias = self.random.integers(-3000, 3000, outputs).astype(np.int32)
            x = self.codes(rows, channels)
            tflite = tflite_model.encoded(
                "FULLY_CONNECTED",
                [Tensor(x.shape, np.int8, s_x, z_x), Tensor(w.shape, np.int8, s_w, 0, 0, w),
                 Tensor(bias.shape, np.int32, np.float32(s_x * s_w), 0, 0, bias),
                 Tensor((rows, outputs), np.int8, s_y, z_y)], [(0, "Int8", 0), (1, "Int8", 0), (2, "Bool", False)])
            model = qdq_model.Model()
            model.quantized_input("x0", x.shape, s_x, z_x)
            inputs = ["x0_real", model.quantized_constant("w", w, s_w),
                      model.quantized_constant("b", bias, np.float32(s_x * s_w))]
            model.node("Gemm", inputs, "y", transB=1)
            model.quantized_output("y", (rows, outputs), s_y, z_y)
            self.compare({"tflite-single": "reference", "xnnpack-fp32": "xnnpack"}, model, tflite, [(x, s_x, z_x)])

    def of_two(self, operator, onnx_operator, options, pairs):
        for _ in range(ROUNDS):
            shape = (1, 64, 64, 4)
            scales, zeros = [self.scale() for _ in range(3)], [self.zero_point() for _ in range(3)]
            operands = [(self.codes(*shape), scales[i], zeros[i]) for i in range(2)]
            tflite = tflite_model.encoded(
                operator, [Tensor(shape, np.int8, s, z) for s, z in zip(scales, zeros)], options)
            model = qdq_model.Model()
            for i in range(2):
                model.quantized_input(f"x{i}", shape, scales[i], zeros[i])
            model.node(onnx_operator, ["x0_real", "x1_real"], "y")
            model.quantized_output("y", shape, scales[2], zeros[2])
            self.compare(pairs, model, tflite, operands)

    def test_sums_of_two(self):
        self.of_two("ADD", "Add", [(0, "Int8", 0), (1, "Bool", False)],
                    {"tflite": "reference", "cmsis": "reference", "xnnpack-fp32": "xnnpack"})

    def test_differences(self):
        self.of_two("SUB", "Sub", [(0, "Int8", 0), (1, "Bool", False)],
                    {"tflite": "reference", "xnnpack-fp32": "xnnpack"})

    def test_products_of_two(self):
        self.of_two("MUL", "Mul", [(0, "Int8", 0)], {"tflite": "reference", "xnnpack-fp32": "xnnpack"})

    def test_other_rules_are_told_apart(self):
        with self.assertRaisesRegex(AssertionError, "tflite: [0-9]+ of 16384 codes"):
            self.of_two("MUL", "Mul", [(0, "Int8", 0)], {"tflite": "xnnpack"})
        with self.assertRaisesRegex(AssertionError, "xnnpack-fp32: [0-9]+ of 16384 codes"):
            self.of_two("MUL", "Mul", [(0, "Int8", 0)], {"xnnpack-fp32": "reference"})

    def test_global_means(self):
        for same in (False, True) * ROUNDS:
            size = int(self.random.integers(2, 12))
            s_x, z_x, s_y, z_y = self.scale(), self.zero_point(), self.scale(), self.zero_point()
            if same:
                s_y, z_y = s_x, z_x
            x = np.clip(self.random.normal(z_x, 60, (1, size, size, 1024)), -128, 127).astype(np.int8)
            axes = np.array([1, 2], np.int32)
            tflite = tflite_model.encoded(
                "MEAN", [Tensor(x.shape, np.int8, s_x, z_x), Tensor((2,), np.int32, data=axes),
                         Tensor((1, 1, 1, 1024), np.int8, s_y, z_y)], [(0, "Bool", True)])
            model = qdq_model.Model()
            model.quantized_input("x0", (1, 1024, size, size), s_x, z_x)
            model.node("GlobalAveragePool", ["x0_real"], "y")
            model.quantized_output("y", (1, 1024, 1, 1), s_y, z_y)
            self.compare({"tflite": "reference", "xnnpack-fp32": "xnnpack"}, model, tflite, [(x, s_x, z_x)],
                         lambda codes: codes.transpose(0, 3, 1, 2))

    def test_means_of_windows(self):
        for _ in range(ROUNDS):
            size, kernel = 12, int(self.random.integers(2, 5))
            s_x, z_x, x = self.scale(), self.zero_point(), self.codes(1, size, size, 64)
            y_size = size - kernel + 1
            options = [(0, "Int8", VALID), (1, "Int32", 1), (2, "Int32", 1), (3, "Int32", kernel),
                       (4, "Int32", kernel), (5, "Int8", 0)]
            tflite = tflite_model.encoded(
                "AVERAGE_POOL_2D", [Tensor(x.shape, np.int8, s_x, z_x),
                                    Tensor((1, y_size, y_size, 64), np.int8, s_x, z_x)], options)
            model = qdq_model.Model()
            model.quantized_input("x0", (1, 64, size, size), s_x, z_x)
            model.node("AveragePool", ["x0_real"], "y", kernel_shape=[kernel, kernel])
            model.quantized_output("y", (1, 64, y_size, y_size), s_x, z_x)
            self.compare({"tflite": "reference"}, model, tflite, [(x, s_x, z_x)],
                         lambda codes: codes.transpose(0, 3, 1, 2))

    def test_changes_of_quantization(self):
        for _ in range(ROUNDS):
            shape, s_x, z_x, s_y, z_y = (1, 64, 64, 4), self.scale(), self.zero_point(), self.scale(), self.zero_point()
            x = self.codes(*shape)
            tflite = tflite_model.encoded(
                "QUANTIZE", [Tensor(shape, np.int8, s_x, z_x), Tensor(shape, np.int8, s_y, z_y)])
            model = qdq_model.Model()
            model.quantized_input("x0", shape, s_x, z_x)
            model.node("Identity", ["x0_real"], "y")
            model.quantized_output("y", shape, s_y, z_y)
            self.compare({"tflite": "reference", "xnnpack-fp32": "xnnpack"}, model, tflite, [(x, s_x, z_x)])


if __name__ == "__main__":
    program.main()
