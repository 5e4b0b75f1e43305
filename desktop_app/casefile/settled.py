"""Lines that a person settled one by one: how a message reads with them, and one more of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from desktop_app.casefile.alignment import realign
from desktop_app.casefile.codec import Correction, SettledLine
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import Message, Piece
from desktop_app.foundation.errors import InputRefused, JuzhengError

_SAME_LINE = 0.5  # common share of both boxes; reading again may move a box a little


def composed(read: Message, lines: Sequence[SettledLine]) -> Message | None:
    """Return a message as read, with its settled lines as the person has them.

    What stands outside the settled lines is as read, character for character. The message
    is doubtful as long as a line of it is that nobody settled.

    Returns:
        None where a settled line has no counterpart any more, as after another layout.
    """
    placed = _placed(read.pieces, lines)
    if placed is None:
        return None
    text, at = "", 0
    pieces: list[Piece] = []
    spans: list[tuple[int, int, int, int]] = []
    for number, piece in enumerate(read.pieces):
        text += read.text[at : piece.start]
        start, at = len(text), piece.end
        own = read.text[piece.start : piece.end]
        line = placed.get(number)
        text += own if line is None else line.text
        spans.append((piece.start, piece.end, start, len(text)))
        if line is None:
            pieces.append(replace(piece, start=start, end=len(text)))
            continue
        alone = replace(piece, start=0, end=len(own), doubtful=False)
        for moved in realign(own, line.text, (alone,)):
            pieces.append(replace(moved, start=moved.start + start, end=moved.end + start))
    text += read.text[at:]
    still = read.status is LineStatus.DOUBTFUL and any(piece.doubtful for piece in pieces)
    return replace(
        read,
        text=text,
        confidence=read.confidence if still else 100.0,
        status=LineStatus.DOUBTFUL if still else LineStatus.CORRECTED,
        pieces=tuple(pieces),
        quoted=tuple((_moved(start, spans), _moved(end, spans)) for start, end in read.quoted),
    )


def settle(read: Message, fix: Correction, line: Box | None, text: str) -> Correction:
    """Return the correction with one more line settled, or settled anew.

    Args:
        read: the message as read.
        fix: what the person changed of it so far.
        line: box of the line as read; None settles the whole message.
        text: what stands there.

    Raises:
        InputRefused: ``text.nothing_left`` where the message would have no characters.
        JuzhengError: ``item.gone`` where the message has no such line.
    """
    if line is None:
        if not text.strip():
            raise InputRefused("text.nothing_left")
        return msgspec.structs.replace(fix, text=text, lines=())
    number = next((n for n, piece in enumerate(read.pieces) if piece.box == line), None)
    placed = _placed(read.pieces, fix.lines)
    if number is None or placed is None or (fix.text is not None and not fix.lines):
        raise JuzhengError("item.gone")
    piece = read.pieces[number]
    placed[number] = SettledLine(piece.box, read.text[piece.start : piece.end], text)
    lines = tuple(placed[each] for each in sorted(placed))
    whole = composed(read, lines)
    if whole is None or not whole.text.strip():
        raise InputRefused("text.nothing_left")
    return msgspec.structs.replace(fix, text=whole.text, lines=lines)


def _placed(pieces: Sequence[Piece], lines: Sequence[SettledLine]) -> dict[int, SettledLine] | None:
    """Return the settled lines by the number of their piece; None where one is missing."""
    found: dict[int, SettledLine] = {}
    for line in lines:
        best, share = None, _SAME_LINE
        for number, piece in enumerate(pieces):
            common = piece.box.intersection(line.box)
            if common is None or number in found:
                continue
            covered = common.area / (piece.box.area + line.box.area - common.area)
            if covered > share:
                best, share = number, covered
        if best is None:
            return None
        found[best] = line
    return found


def _moved(at: int, spans: Sequence[tuple[int, int, int, int]]) -> int:
    """Return where a border of the read text went: spans are (start, end, new start, new end)."""
    shift = 0
    for start, end, new_start, new_end in spans:
        if at <= start:
            return at + new_start - start
        if at < end:
            return min(new_start + at - start, new_end)
        shift = new_end - end
    return at + shift
