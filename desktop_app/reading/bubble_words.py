"""What stands in a bubble beside the words that were said there: quotations, specks, watermarks."""

from __future__ import annotations

import itertools
import re

from desktop_app.domain.recognition import LineStatus, RecognisedLine
from desktop_app.reading.homes import CARD
from desktop_app.reading.joining import contrast

_FULL, _FAINT = 0.92, 0.85
_QUOTE_START = re.compile(r"^.{1,24}[:：]")
# What is quoted within a bubble stands in by so much of the words' height, in smaller print.
_STANDS_IN = 0.4
_SPECK, _SMALL, _FEW = 0.35, 0.75, 4


def is_scrap(line: RecognisedLine, letter: float, strong: int) -> bool:
    """Whether a line is a speck or a piece of a watermark: small, and one reader sees otherwise.

    Args:
        line: of the bubble.
        letter: height of a line of the talk, pixels.
        strong: contrast of the bubble's strongest line.
    """
    signs = len(line.text.strip())
    if line.status is LineStatus.DOUBTFUL and signs == 1 and line.box.h < _SPECK * letter:
        return True
    faint = line.box.h < _SMALL * letter and contrast(line) < 0.5 * strong
    return line.status is not LineStatus.AGREED and faint and signs <= _FEW


def quote_on_top(
    lines: list[RecognisedLine],
) -> tuple[list[RecognisedLine], list[RecognisedLine]]:
    """Part what is quoted from the words under it.

    It is ``name: words`` in smaller and fainter print, or stands in from the left in smaller
    print.
    """
    head = lines[0].text.strip() if lines else ""
    if len(lines) < 2 or CARD.match(head):
        return lines, []
    full = max(line.box.h for line in lines)
    left = min(line.box.x for line in lines if line.box.h >= _FULL * full)
    within = list(
        itertools.takewhile(
            lambda line: line.box.h < _FULL * full and line.box.x > left + _STANDS_IN * full, lines
        )
    )
    if 2 <= len(within) < len(lines):
        return lines[len(within) :], within
    if not _QUOTE_START.match(head):
        return lines, []
    strong = max(contrast(line) for line in lines)
    faint = list(
        itertools.takewhile(
            lambda line: line.box.h < _FULL * full and contrast(line) < _FAINT * strong, lines
        )
    )
    return (lines[len(faint) :], faint) if len(faint) < len(lines) else (lines, [])
