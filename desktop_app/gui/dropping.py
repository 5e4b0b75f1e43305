"""What hangs over the window or lies on the clipboard, as paths and pictures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from desktop_app.gui.texts import tr


def paths_of(data: QMimeData) -> list[Path]:
    """Return the local files and folders of a drop or paste."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def image_of(data: QMimeData) -> QImage | None:
    """Return the picture of a drop or paste, None where there is none."""
    if not data.hasImage():
        return None
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def usable(data: QMimeData, *, into_case: bool) -> bool:
    """Whether there is anything to take; a bare picture needs a case that is open."""
    return bool(paths_of(data)) or (into_case and data.hasImage())


def described(data: QMimeData) -> str:
    """Say what would be taken: how many files and folders, or a picture."""
    paths = paths_of(data)
    folders = sum(path.is_dir() for path in paths)
    files = len(paths) - folders
    if folders and files:
        return tr("gui.drop.both", files=files, folders=folders)
    if folders:
        return tr("gui.drop.folders", n=folders)
    if files:
        return tr("gui.drop.files", n=files)
    return tr("gui.drop.image")


def pasted_name() -> str:
    """Return a file name for a pasted picture: the time of pasting says when it came."""
    return f"{tr('gui.drop.pasted')}_{datetime.now():%Y%m%d_%H%M%S}.png"
