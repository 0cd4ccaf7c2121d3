#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rung `cmsis` against CMSIS-NN itself, operator by operator on random codes: not one may differ.

  cmsis_check.py --cmsis-nn FOLDER --npuscope PROGRAM [--seed N]

FOLDER is a checkout of CMSIS-NN. Its kernels, compiled with arm-none-eabi-gcc, run on QEMU's
Cortex-M55 three times: as written for its vector unit (MVE), for the DSP instructions of smaller
processors, and in plain C. Needs numpy, which NPUSCOPE_LITERT may hold, and Debian's packages
gcc-arm-none-eabi, libnewlib-arm-none-eabi and qemu-system-arm.
"""

import argparse
import collections
import math
import os
import pathlib
import subprocess
import sys
import tempfile

if "NPUSCOPE_LITERT" in os.environ:
    sys.path.insert(0, os.environ["NPUSCOPE_LITERT"])
import numpy as np

import qdq_model
import recorded
from recorded import program

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ["convolution", "depthwise", "dense", "addition", "product", "mean of windows"]
FIELDS = ("kind n h w c out_h out_w out_c kernel_h kernel_w kernel_c offset offset_b out_offset stride pad dilation"
          " channel_multiplier left_shift multiplier_a shift_a multiplier_b shift_b multiplier shift").split()
PROCESSORS = {"MVE": "cortex-m55", "DSP": "cortex-m55+nomve", "C": "cortex-m55+nodsp"}
FOLDERS = ["ConvolutionFunctions", "FullyConnectedFunctions", "BasicMathFunctions", "PoolingFunctions",
           "NNSupportFunctions", "TransposeFunctions"]

# What CMSIS-NN gets, what npuscope gets, and how codes go from its layout to ONNX's.
Layer = collections.namedtuple("Layer", "kind fields arrays model inputs to_onnx")


def quantized_multiplier(real):
    """As TensorFlow Lite's QuantizeMultiplier."""
    significand, exponent = math.frexp(real)
    fixed = math.floor(significand * 2**31 + 0.5)
    if fixed == 2**31:
        fixed, exponent = fixed // 2, exponent + 1
    return (0, 0) if exponent < -31 else (fixed, exponent)


def nchw(codes):
    return np.ascontiguousarray(codes.transpose(0, 3, 1, 2))


