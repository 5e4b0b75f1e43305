"""Where corrected characters stand: the places of the read text carried to the typed one."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from desktop_app.domain.transcript import Piece


def realign(read: str, typed: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return pieces that place each typed character where the read one stood.

    Typed characters without a counterpart share the width of their neighbours, so that every
    typed character lies on the picture; an empty text has no pieces.
    """
    if not typed or not pieces:
        return ()
    border = [0] * (len(read) + 1)
    for step in Levenshtein.opcodes(read, typed):
        low, typed_low, typed_high = step.src_start, step.dest_start, step.dest_end
        width = step.src_end - low
        for offset in range(width):
            if step.tag == "equal":
                border[low + offset] = typed_low + offset
            else:
                border[low + offset] = typed_low + (typed_high - typed_low) * offset // width
    border[len(read)] = len(typed)
    moved: list[Piece] = []
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        start = 0 if index == 0 else border[piece.start]
        end = len(typed) if index == last else border[pieces[index + 1].start]
        if end <= start:
            continue
        moved.append(Piece(start, end, piece.box, _edges(piece, border, start, end)))
    return tuple(moved)


def _edges(piece: Piece, border: list[int], start: int, end: int) -> tuple[int, ...]:
    if not piece.edges:
        return ()
    known: dict[int, int] = {start: piece.edges[0], end: piece.edges[-1]}
    for offset in range(piece.end - piece.start + 1):
        position = border[min(piece.start + offset, len(border) - 1)]
        if start < position < end:
            known.setdefault(position, piece.edges[offset])
    places = sorted(known)
    edges: list[int] = []
    for left, right in pairwise(places):
        span = right - left
        edges += [known[left] + (known[right] - known[left]) * step // span for step in range(span)]
    edges.append(known[end])
    return tuple(edges)
