"""Reading files: into a case, or for a script without one."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from desktop_app import __version__
from desktop_app.app.lane import Change
from desktop_app.app.sources import shown_name
from desktop_app.app.understanding import Understanding
from desktop_app.casefile import edits, evidence, transcripts
from desktop_app.casefile.database import Connection
from desktop_app.domain.case import EvidenceState
from desktop_app.domain.drawn import NOTHING_DRAWN
from desktop_app.domain.geometry import Box, as_stored
from desktop_app.domain.transcript import Transcript
from desktop_app.foundation.errors import (
    EnvironmentMissing,
    InputRefused,
    IntegrityBroken,
    JuzhengError,
)
from desktop_app.workers import jobs
from desktop_app.workers.pool import ProcessWorkers, Ticket, WorkerPool

_AHEAD = 2


@dataclass(frozen=True, slots=True)
class FileReading:
    """What reading one file without a case gave.

    Attributes:
        path: as given.
        sha256: lower-case hex, empty where the file could not be read at all.
        seconds: time the worker spent.
        transcript: what was understood, None where refused.
        error: why not, None where read.
        orientation: degrees the stored picture was turned to stand upright.
        width, height: pixels upright, 0 for tables.
    """

    path: Path
    sha256: str
    seconds: float
    transcript: Transcript | None
    error: JuzhengError | None
    orientation: int = 0
    width: int = 0
    height: int = 0

    def stored(self, box: Box) -> Box:
        """Return where a box of the upright picture lies on the picture as stored."""
        return as_stored(box, self.orientation, self.width, self.height)


def read_files(
    paths: Sequence[Path], reader: jobs.Reader = "both", pool: WorkerPool | None = None
) -> Iterator[FileReading]:
    """Read files in worker processes and yield results in the order given.

    Args:
        paths: the files.
        reader: ``tesseract``, ``second`` or ``both``.
        pool: workers to use; own ones on every core where None.
    """
    workers = pool or ProcessWorkers()
    waiting: deque[tuple[Path, Ticket, float]] = deque()
    try:
        todo = iter(paths)
        while True:
            while len(waiting) < _AHEAD * 2:
                path = next(todo, None)
                if path is None:
                    break
                ticket = workers.submit(
                    jobs.ReadFile(
                        jobs.portable(path), shown_name(path.name), reader, _modified(path)
                    )
                )
                waiting.append((path, ticket, time.perf_counter()))
            if not waiting:
                return
            path, ticket, began = waiting.popleft()
            yield _file_reading(path, ticket.result(), time.perf_counter() - began)
    finally:
        for _, ticket, _ in waiting:
            ticket.cancel()
        if pool is None:
            workers.close()


def _modified(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return None


def file_read(outcome: jobs.Ok) -> jobs.FileRead:
    """Read the result of a ``ReadFile`` job."""
    return msgspec.msgpack.decode(outcome.value, type=jobs.FileRead)


def _file_reading(path: Path, outcome: jobs.Outcome, seconds: float) -> FileReading:
    if isinstance(outcome, jobs.Ok):
        read = file_read(outcome)
        return FileReading(
            path,
            read.sha256,
            read.seconds,
            read.transcript,
            None,
            read.orientation,
            read.width,
            read.height,
        )
    return FileReading(path, "", seconds, None, error_of(outcome))


_BY_EXIT_CODE: dict[int, type[JuzhengError]] = {
    kind.exit_code: kind for kind in (InputRefused, EnvironmentMissing, IntegrityBroken)
}


def error_of(outcome: jobs.Outcome) -> JuzhengError:
    """Return the error that an outcome other than Ok stands for."""
    match outcome:
        case jobs.Refused(code=code, params=params):
            return InputRefused(code, **params)
        case jobs.Failed(code=code, params=params, exit_code=exit_code):
            return _BY_EXIT_CODE.get(exit_code, JuzhengError)(code, **params)
        case _:
            return InputRefused(jobs.problem_of(outcome))


def store(
    connection: Connection,
    change: Change,
    understanding: Understanding,
    evidence_id: int,
    read: jobs.FileRead,
    reader: jobs.Reader,
    at: datetime,
) -> None:
    """Keep a reading as a new run of its evidence and make it the current one."""
    evidence.set_file_facts(
        connection,
        evidence_id,
        media_type=read.media_type,
        width=read.width,
        height=read.height,
        device=read.device,
        captured=read.captured,
    )
    transcripts.add_run(
        connection,
        evidence_id,
        at,
        reader=reader,
        program=__version__,
        seconds=read.seconds,
        page=read.page,
        transcript=read.transcript,
    )
    evidence.set_state(connection, evidence_id, EvidenceState.READY)
    chosen = evidence.kind_by_person(connection, evidence_id)
    drawn = edits.current_drawn(connection, evidence_id) != NOTHING_DRAWN
    if drawn or (chosen is not None and chosen is not read.transcript.kind):
        understanding.reassemble(connection, change, evidence_id)
    else:
        understanding.take_transcript(
            connection, change, evidence_id, read.transcript, read.captured
        )
    change.facts.update(
        evidence=evidence_id,
        sha256=read.sha256,
        reader=reader,
        messages=len(read.transcript.messages),
        calls=len(read.transcript.calls),
    )


def store_problem(
    connection: Connection, change: Change, evidence_id: int, outcome: jobs.Outcome
) -> None:
    """Keep why a piece of evidence could not be read; its original stays."""
    refused = isinstance(outcome, jobs.Refused)
    state = EvidenceState.REFUSED if refused else EvidenceState.FAILED
    code = jobs.problem_of(outcome)
    evidence.set_state(connection, evidence_id, state, code)
    change.evidence.add(evidence_id)
    change.structure = True
    change.groups.add(f"evidence:{evidence_id}")
    change.facts.update(evidence=evidence_id, problem=code)
