"""The list of conversations that desktop programs show left of the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine, Region, RegionKind
from desktop_app.reading.joining import contrast
from desktop_app.reading.panes import Pane
from desktop_app.reading.pc_chat import header_of
from desktop_app.reading.screen_words import has_words, is_time

_LEAST_ROWS = 3
# The list ends by this share of the window, and its rows reach over that share of its height.
_WIDEST, _TALLEST_GAP = 0.55, 0.3
# Rows without readable times: so many, two lines each, a pitch apart that varies by this share
# at most, and begin so many letters from each other at most.
_LEAST_PAIRS, _PITCH_VARIES, _DRIFT = 5, 0.1, 0.6
_MOST_ROWS = 3
_FAINT = 0.9
# Talks with lines of name and time are parted from the list by these.
_LEAST_HEADERS = 2
_SPOKEN = (RegionKind.BUBBLE, RegionKind.AVATAR, RegionKind.PICTURE)


def without_list(pane: Pane) -> Pane:
    """Return a pane without the list of conversations at its left, where nothing parts them.

    Each row of the list ends in a time, and these stand under each other; in a talk, times
    stand alone in its middle. Times are too faint on many a photo: there the list is told by
    its even rows of a name with words under it.
    """
    edge = _edge_of(_stamps(pane), _LEAST_ROWS, pane)
    headers = sum(header_of(line.text) is not None for line in pane.lines)
    if edge is None and headers < _LEAST_HEADERS:
        rows = _edge_of(_pairs(pane), 2 * _LEAST_PAIRS, pane)
        beyond = [r.box.x for r in pane.regions if r.kind in _SPOKEN and r.box.x > (rows or 0)]
        edge = min(beyond) - 1 if rows is not None and beyond else None
    if edge is None:
        return pane
    box = Box(edge + 1, pane.box.y, pane.box.right - edge - 1, pane.box.h)
    lines = tuple(line for line in pane.lines if line.box.x > edge)
    regions = tuple(region for region in pane.regions if _beyond(region, edge))
    talk = any(region.kind in _SPOKEN and region.box.x > edge for region in regions)
    return replace(pane, box=box, lines=lines, regions=regions) if talk and lines else pane


def _edge_of(column: Sequence[RecognisedLine], least: int, pane: Pane) -> int | None:
    """Return where a column ends at the right, or None where it is no list's."""
    if len(column) < least:
        return None
    edge = max(line.box.right for line in column)
    tall = column[-1].box.bottom - column[0].box.y
    fit = edge - pane.box.x <= _WIDEST * pane.box.w and tall >= _TALLEST_GAP * pane.box.h
    return edge if fit else None


def _pairs(pane: Pane) -> list[RecognisedLine]:
    """Return the longest column of names that stand evenly, each with words right under it."""
    near = _DRIFT * pane.letter
    lines = sorted(pane.lines, key=lambda line: line.box.y)
    heads = [
        (line, below)
        for line in lines
        if (below := next((o for o in lines if _is_below(o, line, near)), None)) is not None
    ]
    best: list[tuple[RecognisedLine, RecognisedLine]] = []
    for at, first in enumerate(heads):
        for second in heads[at + 1 :]:
            pitch = second[0].box.y - first[0].box.y
            if not 2.2 * pane.letter < pitch < 8 * pane.letter:
                continue
            column = [first]
            for pair in heads[at + 1 :]:
                last = column[-1][0].box
                step = pair[0].box.y - last.y
                # A row or two between may have been read badly.
                rows = min(max(1, round(step / pitch)), _MOST_ROWS)
                even = abs(step - rows * pitch) <= _PITCH_VARIES * pitch
                if even and abs(pair[0].box.x - last.x) < near:
                    column.append(pair)
            best = max(best, column, key=len)
    return [line for pair in best for line in pair]


def _is_below(line: RecognisedLine, head: RecognisedLine, near: float) -> bool:
    """Whether words stand right under a name and are fainter; what was said is not."""
    gap = line.box.y - head.box.bottom
    under = abs(line.box.x - head.box.x) < near and -0.2 * head.box.h < gap < head.box.h
    return under and contrast(line) < _FAINT * contrast(head)


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
