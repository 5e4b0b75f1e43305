"""What a chat bubble can hold besides words: pictures, voice, transfers, cards of things."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.corpus import pictures, words
from tests.corpus.paint import rounded_mask, text_width, wrap
from tests.corpus.script import Turn

if TYPE_CHECKING:
    from tests.corpus.chat import ChatPage


def picture(page: ChatPage, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
    rng, sheet = page.sheet.rng, page.sheet
    if turn.what == "sticker":
        side = page.s(rng.randint(90, 130))
        figure, mask = pictures.sticker(side, rng)
        sheet.image.paste(figure, (page.left(own, inset, side), top), mask)
        return top + side
    w = page.s(rng.randint(110, 190))
    h = round(w * rng.choice([0.75, 1.0, 1.33]))
    look = turn.text or rng.choice(["poster", "poster", "photo", "photo", "scenery"])
    maker = {"poster": pictures.poster, "scenery": pictures.scenery}.get(look)
    picture = maker((w, h), rng) if maker else pictures.noise((w, h), rng, 9)
    sheet.image.paste(
        picture,
        (page.left(own, inset, w), top),
        rounded_mask((w, h), (page.s(page.skin.radius),) * 4),
    )
    return top + h


def voice(page: ChatPage, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
    rng, s, skin, sheet = page.sheet.rng, page.s, page.skin, page.sheet
    seconds = rng.randint(1, 60)
    w, h = s(70 + seconds * 1.6), s(40)
    x = page.left(own, inset, w)
    fill, ink = (skin.own, skin.own_ink) if own else (skin.other, skin.other_ink)
    page.shape((x, top, w, h), own, fill)
    mid = top + h / 2
    tip = x + w - s(16) if own else x + s(16)
    for i in range(3):
        r = s(3 + i * 4)
        start = 140 if own else -40
        sheet.draw.arc(
            (tip - r, mid - r, tip + r, mid + r),
            start,
            start + 80,
            fill=ink,
            width=max(1, s(1.7)),
        )
    label = f"{seconds}{rng.choice(chr(34) + chr(0x2033))}"
    place, anchor = ((x + w - s(34), mid), "rm") if own else ((x + s(34), mid), "lm")
    sheet.text(place, label, page.size(15), ink, anchor=anchor)
    if not own and rng.random() < 0.4:
        sheet.rounded((x + w + s(6), mid - s(4), s(8), s(8)), s(4), (250, 81, 81))
    page.note(turn, own, label, (x, top, w, h), "voice", name)
    if rng.random() < 0.3:
        heard = words.line(rng, "self" if own else "other", "quarrel")
        return below_text(page, Turn(turn.who, "heard", heard), own, inset, top + h, name)
    return top + h


def below_text(page: ChatPage, turn: Turn, own: bool, inset: int, bottom: int, name: str) -> int:
    """Draw what an app made of a voice message, in a plain box under it."""
    s, size = page.s, page.size(page.skin.font - 1)
    lines = wrap(turn.text, size, page.sheet.image.width * page.skin.wide - s(24))
    lead = round(size * 1.4)
    w, h = (
        round(max(text_width(line, size) for line in lines)) + s(20),
        lead * len(lines) + s(16),
    )
    x, top = page.left(own, inset, w), bottom + s(5)
    fill = tuple((a * 2 + b) // 3 for a, b in zip(page.skin.other, page.skin.page, strict=True))
    page.sheet.rounded((x, top, w, h), s(5), fill)
    for index, line in enumerate(lines):
        place = (x + s(10), top + s(8) + (index + 0.5) * lead)
        page.sheet.text(place, line, size, page.skin.other_ink, anchor="lm")
    page.note(turn, own, turn.text, (x, top, w, h), "text", name)
    return top + h


def transfer(page: ChatPage, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
    rng, s, sheet = page.sheet.rng, page.s, page.sheet
    w, h = s(232), s(92)
    x = page.left(own, inset, w)
    fill = rng.choice([(250, 157, 59), (250, 157, 59), (245, 196, 148)])
    page.shape((x, top, w, h), own, fill)
    sheet.ring((x + s(32), top + s(32)), s(16), (255, 255, 255), s(2.5))
    sheet.text((x + s(32), top + s(32)), "¥", s(17), (255, 255, 255), True, "mm")
    head = turn.text or rng.choice([f"¥{rng.randint(1, 300)}.00", "恭喜发财，大吉大利"])
    below = "请收款" if head.startswith("¥") else "微信红包"
    sheet.text((x + s(62), top + s(24)), head, s(16), (255, 255, 255), anchor="lm")
    sheet.text(
        (x + s(62), top + s(45)),
        rng.choice([below, "已被接收", "已退还"]),
        s(12),
        (255, 240, 224),
        anchor="lm",
    )
    sheet.text(
        (x + s(12), top + h - s(12)),
        "转账" if below == "请收款" else "微信红包",
        s(11),
        (255, 236, 214),
        anchor="lm",
    )
    page.note(turn, own, head, (x, top, w, h), "card", name)
    return top + h


def card(page: ChatPage, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
    rng, s, sheet = page.sheet.rng, page.s, page.sheet
    w, h = s(236), s(96)
    x = page.left(own, inset, w)
    fill, ink = (
        ((44, 44, 46), (220, 220, 220)) if page.skin.dark else ((255, 255, 255), (25, 25, 25))
    )
    sheet.rounded(
        (x, top, w, h),
        s(6),
        fill,
        line=(235, 235, 235) if page.skin.page == (255, 255, 255) else None,
    )
    title = turn.text or (
        rng.choice(["售后协议", "检测报告", "聊天记录导出"])
        + f"_{words.number(rng, 4)}."
        + rng.choice(["pdf", "docx", "xlsx"])
        if turn.what == "file"
        else rng.choice(words.PRODUCTS)
    )
    for index, line in enumerate(wrap(title, s(15), w - s(84))[:2]):
        sheet.text((x + s(12), top + s(21) + index * s(21)), line, s(15), ink, anchor="lm")
    thumb = pictures.noise((s(48), s(48)), rng, 4)
    sheet.image.paste(thumb, (x + w - s(60), top + s(14)))
    sheet.draw.line(
        (x + s(12), top + h - s(26), x + w - s(12), top + h - s(26)),
        fill=tuple((a * 9 + b) // 10 for a, b in zip(fill, ink, strict=True)),
    )
    sheet.text(
        (x + s(12), top + h - s(13)),
        rng.choice(["淘宝", "微信", f"{rng.randint(20, 900)}.{rng.randint(1, 9)}KB"]),
        s(10.5),
        (150, 150, 150),
        anchor="lm",
    )
    page.note(turn, own, title, (x, top, w, h), "card", name)
    return top + h


def product(page: ChatPage, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
    rng, s, sheet = page.sheet.rng, page.s, page.sheet
    w, h = s(258), s(100 if turn.what == "product" else 126)
    x = page.left(own, inset, w)
    fill, ink = (
        ((44, 44, 46), (220, 220, 220)) if page.skin.dark else ((255, 255, 255), (51, 51, 51))
    )
    sheet.rounded((x, top, w, h), s(10), fill)
    y = top + s(12)
    if turn.what == "order":
        sheet.text(
            (x + s(12), y + s(8)),
            f"订单号：{words.number(rng, 16)}",
            s(12),
            (140, 140, 140),
            anchor="lm",
        )
        y += s(28)
    sheet.image.paste(
        pictures.poster((s(72), s(72)), rng),
        (x + s(12), y),
        rounded_mask((s(72), s(72)), (s(6),) * 4),
    )
    title = turn.text or rng.choice(words.PRODUCTS)
    for index, line in enumerate(wrap(title, s(13), w - s(108))[:2]):
        sheet.text((x + s(94), y + s(9) + index * s(18)), line, s(13), ink, anchor="lm")
    sheet.text(
        (x + s(94), y + s(58)),
        turn.quote or f"¥{rng.randint(19, 1999)}.{rng.randint(0, 99):02d}",
        s(16),
        (255, 80, 0),
        True,
        "lm",
    )
    word = "发送宝贝" if turn.what == "product" else rng.choice(["待发货", "交易成功", "退款中"])
    if rng.random() < 0.6:
        sheet.rounded((x + w - s(84), y + s(46), s(74), s(25)), s(12), (255, 80, 0))
        sheet.text((x + w - s(47), y + s(58.5)), word, s(12), (255, 255, 255), anchor="mm")
    page.note(replace(turn, quote=""), own, title, (x, top, w, h), "card", name)
    return top + h
