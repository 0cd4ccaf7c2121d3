# SPDX-License-Identifier: Apache-2.0
"""Draws one face in front of a background, lit from one direction.

Face coordinates: u to the right and v down, in half face widths from a point between the eyes and the mouth; the head spans
about |u| < 1, -1.3 < v < 1.35.
"""
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from synthetic import features
from synthetic.background import background, random_colour
from synthetic.canvas import SIZE, X, Y, blend, blur, bump, chance, inside, noise, rotated, uniform

SKIN = np.array([[.97, .85, .78], [.90, .72, .60], [.79, .57, .43], [.60, .40, .28], [.37, .24, .18]], np.float32)
HAIR = np.array([[.08, .07, .07], [.22, .14, .09], [.42, .28, .16], [.72, .55, .32], [.55, .25, .12], [.70, .69, .68]], np.float32)


@dataclass
class Person:
    """Everything that is drawn at random once per face."""

    rng: Generator
    skin: np.ndarray = field(init=False)
    hair: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        rng = self.rng
        shade = uniform(rng, 0, len(SKIN) - 1.001)
        low = int(shade)
        self.skin = SKIN[low] + (SKIN[low + 1] - SKIN[low]) * (shade - low) + rng.normal(0, 0.02, 3).astype(np.float32)
        self.hair = HAIR[rng.integers(len(HAIR))] * np.float32(uniform(rng, 0.7, 1.2))
        self.scale = uniform(rng, 50, 74)
        self.yaw, self.pitch, self.roll = rng.normal(0, 0.22), rng.normal(0, 0.18), rng.normal(0, 0.12)
        self.centre = (SIZE / 2 + rng.normal(0, 7), SIZE / 2 + 4 + rng.normal(0, 7))
        self.jaw = uniform(rng, 0.08, 0.38)
        self.long_hair, self.bald, self.hat = chance(rng, 0.42), chance(rng, 0.1), chance(rng, 0.08)
        self.beard = uniform(rng, 0.2, 1) if not self.long_hair and chance(rng, 0.4) else 0.0
        self.age = uniform(rng, 0, 1) ** 2

    def coordinates(self) -> tuple[np.ndarray, np.ndarray]:
        """Face coordinates (u, v) of every pixel."""
        along, down = rotated(self.roll, *self.centre)
        return along / self.scale, down / self.scale

    def feature_coordinates(self, u: np.ndarray, v: np.ndarray, depth: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Coordinates in which the features lie as seen from the front; `depth` moves protruding parts further when the head turns."""
        return (u - self.yaw * (0.4 + depth)) / (1 - 0.25 * abs(self.yaw)), v - self.pitch * (0.3 + depth)


def head_radius(person: Person, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Distance from the head's centre as a fraction of the way to its outline: below 1 is inside."""
    lower = np.clip(v / 1.35, 0, 1)
    width = 1 - person.jaw * lower ** 1.6
    return np.sqrt((u / width) ** 2 + (v / np.where(v < 0, 1.3, 1.35)) ** 2).astype(np.float32)


def relief(person: Person, u: np.ndarray, v: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Height of the face towards the camera, in half face widths."""
    fu, fv = person.feature_coordinates(u, v)
    nu, nv = person.feature_coordinates(u, v, 0.15)
    height = 0.85 * np.sqrt(np.clip(1 - radius ** 2, 0.0004, 1))
    ridge = np.clip((nv + 0.35) / 0.7, 0, 1) * (nv < 0.42)
    height += blur((0.20 * np.exp(-(nu / 0.14) ** 2) * ridge).astype(np.float32), 1.5) + 0.10 * bump(nu, nv - 0.34, 0.15, 0.12)
    height += 0.05 * bump(np.abs(nu) - 0.17, nv - 0.38, 0.08, 0.08) + 0.05 * bump(fu, fv + 0.42, 0.7, 0.09)
    height += 0.06 * bump(fu, fv - 0.74, 0.30, 0.12) - 0.05 * bump(fu, fv - 0.93, 0.3, 0.08) + 0.08 * bump(fu, fv - 1.12, 0.3, 0.16)
    for side in (-1, 1):
        height -= 0.10 * bump(fu - side * 0.40, fv + 0.20, 0.24, 0.14)
        height += 0.06 * bump(fu - side * 0.52, fv - 0.30, 0.25, 0.25)
        height -= person.age * 0.05 * bump(fu - side * 0.38 - side * 0.25 * (fv - 0.5), fv - 0.55, 0.05, 0.25)
    return blur(height.astype(np.float32), 1.2)


def shade(person: Person, height: np.ndarray, light: np.ndarray, ambient: float) -> tuple[np.ndarray, np.ndarray]:
    """Diffuse and specular light on the relief, each [256, 256]."""
    gy, gx = np.gradient(height * person.scale)
    length = np.sqrt(gx * gx + gy * gy + 1)
    facing = np.clip((-gx * light[0] - gy * light[1] + light[2]) / length, 0, None)
    half = light + np.array([0, 0, 1])
    half /= np.linalg.norm(half)
    mirror = np.clip((-gx * half[0] - gy * half[1] + half[2]) / length, 0, None)
    return (ambient + (1 - ambient) * facing * 1.25).astype(np.float32), (mirror ** 26).astype(np.float32)


def _light(rng: Generator) -> tuple[np.ndarray, float, np.ndarray]:
    """Direction (unit vector, towards the light), share of ambient light, and colour of a random light."""
    direction = np.array([rng.normal(0, 0.55), rng.normal(-0.35, 0.35), uniform(rng, 0.35, 1.2)])
    return direction / np.linalg.norm(direction), uniform(rng, 0.25, 0.85), 1 + rng.normal(0, 0.05, 3).astype(np.float32)


def _strands(rng: Generator) -> np.ndarray:
    """Hair texture around 1."""
    return 1 + 0.25 * noise(rng, 5, 70) + 0.15 * noise(rng, 12, 128)


def _body(person: Person, image: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Neck and clothes."""
    rng = person.rng
    neck = np.maximum(np.abs(u) - uniform(rng, 0.5, 0.68), 0.6 - v) * person.scale
    image = blend(image, inside(neck, 3), person.skin * uniform(rng, 0.55, 0.8))
    shoulders = (np.sqrt((u / uniform(rng, 1.7, 2.3)) ** 2 + ((v - 2.9) / 1.55) ** 2) - 1) * person.scale * 1.5
    cloth = np.broadcast_to(random_colour(rng, 0.9, 0.03, 0.95), image.shape) * (1 + 0.15 * noise(rng, 9)[..., None])
    if chance(rng, 0.35):
        along, _ = rotated(uniform(rng, 0, 3.14))
        cloth = cloth * (1 + uniform(rng, 0.05, 0.4) * np.cos(along * 6.28 / uniform(rng, 4, 25)))[..., None]
    return blend(image, inside(shoulders, 3), cloth)


def _back_hair(person: Person, image: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Hair that hangs behind the head."""
    rng = person.rng
    low = uniform(rng, 0.9, 2.2) if person.long_hair else uniform(rng, 0.0, 0.3)
    ball = np.sqrt((u / uniform(rng, 1.1, 1.35)) ** 2 + (v / 1.42) ** 2) - 1
    curtain = np.maximum(np.abs(u) - uniform(rng, 1.05, 1.4), np.maximum(-v, v - low))
    shape = np.minimum(ball if person.long_hair else np.maximum(ball, v - low), curtain if person.long_hair else 9)
    edge = (shape + 0.04 * noise(rng, 12)) * person.scale
    return blend(image, inside(edge, 4), person.hair * 0.75 * _strands(rng)[..., None])


def _front_hair(person: Person, image: np.ndarray, u: np.ndarray, v: np.ndarray, radius: np.ndarray, glow: np.ndarray) -> np.ndarray:
    """Hair over the forehead, or a hat."""
    rng = person.rng
    parting, curve = uniform(rng, -0.4, 0.4), uniform(rng, -0.2, 0.7)
    line = uniform(rng, -0.98, -0.7) + 0.6 * max(curve, 0) * u ** 2 * (1.6 if person.long_hair else 0.8) + curve * 0.1 * np.abs(u - parting)
    cap = np.maximum((radius - uniform(rng, 1.04, 1.2)) * 1.2, v - line + 0.05 * noise(rng, 9, 40))
    if person.hat:
        cap = np.maximum(radius - 1.2, v + uniform(rng, 0.62, 0.85))
        return blend(image, inside(cap * person.scale, 2), random_colour(rng, 0.9, 0.05, 0.9) * (0.6 + 0.4 * glow)[..., None])
    lit = person.hair * (_strands(rng) * (0.45 + 0.55 * glow))[..., None]
    return blend(image, inside(cap * person.scale, 3), lit)


def scene(rng: Generator) -> np.ndarray:
    """A lit face in front of a background: what a camera, or the photo for an attack, gets to see. float32 [256, 256, 3]."""
    person = Person(rng)
    u, v = person.coordinates()
    radius = head_radius(person, u, v)
    light, ambient, tint = _light(rng)
    diffuse, gloss = shade(person, relief(person, u, v, radius), light, ambient)
    image = background(rng) * uniform(rng, 0.6, 1.1)
    if not person.bald:
        image = _back_hair(person, image, u, v)
    image = _body(person, image, u, v)
    ears = np.minimum(np.hypot((u - 1.0) / 0.14, v / 0.28), np.hypot((u + 1.0) / 0.14, v / 0.28)) - 1
    image = blend(image, inside(ears * 12, 3), person.skin * 0.8)
    albedo = features.skin(person, u, v)
    albedo = features.mouth(person, albedo, u, v)
    albedo = features.eyes(person, albedo, u, v)
    face = albedo * diffuse[..., None] + gloss[..., None] * uniform(rng, 0.02, 0.35)
    image = blend(image, inside((radius - 1) * person.scale, 2), face * tint)
    image = features.nostrils(person, image, u, v)
    if not person.bald or person.hat:
        image = _front_hair(person, image, u, v, radius, diffuse)
    if chance(rng, 0.3):
        image = features.glasses(person, image, u, v)
    fall_off = 1 + uniform(rng, 0, 0.25) * (light[0] * (X / SIZE - 0.5) + light[1] * (Y / SIZE - 0.5))
    return np.clip(image * fall_off[..., None] * uniform(rng, 0.8, 1.1), 0, 1).astype(np.float32)
