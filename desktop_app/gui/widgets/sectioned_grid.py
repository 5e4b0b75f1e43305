"""A grid of equal cells under headings; its geometry is arithmetic, whatever the number."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QHoverEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from desktop_app.gui import fonts
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import elided

HEADING = 44
_GAP = 14
_SIDE = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """The words over a stretch of rows: a strong part and a quiet part."""

    title: str
    subtitle: str
    start: int
    count: int


class SectionedGrid(QAbstractItemView):
    """Shows a flat list model as cards under headings.

    Args:
        cell_height: logical pixels.
        least_width: narrowest cell; cells grow to fill the row.
    """

    def __init__(self, cell_height: int, least_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell_height = cell_height
        self._least = least_width
        self._headings: tuple[Heading, ...] = ()
        self._starts: list[int] = []
        self._tops: list[int] = []
        self._columns = 1
        self._width = least_width
        self._height = 0
        self._hovered = QPersistentModelIndex()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self.viewport().update)

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """Use these headings; together they cover every row of the model."""
        self._headings = tuple(headings)
        self._arrange()

    def reset(self) -> None:
        """Forget what the last model order meant."""
        super().reset()
        self._headings = ()
        self._arrange()

    def _arrange(self) -> None:
        width = max(self._least, self.viewport().width() - 2 * _SIDE)
        self._columns = max(1, (width + _GAP) // (self._least + _GAP))
        self._width = (width - _GAP * (self._columns - 1)) // self._columns
        self._starts, self._tops, top = [], [], 0
        for heading in self._headings:
            self._starts.append(heading.start)
            self._tops.append(top)
            lines = -(-heading.count // self._columns)
            top += HEADING + lines * (self._cell_height + _GAP)
        self._height = top
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802
        """Set the scroll bar's range."""
        super().updateGeometries()
        bar = self.verticalScrollBar()
        view = self.viewport().height()
        bar.setRange(0, max(0, self._height - view))
        bar.setPageStep(view)
        bar.setSingleStep(self._cell_height // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the first visible row in place while the columns change."""
        first = next(iter(self._visible_rows()), None)
        super().resizeEvent(event)
        before = self._columns
        self._arrange()
        if first is not None and before != self._columns:
            box = self._box(first)
            self.verticalScrollBar().setValue(box.top() - HEADING)

    def _section_of(self, row: int) -> int:
        return bisect.bisect_right(self._starts, row) - 1

    def _box(self, row: int) -> QRect:
        """Return a row's cell in content pixels."""
        if not self._starts or not 0 <= row < self._rows():
            return QRect()
        section = self._section_of(row)
        line, column = divmod(row - self._starts[section], self._columns)
        return QRect(
            _SIDE + column * (self._width + _GAP),
            self._tops[section] + HEADING + line * (self._cell_height + _GAP),
            self._width,
            self._cell_height,
        )

    def _rows(self) -> int:
        return self._headings[-1].start + self._headings[-1].count if self._headings else 0

    def _row_at(self, x: int, y: int) -> int:
        """Return the row at a point in content pixels, -1 for none."""
        if not self._tops:
            return -1
        section = max(0, bisect.bisect_right(self._tops, y) - 1)
        inside = y - self._tops[section] - HEADING
        line, below = divmod(inside, self._cell_height + _GAP)
        column, right = divmod(x - _SIDE, self._width + _GAP)
        if inside < 0 or below >= self._cell_height or right >= self._width:
            return -1
        place = line * self._columns + column
        if not 0 <= column < self._columns or place >= self._headings[section].count:
            return -1
        return self._starts[section] + place

    def _visible_rows(self) -> list[int]:
        top = self.verticalOffset()
        bottom = top + self.viewport().height()
        rows: list[int] = []
        for heading, start_y in zip(self._headings, self._tops, strict=True):
            lines = -(-heading.count // self._columns)
            if start_y > bottom or start_y + HEADING + lines * (self._cell_height + _GAP) < top:
                continue
            pitch = self._cell_height + _GAP
            first = max(0, (top - start_y - HEADING) // pitch)
            last = max(0, (bottom - start_y - HEADING) // pitch + 1)
            low, high = first * self._columns, min(heading.count, last * self._columns)
            rows.extend(range(heading.start + low, heading.start + high))
        return rows

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:  # noqa: N802
        """Return an index's cell in viewport pixels."""
        box = self._box(index.row()) if index.isValid() else QRect()
        return box.translated(0, -self.verticalOffset()) if box.isValid() else box

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """Return the index at a point in viewport pixels."""
        row = self._row_at(point.x(), point.y() + self.verticalOffset())
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(  # noqa: N802
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring an index into sight, with its heading when it stands in the first line."""
        box = self._box(index.row())
        if not box.isValid():
            return
        bar = self.verticalScrollBar()
        head = row_head = index.row() - self._starts[self._section_of(index.row())]
        head = HEADING if row_head < self._columns else _GAP
        if box.top() - head < bar.value() or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(box.top() - head)
        elif box.bottom() + _GAP > bar.value() + self.viewport().height():
            bar.setValue(box.bottom() + _GAP - self.viewport().height())

    def moveCursor(  # noqa: N802
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return where a key moves to."""
        count = self._rows()
        if not count:
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self.model().index(0, 0)
        row, act = current.row(), QAbstractItemView.CursorAction
        if action in (act.MoveLeft, act.MovePrevious):
            row -= 1
        elif action in (act.MoveRight, act.MoveNext):
            row += 1
        elif action == act.MoveHome:
            row = 0
        elif action == act.MoveEnd:
            row = count - 1
        elif action in (act.MoveUp, act.MoveDown):
            row = self._line_step(row, -1 if action == act.MoveUp else 1)
        else:
            down = action == act.MovePageDown
            for _ in range(max(1, self.viewport().height() // (self._cell_height + _GAP))):
                row = self._line_step(row, 1 if down else -1)
        return self.model().index(min(max(row, 0), count - 1), 0)

    def _line_step(self, row: int, step: int) -> int:
        section = self._section_of(row)
        start, count = self._starts[section], self._headings[section].count
        line, column = divmod(row - start, self._columns)
        line += step
        last_line = (count - 1) // self._columns
        if 0 <= line <= last_line:
            return start + min(line * self._columns + column, count - 1)
        section += step
        if not 0 <= section < len(self._starts):
            return row
        start, count = self._starts[section], self._headings[section].count
        line = 0 if step > 0 else (count - 1) // self._columns
        return start + min(line * self._columns + column, count - 1)

    def horizontalOffset(self) -> int:  # noqa: N802
        """Return 0; the grid never scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802
        """Return the first visible content pixel."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: N802
        """Return False; every row is shown."""
        return False

    def setSelection(  # noqa: N802
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select the rows between two points (Shift) or under a rectangle."""
        shift = QItemSelectionModel.SelectionFlag.Current in command
        box = rect.normalized()
        ends = [self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())]
        selection = QItemSelection()
        if shift and all(end.isValid() for end in ends):
            low, high = sorted(end.row() for end in ends)
            selection.select(self.model().index(low, 0), self.model().index(high, 0))
        else:
            for row in self._visible_rows():
                index = self.model().index(row, 0)
                if self.visualRect(index).intersects(box):
                    selection.select(index, index)
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """Return the cells of a selection that are in sight."""
        region = QRegion()
        for row in self._visible_rows():
            index = self.model().index(row, 0)
            if selection.contains(index):
                region += self.visualRect(index)
        return region

    def viewportEvent(self, event: QHoverEvent) -> bool:  # noqa: N802  # pyright: ignore
        """Follow the pointer for the hover state."""
        if event.type() in (event.Type.HoverMove, event.Type.HoverEnter, event.Type.HoverLeave):
            leave = event.type() == event.Type.HoverLeave
            index = QModelIndex() if leave else self.indexAt(event.position().toPoint())
            if QPersistentModelIndex(index) != self._hovered:
                self._hovered = QPersistentModelIndex(index)
                self.viewport().update()
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint headings and the cells that are in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_headings(painter)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        current, chosen = self.currentIndex(), self.selectionModel()
        flag = QStyle.StateFlag
        for row in self._visible_rows():
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)  # pyright: ignore[reportAttributeAccessIssue]
            if not option.rect.intersects(event.rect()):  # pyright: ignore
                continue
            state = flag.State_Enabled
            if chosen is not None and chosen.isSelected(index):
                state |= flag.State_Selected
            if index == current and self.hasFocus():
                state |= flag.State_HasFocus
            if QPersistentModelIndex(index) == self._hovered:
                state |= flag.State_MouseOver
            option.state = state  # pyright: ignore[reportAttributeAccessIssue]
            self.itemDelegateForIndex(index).paint(painter, option, index)
        painter.end()

    def _paint_headings(self, painter: QPainter) -> None:
        tokens, offset = theme.tokens, self.verticalOffset()
        for heading, top in zip(self._headings, self._tops, strict=True):
            y = top - offset
            if not -HEADING < y < self.viewport().height():
                continue
            line = QRect(_SIDE, y + 6, self.viewport().width() - 2 * _SIDE, HEADING - 12)
            middle = int(Qt.AlignmentFlag.AlignVCenter)
            painter.setFont(fonts.font(14, bold=True))
            painter.setPen(QColor(tokens.ink))
            painter.drawText(line, middle, heading.title)
            used = painter.fontMetrics().horizontalAdvance(heading.title) + 12
            painter.setFont(fonts.font(12))
            painter.setPen(QColor(tokens.faint))
            rest = line.adjusted(used, 1, 0, 1)
            painter.drawText(rest, middle, elided(heading.subtitle, rest.width(), 12))
