"""Which column of a table means what: by header words, checked against the values."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.reading.tables.values import meaning_of, start_of
from desktop_app.text.fold import fold

Row = Sequence[str]


class Role(StrEnum):
    """What a column holds."""

    START = "start"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    PEER = "peer"
    NUMBER = "number"
    CALLER = "caller"
    CALLEE = "callee"
    OWN = "own"
    KIND = "kind"
    NAME = "name"
    MESSAGE = "message"
    KNOWN = "known"


_SYNONYMS: dict[Role, str] = {
    Role.START: "起始时间 通话起始时间 通话开始时间 开始时间 通话时间 拨打时间 呼叫时间 日期时间 "
    "通话日期时间 起始日期时间 发送时间 发生时间 通信时间 通信开始时间 通讯时间 来电时间 拨号时间 "
    "呼叫开始时间 通信起始时间 收发时间 使用时间 "
    "starttime datetime date time timestamp calldate calltime",
    Role.DATE: "日期 通话日期 起始日期 呼叫日期 通信日期 开始日期 拨打日期 day",
    Role.TIME: "时间 时刻 通话时刻 起始时刻",
    Role.DURATION: "通话时长 通信时长 时长 资费时长 计费时长 通话秒数 持续时间 使用时长 通话长度 "
    "通讯时长 duration talktime dur callduration",
    Role.PEER: "对方号码 对方手机号码 对端号码 对方电话 对方电话号码 对方号 对方手机号 交往号码 "
    "通话对方 对方 通信号码 通话号码 来电号码 联系号码 呼叫号码",
    Role.NUMBER: "号码 电话号码 电话 手机号 手机号码 手机 number phonenumber phone tel address",
    Role.CALLER: "主叫号码 主叫电话 主叫方 主叫方号码 caller from callingnumber",
    Role.CALLEE: "被叫号码 被叫电话 被叫方 被叫方号码 callee to callednumber",
    Role.OWN: "本机号码 用户号码 计费号码 业务号码 服务号码 我的号码 本机",
    Role.KIND: "呼叫类型 通信方式 通话类型 呼叫方式 主被叫 主被叫标识 主被叫类型 通话方式 类型 "
    "状态 呼叫方向 方向 通讯方式 业务类型 收发类型 收发标识 通信类型 "
    "calltype type direction status",
    Role.NAME: "姓名 联系人 名称 备注名 对方姓名 联系人姓名 备注 name contact contactname",
    Role.MESSAGE: "信息类型 短信类型 业务名称 信息名称",
    Role.KNOWN: "序号 编号 通话地点 通信地点 本机通话地 话单位置 对方归属地 归属地 通话费 其他费 "
    "小计 费用 总话费 长途类型 漫游类型 网络 套餐优惠 实收通信费 是否新通话 通信费 通话地 网络类型 "
    "基本费 长途费 实收费用 金额 优惠费 location fee service",
}  # fmt: skip
_ROLE_BY_WORD = {word: role for role, words in _SYNONYMS.items() for word in words.split()}
_BRACKETED = re.compile(r"[(\[【〔<《{].*?[)\]】〕>》}]")
_MINUTES = re.compile(r"(?:[(\[【]|时长|单位:?)\s*(?:分钟|分|min)")
_FULL_START, _MIN_SHARE = 0.5, 0.3
_NUMBERISH = re.compile(r"\+?[0-9*•\-() ]{3,24}(?:\.0)?|[0-9.]+e\+?[0-9]+", re.I)


@functools.lru_cache(maxsize=2048)
def role_of(header: str) -> Role | None:
    """Return what a header word means, or None where it is none of ours."""
    folded = fold(header).text
    if len(folded) > 24:
        return None
    bare = fold(_BRACKETED.sub("", folded), drop_separators=True).text
    if role := _ROLE_BY_WORD.get(bare):
        return role
    if sum(c.isdigit() for c in bare) >= 3:
        return None
    if "时长" in bare or bare.endswith("秒数"):
        return Role.DURATION
    if bare.startswith("对方") and bare.endswith(("号码", "号", "电话", "手机")):
        return Role.PEER
    if bare.endswith(("起始时间", "开始时间", "通话时间", "拨打时间")):
        return Role.START
    if bare.endswith(("类型", "方式")):
        return Role.KIND
    if bare.endswith(("地点", "归属地", "位置", "费", "费用", "金额")):
        return Role.KNOWN
    return None


def number_like(text: str) -> bool:
    """Whether a cell could be a phone number as tables write it."""
    return bool(_NUMBERISH.fullmatch(text)) and sum(c.isdigit() or c == "*" for c in text) >= 3


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a table keeps what; column indices, None where it has no such column.

    Attributes:
        headers: header words, or spreadsheet letters where there are none.
        kinds: type columns that say something of the call, the most telling first.
        types: all type columns; a row may be a message by any of them.
        unit: seconds that a bare duration counts in.
        sms: the table lists messages.
        by_content: there were no headers.
    """

    headers: tuple[str, ...]
    start: int | None = None
    date: int | None = None
    duration: int | None = None
    unit: int = 1
    peer: int | None = None
    caller: int | None = None
    callee: int | None = None
    own: int | None = None
    kinds: tuple[int, ...] = ()
    types: tuple[int, ...] = ()
    name: int | None = None
    sms: bool = False
    by_content: bool = False

    def used(self) -> frozenset[int]:
        """Return the columns whose content a CallRecord has a place for."""
        places = (self.start, self.date, self.duration, self.peer, self.caller, self.callee,
                  self.own, self.name, *self.kinds)  # fmt: skip
        return frozenset(place for place in places if place is not None)


