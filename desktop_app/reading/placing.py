"""What was read of a part or of a straightened photo, put in its place on the whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from desktop_app.domain.geometry import Box
from desktop_app.domain.projection import Projection
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage
from desktop_app.domain.transcript import CallRecord, Message, Piece, Transcript


def page_placed(page: RecognisedPage, projection: Projection) -> RecognisedPage:
    """Return the page with every region and line where the projection puts it."""
    return replace(
        page,
        width=projection.width,
        height=projection.height,
        regions=tuple(replace(r, box=projection.box(r.box)) for r in page.regions),
        lines=tuple(line_placed(line, projection) for line in page.lines),
        signs=tuple(replace(sign, box=projection.box(sign.box)) for sign in page.signs),
    )


def transcript_placed(transcript: Transcript, projection: Projection) -> Transcript:
    """Return the transcript with every box and character border where that puts it."""
    return replace(
        transcript,
        messages=tuple(_message(message, projection) for message in transcript.messages),
        calls=tuple(_call(call, projection) for call in transcript.calls),
    )


def _message(message: Message, projection: Projection) -> Message:
    if message.box is None:
        return message
    pieces = tuple(_piece(piece, projection) for piece in message.pieces)
    return replace(message, box=projection.box(message.box), pieces=pieces)


def _piece(piece: Piece, projection: Projection) -> Piece:
    edges = _edges(piece.edges, piece.box, projection)
    return replace(piece, box=projection.box(piece.box), edges=edges)


def line_placed(line: RecognisedLine, projection: Projection) -> RecognisedLine:
    """Return a line with its box and character borders where the projection puts them."""
    readings = tuple(
        replace(reading, edges=_edges(reading.edges, line.box, projection))
        for reading in line.readings
    )
    edges = _edges(line.edges, line.box, projection)
    return replace(line, box=projection.box(line.box), edges=edges, readings=readings)


def _edges(edges: tuple[int, ...], box: Box, projection: Projection) -> tuple[int, ...]:
    there = (round(projection.point(edge, box.centre_y)[0]) for edge in edges)
    # Rounding must not let a border slip behind the one before it.
    return tuple(accumulate(there, max))


def _call(call: CallRecord, projection: Projection) -> CallRecord:
    return call if call.box is None else replace(call, box=projection.box(call.box))
