"""The clock in a phone's status bar: it sharpens or contradicts when a picture was taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage
from desktop_app.text.fold import fold

_CLOCK = re.compile(
    r"(?<![0-9:.])(?P<part>上午|下午|凌晨|早上|中午|晚上|am|pm)?"
    r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?P<after>am|pm)?(?![0-9:])"
)
_TOP_OF_HEIGHT, _TOP_OF_WIDTH = 0.05, 0.1
_PHONE_ASPECT = 1.3
_AGREES = timedelta(minutes=3)
# A file is named or saved so long after the picture was taken, at most, for its day to tell.
_SAVED_LATER = timedelta(hours=3)
_CHINA = timedelta(hours=8)
_LATE = ("下午", "晚上", "中午", "pm")


def capture_of(page: RecognisedPage) -> Moment | None:
    """Return when a page was taken, by its file and by the clock in its status bar.

    Where only the day is known, the clock adds the time. Where both tell the time and agree,
    nothing changes. Where they differ a little, the file was saved later: the clock counts.
    Where they differ much, the day is uncertain, and what is reckoned from it says so.
    """
    captured = page.facts.captured
    if captured is None or page.photo or page.height < _PHONE_ASPECT * page.width:
        return captured
    clocks = _clocks(page)
    if not clocks:
        return captured
    if captured.precision is Precision.DAY:
        return _on(captured, clocks[0]) if len(clocks) == 1 else captured
    if captured.precision not in (Precision.MINUTE, Precision.SECOND):
        return captured
    times = [_last_before(captured.value + _AGREES, clock) for clock in clocks]
    nearest = max(times)
    if captured.value - nearest <= _AGREES:
        return captured
    if captured.value - nearest <= _SAVED_LATER and not _shows_later(page, nearest, captured):
        return replace(captured, value=nearest, precision=Precision.MINUTE)
    shifted = _in_another_zone(captured, clocks)
    if shifted is not None:
        captured = replace(captured, value=shifted, precision=Precision.MINUTE)
        if captured.source is MomentSource.FILE_TIME:
            return captured
    return replace(captured, assumed=tuple(dict.fromkeys((*captured.assumed, "day"))))


def _in_another_zone(captured: Moment, clocks: Sequence[tuple[int, int]]) -> datetime | None:
    """Return what the clock told where the file's time is just the other side of the zone.

    Archives and memory cards keep a wall time without its zone; copied from one, China's
    time is taken for Greenwich's or the other way round. A name that counts milliseconds
    says nothing of where the phone was: its day stays uncertain then.
    """
    if captured.source not in (MomentSource.FILE_TIME, MomentSource.FILE_NAME):
        return None
    for shift in (-_CHINA, _CHINA):
        near = captured.value + shift
        for clock in clocks:
            told = _last_before(near + _AGREES, clock)
            if near - told <= _AGREES:
                return told
    return None


def _shows_later(page: RecognisedPage, clock: datetime, captured: Moment) -> bool:
    """Whether the page itself tells times between its clock and when its file was saved."""
    for line in page.lines:
        text = fold(line.text).text.strip()
        if (match := _CLOCK.fullmatch(text)) and not match["part"] and not match["after"]:
            told = (int(match["hour"]), int(match["minute"]))
            if clock < _last_before(captured.value, told) <= captured.value:
                return True
    return False


def _clocks(page: RecognisedPage) -> list[tuple[int, int]]:
    """Return hour and minute of the status bar's clock; two where half of the day is open."""
    top = min(_TOP_OF_HEIGHT * page.height, _TOP_OF_WIDTH * page.width)
    for line in _bar(page.lines, top):
        bare = fold(line.text).text.replace(" ", "")
        match = _CLOCK.search(bare)
        if match is None:
            continue
        hour, minute = int(match["hour"]), int(match["minute"])
        part = match["part"] or match["after"]
        if part:
            hour = hour % 12 + (12 if part in _LATE and not (part == "中午" and hour == 11) else 0)
            return [(hour, minute)]
        twelve = 1 <= hour <= 12 and not match["hour"].startswith("0")
        return [(hour, minute), ((hour + 12) % 24, minute)] if twelve else [(hour, minute)]
    return []


def _bar(lines: Sequence[RecognisedLine], top: float) -> list[RecognisedLine]:
    return sorted((line for line in lines if line.box.centre_y < top), key=lambda ln: ln.box.x)


def _on(day: Moment, clock: tuple[int, int]) -> Moment:
    value = day.value.replace(hour=clock[0], minute=clock[1])
    return replace(day, value=value, precision=Precision.MINUTE)


def _last_before(limit: datetime, clock: tuple[int, int]) -> datetime:
    value = limit.replace(hour=clock[0], minute=clock[1], second=0, microsecond=0)
    return value if value <= limit else value - timedelta(days=1)
