"""How often: calls of one number that come too often, and the shortest time between two."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from desktop_app.domain.moment import Precision
from desktop_app.tagging.report import Burst, Contact, Interval
from desktop_app.tagging.schema import ContactLimits

_CLOCK_KNOWN = frozenset({Precision.MINUTE, Precision.SECOND})

FAR = datetime(9999, 12, 31)
"""Stands for an unknown time when sorting."""


def clock_known(contact: Contact) -> bool:
    """Whether the start of a contact is known to the minute."""
    moment = contact.moment
    return (
        moment is not None
        and moment.precision in _CLOCK_KNOWN
        and moment.until is None
        and "half_of_day" not in moment.assumed
    )


def start(contact: Contact) -> datetime:
    """Return the start of a contact, the end of time where it is unknown."""
    return contact.moment.value if contact.moment is not None else FAR


def _peaks(listed: Sequence[Contact], limits: ContactLimits) -> list[int]:
    """Return for each call the most calls in one window with it, 0 where not frequent.

    One row that stands for several calls gives only one start: alone it proves nothing.
    """
    window = timedelta(minutes=limits.frequent_minutes)
    lows: list[int] = []
    counts: list[int] = []
    low, inside = 0, 0
    for high, call in enumerate(listed):
        inside += call.count
        while start(call) - start(listed[low]) > window:
            inside -= listed[low].count
            low += 1
        lows.append(low)
        counts.append(inside if inside >= limits.frequent_calls and high > low else 0)
    # The windows that hold a call end in a range that only moves on: a sliding maximum, so
    # that a list of many thousand calls in one hour takes no longer than any other.
    peaks: list[int] = []
    best: deque[int] = deque()
    ahead = 0
    for index in range(len(listed)):
        while ahead < len(listed) and lows[ahead] <= index:
            while best and counts[best[-1]] <= counts[ahead]:
                best.pop()
            best.append(ahead)
            ahead += 1
        while best[0] < index:
            best.popleft()
        peaks.append(counts[best[0]])
    return peaks


def bursts(calls: Sequence[Contact], limits: ContactLimits) -> tuple[Burst, ...]:
    """Return runs of calls from one known number that came too often.

    Args:
        calls: incoming calls in any order.
        limits: how many within how many minutes are frequent.
    """
    window = timedelta(minutes=limits.frequent_minutes)
    by_number: dict[str, list[Contact]] = defaultdict(list)
    for call in calls:
        if call.number and clock_known(call):
            by_number[call.number].append(call)
    found: list[Burst] = []
    for number, unsorted in by_number.items():
        listed = sorted(unsorted, key=lambda one: (start(one), one.id))
        run: list[tuple[Contact, int]] = []
        for call, peak in [*zip(listed, _peaks(listed, limits), strict=True), (None, 0)]:
            if run and (call is None or not peak or start(call) - start(run[-1][0]) > window):
                found.append(_burst(number, run))
                run = []
            if call is not None and peak:
                run.append((call, peak))
    return tuple(found)


def _burst(number: str, run: Sequence[tuple[Contact, int]]) -> Burst:
    return Burst(
        number,
        tuple(call.key for call, _ in run),
        sum(call.count for call, _ in run),
        tuple(peak for _, peak in run),
    )


def shortest(calls: Sequence[Contact]) -> Interval | None:
    """Return the shortest time between the starts of two incoming calls, or None."""
    known = sorted(filter(clock_known, calls), key=lambda one: (start(one), one.id))
    best: Interval | None = None
    for one, other in pairwise(known):
        seconds = int((start(other) - start(one)).total_seconds())
        if best is None or seconds < best.seconds:
            best = Interval(seconds, one.key, other.key)
    return best
