"""The dossier as parts, tables and texts, final in wording and free of any layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.geometry import Box
from desktop_app.domain.tags import Scenario


class Tone(StrEnum):
    """What a text's colour means; never colour alone."""

    INK = "ink"
    SECOND = "second"
    THIRD = "third"
    DOUBT = "doubt"
    PAPER = "paper"
    ABUSE = "abuse"
    THREAT = "threat"
    NUISANCE = "nuisance"
    MAILING = "mailing"


class Style(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    NOTE = "note"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look; ``target`` is an anchor that a click leads to."""

    text: str
    tone: Tone = Tone.INK
    bold: bool = False
    small: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag that counts, as a small filled label with the scenario's word."""

    text: str
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class PageOf:
    """The page of an anchor, or the pages from ``first`` to ``last``; known after layout."""

    first: str
    last: str = ""
    tone: Tone = Tone.INK


@dataclass(frozen=True, slots=True)
class PageTotal:
    """The number of pages; known after layout."""

    tone: Tone = Tone.INK


Inline = Run | Chip | PageOf | PageTotal
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A head within a part; with an outline entry where ``anchor`` is given."""

    text: str
    anchor: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head, width in millimetres or 0 for a share of what is left, right-aligned."""

    title: str
    width: float = 0.0
    share: float = 1.0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``anchor`` names it for links."""

    cells: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a repeated head; ``dense`` for long lists."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, a rule under each; ``wide`` for the cover's larger type."""

    rows: tuple[tuple[str, Line], ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number with the scenario's rule above and words below."""

    scenario: Scenario
    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Large numbers side by side."""

    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts as horizontal bars, one a row."""

    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Counts by row and column, darker where more; every count is also printed."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a picture, in picture pixels, with the scenario's word.

    ``whole`` marks a message or row as such, not words in it.
    """

    box: Box
    scenario: Scenario
    label: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One printable slice: the file, its part of the picture, what is marked on it."""

    path: Path
    box: Box
    marks: tuple[Mark, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture slice with the transcript of what it shows beside it, or below if ``wide``.

    ``beside`` follows the transcript in the same column where there is room. ``height`` is
    the picture's greatest height in millimetres, 0 for the page's.
    """

    picture: Picture
    transcript: Table | None
    wide: bool
    beside: tuple[Heading | Table | Facts | Paragraph, ...] = ()
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height in millimetres; ``rest`` pushes what follows to the foot of the page."""

    height: float = 4.0
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Accent:
    """The short coloured rule under the cover's title."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Label and line to write on, side by side."""

    labels: tuple[str, ...]


Block = (
    Accent
    | Heading
    | Paragraph
    | Steps
    | Table
    | Facts
    | Figures
    | Bars
    | Heat
    | Sheet
    | Space
    | Signature
)


@dataclass(frozen=True, slots=True)
class PartModel:
    """A part of the dossier; starts on a new page.

    Attributes:
        anchor: unique name for links.
        title: printed large; empty on the cover.
        outline: bookmark text.
        level: outline level from 0.
        running: right side of the running head.
        blocks: top to bottom.
    """

    anchor: str
    title: str
    outline: str
    level: int
    running: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every page carries.

    Attributes:
        head: left side of the running head.
        foot: left side of the foot.
        page: text with ``{page}`` and ``{total}``.
        edition: named on the cover's head.
    """

    head: str
    foot: str
    page: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole dossier.

    Attributes:
        title, subject, author: metadata of the PDF.
        language: BCP 47 tag of the text.
        case_id: seed of the PDF's identity.
        now: aware; the only date in the PDF.
        stamp: what every page carries.
        parts: in order.
        secrets: what the redacted edition masked, in clear, for the attack on the result
            only; never printed, empty for the full edition.
    """

    title: str
    subject: str
    author: str
    language: str
    case_id: str
    now: datetime
    stamp: Stamp
    parts: tuple[PartModel, ...]
    secrets: frozenset[str] = frozenset()
