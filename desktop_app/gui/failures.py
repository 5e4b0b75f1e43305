"""What nobody foresaw: a log entry without any text of the case, and a calm sentence."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop_app.foundation.errors import Cancelled, JuzhengError
from desktop_app.gui.texts import sentence, tr

_log = logging.getLogger(__name__)
_shown: list[QMessageBox] = []  # a box without parent would vanish at once


def record(error: BaseException) -> str:
    """Log an unforeseen error by kind and place, never by message; return its short id."""
    name = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[::-1])
    _log.error("failure %s %s at %s", name, type(error).__name__, places)
    return name


def calm(error: BaseException) -> str:
    """Return the sentence to show for an error; unforeseen ones are logged."""
    if isinstance(error, JuzhengError):
        return sentence(error)
    return tr("gui.failure.unforeseen", id=record(error))


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if isinstance(error, Cancelled):
        return
    text = calm(error.with_traceback(trace))
    if QApplication.instance() is None or _shown:
        return
    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("gui.app"))
    box.setText(tr("gui.failure.title"))
    box.setInformativeText(text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _shown.append(box)
    box.finished.connect(lambda _: _shown.remove(box))
    box.open()


def install() -> None:
    """Show unforeseen errors calmly instead of ending the program."""
    sys.excepthook = _hook
