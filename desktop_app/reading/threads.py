"""Remarks under a post that stand line by line in one block: ``name：words``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.recognition import RecognisedLine
from desktop_app.domain.transcript import Message
from desktop_app.reading.joining import as_message, ending_with, in_reading_order
from desktop_app.reading.post_words import is_roll

_HEAD = re.compile(
    r"^(?P<name>[^\s：:，。！？、【】][^：:，。！？、【】]{0,15}?)"
    r"(?:\s*(?P<reply>回复)\s*[^：:，。！？、]{1,16}?)?\s*(?:[：:](?!\d)|(?<!\d)[：:])\s*"
    r"(?P<words>\S.*)$"
)
_POSTED = re.compile(r"^(?:刚刚|\d+\s*(?:秒|分钟|小时|天)前|昨天)\s*(?:删除|[.·…⋯]+)?$")
_COMMA = re.compile(r"\s*[,，、]\s*")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Thread:
    """The remarks of a page.

    Attributes:
        messages: top to bottom, each from its writer.
        lines: all lines of the blocks the remarks stand in.
    """

    messages: tuple[Message, ...]
    lines: tuple[RecognisedLine, ...]


def thread_of(lines: Sequence[RecognisedLine]) -> Thread | None:
    """Return the remarks that stand line by line in one block, or None.

    Labels of a card look like them. So somebody must answer somebody, or the age of the post
    must stand over the block.

    Args:
        lines: of the page.
    """
    ordered = in_reading_order([line for line in lines if line.text.strip()])
    posted = [line.box.bottom for line in ordered if _POSTED.match(line.text.strip())]
    messages: list[Message] = []
    taken: list[RecognisedLine] = []
    for region in {line.region for line in ordered}:
        block = [line for line in ordered if line.region == region]
        heads = [match for line in block if (match := _HEAD.match(line.text.strip()))]
        answers = sum(match["reply"] is not None for match in heads)
        under = posted and min(posted) <= block[0].box.y
        if region is None or len(heads) < _LEAST or not (answers or under):
            continue
        if len(heads) < 0.5 * len(block):
            continue
        messages += _remarks(block)
        taken += block
    if not messages:
        return None
    names = {message.speaker_name for message in messages}
    for region in {line.region for line in ordered} - {None}:
        block = [line for line in ordered if line.region == region and line not in taken]
        if block and _is_known_roll("".join(line.text.strip() for line in block), names):
            taken += block
    messages.sort(key=lambda message: message.box.y if message.box else 0)
    return Thread(tuple(messages), tuple(taken))


def _remarks(block: Sequence[RecognisedLine]) -> list[Message]:
    """Part a block at the lines that begin with a name."""
    parts: list[tuple[str, list[RecognisedLine]]] = []
    for line in block:
        match = _HEAD.match(line.text.strip())
        if match:
            parts.append((match["name"].strip(), [ending_with(line, match["words"])]))
        elif parts:
            parts[-1][1].append(line)
    found = (as_message(own, name) for name, own in parts)
    return [message for message in found if message is not None]


def _is_known_roll(text: str, names: set[str]) -> bool:
    """Whether a text is the row of those who like the post: names and nothing else."""
    parts = [part.strip(" ♡♥❤○O0") for part in _COMMA.split(text)]
    return any(part in names for part in parts) and is_roll(text)
