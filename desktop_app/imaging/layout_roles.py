"""Which flat area is a bubble, an avatar, a bar or ground: geometry of the whole picture."""

from __future__ import annotations

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import Region, RegionKind, Side, TextLine
from desktop_app.imaging.layout_objects import Area, Mark, Roles, columns_of, far

# A bubble this wide (share of its pane), whose margins differ by no more, can be on either side.
_WIDE = 0.55
_EITHER = 0.12
# Fills within this distance (RGB units) are one colour.
_SAME_FILL = 10


class _Page:
    """The objects of one page and what is known of them so far."""

    def __init__(
        self, areas: list[Area], marks: list[Mark], blocks: list[Box], letter: float, w: int, h: int
    ) -> None:
        self.areas = areas
        self.marks = marks
        self.blocks = blocks
        self.letter = letter
        self.width = w
        self.height = h
        self.parent = [self._parent(i) for i in range(len(areas))]
        self.text = [0] * len(areas)
        for mark in marks:
            if mark.owner >= 0 and (mark.seen or areas[mark.owner].box.h < 3.2 * letter):
                self.text[mark.owner] += 1
        columns = columns_of(areas, letter, h)
        self.ground = [i in columns or self._is_ground(i) for i in range(len(areas))]

    def _is_ground(self, index: int) -> bool:
        """Whether an area is background: across the picture, at its borders, or a container.

        A bubble holds one text; what holds several text areas or pictures holds a conversation.
        """
        area = self.areas[index]
        box = area.box
        slack_x, slack_y = 0.012 * self.width, 0.012 * self.height
        left, right = box.x <= slack_x, box.right >= self.width - slack_x
        if left and right and area.fill > 0.25:
            return True
        if area.fill < 0.45:
            return False
        share = box.area * area.fill / (self.width * self.height)
        top, bottom = box.y <= slack_y, box.bottom >= self.height - slack_y
        if left + right + top + bottom >= 2 and box.h > 6 * self.letter:
            return True
        if share < 0.15:
            return False
        inner = sum(
            self.parent[i] == index
            and self.text[i] > 0
            and a.fill >= 0.7
            and a.box.w >= 2.5 * self.letter
            for i, a in enumerate(self.areas)
        )
        squares = sum(
            box.contains(b)
            and 1.5 * self.letter <= b.w <= 5.5 * self.letter
            and 0.78 <= b.w / b.h <= 1.28
            for b in self.blocks
        )
        return inner >= 3 or squares >= 3 or (share > 0.3 and inner + squares >= 2)

    def _parent(self, index: int) -> int:
        """Return the smallest area around this one, or -1."""
        best, size = -1, 0
        box = self.areas[index].box
        for at, other in enumerate(self.areas):
            if at == index or other.box.area <= box.area:
                continue
            inner = other.box.intersection(box)
            if inner is None or inner.area < 0.9 * box.area:
                continue
            if best < 0 or other.box.area < size:
                best, size = at, other.box.area
        return best

    def pane_of(self, box: Box) -> Box:
        """Return the ground pane that a box lies in; the whole picture where none fits."""
        whole = Box(0, 0, self.width, self.height)
        best = whole
        for area, ground in zip(self.areas, self.ground, strict=True):
            if not ground or area.box.w < 0.2 * self.width or area.box.h < 0.25 * self.height:
                continue
            inner = area.box.intersection(box)
            if inner is not None and inner.area >= 0.9 * box.area and area.box.w < best.w * 0.97:
                best = area.box
        return best


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
    page = _Page(areas, marks, blocks, letter, width, height)
    titles = _title_portraits(page)
    avatars = [box for box in _avatars(page) if box not in titles]
    bubbles = [i for i in _bubbles(page, avatars) if areas[i].box not in titles]
    keyboard = _keyboard_top(page, bubbles)
    chips = _chips(page, bubbles, avatars)
    fields = [
        index
        for index in bubbles
        if areas[index].box.y >= keyboard - 2
        or index in chips
        or _is_field(page, index, avatars, keyboard)
    ]
    bubbles = [index for index in bubbles if index not in fields]
    ends = _end_bars(page, bubbles, avatars)
    bubbles = [index for index in bubbles if index not in ends]
    kinds: dict[int, RegionKind] = dict.fromkeys(bubbles, RegionKind.BUBBLE)
    kinds |= dict.fromkeys(fields, RegionKind.INPUT_BAR) | ends
    _nested(page, bubbles, kinds)
    _bars(page, bubbles, avatars, kinds)
    for index, area in enumerate(areas):
        if page.ground[index] and index not in kinds and area.box.w < 0.97 * width:
            kinds[index] = RegionKind.BODY
    sides = _sides(page, kinds, avatars)
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
            regions.append(Region(len(regions), kind, box, _side(page, box, avatars), colour, None))
    lines = _lines(page, number, avatars)
    return Roles(tuple(regions), tuple(lines))


