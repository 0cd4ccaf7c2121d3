# SPDX-License-Identifier: Apache-2.0
"""The network of all builds, quantized: a small MobileNet-like classifier with a residual sum.

    image 3x8x8 > stem 3x3/2, Relu > dw 3x3 depthwise > PRelu > expand 1x1, Relu > project 1x1
                 |                                                               > Add > head 1x1, Relu
                 +--------------------------------------------------------------> |
    > global mean > dense > Softmax (4 classes)

Weights come from a generator; scales of activations from running the float network on a few images.
"""

import itertools

from .arithmetic import Random, clamp, f32, half_away


class Quantization:
    def __init__(self, scale, zero):
        self.scale, self.zero = f32(scale), zero

    def __eq__(self, other):
        return (self.scale, self.zero) == (other.scale, other.zero)


class Layer:
    """One operator. `y`: the quantization of its output; `shape`: (channels, height, width)."""

    def __init__(self, kind, name, inputs, shape):
        self.kind, self.name, self.inputs, self.shape = kind, name, inputs, shape
        self.y = None

    @property
    def x(self):
        """The quantization of the (first) input."""
        return self.inputs[0].y


class Product(Layer):
    """A convolution or a dense layer: integer weights [out][in of the group][row][column]."""

    def __init__(self, name, source, channels, kernel, random, per_channel, stride=1, depthwise=False, relu=False,
                 dense=False):
        size = 1 if dense else (source.shape[1] + stride - 1) // stride
        super().__init__("dense" if dense else "conv", name, [source], (channels, size, size))
        self.kernel, self.stride, self.depthwise, self.relu = kernel, stride, depthwise, relu
        self.pad = kernel // 2
        self.group_channels = 1 if depthwise else source.shape[0]
        self.weights = [[[[random.between(-64, 127) for _ in range(kernel)] for _ in range(kernel)]
                         for _ in range(self.group_channels)] for _ in range(channels)]
        base = 0.5 / (127 * (self.group_channels * kernel * kernel) ** 0.5)
        self.weight_scales = [f32(base * (0.7 + random.below(60) / 100)) for _ in range(channels if per_channel else 1)]
        self.real_bias = [random.between(-100, 100) / 800 for _ in range(channels)]

    def weight_scale(self, channel):
        return self.weight_scales[channel % len(self.weight_scales)]

    def bias_scale(self, channel):
        return f32(self.x.scale * self.weight_scale(channel))

    def bias_codes(self):
        return [half_away(b / self.bias_scale(c)) for c, b in enumerate(self.real_bias)]

    def biases(self):
        """Real, as float32 arithmetic gives them from the codes."""
        return [f32(f32(code) * self.bias_scale(c)) for c, code in enumerate(self.bias_codes())]

    def taps(self, channel):
        """(input channel, row, column, weight) of one output channel."""
        for i, r, k in itertools.product(range(self.group_channels), range(self.kernel), range(self.kernel)):
            yield (channel if self.depthwise else i), r, k, self.weights[channel][i][r][k]

    def weight_sum(self, channel):
        return sum(w for *_, w in self.taps(channel))

    def magnitude_sum(self, channel):
        return sum(abs(w) for *_, w in self.taps(channel))

    def run(self, values):
        """Real values [channel][row][column] of the output."""
        (x,) = values
        rows, size = len(x[0]), self.shape[1]
        result = []
        for c in range(self.shape[0]):
            plane = [[self.real_bias[c]] * size for _ in range(size)]
            for i, r, k, w in self.taps(c):
                for oy, ox in itertools.product(range(size), range(size)):
                    iy, ix = oy * self.stride + r - self.pad, ox * self.stride + k - self.pad
                    if 0 <= iy < rows and 0 <= ix < rows:
                        plane[oy][ox] += x[i][iy][ix] * w * self.weight_scale(c)
            result.append([[max(v, 0.0) for v in row] for row in plane] if self.relu else plane)
        return result


class PRelu(Layer):
    def __init__(self, name, source, random):
        super().__init__("prelu", name, [source], source.shape)
        self.slope_scale = f32(0.0043)
        self.slopes = [random.between(-20, 110) for _ in range(source.shape[0])]

    def run(self, values):
        slope = [q * self.slope_scale for q in self.slopes]
        return [[[v if v > 0 else v * slope[c] for v in row] for row in plane] for c, plane in enumerate(values[0])]


class Add(Layer):
    def __init__(self, name, a, b):
        super().__init__("add", name, [a, b], a.shape)

    def run(self, values):
        a, b = values
        return [[[p + q for p, q in zip(*rows)] for rows in zip(*planes)] for planes in zip(a, b)]


class Mean(Layer):
    def __init__(self, name, source):
        super().__init__("mean", name, [source], (source.shape[0], 1, 1))

    def run(self, values):
        return [[[sum(map(sum, plane)) / (len(plane) * len(plane[0]))]] for plane in values[0]]


def calibrated(low, high, relu):
    """The quantization of a range that holds zero."""
    low, high = min(low, 0.0), max(high, 0.0)
    scale = f32((high - low) / 255)
    return Quantization(scale, -128 if relu else clamp(half_away(-128 - low / scale), -127, 126))


class Network:
    """Layers in the order in which they run; the last is Softmax, on real numbers or integers."""

    def __init__(self, per_channel=True):
        random = Random(21)
        self.per_channel = per_channel
        self.image = Layer("input", "image", [], (3, 8, 8))
        self.image.y = Quantization(0.0078740157, 2)
        stem = Product("stem/act", self.image, 8, 3, random, per_channel, stride=2, relu=True)
        depthwise = Product("dw/conv", stem, 8, 3, random, per_channel, depthwise=True)
        prelu = PRelu("dw/act", depthwise, random)
        expand = Product("expand/act", prelu, 32, 1, random, per_channel, relu=True)
        project = Product("project/conv", expand, 8, 1, random, per_channel)
        add = Add("sum", stem, project)
        head = Product("head/act", add, 32, 1, random, per_channel, relu=True)
        mean = Mean("pool", head)
        dense = Product("logits", mean, 4, 1, random, per_channel, dense=True)
        self.softmax = Layer("softmax", "probs", [dense], dense.shape)
        self.softmax.y = Quantization(1 / 256, -128)
        self.layers = [stem, depthwise, prelu, expand, project, add, head, mean, dense, self.softmax]
        self._calibrate(Random(5))

    def _calibrate(self, random):
        ranges = {layer: (0.0, 0.0) for layer in self.layers[:-1]}
        for _ in range(6):
            values = {self.image: [[[random.between(-128, 127) / 127 for _ in range(8)] for _ in range(8)]
                                   for _ in range(3)]}
            for layer in self.layers[:-1]:
                values[layer] = layer.run([values[i] for i in layer.inputs])
                flat = [v for plane in values[layer] for row in plane for v in row]
                ranges[layer] = (min(ranges[layer][0], *flat), max(ranges[layer][1], *flat))
        for layer, (low, high) in ranges.items():
            layer.y = calibrated(low, high, getattr(layer, "relu", False))
        # A mean that has a zero point of its own, so that the layer behind it is not "narrow".
        mean = self.layers[7]
        mean.y = Quantization(mean.y.scale * 1.07, -117)
