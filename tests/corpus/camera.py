"""A phone camera before a screen or a sheet: pinhole perspective, moiré, uneven light, turns."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PIL import Image

from tests.corpus.truth import Box, Truth

LONGEST = 2400


@dataclass(frozen=True, slots=True)
class Shot:
    """How a photo is taken.

    Attributes:
        pitch, yaw, roll: degrees the camera is off the straight view.
        desk: share of the picture's width seen around the thing, 0 fills the frame beyond.
        moire: strength of the pattern of a screen's pixels, 0-1.
        light: how uneven the light is, 0-1.
        grain: standard deviation of the noise, 0-255.
        blur: pixels.
        turn: degrees clockwise the stored picture is turned, without EXIF.
    """

    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    desk: float = 0.06
    moire: float = 0.0
    light: float = 0.3
    grain: float = 3.0
    blur: float = 0.7
    turn: int = 0


def by_chance(rng: random.Random, low: float = 3.0, high: float = 12.0) -> Shot:
    """Return a shot from some angle between ``low`` and ``high`` degrees."""
    angle, way = rng.uniform(low, high), rng.uniform(0, 2 * math.pi)
    return Shot(
        pitch=angle * math.sin(way),
        yaw=angle * math.cos(way),
        roll=rng.uniform(-3, 3),
        desk=rng.choice([0.0, 0.04, 0.08, 0.15]),
        moire=rng.choice([0.0, 0.3, 0.7]),
        light=rng.uniform(0.1, 0.8),
        grain=rng.uniform(1.5, 4.5),
        blur=rng.uniform(0.4, 1.1),
    )


def take(
    image: Image.Image, truth: Truth, shot: Shot, rng: random.Random
) -> tuple[Image.Image, Truth]:
    """Return the photo and its truth; boxes are the hulls of the moved corners, as stored."""
    factor = min(1.0, LONGEST / max(image.size))
    if factor < 1.0:
        image = image.resize(
            (round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS
        )
    gen = np.random.default_rng(rng.randrange(1 << 30))
    matrix, size = _view(image.size, shot, rng)
    pixels = _emitted(np.asarray(image, np.float32), shot, rng)
    height, width = image.height, image.width
    warped = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, size)[..., None]
    canvas = _desk(size, rng, gen) * (1 - cover) + warped * cover
    canvas *= _light(size, shot, rng)[..., None]
    if shot.moire:
        canvas *= _moire(size, shot.moire, rng)
    canvas *= np.array([rng.uniform(0.95, 1.05), 1.0, rng.uniform(0.92, 1.05)], np.float32)
    canvas = cv2.GaussianBlur(canvas, (0, 0), max(shot.blur, 0.2))
    canvas += gen.normal(0, shot.grain, canvas.shape)
    photo = Image.fromarray(np.clip(canvas, 0, 255).astype(np.uint8))

    def moved(box: Box) -> Box:
        return _turned(_hull(tuple(v * factor for v in box), matrix, size), shot.turn, size)

    if shot.turn:
        photo = photo.rotate(-shot.turn, expand=True)
    return photo, replace(
        truth,
        messages=[replace(m, box=moved(m.box)) for m in truth.messages],
        calls=[replace(c, box=moved(c.box)) for c in truth.calls],
        spoiled=(*truth.spoiled, "photo"),
    )


def _view(
    size: tuple[int, int], shot: Shot, rng: random.Random
) -> tuple[np.ndarray, tuple[int, int]]:
    """Return the homography from the screen to the photo, and the photo's size."""
    w, h = size
    away = 1.6 * max(w, h)
    a, b, c = (math.radians(v) for v in (shot.pitch, shot.yaw, shot.roll))
    tilt = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    side = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    roll = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    corners = np.array(
        [(-w / 2, -h / 2, 0), (w / 2, -h / 2, 0), (w / 2, h / 2, 0), (-w / 2, h / 2, 0)]
    )
    seen = corners @ (roll @ tilt @ side).T
    flat = seen[:, :2] * (away / (away + seen[:, 2:3]))
    margin = shot.desk * w
    low, high = flat.min(axis=0) - margin, flat.max(axis=0) + margin
    if not shot.desk:
        # The frame lies within the screen: nothing but screen is seen.
        low, high = np.sort(flat, axis=0)[1] - 2, np.sort(flat, axis=0)[2] + 2
    low = low - rng.uniform(0, 0.5) * margin
    target = (flat - low).astype(np.float32)
    source = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
    out = (math.ceil(high[0] - low[0]), math.ceil(high[1] - low[1]))
    return cv2.getPerspectiveTransform(source, target), out


def _emitted(pixels: np.ndarray, shot: Shot, rng: random.Random) -> np.ndarray:
    """Return the picture with the faint columns of a screen's pixels."""
    if not shot.moire:
        return pixels
    columns = 1 + 0.05 * shot.moire * np.sin(np.arange(pixels.shape[1]) * rng.uniform(0.9, 2.2))
    return pixels * columns[None, :, None].astype(np.float32)


def _moire(size: tuple[int, int], strength: float, rng: random.Random) -> np.ndarray:
    """Return coloured stripes, some pixels to some dozens of pixels wide, bent a little."""
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    result = np.ones((size[1], size[0], 3), np.float32)
    for period in (rng.uniform(6, 14), rng.uniform(25, 70)):
        angle = rng.uniform(0, math.pi)
        bent = (xs * math.cos(angle) + ys * math.sin(angle)) / period
        bent += 1.5 * np.sin(ys / size[1] * rng.uniform(2, 5))
        for channel in range(3):
            phase = rng.uniform(0, 0.8)
            result[..., channel] += 0.03 * strength * np.sin(2 * math.pi * (bent + phase))
    return result


def _desk(size: tuple[int, int], rng: random.Random, gen: np.random.Generator) -> np.ndarray:
    shade, warm = rng.randint(40, 190), rng.randint(0, 40)
    canvas = np.empty((size[1], size[0], 3), np.float32)
    canvas[:] = (shade + warm, shade + warm // 2, shade)
    rough = gen.normal(0, 12, (max(2, size[1] // 6), max(2, size[0] // 6))).astype(np.float32)
    return canvas + cv2.resize(rough, size)[..., None]


def _light(size: tuple[int, int], shot: Shot, rng: random.Random) -> np.ndarray:
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    slope = (math.cos(angle) * xs / size[0] + math.sin(angle) * ys / size[1]) * 0.6 * shot.light
    centre = rng.uniform(0, size[0]), rng.uniform(0, size[1])
    spot = np.exp(-5 * (((xs - centre[0]) / size[0]) ** 2 + ((ys - centre[1]) / size[1]) ** 2))
    return 0.85 + slope - slope.mean() + 0.25 * shot.light * spot


def _hull(box: tuple[float, ...], matrix: np.ndarray, size: tuple[int, int]) -> Box:
    x, y, w, h = box
    corners = np.array([[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]], np.float32)
    moved = cv2.perspectiveTransform(corners, matrix)[0]
    left, top = np.clip(moved.min(0), 0, size)
    right, low = np.clip(moved.max(0), 0, size)
    return round(left), round(top), round(right - left), round(low - top)


def _turned(box: Box, degrees: int, size: tuple[int, int]) -> Box:
    """Return where a box lies after the picture was turned clockwise."""
    x, y, w, h = box
    if degrees == 90:
        return size[1] - y - h, x, h, w
    if degrees == 180:
        return size[0] - x - w, size[1] - y - h, w, h
    if degrees == 270:
        return y, size[0] - x - w, h, w
    return box
