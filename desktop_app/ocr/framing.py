"""The picture of a line that each of Tesseract's language files wants."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desktop_app.ocr.engine import Grey, Strip
from desktop_app.ocr.scripts import SCREEN
from desktop_app.ocr.strips import resized

# Longest line that Tesseract is given, in pixels after scaling; a wider one is no text line.
WIDEST = 12_000
# A strip without a pixel darker than this holds no text.
_LIGHTEST_INK = 200


@dataclass(frozen=True, slots=True)
class Framing:
    """How a language file wants its lines.

    Attributes:
        ink_height: pixels that the line's ink is scaled to.
        beside: white columns on each side.
        rows: rows of the whole picture, or None where ``beside`` is the frame above and below
            too. With the rows of the network's own input nothing is scaled a second time.
        page_mode: Tesseract's page segmentation mode: 7 looks for the line in the picture,
            13 takes the picture for the line.
    """

    ink_height: int
    beside: int
    rows: int | None
    page_mode: int


# Files trained on scanned books read best with the frame of a page around the line.
SCANNED = Framing(ink_height=26, beside=10, rows=None, page_mode=7)
# Ours was trained on exactly these pictures; see packaging/model.
ON_SCREEN = Framing(ink_height=26, beside=6, rows=36, page_mode=13)


@dataclass(frozen=True, slots=True, eq=False)
class Pictured:
    """A line's picture; a strip column is a picture column less ``beside``, over ``factor``."""

    grey: Grey
    factor: float
    beside: int

    def column(self, x: float) -> float:
        """Return the strip column of a picture column."""
        return (x - self.beside) / self.factor


def framing_of(language: str) -> Framing:
    """Return what a language file wants."""
    return ON_SCREEN if language == SCREEN else SCANNED


def pictured(strip: Strip, framing: Framing) -> Pictured | None:
    """Return the picture of a line, or None where the strip holds no text line."""
    factor = framing.ink_height / strip.ink_height
    if framing.rows is not None:
        factor = min(factor, framing.rows / strip.grey.shape[0])
    if strip.grey.shape[1] * factor > WIDEST or strip.grey.min() > _LIGHTEST_INK:
        return None
    grey = resized(strip.grey, factor)
    above = below = beside = framing.beside
    if framing.rows is not None:
        grey = grey[: framing.rows]
        above = (framing.rows - len(grey)) // 2
        below = framing.rows - len(grey) - above
    framed = np.pad(grey, ((above, below), (beside, beside)), constant_values=255)
    return Pictured(framed, factor, beside)
