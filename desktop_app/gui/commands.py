"""What the window's commands do, joined to buttons, keys and menus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
)

from desktop_app.domain.case import CaseDetails
from desktop_app.foundation import paths
from desktop_app.gui import dropping
from desktop_app.gui.bridge import Session
from desktop_app.gui.case_folders import copied_sample, folder_for
from desktop_app.gui.case_page import CasePage
from desktop_app.gui.dialogs.details import DetailsDialog
from desktop_app.gui.dialogs.settings import SettingsDialog
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.rail import PLACES

if TYPE_CHECKING:
    from desktop_app.gui.main_window import MainWindow

_SUFFIXES = "*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff *.gif *.heic *.heif *.csv *.xls *.xlsx"


class Commands(QObject):
    """The window's commands; each works from a button, a key and a menu alike."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._looked_in = ""
        window.actions_.connect_all(
            {
                "new": self.new_case,
                "open": self.open_case,
                "add": self.add_files,
                "add_folder": self.add_folder,
                "paste": self.paste,
                "undo": self.undo,
                "redo": self.redo,
                "search": self.search,
                "details": self.details,
                "verify": self.verify,
                "show_folder": self.show_folder,
                "close_case": window.cases.close,
                "settings": self.settings,
                "quick_close": window.close,
                "quit": window.close,
                **{
                    f"place_{index}": (lambda index=index: self._go(index))
                    for index in range(len(PLACES))
                },
            }
        )
        start = window.start
        start.create_asked.connect(window.cases.create)
        start.open_asked.connect(self.open_case)
        start.sample_asked.connect(self.sample)
        start.forgotten.connect(window.cases.forget)
        start.settings_asked.connect(self.settings)
        window.cases.refused.connect(self._refused)

    @property
    def _page(self) -> CasePage | None:
        return self._window.page

    @property
    def _session(self) -> Session | None:
        return self._window.cases.session

    def connect_page(self, page: CasePage) -> None:
        """Join a case's buttons to the commands."""
        page.header.add_asked.connect(self.add_files)
        page.header.details_asked.connect(self.details)
        page.export.details_asked.connect(self.details)
        page.rail.settings_asked.connect(self.settings)
        page.evidence.add_asked.connect(self.add_files)
        page.evidence.folder_asked.connect(self.add_folder)

    def take(self, data: QMimeData) -> None:
        """Take a drop or paste: into the case, or into a new one on the start page."""
        found = dropping.paths_of(data)
        cases = [path for path in found if path.suffix == ".juzheng"]
        if cases and len(found) == 1:
            self._window.cases.open(cases[0])
            return
        session = self._session
        if session is None:
            if found:
                self._window.start.offer(found)
            return
        if found:
            session.add_paths(found)
        elif (image := dropping.image_of(data)) is not None:
            session.add_image(image, dropping.pasted_name())
        if self._page is not None and (found or data.hasImage()):
            self._page.go(0)

    def new_case(self) -> None:
        """Close the case and ask for a new one."""
        self._window.cases.close()
        self._window.start.activate()

    def open_case(self, folder: Path | None = None) -> None:
        """Open a case folder, asking for it where none is given."""
        if folder is None:
            start = self._window.settings.last_folder or str(paths.cases_dir())
            chosen = QFileDialog.getExistingDirectory(self._window, tr("gui.start.open"), start)
            if not chosen:
                return
            folder = Path(chosen)
        self._window.cases.open(folder)

    def sample(self) -> None:
        """Make a case of the invented sample in the person's folder."""
        parent = Path(self._window.settings.last_folder or paths.cases_dir())
        try:
            files = copied_sample(parent)
        except OSError:
            self._refused(tr("errors.case.cannot_write"))
            return
        details = CaseDetails(
            title=tr("gui.sample.title"),
            shop=tr("gui.sample.shop"),
            platform=tr("gui.sample.platform"),
            order_no="0000 1234 5678",
        )
        self._window.cases.create(details, folder_for(details.title, parent), files)

    def add_files(self) -> None:
        """Ask for files and take them in."""
        session = self._session
        if session is None:
            return
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            tr("gui.header.add"),
            self._pictures(),
            f"{tr('gui.files.usual')} ({_SUFFIXES});;{tr('gui.files.all')} (*)",
        )
        if names:
            self._looked_in = str(Path(names[0]).parent)
            session.add_paths([Path(name) for name in names])
            self._go(0)

    def add_folder(self) -> None:
        """Ask for a folder and take everything in it in."""
        session = self._session
        if session is None:
            return
        name = QFileDialog.getExistingDirectory(
            self._window, tr("gui.do.add_folder"), self._pictures()
        )
        if name:
            self._looked_in = str(Path(name).parent)
            session.add_paths([Path(name)])
            self._go(0)

    def _pictures(self) -> str:
        """Return where evidence was chosen last, at first the person's pictures."""
        known = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return self._looked_in or (known if Path(known).is_dir() else str(Path.home()))

    def paste(self) -> None:
        """Paste words into a field that has the cursor, pictures and files into the case."""
        focused = QApplication.focusWidget()
        data = QGuiApplication.clipboard().mimeData()
        has_words = data.hasText() and not data.hasUrls() and not data.hasImage()
        if isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit) and has_words:
            focused.paste()
        else:
            self.take(data)

    def undo(self) -> None:
        """Take back the last typing in a field, else the last change of the case."""
        focused = QApplication.focusWidget()
        typed = isinstance(focused, QLineEdit) and focused.isUndoAvailable()
        if isinstance(focused, QPlainTextEdit):
            typed = focused.document().isUndoAvailable()
        if typed and isinstance(focused, QLineEdit | QPlainTextEdit):
            focused.undo()
        elif self._session is not None:
            self._session.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._session is not None:
            self._session.redo()

    def search(self) -> None:
        """Put the cursor into the search box."""
        if self._page is not None:
            self._page.header.search.setFocus()
            self._page.header.search.selectAll()

    def details(self) -> None:
        """Edit what the person says of the case."""
        session = self._session
        if session is None:
            return
        dialog = DetailsDialog(session.case.details(), self._window)
        dialog.kept.connect(
            lambda details: session.change(session.case.review.change_details(details))
        )
        dialog.open()

    def verify(self) -> None:
        """Check the case's integrity."""
        if self._page is not None:
            self._page.export.check_integrity()

    def show_folder(self) -> None:
        """Show the case folder in the system's file window."""
        if self._session is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.case.folder)))

    def settings(self) -> None:
        """Open the settings."""
        dialog = SettingsDialog(self._window.settings, self._window)
        dialog.changed.connect(self._window.cases.remember)
        dialog.blurred.connect(self._blur)
        dialog.open()

    def _blur(self, on: bool) -> None:
        if self._session is not None:
            self._session.set_blur(on)

    def _go(self, index: int) -> None:
        if self._page is not None:
            self._page.go(index)

    def _refused(self, text: str) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("gui.app"))
        box.setText(text)
        box.open()
