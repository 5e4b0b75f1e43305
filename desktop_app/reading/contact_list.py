"""The list of conversations that desktop programs show left of the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine, Region, RegionKind
from desktop_app.reading.panes import Pane
from desktop_app.reading.screen_words import has_words, is_time

_LEAST_ROWS = 3
# The list ends by this share of the window, and its rows reach over that share of its height.
_WIDEST, _TALLEST_GAP = 0.55, 0.3
_SPOKEN = (RegionKind.BUBBLE, RegionKind.AVATAR, RegionKind.PICTURE)


def without_list(pane: Pane) -> Pane:
    """Return a pane without the list of conversations at its left, where nothing parts them.

    Each row of the list ends in a time, and these stand under each other; in a talk, times
    stand alone in its middle.
    """
    column = _stamps(pane)
    if len(column) < _LEAST_ROWS:
        return pane
    edge = max(line.box.right for line in column)
    tall = column[-1].box.bottom - column[0].box.y
    if edge - pane.box.x > _WIDEST * pane.box.w or tall < _TALLEST_GAP * pane.box.h:
        return pane
    box = Box(edge + 1, pane.box.y, pane.box.right - edge - 1, pane.box.h)
    lines = tuple(line for line in pane.lines if line.box.x > edge)
    regions = tuple(region for region in pane.regions if _beyond(region, edge))
    talk = any(region.kind in _SPOKEN and region.box.x > edge for region in regions)
    return replace(pane, box=box, lines=lines, regions=regions) if talk and lines else pane


def _beyond(region: Region, edge: int) -> bool:
    """Whether a region belongs to the talk: it begins there, or is what the talk lies on."""
    ground = region.kind not in _SPOKEN and region.kind is not RegionKind.QUOTE
    return region.box.x > edge or (ground and region.box.right > edge and region.box.x <= edge)


def _stamps(pane: Pane) -> list[RecognisedLine]:
    """Return the longest column of times that end rows, top to bottom."""
    times = [line for line in pane.lines if is_time(line.text) and _ends_row(line, pane.lines)]
    best: list[RecognisedLine] = []
    for first in times:
        column = [first]
        for line in times:
            last = column[-1].box
            # A photo's rows drift sideways from one to the next.
            if line.box.y > last.bottom and abs(line.box.right - last.right) < pane.letter:
                column.append(line)
        best = max(best, column, key=len)
    return best


def _ends_row(stamp: RecognisedLine, lines: Sequence[RecognisedLine]) -> bool:
    """Whether a name stands left of a time in its row."""
    return any(
        line.box.right <= stamp.box.x
        and line.box.y < stamp.box.centre_y < line.box.bottom
        and has_words(line.text)
        and not is_time(line.text)
        for line in lines
    )
