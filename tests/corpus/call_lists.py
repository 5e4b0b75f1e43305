"""Call lists of phones: one-line and two-line rows, grouped counts, all calls of one number."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image

from tests.corpus import pictures, words
from tests.corpus.bars import Bars, status_bar, title_bar
from tests.corpus.paint import Colour, Sheet, rgb
from tests.corpus.screens import Phone
from tests.corpus.truth import Truth, TruthCall

RED = rgb("#FA3E3E")
NOW = datetime(2022, 6, 21, 9, 30)


@dataclass(frozen=True, slots=True)
class CallSkin:
    """How a phone lists calls.

    Attributes:
        look: ``ios``, ``miui``, ``huawei``, ``detail`` (all calls of one number), ``oppo``.
    """

    name: str
    page: Colour
    ink: Colour
    soft: Colour
    look: str
    title: str


CALL_SKINS = {
    c.name: c
    for c in (
        CallSkin("calls_ios", rgb("#FFFFFF"), rgb("#000000"), rgb("#8A8A8E"), "ios", "最近通话"),
        CallSkin(
            "calls_ios_dark", rgb("#000000"), rgb("#FFFFFF"), rgb("#8D8D93"), "ios", "最近通话"
        ),
        CallSkin("calls_miui", rgb("#FFFFFF"), rgb("#1A1A1A"), rgb("#999999"), "miui", "通话"),
        CallSkin("calls_huawei", rgb("#F1F3F5"), rgb("#191919"), rgb("#7A7A7A"), "huawei", "电话"),
        CallSkin(
            "calls_oppo_dark", rgb("#0F0F10"), rgb("#E6E6E6"), rgb("#8A8A8A"), "huawei", "电话"
        ),
        CallSkin(
            "calls_detail", rgb("#F7F7F7"), rgb("#1A1A1A"), rgb("#8C8C8C"), "detail", "通话记录详情"
        ),
    )
}


def _number(rng: random.Random) -> str:
    kind = rng.random()
    mobile = words.mobile(rng)
    if kind < 0.45:
        return f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    if kind < 0.65:
        return mobile
    if kind < 0.75:
        return f"+86 {mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    if kind < 0.85:
        return f"0{rng.choice(['571', '591', '755', '20', '10'])}-{words.number(rng, 8)}"
    return f"400-{words.number(rng, 3)}-{words.number(rng, 4)}"


def _when(rng: random.Random, moment: datetime) -> str:
    age = (NOW.date() - moment.date()).days
    clock = f"{moment:%H:%M}"
    if age == 0:
        return clock
    if age == 1:
        return f"昨天 {clock}"
    if age < 7 and rng.random() < 0.3:
        return f"星期{words.WEEK[moment.weekday()]} {clock}"
    return rng.choice(
        [
            f"{moment.month}月{moment.day}日",
            f"{moment.month}月{moment.day}日 {clock}",
            f"{moment:%m-%d} {clock}",
            f"{moment.year}/{moment.month}/{moment.day} {clock}",
        ]
    )


PLACES = [
    "福建福州",
    "河南郑州",
    "浙江杭州",
    "广西南宁",
    "云南昆明",
    "中国联通",
    "广东深圳 移动",
    "陌生号码",
    "北京",
]


def _place(number: str) -> str:
    return PLACES[zlib.crc32(number.encode()) % len(PLACES)]


def draw_calls(
    name: str,
    rng: random.Random,
    phone: Phone,
    rows: list[TruthCall] | None = None,
    clock: str = "",
) -> tuple[Image.Image, Truth]:
    """Return a call list; ``rows`` (boxes ignored) instead of invented ones."""
    skin = CALL_SKINS[name]
    sheet = Sheet((phone.width, round(phone.width * phone.ratio)), skin.page, phone.scale, rng)
    s, width = sheet.px, phone.width
    bars = Bars(
        skin.page,
        skin.ink,
        skin.page,
        skin.soft,
        skin.page,
        title_left=skin.look != "ios",
        look="call",
    )
    y = status_bar(sheet, skin.ink, skin.page, phone.status, clock)
    if skin.look == "ios":
        sheet.text((s(16), y + s(18)), "编辑", s(17), rgb("#007AFF"), anchor="lm")
        sheet.rounded(
            (width / 2 - s(80), y + s(4), s(160), s(30)),
            s(8),
            tuple((a * 14 + b) // 15 for a, b in zip(skin.page, skin.ink, strict=True)),
        )
        sheet.rounded((width / 2 - s(78), y + s(6), s(78), s(26)), s(7), skin.page)
        sheet.text((width / 2 - s(39), y + s(19)), "所有通话", s(13), skin.ink, anchor="mm")
        sheet.text((width / 2 + s(39), y + s(19)), "未接来电", s(13), skin.ink, anchor="mm")
        sheet.text((s(16), y + s(66)), skin.title, s(31), skin.ink, True, "lm")
        y += s(94)
    elif skin.look == "detail":
        y = title_bar(sheet, y, bars, skin.title)
    else:
        sheet.text((s(20), y + s(36)), skin.title, s(28), skin.ink, anchor="lm")
        y += s(66)
        tabs = ["全部通话", "未接来电"]
        for i, word in enumerate(tabs):
            sheet.text(
                (s(20 + i * 92), y + s(12)),
                word,
                s(15),
                skin.ink if i == 0 else skin.soft,
                i == 0,
                "lm",
            )
        y += s(32)
    foot = sheet.image.height - s(70)
    calls: list[TruthCall] = []
    moment = NOW - timedelta(minutes=rng.randint(1, 600))
    same = _number(rng)
    todo = list(rows) if rows is not None else None
    if skin.look == "detail":
        number = todo[0].number if todo else same
        face = pictures.person((s(64), s(64)), (215, 218, 222), (250, 250, 250))
        sheet.image.paste(face, (s(20), y + s(14)), pictures.clipped(face, "circle"))
        sheet.text((s(100), y + s(34)), number, s(21), skin.ink, anchor="lm")
        sheet.text((s(100), y + s(60)), rng.choice(PLACES), s(13), skin.soft, anchor="lm")
        same = number
        y += s(100)
    while y < foot - s(66):
        if todo is not None:
            if not todo:
                break
            row = todo.pop(0)
        else:
            row = _invent(
                rng,
                skin,
                same if skin.look == "detail" else (same if rng.random() < 0.4 else _number(rng)),
                moment,
            )
            moment -= timedelta(minutes=rng.choice([1, 2, 5, 17, 63, 400, 1500]))
        y = _row(sheet, skin, row, y, calls)
    if skin.look != "detail":
        for i, word in enumerate(["个人收藏", "最近通话", "通讯录", "拨号键盘"]):
            x = width * (i + 0.5) / 4
            sheet.ring((x, foot + s(22)), s(9), skin.soft if i != 1 else rgb("#007AFF"), s(2))
            sheet.text(
                (x, foot + s(46)), word, s(10), skin.soft if i != 1 else rgb("#007AFF"), anchor="mm"
            )
    return sheet.image, Truth("call_list", name, (), calls, skin.title, NOW.isoformat())


def _invent(rng: random.Random, skin: CallSkin, number: str, moment: datetime) -> TruthCall:
    missed = rng.random() < 0.5
    direction = "in" if missed or rng.random() < 0.6 else "out"
    when = _when(rng, moment)
    if skin.look == "detail":
        when = f"{moment.month}月{moment.day}日 {moment:%H:%M}"
        if direction == "out" and rng.random() < 0.3:
            missed = True
        return TruthCall(
            number,
            direction,
            missed,
            when,
            None if missed else rng.choice([6, 7, 43, 61, 125, 754, 3725]),
            (0, 0, 0, 0),
        )
    count = rng.randint(2, 28) if missed and rng.random() < 0.3 else 1
    duration = None
    if skin.look == "miui" and not missed:
        duration = rng.choice([6, 7, 12, 48, 75, 128])
    if skin.look == "ios" and direction == "out":
        missed = False
    return TruthCall(number, direction, missed, when, duration, (0, 0, 0, 0), count)


def spoken(seconds: int) -> str:
    """Return a duration as phones write it."""
    h, m, s = seconds // 3600, seconds // 60 % 60, seconds % 60
    return (f"{h}小时" if h else "") + (f"{m}分" if m or h else "") + f"{s}秒"


def _arrow(sheet: Sheet, x: float, y: float, out: bool, ink: Colour) -> None:
    s = sheet.px
    a, b = (x - s(4), y + s(4)), (x + s(4), y - s(4))
    sheet.stroke([a, b], ink, s(1.4))
    tip = b if out else a
    sign = -1 if out else 1
    sheet.stroke([(tip[0] + sign * s(5), tip[1]), tip, (tip[0], tip[1] - sign * s(5))], ink, s(1.4))


def _row(sheet: Sheet, skin: CallSkin, row: TruthCall, y: int, calls: list[TruthCall]) -> int:
    s, width, rng = sheet.px, sheet.image.width, sheet.rng
    missed_in = row.missed and row.direction == "in"
    head = row.number + (f" ({row.count})" if row.count > 1 else "")
    if skin.look == "ios":
        high, left = s(60), s(36)
        if row.direction == "out":
            _arrow(sheet, s(18), y + s(20), True, skin.soft)
        sheet.text((left, y + s(20)), head, s(17), RED if missed_in else skin.ink, anchor="lm")
        sheet.text((left, y + s(41)), _place(row.number), s(13.5), skin.soft, anchor="lm")
        sheet.text((width - s(46), y + s(30)), row.start, s(15), skin.soft, anchor="rm")
        sheet.ring((width - s(24), y + s(30)), s(10), rgb("#007AFF"), s(1.5))
        sheet.text((width - s(24), y + s(30)), "i", s(14), rgb("#007AFF"), anchor="mm")
        direction = row.direction
    elif skin.look == "detail":
        high = s(62)
        word = {("in", True): f"响铃{rng.randint(1, 20)}声", ("out", True): "未接通"}.get(
            (row.direction, row.missed)
        )
        if word is None:
            word = f"{'呼入' if row.direction == 'in' else '呼出'}{spoken(row.duration or 0)}"
        _arrow(
            sheet, s(28), y + s(31), row.direction == "out", RED if missed_in else rgb("#3DA35D")
        )
        sheet.text(
            (s(50), y + s(31)), row.start, s(16), RED if missed_in else skin.ink, anchor="lm"
        )
        sheet.text(
            (width - s(20), y + s(31)), word, s(14), RED if missed_in else skin.soft, anchor="rm"
        )
        direction = row.direction
    else:
        high = s(68)
        sheet.text((s(44), y + s(23)), head, s(17), RED if missed_in else skin.ink, anchor="lm")
        _arrow(sheet, s(26), y + s(23), row.direction == "out", RED if missed_in else skin.soft)
        parts = [_place(row.number)]
        if row.missed:
            parts.append(
                rng.choice(["未接来电", f"响铃{rng.randint(1, 20)}声", "已拦截", "已挂断"])
                if row.direction == "in"
                else "未接通"
            )
        elif row.duration is not None:
            parts.append(f"{'呼入' if row.direction == 'in' else '呼出'}{spoken(row.duration)}")
        else:
            parts.append("呼入" if row.direction == "in" else "呼出")
        if skin.look == "miui":
            sheet.text(
                (s(44), y + s(47)),
                "  ".join([row.start, *parts[1:], parts[0]]),
                s(13),
                skin.soft,
                anchor="lm",
            )
        else:
            sheet.text((s(44), y + s(47)), "  ".join(parts), s(13), skin.soft, anchor="lm")
            sheet.text((width - s(52), y + s(34)), row.start, s(13), skin.soft, anchor="rm")
        sheet.ring((width - s(28), y + s(34)), s(9), skin.soft, s(1.3))
        direction = row.direction
    line = tuple((a * 11 + b) // 12 for a, b in zip(skin.page, skin.ink, strict=True))
    sheet.draw.line((s(36), y + high, width, y + high), fill=line, width=1)
    calls.append(
        TruthCall(
            row.number,
            direction,
            row.missed,
            row.start,
            row.duration,
            (0, y, width, high),
            row.count,
        )
    )
    return y + high
