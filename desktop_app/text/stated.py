"""The grammar of times as Chinese and English screens print them, before any reckoning.

What a line states (``昨天 22:47``: one day back, 22 hours, 47 minutes) is kept apart from the
point in time it means, which needs a reference; see ``dates``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from desktop_app.domain.moment import Precision
from desktop_app.text.lookalikes import digits


@dataclass(frozen=True, slots=True)
class Stated:
    """What a line says of a time; None where it says nothing.

    Attributes:
        year, month, day: calendar date as printed.
        weekday: 0 for Monday to 6 for Sunday.
        day_shift: days from today, ``昨天`` is -1.
        ago: how long before the reference.
        unit: precision that ``ago`` leaves.
        hour, minute, second: on the 24-hour clock.
        assumed: codes of what had to be assumed.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    day_shift: int | None = None
    ago: timedelta | None = None
    unit: Precision = Precision.MINUTE
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    assumed: tuple[str, ...] = ()


_DAY_WORDS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1,
    "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "today": 0, "yesterday": -1,
}  # fmt: skip
_PART_OF_DAY_WORD = {"昨晚": "晚上", "昨夜": "晚上", "今晚": "晚上", "今早": "早上"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june",
         "jul july", "aug august", "sep sept september", "oct october", "nov november",
         "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("一 — – - mon monday", "二 tue tues tuesday", "三 wed wednesday",
         "四 thu thur thurs thursday", "五 fri friday", "六 sat saturday",
         "日 天 曰 sun sunday"))
    for name in names.split()
}  # fmt: skip
_MORNING = ("清晨", "早晨", "早上", "上午", "am", "a.m.")
_AFTERNOON = ("下午", "傍晚", "pm", "p.m.")
_EVENING = ("晚上", "晚间", "夜间", "夜里", "深夜", "半夜", "午夜")
_NOON = ("中午", "正午")
_SMALL_HOURS = ("凌晨",)
_UNITS = {
    "秒": (1, Precision.MINUTE), "s": (1, Precision.MINUTE),
    "分": (60, Precision.MINUTE), "m": (60, Precision.MINUTE),
    "小": (3600, Precision.HOUR), "h": (3600, Precision.HOUR),
    "天": (86400, Precision.DAY), "d": (86400, Precision.DAY),
    "周": (604800, Precision.DAY), "w": (604800, Precision.DAY),
    "月": (30 * 86400, Precision.MONTH),
    "年": (365 * 86400, Precision.YEAR),
}  # fmt: skip
_COUNTS = {"半": 0.5, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
           "八": 8, "九": 9, "十": 10}  # fmt: skip


