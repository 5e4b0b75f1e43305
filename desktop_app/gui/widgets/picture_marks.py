"""What lies over the picture: boxes of the entries, matched words, veils."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop_app.domain.case import MessageView
from desktop_app.domain.geometry import Box
from desktop_app.domain.tags import Scenario
from desktop_app.gui import icons
from desktop_app.gui.models.review_entries import Entry, Key
from desktop_app.gui.theme import theme


@dataclass(frozen=True, slots=True)
class PictureMark:
    """One entry on the picture, in pixels of the picture."""

    key: Key
    box: QRectF
    words: tuple[tuple[QRectF, Scenario], ...]
    doubtful: bool
    hidden: bool


def marks_of(entries: Sequence[Entry], hidden: frozenset[Key]) -> tuple[PictureMark, ...]:
    """Return the marks of entries that stand on a picture."""
    found: list[PictureMark] = []
    for entry in entries:
        if entry.box is None:
            continue
        words: list[tuple[QRectF, Scenario]] = []
        if isinstance(entry.view, MessageView):
            for mark in entry.marks():
                boxes = entry.view.message.boxes_of(mark.start, mark.end)
                words += [(_rect(box), mark.scenario) for box in boxes]
        found.append(
            PictureMark(
                entry.key, _rect(entry.box), tuple(words), entry.doubtful, entry.key in hidden
            )
        )
    return tuple(found)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.w, box.h)


class MarksItem(QGraphicsItem):
    """Paints the marks in sight over the whole picture; lines keep their width when zoomed."""

    def __init__(self) -> None:
        super().__init__()
        self._size = QRectF()
        self._marks: tuple[PictureMark, ...] = ()
        self._bottoms: list[float] = []
        self._chosen: Key | None = None
        self._over: Key | None = None
        self.setZValue(10)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def set_size(self, size: QRectF) -> None:
        """Cover this much of the picture."""
        self.prepareGeometryChange()
        self._size = size

    def set_marks(self, marks: Sequence[PictureMark]) -> None:
        """Show these marks."""
        self._marks = tuple(sorted(marks, key=lambda mark: mark.box.bottom()))
        self._bottoms = [mark.box.bottom() for mark in self._marks]
        self.update()

    def choose(self, key: Key | None) -> QRectF | None:
        """Make one entry stand out; return its box."""
        self._chosen = key
        self.update()
        return next((mark.box for mark in self._marks if mark.key == key), None)

    def hover(self, key: Key | None) -> None:
        """Show the box under the pointer."""
        if key != self._over:
            self._over = key
            self.update()

    def at(self, point: QPointF) -> Key | None:
        """Return the entry at a point of the picture, the smallest one."""
        hits = [mark for mark in self._marks if mark.box.adjusted(-6, -6, 6, 6).contains(point)]
        hits.sort(key=lambda mark: mark.box.width() * mark.box.height())
        return hits[0].key if hits else None

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Return the whole picture and the width of a line around it."""
        return self._size.adjusted(-20, -20, 20, 20)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the marks that are exposed."""
        del widget
        tokens = theme.tokens
        seen = option.exposedRect  # pyright: ignore[reportAttributeAccessIssue]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = max(painter.worldTransform().m11(), 0.001)
        first = bisect_left(self._bottoms, seen.top() - 20)
        for mark in self._marks[first:]:
            if not mark.box.intersects(seen.adjusted(-20, -20, 20, 20)):
                continue
            if mark.hidden:
                _veil(painter, mark.box, scale)
            chosen = mark.key == self._chosen
            if chosen:
                _frame(painter, mark.box, scale, tokens.accent, 2.4, 5)
            elif mark.doubtful:
                _frame(painter, mark.box, scale, tokens.doubt, 1.4, 2, Qt.PenStyle.DotLine)
            elif mark.key == self._over:
                _frame(painter, mark.box, scale, tokens.accent, 1.2, 3)
            else:
                _frame(painter, mark.box, scale, tokens.third, 0.7, 2)
            if not mark.hidden:
                for box, scenario in mark.words:
                    _frame(painter, box, scale, _LOUD[scenario], 1.6, 2)


# Boxes lie on screenshots, whose colours no theme of ours changes: the light theme's marks.
_LOUD = {
    Scenario.ABUSE: "#B4472E",
    Scenario.THREAT: "#7A3E9D",
    Scenario.NUISANCE: "#A86A12",
    Scenario.MAILING: "#2F659F",
}


def _frame(
    painter: QPainter,
    box: QRectF,
    scale: float,
    colour: str,
    width: float,
    out: float,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    grow, radius = out / scale, 4 / scale
    painter.drawRoundedRect(box.adjusted(-grow, -grow, grow, grow), radius, radius)


def _veil(painter: QPainter, box: QRectF, scale: float) -> None:
    tokens = theme.tokens
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.line))
    painter.drawRoundedRect(box, 4 / scale, 4 / scale)
    size = min(20 / scale, box.height() * 0.8)
    icon = QRectF(0, 0, size, size)
    icon.moveCenter(box.center())
    icons.paint(painter, "eye-off", icon, tokens.second)
