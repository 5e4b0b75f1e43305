"""Areas that look like bubbles and hold nothing that was said: floating buttons, keys, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import RecognisedLine, Region, RegionKind
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.panes import Pane
from desktop_app.reading.screen_words import has_words, is_delivery_mark, is_pill

_FEW = 3
_CHIPS = 3
_BOXES = str.maketrans("", "", "口回日一")


def is_not_said(
    bubble: Region, lines: Sequence[RecognisedLine], pane: Pane, avatars: Sequence[Box]
) -> bool:
    """Whether an area is the screen's own or a picture, and no message.

    Args:
        bubble: the area.
        lines: what is written in it, quotations aside.
        pane: where the conversation stands.
        avatars: portraits of the pane.
    """
    written = [line for line in lines if has_words(line.text)]
    if not written:
        return bool(lines) and _is_picture(bubble, lines, pane)
    text = "".join(line.text for line in written)
    box = bubble.box
    alone = beside_avatar(box, avatars, pane) is None
    if is_pill(text) and alone and (avatars or box.right >= pane.box.right - 0.02 * pane.box.w):
        return True
    if alone and _is_chip(box, pane):
        return True
    if is_delivery_mark(text) and alone and written[0].box.h < 0.85 * pane.letter:
        return True
    return (
        _is_key(box, text, pane)
        or _is_picture(bubble, written, pane)
        or (len(written) == 1 and _is_stray(box, text.strip(), alone, pane))
    )


def without_patches(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Return regions with patches of wallpaper as pictures, and what stood on them as bubbles.

    Bubbles lie apart; an area that several of them reach into is what they lie on.
    """
    bubbles = [r for r in regions if r.kind is RegionKind.BUBBLE]
    patches = {
        r.id for r in bubbles if sum(_reaches_into(other.box, r.box) for other in bubbles) >= 2
    }
    result: list[Region] = []
    for region in regions:
        if region.id in patches:
            region = replace(region, kind=RegionKind.PICTURE)
        elif region.parent in patches and region.kind is RegionKind.QUOTE:
            region = replace(region, kind=RegionKind.BUBBLE)
        result.append(region)
    return tuple(result)


def _reaches_into(box: Box, patch: Box) -> bool:
    """Whether part of a bubble lies in a taller area and part of it beyond that area's side."""
    shared = box.intersection(patch)
    if shared is None or patch.h < 2 * box.h:
        return False
    return 0.1 * box.area < shared.area < 0.9 * box.area and shared.h > 0.8 * box.h


def floats(regions: Sequence[Region], line: RecognisedLine) -> bool:
    """Whether a line is a button that floats over the chat, in no bubble or seen as a quotation."""
    home = regions[line.region].kind if line.region is not None else None
    return home is not RegionKind.BUBBLE and is_pill(line.text)


def _is_chip(box: Box, pane: Pane) -> bool:
    """Whether an area is one of several in a row, as questions to choose from are.

    One message stands under the other, never three of a height side by side.
    """
    beside = [
        region.box
        for region in pane.regions
        if region.kind is RegionKind.BUBBLE
        and abs(region.box.centre_y - box.centre_y) < 0.2 * box.h
        and abs(region.box.h - box.h) < 0.2 * box.h
    ]
    apart = all(
        one is other or one.right <= other.x or other.right <= one.x
        for one in beside
        for other in beside
    )
    return len(beside) >= _CHIPS and apart


def _is_stray(box: Box, text: str, alone: bool, pane: Pane) -> bool:
    """Whether one Latin letter is what a reader made of a sign or a picture.

    What was said stands beside a portrait like all else, in an area of the usual height.
    """
    if len(text) != 1 or not text.isascii() or not text.isalpha():
        return False
    heights: list[int] = []
    portraits = 0
    for region in pane.regions:
        portraits += region.kind is RegionKind.AVATAR
        if region.kind is RegionKind.BUBBLE and region.box != box:
            inside = sum(line.region == region.id for line in pane.lines)
            heights += [region.box.h] if inside == 1 else []
    usual = sorted(heights)[len(heights) // 2] if len(heights) >= 2 else box.h
    return (alone and portraits >= 3) or box.h > 1.15 * usual


def _is_key(box: Box, text: str, pane: Pane) -> bool:
    """Whether an area is a key of the phone: in a lower corner, with a sign for a word."""
    corner = box.bottom >= pane.box.bottom - 2 and (
        box.x <= pane.box.x + 2 or box.right >= pane.box.right - 2
    )
    return corner and len(text.strip()) <= _FEW and not _han(text.translate(_BOXES))


def _is_picture(bubble: Region, lines: Sequence[RecognisedLine], pane: Pane) -> bool:
    """Whether an area is a picture with words on it: lost in it, or on many grounds."""
    box = bubble.box
    if box.h < 4 * pane.letter:
        return False
    uneven = sum(_apart(line.paper, bubble.colour) > 40 for line in lines)
    if 2 * uneven > len(lines):
        return not _set_like_words(box, lines)
    words = union_of([line.box for line in lines])
    if box.h < 4 * words.h:
        return uneven > 0 and sum(line.box.area for line in lines) < 0.08 * box.area
    text = "".join(line.text.strip() for line in lines)
    sign = len(text) <= _FEW and not _han(text) and words.w < 0.6 * box.w
    return sign or words.area < 0.05 * box.area


def _set_like_words(box: Box, lines: Sequence[RecognisedLine]) -> bool:
    """Whether lines fill a bubble as words do, though a marker or the light changed its colour."""
    height = sorted(line.box.h for line in lines)[len(lines) // 2]
    left = min(line.box.x for line in lines)
    even = all(
        line.box.x - left < 0.6 * height and 0.8 * height <= line.box.h <= 1.25 * height
        for line in lines
    )
    words = union_of([line.box for line in lines])
    close = words.h < 2 * height * len(lines)
    return len(lines) > 1 and even and close and words.area > 0.45 * box.area


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _han(text: str) -> int:
    return sum("一" <= char <= "鿿" for char in text)


def beside_avatar(box: Box, avatars: Sequence[Box], pane: Pane) -> Speaker | None:
    """Return who words without a bubble are from when an avatar stands right beside them."""
    reach = 3.0 * pane.letter
    for avatar in avatars:
        if not avatar.y - pane.letter <= box.y <= avatar.bottom:
            continue
        on_left = avatar.centre_x < pane.box.centre_x
        if on_left and 0 <= box.x - avatar.right <= reach:
            return Speaker.OTHER
        if not on_left and 0 <= avatar.x - box.right <= reach:
            return Speaker.SELF
    return None
