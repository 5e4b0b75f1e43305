"""What a drawn picture really says: messages, calls and their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from PIL import Image

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class TruthMessage:
    """One bubble, entry, time line or notice.

    Attributes:
        speaker: ``self``, ``other`` or ``system``.
        text: words as typed, without the breaks of the screen.
        box: x, y, width, height of the bubble (or of the words where there is none), pixels.
        time: the time words that hold for it (time line above, header line), or None.
        role: ``text``, ``time`` (a time line), ``notice``, ``voice``, ``call``, ``card``.
        name: sender name drawn with it, or empty.
        quote: quoted words drawn in or under it, or empty.
        scored: False where the edge of the picture cuts it.
    """

    speaker: str
    text: str
    box: Box
    time: str | None = None
    role: str = "text"
    name: str = ""
    quote: str = ""
    scored: bool = True


@dataclass(frozen=True, slots=True)
class TruthCall:
    """One row of a call list.

    Attributes:
        number: as drawn.
        direction: ``in``, ``out`` or ``unknown``.
        missed: not answered (missed, rejected, blocked).
        start: time words as drawn.
        duration: seconds of talk, None where the row does not say.
        box: pixels.
        count: the number in brackets behind a grouped row, 1 without.
    """

    number: str
    direction: str
    missed: bool
    start: str
    duration: int | None
    box: Box
    count: int = 1


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything a picture says.

    Attributes:
        kind: ``chat``, ``sms``, ``call_list``, ``mail``, ``slip`` or ``other``.
        skin: name of the skin that drew it.
        title: words of the title bar, or empty.
        reference: ISO time at which the picture was taken (for relative times).
        spoiled: what was done to the picture afterwards (``jpeg``, ``photo`` …).
    """

    kind: str
    skin: str
    messages: Sequence[TruthMessage] = ()
    calls: Sequence[TruthCall] = ()
    title: str = ""
    reference: str = ""
    spoiled: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``truth.json``."""
        return asdict(self)


@dataclass(slots=True)
class DrawnImage:
    """A picture and its truth.

    Attributes:
        name: file name with suffix.
        image: RGB pixels.
        truth: what it says.
        quality: JPEG quality, or None for PNG.
    """

    name: str
    image: Image.Image
    truth: Truth
    quality: int | None = None
    tags: list[str] = field(default_factory=list)
