"""Characters with their place on a line, and how they join to a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.domain.recognition import Reading
from desktop_app.ocr.blanks import with_shown_blanks
from desktop_app.ocr.borders import by_advances, extent, snapped
from desktop_app.ocr.engine import Strip
from desktop_app.ocr.icons import INK, runs_of
from desktop_app.ocr.wide import is_wide

# A gap wider than this share of the line's height is shown as a blank beside Chinese.
_BLANK_BESIDE_CHINESE = 0.45
# A mark before the text stands apart by such a share of the line's height, and a narrow
# character is about so wide.
_APART = 0.4
_NARROW = 0.6
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


def symbol_confidence(raw: float) -> float:
    """Return Tesseract's confidence of one symbol on the scale of its words, 0-100."""
    return min(100.0, max(0.0, 100.0 - _SYMBOL_SPREAD * (100.0 - raw)))


def _blank_between(before: Cell, after: Cell, ink_height: int) -> bool:
    if not after.starts_word:
        return False
    if not is_wide(before.text[-1]) and not is_wide(after.text[0]):
        return True
    if is_wide(before.text[-1]) and is_wide(after.text[0]):
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


def _text_extent(cells: Sequence[Cell], strip: Strip) -> tuple[int, int]:
    """Return first and past-last column of the ink that was read.

    Marks before the text that the engine passed over (the arrow of a call) are left out: they
    would shift every character after them.
    """
    first, past = extent(strip.grey)
    if len(cells) < 2:
        return first, past
    begin, then = cells[0], cells[1]
    width = (1.0 if is_wide(begin.text[0]) else _NARROW) * strip.ink_height
    # From the right: where a mark was passed over, the first box spans it too.
    reach = min(begin.right, then.left) - width
    runs = runs_of(strip.grey.min(axis=0) < INK, _APART * strip.ink_height)
    for (_, end), (left, _) in pairwise(runs):
        if end > reach:
            break
        first = left
    return first, past


def reading_of(engine: str, cells: Sequence[Cell], strip: Strip, *, placed: bool) -> Reading:
    """Join cells to a reading whose edges are strip columns.

    Args:
        engine: name of the engine.
        cells: left to right; a cell of several characters is shared out evenly.
        strip: the line; borders are drawn where it has least ink, and a wide gap is a blank.
        placed: the cells' places can be relied on. Tesseract's can't: its symbol boxes were
            measured 0.4 em off in the mean, usual advance widths 0.05 em.
    """
    if not cells:
        return Reading(engine, "", 0.0)
    text = "".join(cell.text for cell in cells)
    first, past = _text_extent(cells, strip)
    rough = by_advances(text, first, past)
    if placed:
        inner = _midpoints(cells)[1:-1]
        inner = [(one + other) / 2 for one, other in zip(inner, rough[1:-1], strict=True)]
        rough = [rough[0], *inner, rough[-1]]
    edges = snapped(rough, strip.grey)
    text, edges = with_shown_blanks(text, edges, strip.grey, strip.ink_height)
    return Reading(engine, text, line_confidence(cells), edges)


def _midpoints(cells: Sequence[Cell]) -> list[float]:
    """Return borders halfway between neighbouring characters, one more than characters."""
    lefts: list[float] = []
    rights: list[float] = []
    for cell in cells:
        step = (cell.right - cell.left) / len(cell.text)
        lefts += [cell.left + index * step for index in range(len(cell.text))]
        rights += [cell.left + (index + 1) * step for index in range(len(cell.text))]
    between = [(right + left) / 2 for right, left in zip(rights[:-1], lefts[1:], strict=True)]
    return [lefts[0], *between, rights[-1]]
