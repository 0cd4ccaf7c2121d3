#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes small image files of every kind that npuscope reads into tests/data/inputs/images, and
images.txt with the SHA-256 of what cv2.imread makes of each (RGB order), which
tests/unit/inputs/image_test.cc reproduces.

    pip install -r tests/tools/requirements.txt && python3 tests/tools/make_image_vectors.py
"""

import hashlib
import pathlib
import struct

import cv2
import numpy as np

WIDTH, HEIGHT = 21, 14


def pattern(channels, dtype=np.uint8):
    """Gradients with an edge: every channel, row and column is distinct."""
    y, x, c = np.mgrid[0:HEIGHT, 0:WIDTH, 0:channels]
    values = (x * 11 + y * 5 + c * 60 + 80 * (x > 12)) % 256
    if dtype == np.uint16:
        values = values * 256 + (x * 37 + y * 101 + c * 13) % 256
    return values.astype(dtype)


def with_orientation(jpeg, orientation):
    """The JPEG with an EXIF segment that holds the orientation alone."""
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    exif = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def encode(extension, image, *options):
    done, data = cv2.imencode(extension, image, list(options))
    assert done
    return data.tobytes()


def files():
    colour, grey = pattern(3), pattern(1)
    yield "grey.png", encode(".png", grey)
    yield "colour.png", encode(".png", colour)
    yield "alpha.png", encode(".png", pattern(4))
    yield "bits16.png", encode(".png", pattern(3, np.uint16))
    yield "grey16.png", encode(".png", pattern(1, np.uint16))
    yield "bilevel.png", encode(".png", (grey > 128).astype(np.uint8) * 255,
                                cv2.IMWRITE_PNG_BILEVEL, 1)
    yield "grey.bmp", encode(".bmp", grey)
    yield "colour.bmp", encode(".bmp", colour)
    yield "alpha.bmp", encode(".bmp", pattern(4))
    yield "grey.jpg", encode(".jpg", grey)
    yield "progressive.jpg", encode(".jpg", colour, cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    for name in ("411", "420", "422", "440", "444"):
        factor = getattr(cv2, f"IMWRITE_JPEG_SAMPLING_FACTOR_{name}")
        yield f"sampling{name}.jpg", encode(".jpg", colour, cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
                                            factor)
    small = encode(".jpg", colour[:6, :9], cv2.IMWRITE_JPEG_QUALITY, 60)
    for orientation in range(1, 9):
        yield f"orientation{orientation}.jpg", with_orientation(small, orientation)


def main():
    folder = pathlib.Path(__file__).resolve().parents[2] / "tests/data/inputs/images"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# Made by tests/tools/make_image_vectors.py: file width height sha256"]
    for name, data in files():
        (folder / name).write_bytes(data)
        rgb = cv2.imread(str(folder / name))[:, :, ::-1]
        digest = hashlib.sha256(np.ascontiguousarray(rgb).tobytes()).hexdigest()
        lines.append(f"{name} {rgb.shape[1]} {rgb.shape[0]} {digest}")
    (folder / "images.txt").write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
