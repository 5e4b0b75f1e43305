"""Chat pages of phones: bubbles, avatars, time lines and what stands between them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from tests.corpus import pictures, words
from tests.corpus.bars import (
    Bars,
    input_bar,
    keyboard,
    status_bar,
    title_bar,
    unread_pill,
)
from tests.corpus.paint import Colour, Sheet, rounded_mask, text_width, wrap
from tests.corpus.truth import Truth, TruthMessage


@dataclass(frozen=True, slots=True)
class ChatSkin:
    """How an app draws a chat; lengths in dp.

    Attributes:
        page: background.
        other, other_ink, own, own_ink: bubble fills and inks.
        radius, pad_x, pad_y, font, leading: bubble metrics; leading is line height a font size.
        tail: ``none``, ``wechat``, ``ios``, ``corner`` (one sharp corner), ``whatsapp``.
        avatar: side, 0 for none; avatar_self: whether the own side has one.
        names: who gets a name over the bubble: ``none``, ``other``, ``both``.
        wide: largest bubble width as a share of the page.
        time_style: style of ``words.time_words``.
        time_look: ``plain`` or ``pill``.
        receipts: ``none``, ``left``, ``below``.
        stamp: clock inside the bubble, as WhatsApp.
        bubbles: False for flat text blocks.
        alpha: opacity of bubbles.
        outline: line round bubbles, or None.
        kind: ``chat`` or ``sms``.
        wallpapers: looks to choose from.
        extras: items that the app knows, see ``ChatPage``.
    """

    name: str
    page: Colour
    other: Colour
    other_ink: Colour
    own: Colour
    own_ink: Colour
    bars: Bars
    radius: float = 5
    pad_x: float = 12
    pad_y: float = 10
    font: float = 16.5
    leading: float = 1.36
    tail: str = "wechat"
    avatar: float = 40
    avatar_self: bool = True
    avatar_shape: str = "rounded"
    names: str = "none"
    wide: float = 0.64
    gap: float = 16
    time_style: str = "wechat"
    time_look: str = "plain"
    soft: Colour = (178, 178, 178)
    receipts: str = "none"
    stamp: bool = False
    bubbles: bool = True
    alpha: float = 1.0
    outline: Colour | None = None
    kind: str = "chat"
    dark: bool = False
    wallpapers: tuple[str, ...] = ()
    extras: tuple[str, ...] = (
        "picture",
        "sticker",
        "voice",
        "call",
        "notice",
        "quote",
        "transfer",
        "link",
    )
    group: bool = False
    phone: str = "any"
    reaction: bool = False


@dataclass(slots=True)
class Turn:
    """One thing to draw: who, what kind, words."""

    who: str
    what: str
    text: str = ""
    quote: str = ""


@dataclass(slots=True)
class ChatPage:
    """Draws turns down a canvas and notes the truth.

    Items: ``text time notice picture sticker voice call quote transfer link product order file``.
    """

    skin: ChatSkin
    sheet: Sheet
    zoom: float
    faces: dict[str, Any] = field(default_factory=dict)
    y: int = 0
    clock: str | None = None
    truth: list[TruthMessage] = field(default_factory=list)
    last: str = ""

    def s(self, dp: float) -> int:
        """Return pixels of a length."""
        return self.sheet.px(dp)

    def size(self, dp: float) -> int:
        """Return the pixel size of type under the person's font setting."""
        return max(8, self.sheet.px(dp * self.zoom))

    def add(self, turn: Turn) -> None:
        """Draw one turn at the current height."""
        if turn.what == "time":
            self._time(turn.text)
        elif turn.what == "notice":
            self._centre(turn.text, "notice")
        else:
            self._sided(turn)

    def _time(self, text: str) -> None:
        self.clock = text.replace("\n", " ")
        self._centre(text, "time")

    def _centre(self, text: str, role: str) -> None:
        skin, sheet = self.skin, self.sheet
        size = self.size(12)
        self.y += self.s(6)
        width = sheet.image.width
        lines = wrap(text, size, width * 0.78)
        wide = max(text_width(line, size) for line in lines)
        high = round(size * 1.4 * len(lines))
        box = (round((width - wide) / 2), self.y, round(wide), high)
        ink = skin.soft
        if skin.time_look == "pill":
            pad = self.s(8)
            box = (box[0] - pad, box[1], box[2] + 2 * pad, high + self.s(8))
            fill = (40, 40, 42) if skin.dark else (218, 218, 218)
            ink = (
                (170, 170, 172)
                if skin.dark
                else (250, 250, 250)
                if sheet.rng.random() < 0.4
                else (120, 120, 124)
            )
            if ink[0] > 240:
                fill = (190, 190, 192)
            sheet.rounded(box, self.s(5), fill, 0.9)
        top = box[1] + (self.s(4) if skin.time_look == "pill" else 0)
        for index, line in enumerate(lines):
            sheet.text((width / 2, top + (index + 0.5) * size * 1.4), line, size, ink, anchor="mm")
        shown = " ".join(lines) if role == "time" else text
        self.truth.append(TruthMessage("system", shown, box, self.clock, role))
        self.y = box[1] + box[3] + self.s(14)
        self.last = ""

    def _face(self, who: str):
        if who not in self.faces:
            self.faces[who] = pictures.avatar(self.s(self.skin.avatar), self.sheet.rng)
        return self.faces[who]

    def _sided(self, turn: Turn) -> None:
        skin, sheet = self.skin, self.sheet
        own = turn.who == "self"
        width = sheet.image.width
        edge = self.s(12)
        has_face = skin.avatar > 0 and (skin.avatar_self or not own)
        step = self.s(skin.avatar + (10 if skin.tail == "wechat" else 8)) if has_face else 0
        if has_face:
            face = self._face(turn.who)
            side = self.s(skin.avatar)
            x = width - edge - side if own else edge
            sheet.image.paste(face, (x, self.y), pictures.clipped(face, skin.avatar_shape))
        name = ""
        top = self.y
        if skin.names == "both" or (skin.names == "other" and not own):
            name = (
                turn.who
                if not own
                else self.faces.setdefault("own name", sheet.rng.choice(words.NICKS))
            )
            size = self.size(12)
            x, anchor = (width - edge - step, "ra") if own else (edge + step, "la")
            sheet.text(
                (x, top),
                name,
                size,
                skin.soft if sheet.rng.random() < 0.99 else skin.other_ink,
                anchor=anchor,
            )
            top += round(size * 1.5)
        bottom = self._body(turn, own, edge + step, top, name)
        low = self.y + self.s(skin.avatar) if has_face else bottom
        grouped = self.last == turn.who and skin.avatar == 0
        self.y = max(bottom, low) + self.s(
            skin.gap * (0.35 if grouped and sheet.rng.random() < 0.7 else 1)
        )
        self.last = turn.who

    def _body(self, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
        makers: dict[str, Callable[[Turn, bool, int, int, str], int]] = {
            "picture": self._picture,
            "sticker": self._picture,
            "poster": self._picture,
            "voice": self._voice,
            "call": self._bubble,
            "transfer": self._transfer,
            "link": self._card,
            "product": self._product,
            "order": self._product,
            "file": self._card,
        }
        return makers.get(turn.what, self._bubble)(turn, own, inset, top, name)

    def _left(self, own: bool, inset: int, wide: int) -> int:
        return self.sheet.image.width - inset - wide if own else inset

    def _note(
        self, turn: Turn, own: bool, text: str, box: tuple[int, int, int, int], role: str, name: str
    ) -> None:
        self.truth.append(
            TruthMessage("self" if own else "other", text, box, self.clock, role, name, turn.quote)
        )

    def _bubble(self, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
        skin, sheet = self.skin, self.sheet
        size = self.size(skin.font)
        room = sheet.image.width * skin.wide - 2 * self.s(skin.pad_x)
        lines = wrap(turn.text, size, room, anywhere=skin.name.startswith("sms") and size % 2 == 0)
        lead = round(size * skin.leading)
        wide = max(text_width(line, size) for line in lines)
        quoted: list[str] = []
        quote_size = self.size(13)
        if turn.quote and skin.tail != "wechat":
            quoted = wrap(turn.quote, quote_size, room - self.s(16))[:2]
            wide = max([wide, *(text_width(line, quote_size) + self.s(14) for line in quoted)])
        stamp = words.time_words(sheet.rng, "clock") if skin.stamp else ""
        stamp_wide = text_width(stamp, self.size(11)) + self.s(24 if own else 10) if stamp else 0
        extra = 0
        if stamp:
            last = text_width(lines[-1], size)
            if last + stamp_wide > room:
                extra = self.size(13)
            else:
                wide = max(wide, last + stamp_wide)
        icon = self.s(26) if turn.what == "call" else 0
        pad_x, pad_y = (self.s(skin.pad_x), self.s(skin.pad_y)) if skin.bubbles else (0, self.s(2))
        quote_high = round(len(quoted) * quote_size * 1.4) + (self.s(12) if quoted else 0)
        w = round(wide) + 2 * pad_x + icon
        h = lead * len(lines) + 2 * pad_y + quote_high + extra
        if skin.avatar and skin.bubbles:
            h = max(h, self.s(skin.avatar) if skin.names == "none" else h)
        x = self._left(own, inset, w)
        fill, ink = (skin.own, skin.own_ink) if own else (skin.other, skin.other_ink)
        if skin.bubbles:
            self._shape((x, top, w, h), own, fill)
        y = top + pad_y
        if quoted:
            bar = tuple((a + b) // 2 for a, b in zip(fill, ink, strict=True))
            wash = tuple((a * 11 + b) // 12 for a, b in zip(fill, ink, strict=True))
            sheet.rounded((x + pad_x, y, w - 2 * pad_x, quote_high - self.s(4)), self.s(4), wash)
            sheet.rounded((x + pad_x, y, self.s(3), quote_high - self.s(4)), 0, bar)
            for index, line in enumerate(quoted):
                sheet.text(
                    (x + pad_x + self.s(9), y + self.s(2) + (index + 0.5) * quote_size * 1.4),
                    line,
                    quote_size,
                    bar,
                    anchor="lm",
                )
            y += quote_high
        if skin.avatar and h > lead * len(lines) + 2 * pad_y + quote_high + extra:
            y = top + (h - lead * len(lines)) // 2
        tx = x + pad_x + (icon if not own else 0)
        for index, line in enumerate(lines):
            sheet.text((tx, y + (index + 0.5) * lead), line, size, ink, anchor="lm")
        if icon:
            cx = x + w - pad_x - self.s(8) if own else x + pad_x + self.s(8)
            self._handset(
                cx, top + h / 2, ink, turn.text.startswith("通话") and sheet.rng.random() < 0.3
            )
        if stamp:
            soft = tuple((a + b) // 2 for a, b in zip(fill, ink, strict=True))
            right = x + w - pad_x - (self.s(18) if own else 0)
            sheet.text(
                (right, top + h - pad_y - self.s(1)), stamp, self.size(11), soft, anchor="rs"
            )
            if own:
                for dx in (0, 5):
                    px = right + self.s(4 + dx)
                    py = top + h - pad_y - self.s(6)
                    sheet.stroke(
                        [
                            (px, py),
                            (px + self.s(3), py + self.s(4)),
                            (px + self.s(9), py - self.s(4)),
                        ],
                        (83, 189, 235),
                        self.s(1.2),
                    )
        self._note(
            turn, own, turn.text, (x, top, w, h), "call" if turn.what == "call" else "text", name
        )
        bottom = top + h
        if turn.quote and skin.tail == "wechat":
            bottom = self._below_quote(turn, own, inset, bottom)
        if own and skin.receipts != "none":
            word = sheet.rng.choice(["已读", "已读", "未读", "送达"])
            if skin.receipts == "left":
                sheet.text(
                    (x - self.s(6), top + h - self.s(3)),
                    word,
                    self.size(11),
                    skin.soft,
                    anchor="rs",
                )
            elif sheet.rng.random() < 0.6:
                sheet.text((x + w, bottom + self.s(4)), word, self.size(11), skin.soft, anchor="ra")
                bottom += self.size(17)
        if skin.reaction and sheet.rng.random() < 0.15:
            sheet.rounded(
                (x + self.s(6), bottom - self.s(6), self.s(34), self.s(20)),
                self.s(10),
                skin.other,
                line=skin.soft,
            )
            sheet.text(
                (x + self.s(12), bottom + self.s(4)), "👍", self.size(11), skin.soft, anchor="lm"
            )
            bottom += self.s(14)
        return bottom

    def _handset(self, cx: float, cy: float, ink: Colour, video: bool) -> None:
        s = self.s
        if video:
            self.sheet.rounded((cx - s(8), cy - s(5), s(11), s(10)), s(2), ink)
            self.sheet.polygon(
                [(cx + s(4), cy), (cx + s(8), cy - s(4)), (cx + s(8), cy + s(4))], ink
            )
            return
        bend = [
            (cx - s(7), cy + s(2)),
            (cx - s(4.5), cy - s(1.5)),
            (cx, cy - s(2.6)),
            (cx + s(4.5), cy - s(1.5)),
            (cx + s(7), cy + s(2)),
        ]
        self.sheet.stroke(bend, ink, s(2.2))
        for end in (bend[0], bend[-1]):
            self.sheet.rounded((end[0] - s(2.2), end[1] - s(1.6), s(4.4), s(4)), s(1.4), ink)

    def _below_quote(self, turn: Turn, own: bool, inset: int, bottom: int) -> int:
        size = self.size(13)
        room = self.sheet.image.width * 0.6
        lines = wrap(turn.quote, size, room)[:2]
        w = round(max(text_width(line, size) for line in lines)) + self.s(16)
        h = round(len(lines) * size * 1.4) + self.s(10)
        x = self._left(own, inset, w)
        top = bottom + self.s(4)
        fill = (34, 34, 34) if self.skin.dark else (225, 225, 225)
        self.sheet.rounded((x, top, w, h), self.s(4), fill)
        for index, line in enumerate(lines):
            self.sheet.text(
                (x + self.s(8), top + self.s(5) + (index + 0.5) * size * 1.4),
                line,
                size,
                (128, 128, 128),
                anchor="lm",
            )
        return top + h

    def _shape(self, box: tuple[int, int, int, int], own: bool, fill: Colour) -> None:
        skin, sheet, s = self.skin, self.sheet, self.s
        x, y, w, h = box
        r = min(s(skin.radius), h // 2)
        if skin.tail == "corner":
            radii = (r, s(3), r, r) if own else (s(3), r, r, r)
            sheet.rounded(box, radii, fill, skin.alpha, skin.outline)
            return
        sheet.rounded(box, r, fill, skin.alpha, skin.outline)
        if skin.tail == "wechat":
            mid = y + s(20) if h > s(36) else y + h / 2
            tip = x + w + s(6) if own else x - s(6)
            base = x + w - 1 if own else x + 1
            sheet.polygon([(base, mid - s(6)), (tip, mid), (base, mid + s(6))], fill, skin.alpha)
        elif skin.tail == "ios":
            low = y + h
            sign, edge = (1, x + w) if own else (-1, x)
            curve = [
                (edge - sign * s(9), low - s(0.5)),
                (edge - sign * s(9), low - s(9)),
                (edge, low - s(11)),
                (edge + sign * s(0.5), low - s(6)),
                (edge + sign * s(2.5), low - s(2.5)),
                (edge + sign * s(6), low - s(0.3)),
                (edge + sign * s(2), low - s(0.2)),
                (edge - sign * s(2.5), low - s(1.6)),
            ]
            sheet.polygon(curve, fill)
        elif skin.tail == "whatsapp":
            if own:
                sheet.polygon(
                    [(x + w - s(8), y), (x + w + s(7), y), (x + w - s(2), y + s(12))], fill
                )
            else:
                sheet.polygon([(x + s(8), y), (x - s(7), y), (x + s(2), y + s(12))], fill)

    def _picture(self, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
        rng, sheet = self.sheet.rng, self.sheet
        if turn.what == "sticker":
            side = self.s(rng.randint(90, 130))
            figure, mask = pictures.sticker(side, rng)
            sheet.image.paste(figure, (self._left(own, inset, side), top), mask)
            return top + side
        w = self.s(rng.randint(110, 190))
        h = round(w * rng.choice([0.75, 1.0, 1.33]))
        look = turn.text or rng.choice(["poster", "poster", "photo", "photo", "scenery"])
        maker = {"poster": pictures.poster, "scenery": pictures.scenery}.get(look)
        picture = maker((w, h), rng) if maker else pictures.noise((w, h), rng, 9)
        sheet.image.paste(
            picture,
            (self._left(own, inset, w), top),
            rounded_mask((w, h), (self.s(self.skin.radius),) * 4),
        )
        return top + h

    def _voice(self, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
        rng, s, skin, sheet = self.sheet.rng, self.s, self.skin, self.sheet
        seconds = rng.randint(1, 60)
        w, h = s(70 + seconds * 1.6), s(40)
        x = self._left(own, inset, w)
        fill, ink = (skin.own, skin.own_ink) if own else (skin.other, skin.other_ink)
        self._shape((x, top, w, h), own, fill)
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
        sheet.text(place, label, self.size(15), ink, anchor=anchor)
        if not own and rng.random() < 0.4:
            sheet.rounded((x + w + s(6), mid - s(4), s(8), s(8)), s(4), (250, 81, 81))
        self._note(turn, own, label, (x, top, w, h), "voice", name)
        if rng.random() < 0.3:
            heard = words.line(rng, "self" if own else "other", "quarrel")
            return self._below_text(Turn(turn.who, "heard", heard), own, inset, top + h, name)
        return top + h

    def _below_text(self, turn: Turn, own: bool, inset: int, bottom: int, name: str) -> int:
        """Draw what an app made of a voice message, in a plain box under it."""
        s, size = self.s, self.size(self.skin.font - 1)
        lines = wrap(turn.text, size, self.sheet.image.width * self.skin.wide - s(24))
        lead = round(size * 1.4)
        w, h = (
            round(max(text_width(line, size) for line in lines)) + s(20),
            lead * len(lines) + s(16),
        )
        x, top = self._left(own, inset, w), bottom + s(5)
        fill = tuple((a * 2 + b) // 3 for a, b in zip(self.skin.other, self.skin.page, strict=True))
        self.sheet.rounded((x, top, w, h), s(5), fill)
        for index, line in enumerate(lines):
            place = (x + s(10), top + s(8) + (index + 0.5) * lead)
            self.sheet.text(place, line, size, self.skin.other_ink, anchor="lm")
        self._note(turn, own, turn.text, (x, top, w, h), "text", name)
        return top + h

    def _transfer(self, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
        rng, s, sheet = self.sheet.rng, self.s, self.sheet
        w, h = s(232), s(92)
        x = self._left(own, inset, w)
        fill = rng.choice([(250, 157, 59), (250, 157, 59), (245, 196, 148)])
        self._shape((x, top, w, h), own, fill)
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
        self._note(turn, own, head, (x, top, w, h), "card", name)
        return top + h

    def _card(self, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
        rng, s, sheet = self.sheet.rng, self.s, self.sheet
        w, h = s(236), s(96)
        x = self._left(own, inset, w)
        fill, ink = (
            ((44, 44, 46), (220, 220, 220)) if self.skin.dark else ((255, 255, 255), (25, 25, 25))
        )
        sheet.rounded(
            (x, top, w, h),
            s(6),
            fill,
            line=(235, 235, 235) if self.skin.page == (255, 255, 255) else None,
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
        self._note(turn, own, title, (x, top, w, h), "card", name)
        return top + h

    def _product(self, turn: Turn, own: bool, inset: int, top: int, name: str) -> int:
        rng, s, sheet = self.sheet.rng, self.s, self.sheet
        w, h = s(258), s(100 if turn.what == "product" else 126)
        x = self._left(own, inset, w)
        fill, ink = (
            ((44, 44, 46), (220, 220, 220)) if self.skin.dark else ((255, 255, 255), (51, 51, 51))
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
        word = (
            "发送宝贝" if turn.what == "product" else rng.choice(["待发货", "交易成功", "退款中"])
        )
        if rng.random() < 0.6:
            sheet.rounded((x + w - s(84), y + s(46), s(74), s(25)), s(12), (255, 80, 0))
            sheet.text((x + w - s(47), y + s(58.5)), word, s(12), (255, 255, 255), anchor="mm")
        self._note(replace(turn, quote=""), own, title, (x, top, w, h), "card", name)
        return top + h


NOTICES = [
    "对方撤回了一条消息",
    "你撤回了一条消息 重新编辑",
    "以上是打招呼的内容",
    "消息已发出，但被对方拒收了。",
    "你已添加了海淘优选，现在可以开始聊天了。",
    "对方正在使用客服工作台",
    "客服 小雅 为您服务",
    "为了保障交易安全，请勿脱离平台沟通",
    "该消息涉嫌违规，已被屏蔽",
    "人工客服已结束服务，请评价",
]


def turns(rng: random.Random, skin: ChatSkin, count: int, mood: str) -> list[Turn]:
    """Return an invented conversation."""
    result: list[Turn] = []
    people = rng.sample(words.NICKS, 4) if skin.group else [rng.choice(words.NICKS)]
    who = rng.choice(["self", people[0]])
    for index in range(count):
        if index == 0 or rng.random() < 0.2:
            result.append(Turn("system", "time", words.time_words(rng, skin.time_style)))
        if "notice" in skin.extras and rng.random() < 0.06:
            result.append(Turn("system", "notice", rng.choice(NOTICES)))
        if rng.random() < (0.55 if not skin.group else 0.75):
            who = rng.choice([p for p in ["self", *people] if p != who])
        speaker = "self" if who == "self" else "other"
        if rng.random() < 0.16:
            what = rng.choice([e for e in skin.extras if e not in {"notice"}] or ["text"])
            if what == "quote":
                result.append(
                    Turn(
                        who,
                        "text",
                        words.line(rng, speaker, mood),
                        f"{rng.choice(words.NICKS)}：{words.line(rng, 'other', mood)}",
                    )
                )
                continue
            if what == "call":
                text = rng.choice(
                    [
                        f"通话时长 {rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}",
                        "已取消",
                        "对方已取消",
                        "对方无应答",
                        "已拒绝",
                        "未接听",
                    ]
                )
                result.append(Turn(who, "call", text))
                continue
            if what != "text":
                result.append(Turn(who, what))
                continue
        result.append(Turn(who, "text", words.line(rng, speaker, mood)))
    return result


@dataclass(frozen=True, slots=True)
class Phone:
    """A display: width in pixels, pixels a dp, height a width, status bar look."""

    width: int
    scale: float
    ratio: float
    status: str


PHONES = [
    Phone(720, 2.0, 2.16, "android"),
    Phone(720, 2.0, 1.78, "android"),
    Phone(1080, 3.0, 2.17, "android"),
    Phone(1080, 2.75, 2.22, "android"),
    Phone(1080, 2.6, 1.78, "android"),
    Phone(1170, 3.0, 2.165, "ios"),
    Phone(1290, 3.0, 2.168, "ios"),
    Phone(750, 2.0, 1.78, "ios"),
    Phone(828, 2.0, 2.165, "ios"),
    Phone(1440, 3.6, 2.2, "android"),
    Phone(1440, 4.0, 2.1, "android"),
]


def draw_chat(
    skin: ChatSkin,
    rng: random.Random,
    phone: Phone,
    script: Sequence[Turn] = (),
    long: int = 0,
    title: str = "",
    mood: str = "",
    zoom: float | None = None,
    clock: str = "",
    faces: dict[str, Any] | None = None,
) -> tuple[Image.Image, Truth]:
    """Return picture and truth of one screenshot.

    Args:
        skin: the app.
        rng: the only source of chance.
        phone: the display.
        script: what is said, drawn to its end (older turns leave at the top); else invented.
        long: wanted height in pixels of a long screenshot, 0 for one screen, -1 to fit the script.
        title: chat partner; invented where empty.
        mood: ``trade`` or ``quarrel``; by chance where empty.
        zoom: font setting; by chance where None.
        clock: status bar clock.
        faces: avatars by who, and ``own name``.
    """
    if zoom is None:
        zoom = rng.choice([0.88, 1, 1, 1, 1.12, 1.3])
    bars = skin.bars
    title = title or (rng.choice(words.SHOPS) if bars.look == "shop" else rng.choice(words.NICKS))
    if skin.group:
        title = f"{title}({rng.randint(3, 480)})"
    subtitle = rng.choice(["", "在线", "4.8分 粉丝2.3万"]) if bars.look in {"shop", "qq"} else ""
    mood = mood or rng.choice(["trade", "quarrel", "quarrel"])
    screen = round(phone.width * phone.ratio)
    todo = list(script) or turns(rng, skin, 400 if long else 40, mood)
    reach = 30000 if script else max(long, screen) + phone.width
    body = Sheet((phone.width, reach + phone.width * 4), skin.page, phone.scale, rng)
    if skin.wallpapers and (rng.random() < 0.6 or skin.alpha < 1):
        look = rng.choice(skin.wallpapers)
        body.image.paste(
            pictures.wallpaper(
                (phone.width, min(body.image.height, max(long, screen) + phone.width * 2)),
                rng,
                look,
            )
        )
    page = ChatPage(skin, body, zoom, dict(faces or {}))
    page.y = body.px(12)
    wanted = max(long, screen) + rng.randint(0, phone.width // 3)
    for turn in todo:
        page.add(turn)
        if page.y >= wanted and not script:
            break
    height = long or screen
    if long < 0:
        height = page.y + body.px(150)
    frame = Sheet((phone.width, height), skin.page, phone.scale, rng)
    head = status_bar(frame, bars.top_ink, bars.top, phone.status, clock)
    head = title_bar(frame, head, bars, title, subtitle)
    typing = not script and not long and rng.random() < 0.1
    foot = height
    if typing:
        foot = keyboard(frame, height, skin.dark, phone.status)
    foot = input_bar(frame, foot, bars, phone.status == "ios" and not typing)
    room = foot - head
    start = max(0, page.y - room)
    if start and not script and rng.random() < 0.5:
        start = rng.randint(0, start)
    frame.image.paste(body.image.crop((0, start, phone.width, start + room)), (0, head))
    if not script and rng.random() < 0.08:
        unread_pill(frame, foot, skin.dark)
    return frame.image, Truth(
        skin.kind, skin.name, _visible(page.truth, start, room, head), (), title
    )


def _visible(drawn: list[TruthMessage], start: int, room: int, head: int) -> list[TruthMessage]:
    """Return the messages in view; cut ones are not scored, times out of view are dropped."""
    messages = []
    for message in drawn:
        x, y, w, h = message.box
        top, low = y - start, y - start + h
        if low <= 0 or top >= room:
            continue
        cut_top, cut_low = max(0, top), min(room, low)
        box = (x, cut_top + head, w, cut_low - cut_top)
        messages.append(replace(message, box=box, scored=top >= 0 and low <= room))
    shown = {m.time for m in messages if m.scored and m.role == "time"}
    return [m if m.time in shown else replace(m, time=None) for m in messages]