class Layers:
    """Random layers, whose outputs have codes of all sizes."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.layers = []

    def scale(self, low=0.004, high=0.08):
        return np.float32(self.random.uniform(low, high))

    def zero_point(self):
        return int(self.random.integers(-128, 128))

    def codes(self, *shape, largest=127):
        return self.random.integers(-largest, largest + 1, shape).astype(np.int8)

    def product_scales(self, terms, outputs, per_channel, largest):
        """Scales of inputs, weights and outputs: most outputs are within the codes, some beyond."""
        s_x, s_w = self.scale(), self.random.uniform(0.0005, 0.02, outputs if per_channel else 1).astype(np.float32)
        spread = math.sqrt(terms) * 90 * largest / math.sqrt(3)
        return s_x, s_w, np.float32(s_x * np.median(s_w) * spread / self.random.uniform(20, 60))

    @staticmethod
    def multipliers(s_x, s_w, s_y, outputs):
        pairs = [quantized_multiplier(float(s_x) * float(w) / float(s_y)) for w in s_w]
        pairs *= outputs // len(pairs)
        return [np.array(column, np.int32) for column in zip(*pairs)]

    def convolution(self, size, channels, outputs, kernel, per_channel=True, depthwise=False, stride=1, pad=0,
                    dilation=1, groups=1, batch=1, largest=127):
        kind = "depthwise" if depthwise else "convolution"
        groups = channels if depthwise else groups
        x, z_x, z_y = self.codes(batch, *size, channels), self.zero_point(), self.zero_point()
        taps = channels // groups
        w = self.codes(*((1, *kernel, outputs) if depthwise else (outputs, *kernel, taps)), largest=largest)
        s_x, s_w, s_y = self.product_scales(taps * kernel[0] * kernel[1], outputs, per_channel, largest)
        bias = self.random.integers(-3000, 3000, outputs).astype(np.int32)
        y = [(size[i] + 2 * pad - (kernel[i] - 1) * dilation - 1) // stride + 1 for i in range(2)]
        model = qdq_model.Model()
        model.quantized_input("x0", (batch, channels, *size), s_x, z_x)
        onnx_w = np.ascontiguousarray(w.transpose(3, 0, 1, 2) if depthwise else w.transpose(0, 3, 1, 2))
        one = (lambda s: s) if per_channel else (lambda s: s[0])
        model.node("Conv", ["x0_real", model.quantized_constant("w", onnx_w, one(s_w)),
                            model.quantized_constant("b", bias, one(np.float32(s_x * s_w)))], "y",
                   kernel_shape=list(kernel), strides=[stride] * 2, pads=[pad] * 4, dilations=[dilation] * 2,
                   group=groups)
        model.quantized_output("y", (batch, outputs, *y), s_y, z_y)
        fields = {"n": batch, "h": size[0], "w": size[1], "c": channels, "out_h": y[0], "out_w": y[1],
                  "out_c": outputs, "kernel_h": kernel[0], "kernel_w": kernel[1], "kernel_c": taps, "offset": -z_x,
                  "out_offset": z_y, "stride": stride, "pad": pad, "dilation": dilation,
                  "channel_multiplier": outputs // channels}
        self.layers.append(Layer(kind, fields, [x, w, bias, *self.multipliers(s_x, s_w, s_y, outputs)], model,
                                 [(nchw(x), s_x, z_x)], nchw))

    def dense(self, rows, channels, outputs):
        x, w, z_x, z_y = self.codes(rows, channels), self.codes(outputs, channels), self.zero_point(), self.zero_point()
        s_x, s_w, s_y = self.product_scales(channels, outputs, False, 127)
        bias = self.random.integers(-3000, 3000, outputs).astype(np.int32)
        model = qdq_model.Model()
        model.quantized_input("x0", x.shape, s_x, z_x)
        model.node("Gemm", ["x0_real", model.quantized_constant("w", w, s_w[0]),
                            model.quantized_constant("b", bias, np.float32(s_x * s_w[0]))], "y", transB=1)
        model.quantized_output("y", (rows, outputs), s_y, z_y)
        fields = {"n": rows, "h": 1, "w": 1, "c": channels, "out_h": 1, "out_w": 1, "out_c": outputs, "offset": -z_x,
                  "out_offset": z_y}
        self.layers.append(Layer("dense", fields, [x, w, bias, *self.multipliers(s_x, s_w, s_y, outputs)], model,
                                 [(x, s_x, z_x)], lambda codes: codes.reshape(rows, outputs)))

    def of_two(self, kind, shape):
        (a, b), (s_a, s_b) = [self.codes(*shape) for _ in range(2)], [self.scale() for _ in range(2)]
        z_a, z_b, z_y = [self.zero_point() for _ in range(3)]
        s_y = self.scale() if kind == "addition" else np.float32(s_a * s_b * self.random.uniform(30, 200))
        n, h, w, c = shape
        fields = {"n": n, "h": h, "w": w, "c": c, "out_h": h, "out_w": w, "out_c": c, "offset": -z_a, "offset_b": -z_b,
                  "out_offset": z_y}
        real_a, real_b, real_y = float(s_a), float(s_b), float(s_y)
        if kind == "addition":
            twice = 2 * max(real_a, real_b)
            fields["left_shift"] = 20
            fields["multiplier_a"], fields["shift_a"] = quantized_multiplier(real_a / twice)
            fields["multiplier_b"], fields["shift_b"] = quantized_multiplier(real_b / twice)
            result = twice / (2**20 * real_y)
        else:
            result = real_a * real_b / real_y
        fields["multiplier"], fields["shift"] = quantized_multiplier(result)
        model = qdq_model.Model()
        model.quantized_input("x0", shape, s_a, z_a)
        model.quantized_input("x1", shape, s_b, z_b)
        model.node("Add" if kind == "addition" else "Mul", ["x0_real", "x1_real"], "y")
        model.quantized_output("y", shape, s_y, z_y)
        self.layers.append(Layer(kind, fields, [a, b], model, [(a, s_a, z_a), (b, s_b, z_b)], lambda codes: codes))

    def mean(self, size, channels, kernel, stride, pad):
        x, s_x, z_x = self.codes(1, size, size, channels), self.scale(), self.zero_point()
        y = (size + 2 * pad - kernel) // stride + 1
        model = qdq_model.Model()
        model.quantized_input("x0", (1, channels, size, size), s_x, z_x)
        model.node("AveragePool", ["x0_real"], "y", kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[pad] * 4)
        model.quantized_output("y", (1, channels, y, y), s_x, z_x)
        fields = {"n": 1, "h": size, "w": size, "c": channels, "out_h": y, "out_w": y, "out_c": channels,
                  "kernel_h": kernel, "kernel_w": kernel, "stride": stride, "pad": pad}
        self.layers.append(Layer("mean of windows", fields, [x], model, [(nchw(x), s_x, z_x)], nchw))

    def make(self):
        for per_channel in (False, True):
            self.convolution((16, 16), 24, 32, (3, 3), per_channel)
            self.convolution((16, 16), 24, 24, (3, 3), per_channel, depthwise=True)
            self.convolution((12, 20), 40, 32, (1, 1), per_channel)
        self.convolution((15, 17), 5, 19, (3, 3), stride=2, pad=1)
        self.convolution((13, 14), 7, 9, (5, 3), pad=2, dilation=2)
        self.convolution((14, 14), 12, 16, (3, 3), pad=1, groups=4)
        self.convolution((1, 200), 16, 20, (1, 5), batch=2)
        self.convolution((9, 9), 33, 17, (1, 1), stride=2)
        self.convolution((24, 24), 3, 16, (3, 3), pad=1, largest=2)
        self.convolution((15, 17), 19, 19, (3, 3), depthwise=True, stride=2, pad=1)
        self.convolution((14, 13), 6, 24, (3, 5), depthwise=True, pad=1)
        self.convolution((16, 16), 20, 20, (3, 3), depthwise=True, pad=2, dilation=2)
        self.convolution((12, 12), 64, 64, (5, 5), depthwise=True, pad=2, batch=2)
        self.convolution((20, 20), 32, 32, (1, 1), depthwise=True, largest=2)
        for shape in ((64, 128, 48), (7, 33, 19), (1, 400, 101)):
            self.dense(*shape)
        for kind in ("addition", "product"):
            for shape in ((1, 32, 32, 16), (1, 32, 32, 16), (1, 9, 7, 5)):
                self.of_two(kind, shape)
        for shape in ((12, 48, 3, 1, 0), (13, 21, 2, 2, 0), (14, 16, 3, 2, 1), (7, 320, 7, 1, 0)):
            self.mean(*shape)
        return self.layers


def sources(cmsis):
    for folder in FOLDERS:
        for path in sorted((cmsis / "Source" / folder).glob("*.c")):
            if not any(other in path.stem for other in ("f16", "f32", "flt", "s4", "lstm")):
                yield path


def build(cmsis, processor, folder):
    """The program for a processor."""
    program_path = folder / "check.elf"
    command = ["arm-none-eabi-gcc", f"-mcpu={processor}", "-mfloat-abi=hard", "-mthumb", "-O2", "-w",
               "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections", "--specs=rdimon.specs", "-nostartfiles",
               "-T", HERE / "cmsis_check.ld", "-I", cmsis / "Include", HERE / "cmsis_check.c", *sources(cmsis),
               "-o", program_path]
    subprocess.run(command, check=True)
    return program_path


def encoded(layer):
    fields = {"kind": KINDS.index(layer.kind), "stride": 1, "dilation": 1} | layer.fields
    arrays = [array.tobytes() for array in layer.arrays] + [b""] * (5 - len(layer.arrays))
    numbers = [fields.get(name, 0) for name in FIELDS] + [len(array) for array in arrays]
    return np.array(numbers, "<i4").tobytes() + b"".join(array + bytes(-len(array) % 8) for array in arrays)


def run_on_board(elf, kernels, layers):
    """What CMSIS-NN makes of each layer, in ONNX's layout."""
    folder = elf.parent
    (folder / "layers.bin").write_bytes(b"".join(map(encoded, layers)))
    done = subprocess.run(["qemu-system-arm", "-M", "mps3-an547", "-cpu", "cortex-m55", "-nographic", "-semihosting-config",
                           "enable=on,target=native", "-kernel", elf.name], cwd=folder, capture_output=True, text=True,
                          timeout=program.LIMIT, stdin=subprocess.DEVNULL, check=False)
    expected = f"{len(layers)} layers, {kernels}\n"
    if done.returncode or done.stdout != expected:
        sys.exit(f"QEMU: {done.stdout}{done.stderr}, not {expected}")
    codes, at, results = np.fromfile(folder / "codes.bin", np.int8), 0, []
    for layer in layers:
        shape = [layer.fields[name] for name in ("n", "out_h", "out_w", "out_c")]
        results.append(layer.to_onnx(codes[at:at + math.prod(shape)].reshape(shape)))
        at += math.prod(shape)
    assert at == codes.size
    return results


