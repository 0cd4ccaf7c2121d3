# SPDX-License-Identifier: Apache-2.0
"""What stands behind a face: walls, windows, shelves, blinds, outdoor gradients."""
import numpy as np
from numpy.random import Generator

from synthetic.canvas import SIZE, X, Y, blend, blur, chance, inside, noise, rotated, saturate, uniform


def random_colour(rng: Generator, saturation: float = 0.6, low: float = 0.1, high: float = 0.95) -> np.ndarray:
    """A colour of limited saturation, float32 [3]."""
    grey = uniform(rng, low, high)
    return np.clip(grey + rng.uniform(-0.5, 0.5, 3) * saturation * min(grey, 1.1 - grey) * 2, 0, 1).astype(np.float32)


def _gradient(rng: Generator) -> np.ndarray:
    a, b = random_colour(rng), random_colour(rng)
    along, _ = rotated(uniform(rng, 0, 6.28))
    weight = np.clip(0.5 + along / SIZE * uniform(rng, 0.2, 1.2), 0, 1)[..., None]
    return (a * weight + b * (1 - weight)).astype(np.float32)


def _rectangle(rng: Generator, image: np.ndarray) -> np.ndarray:
    """A window, a door, a picture or a cupboard, often with a frame: straight edges do not mean an attack."""
    along, across = rotated(rng.normal(0, 0.06), uniform(rng, 0, SIZE), uniform(rng, 0, SIZE))
    half_w, half_h = uniform(rng, 15, 120), uniform(rng, 15, 150)
    distance = np.maximum(np.abs(along) - half_w, np.abs(across) - half_h)
    if chance(rng, 0.5):
        image = blend(image, inside(distance - uniform(rng, 2, 12)), random_colour(rng, 0.3, 0.0, 1.0))
    return blend(image, inside(distance), random_colour(rng, 0.7, 0.05, 1.05))


def _stripes(rng: Generator, image: np.ndarray) -> np.ndarray:
    """Blinds, wallpaper or tiles: a periodic pattern that belongs to the scene."""
    along, across = rotated(uniform(rng, 0, 3.14))
    period = uniform(rng, 4, 24)
    wave = np.cos(along * (2 * np.pi / period))
    if chance(rng, 0.3):
        wave = wave * np.cos(across * (2 * np.pi / period))
    return image * (1 + uniform(rng, 0.03, 0.25) * wave[..., None])


def background(rng: Generator) -> np.ndarray:
    """A random background, out of focus by a random amount."""
    image = _gradient(rng)
    for _ in range(int(rng.integers(0, 6))):
        image = _rectangle(rng, image)
    for _ in range(int(rng.integers(0, 4))):
        spot = np.hypot(X - uniform(rng, 0, SIZE), Y - uniform(rng, 0, SIZE)) - uniform(rng, 4, 45)
        image = blend(image, inside(spot, uniform(rng, 2, 20)) * uniform(rng, 0.2, 1), random_colour(rng, 0.8, 0.1, 1.1))
    if chance(rng, 0.3):
        image = _stripes(rng, image)
    image = image * (1 + 0.12 * noise(rng, 5)[..., None] + uniform(rng, 0, 0.12) * noise(rng, 60)[..., None])
    return np.clip(saturate(blur(image, uniform(rng, 0, 6)), uniform(rng, 0.5, 1.1)), 0, 1.1)
