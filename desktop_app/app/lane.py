"""The case lane: one thread owns the only writing connection of an open case.

Every mutation runs here in one transaction, leaves one entry in the custody log and returns
a ChangeSet, from which views refresh.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from desktop_app.casefile import custody, database, seals
from desktop_app.casefile.database import Connection
from desktop_app.domain.case import ChangeSet
from desktop_app.foundation.clock import Clock

_log = logging.getLogger(__name__)
T = TypeVar("T")
_P = ParamSpec("_P")
Subscriber = Callable[[ChangeSet], None]


@dataclass(slots=True)
class Change:
    """What a mutation touches, collected while it runs.

    Attributes:
        groups: row groups to seal in the custody log, e.g. ``messages:7``.
        facts: plain facts for the custody log.
        evidence, messages, calls: ids for the views.
        details, structure: as in ``ChangeSet``.
        quiet: nothing changed after all; no entry, no notice.
    """

    groups: set[str] = field(default_factory=set[str])
    facts: dict[str, object] = field(default_factory=dict[str, object])
    evidence: set[int] = field(default_factory=set[int])
    messages: set[int] = field(default_factory=set[int])
    calls: set[int] = field(default_factory=set[int])
    details: bool = False
    structure: bool = False
    quiet: bool = False


Mutation = Callable[[Connection, Change], None]


class CaseLane:
    """Runs mutations one after the other and tells subscribers what changed."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="case-lane")
        self._subscribers: list[Subscriber] = []
        self._guard = threading.Lock()
        self._waiting = 0
        self._later: set[str] = set()
        self._closing = False

    def mutate(self, action: str, work: Mutation) -> Future[ChangeSet]:
        """Run ``work`` in one transaction and log it as ``action``."""
        return self._submit(self._mutate, action, work)

    def run(self, work: Callable[[Connection], T]) -> Future[T]:
        """Run ``work`` in one transaction that the custody log need not know of."""
        return self._submit(self._run, work)

    def later(self, action: str, work: Mutation) -> None:
        """Run ``work`` once nothing else waits; until then the same action is asked for once.

        For what is derived from the record and made again at will: subscribers hear of it,
        the custody log does not.
        """
        with self._guard:
            if action in self._later:
                return
            self._later.add(action)
        self._executor.submit(self._do_later, action, work)

    def tell(self, changes: ChangeSet) -> None:
        """Let subscribers know of a change outside the record; from any thread."""
        self._notify(changes)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call back after every change, on the lane's thread; returns how to unsubscribe."""
        with self._guard:
            self._subscribers.append(callback)

        def unsubscribe() -> None:
            with self._guard:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)

        return unsubscribe

    def close(self) -> None:
        """Finish what waits, then close the connection."""
        with self._guard:
            self._closing = True
        self._executor.shutdown(wait=True)
        self._connection.close()

    def _submit(self, work: Callable[_P, T], *args: _P.args, **kwargs: _P.kwargs) -> Future[T]:
        with self._guard:
            self._waiting += 1

        def begin() -> T:
            with self._guard:
                self._waiting -= 1
            return work(*args, **kwargs)

        return self._executor.submit(begin)

    def _do_later(self, action: str, work: Mutation) -> None:
        with self._guard:
            if self._waiting and not self._closing:
                self._executor.submit(self._do_later, action, work)
                return
            self._later.discard(action)
        change = Change()
        try:
            with database.transaction(self._connection) as connection:
                work(connection, change)
        except Exception as error:  # what is derived comes with the next change
            _log.error("%s failed: %s", action, type(error).__name__)
            return
        if change.messages or change.calls or change.structure:
            self._notify(_changes(action, change))

    def _run(self, work: Callable[[Connection], T]) -> T:
        with database.transaction(self._connection):
            return work(self._connection)

    def _mutate(self, action: str, work: Mutation) -> ChangeSet:
        change = Change()
        with database.transaction(self._connection) as connection:
            work(connection, change)
            if not change.quiet:
                digests = {
                    group: seals.group_digest(connection, group) for group in sorted(change.groups)
                }
                custody.append(connection, self._clock.now(), action, change.facts, digests)
        result = _changes(action, change)
        if not change.quiet:
            self._notify(result)
        return result

    def _notify(self, changes: ChangeSet) -> None:
        with self._guard:
            subscribers = list(self._subscribers)
        for subscriber in subscribers:
            try:
                subscriber(changes)
            except Exception as error:  # a view's fault must not stop the lane
                _log.error("subscriber failed: %s", type(error).__name__)


def _changes(action: str, change: Change) -> ChangeSet:
    return ChangeSet(
        action,
        frozenset(change.evidence),
        frozenset(change.messages),
        frozenset(change.calls),
        change.details,
        change.structure,
    )
