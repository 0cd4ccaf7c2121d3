# SPDX-License-Identifier: Apache-2.0
"""The NPU's coefficients of each layer, by the formulas of docs/neural-art.md.

Written from the formulas, not from src/neural_art: the tests compare the two."""

import math

from .arithmetic import ceil_log2, clamp, f32, floor_log2, half_away


def fit(value):
    """The largest shift with which `value` fits 16 bits: floor(log2(32767 / value))."""
    return floor_log2(32767 / value)


def compact(codes, shift):
    """32-bit addends of real codes: rounded with Qn bits, then cut to `shift` bits."""
    largest = max(abs(c) for c in codes)
    qn = math.floor(31 - math.log2(largest))
    return [half_away(c * 2.0**qn) >> (qn - shift) if qn >= shift else half_away(c * 2.0**qn) << (shift - qn)
            for c in codes]


class ProductCoefficients:
    """s_o, then A1, s1 and n (three roundings only), A, C and s. Lists are per channel."""

    def __init__(self, layer, two_roundings, drops_channels):
        channels = range(layer.shape[0])
        largest = max(abs(layer.weight_sum(c)) for c in channels)
        self.s_o = max(0, ceil_log2(largest * 256) - 15)
        units = [f32(layer.x.scale * s) for s in layer.weight_scales]
        biases = layer.biases()
        rest = [layer.y.zero + b / layer.y.scale for b in biases]
        if two_roundings:
            ratios = [u / layer.y.scale * 2.0**self.s_o for u in units]
            self.s = fit(max(ratios))
            self.a = [half_away(r * 2.0**self.s) for r in ratios]
        else:
            unbiased = math.floor(14 - math.log2(256 * layer.y.scale))
            self.n = min(unbiased, fit(max(abs(b) for b in biases)))
            scaled = [u * 2.0 ** (self.n + self.s_o) for u in units]
            self.s1 = fit(max(scaled))
            self.a1 = [half_away(v * 2.0**self.s1) for v in scaled]
            if drops_channels and len(units) > 1:
                self.a1 = [0 if 255 * layer.magnitude_sum(c) * units[c] < layer.y.scale else a
                           for c, a in enumerate(self.a1)]
            self.s = 20 - (unbiased - self.n)
            self.a = [half_away(2.0 ** (self.s - self.n) / layer.y.scale)]
        self.c = compact(rest, self.s)


class AffineCoefficients:
    """A x + B y + C of two tensors: own right shifts of the products, a left shift of C."""

    def __init__(self, r_x, r_y, c):
        self.shift = fit(max(r_x, r_y))
        own_x, own_y = fit(r_x), fit(r_y)
        self.a, self.x_shift = half_away(r_x * 2.0**own_x), own_x - self.shift
        self.b, self.y_shift = half_away(r_y * 2.0**own_y), own_y - self.shift
        self.c_shift = 0
        while abs(half_away(c * 2.0 ** (self.shift - self.c_shift))) > 32767:
            self.c_shift += 1
        self.c = half_away(c * 2.0 ** (self.shift - self.c_shift))


def addition(a, b, y):
    r_a, r_b = a.scale / y.scale, b.scale / y.scale
    return AffineCoefficients(r_a, r_b, y.zero - a.zero * r_a - b.zero * r_b)


class MeanCoefficients:
    def __init__(self, count, x, y):
        self.sh = 0
        while half_away(2.0 ** (8 + self.sh + 1) / count) <= 32767:
            self.sh += 1
        self.mulval = half_away(2.0 ** (8 + self.sh) / count)
        ratio = x.scale / y.scale
        k = fit(ratio / 256)
        self.a = half_away(ratio / 256 * 2.0**k)
        self.shift = k - 8
        self.c = math.floor((y.zero - ratio * x.zero) * 2.0**self.shift)


class PReluCoefficients:
    """Of the product with the slopes: A, C per channel, s. And the table of the positive half."""

    def __init__(self, layer):
        scales = f32(layer.x.scale * layer.slope_scale)
        factor = scales / layer.y.scale
        self.s = fit(factor)
        self.a = half_away(factor * 2.0**self.s)
        offset = f32(layer.x.zero * scales)
        self.c = compact([layer.y.zero - offset * q / layer.y.scale for q in layer.slopes], self.s)
        self._table(layer.x, layer.y)

    def _table(self, x, y):
        """32 segments of 8 codes; the one that holds the zero point has 8 of one code each."""
        ratio = x.scale / y.scale
        self.table_shift, self.c_left = fit(ratio), 7
        unit = 2.0 ** (self.table_shift - self.c_left)
        flat = (0, 0, half_away(y.zero * unit))
        slope = (0, half_away(ratio * 2.0**self.table_shift), half_away((y.zero - x.zero * ratio) * unit))
        rows, segments = [flat, slope], []
        for first in range(-128, 128, 8):
            if first + 7 <= x.zero:
                segments.append(0)
            elif first >= x.zero:
                segments.append(1)
            else:
                segments.append(3 << 6 | len(rows))
                rows += [flat if code <= x.zero else slope for code in range(first, first + 8)]
        self.rom0, self.rom1 = bytes(segments), [v for row in rows for v in row]
        self.codes = [clamp(half_away(max(code - x.zero, 0) * ratio) + y.zero, -128, 127) for code in range(-128, 128)]
