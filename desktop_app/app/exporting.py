"""Exporting a dossier: gather the material, cut the pictures, write the PDF, log it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from uuid import uuid4

import msgspec

from desktop_app import __version__
from desktop_app.app import derived
from desktop_app.app.context import OpenCase
from desktop_app.app.judging import coverage_rows, neighbours_of, pattern_figures, rulebook_facts
from desktop_app.app.recognition import error_of
from desktop_app.casefile import originals
from desktop_app.domain.export import ExportOptions
from desktop_app.dossier import slices
from desktop_app.dossier.material import Custody, DossierMaterial, Exhibit, SlicePicture
from desktop_app.foundation.errors import InputRefused, IntegrityBroken
from desktop_app.foundation.progress import CancelToken, Progress, ProgressSink
from desktop_app.workers import jobs
from desktop_app.workers.pool import Ticket, WorkerPool

_RENDER_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A finished dossier.

    Attributes:
        path: the PDF.
        pages: how many.
        sha256: of the PDF, lower-case hex; also in the custody log.
        missing_glyphs: characters no font has, printed as a visible mark.
    """

    path: Path
    pages: int
    sha256: str
    missing_glyphs: int


def gather(case: OpenCase, options: ExportOptions) -> DossierMaterial:
    """Return everything one dossier is made of, as the case stands now."""
    links = case.continuity()
    exhibits = tuple(
        Exhibit(
            piece,
            case.messages(piece.id),
            case.calls(piece.id),
            case.skipped(piece.id),
            neighbours_of(piece.id, links),
        )
        for piece in case.evidence()
        if piece.number and not piece.withdrawn
    )
    entries, head = case.last_change()
    return DossierMaterial(
        details=case.details(),
        case_id=case.case_id,
        exhibits=exhibits,
        patterns=pattern_figures(case.patterns(), exhibits, case.rules.rulebook),
        coverage=coverage_rows(case.coverage(), case.rules.rulebook),
        rulebook=rulebook_facts(case.rules.rulebook, options),
        custody=Custody(head, entries),
        options=options,
        version=__version__,
        now=case.clock.now().astimezone(),
    )


def export_dossier(
    case: OpenCase,
    target: Path,
    options: ExportOptions,
    sink: ProgressSink,
    cancel: CancelToken,
) -> ExportResult:
    """Write the dossier to ``target``; blocks until done.

    The PDF appears whole or not at all; its hash goes into the custody log.

    Raises:
        InputRefused: ``export.no_evidence``, ``export.cannot_write``.
        IntegrityBroken: ``redaction.leak``, or ``export.original_missing``.
        Cancelled: the person cancelled.
    """
    scratch = _scratch(case)
    try:
        result = _render(case, scratch, options, sink, cancel)
        made = scratch / "dossier.pdf"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.part")
            shutil.copyfile(made, part)
            part.replace(target)
        except OSError as error:
            with suppress(OSError):
                target.with_name(f".{target.name}.part").unlink(missing_ok=True)
            raise InputRefused("export.cannot_write") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    case.note_export(
        {
            "sha256": result.sha256,
            "pages": result.pages,
            "recipient": options.recipient.value,
            "edition": options.edition.value,
        }
    ).result()
    return ExportResult(target, result.pages, result.sha256, result.missing_glyphs)


class Preview:
    """A dossier drawn for looking at; nothing leaves the case folder."""

    def __init__(self, case: OpenCase, options: ExportOptions) -> None:
        self._case = case
        self._options = options
        self._scratch = _scratch(case)
        self._pool: WorkerPool | None = None
        self._guard = threading.Lock()

    def build(self, sink: ProgressSink, cancel: CancelToken) -> int:
        """Write the PDF and return its number of pages; blocks until done.

        Raises:
            JuzhengError: as ``export_dossier``.
        """
        return _render(self._case, self._scratch, self._options, sink, cancel).pages

    def page(self, index: int, width: int) -> Path:
        """Return a PNG of page ``index`` (from 0), ``width`` pixels wide; blocks until done.

        Raises:
            JuzhengError: ``preview.no_page``, or what the worker met.
        """
        target = self._scratch / f"page-{index:04}-{width}.png"
        if target.is_file():
            return target
        with self._guard:
            if self._pool is None:
                self._pool = self._case.make_pool()
            ticket = self._pool.submit(
                jobs.RenderPage(str(self._scratch / "dossier.pdf"), index, width, str(target)), 60.0
            )
        outcome = ticket.result()
        if not isinstance(outcome, jobs.Ok):
            raise error_of(outcome)
        return target

    def close(self) -> None:
        """Forget the pages and end the worker."""
        with self._guard:
            if self._pool is not None:
                self._pool.close()
                self._pool = None
        shutil.rmtree(self._scratch, ignore_errors=True)


