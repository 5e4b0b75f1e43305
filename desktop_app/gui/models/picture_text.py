"""The words on a picture as text that can be selected: over lines and over messages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain.case import MessageView
from desktop_app.domain.geometry import Box
from desktop_app.domain.transcript import Message, Piece
from desktop_app.gui.models.review_entries import Entry, Key

_SLACK = 0.15  # share of a line's height around it that still counts as on its words


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A border between two characters: which message in reading order, and its string index."""

    order: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Run:
    """The characters of one screen line and the columns that part them."""

    order: int
    piece: Piece
    edges: tuple[int, ...]


class PictureText:
    """The messages of a picture whose words are in sight, in reading order.

    Args:
        entries: as the transcript lists them; what stands on no picture is passed over.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._said: list[tuple[Key, Message]] = []
        self._runs: list[_Run] = []
        for entry in entries:
            if isinstance(entry.view, MessageView) and entry.view.message.pieces:
                message = entry.view.message
                order = len(self._said)
                self._runs += [_Run(order, piece, _edges(piece)) for piece in message.pieces]
                self._said.append((entry.key, message))

    def at(self, x: float, y: float) -> Spot | None:
        """Return the border nearest to a point on words; None where there are none."""
        for run in self._runs:
            box = run.piece.box
            slack = _SLACK * box.h
            across = box.x - slack <= x <= box.right + slack
            if across and box.y - slack <= y <= box.bottom + slack:
                return _spot(run, x)
        return None

    def nearest(self, x: float, y: float) -> Spot | None:
        """Return the border nearest to any point: of the nearest line, the nearest column."""
        run = min(self._runs, key=lambda run: _away(run.piece.box, x, y), default=None)
        return None if run is None else _spot(run, x)

    def key_of(self, spot: Spot) -> Key:
        """Return the message that a border belongs to."""
        return self._said[spot.order][0]

    def ends(self, key: Key, span: tuple[int, int] | None = None) -> tuple[Spot, Spot] | None:
        """Return both ends of some characters of a message, or of all of it."""
        for order, (each, message) in enumerate(self._said):
            if each == key:
                low, high = span or (0, len(message.text))
                return Spot(order, low), Spot(order, high)
        return None

    def text(self, one: Spot, other: Spot) -> str:
        """Return the words between two borders, each message on a line of its own."""
        parts = self._parts(one, other)
        return "\n".join(message.text[start:end] for message, start, end in parts if start < end)

    def boxes(self, one: Spot, other: Spot) -> list[Box]:
        """Return where the words between two borders stand."""
        parts = self._parts(one, other)
        return [box for message, start, end in parts for box in message.boxes_of(start, end)]

    def _parts(self, one: Spot, other: Spot) -> Iterator[tuple[Message, int, int]]:
        first, last = sorted((one, other))
        for order in range(first.order, min(last.order + 1, len(self._said))):
            message = self._said[order][1]
            start = first.offset if order == first.order else 0
            yield message, start, last.offset if order == last.order else len(message.text)


def _edges(piece: Piece) -> tuple[int, ...]:
    if piece.edges:
        return piece.edges
    length = piece.end - piece.start
    return tuple(piece.box.x + piece.box.w * step // length for step in range(length + 1))


def _spot(run: _Run, x: float) -> Spot:
    at = bisect_left(run.edges, x)
    if at == len(run.edges) or (at > 0 and x - run.edges[at - 1] < run.edges[at] - x):
        at -= 1
    return Spot(run.order, run.piece.start + at)


def _away(box: Box, x: float, y: float) -> tuple[float, float]:
    down = max(box.y - y, y - box.bottom, 0.0)
    return down, max(box.x - x, x - box.right, 0.0)
