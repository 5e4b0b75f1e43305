"""Which characters are as wide as high."""

from __future__ import annotations


def is_wide(char: str) -> bool:
    """Whether a character is a Han character or full-width sign, set without blanks."""
    code = ord(char)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFFEF or code >= 0x20000
