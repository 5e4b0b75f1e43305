"""Letters and signs that readers take for digits because they look alike."""

from __future__ import annotations

_DIGIT_BY_SHAPE = {
    "o": "0", "O": "0", "Q": "0", "D": "0", "〇": "0", "○": "0",
    "l": "1", "I": "1", "|": "1", "丨": "1", "i": "1", "!": "1",
    "z": "2", "Z": "2", "S": "5", "s": "5", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_DIGITS = str.maketrans(_DIGIT_BY_SHAPE)


def digits(text: str) -> str:
    """Return the text with look-alikes of digits turned to digits, same length.

    Only for places where a digit must stand; it would ruin words.
    """
    return text.translate(_DIGITS)
