"""Paints one entry of a transcript and says what stands where."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from desktop_app.domain.transcript import Speaker
from desktop_app.gui import fonts
from desktop_app.gui.delegates.transcript_layout import SIDE, Laid, Target, laid_out
from desktop_app.gui.models.review_entries import Chip, Entry, Key
from desktop_app.gui.models.transcript_model import EntryRole, HiddenRole, SameTimeRole
from desktop_app.gui.texts import tr
from desktop_app.gui.theme import Tokens, theme
from desktop_app.gui.widgets.paint import CHIP_HEIGHT, chip, rounded

Index = QModelIndex | QPersistentModelIndex
_KEPT = 160
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class TranscriptDelegate(QStyledItemDelegate):
    """Paints entries; ``width``, ``chosen`` and ``span`` are set by the view.

    Attributes:
        width: logical pixels of a row.
        chosen: key of the entry that is open, or None.
        span: selected characters of the chosen entry, or None.
    """

    def __init__(self, why: Callable[[Entry], Sequence[str]]) -> None:
        super().__init__()
        self.width = 480
        self.chosen: Key | None = None
        self.span: tuple[int, int] | None = None
        self._why = why
        self._heights: dict[tuple[Key, bool, bool], tuple[Entry, int]] = {}
        self._laid: OrderedDict[tuple[Key, bool, bool, bool], tuple[Entry, Laid]] = OrderedDict()
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Measure everything anew, as after a change of width, theme or language."""
        self._heights.clear()
        self._laid.clear()

    def laid(self, index: Index) -> Laid | None:
        """Return the layout of a row at the origin."""
        entry = index.data(EntryRole)
        if entry is None:
            return None
        selected, hidden = entry.key == self.chosen, index.data(HiddenRole)
        name = (entry.key, selected, hidden, index.data(SameTimeRole))
        known = self._laid.get(name)
        if known is not None and known[0] is entry:
            self._laid.move_to_end(name)
            return known[1]
        laid = laid_out(
            entry,
            self.width,
            selected=selected,
            hidden=hidden,
            same_time=name[3],
            why=self._why(entry) if selected else (),
            tokens=theme.tokens,
        )
        self._laid[name] = (entry, laid)
        if len(self._laid) > _KEPT:
            self._laid.popitem(last=False)
        return laid

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the height of a row."""
        entry = index.data(EntryRole)
        if entry is None:
            return QSize(100, 40)
        name = (entry.key, entry.key == self.chosen, index.data(HiddenRole))
        known = self._heights.get(name)
        if known is None or known[0] is not entry:
            laid = self.laid(index)
            known = (entry, laid.height if laid is not None else 40)
            self._heights[name] = known
        return QSize(100, known[1])

    def target(self, index: Index, at: QPointF) -> Target | None:
        """Return what lies at a point of a row, counted from the row's corner."""
        laid = self.laid(index)
        if laid is None:
            return None
        return next((each for each in reversed(laid.targets) if each.box.contains(at)), None)

    def offset(self, index: Index, at: QPointF) -> int:
        """Return the character border nearest to a point of a row, as a string index."""
        laid, entry = self.laid(index), index.data(EntryRole)
        if laid is None or laid.text is None or not laid.lines:
            return 0
        inside = at - laid.text_at
        number = min(max(0, int(inside.y() // laid.lines[0].height())), len(laid.lines) - 1)
        units = laid.text.lineAt(number).xToCursor(inside.x())
        units = units[0] if isinstance(units, tuple) else units
        return len(entry.text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))

    def helpEvent(  # noqa: N802
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Say the reason of a tag, or how a time is known."""
        if not index.isValid():
            return False
        corner = view.visualRect(index).topLeft()  # pyright: ignore[reportArgumentType]
        found = self.target(index, QPointF(event.pos() - corner))
        if found is None or not found.hint or index.data(HiddenRole):
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), found.hint, view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        laid, entry = self.laid(index), index.data(EntryRole)
        if laid is None:
            return
        tokens = theme.tokens
        selected, hidden = entry.key == self.chosen, index.data(HiddenRole)
        rect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        card = QRectF(SIDE, 3, rect.width() - 2 * SIDE, laid.height - 6).adjusted(
            0.75, 0.75, -0.75, -0.75
        )
        if selected:
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.setBrush(QColor(tokens.card))
            painter.drawRoundedRect(card, 8, 8)
        elif option.state & QStyle.StateFlag.State_MouseOver:  # pyright: ignore
            painter.fillPath(rounded(card, 8), QColor(tokens.card))
        _paint_head(painter, laid, tokens)
        if hidden:
            _paint_veil(painter, laid, tokens)
        else:
            self._paint_text(painter, laid, entry, selected, tokens)
        _paint_readings(painter, laid, tokens)
        for box, each in laid.chips:
            _paint_chip(painter, box, each, tokens)
        if laid.panel is not None:
            painter.fillPath(rounded(laid.panel, 6), QColor(tokens.paper))
            painter.setPen(QColor(tokens.second))
            for layout, at in laid.reasons:
                layout.draw(painter, at)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, laid: Laid, entry: Entry, selected: bool, tokens: Tokens
    ) -> None:
        if laid.text is None:
            return
        quiet = entry.speaker is Speaker.SYSTEM
        painter.setPen(QColor(tokens.faint if quiet else tokens.ink))
        chosen: list[QTextLayout.FormatRange] = []
        if selected and self.span is not None and self.span[0] != self.span[1]:
            part = QTextLayout.FormatRange()
            units = [len(entry.text[:n].encode("utf-16-le")) // 2 for n in sorted(self.span)]
            part.start, part.length = units[0], units[1] - units[0]  # pyright: ignore
            form = QTextCharFormat()
            form.setBackground(QColor(tokens.accent))
            form.setForeground(QColor(tokens.on_accent))
            part.format = form  # pyright: ignore[reportAttributeAccessIssue]
            chosen.append(part)
        laid.text.draw(painter, laid.text_at, chosen)
        if selected and self.span is not None and self.span[0] == self.span[1]:
            at = len(entry.text[: self.span[0]].encode("utf-16-le")) // 2
            painter.setPen(QColor(tokens.accent))
            laid.text.drawCursor(painter, laid.text_at, at, 2)


def _paint_head(painter: QPainter, laid: Laid, tokens: Tokens) -> None:
    for left, text, token, bold in laid.head:
        painter.setFont(fonts.font(12, bold=bold))
        painter.setPen(QColor(getattr(tokens, token)))
        painter.drawText(QRectF(left, 11, 2000, 20), _MIDDLE, text)


def _paint_veil(painter: QPainter, laid: Laid, tokens: Tokens) -> None:
    for line in laid.lines:
        painter.fillPath(rounded(line.adjusted(0, 4, 0, -4), 5), QColor(tokens.line))
    if laid.lines:
        first = laid.lines[0]
        text = tr("review.blurred")
        painter.setFont(fonts.font(12))
        words = painter.fontMetrics().horizontalAdvance(text) + 16
        box = QRectF(first.x(), first.y() + 1, words, first.height() - 2)
        painter.fillPath(rounded(box, 6), QColor(tokens.hover))
        painter.setPen(QColor(tokens.second))
        painter.drawText(box, _CENTRE, text)


def _paint_readings(painter: QPainter, laid: Laid, tokens: Tokens) -> None:
    if laid.ask is None:
        return
    box, ask = laid.ask
    painter.setFont(fonts.font(13))
    painter.setPen(QColor(tokens.doubt_text))
    painter.drawText(box.adjusted(0, 0, 4, 0), _MIDDLE, ask)
    for place, number, (before, middle, after) in laid.readings:
        first = number == 1
        painter.setPen(QPen(QColor(tokens.accent if first else tokens.line), 1))
        painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        key = QRectF(place.x() + 8, place.y() + 6, 18, 18)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.paper))
        painter.drawRoundedRect(key, 4, 4)
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.second))
        painter.drawText(key, _CENTRE, str(number))
        x = place.x() + 34
        for text, strong in ((before, False), (middle, True), (after, False)):
            painter.setFont(fonts.font(13, bold=strong))
            painter.setPen(QColor(tokens.doubt_text if strong else tokens.ink))
            painter.drawText(QRectF(x, place.y(), 2000, place.height()), _MIDDLE, text)
            x += painter.fontMetrics().horizontalAdvance(text)
    if laid.type_in is not None:
        painter.setFont(fonts.font(13))
        painter.setPen(QColor(tokens.faint))
        painter.drawText(laid.type_in, _MIDDLE, tr("review.reading.type"))


def _paint_chip(painter: QPainter, box: QRectF, each: Chip, tokens: Tokens) -> None:
    hue = tokens.hue(each.scenario)
    if not each.rejected:
        chip(painter, box.topLeft(), each.text, hue.text, hue.wash, dashed=each.open)
        return
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setFont(fonts.font(12))
    painter.setPen(QColor(tokens.faint))
    painter.drawText(box, _CENTRE, each.text)
