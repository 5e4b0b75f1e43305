"""Characters with their place on a line, and how they join to a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop_app.domain.recognition import Reading

# A gap wider than this share of the line's height is shown as a blank beside Chinese.
_BLANK_BESIDE_CHINESE = 0.45
# Tesseract's symbol confidence spans about a seventh of the scale that it gives words.
_SYMBOL_SPREAD = 7.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One character as an engine saw it.

    Attributes:
        text: one or more characters that share the place.
        confidence: 0-100.
        left, right: strip columns.
        starts_word: the engine saw a word border before it.
    """

    text: str
    confidence: float
    left: float
    right: float
    starts_word: bool = False


def is_chinese(char: str) -> bool:
    """Whether a character is a Han character or full-width sign, which needs no blank."""
    code = ord(char)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFFEF or code >= 0x20000


def symbol_confidence(raw: float) -> float:
    """Return Tesseract's confidence of one symbol on the scale of its words, 0-100."""
    return min(100.0, max(0.0, 100.0 - _SYMBOL_SPREAD * (100.0 - raw)))


def _blank_between(before: Cell, after: Cell, ink_height: int) -> bool:
    if not after.starts_word:
        return False
    if not is_chinese(before.text[-1]) and not is_chinese(after.text[0]):
        return True
    if is_chinese(before.text[-1]) and is_chinese(after.text[0]):
        return False
    return after.left - before.right > _BLANK_BESIDE_CHINESE * ink_height


def with_blanks(cells: Sequence[Cell], ink_height: int) -> list[Cell]:
    """Return the cells with a blank wherever the screen shows one.

    Word borders mean nothing between Chinese characters, where an engine sees one at almost
    every character; they count between Latin words, and at a wide gap where Latin meets
    Chinese.
    """
    result: list[Cell] = []
    for cell in cells:
        if result and _blank_between(result[-1], cell, ink_height):
            left, right = sorted((result[-1].right, cell.left))
            result.append(Cell(" ", 100.0, left, right))
        result.append(cell)
    return result


def line_confidence(cells: Sequence[Cell]) -> float:
    """Return the confidence of a line, 0-100: halfway between its mean and its worst character.

    One misread character makes a line wrong, so the mean alone would hide it. Blanks and
    punctuation don't count unless there is nothing else: a comma that may be full-width is
    no doubt.
    """
    telling = [cell.confidence for cell in cells if unicodedata.category(cell.text[0])[0] in "LNS"]
    values = telling or [cell.confidence for cell in cells if not cell.text.isspace()]
    if not values:
        return 0.0
    return round((sum(values) / len(values) + min(values)) / 2, 2)


def reading_of(engine: str, cells: Sequence[Cell], width: int) -> Reading:
    """Join cells to a reading whose edges are strip columns.

    Args:
        engine: name of the engine.
        cells: left to right; a cell of several characters is shared out evenly.
        width: columns of the strip; edges stay within it.
    """
    if not cells:
        return Reading(engine, "", 0.0)
    lefts: list[float] = []
    rights: list[float] = []
    for cell in cells:
        step = (cell.right - cell.left) / len(cell.text)
        for index in range(len(cell.text)):
            lefts.append(cell.left + index * step)
            rights.append(cell.left + (index + 1) * step)
    borders = [lefts[0]]
    borders += [(right + left) / 2 for right, left in zip(rights[:-1], lefts[1:], strict=True)]
    borders.append(rights[-1])
    edges = np.maximum.accumulate(np.clip(np.round(borders), 0, width)).astype(int)
    text = "".join(cell.text for cell in cells)
    return Reading(engine, text, line_confidence(cells), tuple(int(edge) for edge in edges))