def _any(words: tuple[str, ...] | dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_D = r"[0-9oil|]"
_NN = rf"{_D}{{1,2}}"
_YEAR = rf"(?P<year>[12i|l]{_D}{{3}})"
_MONTH, _DAY = rf"(?P<month>{_NN})", rf"(?P<day>{_NN})"
_COLON = r"\s*[:;∶]\s*"
_DASH = r"\s*[-–—/.]\s*"
_PART = _any((*_MORNING, *_AFTERNOON, *_EVENING, *_NOON, *_SMALL_HOURS))
_CLOCK = (
    rf"(?:(?P<part>{_PART})\s*)?(?P<hour>{_NN})"
    rf"(?:{_COLON}(?P<minute>{_D}{{2}})(?:{_COLON}(?P<second>{_D}{{2}})(?:\.[0-9]{{1,3}})?)?"
    rf"|\s*[点时]\s*(?P<minute_>{_NN})\s*分(?:\s*(?P<second_>{_NN})\s*秒)?)"
    r"(?:\s*(?P<after>am|pm|a\.m\.|p\.m\.))?"
)
_WEEKDAY = (
    r"[(\[]?(?:(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天曰—–-])"
    rf"|(?P<weekday_>{_any(tuple(n for n in _WEEKDAYS if n.isascii() and len(n) > 2))}))\.?[)\]]?"
)
_MON = rf"(?P<mon>{_any(_MONTHS)})\.?"
_DATE_CN = rf"(?:{_YEAR}\s*年\s*)?{_MONTH}\s*月\s*{_DAY}\s*[日号曰]"
_DATE_FULL = rf"{_YEAR}{_DASH}{_MONTH}{_DASH}{_DAY}"
_DATE_YY = rf"(?P<yy>[12][0-9])(?P<sep>[-/]){_MONTH}(?P=sep){_DAY}"
_DATE_SHORT = rf"{_MONTH}\s*[-–/]\s*{_DAY}"
_DATE_PADDED = rf"(?P<month>{_D}{{2}})[-–/](?P<day>{_D}{{2}})"
_DATE_EN = rf"{_MON}\s*{_DAY}(?:st|nd|rd|th)?(?:\s*,?\s*{_YEAR}(?!{_COLON}))?"
_DATE_EN_2 = rf"{_DAY}\s*{_MON}(?:\s*,?\s*{_YEAR})?"
_DAY_WORD = rf"(?P<day_word>{_any(_DAY_WORDS)})"
_YEAR_MONTH = rf"{_YEAR}\s*年\s*{_MONTH}\s*月"
_AGO = (
    rf"(?:(?P<count>{_NN}|[{''.join(_COUNTS)}])\s*个?\s*"
    r"(?P<unit>秒钟?|分钟?|小时|天|周|星期|(?<=个)月|年|(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h"
    r"|days?|d|weeks?|w)(?=\s*ago))\s*(?:之?前|ago)|(?P<now>刚刚|刚才|just\s*now))"
)
_GAP = r"\s*(?:,|·|\bat\b)?\s*"
# A numeric date runs into the clock only where both sides have two digits.
_GAP_DIGITS = rf"(?:[\s,·t]+(?:at\s*)?|(?<=[-–/.]{_D}{{2}})(?={_D}{{2}}\s*[:;∶])|(?=[^\x00-\x7f]))"
_MAYBE_CLOCK = rf"(?:{_GAP}{_CLOCK})?"
_FULL_ORDERS = (
    rf"{_DATE_FULL}(?:{_GAP_DIGITS}{_CLOCK})?",
    rf"{_DATE_FULL}\s*{_WEEKDAY}{_MAYBE_CLOCK}",
    rf"{_DATE_CN}(?:[\s,]*{_WEEKDAY})?{_MAYBE_CLOCK}",
    rf"(?:{_WEEKDAY}[\s,]*)?{_DATE_EN}{_MAYBE_CLOCK}",
    rf"(?:{_WEEKDAY}[\s,]*)?{_DATE_EN_2}{_MAYBE_CLOCK}",
    rf"{_WEEKDAY}[\s,]*{_DATE_CN}{_MAYBE_CLOCK}",
)
_CLOCKED_ORDERS = (
    rf"{_DATE_SHORT}{_GAP_DIGITS}{_CLOCK}",
    rf"{_DATE_SHORT}\s*{_WEEKDAY}{_GAP}{_CLOCK}",
    rf"{_DAY_WORD}{_GAP}{_CLOCK}",
    rf"{_WEEKDAY}{_GAP}{_CLOCK}",
)
_LINE_ORDERS = (
    *_FULL_ORDERS,
    *_CLOCKED_ORDERS,
    _CLOCK,
    rf"{_CLOCK}[\s,]+{_DATE_FULL}",
    rf"{_CLOCK}[\s,]*{_DATE_CN}",
    rf"{_CLOCK}[\s,]*{_DATE_EN}",
    rf"{_CLOCK}[\s,]*{_DAY_WORD}",
    rf"{_DATE_YY}(?:[\s,]+{_CLOCK})?",
    _DATE_PADDED,
    _DAY_WORD,
    _WEEKDAY,
    _YEAR_MONTH,
    _AGO,
)


@functools.cache
def _line_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(order) for order in _LINE_ORDERS)


@functools.cache
def _inner_patterns() -> tuple[re.Pattern[str], ...]:
    orders = (*_FULL_ORDERS, *_CLOCKED_ORDERS, _CLOCK)
    edge, end = r"(?<![0-9])(?<![0-9][.:/-])(?![oil|])", r"(?![0-9])(?![.:/-][0-9])"
    return tuple(re.compile(rf"{edge}(?:{order}){end}") for order in orders)


