"""Which flat area is a bubble, an avatar, a bar or ground: geometry of the whole picture."""

from __future__ import annotations

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import Region, RegionKind, TextLine
from desktop_app.imaging.layout_bars import (
    chips,
    end_bars,
    is_field,
    keyboard_top,
    mark_bars,
    tabs,
    title_portraits,
)
from desktop_app.imaging.layout_objects import Area, Mark, Roles, far
from desktop_app.imaging.layout_page import Page, beside, objects_of, overlap, rows_shared
from desktop_app.imaging.layout_sides import side_of, sides_of

# So many cells of two columns or more make a form.
_LEAST_CELLS = 4


def assign(
    areas: list[Area], marks: list[Mark], blocks: list[Box], letter: float, width: int, height: int
) -> Roles:
    """Give every area and block its role and every line its region.

    Args:
        areas: flat areas.
        marks: text lines; ``owner`` indexes ``areas``.
        blocks: busy blocks.
        letter: typical height of a character in pixels.
        width: of the picture in pixels.
        height: of the picture in pixels.
    """
    page = Page(areas, marks, blocks, letter, width, height)
    titles = title_portraits(page)
    avatars = [box for box in _avatars(page) if box not in titles]
    bubbles = [i for i in _bubbles(page, avatars) if areas[i].box not in titles]
    choices = tabs(page, bubbles, avatars)
    bubbles = [index for index in bubbles if index not in choices]
    keyboard = keyboard_top(page, bubbles)
    offered = chips(page, bubbles, avatars)
    fields = [
        index
        for index in bubbles
        if areas[index].box.y >= keyboard - 2
        or index in offered
        or is_field(page, index, avatars, keyboard)
    ]
    bubbles = [index for index in bubbles if index not in fields]
    if not avatars and _is_form(page, bubbles):
        bubbles = []
    ends = end_bars(page, bubbles, avatars)
    bubbles = [index for index in bubbles if index not in ends]
    kinds: dict[int, RegionKind] = dict.fromkeys(bubbles, RegionKind.BUBBLE)
    kinds |= dict.fromkeys(fields, RegionKind.INPUT_BAR) | ends
    kinds |= dict.fromkeys(choices, RegionKind.TITLE_BAR)
    _nested(page, bubbles, kinds)
    mark_bars(page, bubbles, avatars, kinds)
    for index, area in enumerate(areas):
        if page.ground[index] and index not in kinds and area.box.w < 0.97 * width:
            kinds[index] = RegionKind.BODY
    sides = sides_of(page, kinds, avatars)
    order = sorted(kinds, key=lambda i: (areas[i].box.y, areas[i].box.x, -areas[i].box.area, i))
    number = {index: at for at, index in enumerate(order)}
    regions: list[Region] = []
    for index in order:
        area = areas[index]
        side = sides[index]
        parent = _region_parent(page, index, number)
        regions.append(Region(number[index], kinds[index], area.box, side, area.colour, parent))
    pictures = [b for b in blocks if b not in avatars and b not in titles and _picture(page, b)]
    for kind, boxes in ((RegionKind.AVATAR, avatars), (RegionKind.PICTURE, pictures)):
        for box in boxes:
            colour = regions[0].colour if regions else (128, 128, 128)
            regions.append(
                Region(len(regions), kind, box, side_of(page, box, avatars), colour, None)
            )
    lines = _lines(page, number, avatars)
    return Roles(tuple(regions), tuple(lines))


def _avatars(page: Page) -> list[Box]:
    """Return the squares at a pane's edge that have a bubble or text on their inner side."""
    letter = page.letter
    objects = objects_of(page)
    found: list[Box] = []
    with_text = {a.box for i, a in enumerate(page.areas) if page.text[i] and not page.ground[i]}
    # A pale default portrait is only a crescent of calm colour.
    crescents = [
        a.box
        for i, a in enumerate(page.areas)
        if 0.3 <= a.fill < 0.6 and not page.ground[i] and not page.text[i]
    ]
    for box in dict.fromkeys(page.blocks + objects + crescents):
        if not (1.5 * letter <= box.w <= 4.6 * letter and 0.78 <= box.w / box.h <= 1.28):
            continue
        if any(
            not g and a.fill >= 0.6 and a.box.area > 1.6 * box.area and overlap(box, a.box) > 0.9
            for a, g in zip(page.areas, page.ground, strict=True)
        ):
            continue
        pane = page.pane_of(box)
        left = box.x - pane.x <= pane.right - box.right
        edge = box.x - pane.x if left else pane.right - box.right
        if edge > 1.3 * box.w:
            continue
        mates = [other for other in objects if pane.x <= other.centre_x <= pane.right]
        if any(_beyond(box, other, left) for other in mates):
            continue
        inward = [other for other in mates if beside(box, other, left, 1.5 * letter)]
        alike = sum(
            abs(o.x - box.x) <= 0.12 * box.w and abs(o.w - box.w) <= 0.12 * box.w for o in objects
        )
        if not inward and (box not in with_text or alike >= 3):
            inward = [m.box for m in page.marks if beside(box, m.box, left, 2.2 * letter)]
        if inward:
            found.append(box)
    kept: list[Box] = []
    for box in sorted(found, key=lambda b: (-b.area, b.y, b.x)):
        if not any(overlap(box, other) > 0.5 for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda b: (b.y, b.x))


