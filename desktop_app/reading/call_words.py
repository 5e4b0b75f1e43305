"""What one printed line of a call list says: number, time, direction, length, label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.domain.transcript import Direction
from desktop_app.text import phones
from desktop_app.text.dates import is_time_line
from desktop_app.text.fold import Folded, fold
from desktop_app.text.lookalikes import digits
from desktop_app.text.stated import scan, scan_inside

_STATUSES: tuple[tuple[str, Direction, bool, str], ...] = (
    (r"响铃\s*[0-9oil]+\s*[声秒次下]", Direction.IN, True, ""),
    (
        r"未接通|(?:对方)?无应答|未应答|无人接听|对方(?:已?拒接|已?拒绝|正?忙|占线)|占线|无法接通|呼叫失败"
        r"|已?取消|cancell?ed",
        Direction.OUT,
        True,
        "",
    ),
    (r"未接(?:来电|电话|听)?|missed(?:\s*cal+)?", Direction.IN, True, ""),
    (r"已?挂断|已?拒接(?:来电)?|已?拒绝|rejected|declined", Direction.IN, True, "rejected"),
    (r"(?:已被?)?拦截(?:来电)?|blocked", Direction.IN, True, "blocked"),
    (r"呼叫转移|已?转接|已?呼转|forwarded", Direction.UNKNOWN, False, "forwarded"),
    (r"语音信箱|voicemail", Direction.IN, True, "voicemail"),
    (
        r"呼入|已接(?:来电|电话|听)?|接听|(?<!未知)来电(?!提醒|显示)|打入|被叫(?![号方人])"
        r"|incoming(?:\s*cal+)?|[↙⬋⇙]",
        Direction.IN,
        False,
        "",
    ),
    (
        r"呼出|去电|拨出|已拨(?:电话)?|打出|主叫(?![号方人])|outgoing(?:\s*cal+)?|[↗⬈⇗]",
        Direction.OUT,
        False,
        "",
    ),
)
_STATUS_PATTERNS = tuple((re.compile(p), d, m, c) for p, d, m, c in _STATUSES)
_RING = re.compile(r"响铃\s*([0-9oil]+)\s*([声秒次下])")
_D = r"[0-9oil]"
_LENGTH = re.compile(rf"(?:({_D}+)\s*小时)?\s*(?:({_D}+)\s*分(?:钟)?)?\s*(?:({_D}+)\s*秒(?:钟)?)?")
_SAID_LENGTH = re.compile(
    rf"(?:(?:通[话信])?(?:时长)?[\s:]*)?({_D}+\s*(?:小时|分|秒)[0-9oil小时分钟秒\s]*+)(?!前)"
)
_CLOCK_LENGTH = re.compile(
    r"(?:(?:通话|通信)?时长|通话)[\s:]*(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-9]{2})(?![0-9:])"
)
_CLOCK_AFTER = re.compile(rf"\0\s*[(]?(?:({_D}{{1,2}}):)?({_D}{{1,2}}):({_D}{{2}})[)]?(?![0-9:])")
# Names of fields before or beside what a row says.
_FIELD = re.compile(
    r"\s*(?:对方号码|对方电话|电话号码|手机号码|主叫号码|被叫号码|号码|起始时间|开始时间|通话起始时间|通话开始时间|"
    r"通话时间|拨打时间|呼叫时间|时间|通话类型|呼叫类型|通信类型|通信方式|呼叫方式|类型|通话状态|状态|通信地点|通话地点|"
    r"归属地|对方归属地|(?P<length>通话时长|通信时长|时长))\s*(?P<colon>[:：])?\s*"
)
_COUNT = re.compile(r"[(\[]\s*([0-9]{1,3})\s*[)\]]")
_WHOLE_NUMBER = re.compile(r"\+?[0-9*][0-9* ()–—-]{1,22}[0-9*]")
_DAY_SHORT = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
# A hotline is saved and shown by its number: ``12345热线``.
_HOTLINE = re.compile(
    r"(?<![0-9])([0-9]{3,8})(?=(?:[\u4e00-\u9fff]{0,4}(?:热线|客服|专线|服务台))$)"
)
_MONTH = re.compile(r"(?:[0-9]{4}\s*年\s*)?[0-9]{1,2}\s*月(?:份)?|[0-9]{4}\s*年")
# A reader closed the gap between a word and the day before the time: ``手机昨天 21:53``.
_STUCK_DAY = re.compile(r"(?:昨天|前天|今天|星期[一二三四五六日天]|周[一二三四五六日])(?=\s*\0)")
_PIECES = re.compile(r"[\s|·,，/]+")
_AROUND_WORDS = " \t·|,，.。:：;；-–—()（）[]<>〈〉›ⓘ①\"'“”*•√✓✔×✕✖╳"
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|"
    "四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_CARRIERS = "中国移动|中国联通|中国电信|中国广电|移动|联通|电信|广电"
# Cities that are printed without their province.
_CITIES = (
    "广州|深圳|东莞|佛山|珠海|杭州|宁波|温州|金华|南京|苏州|无锡|常州|南通|徐州|合肥|福州|厦门|泉州|南昌|济南|青岛|"
    "烟台|郑州|洛阳|武汉|长沙|成都|绵阳|贵阳|昆明|西安|兰州|西宁|太原|石家庄|沈阳|大连|长春|哈尔滨|南宁|海口|三亚|"
    "呼和浩特|银川|乌鲁木齐|拉萨|台北"
)
_PLACE = re.compile(
    rf"(?:中国)?(?:(?:{_PROVINCES}|{_CITIES})[\u4e00-\u9fff]{{0,8}}|[\u4e00-\u9fff]{{2,7}}[市县])?"
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
    field = _FIELD.match(text)
    if field and field["colon"] and not field["length"]:
        text = text[field.end() :]
    folded = fold(text)
    if _MONTH.fullmatch(folded.text.strip()):
        return facts
    if time := as_time(text):
        facts.times.append(time)
        return facts
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


def is_field(text: str) -> bool:
    """Whether a line is the name of a field and nothing else."""
    return bool(_FIELD.fullmatch(text))


def is_place(text: str) -> bool:
    """Whether the words name a place or a carrier."""
    return bool(_PLACE.fullmatch("".join(fold(text).text.split())))


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
    elif clock := _CLOCK_LENGTH.search(text):
        hours, minutes, seconds = (int(part or "0") for part in clock.groups())
        facts.seconds = hours * 3600 + minutes * 60 + seconds
        _take(free, *clock.span())
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
    if facts.times and (day := _STUCK_DAY.search("".join(free))):
        facts.times.insert(0, day[0])
        _take(free, *day.span())
    if not facts.times:
        for start, end, _ in scan_inside("".join(free)):
            low, high = folded.span(start, end)
            facts.times.append(text[low:high].strip())
            _take(free, start, end)
    facts.times = [time for time in facts.times if not _MONTH.fullmatch(fold(time).text.strip())]


def _rest(facts: LineFacts, free: list[str], folded: Folded, text: str) -> None:
    for chunk in re.finditer(r"[^\0]+", "".join(free)):
        start, end = folded.span(chunk.start(), chunk.end())
        words = text[start:end].strip(_AROUND_WORDS)
        bare = fold(words).text
        if not facts.number and _WHOLE_NUMBER.fullmatch(bare) and _digits(bare) >= 3:
            facts.number = words
        elif _is_words(bare, beside=bool(facts.number or facts.times or facts.has_status)):
            if not facts.number and (hotline := _HOTLINE.search(bare)):
                facts.number = hotline[1]
            facts.rest += _parted(words)


def _parted(words: str) -> list[str]:
    """Return words apart where each is a known one (``湖南长沙 移动 骚扰电话``), else whole."""
    pieces = [piece for piece in _PIECES.split(words) if piece]
    if len(pieces) > 1 and len(pieces[0]) == 1 and not _is_han(pieces[0]):
        del pieces[0]  # a sign of the screen, or the number of a card
    known: list[str] = []
    while pieces:
        count = _known(pieces)
        if not count:
            return [words]
        known.append(" ".join(pieces[:count]))
        del pieces[:count]
    return known


def _known(pieces: Sequence[str]) -> int:
    """Return how many of the first pieces are one mark, place or label together."""
    marked = [is_mark(piece) for piece in pieces]
    if marked[0]:
        return marked.index(False) if False in marked else len(marked)
    for count in range(marked.index(True) if True in marked else len(marked), 0, -1):
        joined = "".join(pieces[:count])
        if is_place(joined) or is_label(joined):
            return count
    return 0


def _digits(text: str) -> int:
    return sum(c.isdigit() or c == "*" for c in text)


def _is_words(text: str, *, beside: bool) -> bool:
    """Whether a scrap is words and no icon misread.

    One Chinese character can be a contact's name (妈), but beside a number or a time it is
    an arrow that a reader took for a character.
    """
    han = sum(map(_is_han, text))
    return han >= (2 if beside else 1) or sum(c.isalpha() for c in text) >= 3


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
