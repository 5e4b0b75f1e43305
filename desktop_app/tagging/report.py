"""What contact looks like and what its times show: values of ``patterns``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Suggestion
from desktop_app.domain.transcript import Direction, Speaker

ContactKey = tuple[str, int]
"""Channel (``message`` or ``call``) and id."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One message or one row of a call record, in the words of this question.

    Attributes:
        channel: ``message`` or ``call``.
        id: row id within its channel.
        speaker: who said it; None for a call.
        direction: who called whom; None for a message.
        moment: when, or None.
        text: the message; empty for a call.
        number: the other side's number as normalised or shown; empty where unknown.
        missed: nobody talked.
        count: how many calls the row stands for.
    """

    channel: Literal["message", "call"]
    id: int
    speaker: Speaker | None = None
    direction: Direction | None = None
    moment: Moment | None = None
    text: str = ""
    number: str = ""
    missed: bool = False
    count: int = 1

    @property
    def key(self) -> ContactKey:
        """Channel and id."""
        return self.channel, self.id

    @property
    def incoming(self) -> bool:
        """Whether the other side made this contact."""
        if self.channel == "call":
            return self.direction is Direction.IN
        return self.speaker is Speaker.OTHER


@dataclass(frozen=True, slots=True)
class DayCount:
    """Incoming contact of one day; a row that stands for several calls counts them all.

    Attributes:
        day: ISO date.
        messages, calls: how many.
        keys: what was counted.
    """

    day: str
    messages: int
    calls: int
    keys: tuple[ContactKey, ...]


@dataclass(frozen=True, slots=True)
class HourCell:
    """Incoming contact within one hour of one weekday.

    Attributes:
        weekday: 0 Monday to 6 Sunday.
        hour: 0 to 23.
        count: how many.
        keys: what was counted.
    """

    weekday: int
    hour: int
    count: int
    keys: tuple[ContactKey, ...]


@dataclass(frozen=True, slots=True)
class NumberCount:
    """Incoming calls from one number.

    Attributes:
        number: as given; empty for hidden numbers.
        calls: how many.
        keys: what was counted.
    """

    number: str
    calls: int
    keys: tuple[ContactKey, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """The shortest time between two incoming calls.

    Attributes:
        seconds: between their starts; a multiple of 60 where only minutes are known.
        first, second: the two calls.
    """

    seconds: int
    first: ContactKey
    second: ContactKey


@dataclass(frozen=True, slots=True)
class Burst:
    """Calls from one number that came too often.

    Attributes:
        number: the number.
        keys: the calls, in order.
        count: how many in all.
        peaks: for each call, the most calls in one window that holds it.
    """

    number: str
    keys: tuple[ContactKey, ...]
    count: int
    peaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PatternReport:
    """What the times and numbers show; each figure can be counted again from its keys.

    Attributes:
        suggestions: by contact, at most one a rule.
        days: days with incoming contact, in order.
        hours: filled cells only, Monday 0 o'clock first.
        after_refusal: incoming contact after the refusal, service notices left out.
        service_after_refusal: those service notices.
        odd_hours: incoming calls and messages known to lie in the unreasonable hours.
        numbers: incoming calls by number, most first.
        bursts: frequent calls.
        shortest: shortest time between two incoming calls, or None.
        first, last: earliest and latest incoming contact whose day is known, or None.
        refusal: the first clear refusal of the buyer whose time is known, or None.
        refusals: every message that refuses.
        refusal_at: its moment, or None.
        untimed: incoming contact whose day isn't known; not in any figure of days or hours.
        incoming_messages, incoming_calls, missed_calls, outgoing_calls: totals, rows that
            stand for several calls counted in full.
    """

    suggestions: dict[ContactKey, tuple[Suggestion, ...]]
    days: tuple[DayCount, ...]
    hours: tuple[HourCell, ...]
    after_refusal: tuple[ContactKey, ...]
    service_after_refusal: tuple[ContactKey, ...]
    odd_hours: tuple[ContactKey, ...]
    numbers: tuple[NumberCount, ...]
    bursts: tuple[Burst, ...]
    shortest: Interval | None
    first: ContactKey | None
    last: ContactKey | None
    refusal: ContactKey | None
    refusal_at: Moment | None
    refusals: tuple[ContactKey, ...]
    untimed: tuple[ContactKey, ...]
    incoming_messages: int
    incoming_calls: int
    missed_calls: int
    outgoing_calls: int