def _beyond(box: Box, other: Box, left: bool) -> bool:
    """Whether another object of some size stands between a square and the edge."""
    if other is box or rows_shared(box, other) < 0.4 * min(box.h, other.h):
        return False
    if other.h < 0.5 * box.h or other.w < 0.5 * box.w:
        return False
    return other.right <= box.x + 2 if left else other.x >= box.right - 2


def _bubbles(page: Page, avatars: list[Box]) -> list[int]:
    """Return the areas that are message bubbles: on ground, not a bar, holding text."""
    found: list[int] = []
    for index, area in enumerate(page.areas):
        box = area.box
        if page.ground[index] or box in avatars or area.fill < 0.62:
            continue
        if any(overlap(box, a) > 0.6 for a in avatars):
            continue
        if any(overlap(box, b) > 0.8 or _captions(box, b, page.letter) for b in page.blocks):
            continue
        if box.h < 1.3 * page.letter or box.w < 1.3 * page.letter:
            continue
        parent = page.parent[index]
        # The gaps of a patterned wallpaper reach around bubbles but don't hold them.
        if parent >= 0 and not page.ground[parent] and page.areas[parent].fill >= 0.62:
            continue
        flanked = any(beside(a, box, a.centre_x < box.centre_x, 1.5 * page.letter) for a in avatars)
        if not _has_text(page, index) and not flanked:
            continue
        if _is_picture_frame(page, index) or (not flanked and _is_button(page, index)):
            continue
        found.append(index)
    return [i for i in found if not _is_portrait_piece(page, i, found)]


def _is_form(page: Page, bubbles: list[int]) -> bool:
    """Whether areas stand wall to wall with others, in rows and in columns.

    Nobody's words do that; the cells of a form do.
    """
    boxes = [page.areas[index].box for index in bubbles]
    wall = 0.5 * page.letter
    cells = 0
    for box in boxes:
        row = any(
            o is not box
            and rows_shared(box, o) > 0.8 * max(box.h, o.h)
            and max(box.x, o.x) - min(box.right, o.right) <= wall
            for o in boxes
        )
        column = any(
            o is not box
            and max(abs(box.x - o.x), abs(box.right - o.right)) <= wall
            and max(box.y, o.y) - min(box.bottom, o.bottom) <= wall
            for o in boxes
        )
        cells += row and column
    return cells >= _LEAST_CELLS


def _is_portrait_piece(page: Page, index: int, bubbles: list[int]) -> bool:
    """Whether an area is the calm part of a portrait: outermost beside a bubble of its row."""
    box = page.areas[index].box
    pane = page.pane_of(box)
    if box.w > 4.5 * page.letter or box.w > 4 * box.h:
        return False
    left = box.x - pane.x <= pane.right - box.right
    if (box.x - pane.x if left else pane.right - box.right) > 1.3 * box.w:
        return False
    return any(
        i != index
        and rows_shared(page.areas[i].box, box) > 0.6 * box.h
        and 0
        < (page.areas[i].box.x - box.right if left else box.x - page.areas[i].box.right)
        < 1.5 * page.letter
        for i in bubbles
    )


def _captions(box: Box, block: Box, letter: float) -> bool:
    """Whether an area is a strip along the edge of a picture."""
    gap = max(box.y - block.bottom, block.y - box.bottom)
    flush = abs(box.x - block.x) < 0.5 * letter and abs(box.right - block.right) < 0.5 * letter
    return flush and gap < 0.3 * letter and block.h > 2.5 * letter


def _is_picture_frame(page: Page, index: int) -> bool:
    """Whether an area is a sticker or picture: what looks like text fills little of its height."""
    box = page.areas[index].box
    inner = [m.box for m in page.marks if box.contains(m.box)]
    if box.h <= 3.2 * page.letter or not inner:
        return box.h > 3.2 * page.letter
    text = union_of(inner)
    if text.area < 0.05 * box.area:
        return True
    return len(inner) == 1 and box.h - text.h > 3.2 * page.letter and box.h > 4.5 * page.letter


