"""A misreading that a person put right, found again where another reading bears it out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.text.compare import runs


@dataclass(frozen=True, slots=True)
class Misreading:
    """Characters that were misread, and what they are.

    Attributes:
        wrong, right: one may be empty, where signs were lost or made up.
        before, after: the neighbouring characters, empty at the line's ends; they are
            compared only where ``wrong`` or ``right`` is empty, which says little alone.
    """

    wrong: str
    right: str
    before: str = ""
    after: str = ""

    def again(self, other: Misreading) -> bool:
        """Whether the other one is the same misreading."""
        if (self.wrong, self.right) != (other.wrong, other.right):
            return False
        if self.wrong and self.right:
            return True
        return (self.before, self.after) == (other.before, other.after)


def misreadings(read: str, settled: str) -> tuple[Misreading, ...]:
    """Return what was misread in a line, in order; none where both are the same."""
    found: list[Misreading] = []
    at = 0
    for wrong, right in runs(read, settled):
        end = at + len(wrong)
        if wrong != right:
            found.append(Misreading(wrong, right, read[max(0, at - 1) : at], read[end : end + 1]))
        at = end
    return tuple(found)


def mended(text: str, others: Iterable[str], known: Sequence[Misreading]) -> str | None:
    """Return a line with known misreadings put right, where another reading bears it out.

    Args:
        text: the line as it stands.
        others: its other readings, the most trusted first.
        known: what was misread elsewhere.

    Returns:
        The line with the known misreadings replaced and nothing else changed. None where it
        holds none of them, or no other reading has the right characters in that very place,
        or something but blanks, width and signs would still differ from that reading.
    """
    for other in others:
        result, changed = "", False
        at = 0
        for wrong, right in runs(text, other):
            end = at + len(wrong)
            here = Misreading(wrong, right, text[max(0, at - 1) : at], text[end : end + 1])
            at = end
            if wrong != right and any(each.again(here) for each in known):
                result, changed = result + right, True
            else:
                result += wrong
        if changed and _spoken(result) == _spoken(other):
            return result
    return None


def _spoken(text: str) -> str:
    """Return the letters and digits of a text, width folded."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