def _scratch(case: OpenCase) -> Path:
    folder = derived.folder_of(case.folder) / f"export-{uuid4().hex[:12]}"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise InputRefused("case.cannot_write") from error
    return folder


def _render(
    case: OpenCase,
    scratch: Path,
    options: ExportOptions,
    sink: ProgressSink,
    cancel: CancelToken,
) -> jobs.DossierRendered:
    material = gather(case, options)
    if not material.shown():
        raise InputRefused("export.no_evidence")
    pool = case.make_pool()
    try:
        pictures = _cut(case, pool, material, scratch, sink, cancel)
        total = len(pictures) + 1
        sink.report(Progress(len(pictures), total, "composing"))
        ticket = pool.submit(
            jobs.RenderDossier(
                jobs.pack(material), jobs.pack(pictures), str(scratch / "dossier.pdf")
            ),
            _RENDER_SECONDS,
        )
        outcome = _wait(ticket, cancel)
        if not isinstance(outcome, jobs.Ok):
            raise error_of(outcome)
        sink.report(Progress(total, total, "composing"))
        return msgspec.msgpack.decode(outcome.value, type=jobs.DossierRendered)
    finally:
        pool.close()


def _cut(
    case: OpenCase,
    pool: WorkerPool,
    material: DossierMaterial,
    scratch: Path,
    sink: ProgressSink,
    cancel: CancelToken,
) -> tuple[SlicePicture, ...]:
    """Cut every exhibit's picture in workers; return the slices in print order."""
    pieces = {exhibit.evidence.id: exhibit.evidence for exhibit in material.exhibits}
    plans = slices.plan(material)
    tickets: list[tuple[Sequence[slices.SlicePlan], Ticket]] = []
    for evidence_id, group in groupby(plans, key=lambda plan: plan.evidence_id):
        own = list(group)
        original = originals.path_of(case.folder, pieces[evidence_id].sha256)
        if not original.is_file():
            raise IntegrityBroken("export.original_missing", exhibit=pieces[evidence_id].number)
        job = jobs.CutPicture(
            str(original),
            tuple(plan.box for plan in own),
            tuple(dict.fromkeys(box for plan in own for box in plan.paint)),
            str(scratch),
            str(evidence_id),
            case.orientation(evidence_id),
        )
        tickets.append((own, pool.submit(job)))
    pictures: list[SlicePicture] = []
    for done, (own, ticket) in enumerate(tickets):
        sink.report(Progress(done, len(tickets) + 1, "cutting", pieces[own[0].evidence_id].name))
        outcome = _wait(ticket, cancel)
        if not isinstance(outcome, jobs.Ok):
            raise error_of(outcome)
        result = msgspec.msgpack.decode(outcome.value, type=jobs.PictureCut)
        for plan, (path, width, height) in zip(own, result.slices, strict=True):
            pictures.append(
                SlicePicture(plan.evidence_id, plan.index, plan.box, Path(path), width, height)
            )
    return tuple(pictures)


def _wait(ticket: Ticket, cancel: CancelToken) -> jobs.Outcome:
    """Wait for a job, obeying the cancel token several times a second."""
    finished = threading.Event()
    ticket.when_done(finished.set)
    while not finished.wait(0.1):
        if cancel.cancelled:
            ticket.cancel()
            cancel.check()
    cancel.check()
    return ticket.result()