def is_header(row: Row) -> bool:
    """Whether a row names columns of a call or message list."""
    filled = [cell for cell in row if cell]
    roles = {role_of(cell) for cell in filled} - {None}
    timed = roles & {Role.START, Role.DATE, Role.TIME}
    if (
        len(filled) < 2
        or len(roles) < 2
        or not timed
        or roles <= {Role.START, Role.DATE, Role.TIME}
    ):
        return False
    known = sum(role_of(cell) is not None for cell in filled)
    dated = any(start_of(cell) is not None for cell in filled)
    return known * 2 >= len(filled) and not dated and not any(map(_long_number, filled))


def _long_number(cell: str) -> bool:
    return sum(c.isdigit() for c in cell) >= 6


def plan_by_headers(header: Row, sample: Sequence[Row]) -> Plan:
    """Return where the columns are, from a header row and some rows below it."""
    roles: dict[Role, list[int]] = {}
    for index, cell in enumerate(header):
        if cell and (role := role_of(cell)):
            roles.setdefault(role, []).append(index)
    start, date = _start_columns(roles, sample)
    times = {i for r in (Role.START, Role.DATE, Role.TIME) for i in roles.get(r, [])}
    durations = roles.get(Role.DURATION, []) or [
        i for i in sorted(times - {start, date}) if share(sample, i, _clock_only) > _FULL_START
    ]
    peers = roles.get(Role.PEER, []) + roles.get(Role.NUMBER, [])
    own = first(roles.get(Role.OWN, []))
    caller, callee = first(roles.get(Role.CALLER, [])), first(roles.get(Role.CALLEE, []))
    peer = max(peers, key=lambda i: share(sample, i, number_like), default=None)
    if peer is None and (caller is None) != (callee is None):
        peer, caller, callee = caller if callee is None else callee, None, None
    duration = first(durations)
    return Plan(
        headers=tuple(cell or letters(i) for i, cell in enumerate(header)),
        start=start,
        date=date,
        duration=duration,
        unit=60 if duration is not None and _MINUTES.search(fold(header[duration]).text) else 1,
        peer=peer,
        caller=caller if peer is None else None,
        callee=callee if peer is None else None,
        own=own,
        kinds=kind_columns(roles.get(Role.KIND, []), sample),
        types=tuple(roles.get(Role.KIND, [])),
        name=first(roles.get(Role.NAME, [])),
        sms=not durations and (Role.MESSAGE in roles or _is_message_list(roles, sample)),
    )


def _start_columns(
    roles: dict[Role, list[int]], sample: Sequence[Row]
) -> tuple[int | None, int | None]:
    """Return the column of the start and, where the day stands apart, the column of the day."""
    candidates = [i for r in (Role.START, Role.TIME, Role.DATE) for i in roles.get(r, [])]
    whole = [i for i in candidates if share(sample, i, _dated_clock) >= _FULL_START]
    if whole:
        return whole[0], None
    clocks = [i for i in candidates if share(sample, i, _clock_only) >= _MIN_SHARE]
    days = [i for i in candidates if i not in clocks and share(sample, i, _day_only) >= _MIN_SHARE]
    if clocks and days:
        return clocks[0], days[0]
    return first(days or clocks or candidates), None


def kind_columns(candidates: Sequence[int], sample: Sequence[Row]) -> tuple[int, ...]:
    """Return the type columns whose values say something, the most telling first."""
    shares = {i: share(sample, i, lambda cell: meaning_of(cell) is not None) for i in candidates}
    telling = [i for i in candidates if shares[i] > 0]
    return tuple(sorted(telling, key=lambda i: -shares[i]))


def _is_message_list(roles: dict[Role, list[int]], sample: Sequence[Row]) -> bool:
    def of_message(cell: str) -> bool:
        meaning = meaning_of(cell)
        return meaning is not None and meaning.sms

    return any(share(sample, i, of_message) >= _FULL_START for i in roles.get(Role.KIND, []))


def share(sample: Sequence[Row], column: int, test: Callable[[str], bool]) -> float:
    """Return the share of filled cells of a column that pass a test, 0 to 1."""
    cells = [row[column] for row in sample if column < len(row) and row[column]]
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _dated_clock(cell: str) -> bool:
    stated = start_of(cell)
    return stated is not None and stated.month is not None and stated.hour is not None


def _clock_only(cell: str) -> bool:
    stated = start_of(cell)
    return stated is not None and stated.month is None and stated.hour is not None


def _day_only(cell: str) -> bool:
    stated = start_of(cell)
    return stated is not None and stated.month is not None and stated.hour is None


def first(columns: Sequence[int]) -> int | None:
    """Return the first column, or None."""
    return columns[0] if columns else None


def letters(index: int) -> str:
    """Return a column's spreadsheet letters: 0 is ``A``."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
