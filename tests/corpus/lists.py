"""Carriers' tables, call lists told by arrows alone, lock screens and lists of conversations."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFilter

from tests.corpus import pictures, words
from tests.corpus.bars import status_bar
from tests.corpus.paint import Colour, Sheet, font, rgb, text_width, wrap
from tests.corpus.screens import Phone
from tests.corpus.truth import Truth, TruthCall, TruthMessage

NOW = datetime(2022, 6, 21, 9, 30)
RED, GREEN, BLUE = rgb("#E5393B"), rgb("#4CAF50"), rgb("#3B82F6")

# Headers as carriers print them, in their own order.
_HEADS = {
    "table_mobile": "起始时间 通信地点 通信方式 对方号码 通信时长 通信类型 实收通信费",
    "table_unicom": "序号 业务类型 通话起始时间 通话时长 呼叫类型 对方号码 通话地点",
    "table_telecom": "序号 对方号码 呼叫类型 通话开始时间 通话时长（秒） 费用(元)",
}
TABLES = {name: tuple(heads.split()) for name, heads in _HEADS.items()}
LENGTHS = {"table_mobile": "clock", "table_unicom": "spoken", "table_telecom": "seconds"}


def _length(seconds: int, look: str) -> str:
    if look == "clock":
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if look == "seconds":
        return str(seconds)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    said = (f"{hours}时" if hours else "") + (f"{minutes}分" if minutes or hours else "")
    return f"{said}{seconds % 60}秒"


def draw_table(name: str, rng: random.Random) -> tuple[Image.Image, Truth]:
    """Return a carrier's list of calls as its web site or its app shows it."""
    heads, look = TABLES[name], LENGTHS[name]
    size = rng.choice([13, 15, 18])
    rows = rng.randint(8, 18)
    calls: list[tuple[TruthCall, dict[str, str]]] = []
    moment = NOW - timedelta(hours=rng.randint(5, 30))
    for index in range(rows):
        seconds = rng.choice([7, 39, 91, 276, 589, 3725])
        way = rng.choice(["in", "out"])
        start = f"{moment:%Y-%m-%d %H:%M:%S}"
        number = words.mobile(rng)
        cells = dict.fromkeys(heads, "0.00")
        cells |= {"序号": str(index + 1), "业务类型": "语音通话", "通信类型": "国内通话"}
        cells |= {"通信地点": rng.choice(["上海", "福州"]), "通话地点": rng.choice(["591", "杭州"])}
        cells["对方号码"] = number
        for head in heads:
            if "时长" in head:
                cells[head] = _length(seconds, look)
            elif "时间" in head:
                cells[head] = start
            elif head in ("通信方式", "呼叫类型"):
                cells[head] = "被叫" if way == "in" else "主叫"
        calls.append((TruthCall(number, way, False, start, seconds, (0, 0, 0, 0)), cells))
        moment -= timedelta(minutes=rng.choice([3, 17, 200, 1500]), seconds=rng.randint(0, 59))
    wide = [
        round(max(text_width(t, size) for t in (h, *(c[h] for _, c in calls)))) + 3 * size
        for h in heads
    ]
    high, margin = round(size * 2.3), 2 * size
    page = (sum(wide) + 2 * margin, margin * 4 + high * (rows + 1))
    image = Image.new("RGB", page, (255, 255, 255))
    pen = ImageDraw.Draw(image)
    ink, line = (51, 51, 51), rng.choice([(187, 204, 221), (221, 221, 221), (120, 120, 120)])
    title = rng.choice(["通话详单", "语音业务详单查询", "语音通信详单"])
    pen.text((page[0] / 2, margin), title, font=font(size + 4, True), fill=ink, anchor="mm")
    period = "客户姓名：何* 查询时段：2022-06-01 至 2022-06-21"
    pen.text((margin, 2.3 * margin), period, font=font(size - 1), fill=(102, 102, 102), anchor="lm")
    truths: list[TruthCall] = []
    y = 3 * margin
    for at in range(rows + 1):
        x = margin
        if at == 0:
            pen.rectangle((margin, y, page[0] - margin, y + high), fill=(242, 242, 242))
        for head, width in zip(heads, wide, strict=True):
            pen.rectangle((x, y, x + width, y + high), outline=line)
            text = head if at == 0 else calls[at - 1][1][head]
            place = (x + width / 2, y + high / 2)
            pen.text(place, text, font=font(size, at == 0), fill=ink, anchor="mm")
            x += width
        if at:
            call = calls[at - 1][0]
            truths.append(
                TruthCall(call.number, call.direction, False, call.start, call.duration,
                          (margin, y, page[0] - 2 * margin, high))
            )  # fmt: skip
        y += high
    return image, Truth("call_table", name, (), truths, title, NOW.isoformat())


