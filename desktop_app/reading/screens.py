"""Screenshots put side by side in one picture: each is understood by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.projection import Projection
from desktop_app.domain.recognition import RecognisedPage, RegionKind
from desktop_app.domain.transcript import Transcript
from desktop_app.reading.by_hand import Hand
from desktop_app.reading.panes import screens_of
from desktop_app.reading.placing import line_placed, page_placed, transcript_placed


def parts_of(page: RecognisedPage, hand: Hand) -> Iterator[tuple[RecognisedPage, Hand, Box]]:
    """Yield each screen as a page of its own, what was drawn on it, and where it stands."""
    for box in screens_of(page.regions):
        there = _shift(-box.x, -box.y, box.w, box.h)
        own = tuple(
            tuple(line_placed(line, there) for line in block)
            for block in hand.own
            if box.holds_centre(union_of([line.box for line in block]))
        )
        ignored = frozenset(there.box(each) for each in hand.ignored if box.holds_centre(each))
        yield page_placed(_cut(page, box), there), Hand(own, ignored), box


def placed(transcript: Transcript, box: Box, page: RecognisedPage) -> Transcript:
    """Return what a screen says with its boxes in pixels of the whole picture."""
    return transcript_placed(transcript, _shift(box.x, box.y, page.width, page.height))


def joined(parts: Sequence[Transcript]) -> Transcript:
    """Return what all screens say as one; its kind is that of the screen that says most."""
    most = max(parts, key=lambda part: len(part.messages) + len(part.calls))
    return replace(
        most,
        messages=tuple(message for part in parts for message in part.messages),
        calls=tuple(call for part in parts for call in part.calls),
        skipped=tuple(row for part in parts for row in part.skipped),
        text="\n".join(part.text for part in parts if part.text),
        title=next((part.title for part in parts if part.title), ""),
    )


def _cut(page: RecognisedPage, box: Box) -> RecognisedPage:
    """Return the page with nothing but what stands on one screen; ids equal indices again."""
    inside = [
        r for r in page.regions if r.kind is not RegionKind.SCREEN and box.holds_centre(r.box)
    ]
    ids = {region.id: at for at, region in enumerate(inside)}
    regions = tuple(
        replace(r, id=at, parent=None if r.parent is None else ids.get(r.parent))
        for at, r in enumerate(inside)
    )
    lines = tuple(
        replace(line, region=None if line.region is None else ids.get(line.region))
        for line in page.lines
        if box.holds_centre(line.box)
    )
    signs = tuple(sign for sign in page.signs if box.holds_centre(sign.box))
    return replace(page, regions=regions, lines=lines, signs=signs)


def _shift(x: int, y: int, width: int, height: int) -> Projection:
    return Projection((1.0, 0.0, x, 0.0, 1.0, y, 0.0, 0.0, 1.0), width, height)
