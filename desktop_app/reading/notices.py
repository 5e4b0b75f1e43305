"""Notification shades, lock screens and lists of conversations: who wrote through which app.

Each card, or each row of a list, is one message of its sender with its own time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, Region, RegionKind
from desktop_app.domain.transcript import Message
from desktop_app.reading.joining import as_message, in_reading_order
from desktop_app.reading.screen_words import has_words, is_time
from desktop_app.text.dates import parse_screen_time

_NOW = re.compile(r"^(?:现在|刚刚|now|just now)$", re.IGNORECASE)
# A list of what was held back puts the reason before the time.
_REASONED = re.compile(r"^[\u4e00-\u9fff]{2,6}\s+(?P<time>\d.*)$")
# 5分钟 on a card is 5分钟前.
_AGO = re.compile(r"^\d{1,3}\s*(?:分钟|小时|天)$")
_APP_TIME = re.compile(
    r"^(?P<app>[^\d\s·•・].{0,14}?)\s*[·•・‧|]\s*(?:\S{1,8}\s*[·•・‧|]\s*)?(?P<time>\S.{0,16})$"
)
_APP_BLANK = re.compile(r"^(?P<app>\S{2,14})\s+(?P<time>\S.{0,8})$")
_APP_WORDS = (
    "微信 企业微信 短信 信息 彩信 电话 通话 淘宝 天猫 千牛 阿里旺旺 拼多多 京东 抖音 快手 小红书 "
    "闲鱼 支付宝 钉钉 飞书 qq tim 微博 邮件 邮箱 网易邮箱大师 美团 饿了么 菜鸟 菜鸟裹裹 顺丰速运 "
    "服务通知"
)
_APPS = frozenset(_APP_WORDS.split())
_LONGEST_NAME = 20
_WIDE = 0.62
_LEAST_CARDS, _LEAST_ROWS = 2, 4
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Notice:
    """One card or row: who, when, what."""

    name: str
    time: str
    body: tuple[RecognisedLine, ...]


@dataclass(frozen=True, slots=True)
class _Card:
    """A card and the regions it is made of."""

    box: Box
    regions: frozenset[int]


def notices_of(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> list[Notice]:
    """Return the notices on cards, top to bottom; empty where the page is no shade."""
    bubbles = [r for r in page.regions if r.kind is RegionKind.BUBBLE]
    cards = _alike(_cards(bubbles, page), page.width)
    held = sum(len(card.regions) for card in cards)
    if len(bubbles) - held > held:
        return []
    found: list[Notice] = []
    worded = 0
    for card in cards:
        own = [line for line in lines if line.region in card.regions and has_words(line.text)]
        own = _without_icon(own)
        if not own:
            continue
        worded += 1
        notice = _of_card(own, card.box)
        if notice is not None:
            found.append(notice)
    enough = len(found) >= _LEAST_CARDS and len(found) >= _SHARE * worded
    return found if enough else []


def _cards(bubbles: Sequence[Region], page: RecognisedPage) -> list[_Card]:
    """Return wide bubbles top to bottom; parts of one card that lie over each other are one."""
    cards: list[_Card] = []
    for bubble in sorted(bubbles, key=lambda r: r.box.y):
        box = bubble.box
        if not (box.w > _WIDE * page.width and box.h < 0.6 * page.height):
            continue
        last = cards[-1] if cards else None
        common = last.box.intersection(box) if last is not None else None
        if last and common and common.area > 0.5 * min(box.area, last.box.area):
            cards[-1] = _Card(last.box.union(box), last.regions | {bubble.id})
        else:
            cards.append(_Card(box, frozenset({bubble.id})))
    return cards


def _alike(cards: Sequence[_Card], width: int) -> list[_Card]:
    """Return the cards that end exactly below each other, as notices do and bubbles don't.

    Where the icon of the app takes the beginning of a card away, it seems to begin later.
    """
    if not cards:
        return []
    left = min(card.box.x for card in cards)
    right = sorted(card.box.right for card in cards)[len(cards) // 2]
    slack = max(6, 0.025 * width)
    return [
        card
        for card in cards
        if card.box.x - left < 0.16 * width and abs(card.box.right - right) < slack
    ]


def _without_icon(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return the lines without a letter that is the app's icon, left of all words."""
    return [line for line in lines if not _is_icon(line, lines)]


def _is_icon(line: RecognisedLine, lines: Sequence[RecognisedLine]) -> bool:
    """Whether a line is a letter or two beside the column of name and words."""
    if len(line.text.strip()) > 2:
        return False
    apart = [o.box for o in lines if o.box.x >= line.box.right or o.box.right <= line.box.x]
    left = min((box.x for box in apart), default=0)
    column = [box for box in apart if box.x - left < box.h]
    under = max((box.y for box in column), default=0) - min((box.y for box in column), default=0)
    return line.box.right <= left and under > 0.5 * line.box.h


