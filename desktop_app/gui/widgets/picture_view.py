"""The picture of one piece of evidence: zoom, move, words to select, boxes to click or draw."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from desktop_app.gui.models.review_entries import Key
from desktop_app.gui.texts import put
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.picture_hand import PictureHand, Tool
from desktop_app.gui.widgets.picture_marks import MarksItem, PictureMark
from desktop_app.gui.widgets.picture_tiles import Ask, TileItem, TileStore

LEAST, MOST, STEP = 0.01, 8.0, 1.2
_MARGIN = 16  # logical pixels around a fitted picture
_TALL = 2.7  # height by width from which a picture is fitted by its width


class Fit(Enum):
    """How the picture follows the size of its place."""

    WINDOW = "window"
    WIDTH = "width"
    FREE = "free"


class PictureView(QGraphicsView):
    """Shows tiles, marks and what was drawn.

    Signals: ``picked(channel, id)`` for a click on an entry, ``asked(Key or None, Area or None,
    global point)`` for a menu on an entry or drawn area, ``zoomed(factor)``, ``moved()`` when
    the picture stands elsewhere.

    Attributes:
        hand: the tool in hand: selecting words, drawing boxes.
    """

    picked = Signal(str, int)
    asked = Signal(object, object, object)
    zoomed = Signal(float)
    moved = Signal()

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._desk = QGraphicsScene(self)
        self.setScene(self._desk)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setMouseTracking(True)
        put(self, "accessibleName", "review.picture_name")
        self._store = TileStore(ask, self)
        self._tiles: list[TileItem] = []
        self._marks = MarksItem()
        self._desk.addItem(self._marks)
        self.hand = PictureHand(self)
        self._desk.addItem(self.hand.item)
        self._size = QRectF()
        self._fit = Fit.WINDOW
        self._press: QPoint | None = None
        self._moved = self._by_hand = False
        theme.changed.connect(self._colour)
        self._colour()

    # ------------------------------------------------------------------ what is shown

    def set_picture(self, tiles: Sequence[tuple[Path, int, int]]) -> None:
        """Show another picture, its tiles from top to bottom with their sizes in pixels."""
        for item in self._tiles:
            self._desk.removeItem(item)
        self._tiles.clear()
        self._store.forget()
        top = 0
        for file, width, height in tiles:
            item = TileItem(self._store, file, QRectF(0, top, width, height))
            self._desk.addItem(item)
            self._tiles.append(item)
            top += height
        wide = max((width for _, width, _ in tiles), default=0)
        self._size = QRectF(0, 0, wide, top)
        self._marks.set_size(self._size)
        self._marks.set_marks(())
        self.hand.set_size(self._size)
        self.setSceneRect(self._size.adjusted(-24, -24, 24, 24) if tiles else QRectF())
        tall = wide > 0 and top > wide * _TALL
        self.fit(Fit.WIDTH if tall else Fit.WINDOW)
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def set_marks(self, marks: Sequence[PictureMark]) -> None:
        """Show these marks over the picture."""
        self._marks.set_marks(marks)

    def choose(self, key: Key | None, *, follow: bool = True) -> None:
        """Make an entry's box stand out; ``follow`` brings it into sight."""
        box = self._marks.choose(key)
        if box is not None and follow:
            self.ensureVisible(box, 24, 60)

    def mark_at(self, key: Key) -> QPoint | None:
        """Return the middle of an entry's box on the viewport."""
        box = next((mark.box for mark in self._marks._marks if mark.key == key), None)
        return None if box is None else self.mapFromScene(box.center())

    # ------------------------------------------------------------------ zoom

    def factor(self) -> float:
        """Return logical pixels for a pixel of the picture."""
        return self.transform().m11()

    def fit(self, fit: Fit) -> None:
        """Follow the place's width, the whole place, or neither."""
        self._fit = fit
        if fit is Fit.FREE or self._size.isEmpty():
            return
        room = self.maximumViewportSize()
        across = max(40, room.width() - 2 * _MARGIN) / self._size.width()
        factor = across
        if fit is Fit.WINDOW:
            factor = min(across, max(40, room.height() - 2 * _MARGIN) / self._size.height())
        else:
            factor = max(40, room.width() - 2 * _MARGIN - 12) / self._size.width()
        self._set_factor(min(factor, 1.0))

    def zoom(self, by: float) -> None:
        """Zoom by a factor around the middle, or the pointer while the wheel turns."""
        self._fit = Fit.FREE
        self._set_factor(self.factor() * by)

    def actual(self) -> None:
        """Show one pixel of the picture as one logical pixel."""
        self._fit = Fit.FREE
        self._set_factor(1.0)

    def _set_factor(self, factor: float) -> None:
        factor = min(MOST, max(LEAST, factor))
        current = self.factor()
        if abs(factor - current) > 1e-6:
            self.scale(factor / current, factor / current)
        self.zoomed.emit(factor)
        self.moved.emit()

    # ------------------------------------------------------------------ events

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            under = QGraphicsView.ViewportAnchor.AnchorUnderMouse
            self.setTransformationAnchor(under)
            self.zoom(STEP ** (event.angleDelta().y() / 120))
            self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin with the tool in hand, or to move the picture, or to click."""
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._press, self._moved, self._by_hand = at, True, False
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press, self._moved = at, False
            self._by_hand = self.hand.press(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go on; without a button show what is under the pointer."""
        at = event.position().toPoint()
        if self._press is None:
            self._show_under(at)
            return
        if self._by_hand:
            self.hand.move(at)
            return
        way = at - self._press
        if self._moved or way.manhattanLength() > 6:
            self._moved = True
            self._press = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - way.x())
            down.setValue(down.value() - way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End what was begun; a click picks the entry, or the drawn area, under it."""
        at = event.position().toPoint()
        clicked = self._press is not None and not self._moved
        if self._by_hand:
            clicked = self.hand.release(at)
        self._press, self._by_hand = None, False
        if clicked and event.button() == Qt.MouseButton.LeftButton:
            key = self._marks.at(self.mapToScene(at))
            if self.hand.tool is not Tool.SELECT:
                self._ask(None, at)
            elif key is not None:
                self.picked.emit(*key)
            else:
                self._ask(None, at)
        self._show_under(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select a whole message; beside the words switch between whole picture and full width."""
        if self.hand.tool is not Tool.SELECT or event.button() != Qt.MouseButton.LeftButton:
            return
        point = self.mapToScene(event.position().toPoint())
        spot = self.hand.text.at(point.x(), point.y())
        if spot is not None:
            self.hand.select(self.hand.text.key_of(spot), None)
            self.hand.selected.emit()
        else:
            self.fit(Fit.WIDTH if self._fit is not Fit.WIDTH else Fit.WINDOW)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu on what lies under the pointer."""
        self._ask(self._marks.at(self.mapToScene(event.pos())), event.pos())

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Tell what hangs over the picture that it stands elsewhere."""
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave keys to the review."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Stay fitted."""
        super().resizeEvent(event)
        self.fit(self._fit)
        self.moved.emit()

    def _ask(self, key: Key | None, at: QPoint) -> None:
        area = self.hand.item.area_at(self.mapToScene(at))
        if key is not None or area is not None:
            self.asked.emit(key, area, self.viewport().mapToGlobal(at))

    def _show_under(self, at: QPoint) -> None:
        point = self.mapToScene(at)
        key = self._marks.at(point) if self.hand.tool is Tool.SELECT else None
        self._marks.hover(key)
        plain = Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(self.hand.cursor(point, plain))

    def _colour(self) -> None:
        self.setBackgroundBrush(QColor(theme.tokens.desk))
