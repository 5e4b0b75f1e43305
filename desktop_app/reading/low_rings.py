"""Full stops of Chinese alone on a line, which readers take for the letter o."""

from __future__ import annotations

import re
from dataclasses import replace

from desktop_app.domain.recognition import RecognisedLine

_RINGS = re.compile(r"^\s*[oO0°](?:\s*[oO0°])*\s*$")
_LOW = 0.5


def as_stops(line: RecognisedLine, letter: float) -> RecognisedLine:
    """Return a line of low rings as the full stops that they are, any other line unchanged.

    Args:
        line: the line as read.
        letter: typical height of a line around it, pixels.
    """
    if line.box.h >= _LOW * letter or not _RINGS.match(line.text):
        return line
    places = [at for at, char in enumerate(line.text) if not char.isspace()]
    edges: tuple[int, ...] = ()
    if len(line.edges) == len(line.text) + 1:
        edges = (*(line.edges[at] for at in places), line.edges[places[-1] + 1])
    return replace(line, text="。" * len(places), edges=edges)
