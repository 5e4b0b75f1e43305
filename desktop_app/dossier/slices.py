"""How an exhibit's picture is cut for print: between messages, and what to paint over."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.export import Edition
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import MomentSource
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.dossier import look
from desktop_app.dossier.material import DossierMaterial, Exhibit
from desktop_app.dossier.redaction import Masker, painted

_LEGIBLE = 2.0 * look.MM
_WIDE_RATIO = 0.85
_STRETCH = 1.5
PHOTOS = frozenset({EvidenceKind.SLIP, EvidenceKind.OTHER, EvidenceKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class SlicePlan:
    """One printable slice.

    Attributes:
        evidence_id: the exhibit.
        index: from 0, top to bottom.
        count: slices of the exhibit.
        box: the part of the picture, in picture pixels.
        paint: boxes to fill with black, in picture pixels, within ``box``; empty in the
            full edition.
    """

    evidence_id: int
    index: int
    count: int
    box: Box
    paint: tuple[Box, ...] = ()


def plan(material: DossierMaterial) -> tuple[SlicePlan, ...]:
    """Return the slices of every exhibit that has a picture, in print order.

    In the redacted edition photos and call lists have no slice: a photo can't be read surely
    enough to paint all of it, and of a call only the row's place is known, so that nothing
    would be left to see.
    """
    masker = Masker.of(material) if material.options.edition is Edition.REDACTED else None
    plans: list[SlicePlan] = []
    for exhibit in material.shown():
        plans.extend(_plan_one(exhibit, masker))
    return tuple(plans)


def _plan_one(exhibit: Exhibit, masker: Masker | None) -> list[SlicePlan]:
    evidence = exhibit.evidence
    if evidence.width <= 0 or evidence.height <= 0 or (masker and withheld(exhibit)):
        return []
    whole = Box(0, 0, evidence.width, evidence.height)
    paint = painted(exhibit, masker) if masker else ()
    width = look.WIDTH if is_wide(exhibit) else look.PICTURE_WIDTH
    limit = max(1, int(whole.w * look.PICTURE_HEIGHT / width))
    cuts = cut(whole.h, limit, _blocks(exhibit), _lines(exhibit))
    boxes = [Box(0, top, whole.w, bottom - top) for top, bottom in cuts]
    return [
        SlicePlan(
            evidence.id,
            index,
            len(boxes),
            box,
            tuple(part for area in paint if (part := area.intersection(box)) is not None),
        )
        for index, box in enumerate(boxes)
    ]


def withheld(exhibit: Exhibit) -> bool:
    """Whether the redacted edition prints no picture of the exhibit."""
    evidence = exhibit.evidence
    captured = evidence.captured
    camera = bool(evidence.device) and captured is not None and captured.source is MomentSource.EXIF
    return camera or evidence.kind in PHOTOS or evidence.kind is EvidenceKind.CALL_LIST


def is_wide(exhibit: Exhibit) -> bool:
    """Whether the picture needs the page's full width to be legible.

    True for screenshots whose typical text line would be lower than 2 mm in the narrow
    column, and for photos and unread pictures that are nearly as wide as high.
    """
    evidence = exhibit.evidence
    heights = sorted(box.h for box in _line_boxes(exhibit))
    if evidence.kind in PHOTOS or not heights or not evidence.width:
        return evidence.width >= evidence.height * _WIDE_RATIO
    return heights[len(heights) // 2] * look.PICTURE_WIDTH / evidence.width < _LEGIBLE


def _line_boxes(exhibit: Exhibit) -> list[Box]:
    return [piece.box for view in exhibit.messages for piece in view.message.pieces]


def _blocks(exhibit: Exhibit) -> list[tuple[int, int]]:
    """Return rows of the picture that hold a message or a call, with its pieces."""
    spans: list[tuple[int, int]] = []
    for view in exhibit.messages:
        boxes = [piece.box for piece in view.message.pieces]
        if view.message.box is not None:
            boxes.append(view.message.box)
        if boxes:
            spans.append((min(box.y for box in boxes), max(box.bottom for box in boxes)))
    for call in exhibit.calls:
        if call.call.box is not None:
            spans.append((call.call.box.y, call.call.box.bottom))
    return spans


def _lines(exhibit: Exhibit) -> list[tuple[int, int]]:
    return [(box.y, box.bottom) for box in _line_boxes(exhibit)]


def _gaps(height: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches of rows outside all spans, first and last row included."""
    gaps: list[tuple[int, int]] = []
    at = 0
    for top, bottom in sorted(spans):
        if top >= at:
            gaps.append((at, top))
        at = max(at, bottom)
    if at <= height:
        gaps.append((at, height))
    return gaps


def cut(
    height: int, limit: int, blocks: list[tuple[int, int]], lines: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Cut a picture's rows into stretches of at most ``limit`` rows where that is possible.

    A cut lies in the middle of the last gap between blocks that keeps the limit. A block
    higher than the limit stays whole and its slice is printed smaller, up to one and a half
    times the limit; beyond that it would be illegible and is cut between its text lines.

    Args:
        height: rows of the picture.
        limit: rows that fit on a page at full width.
        blocks: (first row, row after) of messages and calls; never cut.
        lines: the same of text lines.

    Returns:
        (first row, row after) of each slice, joined without gap or overlap.
    """
    gaps = _gaps(height, blocks)
    line_gaps = _gaps(height, lines)
    slices: list[tuple[int, int]] = []
    top = 0
    while height - top > limit:
        place = _last_place(gaps, top, top + limit)
        if place is None:
            place = _first_place(gaps, top + limit, min(top + int(limit * _STRETCH), height))
        if place is None:
            place = _last_place(line_gaps, top, top + limit)
        if place is None or place <= top:
            place = min(_after(line_gaps, top + limit), height)
        if place >= height:
            break
        slices.append((top, place))
        top = place
    slices.append((top, height))
    return slices


def _last_place(gaps: list[tuple[int, int]], top: int, end: int) -> int | None:
    """Return a row to cut at in the last gap before ``end``, at least a fifth down.

    The middle of a usual gap; in a large unread stretch as far down as fits.
    """
    least = top + (end - top) // 5
    for first, last in reversed(gaps):
        low, high = max(first, least), min(last, end)
        if low > high:
            continue
        if last - first > (end - top) // 5:
            return high
        return min(max((first + last) // 2, low), high)
    return None


def _first_place(gaps: list[tuple[int, int]], start: int, end: int) -> int | None:
    for first, last in gaps:
        low, high = max(first, start), min(last, end)
        if low <= high:
            return min(max((first + last) // 2, low), high)
    return None


def _after(gaps: list[tuple[int, int]], row: int) -> int:
    """Return the first row from ``row`` on that no text line holds."""
    for first, last in gaps:
        if last >= row:
            return max(first, row)
    return row
