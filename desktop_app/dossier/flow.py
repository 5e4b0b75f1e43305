"""Pages being filled from top to bottom with pieces of known height."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_app.dossier.look import BOTTOM, MARGIN, TOP
from desktop_app.dossier.pen import Pen

Draw = Callable[[Pen, float, float], None]


@dataclass(slots=True)
class Piece:
    """Something of known height that is never cut.

    Attributes:
        height: points.
        draw: called with pen, left and top.
        anchors: names of this place.
    """

    height: float
    draw: Draw
    anchors: tuple[str, ...] = ()


@dataclass(slots=True)
class Bookmark:
    """An outline entry at a height of a page."""

    title: str
    anchor: str
    level: int


@dataclass(slots=True)
class Page:
    """One page: its running head and the pieces on it with left and top."""

    running: str
    pieces: list[tuple[float, float, Piece]] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """Takes pieces and starts pages.

    Attributes:
        y: where the next piece goes, points from the page's top.
        anchors: page numbers from 1 by anchor.
    """

    pages: list[Page] = field(default_factory=list)
    y: float = TOP
    running: str = ""
    anchors: dict[str, int] = field(default_factory=dict)

    @property
    def room(self) -> float:
        """Height that is left on the page."""
        return BOTTOM - self.y

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self.pages[-1].pieces

    def new_page(self) -> None:
        """Start a page."""
        self.pages.append(Page(self.running))
        self.y = TOP

    def need(self, height: float) -> None:
        """Start a page unless this height is left or nothing stands on the page."""
        if height > self.room + 0.01 and not self.at_top:
            self.new_page()

    def place(self, piece: Piece, x: float = MARGIN) -> None:
        """Put a piece at the cursor, on a new page if it does not fit."""
        self.need(piece.height)
        self.put(piece, x, self.y)
        self.y += piece.height

    def put(self, piece: Piece, x: float, y: float) -> None:
        """Put a piece anywhere on the page without moving the cursor."""
        self.pages[-1].pieces.append((x, y, piece))
        for anchor in piece.anchors:
            self.anchors[anchor] = len(self.pages)

    def skip(self, height: float) -> None:
        """Leave height empty, but never at the top of a page."""
        if not self.at_top:
            self.y = min(self.y + height, BOTTOM)
