"""Phone furniture: status bar, title bar, input bar."""

from __future__ import annotations

from dataclasses import dataclass

from tests.corpus.paint import Colour, Sheet, font


@dataclass(frozen=True, slots=True)
class Bars:
    """Colours and look of the furniture; heights in dp.

    Attributes:
        top, top_ink: title bar fill and ink.
        foot, foot_ink: input bar fill and icon ink.
        field: fill of the input field.
        title_left: title stands left instead of centred.
        look: which input bar (``wechat``, ``shop``, ``ios``, ``android``, ``qq``).
    """

    top: Colour
    top_ink: Colour
    foot: Colour
    foot_ink: Colour
    field: Colour
    title_left: bool = False
    look: str = "wechat"
    height: float = 44
    foot_height: float = 56


def status_bar(page: Sheet, ink: Colour, fill: Colour, look: str, clock: str = "") -> int:
    """Draw clock, signal and battery; return its height in pixels."""
    high = page.px(47 if look == "ios" else 28)
    width = page.image.width
    page.draw.rectangle((0, 0, width, high), fill=fill)
    rng, mid = page.rng, high * (0.62 if look == "ios" else 0.52)
    clock = clock or f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    size = page.px(16 if look == "ios" else 12.5)
    level = rng.randint(6, 100)
    if look == "ios":
        page.text((page.px(34), mid), clock, size, ink, bold=True, anchor="lm")
        x = width - page.px(28)
    else:
        page.text((page.px(16), mid), clock, size, ink, anchor="lm")
        x = width - page.px(14)
        if rng.random() < 0.5:
            page.text(
                (page.px(58), mid),
                rng.choice(["0.3K/s", "12.4KB/s", "🔕", "💬"]),
                page.px(10),
                ink,
                anchor="lm",
            )
    bw, bh = page.px(23), page.px(11)
    x -= bw
    box = (x, round(mid - bh / 2), bw, bh)
    page.rounded(box, page.px(3), fill, line=ink, line_width=max(1, page.px(1)))
    inset = page.px(2)
    page.rounded(
        (x + inset, box[1] + inset, max(inset, (bw - 2 * inset) * level / 100), bh - 2 * inset),
        page.px(1.5),
        (230, 60, 50) if level < 15 else ink,
    )
    if look != "ios" or rng.random() < 0.5:
        page.text(
            (x - page.px(3), mid),
            f"{level}%" if look != "ios" else "",
            page.px(10.5),
            ink,
            anchor="rm",
        )
        x -= page.px(30) if look != "ios" else 0
    x -= page.px(7)
    cx = x - page.px(8)
    for i in range(3):
        r = page.px(2 + i * 3.2)
        page.draw.arc(
            (cx - r, mid + page.px(4) - r, cx + r, mid + page.px(4) + r),
            225,
            315,
            fill=ink,
            width=max(1, page.px(1.6)),
        )
    x = cx - page.px(12)
    for i in range(4):
        h = page.px(3 + i * 2.6)
        left = x - page.px(4.4) * (4 - i)
        page.rounded((left, mid + page.px(5) - h, page.px(3), h), page.px(1), ink)
    if rng.random() < 0.6:
        page.text(
            (x - page.px(22), mid),
            rng.choice(["5G", "4G", "HD", "5G HD"]),
            page.px(10),
            ink,
            bold=True,
            anchor="rm",
        )
    return high