def _is_button(page: Page, index: int) -> bool:
    """Whether an area belongs to the title row: a title stands far beside it.

    A square in the middle of the top is the portrait over a title.
    """
    box = page.areas[index].box
    pane = page.pane_of(box)
    if box.bottom - pane.y > 7.5 * page.letter:
        return False
    middle = abs(box.centre_x - pane.centre_x) < 0.05 * pane.w
    if middle and 0.8 <= box.w / box.h <= 1.25:
        return True
    if box.h > 2.6 * page.letter:
        return False
    # A counter beside the way back is lower than any bubble; its title stands to its right.
    counter = box.h < 1.8 * page.letter and box.w < 4 * page.letter
    return any(
        rows_shared(m.box, box) > 0.3 * min(m.box.h, box.h)
        and (m.owner < 0 or page.ground[m.owner])
        and pane.x <= m.box.x <= pane.right
        and (
            box.x - m.box.right > 2.5 * page.letter
            or (counter and m.box.x - box.right > 2.5 * page.letter)
        )
        for m in page.marks
    )


def _has_text(page: Page, index: int) -> bool:
    if page.text[index]:
        return True
    return any(page.parent[i] == index and page.text[i] for i in range(len(page.areas)))


def _nested(page: Page, bubbles: list[int], kinds: dict[int, RegionKind]) -> None:
    """Mark text areas inside bubbles, and small-print ones right under them, as quotes."""
    chosen = set(bubbles)
    for index, area in enumerate(page.areas):
        if index in chosen or not page.text[index] or area.fill < 0.6 or page.ground[index]:
            continue
        parent = page.parent[index]
        # Labels and buttons of a card are narrow; a quotation is about as wide as its bubble.
        apart = parent >= 0 and far(area.colour, page.areas[parent].colour) > 6
        if parent in chosen and apart and area.box.w >= 0.5 * page.areas[parent].box.w:
            kinds[index] = RegionKind.QUOTE
    heights = {i: _print_size(page, i) for i in bubbles}
    for index in bubbles:
        box = page.areas[index].box
        for other in bubbles:
            above = page.areas[other].box
            gap = box.y - above.bottom
            if other == index or not -2 <= gap <= 0.6 * page.letter:
                continue
            aligned = abs(box.x - above.x) < 0.7 * page.letter or (
                abs(box.right - above.right) < 0.7 * page.letter
            )
            fainter = _contrast(page, index) < 0.65 * _contrast(page, other)
            smaller = heights[index] < (0.97 if fainter else 0.88) * heights[other]
            other_fill = (
                far(page.areas[index].colour, page.areas[other].colour) > 6
                or heights[index] < 0.8 * heights[other]
            )
            if aligned and smaller and other_fill and kinds.get(other) is RegionKind.BUBBLE:
                kinds[index] = RegionKind.QUOTE


def _contrast(page: Page, index: int) -> int:
    return max((far(m.ink, m.paper) for m in page.marks if m.owner == index), default=0)


def _print_size(page: Page, index: int) -> float:
    widest = max((m for m in page.marks if m.owner == index), key=lambda m: m.box.w, default=None)
    return page.letter if widest is None else widest.letter


def _region_parent(page: Page, index: int, number: dict[int, int]) -> int | None:
    at = page.parent[index]
    while at >= 0:
        if at in number:
            return number[at]
        at = page.parent[at]
    return None


def _picture(page: Page, box: Box) -> bool:
    return min(box.w, box.h) >= 1.6 * page.letter


def _lines(page: Page, number: dict[int, int], avatars: list[Box]) -> list[TextLine]:
    lines: list[TextLine] = []
    for mark in page.marks:
        if any(max(overlap(mark.box, a), overlap(a, mark.box)) > 0.6 for a in avatars):
            continue
        home = page.areas[mark.owner].box if mark.owner in number else None
        if home is not None and page.ground[mark.owner]:
            home = None
        if any(
            overlap(mark.box, b) > 0.7 and (home is None or overlap(b, home) > 0.95)
            for b in page.blocks
        ):
            continue
        if _is_decoration(page, mark, number) or (
            not mark.seen and home is None and mark.box.w < 3 * mark.box.h
        ):
            continue
        at = mark.owner
        while at >= 0 and at not in number:
            at = page.parent[at]
        region = number[at] if at >= 0 else None
        lines.append(TextLine(mark.box, region, mark.ink, mark.paper, mark.seen))
    lines.sort(key=lambda line: (line.box.y, line.box.x))
    return lines


def _is_decoration(page: Page, mark: Mark, number: dict[int, int]) -> bool:
    """Whether a mark beside a bubble is its tail or what is left of its edge."""
    box, letter = mark.box, page.letter
    if mark.owner in number and not page.ground[mark.owner]:
        return False
    if min(box.w, box.h) > 0.75 * letter:
        return False
    for index in number:
        bubble = page.areas[index].box
        if page.ground[index] or bubble.contains(box):
            continue
        gap_x = max(bubble.x - box.right, box.x - bubble.right)
        gap_y = max(bubble.y - box.bottom, box.y - bubble.bottom)
        if max(gap_x, gap_y) > 0.45 * letter:
            continue
        if far(mark.ink, page.areas[index].colour) < 40:
            return True
        if max(gap_x, gap_y) <= 0 and (box.h < 0.4 * letter or box.w < 0.4 * letter):
            return True
    return False
