"""Areas of the screen itself: title, message field, suggestions, keys."""

from __future__ import annotations

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RegionKind
from desktop_app.imaging.layout_objects import far
from desktop_app.imaging.layout_page import Page, objects_of, overlap, rows_shared

# A fill whose channels differ by more (0-255) is a colour, under a lamp's tint too.
_COLOURED = 70


def title_portraits(page: Page) -> list[Box]:
    """Return the squares of title bars: the way back stands between them and the edge.

    The square beside a message is always the outermost thing of its row.
    """
    letter = page.letter
    found: list[Box] = []
    for box in dict.fromkeys(objects_of(page)):
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


def chips(page: Page, bubbles: list[int], avatars: list[Box]) -> list[int]:
    """Return the last areas when they stand in one row: suggestions over the message field."""
    found: list[int] = []
    for index in bubbles:
        box = page.areas[index].box
        pane = page.pane_of(box)
        if box.y < pane.y + 0.5 * pane.h:
            continue
        mates = _mates(page, index, avatars)
        if not mates:
            continue
        above = [page.areas[i].box for i in bubbles if i != index and i not in mates]
        last = [b for b in [*above, *avatars] if pane.x <= b.centre_x <= pane.right]
        if all(b.bottom <= box.y + 4 or b.y >= box.bottom for b in last) and not any(
            a.bottom > box.y for a in avatars if pane.x <= a.centre_x <= pane.right
        ):
            found.append(index)
    return found


def tabs(page: Page, bubbles: list[int], avatars: list[Box]) -> list[int]:
    """Return the first areas when three or more stand in one row: a choice of what is listed."""
    found: list[int] = []
    for index in bubbles:
        box = page.areas[index].box
        pane = page.pane_of(box)
        mates = _mates(page, index, avatars)
        rest = [page.areas[i].box for i in bubbles if i != index and i not in mates]
        over = [b for b in [*rest, *avatars] if pane.x <= b.centre_x <= pane.right]
        if len(mates) >= 2 and all(b.y >= box.bottom for b in over):
            found.append(index)
    return found


def _mates(page: Page, index: int, avatars: list[Box]) -> list[int]:
    """Return the areas of one line that stand in a row with this one of the same height."""
    box = page.areas[index].box
    pane = page.pane_of(box)
    if box.h > 2.4 * page.letter or box.w < 1.2 * box.h:
        return []
    return [
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


def end_bars(page: Page, bubbles: list[int], avatars: list[Box]) -> dict[int, RegionKind]:
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


def keyboard_top(page: Page, bubbles: list[int]) -> int:
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


def is_field(page: Page, index: int, avatars: list[Box], floor: int) -> bool:
    """Whether an area is the message field: last of all, wide, icons beside it, faint words.

    A field is grey, white or black; what has a colour of its own was said.
    """
    area = page.areas[index]
    if max(area.colour) - min(area.colour) > _COLOURED:
        return False
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
        and rows_shared(m.box, box) > 0.4 * min(m.box.h, box.h)
    ] + [
        a.box
        for i, a in enumerate(page.areas)
        if i != index and rows_shared(a.box, box) > 0.5 * a.box.h and a.box.w < 3 * page.letter
    ]
    left = any(b.right <= box.x + 4 and b.x >= pane.x for b in beside)
    right = any(b.x >= box.right - 4 and b.right <= pane.right + 4 for b in beside)
    return len(inner) <= 2 and ((left and right) or (faint and (left or right)))


def mark_bars(
    page: Page, bubbles: list[int], avatars: list[Box], kinds: dict[int, RegionKind]
) -> None:
    """Mark ground areas above all messages as title bar, and those below them as input bar."""
    content = [page.areas[i].box for i in bubbles] + avatars
    if not content:
        return
    for index, area in enumerate(page.areas):
        if not page.ground[index] or index in kinds:
            continue
        box = area.box
        inside = [c for c in content if overlap(c, box) > 0.5]
        column = [c for c in content if box.x - 4 <= c.centre_x <= box.right + 4]
        if inside or not column:
            continue
        low = box.h <= 8 * page.letter and box.y < 0.25 * page.height
        if low and all(c.y >= box.bottom - 4 for c in column):
            kinds[index] = RegionKind.TITLE_BAR
        elif all(c.bottom <= box.y + 4 for c in column) and box.bottom > 0.75 * page.height:
            kinds[index] = RegionKind.INPUT_BAR
