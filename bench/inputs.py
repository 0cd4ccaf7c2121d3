#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Images from files to a network's input: npuscope beside OpenCV and Pillow in Python."""

import pathlib
import sys
import tempfile
import time

import cv2
import numpy as np
from PIL import Image

from support.kernels import ROOT, run_kernels
from support.table import number, print_table

IMAGES = ROOT / "examples/liveness/images"
SIDE = 128
LARGE, LARGE_COUNT = (1280, 960), 12  # as a camera takes them
CASE = """schema = 1
[inputs]
files = ["{pattern}"]
[inputs.prepare]
resize = {{ size = [128, 128], kernel = "area" }}
scale = 0.00392156862745098
"""


def planes(pixels):
    """RGB pixels as float32 planes from 0 to 1."""
    scaled = pixels.astype(np.float32) * np.float32(0.00392156862745098)
    return np.ascontiguousarray(scaled.transpose(2, 0, 1))[None]


def with_opencv(path):
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    return planes(cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA)[:, :, ::-1])


def with_pillow(path):
    with Image.open(path) as image:
        return planes(np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)))


def least_cpu(function, paths, repetitions=5):
    """CPU seconds that the quickest pass over all images takes."""
    times = []
    for _ in range(repetitions):
        begin = time.process_time()
        for path in paths:
            function(path)
        times.append(time.process_time() - begin)
    return min(times)


def rows_of(kind, pattern, folder):
    case = folder / "case.toml"
    case.write_text(CASE.format(pattern=pattern.as_posix()), encoding="utf-8")
    paths = sorted(pattern.parent.glob(pattern.name))
    ours = run_kernels("inputs", case)["images"]
    sums = {"OpenCV": with_opencv, "Pillow": with_pillow}
    for name, function in sums.items():
        sums[name] = (least_cpu(function, paths), sum(function(p).sum(dtype=np.float64) for p in paths))
    sums = {"npuscope": (ours.cpu, ours.counters["sum"]), **sums}
    for name, (seconds, total) in sums.items():
        same = abs(total - ours.counters["sum"]) <= 1e-9 * abs(total)
        yield [f"{kind}: {name}", number(1000 * seconds / len(paths)), number(seconds / ours.cpu),
               "yes" if same else f"{100 * (total / ours.counters['sum'] - 1):+.2g} %"]


def write_large(folder):
    """Enlarges some of the bundled images to photographs; the pattern of their names."""
    for path in sorted(IMAGES.glob("*.png"))[:LARGE_COUNT]:
        large = cv2.resize(cv2.imread(str(path)), LARGE, interpolation=cv2.INTER_CUBIC)
        cv2.imwrite(str(folder / f"{path.stem}.jpg"), large)
    return folder / "*.jpg"


def main():
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows = [*rows_of("bundled, PNG 128x128", IMAGES / "*.png", folder),
                *rows_of(f"photographs, JPEG {LARGE[0]}x{LARGE[1]}", write_large(folder), folder)]
    print_table(f"inputs: files to float32 [1, 3, {SIDE}, {SIDE}], resized by area, one thread",
                ["", "CPU ms/image", "CPU ratio", "same sum"], rows)


if __name__ == "__main__":
    sys.exit(main())
