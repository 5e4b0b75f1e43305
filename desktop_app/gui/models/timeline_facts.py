"""What the timeline shows besides its list: all keys, patterns and the exhibits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.domain.case import Evidence
from desktop_app.domain.timeline import TimelineKey, TimelineQuery

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase
    from desktop_app.tagging.report import ContactKey, PatternReport


@dataclass(frozen=True, slots=True)
class TimelineFacts:
    """One answer of the core.

    Attributes:
        keys: what fits the filters, in order of time.
        every: all entries in order of time, for rows that a figure was counted from.
        report: the patterns.
        evidence: by id.
        odd_hours: the unreasonable hours as ``22:00–07:00``.
    """

    keys: tuple[TimelineKey, ...]
    every: tuple[TimelineKey, ...]
    report: PatternReport
    evidence: Mapping[int, Evidence]
    odd_hours: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the rows it was counted from; ``value`` is the number as shown."""

    name: str
    value: str
    keys: frozenset[ContactKey]
    label: str


def facts_of(case: OpenCase, query: TimelineQuery) -> TimelineFacts:
    """Ask for everything at once; called outside the window's thread."""
    contact = case.rules.rulebook.limits
    return TimelineFacts(
        case.timeline(query),
        case.timeline(TimelineQuery()),
        case.patterns(),
        {row.id: row for row in case.evidence()},
        f"{contact.odd_from:%H:%M}–{contact.odd_until:%H:%M}",
    )
