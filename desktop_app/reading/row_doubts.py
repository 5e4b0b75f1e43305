"""Rows of calls that the other rows of the list contradict: a person should look at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from desktop_app.domain.moment import Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import CallRecord, Direction

_MOST = 0.6
_FEW = 0.2
_LEAST_ROWS = 4
_SHORT_OF_MOBILE = (9, 10, 12)


def with_doubts(calls: Sequence[CallRecord], *, lengths: bool) -> tuple[CallRecord, ...]:
    """Return the calls of a picture; what doesn't fit the others is doubtful.

    A row lacks what most rows have, its number has a digit too few or too many, or its start
    stands out of the order in which the list is sorted. Nothing but the status changes.

    Args:
        calls: top to bottom.
        lengths: whether the list has a length for every call, as carriers' lists have.
    """
    doubted = {at for at, call in enumerate(calls) if _is_broken(call.number)}
    tests: list[Callable[[CallRecord], bool]] = [
        lambda call: bool(call.number or call.name),
        lambda call: call.moment is not None,
        lambda call: call.direction is not Direction.UNKNOWN,
    ]
    if lengths:
        tests.append(lambda call: call.duration_s is not None or call.missed)
    for has in tests:
        lacking = [at for at, call in enumerate(calls) if not has(call)]
        if len(lacking) <= (1 - _MOST) * len(calls):
            doubted.update(lacking)
    doubted |= _out_of_order(calls)
    return tuple(
        replace(call, status=LineStatus.DOUBTFUL)
        if at in doubted and call.status is not LineStatus.CORRECTED
        else call
        for at, call in enumerate(calls)
    )


def _is_broken(number: str) -> bool:
    """Whether a number is a mobile one with a digit too few or too many."""
    digits = "".join(c for c in number if c not in " -")
    own = digits.isdecimal() and digits.startswith("1") and not digits.startswith("10")
    return own and len(digits) in _SHORT_OF_MOBILE


def _out_of_order(calls: Sequence[CallRecord]) -> set[int]:
    """Return the rows without which the starts would be sorted, where these are few."""
    timed = [
        (at, call.moment.value)
        for at, call in enumerate(calls)
        if call.moment is not None and call.moment.precision in (Precision.MINUTE, Precision.SECOND)
    ]
    if len(timed) < _LEAST_ROWS:
        return set()
    values = [value for _, value in timed]
    last = len(values) - 1
    rising = _in_every_run(values)
    falling = {last - place for place in _in_every_run(values[::-1])}
    places = max(falling, rising, key=len)
    left = {at for place, (at, _) in enumerate(timed) if place not in places}
    return left if len(left) <= _FEW * len(timed) else set()


def _in_every_run(values: Sequence[datetime]) -> set[int]:
    """Return the places that are part of every longest ascending run through the values."""
    before, after = [1] * len(values), [1] * len(values)
    for at in range(len(values)):
        before[at] += max((before[i] for i in range(at) if values[i] <= values[at]), default=0)
    for at in reversed(range(len(values))):
        later = range(at + 1, len(values))
        after[at] += max((after[i] for i in later if values[i] >= values[at]), default=0)
    longest = max(before, default=0)
    on_one = [at for at in range(len(values)) if before[at] + after[at] - 1 == longest]
    steps = Counter(before[at] for at in on_one)
    return {at for at in on_one if steps[before[at]] == 1}
