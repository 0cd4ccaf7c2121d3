# SPDX-License-Identifier: Apache-2.0
"""Skin, eyes, brows, mouth, nostrils and glasses of a face; coordinates as in `synthetic.face`."""
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from synthetic.canvas import blend, bump, chance, inside, noise, uniform

if TYPE_CHECKING:
    from synthetic.face import Person

IRIS = np.array([[.20, .12, .07], [.35, .22, .10], [.25, .38, .25], [.25, .42, .58], [.45, .48, .50]], np.float32)


def skin(person: Person, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Colour of the skin before lighting, with blotches, blush, freckles, wrinkles and a beard."""
    rng = person.rng
    fu, fv = person.feature_coordinates(u, v)
    texture = 1 + 0.05 * noise(rng, 8) + uniform(rng, 0.01, 0.06) * noise(rng, 90)
    image = person.skin * texture[..., None]
    blush = bump(np.abs(fu) - 0.55, fv - 0.35, 0.25, 0.22) + 0.7 * bump(fu, fv - 0.35, 0.15, 0.12)
    image = image * (1 - blush[..., None] * uniform(rng, 0, 0.35) * np.array([0.1, 0.5, 0.4], np.float32))
    if chance(rng, 0.15):
        spots = np.clip(noise(rng, 75) - 0.55, 0, 1) * bump(fu, fv - 0.2, 0.7, 0.35)
        image = image * (1 - 1.2 * spots[..., None])
    lines = np.cos(fv * 45 + noise(rng, 3)) * bump(fu, fv + 0.75, 0.5, 0.18)
    image = image * (1 - 0.12 * person.age * np.clip(lines, 0, 1)[..., None])
    if person.beard:
        outline = np.clip(bump(fu, fv - 1.15, 0.95, 0.45) + bump(np.abs(fu) - 0.8, fv - 0.7, 0.25, 0.4) + bump(fu, fv - 0.56, 0.3, 0.07), 0, 1)
        grain = 0.75 + 0.5 * noise(rng, 110)
        image = blend(image, np.clip(outline * 1.5 * grain * person.beard, 0, 0.95), person.hair * 0.8)
    return image


def mouth(person: Person, image: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Lips with a random smile; an open mouth shows teeth."""
    rng = person.rng
    fu, fv = person.feature_coordinates(u, v, 0.05)
    width, smile = uniform(rng, 0.26, 0.42), uniform(rng, -0.25, 0.7)
    x = fu / width
    middle = fv - 0.74 + smile * 0.12 * (x ** 2 - 0.4)
    profile = np.clip(1 - x ** 2, 0, None)
    opening = uniform(rng, 0.02, 0.13) if chance(rng, 0.4) else 0.0
    upper, lower = uniform(rng, 0.05, 0.10), uniform(rng, 0.06, 0.13)
    lips = np.where(middle < 0, -middle / (upper + opening / 2), middle / (lower + opening / 2)) - profile ** 0.7
    colour = person.skin * np.array([0.85, 0.55, 0.55]) if chance(rng, 0.75) else np.array([uniform(rng, 0.5, 0.8), 0.1, 0.18])
    image = blend(image, inside(lips * 9, 2.5) * (np.abs(x) < 1), colour)
    gap = np.abs(middle) - opening / 2 * profile
    image = blend(image, inside((gap - 0.012) * person.scale, 1.5) * (np.abs(x) < 0.95), person.skin * 0.18)
    if opening > 0.05:
        teeth = np.maximum(gap + 0.015, middle)
        image = blend(image, inside(teeth * person.scale, 1.5) * (np.abs(x) < 0.8), (0.9, 0.88, 0.82))
    return image


def eyes(person: Person, image: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Both eyes with lids, lashes and brows; some are closed."""
    rng = person.rng
    fu, fv = person.feature_coordinates(u, v)
    gap, size, tilt = uniform(rng, 0.36, 0.44), uniform(rng, 0.17, 0.23), uniform(rng, -0.15, 0.2)
    openness = 0.02 if chance(rng, 0.06) else uniform(rng, 0.3, 0.62)
    look = rng.normal(0, 0.18), rng.normal(0, 0.07)
    iris, brow = IRIS[rng.integers(len(IRIS))], uniform(rng, 0.3, 0.9)
    brow_height, brow_width, brow_bend = uniform(rng, 0.17, 0.27), uniform(rng, 0.025, 0.06), uniform(rng, 0.0, 0.12)
    for side in (-1, 1):
        x = (fu - side * gap) / size
        y = (fv + 0.20 + side * tilt * (fu - side * gap)) / size
        shadow = bump(x, y, 1.4, 0.8)[..., None]
        image = image * (1 - shadow * 0.18)
        lid = np.abs(y) - openness * np.clip(1 - x ** 2, -0.2, 1)
        pixels = size * person.scale
        ring = np.hypot(x - look[0], (y - look[1]))
        ball = blend(np.full_like(image, 0.85), inside((ring - 0.50) * pixels), iris)
        ball = blend(ball, inside((ring - 0.22) * pixels), (0.02, 0.02, 0.02))
        ball = blend(ball, inside((np.hypot(x - look[0] + 0.15, y - look[1] + 0.18) - 0.1) * pixels), (1.3, 1.3, 1.3))
        image = blend(image, inside(lid * pixels) * (np.abs(x) < 1.05), ball)
        lash = np.abs(y + openness * np.clip(1 - x ** 2, -0.1, 1)) - 0.07
        image = blend(image, inside(lash * pixels) * (np.abs(x) < 1.1) * 0.8, person.skin * 0.15)
        arch = np.abs(fv + 0.20 + brow_height + brow_bend * (1 - x ** 2)) - brow_width * np.clip(1.3 - 0.4 * x * side, 0.3, 2)
        hairs = inside(arch * person.scale, 3) * inside((np.abs(x) - 1.25) * pixels, 5) * (0.8 + 0.3 * noise(rng, 60))
        image = blend(image, np.clip(hairs * brow, 0, 1), person.hair * 0.6)
    return image


def nostrils(person: Person, image: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Two dark spots and a soft shadow below the nose."""
    nu, nv = person.feature_coordinates(u, v, 0.12)
    for side in (-1, 1):
        spot = np.hypot((nu - side * 0.1) / 0.055, (nv - 0.44) / 0.03) - 1
        image = blend(image, inside(spot * 2.5, 2) * 0.75, person.skin * 0.2)
    return image * (1 - 0.22 * bump(nu, nv - 0.5, 0.2, 0.06)[..., None])


def glasses(person: Person, image: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Frames around both eyes, tinted or reflecting lenses."""
    rng = person.rng
    fu, fv = person.feature_coordinates(u, v, 0.05)
    width, height, power = uniform(rng, 0.29, 0.36), uniform(rng, 0.2, 0.3), uniform(rng, 2, 5)
    rim, colour = uniform(rng, 0.02, 0.06), rng.uniform(0, 0.5, 3)
    dark = 0.85 if chance(rng, 0.12) else uniform(rng, 0, 0.12)
    glare = uniform(rng, 0.1, 0.6) if chance(rng, 0.35) else 0.0
    slope = uniform(rng, -1, 1)
    for side in (-1, 1):
        x, y = np.abs(fu - side * 0.41) / width, np.abs(fv + 0.17) / height
        radius = (x ** power + y ** power) ** (1 / power) - 1
        lens = inside(radius * width * person.scale, 2)
        image = blend(image, lens * dark, (0.05, 0.05, 0.06))
        streak = bump(fu - side * 0.41 + slope * (fv + 0.17), fu * 0, 0.12, 1)
        image = image + (lens * streak * glare)[..., None]
        image = blend(image, inside((np.abs(radius) * width - rim) * person.scale, 1.5), colour)
    bridge = np.maximum(np.abs(fv + 0.22) - rim, np.abs(fu) - 0.41 + width)
    arms = np.maximum(np.abs(fv + 0.22) - rim, np.maximum(0.41 + width - np.abs(fu), np.abs(u) - 1.0))
    return blend(image, inside(np.minimum(bridge, arms) * person.scale, 1.5), colour)
