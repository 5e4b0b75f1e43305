"""What a person drew on the picture of one piece of evidence.

All boxes are pixels of the picture, so that what was drawn stays where it is when the picture
is read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine


class AreaUse(StrEnum):
    """What an area was drawn for."""

    READ = "read"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Area:
    """A box that a person drew: to read what was missed in it, or to leave out what it holds.

    Attributes:
        box: as drawn, within the picture.
        use: what for.
        lines: what both readers saw in it, top to bottom, raw readings and all; they belong to
            no region. Empty where it is ignored.
    """

    box: Box
    use: AreaUse
    lines: tuple[RecognisedLine, ...] = ()


class SeamKind(StrEnum):
    """What a person did to two neighbouring texts."""

    SPLIT = "split"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Seam:
    """Where a message was cut in two, or where two messages were made one.

    Place and words are both kept: after another reading the seam holds where they still fit.

    Attributes:
        kind: cut or joined.
        upper, lower: where the earlier and the later part stand.
        first, second: the parts as they were read.
        start: first screen line of the later part, from its first character on.
    """

    kind: SeamKind
    upper: Box
    lower: Box
    first: str
    second: str
    start: Box


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything that was drawn on one piece of evidence, each in the order it was drawn."""

    areas: tuple[Area, ...] = ()
    seams: tuple[Seam, ...] = ()

    def lines(self) -> tuple[RecognisedLine, ...]:
        """Return the lines read in drawn boxes, the newest box first."""
        return tuple(line for area in reversed(self.areas) for line in area.lines)

    def ignores(self, box: Box) -> bool:
        """Whether what stands at a box is left out; the area drawn last over it decides."""
        for area in reversed(self.areas):
            if area.box.holds_centre(box):
                return area.use is AreaUse.IGNORE
        return False


NOTHING_DRAWN = Drawn()
