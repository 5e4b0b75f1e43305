"""The bundled fonts: the same family in the window and in the dossier."""

from __future__ import annotations

import functools

from PySide6.QtGui import QFont, QFontDatabase

from desktop_app.foundation import paths

_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoEmoji-Regular.ttf")
FAMILIES = ("Noto Sans SC", "Noto Emoji")


def load() -> None:
    """Make the bundled fonts known to Qt; a missing file leaves the system's fonts."""
    for name in _FILES:
        file = paths.resource("fonts", name)
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))


@functools.cache
def font(pixels: int = 14, *, bold: bool = False) -> QFont:
    """Return the window's font in a size in logical pixels, with tabular figures.

    One object a size, so that Qt looks its faces up once; whoever changes it copies it first.
    """
    result = QFont()
    result.setFamilies(list(FAMILIES))
    result.setPixelSize(pixels)
    result.setBold(bold)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result
