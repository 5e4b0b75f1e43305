"""Draw a line as a screen shows it, spoil it as screenshots are spoilt, cut it as we cut it."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
from __future__ import annotations

import random
import tomllib
from functools import cache, lru_cache
from pathlib import Path

import cv2
import numpy as np
from fontTools.ttLib import TTCollection, TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import TextLine
from desktop_app.ocr.engine import Strip
from desktop_app.ocr.strips import normalise

Rgb = tuple[int, int, int]
Face = tuple[str, int]

WHITE: Rgb = (255, 255, 255)
# Least distance in RGB of an ink from its paper.
_TOLD_APART = 110.0
# Mask values above this are ink of the line's box.
_INKED = 100


def faces(listing: Path, folder: Path, part: str) -> dict[Face, float]:
    """Return font files and indices with their weights: ``train`` or ``held``."""
    entries = tomllib.loads(listing.read_text(encoding="utf-8"))[part]
    return {
        (str(folder / entry["file"]), entry.get("index", 0)): entry["weight"] for entry in entries
    }


@cache
def _covered(face: Face) -> frozenset[int]:
    file, index = face
    font = TTCollection(file).fonts[index] if file.endswith(".ttc") else TTFont(file)
    return frozenset(font.getBestCmap() or {})


@lru_cache(maxsize=400)
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(face[0], size, index=face[1], layout_engine=layout)


def _grey(value: int) -> Rgb:
    return value, value, value


def _colours(chance: random.Random) -> tuple[Rgb, Rgb]:
    """Return paper and ink of a bubble, a bar, a link, a price, or of anything."""
    between = chance.randint
    near_black, pale, grey = between(0, 40), between(225, 255), between(115, 185)
    night, light = between(0, 50), between(150, 240)
    kinds: tuple[tuple[float, tuple[Rgb, Rgb]], ...] = (
        (22, (WHITE, _grey(near_black))),
        (12, ((between(140, 160), between(225, 240), between(95, 120)), _grey(near_black))),
        (10, ((between(0, 70), between(100, 150), between(220, 255)), WHITE)),
        (6, ((between(0, 60), between(170, 200), between(80, 110)), WHITE)),
        (12, ((night, night, night + between(0, 8)), _grey(light))),
        (16, (_grey(pale), _grey(grey))),
        (6, (_grey(pale), (between(40, 110), between(80, 140), between(150, 240)))),
        (6, (WHITE, (between(220, 255), between(50, 110), between(0, 60)))),
        (4, ((between(240, 255), between(200, 230), between(150, 200)), _grey(near_black))),
    )
    pick = chance.random() * 100
    for share, pair in kinds:
        pick -= share
        if pick < 0:
            return pair
    while True:
        paper = (between(0, 255), between(0, 255), between(0, 255))
        ink = (between(0, 255), between(0, 255), between(0, 255))
        if float(np.linalg.norm(np.subtract(paper, ink))) > _TOLD_APART:
            return paper, ink


def _size(chance: random.Random) -> int:
    """Return a letter size in pixels: PC and shrunken, middling, phone."""
    low, high = chance.choices(((12, 18), (18, 30), (30, 50)), (25, 40, 35))[0]
    return chance.randint(low, high)


def _neighbours(
    shape: tuple[int, int],
    text: str,
    font: ImageFont.FreeTypeFont,
    at: tuple[int, int],
    pitch: float,
) -> NDArray[np.uint8]:
    """Return the ink of the lines above and below."""
    image = Image.new("L", (shape[1], shape[0]), 0)
    pen = ImageDraw.Draw(image)
    pen.text((at[0], at[1] - pitch), text, fill=255, font=font)
    pen.text((at[0], at[1] + pitch), text[::-1], fill=255, font=font)
    return np.asarray(image)


def _mask(
    text: str, font: ImageFont.FreeTypeFont, size: int, chance: random.Random
) -> tuple[NDArray[np.uint8], list[float]] | None:
    """Return the ink of a line with its surroundings, and the box of its own ink."""
    pad = int(size * 0.55) + 4
    spacing = chance.choice((0, 0, 0, 0, 0, chance.uniform(0, 0.08))) * size
    thick = 1 if size >= 36 and chance.random() < 0.06 else 0
    width = int(font.getlength(text) + spacing * len(text)) + 2 * pad + 4
    image = Image.new("L", (width, int(size * 1.35) + 2 * pad), 0)
    pen = ImageDraw.Draw(image)
    left, top = pad + chance.random(), pad + chance.random()
    for piece in text if spacing else [text]:
        pen.text((left, top), piece, fill=255, font=font, stroke_width=thick)
        left += font.getlength(piece) + spacing
    mask = np.asarray(image)
    rows, columns = np.flatnonzero(mask.max(1) > _INKED), np.flatnonzero(mask.max(0) > _INKED)
    if not len(rows) or not len(columns):
        return None
    box = [float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)]
    if chance.random() < 0.3:
        other = "".join(chance.sample(text, len(text)))
        pitch = size * chance.uniform(1.25, 1.7)
        mask = np.maximum(mask, _neighbours(mask.shape, other, font, (pad, pad), pitch))
    return mask, box


def _painted(
    mask: NDArray[np.uint8], paper: Rgb, ink: Rgb, *, fringed: bool, chance: random.Random
) -> NDArray[np.float32]:
    share = np.repeat(mask.astype(np.float32)[..., None] / 255, 3, axis=2)
    if fringed:  # the coloured edges of letters on a PC
        share[..., 0] = 0.34 * np.roll(share[..., 0], -1, 1) + 0.66 * share[..., 0]
        share[..., 2] = 0.34 * np.roll(share[..., 2], 1, 1) + 0.66 * share[..., 2]
    if chance.random() < 0.15:
        share = share ** chance.uniform(0.6, 1.6)
    ground = np.array(paper, np.float32)
    rgb = np.asarray(ground + (np.array(ink, np.float32) - ground) * share, np.float32)
    if chance.random() < 0.12:  # uneven light, a gradient in a bubble
        rows, columns = mask.shape
        rgb += np.linspace(-1, 1, columns, dtype=np.float32)[None, :, None] * chance.uniform(
            -25, 25
        )
        rgb += np.linspace(-1, 1, rows, dtype=np.float32)[:, None, None] * chance.uniform(-12, 12)
    return rgb


def _scaled(
    rgb: NDArray[np.float32], size: int, chance: random.Random
) -> tuple[NDArray[np.float32], float]:
    kind = chance.random()
    if kind < 0.22 and size >= 22:
        scale = chance.uniform(max(0.42, 12 / size), 0.85)
        how = chance.choice((cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC))
    elif 0.22 <= kind < 0.34:
        scale = chance.uniform(1.15, 2.2)
        how = chance.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC))
    else:
        return rgb, 1.0
    whole = rgb.clip(0, 255).astype(np.uint8)
    return cv2.resize(whole, None, fx=scale, fy=scale, interpolation=how).astype(np.float32), scale


def _photographed(
    rgb: NDArray[np.float32], letters: int, chance: random.Random
) -> NDArray[np.float32]:
    """Turn and shear a little, and lay moiré over it."""
    rows, columns = rgb.shape[:2]
    angle = chance.uniform(-1.0, 1.0) * min(1.0, 8 / letters)
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1)
    turn[0, 1] += chance.uniform(-0.12, 0.12)
    rgb = np.asarray(
        cv2.warpAffine(
            rgb, turn, (columns, rows), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
        ),
        np.float32,
    )
    if chance.random() < 0.6:
        down, across = np.mgrid[:rows, :columns]
        wave = np.sin(across * chance.uniform(0.3, 2.5) + down * chance.uniform(-1.5, 1.5))
        rgb = rgb + wave[..., None].astype(np.float32) * chance.uniform(2, 12)
    return rgb


def _spoilt(
    rgb: NDArray[np.float32], em: float, letters: int, chance: random.Random
) -> NDArray[np.uint8]:
    if chance.random() < 0.16:
        blur = max(0.3, em * chance.uniform(0.012, 0.05))
        rgb = np.asarray(cv2.GaussianBlur(rgb, (0, 0), blur), np.float32)
    if chance.random() < 0.10 and letters < 16:
        rgb = _photographed(rgb, letters, chance)
    if chance.random() < 0.15:
        noise = np.random.default_rng(chance.randrange(1 << 30))
        rgb = rgb + noise.normal(0, chance.uniform(1, 9), rgb.shape).astype(np.float32)
    whole = rgb.clip(0, 255).astype(np.uint8)
    if chance.random() < 0.55:
        quality = [cv2.IMWRITE_JPEG_QUALITY, chance.randint(55, 95)]
        whole = cv2.imdecode(cv2.imencode(".jpg", whole, quality)[1], cv2.IMREAD_COLOR)
    return np.ascontiguousarray(whole, np.uint8)


def strip_of(text: str, chance: random.Random, among: dict[Face, float]) -> Strip | None:
    """Return the strip of a drawn line, or None where no font has its characters."""
    needed = {ord(char) for char in text if char != " "}
    fit = [face for face in among if needed <= _covered(face)]
    if not fit:
        return None
    face = chance.choices(fit, [among[one] for one in fit])[0]
    size = _size(chance)
    paper, ink = _colours(chance)
    drawn = _mask(text, _font(face, size), size, chance)
    if drawn is None:
        return None
    mask, box = drawn
    fringed = size < 34 and chance.random() < 0.12
    painted, scale = _scaled(
        _painted(mask, paper, ink, fringed=fringed, chance=chance), size, chance
    )
    em = size * scale
    rgb = _spoilt(painted, em, len(text), chance)
    # Layout's boxes are tight, give or take a pixel or two.
    loose = (0, 0, 0, 0, 1, 1, -1, 2) if em >= 20 else (0, 0, 0, 1, 1)
    left, top = (int(value * scale - chance.choice(loose)) for value in box[:2])
    right, bottom = (int(np.ceil(value * scale + chance.choice(loose))) for value in box[2:])
    if bottom - top < 3 or right - left < 1:
        return None
    line = TextLine(Box(left, top, right - left, bottom - top), None, ink, paper)
    strip = normalise(rgb, line)
    return None if strip.grey.min() > 200 else strip
