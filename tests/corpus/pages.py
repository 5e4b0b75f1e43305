"""Pages that are no bubbles: flat SMS, notification shade, mail, courier slip."""

from __future__ import annotations

import random
from datetime import datetime

from PIL import Image, ImageDraw, ImageFilter

from tests.corpus import pictures, words
from tests.corpus.bars import Bars, status_bar, title_bar
from tests.corpus.paint import Sheet, font, rgb, text_width, wrap
from tests.corpus.screens import Phone
from tests.corpus.truth import Truth, TruthMessage

RED = rgb("#FA3E3E")
NOW = datetime(2022, 6, 21, 9, 30)


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
