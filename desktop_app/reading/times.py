"""Which time holds for which message: the last time line above, until the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.transcript import Message
from desktop_app.reading.entries import Entry, message_of
from desktop_app.reading.screen_words import is_clock, time_words
from desktop_app.text.dates import parse_screen_time

_DAY_OR_LESS = (Precision.YEAR, Precision.MONTH, Precision.DAY)


def with_times(entries: Sequence[Entry], anchor: Moment | None) -> tuple[Message, ...]:
    """Return the messages of entries, each with the moment the screen gives it.

    A time line has its own moment. A message has its own where a time is printed with it,
    else the stretch from the last time line above to the next one below.

    Args:
        entries: top to bottom.
        anchor: when the picture was taken, or None.
    """
    messages: list[Message] = []
    waiting: list[int] = []
    current: Moment | None = None
    for entry in entries:
        message = message_of(entry)
        if message is None:
            continue
        if entry.is_time:
            moment = _clock_on_day(message.text, current, anchor)
            if moment is not None:
                for index in waiting:
                    messages[index] = _until(messages[index], moment)
                waiting = []
                current = moment
            messages.append(replace(message, moment=moment))
            continue
        own = _clock_on_day(entry.stamp, current, anchor) if entry.stamp else None
        if own is not None:
            messages.append(replace(message, moment=own))
            continue
        if current is not None:
            message = replace(message, moment=replace(current, source=MomentSource.BRACKET))
            waiting.append(len(messages))
        messages.append(message)
    return tuple(messages)


def _clock_on_day(text: str, current: Moment | None, anchor: Moment | None) -> Moment | None:
    """Read a time; a bare clock time under a date line is on that day."""
    words = time_words(text).rstrip("✓√/\\vVwW ")
    if is_clock(words) and current is not None and current.precision in _DAY_OR_LESS:
        joined = parse_screen_time(f"{current.value:%Y-%m-%d} {words}", anchor)
        if joined is not None:
            return replace(joined, source=current.source, assumed=current.assumed)
    return parse_screen_time(words, anchor)


def _until(message: Message, end: Moment) -> Message:
    moment = message.moment
    if moment is None or end.value < moment.value:
        return message
    return replace(message, moment=replace(moment, until=end.value))
