"""What one printed line of a call list says: number, time, direction, length, label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from desktop_app.domain.transcript import Direction
from desktop_app.text import phones
from desktop_app.text.dates import is_time_line
from desktop_app.text.fold import Folded, fold
from desktop_app.text.lookalikes import digits
from desktop_app.text.stated import scan, scan_inside

_STATUSES: tuple[tuple[str, Direction, bool, str], ...] = (
    (r"响铃\s*[0-9oil]+\s*[声秒次下]", Direction.IN, True, ""),
    (r"未接通|(?:对方)?无应答|未应答|无人接听|已?取消|cancell?ed", Direction.OUT, True, ""),
    (r"未接(?:来电|电话)?|missed(?:\s*call)?", Direction.IN, True, ""),
    (r"已?挂断|已?拒接(?:来电)?|已?拒绝|rejected|declined", Direction.IN, True, "rejected"),
    (r"(?:已被?)?拦截(?:来电)?|blocked", Direction.IN, True, "blocked"),
    (r"呼叫转移|已?转接|已?呼转|forwarded", Direction.UNKNOWN, False, "forwarded"),
    (r"语音信箱|voicemail", Direction.IN, True, "voicemail"),
    (
        r"呼入|已接(?:来电|电话)?|(?<!未知)来电(?!提醒|显示)|打入|incoming(?:\s*call)?|[↙⬋⇙]",
        Direction.IN,
        False,
        "",
    ),
    (r"呼出|去电|拨出|已拨(?:电话)?|打出|outgoing(?:\s*call)?|[↗⬈⇗]", Direction.OUT, False, ""),
)
_STATUS_PATTERNS = tuple((re.compile(p), d, m, c) for p, d, m, c in _STATUSES)
_RING = re.compile(r"响铃\s*([0-9oil]+)\s*([声秒次下])")
_D = r"[0-9oil]"
_LENGTH = re.compile(rf"(?:({_D}+)\s*小时)?\s*(?:({_D}+)\s*分(?:钟)?)?\s*(?:({_D}+)\s*秒(?:钟)?)?")
_SAID_LENGTH = re.compile(
    rf"(?:通话(?:时长)?\s*)?({_D}+\s*(?:小时|分|秒)[0-9oil小时分钟秒\s]*+)(?!前)"
)
_CLOCK_AFTER = re.compile(rf"\0\s*[(]?(?:({_D}{{1,2}}):)?({_D}{{1,2}}):({_D}{{2}})[)]?(?![0-9:])")
_COUNT = re.compile(r"[(\[]\s*([0-9]{1,3})\s*[)\]]")
_WHOLE_NUMBER = re.compile(r"\+?[0-9*][0-9* ()–—-]{1,22}[0-9*]")
_DAY_SHORT = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_AROUND_WORDS = " \t·|,，.。:：;；-–—()（）[]<>〈〉›ⓘ①\"'“”*•"
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|"
    "四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_CARRIERS = "中国移动|中国联通|中国电信|中国广电|移动|联通|电信|广电"
_PLACE = re.compile(
    rf"(?:(?:{_PROVINCES})[\u4e00-\u9fff]{{0,8}}|[\u4e00-\u9fff]{{2,7}}[市县])?"
    rf"[\s·,]*(?:{_CARRIERS})?"
)
_LABEL = re.compile(
    r"手机|住宅|工作|公司|单位|家庭|其他|主要|移动电话|座机|iphone|mobile|home|work|未知|"
    r"陌生(?:号码|来电|人)|归属地未知|无归属地|sim\s?[12]|卡\s?[12]|[副主]卡|volte|hd|wi-?fi|facetime.{0,4}|"
    r"微信(?:语音|音频).{0,4}|国际|固话|本地"
)
_MARK = re.compile(
    r".*(?:标记|骚扰|诈骗|欺诈|推销|中介|快递|送餐|外卖|送货|响一声|疑似|保险理财|违法|贷款).*"
)


@dataclass(slots=True)
class LineFacts:
    """What a line says; empty where it says nothing of the kind.

    Attributes:
        number: phone number as printed.
        times: printed times, days and clocks apart where the screen parts them.
        direction, missed, detail, ring: as in ``CallRecord``.
        has_status: the line names a kind of call.
        seconds: length of the talk.
        clock: a clock right after the kind of call: its length where the row has another
            time, else the time.
        clock_seconds: that clock read as a length.
        count: calls that the row stands for.
        rest: words that are none of these.
    """

    number: str = ""
    times: list[str] = field(default_factory=list[str])
    direction: Direction = Direction.UNKNOWN
    missed: bool = False
    detail: str = ""
    ring: str = ""
    has_status: bool = False
    seconds: int | None = None
    clock: str = ""
    clock_seconds: int | None = None
    count: int = 1
    rest: list[str] = field(default_factory=list[str])


def facts_of(text: str) -> LineFacts:
    """Take a line apart."""
    facts = LineFacts()
    if time := as_time(text):
        facts.times.append(time)
        return facts
    folded = fold(text)
    free = list(folded.text)
    for start, end in phones.find(text):
        if not facts.number:
            facts.number = text[start:end].strip()
            _take(free, *_folded_span(folded, start, end))
    _statuses(facts, free)
    _lengths(facts, free)
    if match := _COUNT.search("".join(free)):
        facts.count = max(int(match[1]), 1)
        _take(free, *match.span())
    _times(facts, free, folded, text)
    _rest(facts, free, folded, text)
    return facts


def as_time(text: str) -> str:
    """Return the text as ``text.dates`` reads it where it is wholly a time, else empty."""
    if is_time_line(text):
        return text.strip()
    if match := _DAY_SHORT.fullmatch(fold(text).text.strip()):
        spelt = f"{match[1]}月{match[2]}日"
        return spelt if is_time_line(spelt) else ""
    return ""


def has_clock(time: str) -> bool:
    """Whether a printed time names an hour."""
    stated = scan(fold(time).text.strip())
    return stated is not None and stated.hour is not None


def is_place(text: str) -> bool:
    """Whether the words name a place or a carrier."""
    return bool(_PLACE.fullmatch(fold(text).text.strip()))


def is_label(text: str) -> bool:
    """Whether the words are a kind of line (手机, 卡1, 陌生号码)."""
    return bool(_LABEL.fullmatch(fold(text).text.strip()))


def is_mark(text: str) -> bool:
    """Whether the words are a warning or business mark of the phone (骚扰电话, 快递送餐)."""
    return bool(_MARK.fullmatch(fold(text).text.strip()))


def _take(free: list[str], start: int, end: int) -> None:
    """Blank characters that were understood; the line keeps its length."""
    free[start:end] = ["\0"] * (end - start)


def _folded_span(folded: Folded, start: int, end: int) -> tuple[int, int]:
    inside = [i for i, origin in enumerate(folded.origin[:-1]) if start <= origin < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _statuses(facts: LineFacts, free: list[str]) -> None:
    for pattern, direction, missed, detail in _STATUS_PATTERNS:
        match = pattern.search("".join(free))
        if match is None:
            continue
        if ring := _RING.fullmatch(match[0]):
            facts.ring = f"响铃{digits(ring[1])}{ring[2]}"
        facts.has_status = True
        facts.missed = facts.missed or missed
        facts.detail = facts.detail or detail
        if facts.direction is Direction.UNKNOWN:
            facts.direction = direction
        _take(free, *match.span())


def _lengths(facts: LineFacts, free: list[str]) -> None:
    text = "".join(free)
    match = _SAID_LENGTH.search(text)
    if match and (parts := _LENGTH.fullmatch(match[1].strip())) and any(parts.groups()):
        hours, minutes, seconds = (int(digits(p or "0")) for p in parts.groups())
        facts.seconds = hours * 3600 + minutes * 60 + seconds
        _take(free, *match.span())
    elif facts.has_status and not facts.missed and (clock := _CLOCK_AFTER.search(text)):
        hours, minutes, seconds = (int(digits(p or "0")) for p in clock.groups())
        length = hours * 3600 + minutes * 60 + seconds
        if clock[1]:
            facts.seconds = length
        else:
            facts.clock_seconds = length
            facts.clock = clock[0].strip("\0 ()")
        _take(free, *clock.span())


def _times(facts: LineFacts, free: list[str], folded: Folded, text: str) -> None:
    """Find whole words that are times, then times stuck to other words."""
    joined = "".join(free)
    for chunk in re.finditer(r"[^\0]+", joined):
        words = [(m.start() + chunk.start(), m.end() + chunk.start())
                 for m in re.finditer(r"[^\s|·,]+", chunk[0])]  # fmt: skip
        at = 0
        while at < len(words):
            for to in range(min(at + 4, len(words)), at, -1):
                start, end = words[at][0], words[to - 1][1]
                if time := as_time(joined[start:end]):
                    facts.times.append(time)
                    _take(free, start, end)
                    at = to
                    break
            else:
                at += 1
    if not facts.times:
        for start, end, _ in scan_inside("".join(free)):
            low, high = folded.span(start, end)
            facts.times.append(text[low:high].strip())
            _take(free, start, end)


def _rest(facts: LineFacts, free: list[str], folded: Folded, text: str) -> None:
    for chunk in re.finditer(r"[^\0]+", "".join(free)):
        start, end = folded.span(chunk.start(), chunk.end())
        words = text[start:end].strip(_AROUND_WORDS)
        bare = fold(words).text
        if not facts.number and _WHOLE_NUMBER.fullmatch(bare) and _digits(bare) >= 3:
            facts.number = words
        elif _is_words(bare, beside=bool(facts.number or facts.times or facts.has_status)):
            facts.rest.append(words)


def _digits(text: str) -> int:
    return sum(c.isdigit() or c == "*" for c in text)


def _is_words(text: str, *, beside: bool) -> bool:
    """Whether a scrap is words and no icon misread.

    One Chinese character can be a contact's name (妈), but beside a number or a time it is
    an arrow that a reader took for a character.
    """
    han = sum("\u3400" <= c <= "\u9fff" for c in text)
    return han >= (2 if beside else 1) or sum(c.isalpha() for c in text) >= 3
