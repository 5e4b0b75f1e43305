"""The two columns of a conversation: each side's messages are set to an edge of their own.

Margins tell the side only where the picture ends with the conversation. A list of contacts, a
panel of orders or a table beside a photographed screen shifts the middle; the edges stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import Region, RegionKind, Side

# In heights of a letter: edges this near are one, ends this far apart are two.
_NEAR, _APART, _CLEAR = 0.45, 1.5, 3.0
_ALIKE = 14
_TWINS = 2
_NEARLY_ALL = 0.8
# A bubble with one line is about so many letters high.
_BUBBLE = 2.2


@dataclass(frozen=True, slots=True)
class Mates:
    """How many others are set to the left edge of a box, and to its right edge.

    What is as wide as the box stands at both edges and tells nothing.
    """

    left: int
    right: int

    @property
    def side(self) -> Side | None:
        """Return the side whose edge a box shares with others, or None."""
        if bool(self.left) == bool(self.right):
            return None
        return Side.LEFT if self.left else Side.RIGHT


def mates_of(box: Box, others: Sequence[Box], letter: float) -> Mates:
    """Count the boxes at the edges of one.

    Args:
        box: a message, or words of one.
        others: boxes of the same sort; the box itself may be among them.
        letter: height of a letter, pixels.
    """
    left = right = 0
    for other in others:
        begins, ends = abs(other.x - box.x), abs(other.right - box.right)
        left += begins <= _NEAR * letter and ends > _APART * letter
        right += ends <= _NEAR * letter and begins > _APART * letter
    return Mates(left, right)


def with_columns(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Return regions with bubbles on the side in whose column others of their colour stand.

    Where all bubbles of a colour are set to one edge, their side is that of the edge. Else a
    side that margins gave is changed only where two others share the edge, and the other column
    lies clear of the bubble. One that a portrait gave never is, unless squares stand on both
    sides of the bubble.
    """
    bubbles = [r for r in regions if r.kind is RegionKind.BUBBLE]
    if len(bubbles) < _TWINS:
        return tuple(regions)
    letter = sorted(r.box.h for r in bubbles)[len(bubbles) // 4] / _BUBBLE
    faces = [r.box for r in regions if r.kind is RegionKind.AVATAR]
    free = [r for r in bubbles if not _flanked(r, faces, letter)]
    settled = {r.id: side for r in free if (side := _side_of_colour(r, bubbles, letter))}
    regions = [replace(r, side=settled[r.id]) if r.id in settled else r for r in regions]
    bubbles = [r for r in regions if r.kind is RegionKind.BUBBLE]
    ids = {r.id for r in free} - set(settled)
    return tuple(replace(r, side=_side(r, bubbles, letter)) if r.id in ids else r for r in regions)


def _flanked(bubble: Region, faces: Sequence[Box], letter: float) -> bool:
    """Whether a portrait stands beside a bubble on its side, and none on the other."""
    beside = [face for face in faces if _beside(face, bubble.box, letter)]
    left = any(face.centre_x < bubble.box.centre_x for face in beside)
    right = any(face.centre_x > bubble.box.centre_x for face in beside)
    return (left, right) == (bubble.side is Side.LEFT, bubble.side is Side.RIGHT) != (False, False)


def _beside(face: Box, box: Box, letter: float) -> bool:
    above = face.y - letter <= box.y <= face.bottom + letter
    return above and max(box.x - face.right, face.x - box.right) <= _CLEAR * letter


def _side_of_colour(bubble: Region, bubbles: Sequence[Region], letter: float) -> Side | None:
    """Return the side to whose edge a bubble and nearly all others of its colour are set."""
    box, near = bubble.box, _NEAR * letter
    alike = [
        other
        for other in bubbles
        if _near(other.colour, bubble.colour)
        # Pieces of one bubble tell nothing of another.
        and (other is bubble or box.intersection(other.box) is None)
    ]
    if len(alike) < _TWINS or len(alike) == len(bubbles):
        return None
    left = sum(abs(other.box.x - box.x) <= near for other in alike)
    right = sum(abs(other.box.right - box.right) <= near for other in alike)
    most = max(_TWINS, _NEARLY_ALL * len(alike))
    if (left >= most) == (right >= most):
        return None
    return Side.LEFT if left >= most else Side.RIGHT


def _side(bubble: Region, bubbles: Sequence[Region], letter: float) -> Side:
    others = [other for other in bubbles if other is not bubble]
    alike = [other for other in others if _near(other.colour, bubble.colour)]
    mates = mates_of(bubble.box, [other.box for other in alike], letter)
    column = mates.side
    if column is None or bubble.side not in (Side.LEFT, Side.RIGHT):
        return column or bubble.side
    if column is bubble.side or max(mates.left, mates.right) < _TWINS:
        return bubble.side
    edge = _other_edge(column, bubbles, letter)
    if edge is None:
        return bubble.side
    gap = edge - bubble.box.right if column is Side.LEFT else bubble.box.x - edge
    return column if gap > _CLEAR * letter else bubble.side


def _other_edge(column: Side, bubbles: Sequence[Region], letter: float) -> int | None:
    """Return the edge of the column opposite to one; None where nothing is set to it."""
    boxes = [each.box for each in bubbles]
    wanted = Side.RIGHT if column is Side.LEFT else Side.LEFT
    there = [
        each.box
        for each in bubbles
        if each.side is wanted and mates_of(each.box, boxes, letter).side is not column
    ]
    if not there:
        return None
    return max(b.right for b in there) if wanted is Side.RIGHT else min(b.x for b in there)


def _near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _ALIKE
