"""Taking files in: sources are queued, copied while hashed, and known ones recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.app import sources
from desktop_app.app.intake_status import Bulletin
from desktop_app.app.lane import CaseLane, Change
from desktop_app.casefile import custody, evidence, originals, queue
from desktop_app.casefile.database import Connection
from desktop_app.domain.case import EvidenceState
from desktop_app.foundation.clock import Clock
from desktop_app.foundation.errors import Cancelled, InputRefused

_READ_IN_VAIN = (EvidenceState.REFUSED, EvidenceState.FAILED)


class Taking:
    """Makes evidence of files and bytes; used by the intake's thread alone.

    Args:
        check: called between parts of a copy; raises ``Cancelled`` to stop it.
    """

    def __init__(
        self,
        folder: Path,
        lane: CaseLane,
        clock: Clock,
        bulletin: Bulletin,
        check: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._lane = lane
        self._clock = clock
        self._bulletin = bulletin
        self._check = check
        self._numbers: tuple[int, dict[int, str]] = (0, {})

    def enqueue(self, paths: Sequence[Path]) -> None:
        """Put what a drop of files and folders stands for into the queue of the case."""
        try:
            files = sources.files_of(paths)
        except InputRefused as error:
            self._bulletin.refused(paths[0].name, error.code)
            return
        self._lane.run(lambda connection: queue.enqueue(connection, files)).result()

    def take_bytes(self, data: bytes, name: str) -> None:
        """Make a pasted picture a queued piece of evidence."""
        try:
            self._settle(originals.take_bytes(self._folder, data), name, None)
        except InputRefused as error:
            self._bulletin.refused(name, error.code)

    def take(self, pending_id: int, source: Path) -> int | None:
        """Copy one source of the queue; None where nothing of it is to be read."""
        self._bulletin.tell(stage="copying", subject=sources.shown_name(source.name))
        try:
            taken = originals.take(self._folder, source, self._check)
            return self._settle(taken, source.name, pending_id)
        except Cancelled:
            return None
        except InputRefused as error:
            self._bulletin.refused(source.name, error.code)
            self._lane.run(lambda connection: queue.done(connection, pending_id)).result()
            return None

    def _settle(
        self, taken: originals.StoredOriginal, name: str, pending_id: int | None
    ) -> int | None:
        """Make the copied original a piece of evidence; None where it is known already.

        Its source leaves the queue in the same transaction: a killed process finds either.
        """
        shown = sources.shown_name(name)
        result: list[int | None] = [None]

        def work(connection: Connection, change: Change) -> None:
            if pending_id is not None:
                queue.done(connection, pending_id)
            twin = evidence.id_of_hash(connection, taken.sha256)
            if twin is not None:
                if evidence.state_of(connection, twin) in _READ_IN_VAIN:
                    evidence.set_state(connection, twin, EvidenceState.QUEUED)
                    change.groups.add(f"evidence:{twin}")
                    change.evidence.add(twin)
                    result[0] = twin
                    return
                change.quiet = True
                same.append(self._number_of(connection, twin))
                return
            number = evidence.insert(
                connection,
                taken.sha256,
                shown,
                taken.size,
                self._clock.now(),
                taken.modified_at,
            )
            change.groups.add(f"evidence:{number}")
            change.evidence.add(number)
            change.structure = True
            change.facts.update(evidence=number, sha256=taken.sha256, size=taken.size)
            result[0] = number

        same: list[str] = []
        self._lane.mutate("evidence.taken", work).result()
        if same:
            self._bulletin.duplicate(shown, same[0])
        return result[0]

    def _number_of(self, connection: Connection, evidence_id: int) -> str:
        """Return an exhibit number; all are counted anew only after the case has changed."""
        entries, _ = custody.head(connection)
        if self._numbers[0] != entries:
            pieces = evidence.all_evidence(connection)
            self._numbers = (entries, {piece.id: piece.number for piece in pieces})
        return self._numbers[1][evidence_id]
