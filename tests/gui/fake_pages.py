"""A preview that draws its own pages, so that looks need no worker."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.foundation.progress import Progress

# Qt's enums are made when first asked for; pages are drawn on a thread, beside the window's.
_FORMAT = QImage.Format.Format_RGB32


class FakePreview:
    def __init__(self, case, options, pages=7):
        self.folder = Path(tempfile.mkdtemp())
        self.pages = pages
        self.options = options
        self.closed = False
        self.drawn = []

    def build(self, sink, cancel):
        sink.report(Progress(1, 2, "composing"))
        cancel.check()
        return self.pages

    def page(self, index, width):
        file = self.folder / f"{index}-{width}.png"
        image = QImage(width, round(width * 297 / 210), _FORMAT)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        unit = width / 210
        painter.fillRect(QRectF(18 * unit, 40 * unit, 90 * unit, 9 * unit), QColor("#1F2933"))
        for line in range(18):
            painter.fillRect(
                QRectF(18 * unit, (70 + line * 9) * unit, (170 - line % 4 * 20) * unit, 2 * unit),
                QColor("#C8CDD2"),
            )
        painter.end()
        image.save(str(file))
        self.drawn.append(index)
        return file

    def close(self):
        self.closed = True
