"""Columns of a sheet without headers, told by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from desktop_app.reading.tables.columns import Plan, Row, kind_columns, letters, number_like, share
from desktop_app.reading.tables.values import meaning_of, seconds_of, start_of
from desktop_app.text.phones import normalise

_ENOUGH = 0.6
_SERVICE_NUMBER = re.compile(r"[19][0-9]{4}|1[0-9]{2}|[48]00[0-9]{7}")
_SAID_DURATION = re.compile(r".*[0-9] ?(?:秒|分|时|s|m).*|[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?", re.I)
_LONGEST_CALL_SECONDS = 24 * 3600


def plan_by_content(sample: Sequence[Row]) -> Plan | None:
    """Return where the columns are, or None where this is no list of calls.

    A list of calls has a column of starts and, beside it, numbers, directions or durations.
    """
    width = max((len(row) for row in sample), default=0)
    columns = range(min(width, 64))
    starts = {c: share(sample, c, _is_start) for c in columns}
    start = max(columns, key=lambda c: starts[c], default=None)
    if start is None or starts[start] < _ENOUGH:
        return None
    day = None
    if share(sample, start, _is_clock) >= _ENOUGH:
        days = [c for c in columns if c != start and share(sample, c, _is_day) >= _ENOUGH]
        day = days[0] if days else None
    taken = {start, day}
    peers = {c: share(sample, c, _is_number) for c in columns if c not in taken}
    peer = max(peers, key=lambda c: peers[c], default=None)
    if peer is not None and peers[peer] < _ENOUGH:
        peer = None
    taken.add(peer)
    kinds = kind_columns([c for c in columns if c not in taken], sample)
    kinds = tuple(c for c in kinds if share(sample, c, _has_meaning) >= _ENOUGH)
    taken |= set(kinds)
    duration = _duration_column(sample, [c for c in columns if c not in taken])
    if peer is None and not kinds:
        return None
    return Plan(
        headers=tuple(letters(c) for c in range(width)),
        start=start,
        date=day,
        duration=duration,
        peer=peer,
        kinds=kinds,
        sms=bool(kinds) and share(sample, kinds[0], _is_message) >= _ENOUGH,
        by_content=True,
    )


def _duration_column(sample: Sequence[Row], columns: Sequence[int]) -> int | None:
    """Prefer durations with units or colons to bare whole numbers, and skip row counters."""
    for test in (_says_duration, _may_be_duration):
        for column in columns:
            if share(sample, column, test) >= _ENOUGH and not _counts_rows(sample, column):
                return column
    return None


def _counts_rows(sample: Sequence[Row], column: int) -> bool:
    values = [int(r[column]) for r in sample if column < len(r) and r[column].isdecimal()]
    steps = {b - a for a, b in pairwise(values)}
    return len(values) > 1 and len(steps) == 1 and abs(next(iter(steps))) == 1


def _is_start(cell: str) -> bool:
    stated = start_of(cell)
    return stated is not None and stated.hour is not None and not _is_number(cell)


def _is_clock(cell: str) -> bool:
    stated = start_of(cell)
    return stated is not None and stated.month is None and stated.hour is not None


def _is_day(cell: str) -> bool:
    stated = start_of(cell)
    return stated is not None and stated.month is not None and stated.hour is None


def _is_number(cell: str) -> bool:
    if not number_like(cell):
        return False
    masked = "*" in cell and len(cell) >= 7
    return masked or bool(normalise(cell)) or bool(_SERVICE_NUMBER.fullmatch(cell))


def _has_meaning(cell: str) -> bool:
    return meaning_of(cell) is not None


def _is_message(cell: str) -> bool:
    meaning = meaning_of(cell)
    return meaning is not None and meaning.sms


def _says_duration(cell: str) -> bool:
    return bool(_SAID_DURATION.fullmatch(cell)) and seconds_of(cell) is not None


def _may_be_duration(cell: str) -> bool:
    return cell.isdecimal() and int(cell) < _LONGEST_CALL_SECONDS
