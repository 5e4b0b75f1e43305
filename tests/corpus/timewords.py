"""Whether an ISO time says what the words on a screen say; independent of the product's parser."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

WEEK = "一二三四五六日"


def expected(words: str, reference: str) -> datetime | None:
    """Return the wall time of drawn time words, seen at ``reference`` (ISO), or None.

    Known forms: those of ``words.time_words`` and the call lists.
    """
    now = datetime.fromisoformat(reference) if reference else datetime(2022, 6, 21, 12, 0)
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    text = words.strip()
    if match := re.search(r"(\d{4})[年/-](\d{1,2})[月/-](\d{1,2})", text):
        day = datetime(int(match[1]), int(match[2]), int(match[3]))
    elif match := re.search(r"(\d{1,2})[月/-](\d{1,2})", text):
        day = datetime(now.year, int(match[1]), int(match[2]))
        if day > now:
            day = day.replace(year=now.year - 1)
    elif "前天" in text:
        day -= timedelta(days=2)
    elif "昨天" in text:
        day -= timedelta(days=1)
    elif match := re.search(r"(?:星期|周)([一二三四五六日天])", text):
        wanted = WEEK.index(match[1].replace("天", "日"))
        back = (day.weekday() - wanted) % 7 or 7
        day -= timedelta(days=back)
    if match := re.search(r"(\d{1,2})分钟前", text):
        return now.replace(second=0) - timedelta(minutes=int(match[1]))
    match = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text)
    if not match:
        return day
    hour = int(match[1])
    if re.search("下午|晚上|PM", text) and hour < 12:
        hour += 12
    if "中午" in text and hour < 10:
        hour += 12
    if re.search("凌晨|早上|上午|AM", text) and hour == 12:
        hour = 0
    return day.replace(hour=hour, minute=int(match[2]), second=int(match[3] or 0))


def same_time(words: str, iso: object, reference: str) -> bool:
    """Whether a read ISO time is the wall time of the drawn words, to the minute."""
    wanted = expected(words, reference)
    if wanted is None:
        return not iso
    if not isinstance(iso, str) or not iso:
        return False
    try:
        got = datetime.fromisoformat(iso).replace(tzinfo=None)
    except ValueError:
        return False
    return got.replace(second=0) == wanted.replace(second=0)
