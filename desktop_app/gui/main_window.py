"""The window: start page or case, what hangs over it, and what is remembered of it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from desktop_app.foundation.settings import Settings
from desktop_app.gui import dropping, icons
from desktop_app.gui.actions import Actions, wants_menu_bar
from desktop_app.gui.bridge import Session
from desktop_app.gui.case_page import CasePage
from desktop_app.gui.cases import Cases
from desktop_app.gui.commands import Commands
from desktop_app.gui.texts import language, tr
from desktop_app.gui.theme import theme
from desktop_app.gui.views.start import StartView
from desktop_app.gui.widgets.drop_overlay import DropOverlay
from desktop_app.gui.widgets.toast import Toast

LEAST = (1024, 680)
USUAL = (1280, 800)


class MainWindow(QMainWindow):
    """Lays out; what is done stands in ``Cases`` and ``Commands``."""

    left = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setWindowIcon(_window_icon())
        self.setAcceptDrops(True)
        self.settings = settings
        self.cases = Cases(settings, self)
        self.page: CasePage | None = None
        self.start = StartView(settings)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self.overlay = DropOverlay(self)
        self.toast = Toast(self)
        self.actions_ = Actions(self)
        self.commands = Commands(self)
        if wants_menu_bar():
            self.actions_.menu_bar(self.menuBar())
        self.cases.opened.connect(self._enter)
        self.cases.closed.connect(self._leave)
        self.cases.remembered.connect(self.start.refresh)
        language.changed.connect(self._name)
        language.changed.connect(self.start.refresh)
        self._name()
        self._place()
        self.start.activate()

    def _enter(self, session: Session) -> None:
        """Show a case that was just opened."""
        self.page = CasePage(session)
        self.page.header.set_menu(self.actions_.more_menu(self.page))
        session.failed.connect(self.toast.say)
        session.told.connect(self.toast.say)
        session.undoable.connect(lambda text: self.toast.say(text, "gui.do.undo", session.undo))
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        self.page.go(0)
        self.actions_.case_open(True)
        self.setWindowFilePath(str(session.case.folder))
        session.changed.connect(lambda changes: self._name() if changes.details else None)
        self._name()
        self.commands.connect_page(self.page)

    def _leave(self) -> None:
        """Show the start page; the case is about to close."""
        if self.page is None:
            return
        page, self.page = self.page, None
        page.forget()
        self.actions_.case_open(False)
        self._stack.setCurrentWidget(self.start)
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()
        self.toast.hide()
        self.setWindowFilePath("")
        self._name()
        self.start.refresh()
        self.start.activate()

    def _name(self) -> None:
        """Write the window's title: the case's name, then the program's."""
        name = tr("gui.window")
        session = self.cases.session
        title = session.case.details().title if session is not None else ""
        self.setWindowTitle(f"{title} — {name}" if title else name)

    def _place(self) -> None:
        """Stand where the window stood last, on a screen that is still there."""
        self.setMinimumSize(*LEAST)
        known = QByteArray.fromBase64(QByteArray(self.settings.window_geometry.encode()))
        if known.isEmpty() or not self.restoreGeometry(known):
            self.resize(*USUAL)
        room = self.screen().availableSize()
        if room.width() < LEAST[0] or room.height() < LEAST[1]:
            self.setMinimumSize(min(LEAST[0], room.width()), min(LEAST[1], room.height()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Say what a drop would do."""
        if not dropping.usable(event.mimeData(), into_case=self.page is not None):
            return
        event.acceptProposedAction()
        where = "gui.drop.to_case" if self.page is not None else "gui.drop.to_new"
        self.overlay.say(dropping.described(event.mimeData()), tr(where))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Take the drop wherever the pointer is."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Take the veil away."""
        del event
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take what was dropped."""
        self.overlay.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.commands.take(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Vanish at once, then bring the case to rest; nothing is lost."""
        geometry = self.saveGeometry().toBase64()
        self.settings.window_geometry = bytes(geometry.data()).decode("ascii")
        self.hide()
        event.accept()
        self.cases.close()
        self.cases.remember()
        QTimer.singleShot(0, self.left.emit)


def _window_icon() -> QIcon:
    return icons.icon("archive", theme.tokens.accent, theme.tokens.third, 64)
