"""What a Moment really says: its stretch, its hours, its words."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from desktop_app.domain.moment import Moment, Precision
from desktop_app.tagging.schema import ContactLimits

_WIDTH = {
    Precision.HOUR: timedelta(hours=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.SECOND: timedelta(seconds=1),
}
_DAY_KNOWN = frozenset({Precision.DAY, *_WIDTH})
_LAST = {precision: width - timedelta(microseconds=1) for precision, width in _WIDTH.items()}


def bounds(moment: Moment | None) -> tuple[datetime, datetime] | None:
    """Return the first and last instant a moment may be, None when not known to the hour.

    A bracket runs from its first time line to its second. A time of which the half of the
    day was assumed, or that holds for a whole day, says nothing of the hour.
    """
    if moment is None or moment.precision not in _LAST or "half_of_day" in moment.assumed:
        return None
    try:
        end = (moment.until or moment.value) + _LAST[moment.precision]
    except OverflowError:
        return None
    return (moment.value, end) if end >= moment.value else None


def _odd(instant: time, limits: ContactLimits) -> bool:
    if limits.odd_from <= limits.odd_until:
        return limits.odd_from <= instant < limits.odd_until
    return instant >= limits.odd_from or instant < limits.odd_until


def in_odd_hours(moment: Moment | None, limits: ContactLimits) -> bool:
    """Whether the whole stretch a moment may be lies in one run of unreasonable hours."""
    stretch = bounds(moment)
    if stretch is None:
        return False
    first, last = stretch
    if last - first >= timedelta(days=1):
        return False
    if not (_odd(first.time(), limits) and _odd(last.time(), limits)):
        return False
    # Both ends are odd; the reasonable hours must not lie between them.
    closing = datetime.combine(first.date(), limits.odd_until)
    if closing <= first:
        closing += timedelta(days=1)
    return last < closing


def said(moment: Moment | None) -> str:
    """Return a time in Chinese to the precision that is known."""
    if moment is None:
        return "时间不明"
    value = moment.value
    parts = f"{value.year}年"
    if moment.precision is Precision.YEAR:
        return parts
    parts += f"{value.month}月"
    if moment.precision is Precision.MONTH:
        return parts
    parts += f"{value.day}日"
    if moment.precision is Precision.HOUR:
        parts += f"{value.hour}时"
    elif moment.precision is Precision.MINUTE:
        parts += f"{value.hour:02}:{value.minute:02}"
    elif moment.precision is Precision.SECOND:
        parts += f"{value.hour:02}:{value.minute:02}:{value.second:02}"
    if moment.until is not None:
        parts += f"至{said(Moment(moment.until, moment.precision, moment.source))}之间"
    return parts


def stretch(moment: Moment | None) -> tuple[datetime, datetime] | None:
    """Return the first and last instant a moment may be, None where not even the day is known."""
    if moment is None or moment.precision not in _DAY_KNOWN:
        return None
    exact = bounds(moment)
    if exact is not None:
        return exact
    start = datetime.combine(moment.value.date(), datetime.min.time())
    end_day = (moment.until or moment.value).date()
    end = datetime.combine(end_day, datetime.max.time())
    return (start, end) if end >= start else None
