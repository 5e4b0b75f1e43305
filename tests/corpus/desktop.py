"""Chat windows of PCs: name-and-time header lines without bubbles, and bubbles in a wide window."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.corpus import pictures, words
from tests.corpus.paint import Colour, Sheet, rgb, text_width, wrap
from tests.corpus.truth import Truth, TruthMessage


@dataclass(frozen=True, slots=True)
class Window:
    """Colours of a PC chat window; lengths in pixels."""

    name: str
    page: Colour
    ink: Colour
    own_head: Colour
    other_head: Colour
    title: Colour
    title_ink: Colour
    size: int = 14
    head_size: int = 12
    faces: bool = False
    rail: bool = True
    bubbles: bool = False
    own: Colour = (149, 236, 105)
    other: Colour = (255, 255, 255)
    head: str = "name time"


WINDOWS = {
    w.name: w
    for w in (
        Window(
            "pc_wangwang",
            rgb("#FFFFFF"),
            rgb("#000000"),
            rgb("#008040"),
            rgb("#0000FF"),
            rgb("#3B8BE0"),
            rgb("#FFFFFF"),
            13,
            12,
        ),
        Window(
            "pc_qianniu",
            rgb("#F7F8FA"),
            rgb("#1F2329"),
            rgb("#1677FF"),
            rgb("#FF6A00"),
            rgb("#2B2F36"),
            rgb("#FFFFFF"),
            14,
            12,
            True,
        ),
        Window(
            "pc_dark",
            rgb("#1E1F22"),
            rgb("#DBDEE1"),
            rgb("#7FB5FF"),
            rgb("#F0A45D"),
            rgb("#2B2D31"),
            rgb("#F2F3F5"),
            14,
            12,
            True,
        ),
        Window(
            "pc_wechat",
            rgb("#F5F5F5"),
            rgb("#191919"),
            rgb("#999999"),
            rgb("#999999"),
            rgb("#F5F5F5"),
            rgb("#191919"),
            14,
            12,
            True,
            True,
            True,
        ),
        Window(
            "pc_wechat_dark",
            rgb("#191919"),
            rgb("#E0E0E0"),
            rgb("#6D6D6D"),
            rgb("#6D6D6D"),
            rgb("#191919"),
            rgb("#E0E0E0"),
            14,
            12,
            True,
            True,
            True,
            rgb("#3EB575"),
            rgb("#2C2C2C"),
        ),
        Window(
            "pc_history",
            rgb("#FFFFFF"),
            rgb("#333333"),
            rgb("#2E8B57"),
            rgb("#C2571A"),
            rgb("#EFEFEF"),
            rgb("#333333"),
            13,
            12,
            False,
            False,
        ),
    )
}


def draw_window(
    name: str,
    rng: random.Random,
    script: list[tuple[str, str, str]] | None = None,
    people: tuple[str, str] | None = None,
    size: tuple[int, int] | None = None,
    title: str = "",
):
    """Return picture and truth; ``script`` holds (speaker, time words, text)."""
    window = WINDOWS[name]
    scale = rng.choice([1, 1, 1.25, 1.5]) if script is None else 1
    size = size or rng.choice([(1280, 800), (1366, 768), (1440, 900), (1920, 1040), (980, 720)])
    sheet = Sheet(size, window.page, scale, rng)
    mode = rng.random() if script is None else 0.2
    sheet.cleartype = 0.35 <= mode < 0.75
    sheet.crisp = mode >= 0.9
    me, other = people or (
        rng.choice(["tb7820_331", "小满同学", "linxm_0618", "远方有诗"]),
        rng.choice(["悦享家居海外旗舰店:小雅", "暖屋软装:售后", "海淘优选客服03", "北欧小铺:阿伟"]),
    )
    s = sheet.px
    width, height = size
    rail = _rail(sheet, window, rng) if window.rail else 0
    head = s(44 if window.rail else 34)
    sheet.draw.rectangle((rail, 0, width, head), fill=window.title)
    title = title or (other if window.rail else f"与 {other} 的聊天记录")
    sheet.text((rail + s(16), head / 2), title, s(15), window.title_ink, anchor="lm")
    for i, glyph in enumerate(("✕", "□", "—")):
        x = width - s(22) - i * s(36)
        if glyph == "□":
            sheet.draw.rectangle(
                (x - s(5), head / 2 - s(5), x + s(5), head / 2 + s(5)), outline=window.title_ink
            )
        elif glyph == "—":
            sheet.draw.line((x - s(6), head / 2, x + s(6), head / 2), fill=window.title_ink)
        else:
            sheet.draw.line(
                (x - s(5), head / 2 - s(5), x + s(5), head / 2 + s(5)), fill=window.title_ink
            )
            sheet.draw.line(
                (x + s(5), head / 2 - s(5), x - s(5), head / 2 + s(5)), fill=window.title_ink
            )
    foot = height - (s(130) if window.rail else s(8))
    if window.rail:
        edge = tuple((a * 9 + b) // 10 for a, b in zip(window.page, window.ink, strict=True))
        sheet.draw.line((rail, foot, width, foot), fill=edge)
        for i in range(6):
            sheet.ring(
                (rail + s(24) + i * s(32), foot + s(18)),
                s(7),
                tuple((a + b) // 2 for a, b in zip(window.page, window.ink, strict=True)),
                1.3,
            )
        sheet.rounded(
            (width - s(92), height - s(40), s(72), s(28)),
            s(4),
            rgb("#07C160") if "wechat" in name else rgb("#FF6A00"),
        )
        sheet.text((width - s(56), height - s(26)), "发送", s(13), (255, 255, 255), anchor="mm")
    moment = datetime(
        2022,
        rng.randint(1, 12),
        rng.randint(1, 28),
        rng.randint(0, 23),
        rng.randint(0, 59),
        rng.randint(0, 59),
    )
    form = rng.choice(
        [
            "{:%Y-%m-%d %H:%M:%S}",
            "{:%Y-%m-%d %H:%M:%S}",
            "{:%Y/%m/%d %H:%M:%S}",
            "{:%H:%M:%S}",
            "{:%m-%d %H:%M}",
        ]
    )
    faces = {who: pictures.avatar(s(34), rng) for who in ("self", "other")}
    messages: list[TruthMessage] = []
    y = head + s(14)
    speaker = rng.choice(["self", "other"])
    queue = list(script) if script is not None else None
    clock: str | None = None
    while y < foot - s(60):
        if queue is not None:
            if not queue:
                break
            speaker, stamp, text = queue.pop(0)
        else:
            if rng.random() < 0.6:
                speaker = "other" if speaker == "self" else "self"
            moment += timedelta(seconds=rng.randint(3, 900))
            stamp, text = (
                form.format(moment),
                words.line(rng, speaker, rng.choice(["trade", "quarrel"])),
            )
        if window.bubbles:
            if not messages or rng.random() < 0.22 or queue is not None:
                clock = words.time_words(rng, "wechat") if queue is None else stamp
                box = sheet.text(
                    ((rail + width) / 2, y + s(8)), clock, s(12), window.own_head, anchor="mm"
                )
                if box[1] + box[3] > foot - s(60):
                    break
                messages.append(TruthMessage("system", clock, box, clock, "time"))
                y += s(28)
            made = _bubble(sheet, window, faces[speaker], speaker, text, rail, y, foot)
        else:
            made = _entry(
                sheet,
                window,
                faces[speaker],
                speaker,
                me if speaker == "self" else other,
                stamp,
                text,
                rail,
                y,
                foot,
                script is None,
            )
            clock = stamp
        if made is None:
            break
        box, y = made
        messages.append(
            TruthMessage(
                speaker,
                text,
                box,
                clock,
                "text",
                "" if window.bubbles else (me if speaker == "self" else other),
            )
        )
    sheet.crisp = sheet.cleartype = False
    return sheet.image, Truth("chat", name, messages, (), title)


def _rail(sheet: Sheet, window: Window, rng: random.Random) -> int:
    """Draw the icon strip and the list of chats; return the left edge of the chat."""
    s, height = sheet.px, sheet.image.height
    dark = sum(window.page) < 200
    strip, listed = ((46, 46, 46), (38, 38, 38)) if dark else ((46, 50, 56), (232, 232, 234))
    sheet.draw.rectangle((0, 0, s(56), height), fill=strip)
    for i in range(6):
        sheet.ring((s(28), s(90) + i * s(46)), s(10), (150, 152, 156), 1.6)
    me = pictures.avatar(s(36), rng)
    sheet.image.paste(me, (s(10), s(18)), pictures.clipped(me, "rounded"))
    right = s(56) + s(rng.choice([200, 230, 0]))
    if right == s(56):
        return right
    sheet.draw.rectangle((s(56), 0, right, height), fill=listed)
    ink = (220, 220, 220) if dark else (40, 40, 40)
    for i in range(height // s(64)):
        y = s(60) + i * s(64)
        if i == 1:
            sheet.draw.rectangle(
                (s(56), y, right, y + s(64)), fill=tuple(max(0, v - 22) for v in listed)
            )
        face = pictures.avatar(s(40), rng)
        sheet.image.paste(face, (s(68), y + s(12)), pictures.clipped(face, "rounded"))
        sheet.text((s(118), y + s(22)), rng.choice(words.NICKS)[:7], s(13), ink, anchor="lm")
        preview = words.line(rng, "other", "trade")[:9] + "…"
        sheet.text((s(118), y + s(43)), preview, s(11), (150, 150, 150), anchor="lm")
        sheet.text(
            (right - s(8), y + s(22)),
            f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}",
            s(10),
            (160, 160, 160),
            anchor="rm",
        )
    return right


def _entry(
    sheet,
    window: Window,
    face,
    speaker: str,
    name: str,
    stamp: str,
    text: str,
    rail: int,
    y: int,
    foot: int,
    with_pictures: bool,
):
    s = sheet.px
    x = rail + s(16)
    top = y
    if window.faces:
        sheet.image.paste(face, (x, y), pictures.clipped(face, "circle"))
        x += s(44)
    ink = window.own_head if speaker == "self" else window.other_head
    size, lead = s(window.size), round(s(window.size) * 1.55)
    lines = wrap(text, size, sheet.image.width - x - s(60 if window.rail else 30), anywhere=True)
    high = round(s(window.head_size) * 1.7) + lead * len(lines)
    if y + high > foot:
        return None
    gap = sheet.rng.choice(["  ", "  ", " "])
    head = f"{name}{gap}{stamp}"
    sheet.text((x, y + s(window.head_size) * 0.8), head, s(window.head_size), ink, anchor="lm")
    y += round(s(window.head_size) * 1.7)
    start = y
    indent = 0 if window.faces else s(10)
    for line in lines:
        sheet.text((x + indent, y + lead / 2), line, size, window.ink, anchor="lm")
        y += lead
    wide = max(text_width(line, size) for line in lines)
    if with_pictures and sheet.rng.random() < 0.06 and y + s(130) < foot:
        sheet.image.paste(pictures.noise((s(150), s(110)), sheet.rng, 7), (x + indent, y + s(4)))
        y += s(120)
    low = max(y, top + s(36)) if window.faces else y
    return (round(x + indent), start, round(wide), lead * len(lines)), low + s(10)


def _bubble(sheet, window: Window, face, speaker: str, text: str, rail: int, y: int, foot: int):
    s = sheet.px
    own = speaker == "self"
    width = sheet.image.width
    size, lead = s(window.size), round(s(window.size) * 1.5)
    lines = wrap(text, size, min(s(480), (width - rail) * 0.6))
    w = round(max(text_width(line, size) for line in lines)) + s(22)
    h = max(lead * len(lines) + s(16), s(36))
    if y + h > foot:
        return None
    fx = width - s(30) - s(34) if own else rail + s(24)
    sheet.image.paste(face, (fx, y), pictures.clipped(face, "rounded"))
    x = fx - s(10) - w if own else fx + s(44)
    fill = window.own if own else window.other
    sheet.rounded((x, y, w, h), s(4), fill)
    tip = x + w if own else x
    sign = 1 if own else -1
    sheet.polygon(
        [(tip - sign, y + s(12)), (tip + sign * s(5), y + s(17)), (tip - sign, y + s(22))], fill
    )
    ink = rgb("#101010") if own else window.ink
    top = y + (h - lead * len(lines)) / 2
    for index, line in enumerate(lines):
        sheet.text((x + s(11), top + (index + 0.5) * lead), line, size, ink, anchor="lm")
    return (x, y, w, h), y + h + s(16)
