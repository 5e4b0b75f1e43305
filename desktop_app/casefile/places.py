"""Which old item a newly understood one is: the one that stood at the same place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.geometry import Box

_SAME_PLACE = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: on the picture, or in a row of a table's sheet."""

    box: Box | None
    row: int | None = None
    sheet: str = ""


def same_places(old: Sequence[tuple[int, Place]], new: Sequence[Place]) -> list[int | None]:
    """Return, for each new item, the id of the old one at the same place, or None.

    The likest boxes find each other first, each once; of equally like ones the first. So an
    item that is cut in two and made whole again is the same as before: its larger part kept
    its id meanwhile.

    Args:
        old: id and place; where one is as good as another, the earlier is taken.
        new: places in reading order.
    """
    by_row: dict[tuple[str, int], int] = {}
    for number, place in old:
        if place.row is not None:
            by_row.setdefault((place.sheet, place.row), number)
    boxed = sorted(
        (place.box.y, order, number, place.box)
        for order, (number, place) in enumerate(old)
        if place.box is not None and place.row is None
    )
    tops = [top for top, _, _, _ in boxed]
    tallest = max((box.h for _, _, _, box in boxed), default=0)
    found: list[int | None] = [None] * len(new)
    pairs: list[tuple[float, int, int, int]] = []
    used: set[int] = set()
    for index, place in enumerate(new):
        if place.row is not None:
            number = by_row.get((place.sheet, place.row))
            if number is not None and number not in used:
                found[index] = number
                used.add(number)
        elif place.box is not None:
            first = bisect_left(tops, place.box.y - tallest)
            last = bisect_left(tops, place.box.bottom)
            for _, order, number, box in boxed[first:last]:
                likeness = place.box.likeness(box)
                if likeness >= _SAME_PLACE:
                    pairs.append((-likeness, index, order, number))
    for _, index, _, number in sorted(pairs):
        if found[index] is None and number not in used:
            found[index] = number
            used.add(number)
    return found
