"""Where a screen's own writing place begins: send button, draft, keyboard, desktop tools.

What a person has typed and not sent stands there like a message; it never was one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import Region, RegionKind
from desktop_app.reading.not_said import beside_avatar
from desktop_app.reading.panes import Pane
from desktop_app.reading.screen_words import (
    is_delivery_mark,
    is_input_hint,
    is_send_button,
    is_time,
)

_LETTER_KEYS = re.compile(r"^[A-Z](?:\s[A-Z])*$")
_PAD_KEYS = frozenset({"ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"})
_TOOLS = re.compile(
    r"^\W*(?:(?:快捷短语|评价邀请|消息记录|聊天记录|关闭\s*[(（]\s*C\s*[)）])\W*)+$", re.IGNORECASE
)
_CHIPS = re.compile(
    r"^(?:\W*(?:查看订单|退换/?售后|投诉商家|催发货|评价客服|申请售后|查物流|修改地址|发订单|店铺优惠"
    r"|人工客服|发商品|查快递|领优惠券)\W*){2,}$"
)
_KEYS_IN_ROW = 5
_ALIKE = 12


def writing_top(pane: Pane) -> int | None:
    """Return the row from which on nothing was said; None where no writing place shows itself."""
    tops = [*_send_rows(pane), *_keyboard_rows(pane), *_tool_rows(pane), *_chip_rows(pane)]
    return min(tops, default=None)


def _send_rows(pane: Pane) -> list[int]:
    """Return the tops of the rows that end in a button to send with."""
    regions = {region.id: region for region in pane.regions}
    tops: list[int] = []
    for line in pane.lines:
        button = regions.get(line.region) if line.region is not None else None
        if button is None or button.kind not in (RegionKind.BUBBLE, RegionKind.INPUT_BAR):
            continue
        if not is_send_button(line.text) or button.box.y < pane.box.y + 0.3 * pane.box.h:
            continue
        row = [
            region
            for region in pane.regions
            if region.kind in (RegionKind.BUBBLE, RegionKind.INPUT_BAR, RegionKind.QUOTE)
            and _same_row(region.box, button.box)
        ]
        if _is_said(button, row, pane):
            continue
        tops.append(min(region.box.y for region in row))
        ground = regions.get(button.parent) if button.parent is not None else None
        if ground is not None and ground.box.y > pane.box.y + 0.5 * pane.box.h:
            # Desktop programs have a pane of its own to write in.
            tops.append(ground.box.y)
    return tops


def _is_said(button: Region, row: Sequence[Region], pane: Pane) -> bool:
    """Whether 发送 is what somebody said: coloured like other messages, or with a portrait."""
    portrait = any(
        region.kind is RegionKind.AVATAR
        and _same_row(region.box, button.box)
        and 0 <= region.box.x - button.box.right <= 3 * pane.letter
        for region in pane.regions
    )
    if portrait:
        return True
    if any(region.box.right <= button.box.x + 4 for region in row):
        return False
    return any(
        region.kind is RegionKind.BUBBLE
        and region not in row
        and max(abs(a - b) for a, b in zip(region.colour, button.colour, strict=True)) <= _ALIKE
        for region in pane.regions
    )


def _same_row(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.y, other.y)
    return shared > 0.5 * min(one.h, other.h)


def _keyboard_rows(pane: Pane) -> list[int]:
    """Return the top of an open keyboard with the row of suggested words over it."""
    low = pane.box.y + 0.35 * pane.box.h
    lines = [line for line in pane.lines if line.box.y > low]
    letters = [line for line in lines if _LETTER_KEYS.match(line.text.strip())]
    pad = [line for line in lines if line.text.strip() in _PAD_KEYS]
    keys = pad if len({line.text.strip() for line in pad}) >= 4 else []
    for line in letters:
        row = [other for other in letters if _same_row(line.box, other.box)]
        if len({key for other in row for key in other.text.split()}) >= _KEYS_IN_ROW:
            keys.append(line)
    if not keys:
        return []
    first = min(keys, key=lambda line: line.box.y).box
    tops = [first.y]
    tops += [
        region.box.y
        for region in pane.regions
        if region.kind is not RegionKind.BODY
        and low < region.box.y
        and any(region.box.contains(line.box) for line in keys)
    ]
    over = [line for line in lines if 0 < first.y - line.box.y < 6 * first.h]
    for line in over:
        if sum(_same_row(line.box, other.box) for other in over) >= 3:
            tops.append(line.box.y)
    return [_field_top(min(tops), pane)]


def _field_top(keyboard: int, pane: Pane) -> int:
    """Return the top of the field right over a keyboard, else that of the keyboard."""
    # A row of tools may lie between a field that still shows its hint and the keyboard.
    hints = {line.region for line in pane.lines if is_input_hint(line.text)}
    fields = [
        region.box.y
        for region in pane.regions
        if region.kind in (RegionKind.BUBBLE, RegionKind.INPUT_BAR)
        and region.box.w >= 0.4 * pane.box.w
        and -2 <= keyboard - region.box.bottom < (6.0 if region.id in hints else 2.2) * pane.letter
        and not _portrait_in_row(region.box, pane)
    ]
    return min(fields, default=keyboard)


def _tool_rows(pane: Pane) -> list[int]:
    """Return the tops of the rows of tools over the field of a desktop program."""
    low = pane.box.y + 0.6 * pane.box.h
    low = max([low, *_said(pane)])
    bubbles = {r.id for r in pane.regions if r.kind is RegionKind.BUBBLE}
    tools = [
        line
        for line in pane.lines
        if line.box.y > low
        and (
            (line.region not in bubbles and _TOOLS.match(line.text.strip()))
            or _CHIPS.match(line.text.strip())
        )
    ]
    return [
        min(other.box.y for other in pane.lines if _same_row(other.box, line.box)) for line in tools
    ]


def _said(pane: Pane) -> list[int]:
    """Return the lower ends of the bubbles that stand beside a portrait."""
    avatars = [r.box for r in pane.regions if r.kind is RegionKind.AVATAR]
    return [
        r.box.bottom
        for r in pane.regions
        if r.kind is RegionKind.BUBBLE and beside_avatar(r.box, avatars, pane) is not None
    ]


def _chip_rows(pane: Pane) -> list[int]:
    """Return the top of a last row of low areas with words side by side: things to tap."""
    low = pane.box.y + 0.35 * pane.box.h
    bubbles = [r for r in pane.regions if r.kind is RegionKind.BUBBLE]
    said = _said(pane)
    tops: list[int] = []
    for bubble in bubbles:
        box = bubble.box
        if box.y < max([low, *said]) or not said or box.h > 2.4 * pane.letter:
            continue
        mates = [
            line
            for line in pane.lines
            if _same_row(line.box, box)
            and (line.box.right <= box.x or line.box.x >= box.right)
            and not is_delivery_mark(line.text)
            and not is_time(line.text)
        ]
        if len(mates) >= 2:
            tops.append(box.y)
    return tops


def _portrait_in_row(box: Box, pane: Pane) -> bool:
    return any(r.kind is RegionKind.AVATAR and _same_row(r.box, box) for r in pane.regions)