def title_bar(page: Sheet, top: int, bars: Bars, title: str, subtitle: str = "") -> int:
    """Draw back arrow, title and menu under ``top``; return the lower edge."""
    width, high = page.image.width, page.px(bars.height + (10 if subtitle else 0))
    page.draw.rectangle((0, top, width, top + high), fill=bars.top)
    mid, s = top + high / 2, page.px
    page.stroke([(s(21), mid - s(8)), (s(13), mid), (s(21), mid + s(8))], bars.top_ink, s(2))
    if bars.look == "wechat" and page.rng.random() < 0.35:
        page.rounded((s(27), mid - s(9), s(26), s(18)), s(9), (200, 200, 200))
        page.text((s(40), mid), str(page.rng.randint(1, 99)), s(11), bars.top_ink, anchor="mm")
    y = mid - (s(7) if subtitle else 0)
    size = s(17)
    room = width - s(150)
    while len(title) > 2 and font(size, True).getlength(title) > room:
        title = title[:-2] + "…"
    place, anchor = ((s(62), y), "lm") if bars.title_left else ((width / 2, y), "mm")
    page.text(place, title, size, bars.top_ink, bold=page.rng.random() < 0.7, anchor=anchor)
    if subtitle:
        soft = tuple((a + b) // 2 for a, b in zip(bars.top, bars.top_ink, strict=True))
        page.text((place[0], mid + s(11)), subtitle, s(10.5), soft, anchor=anchor)  # type: ignore[arg-type]
    x = width - s(24)
    if bars.look in {"wechat", "qq", "shop"}:
        for i in (-1, 0, 1):
            page.rounded(
                (x + i * s(6.5) - s(1.8), mid - s(1.8), s(3.6), s(3.6)), s(1.8), bars.top_ink
            )
        if bars.look == "shop":
            page.rounded((x - s(84), mid - s(12), s(56), s(24)), s(12), bars.top, line=bars.top_ink)
            page.text((x - s(56), mid), "进店", s(12), bars.top_ink, anchor="mm")
    else:
        page.ring((x, mid - s(2)), s(7), bars.top_ink, s(1.6))
        page.stroke([(x + s(5), mid + s(3)), (x + s(9), mid + s(8))], bars.top_ink, s(1.8))
    line = tuple(max(0, v - 14) for v in bars.top)
    page.draw.line((0, top + high, width, top + high), fill=line, width=max(1, s(0.5)))
    return top + high


def input_bar(page: Sheet, bottom: int, bars: Bars, home: bool) -> int:
    """Draw the input bar above ``bottom``; return its upper edge."""
    s, width = page.px, page.image.width
    high = s(bars.foot_height + (24 if home else 0))
    top = bottom - high
    page.draw.rectangle((0, top, width, bottom), fill=bars.foot)
    page.draw.line(
        (0, top, width, top), fill=tuple(max(0, v - 16) for v in bars.foot), width=max(1, s(0.5))
    )
    mid = top + s(bars.foot_height) / 2
    left, right = s(52), width - s(94)
    placeholder = ""
    if bars.look == "ios":
        page.ring((s(24), mid), s(14), bars.foot_ink, s(1.6))
        page.stroke([(s(18), mid), (s(30), mid)], bars.foot_ink, s(2))
        page.stroke([(s(24), mid - s(6)), (s(24), mid + s(6))], bars.foot_ink, s(2))
        right = width - s(16)
        placeholder = page.rng.choice(["信息", "短信", "iMessage 信息"])
    elif bars.look == "android":
        right = width - s(58)
        placeholder = page.rng.choice(["短信", "输入短信内容", "发送信息"])
        page.polygon(
            [(width - s(42), mid - s(10)), (width - s(18), mid), (width - s(42), mid + s(10))],
            bars.foot_ink,
        )
        page.ring((s(26), mid), s(11), bars.foot_ink, s(1.6))
    else:
        page.ring((s(26), mid), s(13), bars.foot_ink, s(1.7))
        for i in range(2):
            r = s(3 + i * 4)
            page.draw.arc(
                (s(23) - r, mid - r, s(23) + r, mid + r),
                320,
                40,
                fill=bars.foot_ink,
                width=max(1, s(1.6)),
            )
        for i in range(2):
            cx = width - s(26) - i * s(40)
            page.ring((cx, mid), s(13), bars.foot_ink, s(1.7))
            if i:
                page.draw.arc(
                    (cx - s(6), mid - s(5), cx + s(6), mid + s(7)),
                    20,
                    160,
                    fill=bars.foot_ink,
                    width=max(1, s(1.5)),
                )
            else:
                page.stroke([(cx - s(6), mid), (cx + s(6), mid)], bars.foot_ink, s(1.7))
                page.stroke([(cx, mid - s(6)), (cx, mid + s(6))], bars.foot_ink, s(1.7))
        if bars.look == "shop":
            placeholder = page.rng.choice(["请输入消息…", "发消息", "想问点什么"])
    radius = s(18) if bars.look in {"ios", "android", "shop"} else s(5)
    page.rounded(
        (left, mid - s(18), right - left, s(36)),
        radius,
        bars.field,
        line=bars.foot_ink if bars.look == "ios" else None,
    )
    if placeholder:
        soft = tuple((a + b) // 2 for a, b in zip(bars.field, bars.foot_ink, strict=True))
        page.text((left + s(14), mid), placeholder, s(15), soft, anchor="lm")  # type: ignore[arg-type]
    if home:
        page.rounded((width / 2 - s(67), bottom - s(12), s(134), s(5)), s(2.5), bars.top_ink)
    return top


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NINE = ("分词", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ")


def keyboard(page: Sheet, bottom: int, dark: bool, look: str) -> int:
    """Draw an open keyboard with its row of candidates; return its upper edge."""
    s, width = page.px, page.image.width
    high = s(262)
    top = bottom - high
    fill, key, ink = (
        ((43, 43, 45), (107, 107, 110), (255, 255, 255))
        if dark
        else ((209, 212, 219), (255, 255, 255), (20, 20, 20))
    )
    page.draw.rectangle((0, top, width, bottom), fill=fill)
    x = s(14)
    for word in page.rng.sample(
        ["你好", "在吗", "谢谢", "好的", "我", "不", "这", "是", "收到"], 7
    ):
        page.text((x, top + s(20)), word, s(17), ink, anchor="lm")
        x += s(22 + 17 * len(word))
    y = top + s(42)
    if page.rng.random() < 0.5:
        for row, letters in enumerate(_KEYS):
            wide = width / 10
            left = (width - wide * len(letters)) / 2
            for index, letter in enumerate(letters):
                box = (left + index * wide + s(2.5), y, wide - s(5), s(42))
                page.rounded(box, s(5), key)
                shown = letter if look == "ios" else letter.upper()
                page.text((box[0] + box[2] / 2, y + s(21)), shown, s(20), ink, anchor="mm")
            y += s(53)
            if row == 2:
                page.rounded((s(96), y, width - s(192), s(42)), s(5), key)
                page.text((width / 2, y + s(21)), "空格", s(15), ink, anchor="mm")
    else:
        for index, word in enumerate(_NINE):
            wide = (width - s(140)) / 3
            left = s(70) + index % 3 * wide
            up = y + index // 3 * s(53)
            page.rounded((left + s(3), up, wide - s(6), s(46)), s(5), key)
            page.text((left + wide / 2, up + s(23)), word, s(16), ink, anchor="mm")
        page.rounded((s(73), y + s(159), width - s(146), s(46)), s(5), key)
        page.text((width / 2, y + s(182)), "选拼音", s(15), ink, anchor="mm")
    return top


def unread_pill(page: Sheet, foot: int, dark: bool) -> tuple[int, int, int, int]:
    """Draw the floating pill that jumps to unread messages; return the box it covers."""
    s, width = page.px, page.image.width
    word = f"{page.rng.randint(2, 99)}条新消息"
    box = (width - s(118), foot - s(56), s(130), s(38))
    page.rounded(box, s(19), (50, 50, 52) if dark else (255, 255, 255), 0.97)
    page.text((width - s(14), foot - s(37)), word, s(13.5), (7, 193, 96), anchor="rm")
    x, y = width - s(104), foot - s(37)
    page.stroke([(x - s(5), y - s(2)), (x, y + s(3)), (x + s(5), y - s(2))], (7, 193, 96), s(1.6))
    return box
