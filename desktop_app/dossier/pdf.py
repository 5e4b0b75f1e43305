"""The PDF: pages drawn from the model, finished, attacked if redacted, and put in place."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop_app.dossier import look
from desktop_app.dossier.attack import attack
from desktop_app.dossier.finish import finish
from desktop_app.dossier.flow import Page
from desktop_app.dossier.fonts import REGULAR, chain, printed
from desktop_app.dossier.layout import Laid, lay_out
from desktop_app.dossier.look import MARGIN, WIDTH
from desktop_app.dossier.model import Dossier, Run, Tone
from desktop_app.dossier.pen import Pen
from desktop_app.dossier.textblock import plain, set_text
from desktop_app.foundation.progress import CancelToken, Progress, ProgressSink


@dataclass(frozen=True, slots=True)
class RenderResult:
    """What was written.

    Attributes:
        pages: number of pages.
        missing_glyphs: characters no font has, each shown as a mark.
        sha256: lower-case hex of the file.
    """

    pages: int
    missing_glyphs: int
    sha256: str


def render(dossier: Dossier, target: Path, sink: ProgressSink, cancel: CancelToken) -> RenderResult:
    """Write the dossier as PDF; the target appears whole or not at all.

    The same model with the same picture files gives the same bytes.

    Args:
        dossier: the model.
        target: file to write; an older one is replaced in the last step.
        sink: gets ``composing`` and ``drawing`` with pages.
        cancel: obeyed between parts and pages.

    Raises:
        Cancelled: the person cancelled; nothing is left behind.
        IntegrityBroken: ``redaction.leak``, the redacted edition still holds what it must not.
        OSError: the folder can't be written.
    """
    chain()
    sink.report(Progress(0, 0, "composing"))
    laid = lay_out(dossier, cancel.check)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".dossier-") as folder:
        drawn, finished = Path(folder, "drawn.pdf"), Path(folder, "finished.pdf")
        missing = _draw(dossier, laid, drawn, sink, cancel)
        finish(drawn, finished, dossier)
        if dossier.secrets:
            attack(finished, dossier.secrets)
        cancel.check()
        digest = _settle(finished)
        finished.replace(target)
    _sync_folder(target.parent)
    return RenderResult(len(laid.flow.pages), missing, digest)


def _draw(
    dossier: Dossier, laid: Laid, target: Path, sink: ProgressSink, cancel: CancelToken
) -> int:
    rl_config.useA85 = 0
    embedded: Any = REGULAR
    canvas = Canvas(
        str(target),
        pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=embedded,
        lang=dossier.language,
    )
    pen = Pen(canvas)
    total = len(laid.flow.pages)
    names = {anchor: number for anchor, number in laid.flow.anchors.items() if "/" not in anchor}
    tops: dict[int, list[str]] = {}
    for anchor, number in names.items():
        tops.setdefault(number, []).append(anchor)
    for number, page in enumerate(laid.flow.pages, start=1):
        cancel.check()
        _draw_page(pen, dossier, page, number, total, tops.get(number, []))
        canvas.showPage()
        if number % 10 == 0 or number == total:
            sink.report(Progress(number, total, "drawing"))
    canvas.save()
    return pen.missing


def _draw_page(
    pen: Pen, dossier: Dossier, page: Page, number: int, total: int, anchors: list[str]
) -> None:
    stamp = dossier.stamp
    head = plain(stamp.head, look.SMALL, Tone.THIRD)
    head.draw(pen, MARGIN, look.HEAD_BASELINE - look.SMALL.leading / 2)
    running = plain(page.running, look.SMALL, Tone.THIRD)
    running.draw(pen, MARGIN, look.HEAD_BASELINE - look.SMALL.leading / 2, right=MARGIN + WIDTH)
    pen.rule(MARGIN, look.HEAD_RULE + 2, WIDTH, look.LINE)
    drawn: set[str] = set()
    for x, y, piece in page.pieces:
        for anchor in piece.anchors:
            pen.anchor(anchor, y - 4)
            drawn.add(anchor)
        piece.draw(pen, x, y)
    for anchor in anchors:
        if anchor not in drawn:
            pen.anchor(anchor, 0)
    for bookmark in page.bookmarks:
        pen.outline(printed(bookmark.title), bookmark.anchor, bookmark.level)
    pen.rule(MARGIN, look.FOOT_RULE, WIDTH, look.LINE)
    room = set_text((Run(stamp.foot, Tone.THIRD),), look.SMALL, WIDTH * 0.7)
    foot, _ = room.split(look.SMALL.leading)
    foot.draw(pen, MARGIN, look.FOOT_BASELINE - look.SMALL.leading / 2)
    text = plain(stamp.page.format(page=number, total=total), look.SMALL, Tone.THIRD)
    text.draw(pen, MARGIN, look.FOOT_BASELINE - look.SMALL.leading / 2, right=MARGIN + WIDTH)


def _settle(file: Path) -> str:
    """Make the file's bytes reach the disk and return their SHA-256."""
    with file.open("rb+") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    return digest


def _sync_folder(folder: Path) -> None:
    """Make a rename reach the disk where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