def _objects(page: _Page) -> list[Box]:
    small = 0.8 * page.letter
    flats = [
        a.box
        for a, ground in zip(page.areas, page.ground, strict=True)
        if not ground and a.fill >= 0.6 and min(a.box.w, a.box.h) >= small
    ]
    return flats + page.blocks


def _avatars(page: _Page) -> list[Box]:
    """Return the squares at a pane's edge that have a bubble or text on their inner side."""
    letter = page.letter
    objects = _objects(page)
    found: list[Box] = []
    with_text = {a.box for i, a in enumerate(page.areas) if page.text[i] and not page.ground[i]}
    # A pale default portrait is only a crescent of calm colour.
    crescents = [
        a.box
        for i, a in enumerate(page.areas)
        if 0.3 <= a.fill < 0.6 and not page.ground[i] and not page.text[i]
    ]
    for box in dict.fromkeys(page.blocks + objects + crescents):
        if not (1.5 * letter <= box.w <= 5.5 * letter and 0.78 <= box.w / box.h <= 1.28):
            continue
        if any(
            not g and a.fill >= 0.6 and a.box.area > 1.6 * box.area and _overlap(box, a.box) > 0.9
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
        inward = [other for other in mates if _beside(box, other, left, 1.5 * letter)]
        alike = sum(
            abs(o.x - box.x) <= 0.12 * box.w and abs(o.w - box.w) <= 0.12 * box.w for o in objects
        )
        if not inward and (box not in with_text or alike >= 3):
            inward = [m.box for m in page.marks if _beside(box, m.box, left, 2.2 * letter)]
        if inward:
            found.append(box)
    kept: list[Box] = []
    for box in sorted(found, key=lambda b: (-b.area, b.y, b.x)):
        if not any(_overlap(box, other) > 0.5 for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda b: (b.y, b.x))


def _overlap(small: Box, large: Box) -> float:
    inner = small.intersection(large)
    return inner.area / small.area if inner else 0.0


def _rows_shared(one: Box, other: Box) -> int:
    return min(one.bottom, other.bottom) - max(one.y, other.y)


def _beyond(box: Box, other: Box, left: bool) -> bool:
    """Whether another object of some size stands between a square and the edge."""
    if other is box or _rows_shared(box, other) < 0.4 * min(box.h, other.h):
        return False
    if other.h < 0.5 * box.h or other.w < 0.5 * box.w:
        return False
    return other.right <= box.x + 2 if left else other.x >= box.right - 2


def _beside(box: Box, other: Box, left: bool, reach: float) -> bool:
    """Whether another object stands on a square's inner side, about at its top."""
    if other is box or _rows_shared(box, other) < 0.25 * min(box.h, other.h):
        return False
    if other.y < box.y - 0.4 * box.h or other.y > box.y + 0.85 * box.h:
        return False
    gap = other.x - box.right if left else box.x - other.right
    return -2 <= gap <= reach


def _bubbles(page: _Page, avatars: list[Box]) -> list[int]:
    """Return the areas that are message bubbles: on ground, not a bar, holding text."""
    found: list[int] = []
    for index, area in enumerate(page.areas):
        box = area.box
        if page.ground[index] or box in avatars or area.fill < 0.62:
            continue
        if any(_overlap(box, a) > 0.6 for a in avatars):
            continue
        if any(_overlap(box, b) > 0.8 or _captions(box, b, page.letter) for b in page.blocks):
            continue
        if box.h < 1.3 * page.letter or box.w < 1.3 * page.letter:
            continue
        parent = page.parent[index]
        # The gaps of a patterned wallpaper reach around bubbles but don't hold them.
        if parent >= 0 and not page.ground[parent] and page.areas[parent].fill >= 0.62:
            continue
        flanked = any(
            _beside(a, box, a.centre_x < box.centre_x, 1.5 * page.letter) for a in avatars
        )
        if not _has_text(page, index) and not flanked:
            continue
        if _is_picture_frame(page, index) or (not flanked and _is_button(page, index)):
            continue
        found.append(index)
    return [i for i in found if not _is_portrait_piece(page, i, found)]


def _is_portrait_piece(page: _Page, index: int, bubbles: list[int]) -> bool:
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
        and _rows_shared(page.areas[i].box, box) > 0.6 * box.h
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


def _is_picture_frame(page: _Page, index: int) -> bool:
    """Whether an area is a sticker or picture: what looks like text fills little of its height."""
    box = page.areas[index].box
    inner = [m.box for m in page.marks if box.contains(m.box)]
    if box.h <= 3.2 * page.letter or not inner:
        return box.h > 3.2 * page.letter
    text = union_of(inner)
    if text.area < 0.05 * box.area:
        return True
    return len(inner) == 1 and box.h - text.h > 3.2 * page.letter and box.h > 4.5 * page.letter


def _is_button(page: _Page, index: int) -> bool:
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
        _rows_shared(m.box, box) > 0.3 * min(m.box.h, box.h)
        and (m.owner < 0 or page.ground[m.owner])
        and pane.x <= m.box.x <= pane.right
        and (
            box.x - m.box.right > 2.5 * page.letter
            or (counter and m.box.x - box.right > 2.5 * page.letter)
        )
        for m in page.marks
    )


