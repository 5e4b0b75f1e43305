"""Starting the window."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QApplication

from desktop_app.foundation import logs, settings
from desktop_app.foundation.settings import Settings
from desktop_app.gui import failures, fonts, warming
from desktop_app.gui.case_folders import SUFFIX
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.texts import language
from desktop_app.gui.theme import theme

_log = logging.getLogger(__name__)
_WARM_MS, _SETTLE_MS = 100, 3000
_GIVE_WAY_S = 0.001


def prepare(app: QApplication, kept: Settings) -> None:
    """Give the application its name, fonts, language and theme."""
    app.setApplicationName("Juzheng")
    app.setOrganizationName("Juzheng")
    app.setStyle("Fusion")
    fonts.load()
    app.setFont(fonts.font())
    QPixmapCache.setCacheLimit(64 * 1024)
    language.use(kept.language)
    theme.apply(kept.theme)


def settle() -> None:
    """Keep the window fluid once it stands.

    Modules, rules and widgets stay until the end: garbage collections that walk over them again
    and again would stop the window for a tenth of a second each. And other threads of this
    process give way to the window within a millisecond, not five.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_GIVE_WAY_S)


def run(argv: Sequence[str]) -> int:
    """Open the window and return its exit code.

    Args:
        argv: arguments after the program's name; the first case folder among them is opened.
    """
    with contextlib.suppress(RuntimeError, ValueError, AttributeError):
        faulthandler.enable()
    logs.set_up_file_log()
    kept = settings.load()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication([sys.argv[0] or "juzheng", *argv])
    failures.install()
    prepare(app, kept)
    window = MainWindow(kept)
    window.show()
    for argument in argv:
        folder = Path(argument)
        if folder.suffix == SUFFIX:
            window.cases.open(folder)
            break
    QTimer.singleShot(_WARM_MS, warming.begin)
    QTimer.singleShot(_SETTLE_MS, settle)
    _log.info("window open")
    return app.exec()