def scan(folded: str) -> Stated | None:
    """Return what a folded line states, or None where it is not wholly a time."""
    if len(folded) > 60:
        return None
    for pattern in _line_patterns():
        if (match := pattern.fullmatch(folded)) and (stated := _state(match)):
            return stated
    return None


def scan_inside(folded: str) -> Iterator[tuple[int, int, Stated]]:
    """Yield ``(start, end, stated)`` of times within a folded text, left to right, longest."""
    found: list[tuple[int, int, Stated]] = []
    for pattern in _inner_patterns():
        for match in pattern.finditer(folded):
            stated = _state(match)
            dated = stated and (stated.year or stated.hour is not None)
            if stated and dated:
                found.append((match.start(), match.end(), stated))
    found.sort(key=lambda item: (item[0], -item[1]))
    reached = 0
    for start, end, stated in found:
        if start >= reached:
            reached = end
            yield start, end, stated


def _state(match: re.Match[str]) -> Stated | None:
    said = {key.rstrip("_"): value for key, value in match.groupdict().items() if value}
    printed = "".join(said.get(k, "") for k in _NUMBERS)
    if sum(c.isdecimal() for c in printed) * 2 < len(printed):
        return None
    number = {k: int(digits(said[k])) for k in said if k in _NUMBERS}
    if "now" in said:
        return Stated(ago=timedelta())
    if "unit" in said:
        return _ago(said)
    month = _MONTHS[said["mon"]] if "mon" in said else number.get("month")
    year, day = number.get("year"), number.get("day")
    if "yy" in said:
        year = 2000 + int(said["yy"])
    if not _is_date(year, month, day):
        return None
    day_word = said.get("day_word", "")
    hour, assumed = number.get("hour"), ()
    if hour is not None:
        part = said.get("after") or said.get("part") or _PART_OF_DAY_WORD.get(day_word, "")
        reckoned = _hour_of_day(hour, part)
        if reckoned is None or number["minute"] > 59 or number.get("second", 0) > 59:
            return None
        hour, assumed = reckoned
    elif said.keys() == {"weekday"} and said["weekday"].isascii() and len(said["weekday"]) < 6:
        return None
    return Stated(
        year=year,
        month=month,
        day=day,
        weekday=_WEEKDAYS[said["weekday"]] if "weekday" in said else None,
        day_shift=_DAY_WORDS[day_word] if day_word else None,
        hour=hour,
        minute=number.get("minute"),
        second=number.get("second"),
        assumed=("year", *assumed) if "yy" in said else assumed,
    )


_NUMBERS = frozenset({"year", "month", "day", "hour", "minute", "second"})


def _ago(said: dict[str, str]) -> Stated:
    seconds, unit = _UNITS["周" if said["unit"] == "星期" else said["unit"][0]]
    count = _COUNTS.get(said["count"]) or int(digits(said["count"]))
    if count == 0.5:  # half of a unit is known to the next smaller one
        unit = list(Precision)[list(Precision).index(unit) + 1]
    return Stated(ago=timedelta(seconds=int(count * seconds)), unit=unit)


def _is_date(year: int | None, month: int | None, day: int | None) -> bool:
    if year is not None and not 1990 <= year <= 2099:
        return False
    if month is None:
        return year is None and day is None
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= longest[month - 1]):
        return False
    if year is not None and month == 2 and day == 29:
        return year % 4 == 0
    return True


def _hour_of_day(hour: int, part: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the hour on the 24-hour clock and what was assumed, or None for nonsense."""
    if hour == 24 and part in (*_EVENING, *_SMALL_HOURS, ""):
        # Clocks that count to 24 show 24:13 for 00:13; which day it belongs to is open.
        return 0, ("day",)
    if hour > 23:
        return None
    if not part:
        return hour, ()
    if part in _SMALL_HOURS:
        return (hour % 12, ()) if hour <= 6 or hour == 12 else None
    if part in _MORNING:
        return (hour % 12, ()) if hour <= 12 else None
    if part in _NOON:
        return (hour if hour > 9 else hour + 12, ()) if hour in {1, 2, 10, 11, 12, 13, 14} else None
    if hour > 12:
        return hour, ()
    if part in _AFTERNOON:
        return hour % 12 + 12, ()
    if 5 <= hour < 12:
        return hour + 12, ()
    return hour % 12, ("half_of_day",)
