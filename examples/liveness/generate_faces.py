# SPDX-License-Identifier: Apache-2.0
"""Makes the synthetic face images: every image depends on its split, number and species alone, so any of them can be made again.

Which species a number has depends on the split and on how many images it has: with another --count other images come out.

    generate_faces.py train.npz --split train --count 10000
    generate_faces.py evaluation.npz --split evaluation --count 3000 --hashes evaluation_hashes.txt
    generate_faces.py images --split examples            (200 PNG files and labels.csv)
"""
import argparse
import csv
import hashlib
from multiprocessing import Pool
from pathlib import Path

import cv2
import numpy as np

from synthetic.attacks import printed, replayed
from synthetic.camera import photograph
from synthetic.face import scene

SPECIES = ("live", "print", "replay")
SPLITS = ("train", "calibration", "evaluation", "examples")  # the position is part of the seed: append only
WEAKEST_ATTACK = {"train": 0.1, "calibration": 0.6, "evaluation": 0.6, "examples": 0.6}  # attack strength is uniform from here to 1


def species_of(split: str, count: int) -> np.ndarray:
    """Index into SPECIES for every image: half live, a quarter of each attack, in an order drawn for the split and this count."""
    kinds = np.resize([0, 1, 0, 2], count)
    return np.random.default_rng([SPLITS.index(split), 1 << 40]).permutation(kinds)


def make_image(split: str, number: int, species: int) -> tuple[np.ndarray, float]:
    """One image, uint8 RGB [128, 128, 3], and the strength of its attack (0 for live)."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng([SPLITS.index(split), number])
    image = scene(rng)
    strength = 0.0
    if species:
        strength = float(rng.uniform(WEAKEST_ATTACK[split], 1))
        image = (printed, replayed)[species - 1](rng, image, strength)
    return photograph(rng, image), strength


def make_split(split: str, count: int, processes: int = 2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Images uint8 [count, 128, 128, 3], species int64 [count], attack strengths float64 [count]."""
    species = species_of(split, count)
    with Pool(processes) as pool:
        made = pool.starmap(make_image, [(split, i, int(s)) for i, s in enumerate(species)], chunksize=32)
    images, strengths = zip(*made)
    return np.stack(images), species, np.array(strengths)


def write_hashes(path: Path, split: str, images: np.ndarray, block: int = 100) -> None:
    """SHA-256 over all pixels, then one line per block of images."""
    lines = [f"# {split}: SHA-256 of the pixels (uint8, RGB, row by row) of all {len(images)} images, then of {block} at a time",
             f"{hashlib.sha256(images.tobytes()).hexdigest()}  all"]
    for start in range(0, len(images), block):
        part = images[start:start + block]
        lines.append(f"{hashlib.sha256(part.tobytes()).hexdigest()}  {start}..{start + len(part) - 1}")
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def write_folder(folder: Path, images: np.ndarray, species: np.ndarray) -> None:
    """PNG files and labels.csv with the columns file, class (live or attack) and species."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "labels.csv", "w", newline="", encoding="ascii") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["file", "class", "species"])
        for i, (image, kind) in enumerate(zip(images, species)):
            cv2.imwrite(str(folder / f"{i:03d}.png"), image[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])
            rows.writerow([f"{i:03d}.png", "attack" if kind else "live", SPECIES[kind]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path, help="an .npz file (images, species, strength), or a folder for PNG files")
    parser.add_argument("--split", choices=SPLITS, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--hashes", type=Path, help="also write the SHA-256 of the pixels here")
    options = parser.parse_args()
    images, species, strengths = make_split(options.split, options.count)
    if options.output.suffix == ".npz":
        np.savez(options.output, images=images, species=species, strength=strengths)
    else:
        write_folder(options.output, images, species)
    if options.hashes:
        write_hashes(options.hashes, options.split, images)


if __name__ == "__main__":
    main()