def _title_portraits(page: _Page) -> list[Box]:
    """Return the squares of title bars: the way back stands between them and the edge.

    The square beside a message is always the outermost thing of its row.
    """
    letter = page.letter
    found: list[Box] = []
    for box in dict.fromkeys(_objects(page)):
        if not (1.5 * letter <= box.w <= 5.5 * letter and 0.78 <= box.w / box.h <= 1.28):
            continue
        pane = page.pane_of(box)
        if box.y - pane.y > 6 * letter or box.x - pane.x > 0.3 * pane.w:
            continue
        outer = any(
            pane.x <= m.box.x
            and m.box.right <= box.x + 2
            and m.box.h >= 0.5 * letter
            and m.box.w >= 0.25 * letter
            and box.y <= m.box.centre_y <= box.bottom
            and (m.owner < 0 or page.ground[m.owner])
            for m in page.marks
        )
        if outer:
            found.append(box)
    return found


def _chips(page: _Page, bubbles: list[int], avatars: list[Box]) -> list[int]:
    """Return the last areas when they stand in one row: suggestions over the message field."""
    found: list[int] = []
    for index in bubbles:
        box = page.areas[index].box
        pane = page.pane_of(box)
        if box.h > 2.4 * page.letter or box.w < 1.2 * box.h or box.y < pane.y + 0.5 * pane.h:
            continue
        mates = [
            i
            for i, a in enumerate(page.areas)
            if i != index
            and not page.ground[i]
            and a.fill >= 0.6
            and a.box.w >= 1.2 * a.box.h
            and abs(a.box.y - box.y) <= 6
            and abs(a.box.h - box.h) <= 8
            and (a.box.right <= box.x or a.box.x >= box.right)
            and a.box not in avatars
            and page.pane_of(a.box) == pane
        ]
        if not mates:
            continue
        above = [page.areas[i].box for i in bubbles if i != index and i not in mates]
        last = [b for b in [*above, *avatars] if pane.x <= b.centre_x <= pane.right]
        if all(b.bottom <= box.y + 4 or b.y >= box.bottom for b in last) and not any(
            a.bottom > box.y for a in avatars if pane.x <= a.centre_x <= pane.right
        ):
            found.append(index)
    return found


