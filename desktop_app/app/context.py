"""One open case: what can be read of it, and the ways to change it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from desktop_app.app import companions, derived
from desktop_app.app.doubting import Doubting
from desktop_app.app.drawing import Drawing
from desktop_app.app.importing import Intake
from desktop_app.app.judging import case_facts, evidence_facts
from desktop_app.app.lane import CaseLane, Change
from desktop_app.app.reading_box import BoxReading
from desktop_app.app.redrawing import Redrawing
from desktop_app.app.reviewing import Reviewing
from desktop_app.app.rules import Rules, default_rules
from desktop_app.app.understanding import Understanding, folded
from desktop_app.casefile import (
    codec,
    custody,
    database,
    edits,
    evidence,
    originals,
    transcripts,
    views,
)
from desktop_app.casefile.database import Connection
from desktop_app.casefile.integrity import DATABASE
from desktop_app.domain.case import (
    AuditEntry,
    CallView,
    CaseCounts,
    CaseDetails,
    ChangeSet,
    Evidence,
    MessageView,
)
from desktop_app.domain.doubt import Doubt
from desktop_app.domain.drawn import Drawn
from desktop_app.domain.recognition import Side
from desktop_app.domain.timeline import ContinuityLink, TimelineKey, TimelineQuery
from desktop_app.domain.transcript import SkippedRow
from desktop_app.foundation.clock import Clock, SystemClock
from desktop_app.foundation.errors import InputRefused, JuzhengError
from desktop_app.foundation.settings import Settings
from desktop_app.tagging import coverage
from desktop_app.tagging.coverage import ElementCoverage
from desktop_app.tagging.report import PatternReport
from desktop_app.workers import jobs
from desktop_app.workers.pool import ProcessWorkers, WorkerPool, usual_processes

SUFFIX = ".juzheng"


class OpenCase:
    """A case that this process has open; nobody else writes to it meanwhile.

    Reading methods may be called from any thread and use a read-only connection of that
    thread. Changes go through ``review``, ``history`` and ``intake``.
    """

    def __init__(
        self,
        folder: Path,
        lock: FileLock,
        writer: Connection,
        *,
        settings: Settings,
        clock: Clock,
        make_pool: Callable[[], WorkerPool] | None,
        processes: int | None,
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.clock = clock
        self.rules: Rules = default_rules()
        self.make_pool = make_pool or (lambda: ProcessWorkers(processes, background=True))
        self._lock = lock
        self._local = threading.local()
        self._readers: list[Connection] = []
        self._guard = threading.Lock()
        self.case_id = _case_id(writer)
        self._lane = CaseLane(writer, clock)
        self.understanding = Understanding(self.rules)
        self._doubting = Doubting(self.rules)
        self.review = Reviewing(self._lane, self.understanding)
        self.history = self.review.history
        self.drawing = Drawing(self.review, self.understanding)
        self.boxes = BoxReading(
            folder,
            self.drawing,
            make_pool or (lambda: ProcessWorkers(1)),
            self._readers_used,
            self.orientation,
        )
        self.intake = Intake(
            folder,
            self._lane,
            self.understanding,
            self.make_pool,
            self._readers_used,
            clock,
            processes or usual_processes(),
        )
        self.redrawing = Redrawing(folder, self._lane, self.make_pool)

    # ------------------------------------------------------------------ open and close

    @classmethod
    def create(
        cls,
        folder: Path,
        details: CaseDetails,
        *,
        settings: Settings | None = None,
        clock: Clock | None = None,
        make_pool: Callable[[], WorkerPool] | None = None,
        processes: int | None = None,
    ) -> OpenCase:
        """Make a new case folder and open it.

        Raises:
            InputRefused: ``case.exists`` where the folder has something in it,
                ``case.cannot_write`` where it can't be made.
        """
        clock = clock or SystemClock()
        try:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise InputRefused("case.exists")
            for part in ("originals", "derived", "exports"):
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputRefused("case.cannot_write") from error
        lock = _lock(folder)
        now = clock.now()
        case_id = f"JZ-{now:%Y%m%d}-{secrets.token_hex(2).upper()}"
        writer = database.open_writer(folder / DATABASE)
        database.write_facts(
            writer,
            {
                "case_id": case_id,
                "created_at": now.isoformat(),
                "details": codec.to_json(details),
            },
        )
        case = cls(
            folder,
            lock,
            writer,
            settings=settings or Settings(),
            clock=clock,
            make_pool=make_pool,
            processes=processes,
        )

        def begin(connection: Connection, change: Change) -> None:
            del connection
            change.groups.add("details")
            change.facts["case"] = case_id

        case._lane.mutate("case.created", begin).result()
        return case

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        settings: Settings | None = None,
        clock: Clock | None = None,
        resume: bool = True,
        make_pool: Callable[[], WorkerPool] | None = None,
        processes: int | None = None,
    ) -> OpenCase:
        """Open a case folder; ``resume`` goes on with what waits to be read.

        Raises:
            InputRefused: ``case.not_a_case``, ``case.locked``, ``case.newer`` or
                ``case.cannot_write``.
            IntegrityBroken: ``case.damaged``.
        """
        if not (folder / DATABASE).is_file():
            raise InputRefused("case.not_a_case")
        lock = _lock(folder)
        try:
            writer = database.open_writer(folder / DATABASE, must_exist=True)
        except BaseException:
            lock.release()
            raise
        originals.clean(folder)
        derived.clean(folder)
        try:
            case = cls(
                folder,
                lock,
                writer,
                settings=settings or Settings(),
                clock=clock or SystemClock(),
                make_pool=make_pool,
                processes=processes,
            )
        except BaseException:
            writer.close()
            lock.release()
            raise
        try:
            queued, pieces = case.counts().queued, case.evidence()
            case.details()
        except BaseException:
            case.close()
            raise
        if resume:
            if queued:
                case.intake.resume_waiting()
            case.redrawing.begin(pieces, case.orientation)
        return case

    def close(self) -> None:
        """Stop the intake, finish the lane, release the case; the queue waits inside."""
        self.redrawing.close()
        self.boxes.close()
        self.intake.close()
        with self._guard:  # first: only the last connection folds the write-ahead log in
            for connection in self._readers:
                connection.close()
            self._readers.clear()
        self._lane.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ reading

    def _readers_used(self) -> jobs.Reader:
        return "both" if self.settings.second_reader else "tesseract"

    def _reader(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = database.open_reader(self.folder / DATABASE)
            self._local.connection = connection
            with self._guard:
                self._readers.append(connection)
        return connection

    @database.reading
    def details(self) -> CaseDetails:
        """Return what the person says of the case."""
        return views.details(self._reader())

    @database.reading
    def counts(self) -> CaseCounts:
        """Return the numbers for rails and summaries."""
        return views.counts(self._reader())

    @database.reading
    def evidence(self) -> tuple[Evidence, ...]:
        """Return all evidence by exhibit number; without a number later, withdrawn last."""
        return tuple(self._evidence().values())

    @database.reading
    def evidence_one(self, evidence_id: int) -> Evidence:
        """Return one piece of evidence.

        Raises:
            JuzhengError: ``item.gone``.
        """
        piece = self._evidence().get(evidence_id)
        if piece is None:
            raise JuzhengError("item.gone")
        return piece

    def _evidence(self) -> dict[int, Evidence]:
        """Return all evidence by id, in order; read again only after the case changed."""
        reader = self._reader()
        version = database.version_seen(reader)
        kept: tuple[int, dict[int, Evidence]] | None = getattr(self._local, "evidence", None)
        if kept is None or kept[0] != version:
            known: dict[int, tuple[str, Evidence]] = getattr(self._local, "pieces", {})
            pieces = evidence.all_evidence(reader, known)
            kept = version, {piece.id: piece for piece in pieces}
            self._local.evidence, self._local.pieces = kept, known
        return kept[1]

    @database.reading
    def orientation(self, evidence_id: int) -> int:
        """Return the degrees clockwise that a stored picture is turned to stand upright."""
        return transcripts.orientation(self._reader(), evidence_id)

    @database.reading
    def messages(self, evidence_id: int) -> tuple[MessageView, ...]:
        """Return the messages of a piece of evidence in reading order."""
        return views.messages(self._reader(), self.rules.refusals, evidence_id=evidence_id)

    @database.reading
    def calls(self, evidence_id: int) -> tuple[CallView, ...]:
        """Return the calls of a piece of evidence in file order."""
        return views.calls(self._reader(), evidence_id=evidence_id)

    @database.reading
    def messages_of(self, ids: Sequence[int]) -> tuple[MessageView, ...]:
        """Return messages by id, in reading order; those that are gone are left out."""
        return views.messages(self._reader(), self.rules.refusals, ids=ids)

    @database.reading
    def calls_of(self, ids: Sequence[int]) -> tuple[CallView, ...]:
        """Return calls by id, in file order; those that are gone are left out."""
        return views.calls(self._reader(), ids=ids)

    @database.reading
    def message(self, message_id: int) -> MessageView:
        """Return one message.

        Raises:
            JuzhengError: ``item.gone``.
        """
        found = self.messages_of([message_id])
        if not found:
            raise JuzhengError("item.gone")
        return found[0]

    @database.reading
    def call(self, call_id: int) -> CallView:
        """Return one call.

        Raises:
            JuzhengError: ``item.gone``.
        """
        found = self.calls_of([call_id])
        if not found:
            raise JuzhengError("item.gone")
        return found[0]

    @database.reading
    def doubts(self) -> tuple[Doubt, ...]:
        """Return what was read and waits for a person, in order of the exhibits."""
        return self._doubting.doubts(self._reader(), self._evidence().values())

    @database.reading
    def skipped(self, evidence_id: int) -> tuple[SkippedRow, ...]:
        """Return the rows of a table that were not understood."""
        return views.skipped(self._reader(), evidence_id)

    @database.reading
    def drawn(self, evidence_id: int) -> Drawn:
        """Return what a person drew on a picture."""
        return edits.current_drawn(self._reader(), evidence_id)

    @database.reading
    def sides(self, evidence_id: int) -> dict[int, Side]:
        """Return on which side of a picture each spoken message stands, by its id."""
        return companions.sides_on(self._reader(), evidence_id)

    @database.reading
    def conversation(self, evidence_id: int) -> tuple[int, ...]:
        """Return the pictures of the same conversation, by its title; at least this one."""
        pieces = self._evidence().values()
        return companions.same_conversation(pieces, self.evidence_one(evidence_id))

    @database.reading
    def same_layout(self, evidence_id: int) -> tuple[int, ...]:
        """Return the pictures that are laid out as this one is: size, kind, bars, background."""
        piece, pieces = self.evidence_one(evidence_id), self._evidence().values()
        return companions.same_layout(self._reader(), pieces, piece)

    @database.reading
    def timeline(self, query: TimelineQuery) -> tuple[TimelineKey, ...]:
        """Return the ids of timeline entries in order of time."""
        return views.timeline(self._reader(), query, folded(query.words))

    @database.reading
    def search(self, words: str) -> tuple[TimelineKey, ...]:
        """Return the ids of messages and calls that hold the words, in order of time."""
        wanted = folded(words)
        return views.timeline(self._reader(), TimelineQuery(), wanted) if wanted else ()

    @database.reading
    def continuity(self) -> tuple[ContinuityLink, ...]:
        """Return how neighbouring pages of each conversation join: proven or unproven."""
        return views.continuity(self._reader())

    @database.reading
    def patterns(self) -> PatternReport:
        """Return counts by hour and day, after refusal and at night, with their rows."""
        return self.understanding.patterns(self._reader())

    @database.reading
    def coverage(self) -> tuple[ElementCoverage, ...]:
        """Return the rule's elements with what proves them and what to get next."""
        reader = self._reader()
        return coverage.assess(
            evidence_facts(reader, self.rules),
            case_facts(views.details(reader)),
            self.rules.rulebook,
        )

    @database.reading
    def audit(self) -> tuple[AuditEntry, ...]:
        """Return the custody log from the first entry."""
        return tuple(custody.entries(self._reader()))

    @database.reading
    def last_change(self) -> tuple[int, str]:
        """Return number and hash of the last log entry that changed the case."""
        return custody.last_change(self._reader())

    def original(self, evidence_id: int) -> Path:
        """Return where the original lies in the case folder."""
        return originals.path_of(self.folder, self.evidence_one(evidence_id).sha256)

    def tiles(self, evidence_id: int) -> tuple[Path, ...]:
        """Return the display pictures of a piece of evidence, top to bottom."""
        return derived.tiles(self.folder, self.evidence_one(evidence_id).sha256)

    def picture(self, evidence_id: int) -> Path | None:
        """Return the first display picture, or None for tables and unread pieces."""
        return next(iter(self.tiles(evidence_id)), None)

    def thumbnail(self, evidence_id: int) -> Path | None:
        """Return the thumbnail, or None for tables and unread pieces."""
        return derived.thumbnail(self.folder, self.evidence_one(evidence_id).sha256)

    # ------------------------------------------------------------------ changing

    def subscribe(self, callback: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call back after every change, on the lane's thread; returns how to unsubscribe."""
        return self._lane.subscribe(callback)

    def note_export(self, facts: dict[str, object]) -> Future[ChangeSet]:
        """Write into the custody log that a dossier or package was made."""

        def work(connection: Connection, change: Change) -> None:
            del connection
            change.facts.update(facts)

        return self._lane.mutate(custody.EXPORTED, work)


@database.reading
def _case_id(connection: Connection) -> str:
    return views.meta(connection, "case_id")


def _lock(folder: Path) -> FileLock:
    if not jobs.is_unicode(folder.absolute()):  # workers are told paths as text
        raise InputRefused("case.cannot_write")
    # Not of one thread: a case is often opened in one and closed in another.
    lock = FileLock(folder / "LOCK", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise InputRefused("case.locked") from error
    except OSError as error:
        raise InputRefused("case.cannot_write") from error
    return lock