def _arrow(sheet: Sheet, x: float, y: float, out: bool, ink: Colour) -> None:
    s = sheet.px
    a, b = (x - s(4), y + s(4)), (x + s(4), y - s(4))
    sheet.stroke([a, b], ink, s(1.6))
    tip, sign = (b, -1) if out else (a, 1)
    sheet.stroke([(tip[0] + sign * s(5), tip[1]), tip, (tip[0], tip[1] - sign * s(5))], ink, s(1.6))


def draw_arrow_calls(rng: random.Random, phone: Phone, dark: bool) -> tuple[Image.Image, Truth]:
    """Return a call list by days in which only coloured arrows tell who called."""
    paper, ink, soft = (
        (rgb("#000000"), rgb("#F2F2F2"), rgb("#8A8A8A"))
        if dark
        else (rgb("#F5F5F8"), rgb("#111111"), rgb("#888888"))
    )
    sheet = Sheet((phone.width, round(phone.width * phone.ratio)), paper, phone.scale, rng)
    s, width = sheet.px, phone.width
    y = status_bar(sheet, ink, paper, phone.status, "09:30")
    sheet.text((s(24), y + s(40)), "通话", s(28), ink, True, "lm")
    y += s(76)
    foot = sheet.image.height - s(64)
    calls: list[TruthCall] = []
    moment = NOW - timedelta(minutes=rng.randint(5, 90))
    day = None
    while y < foot - s(60):
        if moment.date() != day:
            day = moment.date()
            age = (NOW.date() - day).days
            said = "今天" if age == 0 else "昨天" if age == 1 else f"{day.month}月{day.day}日"
            sheet.text((s(26), y + s(16)), said, s(13), soft, anchor="lm")
            y += s(34)
        way, missed = rng.choice([("in", True), ("in", False), ("out", False)])
        number = rng.choice([words.mobile(rng), "10086", f"400{words.number(rng, 7)}"])
        hour = moment.hour % 12 or 12
        clock = f"{'上午' if moment.hour < 12 else '下午'}{hour}:{moment:%M}"
        tone = RED if missed else (GREEN if way == "in" else BLUE)
        _arrow(sheet, s(32), y + s(22), way == "out", tone)
        sheet.text((s(56), y + s(22)), number, s(17), ink, anchor="lm")
        sheet.text((width - s(24), y + s(22)), clock, s(13), soft, anchor="rm")
        age = (NOW.date() - day).days
        said = "" if age == 0 else "昨天 " if age == 1 else f"{day.month}月{day.day}日 "
        start = f"{said}{moment:%H:%M}"
        calls.append(TruthCall(number, way, missed, start, None, (0, y, width, s(44))))
        y += s(44)
        moment -= timedelta(minutes=rng.choice([4, 31, 200, 1300]))
    for index, word in enumerate(("键盘", "最近通话", "联系人")):
        place = (width * (index + 0.5) / 3, foot + s(30))
        sheet.text(place, word, s(13), soft, anchor="mm")
    name = "calls_arrows_dark" if dark else "calls_arrows"
    return sheet.image, Truth("call_list", name, (), calls, "通话", NOW.isoformat())


