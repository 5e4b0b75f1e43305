"""Boxes on a picture: pixels of the picture as stored, origin top left."""

from __future__ import annotations

from dataclasses import dataclass

TILE_HEIGHT = 4000
"""Pixel rows of one display tile of a picture."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; ``x``/``y`` of its top-left corner, width and height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """First pixel column right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """First pixel row below the box."""
        return self.y + self.h

    @property
    def area(self) -> int:
        """Number of pixels."""
        return self.w * self.h

    @property
    def centre_x(self) -> float:
        """Horizontal centre."""
        return self.x + self.w / 2

    @property
    def centre_y(self) -> float:
        """Vertical centre."""
        return self.y + self.h / 2

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def intersection(self, other: Box) -> Box | None:
        """Return the common part, or None where there is none."""
        # Asked thousands of times a picture, mostly in vain: no calls before it is clear.
        x = self.x if self.x > other.x else other.x
        right, end = self.x + self.w, other.x + other.w
        right = right if right < end else end
        if right <= x:
            return None
        y = self.y if self.y > other.y else other.y
        bottom, end = self.y + self.h, other.y + other.h
        bottom = bottom if bottom < end else end
        return Box(x, y, right - x, bottom - y) if bottom > y else None

    def contains(self, other: Box) -> bool:
        """Whether the other box lies wholly inside this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def holds_centre(self, other: Box) -> bool:
        """Whether the middle of the other box lies inside this one."""
        return self.x <= other.centre_x < self.right and self.y <= other.centre_y < self.bottom

    def likeness(self, other: Box) -> float:
        """Return how far two boxes are one, 0 to 1: the common area by the area of both."""
        common = self.intersection(other)
        return 0.0 if common is None else common.area / (self.area + other.area - common.area)

    def moved(self, dx: int, dy: int) -> Box:
        """Return the box moved by whole pixels."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)


def as_stored(box: Box, orientation: int, width: int, height: int) -> Box:
    """Return where a box of the upright picture lies on the picture as it is stored.

    Args:
        box: pixels of the upright picture.
        orientation: degrees clockwise the stored picture was turned to stand upright.
        width: pixels of the upright picture.
        height: pixels of the upright picture.
    """
    if orientation == 90:
        return Box(box.y, width - box.right, box.h, box.w)
    if orientation == 180:
        return Box(width - box.right, height - box.bottom, box.w, box.h)
    if orientation == 270:
        return Box(height - box.bottom, box.x, box.h, box.w)
    return box


def union_of(boxes: list[Box] | tuple[Box, ...]) -> Box:
    """Return the smallest box that holds all.

    Raises:
        ValueError: no box was given.
    """
    if not boxes:
        raise ValueError("no boxes")
    result = boxes[0]
    for box in boxes[1:]:
        result = result.union(box)
    return result
