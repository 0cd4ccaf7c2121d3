#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/inputs/random_vectors.txt: SHA-256 digests of the random inputs that ST Edge
AI's `validate` makes, computed with NumPy's own legacy generator.

    pip install -r tests/tools/requirements.txt && python3 tests/tools/make_random_vectors.py
"""

import hashlib
import pathlib

import numpy as np

# As many draws as it takes for some product to end in .5, where the order of rounding and adding an
# odd zero point shows (-1, 27), and dividing by the scale differs from multiplying (-128).
SHAPE = (10, 64, 64, 3)
# type, seed, then low and high of floats or scale and zero point of codes.
CASES = [
    ("float32", 42, "0", "1"), ("float32", 7, "-2.5", "1.5"),
    ("int8", 42, "0.0078125", "27"), ("int8", 42, "0.00784313678741455", "-1"),
    ("int8", 42, "0.00784313678741455", "-128"), ("uint8", 42, "0.0039215688593685627", "0"),
    ("uint8", 4294967295, "0.017429193481802940", "113"),
]


def random_input(kind, seed, first, second):
    uniform = np.random.RandomState(seed).uniform(0, 1, SHAPE)
    if kind == "float32":
        low, high = float(first), float(second)
        return (uniform * (high - low) + low).astype(np.float32)
    scale, zero_point = np.float32(first), int(second)
    limits = np.iinfo(kind)
    low, high = ((limit - zero_point) * float(scale) for limit in (limits.min, limits.max))
    reals = (uniform * (high - low) + low).astype(np.float32)
    codes = np.rint(reals * np.float32(1 / float(scale)) + np.float32(zero_point))
    return np.clip(codes, limits.min, limits.max).astype(kind)


def main():
    path = pathlib.Path(__file__).resolve().parents[2] / "tests/data/inputs/random_vectors.txt"
    lines = ["# Made by tests/tools/make_random_vectors.py; see there. Shape 10 x 64 x 64 x 3.",
             "# type seed low|scale high|zero_point sha256"]
    for case in CASES:
        digest = hashlib.sha256(random_input(*case).tobytes()).hexdigest()
        lines.append(" ".join(map(str, case)) + " " + digest)
    path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
