#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes more pictures of a few: mirrored, shifted, brighter and darker ones.

    vary_crops.py CROPS OUT --count 21 --seed 1

CROPS holds uint8 arrays of height x width x 3 (.npy); OUT gets each of them and `count` variations of
it. The same seed makes the same pictures.
"""
import argparse
from pathlib import Path

import cv2
import numpy as np


def varied(image: np.ndarray, random: np.random.Generator, mirrored: bool) -> np.ndarray:
    """Up to 8 pixels aside, contrast times 0.6 to 1.3, up to 20 grey levels brighter or darker."""
    pixels = image[:, ::-1] if mirrored else image
    pixels = pixels.astype(np.float32) * random.uniform(0.6, 1.3) + random.uniform(-20, 20)
    shift = np.float32([[1, 0, random.uniform(-8, 8)], [0, 1, random.uniform(-8, 8)]])
    height, width = image.shape[:2]
    moved = cv2.warpAffine(np.ascontiguousarray(pixels), shift, (width, height), borderMode=cv2.BORDER_REFLECT)
    return np.clip(np.rint(moved), 0, 255).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crops", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=21)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.crops.glob("*.npy")):
        image = np.load(path)
        np.save(options.out / path.name, image)
        for k in range(options.count):
            np.save(options.out / f"{path.stem}_{k:02}.npy", varied(image, random, k % 2 == 1))


if __name__ == "__main__":
    main()
