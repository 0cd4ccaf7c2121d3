# SPDX-License-Identifier: Apache-2.0
"""Tools that every drawing step uses. Images are float32 RGB [256, 256, 3], 0 = black and 1 = white; masks are float32 [256, 256], 0..1."""
import cv2
import numpy as np
from numpy.random import Generator

SIZE = 256
Y, X = (a.astype(np.float32) for a in np.mgrid[0:SIZE, 0:SIZE])


def uniform(rng: Generator, low: float, high: float) -> float:
    """One number between low and high."""
    return float(rng.uniform(low, high))


def chance(rng: Generator, probability: float) -> bool:
    """True with the given probability."""
    return bool(rng.random() < probability)


def inside(distance: np.ndarray, softness: float = 1.5) -> np.ndarray:
    """Mask of a shape from the signed distance to its edge in pixels (negative = inside), anti-aliased over `softness` pixels."""
    return np.clip(0.5 - distance / softness, 0, 1).astype(np.float32)


def bump(du: np.ndarray, dv: np.ndarray, wu: float, wv: float) -> np.ndarray:
    """Gaussian hill of height 1 with the given widths."""
    return np.exp(-(du / wu) ** 2 - (dv / wv) ** 2).astype(np.float32)


def noise(rng: Generator, cells_y: int, cells_x: int | None = None) -> np.ndarray:
    """Smooth random field, about -1..1, with the given number of cells along each axis."""
    grid = rng.uniform(-1, 1, (cells_y, cells_x or cells_y)).astype(np.float32)
    return cv2.resize(grid, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)


def blend(image: np.ndarray, mask: np.ndarray, colour: np.ndarray | tuple[float, ...]) -> np.ndarray:
    """Paints a colour (3 numbers or an image) over the image where the mask says so."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return image
    box = np.s_[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    colour = np.asarray(colour, np.float32)
    result = image.astype(np.float32)
    part = np.ascontiguousarray(mask[box], np.float32)
    result[box] += cv2.merge([part, part, part]) * ((colour[box] if colour.ndim == 3 else colour) - result[box])
    return result


def rotated(angle: float, cx: float = SIZE / 2, cy: float = SIZE / 2) -> tuple[np.ndarray, np.ndarray]:
    """Pixel coordinates about a centre, turned by `angle` radians."""
    c, s = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    return (X - cx) * c + (Y - cy) * s, (Y - cy) * c - (X - cx) * s


def luminance(image: np.ndarray) -> np.ndarray:
    """Brightness of every pixel, 0..1."""
    return image @ np.array([0.299, 0.587, 0.114], np.float32)


def saturate(image: np.ndarray, amount: float) -> np.ndarray:
    """Changes colourfulness: 0 gives grey, 1 leaves the image alone."""
    grey = luminance(image)[..., None]
    return grey + (image - grey) * np.float32(amount)


def blur(image: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur; a sigma below 0.2 pixels does nothing."""
    return image if sigma < 0.2 else cv2.GaussianBlur(image, (0, 0), sigma)
