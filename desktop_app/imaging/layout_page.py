"""The flat areas, lines and busy blocks of one picture, and what lies in what."""

from __future__ import annotations

from desktop_app.domain.geometry import Box
from desktop_app.imaging.layout_objects import Area, Mark, columns_of


class Page:
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


def objects_of(page: Page) -> list[Box]:
    """Return what stands on ground: flat areas of some size and busy blocks."""
    small = 0.8 * page.letter
    flats = [
        a.box
        for a, ground in zip(page.areas, page.ground, strict=True)
        if not ground and a.fill >= 0.6 and min(a.box.w, a.box.h) >= small
    ]
    return flats + page.blocks


def overlap(small: Box, large: Box) -> float:
    """Return the share of the first box that lies in the second."""
    inner = small.intersection(large)
    return inner.area / small.area if inner else 0.0


def rows_shared(one: Box, other: Box) -> int:
    """Return how many rows two boxes share; negative where there is a gap."""
    return min(one.bottom, other.bottom) - max(one.y, other.y)


def beside(box: Box, other: Box, left: bool, reach: float) -> bool:
    """Whether another object stands on a square's inner side, about at its top."""
    if other is box or rows_shared(box, other) < 0.25 * min(box.h, other.h):
        return False
    if other.y < box.y - 0.4 * box.h or other.y > box.y + 0.85 * box.h:
        return False
    gap = other.x - box.right if left else box.x - other.right
    return -2 <= gap <= reach