def draw_lock(rng: random.Random, phone: Phone) -> tuple[Image.Image, Truth]:
    """Return a lock screen: a big clock and cards with name and time in one row."""
    size = (phone.width, round(phone.width * phone.ratio))
    back = pictures.scenery((size[0] // 8, size[1] // 8), rng)
    sheet = Sheet(size, (30, 30, 34), phone.scale, rng)
    sheet.image.paste(back.filter(ImageFilter.GaussianBlur(6)).resize(size))
    s, width = sheet.px, phone.width
    sheet.text((width / 2, s(90)), "6月21日 星期二", s(17), (255, 255, 255), anchor="mm")
    sheet.text((width / 2, s(150)), "9:30", s(72), (255, 255, 255), True, "mm")
    y = s(260)
    messages: list[TruthMessage] = []
    while True:
        text = words.line(rng, "other", "quarrel")
        who = rng.choice([rng.choice(words.NICKS), words.mobile(rng)])
        lines = wrap(text, s(14), width - s(104))[:4]
        high = s(46) + round(len(lines) * s(14) * 1.4)
        if y + high > size[1] - s(60):
            break
        sheet.rounded((s(12), y, width - s(24), high), s(18), (238, 240, 240), 0.92)
        icon = pictures.lettered((s(34), s(34)), "信", rng.choice([(52, 199, 89), (7, 193, 96)]))
        sheet.image.paste(icon, (s(24), y + s(14)), pictures.clipped(icon, "soft"))
        when = rng.choice(["现在", f"{rng.randint(2, 59)}分钟前", "昨天 22:47"])
        sheet.text((s(72), y + s(20)), who, s(14), (10, 10, 10), True, "lm")
        sheet.text((width - s(28), y + s(20)), when, s(12), (120, 124, 124), anchor="rm")
        for index, line in enumerate(lines):
            place = (s(72), y + s(32) + (index + 0.5) * s(14) * 1.4)
            sheet.text(place, line, s(14), (20, 20, 20), anchor="lm")
        box = (s(72), y + s(32), width - s(104), high - s(40))
        messages.append(TruthMessage("other", "".join(lines), box, when, "text", who))
        y += high + s(10)
    return sheet.image, Truth("other", "lock", messages, (), "", NOW.isoformat())


def draw_inbox(rng: random.Random, phone: Phone) -> tuple[Image.Image, Truth]:
    """Return a phone's list of text messages: sender, day, the beginning of the last one."""
    sheet = Sheet(
        (phone.width, round(phone.width * phone.ratio)), (255, 255, 255), phone.scale, rng
    )
    s, width = sheet.px, phone.width
    y = status_bar(sheet, (0, 0, 0), (255, 255, 255), phone.status, "09:30")
    sheet.text((s(20), y + s(40)), "信息", s(28), (0, 0, 0), True, "lm")
    y += s(80)
    messages: list[TruthMessage] = []
    days = ["08:12", "昨天", "星期日", "星期六", "6月12日", "6月3日"]
    for index in range(9):
        if y > sheet.image.height - s(80):
            break
        text = rng.choice(words.sentences()["sms"])
        who = rng.choice([words.mobile(rng), "95588", "1069" + words.number(rng, 6)])
        face = pictures.person((s(42), s(42)), (200, 203, 210), (250, 250, 250))
        sheet.image.paste(face, (s(18), y + s(8)), pictures.clipped(face, "circle"))
        when = days[min(index // 2, len(days) - 1)]
        sheet.text((s(74), y + s(18)), who, s(16), (10, 10, 10), anchor="lm")
        sheet.text((width - s(18), y + s(18)), when, s(13), (140, 140, 140), anchor="rm")
        line = wrap(text, s(14), width - s(110))[0]
        shown = line if line == text else line[:-1] + "…"
        box = sheet.text((s(74), y + s(42)), shown, s(14), (130, 130, 130), anchor="lm")
        messages.append(TruthMessage("other", shown, box, when, "text", who))
        y += s(66)
    return sheet.image, Truth("other", "inbox", messages, (), "信息", NOW.isoformat())
