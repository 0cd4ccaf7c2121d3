# SPDX-License-Identifier: Apache-2.0
"""The camera that takes every picture, live or attack, with the same distribution of settings: nothing here tells the classes apart."""
import cv2
import numpy as np
from numpy.random import Generator

from synthetic.canvas import SIZE, X, Y, blur, chance, saturate, uniform

OUTPUT = 128


def _motion_blur(rng: Generator, image: np.ndarray) -> np.ndarray:
    """Smears the image along one direction by up to 7 of 256 pixels."""
    length, angle = int(rng.integers(3, 8)), uniform(rng, 0, np.pi)
    kernel = np.zeros((9, 9), np.float32)
    for step in np.linspace(-length / 2, length / 2, 17):
        kernel[int(round(4 + step * np.sin(angle))), int(round(4 + step * np.cos(angle)))] = 1
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def _expose(rng: Generator, image: np.ndarray) -> np.ndarray:
    """Exposure, white balance, tone curve, colourfulness and vignette."""
    balance = 1 + rng.normal(0, 0.06, 3).astype(np.float32)
    image = np.clip(image * balance * uniform(rng, 0.65, 1.25), 0, None) ** np.float32(uniform(rng, 0.75, 1.3))
    image = saturate(image, uniform(rng, 0.6, 1.25))
    image = uniform(rng, 0, 0.07) + image * uniform(rng, 0.85, 1.0)
    corner = ((X / SIZE - 0.5) ** 2 + (Y / SIZE - 0.5) ** 2) * uniform(rng, 0, 0.6)
    return image * (1 - corner)[..., None]


def _compress(rng: Generator, pixels: np.ndarray) -> np.ndarray:
    """JPEG at a random quality; uint8 RGB in and out."""
    quality = int(rng.integers(50, 97))
    _, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]


def photograph(rng: Generator, image: np.ndarray) -> np.ndarray:
    """Takes a picture of a scene: float32 [256, 256, 3], 0..1, to uint8 RGB [128, 128, 3]."""
    image = _expose(rng, image)
    image = blur(image, uniform(rng, 0, 1.5))
    if chance(rng, 0.25):
        image = _motion_blur(rng, image)
    size = int(rng.integers(90, OUTPUT)) if chance(rng, 0.25) else OUTPUT
    image = cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA)
    shot, read = uniform(rng, 0, 0.03), uniform(rng, 0, 0.02)
    grain = rng.standard_normal(image.shape, np.float32)
    image = image + grain * (shot * np.sqrt(np.clip(image, 0, 1)) + read)
    if chance(rng, 0.3):
        image = image + uniform(rng, 0.2, 0.9) * (image - cv2.GaussianBlur(image, (0, 0), 1.0))
    if size != OUTPUT:
        image = cv2.resize(image, (OUTPUT, OUTPUT), interpolation=cv2.INTER_LINEAR)
    pixels = np.clip(np.rint(image * 255), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(_compress(rng, pixels))
