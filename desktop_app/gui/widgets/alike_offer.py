"""The same misreading in other lines: their pictures, and which of them to put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from desktop_app.domain.doubt import Doubt, DoubtfulCall
from desktop_app.gui import fonts, icons
from desktop_app.gui.models.line_queue import Fix, Said, Tiles, in_words, words_standing
from desktop_app.gui.models.review_entries import Entry, speaker_text
from desktop_app.gui.texts import language, tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import TextButton, column, label, row
from desktop_app.gui.widgets.line_crop import LineCrop
from desktop_app.gui.widgets.paint import elided, rounded
from desktop_app.gui.widgets.picture_tiles import Ask, TileStore
from desktop_app.gui.widgets.reading_rows import cells

_ROW = 84
_CROP = 56
_LINE, _CALL = 24, 46  # logical pixels of a line and of a row of calls in the crop
_PIXELS = 16


class FixBox(QAbstractButton):
    """A line as it would read, with a box to leave it out."""

    def __init__(self, line: Doubt, said: Said) -> None:
        super().__init__()
        self.line, self.said = line, said
        self.fixed, self._before = in_words(said), words_standing(line)
        self.setCheckable(True)
        self.setChecked(True)
        self.setMinimumHeight(_CROP)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        change = {"before": self._before, "after": self.fixed}
        self.setAccessibleName(tr("lines.alike.spoken", exhibit=line.exhibit, **change))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for two lines of words."""
        return QSize(300, _CROP)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the box, the words with what changes in them, and the exhibit."""
        del event
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(10, (self.height() - 20) / 2, 20, 20)
        if self.isChecked():
            painter.fillPath(rounded(box, 5), QColor(tokens.accent))
            icons.paint(painter, "check", box.adjusted(3, 3, -3, -3), tokens.on_accent)
        else:
            painter.setPen(QPen(QColor(tokens.third), 1.2))
            painter.setBrush(QColor(tokens.card))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 8, 8)
        room = self.width() - 52.0
        top = self.height() / 2 - 25
        self._words(painter, QRectF(42, top, room, 28))
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.faint))
        who = speaker_text(Entry(self.line.view))
        where = tr("lines.exhibit", number=self.line.exhibit) if self.line.exhibit else ""
        note = " · ".join(part for part in (who, where) if part)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(42, top + 28, room, 20), middle, elided(note, room, 12))
        painter.end()

    def _words(self, painter: QPainter, place: QRectF) -> None:
        tokens = theme.tokens
        plain, strong = fonts.font(_PIXELS), fonts.font(_PIXELS, bold=True)
        x = place.x()
        for cell in cells(self.fixed, self._before):
            text = cell.text or "·"
            font = strong if cell.differs else plain
            wide = QFontMetricsF(font).horizontalAdvance(text)
            if x + wide > place.right() - 12:
                painter.setFont(plain)
                painter.setPen(QColor(tokens.ink))
                painter.drawText(QRectF(x, place.y(), 16, place.height()), 0x80, "…")
                return
            box = QRectF(x, place.y(), wide, place.height())
            if cell.differs:
                painter.fillPath(rounded(box.adjusted(0, 3, 0, -3), 4), QColor(tokens.wash))
            painter.setFont(font)
            painter.setPen(QColor(tokens.accent if cell.differs else tokens.ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
            x += wide


class AlikeOffer(QWidget):
    """Offers to put the same misreading right in several lines together.

    Args:
        ask: runs a read elsewhere, as ``Session.ask``.
        store: the loaded tiles.
        tiles: tells the tiles of a picture, empty while they are not known.

    Signals: ``taken(fixes)`` with the chosen lines, ``passed`` to go through them one by one.
    """

    taken = Signal(object)
    passed = Signal()

    def __init__(self, ask: Ask, store: TileStore, tiles: Callable[[int], Tiles]) -> None:
        super().__init__()
        self._ask, self._store, self._tiles = ask, store, tiles
        self.boxes: list[FixBox] = []
        self._change = ("", "")
        self._crops: list[tuple[LineCrop, Doubt]] = []
        layout = column(self, spacing=10)
        layout.setContentsMargins(0, 8, 0, 12)
        self.head = label("", "head", wrap=True)
        layout.addWidget(self.head)
        layout.addWidget(label("lines.alike.note", "second", wrap=True))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self._area, 1)
        line = row(spacing=8)
        self.take = TextButton("", "check", "primary")
        self.take.clicked.connect(self.accept)
        self.leave = TextButton("lines.alike.pass")
        self.leave.clicked.connect(self.passed)
        line.addWidget(self.take)
        line.addWidget(self.leave)
        line.addStretch(1)
        layout.addLayout(line)
        language.changed.connect(self._count)

    def show_fixes(self, wrong: str, right: str, fixes: Sequence[Fix]) -> None:
        """Offer these lines; ``wrong`` and ``right`` are the settled line before and after."""
        self._change = _change(wrong, right)
        body = QWidget()
        body.setProperty("role", "plain")
        rows = column(body, spacing=6)
        rows.setContentsMargins(2, 2, 8, 2)
        self.boxes, self._crops = [], []
        for line, said in fixes:
            each = QWidget()
            each.setFixedHeight(_ROW - 14)
            inside = row(each, spacing=14)
            tall = _CALL if isinstance(line, DoubtfulCall) else _LINE
            crop = LineCrop(self._ask, tall, self._store)
            box = FixBox(line, said)
            box.toggled.connect(self._count)
            box.installEventFilter(self)
            inside.addWidget(crop, 1)
            inside.addWidget(box, 1)
            rows.addWidget(each)
            self.boxes.append(box)
            self._crops.append((crop, line))
        rows.addStretch(1)
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        self._area.setWidget(body)
        self.show_pictures()
        self._count()
        self.boxes[0].setFocus()

    def show_pictures(self) -> None:
        """Give every crop its tiles, as far as they are known."""
        for crop, line in self._crops:
            crop.show_line(self._tiles(line.view.evidence_id), line.place)

    def accept(self) -> None:
        """Take the lines that are not left out."""
        chosen = [(box.line, box.said) for box in self.boxes if box.isChecked()]
        if chosen:
            self.taken.emit(chosen)

    def enter(self) -> None:
        """Do what Enter means here: go on line by line, unless the button stands ready."""
        if self.take.hasFocus():
            self.accept()
        else:
            self.passed.emit()

    def toggle(self) -> None:
        """Leave the line in focus out, or take it in again."""
        box = next((each for each in self.boxes if each.hasFocus()), None)
        if box is not None:
            box.toggle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Up and Down go from box to box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if way is not None and watched in self.boxes:
                place = self.boxes.index(watched) + way  # pyright: ignore[reportArgumentType]
                if 0 <= place < len(self.boxes):
                    self.boxes[place].setFocus()
                    self._area.ensureWidgetVisible(self.boxes[place])
                return True
        return super().eventFilter(watched, event)

    def _count(self) -> None:
        before, after = self._change
        self.head.setText(tr("lines.alike.head", n=len(self.boxes), before=before, after=after))
        n = sum(box.isChecked() for box in self.boxes)
        self.take.setText(tr("lines.alike.take", n=n))
        self.take.setEnabled(n > 0)


def _change(wrong: str, right: str) -> tuple[str, str]:
    """Return the first difference of two texts, with a neighbour where one side is empty."""
    laid = cells(wrong, right)
    place = next((n for n, cell in enumerate(laid) if cell.differs), 0)
    end = next((n for n in range(place, len(laid)) if not laid[n].differs), len(laid))
    run = laid[place:end]
    before, after = "".join(c.text for c in run), "".join(c.other for c in run)
    if not before or not after:
        near = laid[max(0, place - 1) : end + 1]
        before, after = "".join(c.text for c in near), "".join(c.other for c in near)
    return before, after
