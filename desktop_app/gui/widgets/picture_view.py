"""The picture of one piece of evidence: zoom, move, boxes that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from desktop_app.gui.models.review_entries import Key
from desktop_app.gui.texts import put
from desktop_app.gui.theme import theme
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
    """Shows tiles and marks; ``picked(channel, id)`` for a click on a box, ``zoomed(factor)``."""

    picked = Signal(str, int)
    zoomed = Signal(float)

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
        self._size = QRectF()
        self._fit = Fit.WINDOW
        self._press: QPoint | None = None
        self._moved = False
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
        self.setSceneRect(self._size.adjusted(-24, -24, 24, 24) if tiles else QRectF())
        tall = wide > 0 and top > wide * _TALL
        self.fit(Fit.WIDTH if tall else Fit.WINDOW)
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def set_marks(self, marks: Sequence[PictureMark]) -> None:
        """Show these marks over the picture."""
        self._marks.set_marks(marks)

    def choose(self, key: Key | None) -> None:
        """Make an entry's box stand out and bring it into sight."""
        box = self._marks.choose(key)
        if box is not None:
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
        """Begin to move the picture, or to click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._moved = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the picture; without a button show what is under the pointer."""
        at = event.position().toPoint()
        if self._press is None:
            key = self._key_at(event.position())
            self._marks.hover(key)
            shape = (
                Qt.CursorShape.ArrowCursor if key is None else (Qt.CursorShape.PointingHandCursor)
            )
            self.viewport().setCursor(shape)
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
        """Pick the entry under a click."""
        if self._press is not None and not self._moved:
            key = self._key_at(event.position())
            if key is not None:
                self.picked.emit(*key)
        self._press = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Switch between the whole picture and its full width."""
        del event
        self.fit(Fit.WIDTH if self._fit is not Fit.WIDTH else Fit.WINDOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave keys to the review."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Stay fitted."""
        super().resizeEvent(event)
        self.fit(self._fit)

    def _key_at(self, at: QPointF) -> Key | None:
        return self._marks.at(self.mapToScene(at.toPoint()))

    def _colour(self) -> None:
        self.setBackgroundBrush(QColor(theme.tokens.desk))
