"""Chinese and English times on screens: from a printed line to a Moment.

A line counts only where it is wholly a time. What a line leaves open (the year, which day
``昨天`` was) is reckoned from the capture time of the picture and marked on the Moment.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desktop_app.domain.moment import CHINA, Moment, MomentSource, Precision
from desktop_app.text.file_names import parse_file_name_time
from desktop_app.text.fold import fold
from desktop_app.text.stated import Stated, scan, scan_inside

__all__ = ["find_times", "is_time_line", "parse_file_name_time", "parse_screen_time"]

_ORDER = tuple(Precision)
_AROUND = " \t\n\r-–—·•.。,\"'“”()[]【】〔〕「」<>《》"
_CLOCK_SLACK = timedelta(minutes=5)
_LONGEST_SEARCH_YEARS = 8


def parse_screen_time(text: str, anchor: Moment | None) -> Moment | None:
    """Return the moment that a time line states, or None where the line is not wholly a time.

    Args:
        text: one line of a screen; full-width signs, blanks and digits misread as letters
            are seen through.
        anchor: when the screen was captured; without it a line that names no year gives None.
    """
    stated = _scan_line(text)
    return _moment(stated, anchor) if stated is not None else None


def is_time_line(text: str) -> bool:
    """Whether the line is wholly a time, absolute or relative."""
    return _scan_line(text) is not None


def find_times(text: str, anchor: Moment | None = None) -> list[tuple[int, int, Moment]]:
    """Return ``(start, end, moment)`` of the times inside a text, left to right.

    For header lines such as ``昵称 2022-06-18 22:47:12``. Only full dates and times with a
    clock count; those that name no year need the anchor. Indices are those of ``text``.
    """
    folded = fold(text)
    found: list[tuple[int, int, Moment]] = []
    for start, end, stated in scan_inside(folded.text):
        moment = _moment(stated, anchor)
        if moment is not None:
            found.append((*folded.span(start, end), moment))
    return found


def _scan_line(text: str) -> Stated | None:
    if len(text) > 80:
        return None
    folded = fold(text).text
    return scan(folded.strip(_AROUND)) or scan(folded.strip())


def _moment(stated: Stated, anchor: Moment | None) -> Moment | None:
    """Reckon a stated time; None where it needs an anchor that is missing or too coarse."""
    if stated.year is not None and stated.month is not None:
        day = date(stated.year, stated.month, stated.day or 1)
        precision = Precision.DAY if stated.day else Precision.MONTH
        return _on(day, stated, MomentSource.SCREEN_ABSOLUTE, precision)
    if anchor is None:
        return None
    now = _china(anchor)
    if stated.month is not None and stated.day is not None:
        return _without_year(stated, now, anchor)
    if _ORDER.index(anchor.precision) < _ORDER.index(Precision.DAY):
        return None
    if stated.ago is not None:
        return _ago(stated, now, anchor)
    day, assumed = _relative_day(stated, now, anchor)
    assumed = tuple(dict.fromkeys((*assumed, *anchor.assumed)))
    return _on(day, stated, MomentSource.SCREEN_RELATIVE, Precision.DAY, assumed, anchor)


def _on(
    day: date,
    stated: Stated,
    source: MomentSource,
    precision: Precision,
    assumed: tuple[str, ...] = (),
    anchor: Moment | None = None,
) -> Moment:
    """Put the stated clock on a day."""
    value = datetime(day.year, day.month, day.day)
    if stated.hour is not None:
        value = value.replace(
            hour=stated.hour, minute=stated.minute or 0, second=stated.second or 0
        )
        precision = Precision.MINUTE if stated.second is None else Precision.SECOND
    return Moment(
        value=value,
        precision=precision,
        source=source,
        assumed=assumed + stated.assumed,
        anchor=anchor.source if anchor is not None else None,
    )


def _without_year(stated: Stated, now: datetime, anchor: Moment) -> Moment | None:
    """Take the latest year that does not put the day after the anchor.

    A printed weekday must fit where any year of the search fits it.
    """
    assert stated.month is not None
    assert stated.day is not None
    candidates: list[date] = []
    for year in range(now.year, max(now.year - _LONGEST_SEARCH_YEARS, 1) - 1, -1):
        try:
            day = date(year, stated.month, stated.day)
        except ValueError:
            continue
        if not _after(day, now, anchor.precision):
            candidates.append(day)
    fitting = [day for day in candidates if stated.weekday in {None, day.weekday()}]
    if not candidates:
        return None
    chosen = fitting[0] if fitting else candidates[0]
    source = MomentSource.SCREEN_ABSOLUTE
    return _on(chosen, stated, source, Precision.DAY, ("year",), anchor)


def _after(day: date, now: datetime, precision: Precision) -> bool:
    if precision is Precision.YEAR:
        return day.year > now.year
    if precision is Precision.MONTH:
        return (day.year, day.month) > (now.year, now.month)
    return day > now.date()


def _ago(stated: Stated, now: datetime, anchor: Moment) -> Moment:
    assert stated.ago is not None
    coarser = min(_ORDER.index(stated.unit), _ORDER.index(anchor.precision))
    precision = _ORDER[coarser]
    value = (now - stated.ago).replace(second=0, microsecond=0)
    if precision is not Precision.MINUTE:
        value = value.replace(minute=0)
    if coarser <= _ORDER.index(Precision.DAY):
        value = value.replace(hour=0)
    if coarser <= _ORDER.index(Precision.MONTH):
        value = value.replace(day=1)
    if precision is Precision.YEAR:
        value = value.replace(month=1)
    guessed = ("day",) if precision is Precision.DAY is not stated.unit else ()
    return Moment(
        value=value,
        precision=precision,
        source=MomentSource.SCREEN_RELATIVE,
        assumed=tuple(dict.fromkeys((*guessed, *anchor.assumed))),
        anchor=anchor.source,
    )


def _relative_day(stated: Stated, now: datetime, anchor: Moment) -> tuple[date, tuple[str, ...]]:
    today = now.date()
    if stated.day_shift is not None:
        return today + timedelta(days=stated.day_shift), ()
    if stated.weekday is not None:
        # Screens name weekdays for the days before today, never for today itself.
        back = (today.weekday() - stated.weekday) % 7
        return today - timedelta(days=back or 7), () if back else ("day",)
    clock = timedelta(hours=stated.hour or 0, minutes=stated.minute or 0)
    passed = timedelta(hours=now.hour, minutes=now.minute)
    known = _ORDER.index(anchor.precision) >= _ORDER.index(Precision.MINUTE)
    if known and clock > passed + _CLOCK_SLACK:
        return today - timedelta(days=1), ("day",)
    return today, ()


def _china(anchor: Moment) -> datetime:
    """Return the anchor's wall time in China, where screens of this subject are."""
    if anchor.zone == CHINA or anchor.zone != "UTC":
        return anchor.value
    return anchor.value + timedelta(hours=8)
