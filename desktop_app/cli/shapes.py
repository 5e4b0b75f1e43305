"""The JSON shapes of messages and calls, the same in ``read`` and ``show``."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Suggestion
from desktop_app.domain.transcript import CallRecord, Message

Shape = dict[str, object]
Stored = Callable[[Box], Box]
"""From a box of the upright picture to one of the picture as stored."""


def _as_it_is(box: Box) -> Box:
    return box


def box_shape(box: Box | None, stored: Stored = _as_it_is) -> list[int] | None:
    """Return ``[x, y, w, h]`` in pixels of the stored picture, top-left origin, or None."""
    if box is None:
        return None
    there = stored(box)
    return [there.x, there.y, there.w, there.h]


def time_shape(moment: Moment | None) -> tuple[str | None, str | None]:
    """Return the wall time as ISO 8601 and its precision; both None where unknown."""
    return (None, None) if moment is None else (moment.iso(), moment.precision.value)


def message_shape(message: Message, stored: Stored = _as_it_is) -> Shape:
    """Return a message as ``read --json`` prints it.

    A row in a table has ``row`` too, and words of others in a message ``quoted``, their spans.
    """
    time, precision = time_shape(message.moment)
    shape: Shape = {
        "speaker": message.speaker.value,
        "text": message.text,
        "box": box_shape(message.box, stored),
        "time": time,
        "time_precision": precision,
        "confidence": round(message.confidence, 1),
        "status": message.status.value,
        "alternatives": list(message.alternatives),
    }
    if message.quoted:
        shape["quoted"] = [list(span) for span in message.quoted]
    if message.row is not None:
        shape["row"] = message.row
    return shape


def call_shape(call: CallRecord, stored: Stored = _as_it_is) -> Shape:
    """Return a call as ``read --json`` prints it: with ``box`` on a picture, ``row`` in a table."""
    start, precision = time_shape(call.moment)
    shape: Shape = {
        "number": call.number,
        "direction": call.direction.value,
        "missed": call.missed,
        "start": start,
        "start_precision": precision,
        "duration_s": call.duration_s,
    }
    if call.box is not None:
        shape["box"] = box_shape(call.box, stored)
    else:
        shape["row"] = call.row
    return shape


def tag_shape(suggestion: Suggestion) -> Shape:
    """Return a suggested tag as ``tag --json`` prints it; spans are string indices."""
    return {
        "scenario": suggestion.scenario.value,
        "severity": suggestion.severity.value,
        "spans": [list(span) for span in suggestion.spans],
        "rule": suggestion.rule,
        "reason": suggestion.reason,
    }
