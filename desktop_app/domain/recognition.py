"""What a picture holds after recognition: regions, lines, and both readings of each line."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    CHAT = "chat"
    SMS = "sms"
    CALL_LIST = "call_list"
    CALL_TABLE = "call_table"
    MAIL = "mail"
    SLIP = "slip"
    DOCUMENT = "document"
    OTHER = "other"


class RegionKind(StrEnum):
    """What a region of a screenshot is; ``screen``: one of several put side by side."""

    BUBBLE = "bubble"
    AVATAR = "avatar"
    PICTURE = "picture"
    TITLE_BAR = "title_bar"
    INPUT_BAR = "input_bar"
    QUOTE = "quote"
    BODY = "body"
    SCREEN = "screen"


class Side(StrEnum):
    """Where a region stands across the picture."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"
    WIDE = "wide"


class LineStatus(StrEnum):
    """How far a reading can be trusted.

    ``agreed``: two readers say the same. ``doubtful``: they differ, or the only one is
    unsure. ``single``: one reader, sure of itself; another, if any, only guessed.
    ``corrected``: a person typed it.
    """

    AGREED = "agreed"
    DOUBTFUL = "doubtful"
    SINGLE = "single"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture found before any reading.

    Attributes:
        id: index within the page.
        kind: what it is.
        box: pixels of the stored picture.
        side: where it stands.
        colour: mean fill colour, RGB 0-255.
        parent: id of the enclosing region (a quote inside a bubble), or None.
    """

    id: int
    kind: RegionKind
    box: Box
    side: Side
    colour: tuple[int, int, int]
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text line found by layout, not yet read.

    Attributes:
        box: pixels of the stored picture, tight around the ink.
        region: id of the innermost region that holds it, or None for open background.
        ink: typical text colour, RGB 0-255.
        paper: colour behind the text, RGB 0-255.
        seen: whoever looks for writing saw some here, or nobody looked.
    """

    box: Box
    region: int | None
    ink: tuple[int, int, int]
    paper: tuple[int, int, int]
    seen: bool = True


class SignKind(StrEnum):
    """What a sign that is no text says of a call: it came in, went out, or was not taken."""

    CALL_IN = "call_in"
    CALL_OUT = "call_out"
    CALL_MISSED = "call_missed"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign before a text line.

    Attributes:
        kind: what it says.
        box: pixels of the picture.
        colour: of its strokes, RGB 0-255.
    """

    kind: SignKind
    box: Box
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one recogniser said of a line; kept raw for ever.

    Attributes:
        engine: name and model, e.g. ``tesseract/chi_sim``.
        text: characters joined without spaces that the screen does not show.
        confidence: 0-100.
        edges: x of each character border in picture pixels, ``len(text) + 1`` values, or
            empty where unknown.
    """

    engine: str
    text: str
    confidence: float
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line with its chosen text and every raw reading.

    Attributes:
        text: the chosen reading.
        box: pixels of the stored picture.
        region: id of the innermost region, or None.
        confidence: 0-100.
        status: trust in the chosen reading.
        edges: x of each character border, ``len(text) + 1`` ascending values.
        readings: all raw readings, first reader first.
        ink: typical text colour, RGB 0-255.
        paper: colour behind the text, RGB 0-255.
    """

    text: str
    box: Box
    region: int | None
    confidence: float
    status: LineStatus
    edges: tuple[int, ...]
    readings: tuple[Reading, ...] = ()
    ink: tuple[int, int, int] = (0, 0, 0)
    paper: tuple[int, int, int] = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What is known of when and how a file came to be, before reading it.

    Attributes:
        captured: best capture time from EXIF, else file name, else file time.
        device: maker and model from EXIF, or empty.
        orientation: degrees the stored picture was turned to stand upright (0, 90, 180, 270).
    """

    captured: Moment | None = None
    device: str = ""
    orientation: int = 0


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A whole picture after recognition.

    Attributes:
        width, height: pixels of the upright picture.
        background: dominant colour, RGB 0-255.
        regions: layout, ids equal indices.
        lines: top to bottom, left to right.
        photo: the picture is a photo, not a screenshot.
        facts: how the file came to be.
        signs: arrows and the like before lines.
    """

    width: int
    height: int
    background: tuple[int, int, int]
    regions: tuple[Region, ...]
    lines: tuple[RecognisedLine, ...]
    photo: bool = False
    facts: CaptureFacts = field(default_factory=CaptureFacts)
    signs: tuple[Sign, ...] = ()
