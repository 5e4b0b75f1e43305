"""Answers of the search under the search box: who said it, when, and in which exhibit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.domain.case import CallView, MessageView
from desktop_app.domain.timeline import TimelineKey
from desktop_app.gui import fonts
from desktop_app.gui.texts import put, tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import column, label
from desktop_app.gui.widgets.paint import elided, rounded
from desktop_app.gui.words import moment_text

if TYPE_CHECKING:
    from desktop_app.gui.bridge import Session

_ROW = 52
Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """Search answers: keys in order, texts fetched when shown."""

    def __init__(self, session: Session, number_of: Callable[[int], str]) -> None:
        super().__init__()
        self._session = session
        self._number_of = number_of
        self.keys: Sequence[TimelineKey] = ()
        self._texts: dict[int, tuple[str, str]] = {}

    def show_keys(self, keys: Sequence[TimelineKey]) -> None:
        """List these answers."""
        self.beginResetModel()
        self.keys = keys
        self._texts.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return the number of answers."""
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return (what was said, who and when) or the words a screen reader says."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self._text(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return "，".join(self._text(index.row()))
        return None

    def _text(self, row: int) -> tuple[str, str]:
        if row not in self._texts:
            key, case = self.keys[row], self._session.case
            if key.channel == "call":
                call = case.call(key.id)
                text, below = _call_text(call)
                number = self._number_of(call.evidence_id)
            else:
                message = case.message(key.id)
                text, below = _message_text(message)
                if self._session.hidden(message.evidence_id) and _loud(message):
                    text = tr("gui.search.blurred")
                number = self._number_of(message.evidence_id)
            if number:
                below = f"{below} · {tr('gui.panel.number', number=number)}"
            self._texts[row] = (text, below)
        return self._texts[row]


def _message_text(view: MessageView) -> tuple[str, str]:
    who = tr(f"gui.speaker.{view.message.speaker.value}")
    return view.message.text, f"{who} · {moment_text(view.message.moment)}"


def _loud(view: MessageView) -> bool:
    """Whether a message has a tag, suggested or decided."""
    return bool(view.counted()) or any(each.decision is None for each in view.suggestions)


def _call_text(view: CallView) -> tuple[str, str]:
    number = view.call.name or view.call.number or tr("gui.search.no_number")
    return number, f"{tr('gui.search.call')} · {moment_text(view.call.moment)}"


class HitDelegate(QStyledItemDelegate):
    """Paints one answer in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the size of a row."""
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one answer."""
        tokens = theme.tokens
        text, below = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect).adjusted(4, 1, -4, -1)  # pyright: ignore
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # pyright: ignore
            painter.fillPath(rounded(box, 8), QColor(tokens.wash))
        inner = box.adjusted(10, 4, -10, -4)
        top = int(Qt.AlignmentFlag.AlignTop)
        bottom = int(Qt.AlignmentFlag.AlignBottom)
        painter.setFont(fonts.font(14))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(inner, top, elided(text.replace("\n", " "), inner.width()))
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.faint))
        painter.drawText(inner, bottom, below)
        painter.restore()


class SearchPopup(QFrame):
    """Hangs under the search box; ``chosen(channel, id)``."""

    chosen = Signal(str, int)

    def __init__(self, session: Session, number_of: Callable[[int], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self._over = parent
        self._under: QWidget | None = None
        layout = column(self, spacing=0, margin=6)
        self._none = label("gui.search.none", "second")
        self._none.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self._none)
        self.list = QListView()
        put(self.list, "accessibleName", "gui.search.answers")
        self.model = HitModel(session, number_of)
        self._delegate = HitDelegate()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        layout.addWidget(self.list)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    def show_keys(self, keys: Sequence[TimelineKey], under: QWidget) -> None:
        """List the answers under a widget."""
        self._under = under
        self.model.show_keys(keys)
        self._none.setVisible(not keys)
        self.list.setVisible(bool(keys))
        parent = self._over
        width = max(420, under.width())
        place = under.mapTo(parent, under.rect().bottomRight())
        height = min(len(keys), 8) * _ROW + 14 if keys else 58
        left = max(12, place.x() - width)
        self.setGeometry(left, place.y() + 6, width, min(height, parent.height() - place.y() - 24))
        self.show()
        self.raise_()

    def take_keyboard(self) -> None:
        """Go to the first answer."""
        if self.isVisible() and self.model.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Close when the keyboard goes elsewhere inside the window."""
        del old
        if self.isVisible() and new is not None and new not in (self.list, self._under):
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes the answers."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        key = self.model.keys[index.row()]
        self.hide()
        self.chosen.emit(key.channel, key.id)
