"""Whether a page is built like a list of calls, whatever program drew it.

Such a page repeats one thing: somebody's number or name, and beside or below it a time in a
column of its own. All else on it is short and of few kinds (place, line, kind of call, length,
mark), for a call has no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage
from desktop_app.reading.call_chrome import call_words_of, content_of
from desktop_app.reading.call_pieces import whole
from desktop_app.reading.call_words import LineFacts, facts_of, is_label, is_mark, is_place

_LEAST_TIMES = 3
_LONGEST_NAME = 14
_IN_COLUMN = 0.7
_SPARE_NAMES = 3
_FEW = 0.2
_LEAST_NUMBERS, _LEAST_WORDS = 2, 2
_OFF_CENTRE = 0.06
_BELOW, _INDENT = 0.9, 2.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, what it says, and the words of it that no list of calls uses."""

    source: RecognisedLine
    facts: LineFacts
    strange: tuple[str, ...]


def calls_shown(page: RecognisedPage) -> bool:
    """Whether nearly all that a page shows are rows of calls.

    It needs times in a column, words of the screen or numbers that are about calls, and no
    more than one name for each time: the beginnings of messages below names are none.
    """
    lines = [_told(line) for line in whole(content_of(page))]
    times = [line for line in lines if line.facts.times]
    strange = [line for line in lines if line.strange]
    if len(times) < _LEAST_TIMES or len(strange) > len(times) + _SPARE_NAMES:
        return False
    numbers = sum(bool(line.facts.number) for line in lines)
    kinds = sum(line.facts.has_status for line in lines) + len(page.signs)
    words = len(call_words_of(page))
    called = numbers + kinds >= max(_LEAST_TIMES, 0.4 * len(times))
    about = words >= _LEAST_WORDS or (called and (words or numbers >= _LEAST_NUMBERS))
    long = sum(any(len(word) > _LONGEST_NAME for word in line.strange) for line in strange)
    said = long + sum(_is_said(line, lines) for line in strange)
    return bool(about) and said <= _FEW * len(times) + 1 and _in_column(times, page.width)


def _told(line: RecognisedLine) -> _Line:
    facts = facts_of(line.text)
    known = (is_place, is_label, is_mark)
    strange = tuple(word for word in facts.rest if not any(test(word) for test in known))
    return _Line(line, facts, strange)


def _is_said(line: _Line, lines: Sequence[_Line]) -> bool:
    """Whether strange words stand right below a number or a name, as a message does."""
    box = line.source.box
    return any(
        (other.facts.number or other.strange)
        and 0 <= box.y - other.source.box.bottom < _BELOW * box.h
        and abs(box.x - other.source.box.x) < _INDENT * box.h
        for other in lines
    )


def _in_column(times: Sequence[_Line], width: int) -> bool:
    """Whether most of the times begin or end below each other, and aside from the middle."""
    boxes = [line.source.box for line in times]
    aside = [box for box in boxes if abs(box.centre_x - width / 2) > _OFF_CENTRE * width]
    return max(map(len, _columns(aside)), default=0) >= _IN_COLUMN * len(boxes)


def _columns(boxes: Sequence[Box]) -> list[list[Box]]:
    by_edge: list[list[Box]] = []
    for one in boxes:
        by_edge.append([box for box in boxes if abs(box.x - one.x) < one.h])
        by_edge.append([box for box in boxes if abs(box.right - one.right) < one.h])
    return by_edge