def compare(kernels, layers, theirs, ours):
    """Prints a line for each kind of layer; returns how many codes differ."""
    differing, codes, saturated, count = (collections.Counter() for _ in range(4))
    for layer, a, b in zip(layers, theirs, ours):
        differing[layer.kind] += int((a != b).sum())
        codes[layer.kind] += a.size
        saturated[layer.kind] += int((np.abs(a + 0.5) == 127.5).sum())
        count[layer.kind] += 1
    for kind in KINDS:
        print(f"{kernels:4} {kind:16} {count[kind]:3} layers {codes[kind]:7} codes, {saturated[kind]:6} at the ends:"
              f" {differing[kind]} differ", flush=True)
    return sum(differing.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cmsis-nn", type=pathlib.Path, required=True)
    parser.add_argument("--npuscope", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    program.path = str(options.npuscope.resolve())
    layers = Layers(options.seed).make()
    with tempfile.TemporaryDirectory(prefix="npuscope-") as name:
        folder = pathlib.Path(name)
        ours = [recorded.codes_of(folder, "cmsis", layer.model, layer.inputs) for layer in layers]
        differing = 0
        for kernels, processor in PROCESSORS.items():
            (folder / kernels).mkdir()
            elf = build(options.cmsis_nn.resolve(), processor, folder / kernels)
            theirs = run_on_board(elf, kernels, layers)
            differing += compare(kernels, layers, theirs, ours)
        # Other rules must be told apart, or the comparison shows nothing.
        other = [recorded.codes_of(folder, "tflite-single", layer.model, layer.inputs) for layer in layers]
        told_apart = sum(int((a != b).sum()) for a, b in zip(theirs, other))
        print(f"{told_apart} codes differ from those of a single rounding")
    return 0 if differing == 0 and told_apart > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
