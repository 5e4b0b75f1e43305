"""Sizes and colours of the printed page; lengths in points, colours as ``#RRGGBB``."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.tags import Scenario
from desktop_app.dossier.model import Style, Tone

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN = 18 * MM
WIDTH = PAGE_WIDTH - 2 * MARGIN
HEAD_BASELINE, HEAD_RULE = 13.2 * MM, 15.6 * MM
TOP, BOTTOM = 23.5 * MM, 277 * MM
FOOT_RULE, FOOT_BASELINE = 282 * MM, 286.2 * MM
BODY_HEIGHT = BOTTOM - TOP

PICTURE_WIDTH = 72 * MM
GUTTER = 6 * MM
PICTURE_HEIGHT = 222 * MM
CAPTION_HEIGHT = 5 * MM

LINE, RULE, SHADE, PAPER = "#DAD7D0", "#52606D", "#F4F3EF", "#FFFFFF"
ACCENT, WASH = "#1F6F6B", "#E6F1F0"

TONES = {
    Tone.INK: "#1F2933",
    Tone.SECOND: "#52606D",
    Tone.THIRD: "#6B7683",
    Tone.DOUBT: "#8A5A12",
    Tone.PAPER: "#FFFFFF",
    Tone.ABUSE: "#B4472E",
    Tone.THREAT: "#7A3E9D",
    Tone.NUISANCE: "#93590B",
    Tone.MAILING: "#2F659F",
}
WASHES = {
    Scenario.ABUSE: "#FBEAE6",
    Scenario.THREAT: "#F3EAF8",
    Scenario.NUISANCE: "#FBF1DE",
    Scenario.MAILING: "#E7EFF8",
}


def scenario_colour(scenario: Scenario) -> str:
    """Return the ink of a scenario."""
    return TONES[Tone(scenario.value)]


@dataclass(frozen=True, slots=True)
class Face:
    """How a kind of text is set: size and leading in points, tracking in em."""

    size: float
    leading: float
    bold: bool = False
    tracking: float = 0.0


TITLE = Face(26, 38, bold=True, tracking=0.08)
PART = Face(16, 24, bold=True)
HEAD = Face(11, 17, bold=True)
BODY = Face(10.5, 17.5)
TABLE = Face(8.5, 13.2)
TABLE_HEAD = Face(8.5, 13, bold=True)
SMALL = Face(8, 12.6)
TINY = Face(7, 10.5)
CODE = Face(8.5, 13.5)
FIGURE = Face(20, 26, bold=True)
MARK = Face(5.2, 6.6)
COVER = Face(10.5, 16)

STYLES = {
    Style.TITLE: TITLE,
    Style.LEAD: Face(10, 16),
    Style.BODY: BODY,
    Style.NOTE: SMALL,
    Style.CODE: CODE,
}
