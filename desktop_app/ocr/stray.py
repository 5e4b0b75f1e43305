"""Stray traditional characters that a reader of many scripts sees on a simplified page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.recognition import LineStatus, RecognisedLine
from desktop_app.ocr.crosscheck import is_sure, same
from desktop_app.ocr.scripts import TRADITIONAL, language_of, writing_of
from desktop_app.text.variants import SIMPLIFIED

# So many characters that only simplified writing has for each that only traditional has.
_PREVAILS = 5
# People who write simplified characters type these on purpose.
_MEANT = frozenset("妳牠著瞭藉")


def without_strays(lines: Sequence[RecognisedLine]) -> tuple[RecognisedLine, ...]:
    """Return the lines with 别 for 別 where the page is simplified and the other reader agrees.

    Tesseract must be sure of what it says instead: 殺 in place of 杀 is somebody's way around
    a filter, and a file of simplified characters guesses at it. The raw readings stay. Lines
    that are traditional as a whole are left alone.
    """
    traditional, simplified = writing_of("".join(line.text for line in lines))
    if not traditional or simplified < _PREVAILS * traditional:
        return tuple(lines)
    return tuple(_settled(line) for line in lines)


def _settled(line: RecognisedLine) -> RecognisedLine:
    if language_of(line.text) == TRADITIONAL:
        return line
    others = [r.text for r in line.readings if r.text != line.text and is_sure(r)]
    text = "".join(_settled_char(char, others) for char in line.text)
    if text == line.text:
        return line
    agreed = any(same(text, other) for other in others)
    return replace(line, text=text, status=LineStatus.AGREED if agreed else line.status)


def _settled_char(char: str, others: Sequence[str]) -> str:
    plain = SIMPLIFIED.get(char, char)
    if plain == char or char in _MEANT or writing_of(char)[0] == 0:
        return char
    return plain if any(plain in other and char not in other for other in others) else char
