"""The head of a case: its name, where it stands, search, undo, add."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QWidget

from desktop_app.domain.case import CaseDetails
from desktop_app.gui import fonts, icons
from desktop_app.gui.texts import put, tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import IconButton, TextButton, row
from desktop_app.gui.widgets.paint import elided

HEIGHT = 56


class SearchBox(QLineEdit):
    """A search box that asks while typing; Down goes to the answers, Escape leaves."""

    asked = Signal(str)
    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        put(self, "placeholderText", "gui.search.placeholder")
        put(self, "accessibleName", "gui.search.placeholder")
        self.setClearButtonEnabled(False)
        self.setMaximumWidth(260)
        self.setMinimumWidth(150)
        self.setTextMargins(20, 0, 0, 0)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(180)
        self._wait.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textChanged.connect(lambda _: self._wait.start())
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the field, then the glass at its left."""
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(10, (self.height() - 16) / 2, 16, 16)
        icons.paint(painter, "search", box, theme.tokens.faint)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape empties, Down and Enter go to the answers."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


class CaseTitle(QWidget):
    """The case's name and, quieter, shop and order; cut with … where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._place = "", ""
        self.setMinimumWidth(120)
        self.setFixedHeight(HEIGHT - 8)
        theme.changed.connect(self.update)

    def say(self, title: str, place: str) -> None:
        """Show both; the whole is the tooltip."""
        self._title, self._place = title, place
        whole = f"{title}\n{place}" if place else title
        self.setToolTip(whole)
        self.setAccessibleName(whole)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the name, then what room is left for the rest."""
        painter = QPainter(self)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(fonts.font(16, bold=True))
        painter.setPen(QColor(theme.tokens.ink))
        title = elided(self._title, self.width(), 16, bold=True)
        painter.drawText(self.rect(), middle, title)
        used = painter.fontMetrics().horizontalAdvance(title) + 14
        room = self.width() - used
        if room > 60:
            painter.setFont(fonts.font(12))
            painter.setPen(QColor(theme.tokens.faint))
            place = elided(self._place, room, 12)
            painter.drawText(self.rect().adjusted(used, 1, 0, 1), middle, place)
        painter.end()


class Header(QFrame):
    """Shows the case's name; hands on what is asked for by signals."""

    details_asked = Signal()
    undo_asked = Signal()
    add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setFixedHeight(HEIGHT)
        layout = row(self, spacing=10)
        layout.setContentsMargins(20, 0, 20, 0)
        self._title = CaseTitle()
        self.search = SearchBox()
        edit = IconButton("gui.header.details", "pencil")
        edit.clicked.connect(self.details_asked)
        self.undo = IconButton("gui.header.undo", "undo-2")
        self.undo.clicked.connect(self.undo_asked)
        add = TextButton("gui.header.add", "plus", "primary")
        add.clicked.connect(self.add_asked)
        self.more = IconButton("gui.header.more", "ellipsis")
        self.more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        layout.addWidget(self._title, 2)
        layout.addWidget(edit)
        layout.addSpacing(4)
        layout.addWidget(self.search, 1)
        layout.addWidget(self.undo)
        layout.addWidget(add)
        layout.addWidget(self.more)

    def set_menu(self, menu: QMenu) -> None:
        """Use this menu behind the three dots."""
        self.more.setMenu(menu)

    def show_details(self, details: CaseDetails) -> None:
        """Show the case's name, platform and order."""
        parts = [details.platform, details.shop]
        if details.order_no:
            parts.append(tr("gui.header.order", order=details.order_no))
        self._title.say(details.title, " · ".join(part for part in parts if part))

    def show_undo(self, can_undo: bool, what: str) -> None:
        """Enable undo and say what it takes back."""
        self.undo.setEnabled(can_undo)
        text = tr("gui.header.undo_what", what=what) if can_undo and what else tr("gui.header.undo")
        self.undo.setToolTip(text)
        self.undo.setAccessibleName(text)
