#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes small image files of every kind that npuscope reads into tests/data/inputs/images;
images.txt with the SHA-256 of what cv2.imread makes of each, which tests/unit/inputs/image_test.cc
reproduces; and prepared.txt with that of the float32 planes that cv2 makes of some of them, resized
in the order of cv2.imread (bgr) and as an RGB array (rgb), for tests/unit/inputs/image_set_test.cc.

    pip install -r tests/tools/requirements.txt && python3 tests/tools/make_image_vectors.py
"""

import hashlib
import itertools
import pathlib
import struct

import cv2
import numpy as np

from make_resize_vectors import KERNELS

WIDTH, HEIGHT = 21, 14
# In both sizes, the order of the channels changes pixels of INTER_CUBIC.
PREPARED_FILES = ("colour.png", "orientation6.jpg")
PREPARED_SIZES = ((7, 7), (5, 27))


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


def prepared(pixels, order, colour):
    """The pixels, whose channels are in `order`, as 1 x C x H x W."""
    if colour == "grey":
        code = cv2.COLOR_BGR2GRAY if order == "bgr" else cv2.COLOR_RGB2GRAY
        return cv2.cvtColor(pixels, code).astype(np.float32)[None, None]
    ordered = pixels if colour == order else pixels[:, :, ::-1]
    return np.ascontiguousarray(ordered.astype(np.float32).transpose(2, 0, 1)[None])


def prepared_lines(folder):
    yield "# Made by tests/tools/make_image_vectors.py: file order width height kernel colour sha256"
    for name, order, size, kernel, colour in itertools.product(
            PREPARED_FILES, ("bgr", "rgb"), PREPARED_SIZES, KERNELS, ("rgb", "bgr", "grey")):
        image = cv2.imread(str(folder / name))
        if order == "rgb":
            image = np.ascontiguousarray(image[:, :, ::-1])
        resized = cv2.resize(image, size, interpolation=KERNELS[kernel])
        digest = hashlib.sha256(prepared(resized, order, colour).tobytes()).hexdigest()
        yield f"{name} {order} {size[0]} {size[1]} {kernel} {colour} {digest}"


def write_lines(path, lines):
    path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


def main():
    if hasattr(cv2, "ipp"):
        cv2.ipp.setUseIPP(False)  # see make_resize_vectors.py
    folder = pathlib.Path(__file__).resolve().parents[2] / "tests/data/inputs/images"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# Made by tests/tools/make_image_vectors.py: file width height sha256"]
    for name, data in files():
        (folder / name).write_bytes(data)
        image = cv2.imread(str(folder / name))
        digest = hashlib.sha256(image.tobytes()).hexdigest()
        lines.append(f"{name} {image.shape[1]} {image.shape[0]} {digest}")
    write_lines(folder / "images.txt", lines)
    write_lines(folder / "prepared.txt", prepared_lines(folder))


if __name__ == "__main__":
    main()