def _end_bars(page: _Page, bubbles: list[int], avatars: list[Box]) -> dict[int, RegionKind]:
    """Return the first and last area where they reach over all messages on both sides.

    Where a photo shows more than the screen, its bars don't touch the picture's borders.
    """
    found: dict[int, RegionKind] = {}
    for index in bubbles:
        box = page.areas[index].box
        others = [page.areas[i].box for i in bubbles if i != index]
        narrow = [other for other in others if other.w <= 0.85 * box.w]
        content = narrow + [a for a in avatars if not box.contains(a)]
        reach = 0.3 * page.letter
        if len(narrow) < 3 or len(others) - len(narrow) > 1:
            continue
        if box.x > min(b.x for b in content) - reach:
            continue
        if box.right < max(b.right for b in content) + reach:
            continue
        if all(b.y >= box.bottom - page.letter for b in content):
            found[index] = RegionKind.TITLE_BAR
        elif all(b.bottom <= box.y + page.letter for b in content):
            found[index] = RegionKind.INPUT_BAR
    return found


def _keyboard_top(page: _Page, bubbles: list[int]) -> int:
    """Return the row where an open keyboard begins, the picture's height where there is none.

    Keys stand three and more in a row; messages never do.
    """
    boxes = [page.areas[i].box for i in bubbles]
    tops = sorted(
        {
            box.y
            for box in boxes
            if sum(abs(o.y - box.y) <= 6 and abs(o.h - box.h) <= 8 for o in boxes) >= 3
        }
    )
    rows = [y for at, y in enumerate(tops) if at == 0 or y - tops[at - 1] > page.letter]
    if len(rows) < 2 or rows[0] < 0.35 * page.height:
        return page.height
    return rows[0]


def _is_field(page: _Page, index: int, avatars: list[Box], floor: int) -> bool:
    """Whether an area is the message field: last of all, wide, icons beside it, faint words."""
    area = page.areas[index]
    box = area.box
    pane = page.pane_of(box)
    if box.w < 0.3 * pane.w or min(pane.bottom, floor) - box.bottom > 5 * page.letter:
        return False
    if any(a.bottom > box.y for a in avatars if pane.x <= a.centre_x <= pane.right):
        return False
    inner = [m for m in page.marks if m.owner == index]
    strong = max((far(m.ink, m.paper) for m in page.marks), default=255)
    faint = all(far(m.ink, m.paper) < 0.62 * strong for m in inner)
    beside = [
        m.box
        for m in page.marks
        if m.owner != index
        and min(m.box.w, m.box.h) > 0.3 * page.letter
        and _rows_shared(m.box, box) > 0.4 * min(m.box.h, box.h)
    ] + [
        a.box
        for i, a in enumerate(page.areas)
        if i != index and _rows_shared(a.box, box) > 0.5 * a.box.h and a.box.w < 3 * page.letter
    ]
    left = any(b.right <= box.x + 4 and b.x >= pane.x for b in beside)
    right = any(b.x >= box.right - 4 and b.right <= pane.right + 4 for b in beside)
    return len(inner) <= 2 and ((left and right) or (faint and (left or right)))


def _has_text(page: _Page, index: int) -> bool:
    if page.text[index]:
        return True
    return any(page.parent[i] == index and page.text[i] for i in range(len(page.areas)))


def _nested(page: _Page, bubbles: list[int], kinds: dict[int, RegionKind]) -> None:
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
            smaller = heights[index] < 0.88 * heights[other]
            if aligned and smaller and kinds.get(other) is RegionKind.BUBBLE:
                kinds[index] = RegionKind.QUOTE


