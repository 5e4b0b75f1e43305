"""A screen line cut large from its picture, with some of what stands around it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.geometry import Box
from desktop_app.gui import fonts, icons
from desktop_app.gui.texts import tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import ratio_of, rounded
from desktop_app.gui.widgets.picture_tiles import Ask, TileStore

Tiles = Sequence[tuple[Path, int, int]]

_MARGIN = 28  # logical pixels kept free beside the line
_LARGEST = 3.0  # logical pixels for a pixel of the picture
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class _Window:
    """What of the picture is seen: the source in picture pixels, and the scale to the screen."""

    source: QRectF
    scale: float


class LineCrop(QWidget):
    """Shows one line of a picture; a worker made the tiles, and they load beside the window.

    Args:
        ask: runs a read elsewhere, as ``Session.ask``.
        line_height: logical pixels that the line's height is scaled to where it fits.
        store: tiles shared with other crops, or None for its own.

    Signals: ``clicked``.
    """

    clicked = Signal()

    def __init__(self, ask: Ask, line_height: int, store: TileStore | None = None) -> None:
        super().__init__()
        self._line_height = line_height
        self.store = store or TileStore(ask, self)
        self._tiles: Tiles = ()
        self._box: Box | None = None
        self._marks: Sequence[Box] = ()
        self._hidden = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.store.loaded.connect(self.update)
        theme.changed.connect(self.update)

    def show_line(
        self, tiles: Tiles, box: Box | None, marks: Sequence[Box] = (), *, hidden: bool = False
    ) -> None:
        """Show a line.

        Args:
            tiles: the picture's tiles with their sizes; empty while they are not known.
            box: the line in picture pixels, or None where it stands on no picture.
            marks: characters in doubt, in picture pixels.
            hidden: cover it.
        """
        self._tiles, self._box, self._marks, self._hidden = tiles, box, marks, hidden
        shape = Qt.CursorShape.PointingHandCursor if hidden else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def prefetch(self, tiles: Tiles, box: Box | None) -> None:
        """Load what another line will need."""
        if box is not None and tiles and self.width() > 0:
            window = self._window(box, tiles)
            for file, level, size, _ in self._parts(window, tiles, self.devicePixelRatioF()):
                self.store.image(file, level, size, self.update)

    def arrived(self) -> bool:
        """Whether everything in sight has been loaded."""
        if self._box is None or not self._tiles or self._hidden:
            return True
        window = self._window(self._box, self._tiles)
        parts = self._parts(window, self._tiles, self.devicePixelRatioF())
        return all(self.store.has(file, level) for file, level, _, _ in parts)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a wide strip with a line above and below."""
        return QSize(600, self._line_height * 5)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room for the line itself."""
        return QSize(120, round(self._line_height * 1.6))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let a click lift the cover."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint picture, frame and marks."""
        del event
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setClipPath(rounded(room, 10))
        painter.fillRect(self.rect(), QColor(tokens.desk))
        if self._hidden:
            self._cover(painter)
        elif self._box is not None and self._tiles:
            self._picture(painter, self._box)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(room, 10, 10)
        painter.end()

    def _picture(self, painter: QPainter, box: Box) -> None:
        tokens = theme.tokens
        window = self._window(box, self._tiles)
        scale, source = window.scale, window.source

        def on_screen(each: QRectF) -> QRectF:
            corner = (each.topLeft() - source.topLeft()) * scale
            return QRectF(corner, each.size() * scale)

        for file, level, size, part in self._parts(window, self._tiles, ratio_of(painter)):
            image = self.store.image(file, level, size, self.update)
            if image is None or image.isNull():
                continue
            top = self._top_of(file)
            factor = image.width() / size
            cut = QRectF(part.x(), part.y() - top, part.width(), part.height())
            cut = QRectF(cut.topLeft() * factor, cut.size() * factor)
            painter.drawImage(on_screen(part), image, cut)
        line = on_screen(QRectF(box.x, box.y, box.w, box.h)).adjusted(-7, -5, 7, 5)
        around = rounded(QRectF(self.rect()), 0)
        around -= rounded(line, 6)
        veil = QColor(tokens.desk)
        veil.setAlphaF(0.45)
        painter.fillPath(around, veil)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(line, 6, 6)
        pen = QPen(QColor("#B4472E"), 2.4, Qt.PenStyle.DotLine)  # on the screenshot, no theme
        painter.setPen(pen)
        for mark in self._marks:
            under = on_screen(QRectF(mark.x, mark.y, mark.w, mark.h))
            y = line.bottom() - 2.5
            painter.drawLine(QPointF(under.left() + 1, y), QPointF(under.right() - 1, y))

    def _cover(self, painter: QPainter) -> None:
        tokens = theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.line))
        words, font = tr("lines.hidden"), fonts.font(13)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(words) + 28
        left, middle = (self.width() - wide) / 2, self.height() / 2
        icons.paint(painter, "eye-off", QRectF(left, middle - 10, 20, 20), tokens.second)
        painter.setPen(QColor(tokens.second))
        place = QRectF(left + 28, middle - 14, wide, 28)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _window(self, box: Box, tiles: Tiles) -> _Window:
        """Return what is seen: the line in the middle, as large as its height and width allow."""
        wide = max(size for _, size, _ in tiles)
        across = max(40, self.width() - 2 * _MARGIN) / max(1, box.w)
        scale = min(self._line_height / max(1, box.h), across, _LARGEST)
        width, height = self.width() / scale, self.height() / scale
        left = box.x + box.w / 2 - width / 2
        left = min(max(0.0, left), wide - width) if wide > width else (wide - width) / 2
        return _Window(QRectF(left, box.y + box.h / 2 - height / 2, width, height), scale)

    def _top_of(self, file: Path) -> int:
        top = 0
        for each, _, height in self._tiles:
            if each == file:
                break
            top += height
        return top

    @staticmethod
    def _parts(window: _Window, tiles: Tiles, ratio: float) -> list[tuple[Path, int, int, QRectF]]:
        """Return the tiles in sight: file, level, width as stored, and the part that is seen."""
        scale = window.scale * ratio
        level = min(_DEEPEST, max(0, math.floor(math.log2(1 / scale)))) if scale < 1 else 0
        found: list[tuple[Path, int, int, QRectF]] = []
        top = 0
        for file, width, height in tiles:
            part = QRectF(0, top, width, height) & window.source
            if not part.isEmpty():
                found.append((file, level, width, part))
            top += height
        return found
