"""What layout found on a page, before it has a role: areas, lines, and columns of areas."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import Region, TextLine

Colour = tuple[int, int, int]


def far(one: Colour, other: Colour) -> int:
    """Return how far two colours are apart: the largest difference of a channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@dataclass(frozen=True, slots=True)
class Area:
    """A flat area in pixels of the picture; ``fill`` as in ``Flat``."""

    box: Box
    colour: Colour
    fill: float
    spread: float
    step: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A text line with the index of its area (-1 open ground) and its colours.

    ``seen``: whoever looks for writing saw some here, or nobody looked.
    """

    box: Box
    owner: int
    ink: Colour
    paper: Colour
    letter: float
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Roles:
    """The outcome: regions with ids, and lines that point to them."""

    regions: tuple[Region, ...]
    lines: tuple[TextLine, ...]


def columns_of(areas: list[Area], letter: float, height: int) -> set[int]:
    """Return the areas that stack up without gaps to a pane of a desktop window."""
    found: set[int] = set()
    for area in areas:
        if area.box.w < 2.5 * letter or area.fill < 0.6:
            continue
        alike = [
            i
            for i, a in enumerate(areas)
            if a.fill >= 0.6
            and abs(a.box.x - area.box.x) <= 4
            and abs(a.box.right - area.box.right) <= 4
        ]
        alike.sort(key=lambda i: areas[i].box.y)
        stack: list[int] = []
        for index in [*alike, -1]:
            gap = areas[index].box.y - areas[stack[-1]].box.bottom if stack and index >= 0 else 0
            if index >= 0 and gap <= max(12, 0.6 * letter):
                stack.append(index)
                continue
            if stack:
                reach = areas[stack[-1]].box.bottom - areas[stack[0]].box.y
                if reach > 0.7 * height:
                    found.update(stack)
            stack = [index] if index >= 0 else []
    return found
