"""Drawing on the page: points from the top-left corner, colours as ``#RRGGBB``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor

from desktop_app.dossier.look import PAGE_HEIGHT, RULE
from desktop_app.dossier.pictures import embed


class Pen:
    """A canvas with the origin at the top left.

    Attributes:
        missing: marks drawn for characters that no font has.
    """

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._colours: dict[str, Any] = {}
        self.missing = 0

    def _colour(self, value: str) -> Any:
        found = self._colours.get(value)
        if found is None:
            found = self._colours[value] = HexColor(value)
        return found

    def text(
        self,
        x: float,
        y: float,
        text: str,
        font: str,
        size: float,
        colour: str,
        tracking: float = 0.0,
    ) -> None:
        """Draw a text of one font with its baseline at ``y``; tracking in points."""
        canvas = self._canvas
        writing = canvas.beginText(x, PAGE_HEIGHT - y)
        writing.setFont(font, size)
        if tracking:
            writing.setCharSpace(tracking)
        writing.setFillColor(self._colour(colour))
        writing.textOut(text)
        if tracking:
            writing.setCharSpace(0)
        canvas.drawText(writing)

    def rule(
        self,
        x: float,
        y: float,
        width: float,
        colour: str,
        thickness: float = 0.5,
    ) -> None:
        """Draw a horizontal line."""
        canvas = self._canvas
        canvas.setStrokeColor(self._colour(colour))
        canvas.setLineWidth(thickness)
        canvas.line(x, PAGE_HEIGHT - y, x + width, PAGE_HEIGHT - y)

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        canvas = self._canvas
        canvas.setFillColor(self._colour(colour))
        canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=0, fill=1)

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str = RULE,
        thickness: float = 0.4,
    ) -> None:
        """Draw the outline of a rectangle."""
        canvas = self._canvas
        canvas.setStrokeColor(self._colour(colour))
        canvas.setLineWidth(thickness)
        canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=1, fill=0)

    def pill(self, x: float, y: float, width: float, height: float, ink: str, wash: str) -> None:
        """Draw a filled label with round ends."""
        canvas = self._canvas
        canvas.setStrokeColor(self._colour(ink))
        canvas.setFillColor(self._colour(wash))
        canvas.setLineWidth(0.5)
        canvas.roundRect(x, PAGE_HEIGHT - y - height, width, height, height / 2, stroke=1, fill=1)

    def picture(self, path: Path, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture file; its bytes go into the PDF once, undecoded where possible."""
        embed(self._canvas, path, x, PAGE_HEIGHT - y - height, width, height)

    def link(self, x: float, y: float, width: float, height: float, target: str) -> None:
        """Make a rectangle lead to an anchor."""
        bottom = PAGE_HEIGHT - y - height
        self._canvas.linkAbsolute("", target, (x, bottom, x + width, bottom + height))

    def anchor(self, name: str, y: float) -> None:
        """Name this height of the page."""
        self._canvas.bookmarkPage(name, fit="XYZ", left=0, top=PAGE_HEIGHT - y)

    def outline(self, title: str, name: str, level: int) -> None:
        """Add a bookmark that leads to an anchor."""
        self._canvas.addOutlineEntry(title, name, level=level, closed=level > 0)
