"""Jobs and outcomes: what crosses the process boundary, as MessagePack."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import unquote_to_bytes

import msgspec

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import EvidenceKind, RecognisedLine, RecognisedPage
from desktop_app.domain.transcript import Transcript

_URI = "file://"
Reader = Literal["tesseract", "second", "both"]


class ReadFile(msgspec.Struct, frozen=True, tag="read_file"):
    """Read one file whole: sniff, decode, lay out, recognise, assemble.

    Attributes:
        path: where the bytes are, as ``portable`` gives it.
        name: the name the file came with; its pattern may tell the time.
        modified: the file's own time, UTC.
        reader: ``tesseract``, ``second`` or ``both``.
        kind: what a person says it is, or None.
        derived: folder for thumbnail and display tiles, or None for none.
    """

    path: str
    name: str
    reader: Reader
    modified: datetime | None = None
    kind: EvidenceKind | None = None
    derived: str | None = None


class FileRead(msgspec.Struct, frozen=True):
    """What reading one file gave.

    Attributes:
        sha256: lower-case hex of the bytes that were read.
        media_type: sniffed type.
        width, height: pixels upright, 0 for tables.
        device: from EXIF, or empty.
        captured: best capture time before reading, or None.
        orientation: degrees the stored picture was turned to stand upright.
        page: the recognised page, None for tables and back-up files.
        transcript: what was understood.
        seconds: time spent.
    """

    sha256: str
    media_type: str
    width: int
    height: int
    device: str
    captured: Moment | None
    orientation: int
    page: RecognisedPage | None
    transcript: Transcript
    seconds: float


class ReadRegion(msgspec.Struct, frozen=True, tag="read_region"):
    """Read what stands in one box of an original, in pixels of the upright picture.

    ``orientation`` is what reading it gave: degrees it is turned to stand upright.
    """

    path: str
    box: Box
    reader: Reader
    orientation: int


class RegionRead(msgspec.Struct, frozen=True):
    """The lines of a box with all readings, in pixels of the picture; none has a region."""

    lines: tuple[RecognisedLine, ...]


class DrawPicture(msgspec.Struct, frozen=True, tag="draw_picture"):
    """Make thumbnail and display tiles of one original again, named after its hash.

    ``orientation`` is what reading it gave: degrees it is turned to stand upright.
    """

    path: str
    folder: str
    sha256: str
    orientation: int


class PictureDrawn(msgspec.Struct, frozen=True):
    """The pictures are in their folder."""


class CutPicture(msgspec.Struct, frozen=True, tag="cut_picture"):
    """Cut one original into printable slices, covering boxes where asked.

    Attributes:
        path: the original.
        cuts: boxes in picture pixels, one slice each.
        covered: boxes in picture pixels painted over before cutting.
        folder: where the slices are written.
        stem: first part of their names.
        orientation: degrees the original is turned to stand upright, as reading it gave.
    """

    path: str
    cuts: tuple[Box, ...]
    covered: tuple[Box, ...]
    folder: str
    stem: str
    orientation: int


class PictureCut(msgspec.Struct, frozen=True):
    """Paths of the slices in the order of the cuts, with their sizes in pixels."""

    slices: tuple[tuple[str, int, int], ...]


class RenderDossier(msgspec.Struct, frozen=True, tag="render_dossier"):
    """Compose and write the PDF.

    Attributes:
        material: ``dossier.material.DossierMaterial`` as MessagePack.
        pictures: ``tuple[dossier.material.SlicePicture, ...]`` as MessagePack.
        target: the PDF to write.
    """

    material: bytes
    pictures: bytes
    target: str


class DossierRendered(msgspec.Struct, frozen=True):
    """A finished PDF: pages, SHA-256 and how many characters no font had."""

    pages: int
    sha256: str
    missing_glyphs: int


class RenderPage(msgspec.Struct, frozen=True, tag="render_page"):
    """Draw one page of a PDF as PNG, ``width`` pixels wide."""

    pdf: str
    index: int
    width: int
    target: str


class PageRendered(msgspec.Struct, frozen=True):
    """The path of the PNG and the number of pages of the PDF."""

    path: str
    pages: int


class CheckEngines(msgspec.Struct, frozen=True, tag="check_engines"):
    """Look whether engines, languages and models are in order."""


class EnginesChecked(msgspec.Struct, frozen=True):
    """Facts about the engines, and codes of what is missing (empty when all is well)."""

    facts: dict[str, str]
    problems: tuple[str, ...]


Job = ReadFile | ReadRegion | DrawPicture | CutPicture | RenderDossier | RenderPage | CheckEngines


class Ok(msgspec.Struct, frozen=True, tag="ok"):
    """The job was done; ``value`` is its result as MessagePack."""

    value: bytes


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The input can't be taken; the code says why."""

    code: str
    params: dict[str, str | int | float] = {}


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Something else went wrong inside the job; a known error code or ``job.failed``."""

    code: str
    params: dict[str, str | int | float] = {}
    exit_code: int = 70


class Crashed(msgspec.Struct, frozen=True, tag="crashed"):
    """The worker process died under this job; the others went on."""


class TimedOut(msgspec.Struct, frozen=True, tag="timed_out"):
    """The job took longer than it may and was stopped."""


class Cancelled(msgspec.Struct, frozen=True, tag="cancelled"):
    """The job was cancelled before it was done."""


Outcome = Ok | Refused | Failed | Crashed | TimedOut | Cancelled

_encoder = msgspec.msgpack.Encoder(enc_hook=str)  # paths cross as text
_jobs = msgspec.msgpack.Decoder(Job)
_outcomes = msgspec.msgpack.Decoder(Ok | Refused | Failed)


def pack(value: object) -> bytes:
    """Return a job, result or outcome as MessagePack."""
    return _encoder.encode(value)


def portable(path: Path) -> str:
    """Return a path as text that can cross the border: a file URI where it is no Unicode.

    A path as text never has two slashes after its start, so the two can't be mixed up.
    """
    return str(path) if is_unicode(path) else path.absolute().as_uri()


def is_unicode(path: Path) -> bool:
    """Whether a path is made of characters; on Linux a name may be any bytes."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def local(text: str) -> Path:
    """Return the path that ``portable`` made text of."""
    if text.startswith(_URI):
        return Path(os.fsdecode(unquote_to_bytes(text.removeprefix(_URI))))
    return Path(text)


def unpack_job(data: bytes) -> Job:
    """Read a job back."""
    return _jobs.decode(data)


def unpack_outcome(data: bytes) -> Ok | Refused | Failed:
    """Read what a worker returned."""
    return _outcomes.decode(data)


def problem_of(outcome: Outcome) -> str:
    """Return the error code of an outcome that is not Ok."""
    match outcome:
        case Refused(code=code) | Failed(code=code):
            return code
        case Crashed():
            return "job.crashed"
        case TimedOut():
            return "job.timed_out"
        case Cancelled():
            return "cancelled"
        case Ok():
            return ""
