"""Draw text lines with known boxes, for the tests of the readers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import TextLine
from desktop_app.foundation import paths

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (25, 25, 25)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with one text line, where it is, and its characters' borders."""

    rgb: NDArray[np.uint8]
    line: TextLine
    text: str
    borders: tuple[float, ...]


def draw_line(
    text: str,
    size: int = 32,
    ink: Colour = BLACK,
    paper: Colour = WHITE,
    *,
    weight: str = "Regular",
    jpeg: int = 0,
    neighbours: str = "",
) -> Drawn:
    """Draw one line; ``neighbours`` is drawn closely above and below it."""
    file = str(paths.resource("fonts", f"NotoSansSC-{weight}.ttf"))
    # Pillow's other layout needs a system library: the pixels would differ between machines.
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    left, top, right, bottom = font.getbbox(text)
    pad = size
    image = Image.new("RGB", (int(right - left) + 2 * pad, int(bottom - top) + 2 * pad), paper)
    pen = ImageDraw.Draw(image)
    pen.text((pad - left, pad - top), text, font=font, fill=ink)
    for step in (-1, 1) if neighbours else ():
        pen.text((pad - left, pad - top + step * size * 1.3), neighbours, font=font, fill=ink)
    if jpeg:
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=jpeg)
        image = Image.open(stream).convert("RGB")
    borders = tuple(pad - left + font.getlength(text[:at]) for at in range(len(text) + 1))
    box = Box(pad, pad, int(right - left), int(bottom - top))
    return Drawn(np.asarray(image), TextLine(box, None, ink, paper), text, borders)


def stack(drawn: Sequence[Drawn]) -> tuple[NDArray[np.uint8], tuple[TextLine, ...]]:
    """Put lines under each other on one picture; each keeps its own paper."""
    width = max(one.rgb.shape[1] for one in drawn)
    rows: list[NDArray[np.uint8]] = []
    lines: list[TextLine] = []
    y = 0
    for one in drawn:
        missing = width - one.rgb.shape[1]
        rows.append(np.pad(one.rgb, ((0, 0), (0, missing), (0, 0)), mode="edge"))
        lines.append(TextLine(one.line.box.moved(0, y), None, one.line.ink, one.line.paper))
        y += one.rgb.shape[0]
    return np.concatenate(rows), tuple(lines)
