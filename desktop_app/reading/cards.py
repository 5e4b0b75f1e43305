"""Cards whose ground is not seen: a picture with the title of a thing beside it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import RecognisedLine, RegionKind
from desktop_app.reading.panes import Pane

# A title's print against that of messages, and its fewest letters.
_PRINT = 0.8
_LEAST_WORDS = 3
# How far a title stands from its picture, in heights of its lines.
_REACH = 1.8
# A card's picture is so many lines high, and about as wide.
_LEAST_LINES, _MOST_LINES = 2.2, 7.0
_SQUARE = 1.9
# Squares of this share of a width apart stand in one column.
_COLUMN = 0.15


def pictures_of(pane: Pane) -> list[Box]:
    """Return the pictures of a pane; a square in no column of squares is one, no portrait."""
    squares = [r.box for r in pane.regions if r.kind is RegionKind.AVATAR]
    alone = [
        box
        for box in squares
        if not any(o is not box and abs(o.x - box.x) <= _COLUMN * box.w for o in squares)
    ]
    pictures = [r.box for r in pane.regions if r.kind is RegionKind.PICTURE]
    return [*pictures, *(alone if len(squares) > 2 or pictures else [])]


def card_of(lines: Sequence[RecognisedLine], pictures: Sequence[Box], full: float) -> Box | None:
    """Return the box of the card that a block of loose lines is the title of, or None.

    Args:
        lines: the block.
        pictures: of the pane.
        full: least height of a message's print, pixels; 0 where nothing is known.
    """
    height = max(line.box.h for line in lines)
    words = sum(char.isalnum() for line in lines for char in line.text)
    if not full or height < _PRINT * full or words < _LEAST_WORDS:
        return None
    box = union_of([line.box for line in lines])
    for picture in pictures:
        if not _LEAST_LINES * height <= picture.h <= _MOST_LINES * height:
            continue
        if not 1 / _SQUARE <= picture.w / picture.h <= _SQUARE:
            continue
        within = picture.y - height <= box.y and box.bottom <= picture.bottom + height
        gap = max(box.x - picture.right, picture.x - box.right)
        if within and -0.2 * height <= gap <= _REACH * height:
            return box.union(picture)
    return None
