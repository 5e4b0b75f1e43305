"""Names of senders: how they are told from what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.recognition import RecognisedLine
from desktop_app.reading.joining import contrast

_LONGEST = 24
_LINK = re.compile(r"https?:|www\.|\.(?:com|cn|net)\b", re.IGNORECASE)
_PHONE = re.compile(r"\+\d[\d\s()-]{6,18}")
_SENTENCE = re.compile(r"[，。！？；!?;]")
# Letters whose channels differ by so much have a colour of their own.
COLOURFUL = 60
_PLAIN = 40
_FULL = 0.9


@dataclass(frozen=True, slots=True)
class Print:
    """The usual print of what is said on a page.

    Attributes:
        height: of a line, pixels; 0 where nothing is known.
        contrast: of letters and ground, 0-255.
    """

    height: int
    contrast: int

    @classmethod
    def of(cls, lines: Sequence[RecognisedLine]) -> Print:
        """Return the print of lines that were said; a single one tells nothing."""
        if len(lines) < 2:
            return cls(0, 0)
        heights = sorted(line.box.h for line in lines)
        contrasts = sorted(contrast(line) for line in lines)
        middle = (len(lines) - 1) // 2
        return cls(heights[middle], contrasts[middle])

    def is_name(self, line: RecognisedLine) -> bool:
        """Whether a line is set small and faint like the names over bubbles."""
        return (
            line.box.h < 0.95 * self.height
            and contrast(line) < 0.65 * self.contrast
            and looks_like_name(line.text.strip())
        )

    def may_be_name(self, line: RecognisedLine) -> bool:
        """Whether a line over a bubble may name its sender: no sentence in the print of words."""
        full = line.box.h >= _FULL * self.height and contrast(line) >= _FULL * self.contrast
        return looks_like_name(line.text.strip()) or not (self.height and full)


def on_top(lines: Sequence[RecognisedLine]) -> tuple[str, tuple[RecognisedLine, ...]]:
    """Part a sender's name, smaller and fainter, from the words under it."""
    first, rest = lines[0], tuple(lines[1:])
    if rest and first.box.h < 0.9 * rest[0].box.h and contrast(first) < 0.85 * contrast(rest[0]):
        return first.text.strip(), rest
    return "", tuple(lines)


def coloured(lines: Sequence[RecognisedLine]) -> tuple[str, list[RecognisedLine]]:
    """Part a name that groups set in a colour of its own at the head of a bubble.

    The words under it are in the plain ink of all words, and never smaller. Who is in nobody's
    list of contacts has a number for a name.
    """
    if len(lines) < 2:
        return "", list(lines)
    first, rest = lines[0], list(lines[1:])
    text = first.text.strip()
    below = rest[0].box.y > first.box.centre_y
    hue = spread(first) >= COLOURFUL and all(spread(line) < _PLAIN for line in rest)
    named = looks_like_name(text) or _PHONE.fullmatch(text) is not None
    if below and hue and first.box.h <= 1.1 * rest[0].box.h and named:
        return text, rest
    return "", list(lines)


def looks_like_name(text: str) -> bool:
    """Whether a text may be a name: short, no sentence, no link, no number alone."""
    letters = any(char.isalpha() for char in text)
    return (
        0 < len(text) <= _LONGEST
        and letters
        and not _SENTENCE.search(text)
        and not _LINK.search(text)
    )


def spread(line: RecognisedLine) -> int:
    """Return how far the channels of a line's ink lie apart, 0-255: 0 is grey."""
    return max(line.ink) - min(line.ink)
