"""Pages that are no bubbles: call lists, flat SMS, notification shade, mail, courier slip."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFilter

from tests.corpus import pictures, words
from tests.corpus.bars import Bars, status_bar, title_bar
from tests.corpus.chat import Phone
from tests.corpus.paint import Colour, Sheet, font, rgb, text_width, wrap
from tests.corpus.truth import Truth, TruthCall, TruthMessage

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
        direction = "out" if row.direction == "out" else ("in" if row.missed else "unknown")
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


def draw_flat_sms(rng: random.Random, phone: Phone, dark: bool = False):
    """Return an SMS page whose entries are separated by space and a time, without bubbles."""
    page, ink, soft = (
        (rgb("#101012"), rgb("#E4E4E6"), rgb("#808086"))
        if dark
        else (rgb("#FFFFFF"), rgb("#222222"), rgb("#999999"))
    )
    sheet = Sheet((phone.width, round(phone.width * phone.ratio)), page, phone.scale, rng)
    s, width = sheet.px, phone.width
    bars = Bars(page, ink, page, soft, page, title_left=True, look="android")
    title = rng.choice(["1069 0278 3391", "95xx8", words.mobile(rng), "10690333"])
    y = title_bar(sheet, status_bar(sheet, ink, page, phone.status), bars, title) + s(16)
    messages: list[TruthMessage] = []
    size = s(rng.choice([15, 16, 17]))
    lead = round(size * 1.5)
    while True:
        text = (
            rng.choice(words.sentences()["sms"])
            if rng.random() < 0.7
            else words.line(rng, "other", "quarrel")
        )
        clock = words.time_words(rng, "sms").replace("\n", " ")
        lines = wrap(text, size, width - s(40), anywhere=True)
        high = s(26) + lead * len(lines)
        if y + high > sheet.image.height - s(30):
            break
        box = sheet.text((s(20), y + s(8)), clock, s(12), soft, anchor="lm")
        messages.append(TruthMessage("system", clock, box, clock, "time"))
        y += s(24)
        for index, line in enumerate(lines):
            sheet.text((s(20), y + (index + 0.5) * lead), line, size, ink, anchor="lm")
        wide = round(max(text_width(line, size) for line in lines))
        messages.append(TruthMessage("other", text, (s(20), y, wide, lead * len(lines)), clock))
        y += lead * len(lines) + s(26)
    return sheet.image, Truth("sms", "sms_flat_dark" if dark else "sms_flat", messages, (), title)


def draw_shade(rng: random.Random, phone: Phone):
    """Return a notification shade: cards over a blurred wallpaper."""
    size = (phone.width, round(phone.width * phone.ratio))
    sheet = Sheet(size, (30, 30, 34), phone.scale, rng)
    back = (
        pictures.scenery((size[0] // 8, size[1] // 8), rng)
        .filter(ImageFilter.GaussianBlur(8))
        .resize(size)
    )
    sheet.image.paste(Image.blend(back, Image.new("RGB", size, (20, 22, 28)), 0.55))
    s, width = sheet.px, phone.width
    clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    sheet.text((s(24), s(76)), clock, s(38), (255, 255, 255), anchor="lm")
    sheet.text(
        (s(24), s(110)),
        f"6月{rng.randint(1, 28)}日 星期{rng.choice(words.WEEK)}",
        s(14),
        (235, 235, 235),
        anchor="lm",
    )
    y = s(150)
    messages: list[TruthMessage] = []
    light = rng.random() < 0.6
    fill, ink, soft = (
        ((250, 250, 250), (25, 25, 25), (120, 120, 120))
        if light
        else ((44, 46, 52), (240, 240, 240), (165, 165, 170))
    )
    while True:
        text = words.line(rng, "other", "quarrel")
        app, who = rng.choice(["微信", "短信", "淘宝", "千牛", "QQ"]), rng.choice(words.NICKS)
        lines = wrap(text, s(14), width - s(96))[:6]
        high = s(58) + round(len(lines) * s(14) * 1.45)
        if y + high > size[1] - s(40):
            break
        sheet.rounded((s(12), y, width - s(24), high), s(16), fill, 0.94)
        icon = pictures.lettered(
            (s(26), s(26)), app[0], rng.choice([(7, 193, 96), (255, 106, 0), (60, 130, 240)])
        )
        sheet.image.paste(icon, (s(24), y + s(14)), pictures.clipped(icon, "soft"))
        when = rng.choice(["现在", f"{rng.randint(1, 59)}分钟前", clock])
        sheet.text((s(60), y + s(18)), app, s(12), soft, anchor="lm")
        box = sheet.text((width - s(28), y + s(18)), when, s(12), soft, anchor="rm")
        sheet.text((s(60), y + s(36)), who, s(14), ink, True, "lm")
        for index, line in enumerate(lines):
            sheet.text(
                (s(60), y + s(46) + (index + 0.5) * s(14) * 1.45), line, s(14), ink, anchor="lm"
            )
        messages.append(TruthMessage("system", when, box, when, "time"))
        shown = "".join(lines)
        kept = text if len(shown) >= len(text.replace(" ", "")) - 4 else shown
        messages.append(
            TruthMessage("other", kept, (s(12), y, width - s(24), high), when, "text", who)
        )
        y += high + s(10)
    return sheet.image, Truth("other", "shade", messages, (), "")


def draw_mail(
    rng: random.Random, phone: Phone, facts: dict[str, str] | None = None, clock: str = ""
) -> tuple[Image.Image, Truth]:
    """Return an e-mail opened on a phone; ``facts``: subject, who, address, when, body (lines)."""
    facts = facts or {}
    dark = rng.random() < 0.3 and not facts
    page, ink, soft = (
        (rgb("#1C1C1E"), rgb("#EDEDED"), rgb("#8E8E93"))
        if dark
        else (rgb("#FFFFFF"), rgb("#1B1B1B"), rgb("#8A8A8E"))
    )
    sheet = Sheet((phone.width, round(phone.width * phone.ratio)), page, phone.scale, rng)
    s, width = sheet.px, phone.width
    bars = Bars(page, ink, page, soft, page, look="android")
    y = title_bar(sheet, status_bar(sheet, ink, page, phone.status, clock), bars, "收件箱") + s(18)
    subject = facts.get("subject") or rng.choice(
        ["关于您订单评价的最后通知", "你删不删", "售后协商函", "Re: 退款申请", "差评的事，最后警告"]
    )
    sheet.text((s(20), y + s(12)), subject, s(21), ink, True, "lm")
    y += s(44)
    who = facts.get("who") or rng.choice(words.NICKS)
    address = (
        facts.get("address")
        or f"{rng.choice(['shop', 'yxjj', 'kefu', 'service'])}{rng.randint(1, 999)}@example.com"
    )
    face = pictures.avatar(s(38), rng, "letter")
    sheet.image.paste(face, (s(20), y), pictures.clipped(face, "circle"))
    sender = f"发件人：{who} <{address}>"
    if text_width(sender, s(13)) > width - s(90):
        sender = f"发件人：{who}"
    sheet.text((s(70), y + s(10)), sender, s(13), ink, anchor="lm")
    when = (
        facts.get("when")
        or f"2022年{rng.randint(1, 12)}月{rng.randint(1, 28)}日 "
        f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    )
    sheet.text((s(70), y + s(30)), "收件人：我", s(12), soft, anchor="lm")
    box = sheet.text((width - s(20), y + s(30)), when, s(12), soft, anchor="rm")
    y += s(58)
    sheet.draw.line(
        (s(20), y, width - s(20), y),
        fill=tuple((a * 9 + b) // 10 for a, b in zip(page, ink, strict=True)),
    )
    y += s(18)
    messages = [TruthMessage("system", when, box, when, "time")]
    top, texts, wide = y, [], 0.0
    size = s(16)
    paragraphs = (
        facts["body"].split("\n")
        if facts
        else [
            "您好：",
            *(words.line(rng, "other", "quarrel") for _ in range(rng.randint(3, 7))),
            "此致",
            who,
        ]
    )
    for paragraph in paragraphs:
        lines = wrap(paragraph, size, width - s(40))
        if y + len(lines) * size * 1.6 > sheet.image.height - s(60):
            break
        for line in lines:
            sheet.text((s(20), y + size * 0.8), line, size, ink, anchor="lm")
            wide = max(wide, text_width(line, size))
            y += round(size * 1.6)
        y += s(6)
        texts.append(paragraph)
    messages.append(
        TruthMessage("other", "".join(texts), (s(20), top, round(wide), y - top), when, "text", who)
    )
    return sheet.image, Truth("mail", "mail", messages, (), subject)


def draw_slip(
    rng: random.Random, size: tuple[int, int] = (1000, 1240), facts: dict[str, str] | None = None
):
    """Return the flat label of a parcel; facts by name or invented.

    ``facts``: carrier, number, code, from, from_tel, from_place, to, to_tel, to_place, goods, date.
    """
    sheet = Sheet(size, (250, 250, 248), size[0] / 400, rng)
    s, (w, h) = sheet.px, size
    name = lambda: rng.choice(words.SURNAMES) + rng.choice(words.GIVEN) + rng.choice(words.GIVEN)  # noqa: E731
    facts = facts or {
        "carrier": rng.choice(["圆通速递", "中通快递", "韵达速递", "申通快递"]),
        "number": "YT" + words.number(rng, 13),
        "code": "-".join(words.number(rng, digits) for digits in (3, 2, 2))
        + f" {words.number(rng, 3)}",
        "to": name(),
        "to_tel": words.mobile(rng),
        "to_place": "浙江省 杭州市 西湖区 文三路478号3幢502室",
        "from": name(),
        "from_tel": words.mobile(rng),
        "from_place": "福建省 莆田市 荔城区 荔港大道12号",
        "goods": rng.choice(["工艺品", "日用品", "纸制品", "冥币", "寿衣一套"]),
        "date": f"2022-06-{rng.randint(10, 28)} {rng.randint(10, 22)}:{rng.randint(10, 59)}:08",
    }
    ink = (24, 24, 24)
    sheet.draw.rectangle((s(8), s(8), w - s(8), h - s(8)), outline=ink, width=s(1.5))
    messages: list[TruthMessage] = []

    def put(
        x: float,
        y: float,
        text: str,
        size_dp: float,
        bold: bool = False,
        truth: bool = True,
        anchor: str = "lm",
    ) -> None:
        box = sheet.text((s(x), s(y)), text, s(size_dp), ink, bold, anchor)
        if truth:
            messages.append(TruthMessage("system", text, box, None, "text"))

    put(20, 32, facts["carrier"], 22, True)
    put(380, 32, facts["date"], 11, anchor="rm")
    _barcode(sheet.draw, rng, (s(60), s(54), w - s(60), s(104)))
    put(200, 116, facts["number"], 14, True, anchor="mm")
    for y in (130, 186, 268, 338):
        sheet.draw.line((s(8), s(y), w - s(8), s(y)), fill=ink, width=s(1))
    put(200, 158, facts["code"], 32, True, anchor="mm")
    sheet.rounded((s(16), s(204), s(28), s(28)), s(14), ink)
    sheet.text((s(30), s(218)), "收", s(16), (255, 255, 255), True, "mm")
    put(54, 206, f"{facts['to']}  {facts['to_tel']}", 15, True)
    for index, line in enumerate(wrap(facts["to_place"], s(14), w - s(80))):
        put(54, 228 + index * 20, line, 14)
    sheet.rounded((s(16), s(284), s(28), s(28)), s(14), (250, 250, 248), line=ink)
    sheet.text((s(30), s(298)), "寄", s(16), ink, True, "mm")
    put(54, 286, f"{facts['from']}  {facts['from_tel']}", 12)
    for index, line in enumerate(wrap(facts["from_place"], s(12), w - s(80))):
        put(54, 306 + index * 17, line, 12)
    put(20, 358, f"物品：{facts['goods']}", 14)
    put(20, 382, "数量：1  重量：1.2kg", 12)
    put(20, 404, facts.get("remark") or rng.choice(["备注：到付 不要退回", "付款方式：寄付"]), 12)
    gen = random.Random(rng.random())
    unit = s(4)
    for i in range(21):
        for j in range(21):
            if gen.random() < 0.5 or (i < 7 and j < 7 and (i in (0, 6) or j in (0, 6))):
                sheet.draw.rectangle(
                    (
                        w - s(110) + i * unit,
                        s(340) + j * unit,
                        w - s(110) + (i + 1) * unit - 1,
                        s(340) + (j + 1) * unit - 1,
                    ),
                    fill=ink,
                )
    put(20, 448, "签收人：", 12)
    put(200, 448, "签收时间：    年   月   日", 12)
    sheet.draw.line((s(8), s(430), w - s(8), s(430)), fill=ink, width=s(1))
    sheet.draw.text(
        (s(20), s(464)),
        "您的签字代表已验收此包裹，并确认商品信息无误。",
        font=font(s(10)),
        fill=(90, 90, 90),
    )
    return sheet.image, Truth("slip", "slip", messages, (), "")


def _barcode(pen: ImageDraw.ImageDraw, rng: random.Random, box: tuple[int, int, int, int]) -> None:
    x, unit = box[0], max(2, (box[2] - box[0]) // 190)
    while x < box[2]:
        wide = rng.choice([1, 1, 2, 3]) * unit
        pen.rectangle((x, box[1], min(box[2], x + wide - 1), box[3]), fill=(20, 20, 20))
        x += wide + rng.choice([1, 1, 2, 3]) * unit
