"""Times in file names, as phones, chat programs and screenshot tools write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.text.fold import fold

_SEP = r"[-_./ ]?"
_DATE = (
    rf"(?<![0-9])(?P<year>20[0-3][0-9])(?:{_SEP}|年)(?P<month>[01][0-9])(?:{_SEP}|月)"
    r"(?P<day>[0-3][0-9])日?"
)
_PART = r"(?:(?P<part>上午|下午|晚上|凌晨|中午|am|pm)\s*)?"
_CLOCK = (
    rf"(?:[-_ t.,]|\s*at\s*|(?<=[0-9])(?=[0-9]{{6,9}}(?![0-9])))\s*{_PART}"
    r"(?P<hour>[0-2]?[0-9])[-_.:]?(?P<minute>[0-5][0-9])(?:[-_.:]?(?P<second>[0-5][0-9]))?"
    r"(?:[-_.]?[0-9]{1,3})?(?![0-9])(?:\s*(?P<after>am|pm))?"
)
_DATED = re.compile(rf"{_DATE}(?:{_CLOCK}|(?![0-9]))")
_EPOCH = re.compile(
    r"(?:mmexport|wx_camera_|microsoftteams|received_|img_|qq_pic_merged_|hdimg|^)"
    r"[_-]?(?P<ms>1[0-9]{12})(?![0-9])"
)
_CHINA_OFFSET = timedelta(hours=8)


def parse_file_name_time(name: str) -> Moment | None:
    """Return the time that a file name states, or None.

    Knows phone screenshots and cameras (``Screenshot_2022-06-18-23-47-12-345_…``,
    ``IMG20220618234712``), chat programs (``mmexport1655567232123``, ``微信图片_…``) and desktop
    tools (``截屏2022-06-18 下午11.47.12``). Epoch times and the UTC names of Pixel cameras are
    turned into China time.
    """
    folded = fold(name[:300]).text
    if match := _EPOCH.search(folded):
        instant = datetime.fromtimestamp(int(match["ms"]) // 1000, UTC) + _CHINA_OFFSET
        return _named(instant.replace(tzinfo=None), Precision.SECOND)
    for match in _DATED.finditer(folded):
        value = _value(match)
        if value is None:
            continue
        if match["hour"] is None:
            return _named(value, Precision.DAY)
        if folded.startswith("pxl_"):
            value += _CHINA_OFFSET
        return _named(value, Precision.SECOND if match["second"] else Precision.MINUTE)
    return None


def _value(match: re.Match[str]) -> datetime | None:
    hour = int(match["hour"] or 0)
    part = match["part"] or match["after"]
    if part in {"下午", "晚上", "中午", "pm"} and hour < 12 and not (part == "中午" and hour > 9):
        hour += 12
    elif part in {"上午", "凌晨", "am"} and hour == 12:
        hour = 0
    try:
        return datetime(
            int(match["year"]),
            int(match["month"]),
            int(match["day"]),
            hour,
            int(match["minute"] or 0),
            int(match["second"] or 0),
        )
    except ValueError:
        return None


def _named(value: datetime, precision: Precision) -> Moment:
    return Moment(value=value, precision=precision, source=MomentSource.FILE_NAME)
