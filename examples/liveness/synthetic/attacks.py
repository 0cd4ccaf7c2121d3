# SPDX-License-Identifier: Apache-2.0
"""What happens to a face on its way over paper or a screen.

`strength` runs from 0 (the copy can hardly be told from the original) to 1 (every cue is plain); each cue appears at random and with
a random share of the strength.
"""
import cv2
import numpy as np
from numpy.random import Generator

from synthetic.background import background, random_colour
from synthetic.canvas import SIZE, X, Y, blend, blur, bump, chance, inside, luminance, noise, rotated, saturate, uniform



def _amount(rng: Generator, strength: float, probability: float) -> float:
    """How much of one cue is shown: often none, else a random share of the strength."""
    share = uniform(rng, 0.3, 1.0)
    return strength * share if chance(rng, probability) else 0.0


def _hold(rng: Generator, image: np.ndarray, inset: float) -> tuple[np.ndarray, np.ndarray]:
    """Shows the picture on a slightly tilted rectangle `inset` pixels from the frame's edges (negative: beyond them).

    Returns the warped picture and the distance to the rectangle's edge in pixels, positive outside.
    """
    low, high = inset, SIZE - inset
    corners = np.array([[low, low], [high, low], [high, high], [low, high]], np.float32)
    corners += rng.normal(0, 2 + abs(inset) * 0.25, (4, 2)).astype(np.float32)
    source = np.array([[0, 0], [SIZE, 0], [SIZE, SIZE], [0, SIZE]], np.float32)
    warp = cv2.getPerspectiveTransform(source, corners)
    picture = cv2.warpPerspective(image, warp, (SIZE, SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    distance = np.full((SIZE, SIZE), -1e9, np.float32)
    for a, b in zip(corners, np.roll(corners, -1, 0)):
        normal = np.array([b[1] - a[1], a[0] - b[0]]) / np.linalg.norm(b - a)
        distance = np.maximum(distance, (X - a[0]) * normal[0] + (Y - a[1]) * normal[1])
    return picture, distance


def _visible_edge(rng: Generator, strength: float, probability: float) -> float:
    """Inset of the medium's edge: inside the frame with the given probability at full strength, else out of sight."""
    return uniform(rng, 3, 26) if chance(rng, probability * strength) else uniform(rng, -30, -12)


def _bend(rng: Generator, image: np.ndarray, amount: float) -> np.ndarray:
    """Bends the sheet like a cylinder: shifts pixels and shades them."""
    along, across = rotated(uniform(rng, 0, 3.14))
    phase = along * (uniform(rng, 1.2, 4) / SIZE) + uniform(rng, 0, 6.28)
    shift = (amount * 10 * np.sin(phase)).astype(np.float32)
    image = cv2.remap(image, X + shift, Y + 0.4 * shift, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    image = image * (1 + 0.3 * amount * np.cos(phase))[..., None]
    if chance(rng, 0.25):
        crease = across - uniform(rng, -90, 90)
        image = image * (1 + 0.35 * amount * np.sign(crease) * np.exp(-np.abs(crease) / 6))[..., None]
    return image


def _halftone(rng: Generator, image: np.ndarray, amount: float) -> np.ndarray:
    """Dots of three inks on rotated screens, strongest in the mid-tones."""
    period, turn = uniform(rng, 3.0, 7.0), uniform(rng, 0, 1.57)
    one_screen = chance(rng, 0.4)
    result = image.copy()
    for channel, angle in enumerate((0.26, 0.79, 1.31)):
        along, across = rotated(turn + (0 if one_screen else angle))
        dots = np.cos(along * (6.28 / period)) * np.cos(across * (6.28 / period))
        tone = np.clip(image[..., channel], 0, 1)
        result[..., channel] += 0.5 * amount * dots * (0.15 + 3.4 * tone * (1 - tone))
    return result


def printed(rng: Generator, image: np.ndarray, strength: float) -> np.ndarray:
    """A photo of the scene printed on paper and held before the camera."""
    image = blur(image, uniform(rng, 0.2, 1.0))
    image = saturate(image, 1 - 0.6 * _amount(rng, strength, 0.7))
    black, white = 0.3 * _amount(rng, strength, 0.7), 1 - 0.15 * _amount(rng, strength, 0.6)
    image = black + image * (white - black)
    image = image * (1 + 0.22 * _amount(rng, strength, 0.6) * rng.normal(0, 1, 3).astype(np.float32))
    image = _halftone(rng, image, _amount(rng, strength, 0.65))
    streaks = 0.12 * _amount(rng, strength, 0.35)
    image = image * (1 + streaks * noise(rng, 100, 1)[..., None])
    image = image + 0.13 * _amount(rng, strength, 0.6) * (0.6 * noise(rng, 128) + 0.4 * noise(rng, 50))[..., None]
    paper = random_colour(rng, 0.1, 0.85, 1.0)
    picture, distance = _hold(rng, image, _visible_edge(rng, strength, 0.6))
    margin = uniform(rng, 0, 14) if chance(rng, 0.7) else 0.0
    picture = blend(picture, inside(-distance - margin), paper)
    picture = _bend(rng, picture, _amount(rng, strength, 0.6))
    hot_spot = bump(X - uniform(rng, 0, SIZE), Y - uniform(rng, 0, SIZE), uniform(rng, 40, 160), uniform(rng, 40, 160))
    picture = picture * uniform(rng, 0.85, 1.05) + 0.3 * _amount(rng, strength, 0.4) * hot_spot[..., None]
    return blend(background(rng) * uniform(rng, 0.5, 1.0), inside(distance), picture)


def _pixel_grid(rng: Generator, image: np.ndarray, amount: float) -> np.ndarray:
    """Red, green and blue stripes and dark rows of the screen's pixels."""
    along, across = rotated(rng.normal(0, 0.12))
    period = uniform(rng, 2.6, 6.5)
    result = image.copy()
    for channel in range(3):
        stripe = np.cos(along * (6.28 / period) + channel * 2.09)
        result[..., channel] *= 1 + 0.35 * amount * stripe
    return result * (1 + 0.25 * amount * np.cos(across * (6.28 / period)))[..., None]


def _moire(rng: Generator, image: np.ndarray, amount: float) -> np.ndarray:
    """Slow coloured fringes: the beat between the screen's pixels and the camera's."""
    along, across = rotated(uniform(rng, 0, 3.14))
    period = uniform(rng, 6, 36)
    curve = uniform(rng, -0.5, 0.5) / SIZE * (along ** 2 + uniform(rng, -1, 1) * across ** 2) / period
    phase = along * (6.28 / period) + curve + 0.6 * noise(rng, 3)
    offsets = rng.uniform(0, 3.0, 3)
    fringes = np.stack([np.cos(phase + o) for o in offsets], -1)
    return image * (1 + 0.3 * amount * fringes)


def _glare(rng: Generator, image: np.ndarray, amount: float) -> np.ndarray:
    """Reflection of a lamp or a window on the glass."""
    along, across = rotated(uniform(rng, -0.5, 0.5), uniform(rng, 20, SIZE - 20), uniform(rng, 20, SIZE - 20))
    if chance(rng, 0.5):
        shape = bump(along, across, uniform(rng, 12, 60), uniform(rng, 12, 60))
    else:
        edge = np.maximum(np.abs(along) - uniform(rng, 10, 50), np.abs(across) - uniform(rng, 10, 70))
        shape = inside(edge, uniform(rng, 2, 14))
    return image + 0.6 * amount * shape[..., None] * (0.9 + 0.1 * rng.random(3))


def replayed(rng: Generator, image: np.ndarray, strength: float) -> np.ndarray:
    """The scene shown on a phone, tablet or monitor."""
    image = blur(image, uniform(rng, 0.2, 1.0))
    image = np.clip(image, 0, 1) ** (1 + 0.5 * _amount(rng, strength, 0.6) * uniform(rng, -0.7, 1))
    image = saturate(image, 1 + 0.5 * _amount(rng, strength, 0.5))
    image = image * (1 + 0.3 * _amount(rng, strength, 0.65) * np.array([-0.6, -0.1, 0.6]))
    black_level = 0.15 * _amount(rng, strength, 0.5)
    image = black_level * np.array([0.9, 1.0, 1.2]) + image * (1 - black_level)
    image, distance = _hold(rng, image, _visible_edge(rng, strength, 0.55))
    image = _pixel_grid(rng, image, _amount(rng, strength, 0.6))
    image = _moire(rng, image, _amount(rng, strength, 0.65))
    image = image * (1 + 0.25 * _amount(rng, strength, 0.25) * np.sin(Y * (6.28 / uniform(rng, 60, 300)) + uniform(rng, 0, 6.28)))[..., None]
    bezel = uniform(rng, 3, 14) if chance(rng, 0.85) else 0.5
    image = blend(image, inside(-distance - bezel), np.full(3, uniform(rng, 0.0, 0.12)))
    image = _glare(rng, image, _amount(rng, strength, 0.45))
    return blend(background(rng) * uniform(rng, 0.5, 1.0), inside(distance), image)
