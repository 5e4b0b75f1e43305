"""Chat pages of phones: bubbles, avatars, time lines and what stands between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.corpus import cards, pictures, words
from tests.corpus.bars import Bars
from tests.corpus.paint import Colour, Sheet, text_width, wrap
from tests.corpus.script import Turn
from tests.corpus.truth import TruthMessage


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
        maker = MAKERS.get(turn.what)
        if maker is None:
            return self._bubble(turn, own, inset, top, name)
        return maker(self, turn, own, inset, top, name)

    def left(self, own: bool, inset: int, wide: int) -> int:
        return self.sheet.image.width - inset - wide if own else inset

    def note(
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
        x = self.left(own, inset, w)
        fill, ink = (skin.own, skin.own_ink) if own else (skin.other, skin.other_ink)
        if skin.bubbles:
            self.shape((x, top, w, h), own, fill)
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
        self.note(
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
        x = self.left(own, inset, w)
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

    def shape(self, box: tuple[int, int, int, int], own: bool, fill: Colour) -> None:
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


Maker = Callable[[ChatPage, Turn, bool, int, int, str], int]
MAKERS: dict[str, Maker] = {
    "picture": cards.picture,
    "sticker": cards.picture,
    "poster": cards.picture,
    "voice": cards.voice,
    "transfer": cards.transfer,
    "link": cards.card,
    "file": cards.card,
    "product": cards.product,
    "order": cards.product,
}
