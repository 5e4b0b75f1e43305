"""Opening, making and closing cases; remembers recent ones and the settings."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.case import CaseDetails
from desktop_app.foundation import settings as store
from desktop_app.foundation.errors import JuzhengError
from desktop_app.foundation.settings import Settings
from desktop_app.gui import core
from desktop_app.gui.bridge import Session
from desktop_app.gui.failures import calm

_RECENT = 12


class Cases(QObject):
    """The one case that is open, or none.

    Signals: ``opened(Session)`` after another case was opened, ``closed`` before it goes,
    ``refused(sentence)`` where a folder could not be opened, ``remembered`` after the
    settings changed.
    """

    opened = Signal(object)
    closed = Signal()
    refused = Signal(str)
    remembered = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.session: Session | None = None

    def open(self, folder: Path) -> bool:
        """Open a case folder; the case open before is closed first."""
        if self.session is not None and self.session.case.folder == folder:
            return True
        return self._enter(folder, lambda: core.open_case(folder, self.settings))

    def create(self, details: CaseDetails, folder: Path, files: list[Path]) -> bool:
        """Make a case and take the files in."""
        done = self._enter(folder, lambda: core.create_case(folder, details, self.settings))
        if done and self.session is not None and files:
            self.session.add_paths(files)
        return done

    def close(self) -> None:
        """Close the case; what waits to be read is taken up at the next opening."""
        if self.session is None:
            return
        session, self.session = self.session, None
        self.closed.emit()
        session.close()
        session.deleteLater()

    def forget(self, folder: Path) -> None:
        """Take a case out of the recent ones; its folder stays."""
        wanted = str(folder)
        self.settings.recent_cases = [name for name in self.settings.recent_cases if name != wanted]
        self.remember()

    def remember(self) -> None:
        """Write the settings; a folder that can't be written is no reason to stop."""
        with contextlib.suppress(OSError):
            store.save(self.settings)
        self.remembered.emit()

    def _enter(self, folder: Path, make: Callable[[], object]) -> bool:
        self.close()
        try:
            case = make()
        except JuzhengError as error:
            self.refused.emit(calm(error))
            return False
        self.session = Session(case, self.settings, self)  # pyright: ignore[reportArgumentType]
        names = [name for name in self.settings.recent_cases if name != str(folder)]
        self.settings.recent_cases = [str(folder), *names][:_RECENT]
        self.remember()
        self.opened.emit(self.session)
        return True
