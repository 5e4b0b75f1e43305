"""Layout of a picture: regions and text lines, found in colour before any reading."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import cv2
import numpy as np

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import Region, RegionKind, Side, TextLine
from desktop_app.imaging.camera import is_photo
from desktop_app.imaging.layout_bands import bands_of
from desktop_app.imaging.layout_clefts import parted
from desktop_app.imaging.layout_flats import (
    Flat,
    Image8,
    Labels,
    edges_of,
    find_flats,
    gradient,
    noise_of,
    owners,
    smoothed,
)
from desktop_app.imaging.layout_ink import (
    busy_blocks,
    find_ink,
    letter_height,
    outside,
    paper_of,
    portraits,
    settle,
    without_rules,
)
from desktop_app.imaging.layout_islands import (
    close_bays,
    find_islands,
    grounds_of,
    without_doubles,
)
from desktop_app.imaging.layout_lines import Strip, find_strips, slope_of
from desktop_app.imaging.layout_marks import inked
from desktop_app.imaging.layout_objects import Area, Mark, Roles, far
from desktop_app.imaging.layout_rescue import rescued
from desktop_app.imaging.layout_roles import assign
from desktop_app.imaging.layout_screens import screens_of
from desktop_app.imaging.layout_spots import PLAIN, reconciled, settled_letter, true_blocks
from desktop_app.imaging.layout_strokes import without_strokes

Find = Callable[[Image8], Sequence[Box]]

# Share of the writing (by length) that lies on the sheet or screen that a photo shows.
_ON_SHEET = 0.85
_PHOTO_PIXELS = 1_800_000
_WIDE_ENOUGH = 700
_NARROW = 580
_SMALL = 500


@dataclass(frozen=True, slots=True)
class Layout:
    """What layout found; all boxes are pixels of the picture it was given.

    Attributes:
        width, height: pixels.
        background: dominant colour, RGB 0-255.
        regions: ids equal indices.
        lines: text lines, top to bottom, left to right.
        photo: the picture is a photo, not a screenshot.
    """

    width: int
    height: int
    background: tuple[int, int, int]
    regions: tuple[Region, ...]
    lines: tuple[TextLine, ...]
    photo: bool


@dataclass(frozen=True, slots=True)
class _Band:
    """What one band holds, in pixels of the whole picture."""

    areas: list[Area]
    marks: list[Mark]
    blocks: list[Box]
    letter: float


def analyse(rgb: Image8, find: Find | None = None, *, photo: bool | None = None) -> Layout:
    """Return regions and text lines of an upright picture.

    Screenshots put side by side are laid out one by one, each in a region of its own.

    Args:
        rgb: ``uint8`` array, height x width x 3.
        find: looks for writing on its own, while layout does, and returns a box around each
            piece; what one of them missed or took for one line is set right by the other.
        photo: whether a camera took it; found out where None.
    """
    photo = is_photo(rgb) if photo is None else photo
    screens = [] if photo else screens_of(rgb)
    if screens:
        parts = [_screen(rgb[s.y : s.bottom, s.x : s.right], find, False) for s in screens]
        return _side_by_side(rgb, screens, parts)
    return _screen(rgb, find, photo)


def _screen(rgb: Image8, find: Find | None, photo: bool) -> Layout:
    if find is None:
        return _analyse(rgb, tuple, photo)
    with ThreadPoolExecutor(1, thread_name_prefix="finder") as beside:
        return _analyse(rgb, beside.submit(find, rgb).result, photo)


def _side_by_side(rgb: Image8, screens: Sequence[Box], parts: Sequence[Layout]) -> Layout:
    """Return the layout of a picture of screens, each of which was laid out by itself."""
    regions: list[Region] = []
    lines: list[TextLine] = []
    for box, part in zip(screens, parts, strict=True):
        first = len(regions) + 1
        kind = RegionKind.SCREEN
        regions.append(Region(len(regions), kind, box, Side.WIDE, part.background))
        for region in part.regions:
            parent = None if region.parent is None else region.parent + first
            moved = region.box.moved(box.x, box.y)
            regions.append(replace(region, id=region.id + first, box=moved, parent=parent))
        for line in part.lines:
            home = None if line.region is None else line.region + first
            lines.append(replace(line, box=line.box.moved(box.x, box.y), region=home))
    lines.sort(key=lambda line: (line.box.y, line.box.x))
    height, width = rgb.shape[:2]
    return Layout(width, height, parts[0].background, tuple(regions), tuple(lines), False)


def _analyse(rgb: Image8, spots: Callable[[], Sequence[Box]], photo: bool) -> Layout:
    height, width = rgb.shape[:2]
    scale = _scale(width, min(height, 6000), photo)
    merged = _Band([], [], [], 0.0)
    letters: list[float] = []
    for top, bottom in bands_of(rgb):
        band = _analyse_band(rgb[top:bottom], top, scale, photo)
        _append(merged, band, top)
        if band.marks:
            letters.append(band.letter)
    letter = float(np.median(letters)) if letters else max(12.0, width / 40)
    writing = spots()
    letter = settled_letter(letter, writing)
    marks = reconciled(rgb, merged.areas, merged.marks, writing, letter)
    marks = _on_screen(merged.areas, marks, width, height) if photo else marks
    blocks = true_blocks(merged.blocks, writing)
    areas, marks = rescued(rgb, *parted(rgb, merged.areas, marks, letter), letter)
    roles: Roles = assign(areas, marks, blocks, letter, width, height)
    background = _background(merged.areas, rgb)
    return Layout(width, height, background, roles.regions, roles.lines, photo)


def _scale(width: int, height: int, photo: bool) -> float:
    if photo:
        return min(1.0, math.sqrt(_PHOTO_PIXELS / (width * height)))
    if height > 1.2 * width and width > _WIDE_ENOUGH:
        return _NARROW / width if width < 1800 else 540 / width
    if height > 1.2 * width and width < _SMALL:
        return _NARROW / width if width >= 150 else 1.0
    if width * height > 6_000_000:
        return 0.5
    return 1.0


def _working(rgb: Image8, scale: float, photo: bool) -> Image8:
    picture = rgb
    if scale != 1.0:
        picture = np.asarray(
            cv2.resize(
                rgb,
                None,
                fx=scale,
                fy=scale,
                interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC,
            ),
            np.uint8,
        )
    if photo:
        picture = np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), np.uint8)
    return np.ascontiguousarray(picture)


def _analyse_band(rgb: Image8, top: int, scale: float, photo: bool) -> _Band:
    height, width = rgb.shape[:2]
    small = without_strokes(_working(rgb, scale, photo))
    change = gradient(small)
    noise = noise_of(change) if photo else min(noise_of(change), 3.0)
    smooth = smoothed(small, change, photo)
    edges = edges_of(smooth, small, change, photo)
    grain = noise_of(edges)
    flats = find_flats(small, edges, grain)
    rim = 7 if photo else (3 if smooth is small else 5)
    owner, rims = owners(flats, change.shape, rim, blown_up=scale > 1)
    paper = paper_of(small, flats, owner, change, noise)
    ink = find_ink(small, paper, owner, rims, noise)
    letter = letter_height(ink, flats, small.shape[1])
    if smooth is not small:
        grounds = grounds_of(flats, change.size)
        where, _ = owners(grounds, change.shape, rim)
        close_bays(grounds, where)
        behind = paper_of(small, grounds, where, change, noise)
        islands = find_islands(smooth, behind, where, grain, letter) if grounds else []
        if islands:
            flats = without_doubles(flats, islands)
            owner, rims = owners(flats, change.shape, rim, blown_up=scale > 1)
            paper = paper_of(small, flats, owner, change, noise)
            ink = find_ink(small, paper, owner, rims, noise)
            letter = letter_height(ink, flats, small.shape[1])
    trimmed = _without_counters(flats, owner, letter, rim)
    if len(trimmed) < len(flats):
        flats = trimmed
        owner, rims = owners(flats, change.shape, rim, blown_up=scale > 1)
        ink = find_ink(small, paper, owner, rims, noise)
    ink = without_rules(ink, letter)
    page = change.size
    ground = frozenset(
        [-1] + [i for i, f in enumerate(flats) if f.area > 0.2 * page or f.w > 0.9 * small.shape[1]]
    )
    blocks = busy_blocks(ink, letter, ground)
    page_like = (blocks[:, 2] > 0.8 * small.shape[1]) & (blocks[:, 3] > 0.5 * small.shape[0])
    blocks = blocks[~page_like]
    blocks = np.concatenate([blocks, portraits(flats, owner, letter)])
    ink = outside(ink, blocks, flats, ground)
    ink = settle(ink, flats, ground)
    slope = slope_of(ink, letter) if photo else 0.0
    strips = [s for s in find_strips(ink, letter, ground, slope) if not _is_rim(s, flats, letter)]
    factor_x, factor_y = width / small.shape[1], height / small.shape[0]

    def enlarge(x: int, y: int, w: int, h: int) -> Box:
        left, upper = max(int(x * factor_x), 0), max(int(y * factor_y), 0)
        right = min(math.ceil((x + w) * factor_x), width)
        lower = min(math.ceil((y + h) * factor_y), height)
        return Box(left, upper, max(right - left, 1), max(lower - upper, 1))

    areas = [
        Area(enlarge(f.x, f.y, f.w, f.h).moved(0, top), f.colour, f.fill, f.spread, f.step)
        for f in flats
    ]
    marks: list[Mark] = []
    slack = math.ceil(max(factor_x, factor_y))
    for strip in strips:
        flat = flats[strip.owner] if strip.owner >= 0 else None
        plain = flat.colour if flat is not None and flat.spread <= PLAIN else None
        mark = inked(rgb, enlarge(strip.x, strip.y, strip.w, strip.h), slack, strip.owner, plain)
        marks.append(replace(mark, box=mark.box.moved(0, top)))
    boxes = [enlarge(*(int(v) for v in block)).moved(0, top) for block in blocks]
    return _Band(areas, marks, boxes, letter * factor_y)


def _is_rim(strip: Strip, flats: list[Flat], letter: float) -> bool:
    """Whether a thin strip is what is left of the edge of a flat area."""
    if strip.h > 0.4 * letter or strip.w < letter:
        return False
    middle = strip.y + strip.h / 2
    for flat in flats:
        along = min(strip.x + strip.w, flat.x + flat.w) - max(strip.x, flat.x)
        near = min(abs(middle - flat.y), abs(middle - flat.y - flat.h))
        if near <= 0.3 * letter and along > 0.6 * strip.w:
            return True
    return False


def _without_counters(flats: list[Flat], owner: Labels, letter: float, rim: int) -> list[Flat]:
    """Drop the white inside of 口 and 国, and crumbs of a bubble's own fill."""
    height, width = owner.shape
    beyond = rim + 3
    kept: list[Flat] = []
    page = height * width
    for index, flat in enumerate(flats):
        if any(
            _holds(f, flat) and far(f.colour, flat.colour) < 10
            for f in kept
            if f.area < 0.3 * page and f.fill >= 0.6
        ):
            continue
        if max(flat.w, flat.h) < 2.4 * letter:
            x, y = max(flat.x - beyond, 0), min(max(flat.y + flat.h // 2, 0), height - 1)
            x2, y2 = min(flat.x + flat.w // 2, width - 1), max(flat.y - beyond, 0)
            around = {int(owner[y, x]), int(owner[y2, x2])}
            colours = [flats[i].colour for i in around if i not in (-1, index)]
            if any(far(flat.colour, c) < 8 for c in colours):
                continue
        kept.append(flat)
    return kept


def _holds(outer: Flat, inner: Flat) -> bool:
    """Whether a bubble-like area lies around another; its crumbs have its own colour."""
    return (
        outer.x <= inner.x + 3
        and outer.y <= inner.y + 3
        and outer.x + outer.w >= inner.x + inner.w - 3
        and outer.y + outer.h >= inner.y + inner.h - 3
    )


def _append(merged: _Band, band: _Band, top: int) -> None:
    """Add a band's findings; areas that the cut parted are joined again."""
    places: dict[int, int] = {}
    for index, area in enumerate(band.areas):
        partner = None
        if area.box.y <= top + 3:
            for at, other in enumerate(merged.areas):
                if (
                    abs(other.box.bottom - top) <= 3
                    and abs(other.box.x - area.box.x) <= 4
                    and abs(other.box.right - area.box.right) <= 4
                    and far(other.colour, area.colour) <= 6
                ):
                    partner = at
                    break
        if partner is None:
            places[index] = len(merged.areas)
            merged.areas.append(area)
        else:
            other = merged.areas[partner]
            merged.areas[partner] = Area(
                other.box.union(area.box),
                other.colour,
                min(other.fill, area.fill),
                max(other.spread, area.spread),
                min(other.step, area.step),
            )
            places[index] = partner
    for mark in band.marks:
        owner = places.get(mark.owner, -1)
        merged.marks.append(replace(mark, owner=owner))
    merged.blocks.extend(band.blocks)


def _on_screen(areas: list[Area], marks: list[Mark], width: int, height: int) -> list[Mark]:
    """Drop what lies around the screen or paper that a photo shows."""
    sheets = [a for a in areas if a.box.area * a.fill > 0.25 * width * height and a.fill > 0.6]
    if not sheets:
        return marks
    sheet = max(sheets, key=lambda a: a.box.area * a.fill).box
    kept = [
        mark
        for mark in marks
        if sheet.x <= mark.box.centre_x < sheet.right
        and sheet.y <= mark.box.centre_y < sheet.bottom
    ]
    # A wallpaper's calm part is no sheet: the writing goes on beyond it.
    written = sum(mark.box.w for mark in marks if mark.seen)
    return kept if sum(m.box.w for m in kept if m.seen) >= _ON_SHEET * written else marks


def _background(areas: list[Area], rgb: Image8) -> tuple[int, int, int]:
    if areas:
        largest = max(areas, key=lambda a: (a.box.area * a.fill, -a.box.y))
        if largest.box.area > 0.2 * rgb.shape[0] * rgb.shape[1]:
            return largest.colour
    red, green, blue = (int(v) for v in np.median(rgb[::8, ::8].reshape(-1, 3), axis=0))
    return red, green, blue
