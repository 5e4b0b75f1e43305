"""Lines of a call list that were found in pieces, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import LineStatus, RecognisedLine
from desktop_app.reading.call_numbers import with_whole_number
from desktop_app.text import phones

_RANK = {
    LineStatus.CORRECTED: 0,
    LineStatus.AGREED: 1,
    LineStatus.SINGLE: 2,
    LineStatus.DOUBTFUL: 3,
}
# Pieces of one number stand no farther apart than this share of their height.
_PIECES = 0.6
_DIGITS = re.compile(r"[0-9*+ -]+")
# What a narrow screen puts on a line of its own: ``呼入30分35`` and ``秒`` below it.
_CUT = re.compile(
    r"(?:[0-9]\s*(?:小时|分)\s*[0-9]{0,2}|(?:呼入|呼出|来电|去电|响铃|通话)\s*[0-9]{1,4})$"
)
_TAIL = re.compile(r"[0-9]?(?:秒钟?|分钟?(?:[0-9]{1,2}秒)?|[声次])")


def whole(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return the lines put together again that were found in two pieces.

    Numbers fall apart where something crosses them (``1|3800…``), lengths at the end of a line.
    """
    found: list[RecognisedLine] = []
    for line in map(with_whole_number, lines):
        for at, other in enumerate(found):
            if _goes_on(other, line):
                text = other.text.rstrip() + line.text.strip()
                found[at] = replace(other, text=text, status=weakest((other, line)))
                break
            first, second = sorted((other, line), key=lambda each: each.box.x)
            text = first.text.strip() + second.text.strip()
            if _adjoin(first.box, second.box) and _is_one_number(text, first, second):
                box = union_of([first.box, second.box])
                status = weakest((first, second))
                found[at] = replace(second, text=text, box=box, status=status)
                break
        else:
            found.append(line)
    return sorted(found, key=lambda line: (line.box.y, line.box.x))


def _goes_on(line: RecognisedLine, below: RecognisedLine) -> bool:
    """Whether a line is the end of the length in the line above."""
    box, under = line.box, below.box
    near = 0 <= under.y - box.bottom < 0.8 * under.h and abs(under.x - box.x) < under.h
    tail = _TAIL.fullmatch(below.text.strip().replace(" ", ""))
    return near and bool(tail and _CUT.search(line.text.rstrip()))


def _adjoin(first: Box, second: Box) -> bool:
    level = abs(first.centre_y - second.centre_y) < 0.3 * min(first.h, second.h)
    return level and 0 <= second.x - first.right < _PIECES * min(first.h, second.h)


def _is_one_number(text: str, first: RecognisedLine, second: RecognisedLine) -> bool:
    numeric = _DIGITS.fullmatch(first.text.strip()) and _DIGITS.fullmatch(second.text.strip())
    alone = phones.find(first.text) or phones.find(second.text)
    return bool(numeric) and not alone and phones.find(text) == ((0, len(text)),)


def weakest(lines: Sequence[RecognisedLine]) -> LineStatus:
    """Return the least trusted status of some lines."""
    return max((line.status for line in lines), key=lambda status: _RANK[status])
