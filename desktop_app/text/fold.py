"""Folding: one form of a text for matching, and the way back to the text as it stands.

Folded text has half-width letters in lower case, simplified characters, no accents, no
invisible characters. Every folded character knows where it came from, so a match found in
the folded text can be shown in the original.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass

from desktop_app.text.variants import SIMPLIFIED

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Mn", "Me"})
_SEPARATOR = frozenset({"Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"})
_SEPARATOR_SYMBOLS = frozenset({"Sm", "Sk"})
_ORNAMENTS = frozenset("★☆♀♂♡♥♪♫✦✧✩✪✰")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the place of each character in its source.

    Attributes:
        text: the folded characters.
        origin: source index of each folded character, then the length of the source;
            ``len(text) + 1`` ascending values.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source indices that the folded characters ``start`` to ``end`` came from.

        The span is tight: separators dropped before the first and after the last character
        stay outside, those between are inside.

        Raises:
            IndexError: the range does not lie inside the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError((start, end))
        if start == end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


@functools.cache
def _fold_character(character: str) -> str:
    if character in "\t\n\r":
        return " " if character == "\t" else character
    if character in _BLANK_LETTERS:
        return ""
    folded = character
    for _ in range(3):
        before = folded
        spread = unicodedata.normalize("NFKD", folded)
        kept = "".join(c for c in spread if unicodedata.category(c) not in _INVISIBLE)
        joined = unicodedata.normalize("NFKC", kept).lower()
        folded = "".join(SIMPLIFIED.get(c, c) for c in joined)
        if folded == before:
            break
    return folded


@functools.cache
def is_separator(character: str) -> bool:
    """Whether a character only parts others: white space, punctuation, lines, ornaments."""
    if character.isspace() or character in _ORNAMENTS or "\u2500" <= character <= "\u25ff":
        return True
    category = unicodedata.category(character)
    return category in _SEPARATOR or category in _SEPARATOR_SYMBOLS


@functools.cache
def _without_separators(character: str) -> str:
    return "".join(c for c in _fold_character(character) if not is_separator(c))


def fold(text: str, drop_separators: bool = False) -> Folded:
    """Return the text in its form for matching, with the way back.

    Args:
        text: any string; lone surrogates and invisible characters vanish.
        drop_separators: also leave out white space and punctuation, so that words pulled
            apart (``滚 - 蛋``) come together.
    """
    fold_one = _without_separators if drop_separators else _fold_character
    parts: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        folded = fold_one(character)
        if not folded:
            continue
        parts.append(folded)
        origin.append(index)
        if len(folded) > 1:
            origin.extend([index] * (len(folded) - 1))
    origin.append(len(text))
    return Folded("".join(parts), tuple(origin))


def folded_text(text: str, drop_separators: bool = False) -> str:
    """Return the text of ``fold`` alone, several times faster."""
    return "".join(map(_without_separators if drop_separators else _fold_character, text))


def contains(haystack: str, needle: str) -> bool:
    """Whether the folded needle stands in the folded haystack, separators ignored.

    A needle that folds to nothing is compared with its separators, and an empty one is
    never found.
    """
    wanted = folded_text(needle, drop_separators=True)
    if wanted:
        return wanted in folded_text(haystack, drop_separators=True)
    wanted = folded_text(needle)
    return bool(wanted) and wanted in folded_text(haystack)
