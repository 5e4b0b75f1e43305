"""Evidence in the order of the desk: exhibit groups, then what waits, failed or left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.case import Evidence, EvidenceState
from desktop_app.domain.recognition import EvidenceKind

WAITING, PROBLEM, WITHDRAWN = "waiting", "problem", "withdrawn"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the list under one heading.

    Attributes:
        key: exhibit group such as ``1``, or ``waiting``, ``problem``, ``withdrawn``.
        kind: the group's kind of evidence; None for the others.
        start, count: rows of the list.
        first, last: days the group spans, None where no time is known.
    """

    key: str
    kind: EvidenceKind | None
    start: int
    count: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Desk:
    """All evidence ids in order, and the headings over them."""

    ids: tuple[int, ...]
    sections: tuple[Section, ...]


def _key(row: Evidence) -> str:
    if row.withdrawn:
        return WITHDRAWN
    if row.state in (EvidenceState.REFUSED, EvidenceState.FAILED):
        return PROBLEM
    if row.state in (EvidenceState.QUEUED, EvidenceState.READING) or "-" not in row.number:
        return WAITING
    return row.number.split("-", 1)[0]


def laid_out(rows: Iterable[Evidence]) -> Desk:
    """Group evidence that comes in exhibit order; the order inside a group is kept."""
    groups: dict[str, list[Evidence]] = {}
    for row in rows:
        groups.setdefault(_key(row), []).append(row)
    order = [key for key in groups if key not in (WAITING, PROBLEM, WITHDRAWN)]
    order += [key for key in (PROBLEM, WAITING, WITHDRAWN) if key in groups]
    ids: list[int] = []
    sections: list[Section] = []
    for key in order:
        group = groups[key]
        days = [row.moment.value.date() for row in group if row.moment is not None]
        sections.append(
            Section(
                key,
                None if key in (WAITING, PROBLEM, WITHDRAWN) else group[0].kind,
                len(ids),
                len(group),
                min(days, default=None),
                max(days, default=None),
            )
        )
        ids.extend(row.id for row in group)
    return Desk(tuple(ids), tuple(sections))
