"""Whole screenshots of chats: bars round a page of bubbles, cut to a display."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image

from tests.corpus import pictures, words
from tests.corpus.bars import input_bar, keyboard, status_bar, title_bar, unread_pill
from tests.corpus.chat import ChatPage, ChatSkin
from tests.corpus.paint import Sheet
from tests.corpus.script import Turn, turns
from tests.corpus.truth import Truth, TruthMessage


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
    if not script:
        body.weight = rng.choice([1.0, 1.0, 0.7, 1.35, 1.7])
        body.stretch = rng.choice([1.0, 1.0, 1.0, 0.95, 1.02])
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
    covered = None
    if not script and rng.random() < 0.08:
        covered = unread_pill(frame, foot, skin.dark)
    messages = _visible(page.truth, start, room, head, covered)
    return frame.image, Truth(skin.kind, skin.name, messages, (), title)


def _visible(
    drawn: list[TruthMessage],
    start: int,
    room: int,
    head: int,
    covered: tuple[int, int, int, int] | None,
) -> list[TruthMessage]:
    """Return the messages in view; cut ones are not scored, times out of view are dropped."""
    messages = []
    for message in drawn:
        x, y, w, h = message.box
        top, low = y - start, y - start + h
        if low <= 0 or top >= room:
            continue
        cut_top, cut_low = max(0, top), min(room, low)
        box = (x, cut_top + head, w, cut_low - cut_top)
        whole = top >= 0 and low <= room and not (covered and _overlap(box, covered))
        messages.append(replace(message, box=box, scored=whole))
    shown = {m.time for m in messages if m.scored and m.role == "time"}
    return [m if m.time in shown else replace(m, time=None) for m in messages]


def _overlap(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
