"""Joining screen lines to one text: blanks only where words of letters meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Joined:
    """A text without the line breaks of the screen.

    Attributes:
        text: all lines in one.
        spans: start and end of each line in the text, one for each line given.
    """

    text: str
    spans: tuple[tuple[int, int], ...]


def _of_letters(character: str) -> bool:
    """Whether the character belongs to a script that parts words by blanks."""
    return character.isalnum() and character < "\u2e80" and not "\u1100" <= character <= "\u11ff"


def needs_blank(left: str, right: str) -> bool:
    """Whether a blank belongs between two lines of one paragraph.

    Digits broken by the screen's edge (``1380000`` + ``1111``) stay together.
    """
    if not left or not right:
        return False
    before, after = left[-1], right[0]
    if before.isdecimal() and after.isdecimal():
        return False
    if _of_letters(before) and _of_letters(after):
        return True
    return before in ",.!?;:)" and before.isascii() and _of_letters(after) and after.isascii()


def join_lines(lines: Sequence[str]) -> Joined:
    """Join the lines of one paragraph; each is stripped first, empty ones give empty spans."""
    text = ""
    spans: list[tuple[int, int]] = []
    for line in lines:
        stripped = line.strip()
        if needs_blank(text, stripped):
            text += " "
        spans.append((len(text), len(text) + len(stripped)))
        text += stripped
    return Joined(text, tuple(spans))
