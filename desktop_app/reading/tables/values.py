"""What one cell of a call table says: start, duration, direction."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from desktop_app.domain.transcript import Direction
from desktop_app.text.fold import fold
from desktop_app.text.stated import Stated, scan

_CLOCK = r"([0-9]{1,2}) ?[:：时] ?([0-9]{1,2})(?: ?[:：分] ?([0-9]{1,2})秒?(?:\.[0-9]+)?)?分?"
_FULL = re.compile(
    rf"([12][0-9]{{3}})[-/.年] ?([0-9]{{1,2}})[-/.月] ?([0-9]{{1,2}})日?(?:[ T,]*{_CLOCK})?"
)
_COMPACT = re.compile(
    r"(20[0-9]{2})([01][0-9])([0-3][0-9])"
    r"(?:[ T]*([0-2][0-9]):?([0-5][0-9]):?([0-5][0-9])?)?(?:\.0+)?"
)
_NO_YEAR = re.compile(rf"([0-9]{{1,2}})[-/月] ?([0-9]{{1,2}})日?(?:[ T]*{_CLOCK})?")
_TIME_ONLY = re.compile(_CLOCK)
_SHORT_YEAR = re.compile(
    rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2((?:20)?[0-9]{{2}})[ ,]*{_CLOCK} ?([ap]\.?m\.?)?", re.I
)
_SERIAL = re.compile(r"([3-6][0-9]{4})(\.[0-9]+)?")
_EPOCH = re.compile(r"(1[0-9]{9})([0-9]{3})?(?:\.0+)?")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
_CHINA_OFFSET = timedelta(hours=8)

_UNITS_DURATION = re.compile(
    r"(?:([0-9]+)(?:小时|时|h(?:ours?|r)?s?))?(?:([0-9]+)(?:分钟?|m(?:in)?(?:ute)?s?|['′]))?"
    r"(?:([0-9]+)(?:\.[0-9]+)?(?:秒钟?|s(?:ec)?(?:ond)?s?|[\"″]|''|$))?"
)
_COLON_DURATION = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{1,2})(?:\.[0-9]+)?")
_PLAIN_DURATION = re.compile(r"([0-9]+)(?:\.([0-9]+))?")


def _numbers(year: str | None, *parts: str | None) -> Stated | None:
    """Return what the parts month, day, hour, minute, second state, or None for nonsense."""
    values = [int(part) if part else None for part in parts]
    month, day, hour, minute, second = values
    try:
        date(int(year) if year else 2000, month or 1, day or 1)
    except ValueError:
        return None
    if (hour or 0) > 23 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    return Stated(int(year) if year else None, month, day, None, None, None,
                  hour=hour, minute=minute, second=second)  # fmt: skip


def _of_datetime(value: datetime, *, dated_only: bool = False) -> Stated:
    if dated_only:
        return Stated(value.year, value.month, value.day)
    return Stated(value.year, value.month, value.day, hour=value.hour, minute=value.minute,
                  second=value.second)  # fmt: skip


def start_of(text: str, *, day_first: bool = True) -> Stated | None:
    """Return what a start cell states, or None where it is no time.

    Knows ISO and Chinese forms, forms without year or without date, compact digits, Excel
    serials and epoch seconds or milliseconds (as China time).

    Args:
        text: a stripped cell.
        day_first: how to read ``02/06/17``.
    """
    if match := _FULL.fullmatch(text):
        return _numbers(*match.groups())
    if not text or len(text) > 40:
        return None
    if match := _NO_YEAR.fullmatch(text):
        return _numbers(None, *match.groups())
    if match := _TIME_ONLY.fullmatch(text):
        return _numbers(None, None, None, *match.groups())
    if match := _COMPACT.fullmatch(text):
        return _numbers(*match.groups())
    if match := _SHORT_YEAR.fullmatch(text):
        return _short_year(match, day_first)
    if match := _SERIAL.fullmatch(text):
        value = _EXCEL_DAY_ZERO + timedelta(seconds=round(float(text) * 86400))
        return _of_datetime(value, dated_only=match[2] is None)
    if match := _EPOCH.fullmatch(text):
        instant = datetime.fromtimestamp(int(match[1]), UTC) + _CHINA_OFFSET
        return _of_datetime(instant)
    stated = scan(fold(text).text)
    usable = stated is not None and stated.ago is None and stated.day_shift is None
    return stated if usable else None


def short_year_parts(text: str) -> tuple[int, int] | None:
    """Return the first two numbers of a date such as ``02/06/17 09:45``, or None."""
    match = _SHORT_YEAR.fullmatch(text)
    return (int(match[1]), int(match[3])) if match else None


def _short_year(match: re.Match[str], day_first: bool) -> Stated | None:
    first, second, year = match[1], match[3], match[4]
    day, month = (first, second) if day_first else (second, first)
    stated = _numbers(year if len(year) == 4 else f"20{year}", month, day, *match.groups()[4:7])
    half = (match[8] or "").lower().replace(".", "")
    if stated is None or stated.hour is None or not half:
        return stated
    hour = stated.hour % 12 + (12 if half == "pm" else 0)
    return Stated(stated.year, stated.month, stated.day, hour=hour, minute=stated.minute,
                  second=stated.second)  # fmt: skip


@functools.lru_cache(maxsize=8192)
def seconds_of(text: str, unit: int = 1) -> int | None:
    """Return a duration in seconds, or None where the cell is no duration.

    Args:
        text: such as ``1分4秒``, ``00:08:42``, ``1:43`` (minutes and seconds) or ``62``.
        unit: seconds that a bare number counts in.
    """
    folded = fold(text).text.replace(" ", "")
    if not folded or folded.startswith("-"):
        return None
    if match := _PLAIN_DURATION.fullmatch(folded):
        return round(float(folded) * unit)
    if match := _COLON_DURATION.fullmatch(folded):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds if seconds < 60 else None
    if (match := _UNITS_DURATION.fullmatch(folded)) and any(match.groups()):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds
    return None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a type cell says.

    Attributes:
        direction: who called whom.
        missed: nobody talked.
        detail: code as in ``CallRecord.detail``.
        sms: it is a message, no call.
        plain: nothing is lost by not keeping the words themselves.
    """

    direction: Direction
    missed: bool = False
    detail: str = ""
    sms: bool = False
    plain: bool = False


