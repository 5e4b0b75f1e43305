"""Two finders of text lines set each other right: layout's lines and spots of writing.

Layout's boxes are exact; a spot is rough, but knows writing from icons, portraits and the
patterns of a wallpaper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from desktop_app.domain.geometry import Box, union_of
from desktop_app.imaging.layout_flats import Image8
from desktop_app.imaging.layout_marks import inked
from desktop_app.imaging.layout_objects import Area, Colour, Mark, far

# A spot reaches beyond the ink by about this share of its height on each side.
_RIM = 0.12
# The inside of a spot is so much higher than a line, and so many spots tell the usual height.
_HIGHER = 1.06
_ENOUGH = 5
# A line and a spot are of the same writing when the smaller lies in the other so far.
_COMMON = 0.3
# Writing in one row that is farther apart (in heights) is two lines, such as a name on a
# portrait and the message beside it.
_APART = 1.2
# Pieces so near to each other (in letters) are of one word, whatever each lies on.
_TOUCHING = 0.25
# A line so many times higher than its spot has something else in it.
_TALLER = 1.5
# How far beyond a line (in heights) its spot must reach before the line is made longer.
_LONGER = 0.6
# Pieces of one line are of about one height, and of one colour (RGB units).
_ALIKE = 1.4
_SAME_INK = 60
# What is no wider and higher than so many letters is one character, such as 音.
_ONE_LETTER = 1.2
# Writing that fills so much of a busy block, and lies in it no farther, is cut by its border.
_FILLED = 0.2
_INSIDE = 0.75
# A line that fills so much of a block so many times wider than high leaves no room for a picture.
_WRITTEN = 0.55
_LONG = 2.5
# A piece of a line that is lower than so many letters is what a drawn stroke left of it.
_LOWEST = 0.35
# What only layout saw, on no area of its own, and is so many letters high is no line.
_UNSEEN = 1.6
# A spot so many letters high is a picture, not writing.
_HIGHEST = 2.6
# Below this spread (RGB units) an area is one colour.
PLAIN = 2.5


def reconciled(
    rgb: Image8,
    areas: Sequence[Area],
    marks: Sequence[Mark],
    spots: Sequence[Box],
    letter: float,
) -> list[Mark]:
    """Return the lines of both finders, each writing once.

    Args:
        rgb: the whole picture.
        areas: flat areas that lines lie on.
        marks: layout's lines.
        spots: boxes around writing; none where nobody looked.
        letter: usual height of a line in pixels.
    """
    if not spots:
        return list(marks)
    cores = [_core(spot) for spot in spots]
    result: list[Mark] = []
    for lines, writing in _groups([mark.box for mark in marks], cores):
        own, seen = [marks[i] for i in lines], [cores[i] for i in writing]
        if not seen:
            result += [
                replace(mark, seen=False)
                for mark in own
                if mark.box.h <= (_UNSEEN if mark.owner < 0 else _HIGHEST) * letter
            ]
        elif not own:
            result += [_line(rgb, areas, box) for box in seen if box.h <= _HIGHEST * letter]
        else:
            result += _settled(rgb, areas, own, seen, letter)
    return result


def settled_letter(letter: float, spots: Sequence[Box]) -> float:
    """Return the usual height of a line; where spots say something else, layout saw patterns."""
    if len(spots) < _ENOUGH:
        return letter
    cores = sorted(map(_core, spots), key=lambda core: core.h)
    # Half of all writing by its length: a lit window of a house is a short spot.
    lengths = list(accumulate(core.w for core in cores))
    usual = cores[bisect_left(lengths, lengths[-1] / 2)].h / _HIGHER
    return letter if 0.75 * usual <= letter <= 1.33 * usual else usual


def true_blocks(blocks: Sequence[Box], spots: Sequence[Box]) -> list[Box]:
    """Return the busy blocks that are pictures.

    Writing that reaches out of one makes it none, nor is one that is hardly more than writing: a
    bubble on a wallpaper.
    """
    return [block for block in blocks if not _is_cut(block, spots) and not _is_full(block, spots)]


def _is_cut(block: Box, spots: Sequence[Box]) -> bool:
    return any(
        (common := block.intersection(core)) is not None
        and common.area > _FILLED * block.area
        and common.area < _INSIDE * core.area
        for core in map(_core, spots)
    )


def _is_full(block: Box, spots: Sequence[Box]) -> bool:
    """Whether a wide block is hardly more than one line; a portrait may hold a letter."""
    if block.w < _LONG * block.h:
        return False
    common = (block.intersection(spot) for spot in spots)
    return any(part is not None and part.area > _WRITTEN * block.area for part in common)


def _core(spot: Box) -> Box:
    rim = round(_RIM * spot.h)
    return Box(spot.x + rim, spot.y + rim, max(1, spot.w - 2 * rim), max(1, spot.h - 2 * rim))


def _groups(lines: Sequence[Box], spots: Sequence[Box]) -> list[tuple[list[int], list[int]]]:
    """Return which lines and which spots are of the same writing, as indices."""
    home = list(range(len(lines) + len(spots)))

    def root(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    order = sorted(range(len(spots)), key=lambda i: spots[i].y)
    for index, line in enumerate(lines):
        for at in order:
            spot = spots[at]
            if spot.y >= line.bottom:
                break
            common = line.intersection(spot)
            if common is not None and common.area > _COMMON * min(line.area, spot.area):
                home[root(len(lines) + at)] = root(index)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for at in range(len(home)):
        group = groups.setdefault(root(at), ([], []))
        if at < len(lines):
            group[0].append(at)
        else:
            group[1].append(at - len(lines))
    return list(groups.values())


def _settled(
    rgb: Image8, areas: Sequence[Area], own: list[Mark], seen: list[Box], letter: float
) -> list[Mark]:
    """Return the lines of a writing that both finders saw.

    Where they agree, layout's box stands, since it is exact; else the spots say what is a line.
    """
    own = [mark for mark in own if mark.box.h >= _LOWEST * letter] or own
    if len(seen) == 1:
        if len(own) > 1 and _one_line(own, letter):
            homes = {mark.owner for mark in own}
            home = homes.pop() if len(homes) == 1 else None
            return [_line(rgb, areas, union_of([mark.box for mark in own]), home)]
        fitting = [mark for mark in own if _fits(mark.box, seen[0], letter)]
        if len(own) > 1 and fitting == own:
            return own
    rows = _rows(seen)
    height = max(box.h for box in seen)
    if len(own) == 1 and len(rows) == 1 and _fits(own[0].box, union_of(seen), letter):
        return _lengthened(rgb, areas, own[0], union_of(seen), height)
    parts = [box for row in rows for box in _clusters(row, _APART * row[0].h)]
    return [_line(rgb, areas, box) for box in parts]


def _fits(line: Box, spot: Box, letter: float) -> bool:
    """Whether a line has nothing else in it than what the spot shows."""
    return line.h <= max(_TALLER * spot.h, 1.3 * letter) and max(
        spot.x - line.x, line.right - spot.right
    ) <= (_APART + _RIM) * max(spot.h, letter)


def _lengthened(
    rgb: Image8, areas: Sequence[Area], mark: Mark, spot: Box, height: int
) -> list[Mark]:
    """Return the line, made longer where the spot reaches far beyond it."""
    left, right = min(mark.box.x, spot.x), max(mark.box.right, spot.right)
    missing = max(mark.box.x - spot.x, spot.right - mark.box.right)
    if missing <= _LONGER * height or spot.h > _TALLER * mark.box.h:
        return [mark]
    return [_line(rgb, areas, Box(left, mark.box.y, right - left, mark.box.h), mark.owner)]


def _one_line(parts: Sequence[Mark], letter: float) -> bool:
    """Whether parts of one writing are pieces of one line: a clock beside a text is none."""
    boxes = [mark.box for mark in parts]
    if max(union_of(boxes).w, union_of(boxes).h) <= _ONE_LETTER * letter:
        return True
    heights = [box.h for box in boxes]
    if len(_rows(boxes)) > 1 or max(heights) >= _ALIKE * min(heights):
        return False
    if _close(boxes, _TOUCHING * letter):
        return True
    same_ink = all(far(mark.ink, parts[0].ink) < _SAME_INK for mark in parts)
    return same_ink and len({mark.owner for mark in parts}) == 1


def _close(boxes: Sequence[Box], gap: float) -> bool:
    """Whether no gap between boxes of one row is wider."""
    ordered = sorted(boxes, key=lambda box: box.x)
    return all(other.x - one.right <= gap for one, other in pairwise(ordered))


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the boxes by row, top to bottom; those of a row share most of their height."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: b.centre_y):
        last = rows[-1][0] if rows else None
        if last is not None:
            shared = min(last.bottom, box.bottom) - max(last.y, box.y)
            if shared > 0.5 * min(last.h, box.h):
                rows[-1].append(box)
                continue
        rows.append([box])
    return rows


def _clusters(row: Sequence[Box], gap: float) -> list[Box]:
    """Return the boxes of one row, near ones made one."""
    found: list[Box] = []
    for box in sorted(row, key=lambda b: b.x):
        if found and box.x - found[-1].right <= gap:
            found[-1] = found[-1].union(box)
        else:
            found.append(box)
    return found


def _line(rgb: Image8, areas: Sequence[Area], box: Box, owner: int | None = None) -> Mark:
    """Return the line in a box, on the smallest area that holds it."""
    if owner is None:
        holding = [
            (area.box.area, index)
            for index, area in enumerate(areas)
            if (common := area.box.intersection(box)) is not None
            and common.area > 0.8 * box.area
            and area.box.h > box.h
        ]
        owner = min(holding)[1] if holding else -1
    plain: Colour | None = None
    if owner >= 0 and areas[owner].spread <= PLAIN:
        plain = areas[owner].colour
    return inked(rgb, box, 0, owner, plain)
