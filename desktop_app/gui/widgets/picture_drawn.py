"""What a person drew over the picture: selected words, ignored and read boxes, the box at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop_app.domain.drawn import Area, AreaUse
from desktop_app.domain.geometry import Box
from desktop_app.gui import icons
from desktop_app.gui.theme import theme

# Boxes lie on screenshots, whose colours no theme of ours changes.
_SELECTED = QColor(47, 163, 155, 110)
_TO_READ = QColor(47, 163, 155, 40)
_VEIL = QColor(250, 249, 246, 205)
_HATCH = QColor("#9AA3AB")
_READ = "#1F6F6B"
_STEP = 9.0  # logical pixels between two strokes of the hatching


class DrawnItem(QGraphicsItem):
    """Paints over the whole picture; what it shows is set by the view.

    Attributes:
        reading: boxes that were read are shown too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._size = QRectF()
        self._areas: tuple[Area, ...] = ()
        self._selected: tuple[QRectF, ...] = ()
        self._pending: tuple[QRectF, ...] = ()
        self._band: tuple[QRectF, AreaUse] | None = None
        self.reading = False
        self.setZValue(8)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_size(self, size: QRectF) -> None:
        """Cover this much of the picture."""
        self.prepareGeometryChange()
        self._size = size

    def set_areas(self, areas: Sequence[Area]) -> None:
        """Show these drawn areas."""
        self._areas = tuple(areas)
        self.update()

    def select(self, boxes: Sequence[Box]) -> None:
        """Show these boxes as selected words."""
        selected = tuple(rect_of(box) for box in boxes)
        if selected != self._selected:
            self._selected = selected
            self.update()

    def show_band(self, band: QRectF | None, use: AreaUse) -> None:
        """Show the box that is being drawn, or none."""
        self._band = None if band is None else (band, use)
        self.update()

    def set_pending(self, boxes: Sequence[Box]) -> None:
        """Show the boxes that are being read."""
        self._pending = tuple(rect_of(box) for box in boxes)
        self.update()

    def area_at(self, point: QPointF) -> Area | None:
        """Return the area in sight at a point, the last drawn first."""
        shown = (area for area in reversed(self._areas) if self._in_sight(area))
        return next((area for area in shown if rect_of(area.box).contains(point)), None)

    def _in_sight(self, area: Area) -> bool:
        return self.reading or area.use is AreaUse.IGNORE

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Return the whole picture and the width of a line around it."""
        return self._size.adjusted(-20, -20, 20, 20)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint areas, selected words and the box at hand."""
        del widget
        seen = option.exposedRect  # pyright: ignore[reportAttributeAccessIssue]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = max(painter.worldTransform().m11(), 0.001)
        for area in self._areas:
            if not self._in_sight(area):
                continue
            if area.use is AreaUse.IGNORE:
                _ignored(painter, rect_of(area.box), seen, scale)
            else:
                _outline(painter, rect_of(area.box), _READ, 1.2, Qt.PenStyle.DashLine)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SELECTED)
        for box in self._selected:
            painter.drawRect(box)
        for box in self._pending:
            _to_read(painter, box)
        if self._band is not None:
            box, use = self._band
            if use is AreaUse.IGNORE:
                _ignored(painter, box, seen, scale, icon=False)
            else:
                _to_read(painter, box)


def rect_of(box: Box) -> QRectF:
    """Return a box of the picture as Qt has it."""
    return QRectF(box.x, box.y, box.w, box.h)


def _to_read(painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box, _TO_READ)
    _outline(painter, box, _READ, 1.6, Qt.PenStyle.SolidLine)


def _outline(painter: QPainter, box: QRectF, colour: str, width: float, style: Qt.PenStyle) -> None:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def _ignored(
    painter: QPainter, box: QRectF, seen: QRectF, scale: float, *, icon: bool = True
) -> None:
    """Veil and hatch a box, so that it is seen as left out and still known again."""
    part = box & seen
    painter.save()
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.fillRect(part, QBrush(_VEIL))
    pen = QPen(_HATCH, 1.0)
    pen.setCosmetic(True)
    painter.setPen(pen)
    step = _STEP / scale
    first = int((part.left() + part.top()) / step)
    last = int((part.right() + part.bottom()) / step) + 1
    top, bottom = part.top(), part.bottom()
    painter.drawLines(
        [QLineF(n * step - top, top, n * step - bottom, bottom) for n in range(first, last + 1)]
    )
    painter.restore()
    _outline(painter, box, _HATCH.name(), 1.2, Qt.PenStyle.DashLine)
    size = 20 / scale
    if icon and min(box.width(), box.height()) > 1.2 * size:
        place = QRectF(0, 0, size, size)
        place.moveCenter(box.center())
        round_ = place.adjusted(-4 / scale, -4 / scale, 4 / scale, 4 / scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens.card))
        painter.drawEllipse(round_)
        icons.paint(painter, "square-dashed-x", place, theme.tokens.second)