def _of_card(lines: Sequence[RecognisedLine], card: Box) -> Notice | None:
    """Take a card apart: ``app · time`` over the sender, or sender and time in one row."""
    ordered = in_reading_order(lines)
    rows = _rows(ordered)
    for at, row in enumerate(rows[:2]):
        joined = " ".join(line.text.strip() for line in row)
        match = _APP_TIME.match(joined) or _named_app(joined)
        if match and _is_when(match["time"]):
            rest = [line for later in rows[at + 1 :] for line in later]
            if len(rest) >= 2:
                return Notice(rest[0].text.strip(), match["time"], tuple(rest[1:]))
            return Notice(match["app"].strip(), match["time"], tuple(rest))
        last = row[-1]
        apart = last.box.right > card.right - 0.14 * card.w
        if apart and _is_when(last.text) and (len(row) > 1 or at == 0):
            name = [line.text.strip() for line in row[:-1]]
            rest = [line for later in rows[at + 1 :] for line in later]
            app = "".join(name).replace(" ", "").lower() in _APPS
            if app and len(rest) > 1 and len(rest[0].text.strip()) <= _LONGEST_NAME:
                return Notice(rest[0].text.strip(), last.text, tuple(rest[1:]))
            return Notice("".join(name), last.text, tuple(rest))
    return None


def _named_app(text: str) -> re.Match[str] | None:
    """Return the app and the time of a heading whose dot nobody read, for apps known by name."""
    match = _APP_BLANK.match(text)
    return match if match and match["app"].lower() in _APPS else None


def _rows(ordered: Sequence[RecognisedLine]) -> list[list[RecognisedLine]]:
    rows: list[list[RecognisedLine]] = []
    for line in ordered:
        last = rows[-1][-1].box if rows else None
        if last and line.box.x >= last.right and last.y < line.box.centre_y < last.bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def inbox_of(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> list[Notice]:
    """Return the rows of a list of conversations; empty where the page is none.

    A row is a name at the left, a time at the right margin beside it, and the beginning of
    the last message under the name.
    """
    ordered = in_reading_order([line for line in lines if has_words(line.text)])
    stamps = [
        line
        for line in ordered
        if line.box.right > 0.86 * page.width
        and line.box.x > 0.5 * page.width
        and _is_when(_without_reason(line.text))
    ]
    heads: list[tuple[RecognisedLine, RecognisedLine]] = []
    for stamp in stamps:
        beside = [
            line
            for line in ordered
            if line.box.right < stamp.box.x and line.box.y < stamp.box.centre_y < line.box.bottom
        ]
        if len(beside) > 1 and beside[-1].box.x > 0.5 * page.width:
            del beside[-1]  # the reason why it was held back
        if beside:
            heads.append((beside[-1], stamp))
    starts = sorted(head.box.x for head, _ in heads)
    column = [head for head, _ in heads if abs(head.box.x - starts[len(starts) // 2]) < head.box.h]
    if len(heads) < _LEAST_ROWS or len(column) < _SHARE * len(heads):
        return []
    found: list[Notice] = []
    for at, (head, stamp) in enumerate(heads):
        end = heads[at + 1][0].box.y if at + 1 < len(heads) else head.box.bottom + 4 * head.box.h
        body = [
            line
            for line in ordered
            if head.box.bottom <= line.box.centre_y < end
            and line.box.centre_x > head.box.x
            and len(line.text.strip()) > 1
        ]
        found.append(Notice(head.text.strip(), _without_reason(stamp.text), tuple(body)))
    told = sum(len("".join(line.text for line in notice.body)) >= 4 for notice in found)
    lengths = sorted(len("".join(line.text for line in notice.body)) for notice in found)
    return found if told >= _SHARE * len(found) and lengths[len(lengths) // 2] >= 7 else []


def messages_of(notices: Sequence[Notice], page: RecognisedPage) -> tuple[Message, ...]:
    """Return one message for each notice that says something."""
    captured = page.facts.captured
    found = (as_message(n.body, n.name, _moment(n.time, captured)) for n in notices)
    return tuple(message for message in found if message is not None)


def _without_reason(text: str) -> str:
    match = _REASONED.match(text.strip())
    return match["time"] if match else text


def _is_when(text: str) -> bool:
    words = text.strip()
    return _NOW.match(words) is not None or _AGO.match(words) is not None or is_time(words)


def _moment(text: str, captured: Moment | None) -> Moment | None:
    words = "刚刚" if _NOW.match(text.strip()) else text.strip()
    words = f"{words}前" if _AGO.match(words) else words
    return parse_screen_time(words, captured)
