# SPDX-License-Identifier: Apache-2.0
"""The few number formats that the builds need. No third-party modules: the same bytes anywhere."""

import math
import struct


def f32(x):
    """x rounded to float32."""
    return struct.unpack("<f", struct.pack("<f", x))[0]


def half_away(x):
    """The nearest integer; halves away from zero."""
    return math.floor(x + 0.5) if x >= 0 else -math.floor(-x + 0.5)


def floor_log2(x):
    return math.frexp(x)[1] - 1


def ceil_log2(n):
    """Of a positive integer."""
    return (n - 1).bit_length()


def clamp(x, low, high):
    return max(low, min(high, x))


def packed(values, bits):
    """Signed integers of 8, 16 or 32 bits as the NPU reads them, little-endian."""
    return struct.pack(f"<{len(values)}{ {8: 'b', 16: 'h', 32: 'i'}[bits] }", *values)


def packed_float(x):
    return struct.pack("<f", x)


class Random:
    """A linear congruential generator: the numbers do not depend on Python's version."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def between(self, low, high):
        """An integer, both ends included."""
        return low + self.below(high - low + 1)