def _print_size(page: _Page, index: int) -> float:
    sizes = sorted(m.letter for m in page.marks if m.owner == index)
    return sizes[len(sizes) // 2] if sizes else page.letter


def _bars(
    page: _Page, bubbles: list[int], avatars: list[Box], kinds: dict[int, RegionKind]
) -> None:
    """Mark ground areas above all messages as title bar, and those below them as input bar."""
    content = [page.areas[i].box for i in bubbles] + avatars
    if not content:
        return
    for index, area in enumerate(page.areas):
        if not page.ground[index] or index in kinds:
            continue
        box = area.box
        inside = [c for c in content if _overlap(c, box) > 0.5]
        column = [c for c in content if box.x - 4 <= c.centre_x <= box.right + 4]
        if inside or not column:
            continue
        low = box.h <= 8 * page.letter and box.y < 0.25 * page.height
        if low and all(c.y >= box.bottom - 4 for c in column):
            kinds[index] = RegionKind.TITLE_BAR
        elif all(c.bottom <= box.y + 4 for c in column) and box.bottom > 0.75 * page.height:
            kinds[index] = RegionKind.INPUT_BAR


def _side(page: _Page, box: Box, avatars: list[Box]) -> Side:
    pane = page.pane_of(box)
    usual = sorted(a.w for a in avatars)[len(avatars) // 2] if avatars else 0
    near = [
        (abs(a.w - usual), not on_left, on_left)
        for a in avatars
        if a is not box
        for on_left in (True, False)
        if _beside(a, box, on_left, 1.5 * page.letter)
    ]
    if near:
        # Where squares stand on both sides, the one of the usual size is the sender's.
        return Side.LEFT if min(near)[2] else Side.RIGHT
    left, right = box.x - pane.x, pane.right - box.right
    if box.w > 0.9 * pane.w:
        return Side.WIDE
    if abs(left - right) < 0.05 * pane.w and box.w < 0.8 * pane.w:
        return Side.CENTRE
    return Side.LEFT if left < right else Side.RIGHT


def _sides(page: _Page, kinds: dict[int, RegionKind], avatars: list[Box]) -> dict[int, Side]:
    """Return each area's side; a bubble that could be on either has that of its colour.

    A wide bubble reaches to both sides, and a wallpaper has squares that look like portraits.
    """
    sides = {index: _side(page, page.areas[index].box, avatars) for index in kinds}
    bubbles = [index for index, kind in kinds.items() if kind is RegionKind.BUBBLE]
    settled: dict[int, Side] = {}
    for index in bubbles:
        box = page.areas[index].box
        pane = page.pane_of(box)
        if abs((box.x - pane.x) - (pane.right - box.right)) > _EITHER * pane.w:
            continue
        if box.w < _WIDE * pane.w or sides[index] is Side.WIDE or _flanked(page, box, avatars):
            continue
        alike = {
            sides[i]
            for i in bubbles
            if i != index and far(page.areas[i].colour, page.areas[index].colour) <= _SAME_FILL
        }
        others = {
            sides[i]
            for i in bubbles
            if far(page.areas[i].colour, page.areas[index].colour) > _SAME_FILL
        }
        if len(alike) == 1 and others and not alike & others:
            settled[index] = next(iter(alike))
    return sides | settled


def _flanked(page: _Page, box: Box, avatars: list[Box]) -> bool:
    """Whether a portrait stands beside a bubble that is one of a column of portraits."""
    return any(
        a is not b and abs(a.x - b.x) <= 0.15 * a.w and abs(a.w - b.w) <= 0.15 * a.w
        for a in avatars
        if any(_beside(a, box, on_left, 1.5 * page.letter) for on_left in (True, False))
        for b in avatars
    )


def _region_parent(page: _Page, index: int, number: dict[int, int]) -> int | None:
    at = page.parent[index]
    while at >= 0:
        if at in number:
            return number[at]
        at = page.parent[at]
    return None


def _picture(page: _Page, box: Box) -> bool:
    return min(box.w, box.h) >= 1.6 * page.letter


def _lines(page: _Page, number: dict[int, int], avatars: list[Box]) -> list[TextLine]:
    lines: list[TextLine] = []
    for mark in page.marks:
        if any(max(_overlap(mark.box, a), _overlap(a, mark.box)) > 0.6 for a in avatars):
            continue
        home = page.areas[mark.owner].box if mark.owner in number else None
        if home is not None and page.ground[mark.owner]:
            home = None
        if any(
            _overlap(mark.box, b) > 0.7 and (home is None or _overlap(b, home) > 0.95)
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


def _is_decoration(page: _Page, mark: Mark, number: dict[int, int]) -> bool:
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
