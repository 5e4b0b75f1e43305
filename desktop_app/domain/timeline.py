"""Questions to the timeline and its answers, as ids."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.tags import Scenario
from desktop_app.domain.transcript import Speaker


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """Which entries to list; every field narrows.

    Attributes:
        scenario: only entries with this scenario, suggested or decided; None for all.
        speaker: only messages of this speaker; None for all.
        channel: ``message``, ``call`` or empty for both.
        tagged_only: only entries with an open suggestion or a decision that counts.
        refusal_only: only the buyer's clear refusals.
        words: only entries that hold these words, folded.
    """

    scenario: Scenario | None = None
    speaker: Speaker | None = None
    channel: str = ""
    tagged_only: bool = False
    refusal_only: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class TimelineKey:
    """One entry: channel ``message`` or ``call``, its id, its day (empty when unknown)."""

    channel: str
    id: int
    day: str


class ContinuityState(StrEnum):
    """Whether two neighbouring pages of a conversation are known to follow each other."""

    PROVEN = "proven"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class ContinuityLink:
    """How two neighbouring pages of one conversation join.

    Attributes:
        earlier, later: evidence ids, in the order of the conversation.
        shared: messages that stand on both; time lines and notices don't count.
        state: proven by shared messages, or unproven.
    """

    earlier: int
    later: int
    shared: int
    state: ContinuityState
