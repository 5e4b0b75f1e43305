"""A printed number that was read with a digit lost: another look may have read it whole."""

from __future__ import annotations

import re
from dataclasses import replace

from desktop_app.domain.recognition import LineStatus, RecognisedLine
from desktop_app.text import phones
from desktop_app.text.lookalikes import digits

_NUMERIC = re.compile(r"[0-9][0-9 -]{7,12}[0-9]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def with_whole_number(line: RecognisedLine) -> RecognisedLine:
    """Return a line that is nearly a mobile number with the reading that is one; it is doubtful.

    Other lines come back as they are.
    """
    text = line.text.strip()
    if not _NUMERIC.fullmatch(text) or phones.find(text) or phones.normalise(text):
        return line
    for reading in line.readings:
        other = digits(reading.text).replace(" ", "")
        if _MOBILE.fullmatch(other):
            return replace(line, text=other, edges=(), status=LineStatus.DOUBTFUL)
    return line
