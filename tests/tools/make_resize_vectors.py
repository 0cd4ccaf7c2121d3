#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/inputs/resize_vectors.txt: SHA-256 digests of what cv2.resize makes of images
that a formula gives, which tests/unit/inputs/resize_test.cc reproduces.

    pip install -r tests/tools/requirements.txt && python3 tests/tools/make_resize_vectors.py

The x86 wheels compute INTER_CUBIC of bytes with Intel IPP, whose results depend on its version and
differ from OpenCV's own code by one in some pixels; IPP is switched off here. The other kernels give
the same bytes with and without it.
"""

import argparse
import hashlib
import pathlib

import cv2
import numpy as np

KERNELS = {
    "nearest": cv2.INTER_NEAREST,
    "linear": cv2.INTER_LINEAR,
    "cubic": cv2.INTER_CUBIC,
    "area": cv2.INTER_AREA,
    "lanczos4": cv2.INTER_LANCZOS4,
}
# Sizes that choose different code: whole factors, up and down, odd, one pixel, mixed directions.
SIZES = [
    ((256, 256), (128, 128)), ((384, 192), (128, 64)), ((97, 61), (128, 128)),
    ((320, 240), (128, 128)), ((33, 7), (99, 21)), ((640, 3), (11, 50)), ((1, 1), (5, 4)),
    ((19, 23), (1, 1)), ((130, 131), (129, 132)), ((64, 64), (64, 64)), ((200, 150), (80, 80)),
]


def formula_image(width, height, channels, seed):
    """Noise of which every fourth byte is 0 or 255, so that overshooting kernels saturate."""
    v = np.arange(width * height * channels, dtype=np.uint32)
    v += np.uint32(seed * 2246822519 & 0xFFFFFFFF)
    v *= np.uint32(2654435761)
    v ^= v >> np.uint32(15)
    v *= np.uint32(2246822519)
    v ^= v >> np.uint32(13)
    v *= np.uint32(3266489917)
    v ^= v >> np.uint32(16)
    extreme = np.where(v & np.uint32(1), 255, 0)
    pixels = np.where((v >> np.uint32(8)) & np.uint32(3), v & np.uint32(255), extreme)
    return pixels.astype(np.uint8).reshape(height, width, channels)


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", type=pathlib.Path,
                        default=root / "tests/data/inputs/resize_vectors.txt")
    args = parser.parse_args()
    if hasattr(cv2, "ipp"):
        cv2.ipp.setUseIPP(False)
    lines = [
        "# Made by tests/tools/make_resize_vectors.py; see there.",
        "# kernel channels width height new_width new_height seed sha256",
    ]
    seed = 0
    for name, kernel in KERNELS.items():
        for (width, height), new_size in SIZES:
            for channels in (1, 3):
                seed += 1
                image = formula_image(width, height, channels, seed)
                resized = cv2.resize(image, new_size, interpolation=kernel)
                digest = hashlib.sha256(resized.tobytes()).hexdigest()
                lines.append(f"{name} {channels} {width} {height} {new_size[0]} {new_size[1]} "
                             f"{seed} {digest}")
    args.o.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