_OUT = ("主叫", "呼出", "去电", "拨出", "拨打", "已拨", "打出", "outgoing", "outbound", "dialed",
        "dialled", "发送", "发出", "已发", "主发", "sent")  # fmt: skip
_IN = ("被叫", "呼入", "来电", "打入", "接听", "已接", "接入", "incoming", "inbound", "received",
       "answered", "接收", "收到", "已收")  # fmt: skip
_DETAILS = (
    ("forwarded", ("转移", "呼转", "前转", "转接", "forward")),
    ("voicemail", ("语音信箱", "语音留言", "voicemail")),
    ("blocked", ("拦截", "屏蔽", "黑名单", "blocked")),
    ("rejected", ("拒接", "拒绝", "已拒", "挂断", "rejected", "declined")),
)
_NO_TALK = ("未接", "未应答", "无应答", "无人接听", "未接通", "missed", "noanswer", "notanswered",
            "cancelled", "canceled", "取消")  # fmt: skip
_SMS = ("短信", "彩信", "短消息", "sms", "mms", "发送", "接收", "主发", "信息")
_EXACT = {
    "主": Direction.OUT, "被": Direction.IN, "out": Direction.OUT, "in": Direction.IN,
    "发": Direction.OUT, "收": Direction.IN, "拨": Direction.OUT, "接": Direction.IN,
}  # fmt: skip
_PLAIN = frozenset({"主叫", "被叫", "呼出", "呼入", "去电", "来电", "主", "被", "incoming",
                    "outgoing", "发送", "接收", "拨打", "未接", "missed", "拒接"})  # fmt: skip


@functools.lru_cache(maxsize=4096)
def meaning_of(text: str) -> Meaning | None:
    """Return what a type or direction cell says of the call, or None where it says nothing."""
    words = fold(text, drop_separators=True).text
    if not words or len(words) > 30:
        return None
    detail = next((code for code, marks in _DETAILS if any(m in words for m in marks)), "")
    direction = _direction(words)
    missed = detail in {"rejected", "blocked"} or any(mark in words for mark in _NO_TALK)
    if missed and direction is Direction.UNKNOWN and "未接通" not in words:
        # Phones speak of calls missed, refused or blocked only where they came in.
        came_in = any(mark in words for mark in ("未接", "missed", "拒", "拦截", "blocked"))
        direction = Direction.IN if came_in else Direction.UNKNOWN
    sms = any(mark in words for mark in _SMS)
    if direction is Direction.UNKNOWN and not missed and not detail:
        return None
    return Meaning(direction, missed, detail, sms, words in _PLAIN)


@functools.lru_cache(maxsize=4096)
def names_message(text: str) -> bool:
    """Whether a type cell says that the row is a text message."""
    words = fold(text, drop_separators=True).text
    return any(mark in words for mark in ("短信", "彩信", "短消息", "sms", "mms"))


def _direction(words: str) -> Direction:
    if words in _EXACT:
        return _EXACT[words]
    out = any(mark in words for mark in _OUT)
    came = any(mark in words.replace("未接", "") for mark in _IN)
    if out == came:
        return Direction.UNKNOWN
    return Direction.OUT if out else Direction.IN
