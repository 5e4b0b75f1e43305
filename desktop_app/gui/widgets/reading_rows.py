"""Readings of one line under each other, character under character, differences marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.domain.doubt import OfferedReading, Reader
from desktop_app.gui import fonts, icons
from desktop_app.gui.texts import tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import column
from desktop_app.gui.widgets.paint import rounded
from desktop_app.text.compare import runs

SHOWN = 3  # as many as there are keys for
_PIXELS, _LINE = 20, 32
_SIDE, _CAP = 14, 22
_BLANK = 12.0  # logical pixels at least for a place that differs
_NOTE = 150  # logical pixels for who read it
_LONG, _AROUND = 90, 12  # characters from which equal stretches are cut, and what stays of them


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a reading: its character and what another reading has there."""

    text: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the readings disagree here."""
        return self.text != self.other


def cells(text: str, other: str) -> tuple[Cell, ...]:
    """Return a reading place by place beside another; long equal stretches are cut with …."""
    found: list[Cell] = []
    cut = len(text) > _LONG
    for one, two in runs(text, other):
        if one != two:
            width = max(len(one), len(two), 1)
            found += [Cell(one[n : n + 1], two[n : n + 1]) for n in range(width)]
            continue
        kept = one
        if cut and len(one) > 2 * _AROUND:
            kept = f"{one[:_AROUND]}…{one[-_AROUND:]}"
        found += [Cell(char, char) for char in kept]
    return tuple(found)


Flow = list[list[tuple[float, float, Cell]]]
"""Lines of a reading: left, width and cell of each place, in logical pixels."""


class ReadingRow(QAbstractButton):
    """One reading to choose; checked where it is what stands in the field."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._cells: tuple[Cell, ...] = ()
        self._flows: dict[int, Flow] = {}  # by width; layouts ask for many, many times
        self._note = ("", "")
        self.reading = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_reading(self, reading: OfferedReading, other: str, *, standing: bool) -> None:
        """Show a reading beside another one; ``standing`` if the message has it now."""
        self.reading = reading.text
        self._cells = cells(reading.text, other)
        self._flows.clear()
        note = tr("lines.stands") if standing else ""
        self._note = (reader_text(reading), note)
        spoken = tr("lines.spoken", n=self._number, text=reading.text)
        self.setAccessibleName("，".join(part for part in (spoken, *self._note) if part))
        self.setToolTip(reading.text if len(reading.text) > _LONG else "")
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802
        """Stay as the view says: a click chooses, it never takes a choice away."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Grow with the words."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height for all lines of the reading."""
        return len(self._flow(width)) * _LINE + 14

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height for the width it has."""
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room for one line."""
        return QSize(280, _LINE + 14)

    def _flow(self, width: int) -> Flow:
        """Return lines of (left, width, cell); both readings break at the same places."""
        kept = self._flows.get(width)
        if kept is None:
            kept = self._flows[width] = _flowed(self._cells, width)
        return kept

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint key, characters and who read them."""
        del event
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        on = self.isChecked()
        back = tokens.wash if on else tokens.hover if self.underMouse() else tokens.card
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.line), 1.5 if on else 1))
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(card, 10, 10)
        top = 7.0
        cap = QRectF(_SIDE + 0.5, top + (_LINE - _CAP) / 2 + 0.5, _CAP - 1, _CAP - 1)
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.line), 1))
        painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setFont(fonts.font(13, bold=on))
        painter.setPen(QColor(tokens.accent if on else tokens.second))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
        left = _SIDE + _CAP + 12
        for number, line in enumerate(self._flow(self.width())):
            for x, wide, cell in line:
                place = QRectF(left + x, top + number * _LINE, wide, _LINE)
                _paint_cell(painter, place, cell)
        self._paint_note(painter, top, on)
        painter.end()

    def _paint_note(self, painter: QPainter, top: float, on: bool) -> None:
        tokens = theme.tokens
        who, standing = self._note
        right = self.width() - _SIDE
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.second if on else tokens.faint))
        place = QRectF(right - _NOTE, top, _NOTE, _LINE)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        if standing:
            half = QRectF(place.x(), place.y() + 1, place.width(), _LINE / 2)
            painter.drawText(half, middle, who)
            half.translate(0, _LINE / 2 - 2)
            painter.setPen(QColor(tokens.accent))
            painter.drawText(half, middle, standing)
            wide = painter.fontMetrics().horizontalAdvance(standing)
            tick = QRectF(right - wide - 17, half.center().y() - 6, 12, 12)
            icons.paint(painter, "check", tick, tokens.accent)
        else:
            painter.drawText(place, middle, who)


def _flowed(cells_: Sequence[Cell], width: int) -> Flow:
    plain = QFontMetricsF(fonts.font(_PIXELS))
    strong = QFontMetricsF(fonts.font(_PIXELS, bold=True))
    room = width - 2 * _SIDE - _CAP - 12 - _NOTE
    lines: Flow = [[]]
    x = 0.0
    for cell in cells_:
        metrics = strong if cell.differs else plain
        wide = max(metrics.horizontalAdvance(each) for each in (cell.text, cell.other))
        wide = max(wide, _BLANK) if cell.differs else wide
        if x + wide > room and lines[-1]:
            lines.append([])
            x = 0.0
        lines[-1].append((x, wide, cell))
        x += wide
    return lines


def _paint_cell(painter: QPainter, place: QRectF, cell: Cell) -> None:
    tokens = theme.tokens
    centre = int(Qt.AlignmentFlag.AlignCenter)
    if not cell.differs:
        painter.setFont(fonts.font(_PIXELS))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(place, centre, cell.text)
        return
    wash = place.adjusted(0, 2, 0, -2)
    painter.fillPath(rounded(wash, 4), QColor(tokens.doubt_wash))
    pen = QPen(QColor(tokens.doubt), 2, Qt.PenStyle.DotLine)
    if cell.text.strip():
        painter.setFont(fonts.font(_PIXELS, bold=True))
        painter.setPen(QColor(tokens.doubt_text))
        painter.drawText(place, centre, cell.text)
        painter.setPen(pen)
        painter.drawLine(wash.bottomLeft(), wash.bottomRight())
    elif cell.text:  # a blank
        x, y = wash.adjusted(1.5, 0, -1.5, -4), 4.0
        painter.setPen(QPen(QColor(tokens.doubt_text), 1.4))
        foot = [x.bottomLeft(), x.bottomRight()]
        tops = [QPointF(each.x(), each.y() - y) for each in foot]
        painter.drawPolyline([tops[0], foot[0], foot[1], tops[1]])
    else:  # nothing: an empty dotted place
        painter.setPen(QPen(QColor(tokens.doubt), 1.2, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(wash.adjusted(1, 3, -1, -3), 3, 3)


def reader_text(reading: OfferedReading) -> str:
    """Say who read it and how sure; nothing where that is not known."""
    if not reading.readers:
        return ""
    both = {Reader.FIRST, Reader.SECOND} <= set(reading.readers)
    who = tr(f"lines.reader.{'both' if both else reading.readers[0].value}")
    if not reading.confidence:
        return who
    return tr("lines.sure", who=who, percent=round(reading.confidence))


class ReadingRows(QWidget):
    """Up to three readings; ``chosen(number)`` counted from 1."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        layout = column(self, spacing=6)
        self.rows: list[ReadingRow] = []
        for number in range(1, SHOWN + 1):
            line = ReadingRow(number)
            line.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            self.rows.append(line)
            layout.addWidget(line)

    def show_readings(self, readings: Sequence[OfferedReading], standing: str) -> None:
        """Show readings; each is marked where it differs from the first, the first from the second.

        Args:
            readings: to choose from.
            standing: the text as it stands in the message.
        """
        texts = [reading.text for reading in readings]
        for number, line in enumerate(self.rows):
            line.setVisible(number < len(readings))
            if number < len(readings):
                other = texts[0] if number else texts[1] if len(texts) > 1 else texts[0]
                stands = texts[number] == standing
                line.show_reading(readings[number], other, standing=stands)
        self.updateGeometry()

    def check(self, text: str) -> None:
        """Mark the reading that is this text."""
        for line in self.rows:
            line.setChecked(line.isVisibleTo(self) and line.reading == text)
