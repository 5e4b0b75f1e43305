"""Drops as the window system sends them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton


def files_data(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window, data):
    at = QPointF(window.width() / 2, window.height() / 2)
    copy = Qt.DropAction.CopyAction
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), copy, data, LEFT, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted() and window.overlay.isVisible()
    QApplication.sendEvent(window, QDropEvent(at, copy, data, LEFT, none))
    assert not window.overlay.isVisible()
