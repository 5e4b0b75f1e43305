"""Sets lines and remembers them, so that the second pass over a long dossier is cheap."""

from __future__ import annotations

from desktop_app.dossier.look import Face
from desktop_app.dossier.model import Line
from desktop_app.dossier.textblock import PageNumbers, TextBlock, has_numbers, set_text


class Typesetter:
    """Sets lines with the page numbers known in this pass.

    Attributes:
        numbers: pages of anchors; replaced between passes.
    """

    def __init__(self) -> None:
        self.numbers = PageNumbers({}, 88)
        self._known: dict[tuple[Line, Face, float], TextBlock] = {}

    def set(self, line: Line, face: Face, width: float) -> TextBlock:
        """Break a line of inline elements at a width in points."""
        if has_numbers(line):
            return set_text(line, face, width, self.numbers)
        key = (line, face, width)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = set_text(line, face, width)
        return found
