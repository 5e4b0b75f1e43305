"""What the left mouse button does on a picture beside moving it: select words, draw a box."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QGraphicsView

from desktop_app.domain.drawn import Area, AreaUse
from desktop_app.domain.geometry import Box
from desktop_app.gui.models.picture_text import PictureText, Spot
from desktop_app.gui.models.review_entries import Entry, Key
from desktop_app.gui.widgets.picture_drawn import DrawnItem

_LEAST = 5  # logical pixels across that make a box and no click
_DRAG = 4


class Tool(Enum):
    """What the left button is for."""

    SELECT = "select"
    READ = "read"
    IGNORE = "ignore"


_USE = {Tool.READ: AreaUse.READ, Tool.IGNORE: AreaUse.IGNORE}


class PictureHand(QObject):
    """The tool in hand over one view.

    Signals: ``drew(Tool, Box)`` when a box was drawn, in pixels of the picture; ``selected()``
    when a selection has ended or gone; ``tool_changed(Tool)``.
    """

    drew = Signal(object, object)
    selected = Signal()
    tool_changed = Signal(object)

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self.item = DrawnItem()
        self.tool = Tool.SELECT
        self.text = PictureText()
        self._size = QRectF()
        self._from: Spot | None = None
        self._to: Spot | None = None
        self._corner: QPointF | None = None
        self._pressed = QPoint()
        self._selecting = False

    # ------------------------------------------------------------------ what is there

    def set_size(self, size: QRectF) -> None:
        """Take another picture in hand, in its pixels."""
        self._size = size
        self.item.set_size(size)
        self.item.set_areas(())
        self.text = PictureText()
        self.clear()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Make these entries' words selectable; the same words stay selected."""
        before = self.copied()
        self.text = PictureText(entries)
        if before and self.copied() != before:
            self.clear()

    def set_areas(self, areas: Sequence[Area]) -> None:
        """Show what was drawn."""
        self.item.set_areas(areas)

    def take(self, tool: Tool) -> None:
        """Take another tool."""
        self.drop_band()
        if tool is self.tool:
            return
        self.tool = tool
        self.item.reading = tool is Tool.READ
        self.item.update()
        shape = self.cursor(QPointF(-1e6, -1e6), Qt.CursorShape.ArrowCursor)
        self._view.viewport().setCursor(shape)
        self.tool_changed.emit(tool)

    def cursor(self, at: QPointF, plain: Qt.CursorShape) -> Qt.CursorShape:
        """Return the shape of the pointer at a point of the picture; ``plain`` beside words."""
        if self.tool is not Tool.SELECT:
            return Qt.CursorShape.CrossCursor
        on_words = self.text.at(at.x(), at.y()) is not None
        return Qt.CursorShape.IBeamCursor if on_words else plain

    # ------------------------------------------------------------------ selection

    def copied(self) -> str:
        """Return the selected words, or an empty text."""
        if self._from is None or self._to is None:
            return ""
        return self.text.text(self._from, self._to)

    def span(self) -> tuple[Key, tuple[int, int]] | None:
        """Return message and characters of a selection within one message."""
        if self._from is None or self._to is None or self._from.order != self._to.order:
            return None
        low, high = sorted((self._from.offset, self._to.offset))
        return self.text.key_of(self._from), (low, high)

    def select(self, key: Key, span: tuple[int, int] | None) -> None:
        """Show characters of a message as selected; None the whole message."""
        both = self.text.ends(key, span)
        if both is None:
            self.clear()
        else:
            self._from, self._to = both
            self._show()

    def clear(self) -> None:
        """Select nothing."""
        self._from = self._to = None
        self._selecting = False
        self.item.select(())

    def _show(self) -> None:
        if self._from is not None and self._to is not None:
            self.item.select(self.text.boxes(self._from, self._to))

    # ------------------------------------------------------------------ the mouse

    def press(self, at: QPoint) -> bool:
        """Begin with what lies under the pointer; False where the view should move instead."""
        point = self._view.mapToScene(at)
        self._pressed = at
        if self.tool is not Tool.SELECT:
            self._corner = self._within(point)
            return True
        had = bool(self.copied())
        self.clear()
        if had:
            self.selected.emit()
        self._from = self.text.at(point.x(), point.y())
        return self._from is not None

    def move(self, at: QPoint) -> None:
        """Go on selecting or drawing."""
        point = self._view.mapToScene(at)
        if self._corner is not None:
            self.item.show_band(QRectF(self._corner, self._within(point)).normalized(), self._use())
        elif self._from is not None:
            far = (at - self._pressed).manhattanLength() > _DRAG
            self._selecting = self._selecting or far
            if self._selecting:
                self._to = self.text.nearest(point.x(), point.y())
                self._show()
        room = self._view.viewport().rect()
        if not room.contains(at):
            self._view.ensureVisible(QRectF(point, point).adjusted(-1, -1, 1, 1), 8, 8)

    def release(self, at: QPoint) -> bool:
        """End it; True where it was a click and nothing was drawn or selected."""
        if self._corner is not None:
            far = at - self._pressed
            if min(abs(far.x()), abs(far.y())) < _LEAST:
                self.drop_band()
                return True
            band = QRectF(self._corner, self._within(self._view.mapToScene(at))).normalized()
            self._corner = None
            self.drew.emit(self.tool, _box(band))
            return False
        if not self._selecting:
            self._from = None
            return True
        self._selecting = False
        self.selected.emit()
        return False

    def drop_band(self) -> None:
        """Forget the box at hand."""
        self._corner = None
        self.item.show_band(None, AreaUse.READ)

    def _use(self) -> AreaUse:
        return _USE.get(self.tool, AreaUse.READ)

    def _within(self, point: QPointF) -> QPointF:
        size = self._size
        return QPointF(
            min(max(point.x(), size.left()), size.right()),
            min(max(point.y(), size.top()), size.bottom()),
        )


def _box(band: QRectF) -> Box:
    left, top = int(band.left()), int(band.top())
    return Box(left, top, max(1, round(band.right()) - left), max(1, round(band.bottom()) - top))
