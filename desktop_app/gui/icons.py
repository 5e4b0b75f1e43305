"""Outline icons from resources/icons/lucide, coloured by the theme in use."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.foundation import paths


@functools.cache
def _source(name: str) -> str:
    file = paths.resource("icons", "lucide", f"{name}.svg")
    return file.read_text(encoding="utf-8").replace('stroke-width="2"', 'stroke-width="1.5"')


@functools.cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = _source(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(source.encode()))


def paint(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """Paint an icon into a box given in logical pixels."""
    _renderer(name, colour).render(painter, box)


def pixmap(name: str, size: int, colour: str, ratio: float = 2.0, gap: int = 0) -> QPixmap:
    """Return an icon of ``size`` logical pixels as a picture with alpha."""
    result = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    paint(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return result


def icon(name: str, colour: str, off: str, size: int = 18, gap: int = 0) -> QIcon:
    """Return an icon in one colour, sharp from 100 to 300 %.

    Args:
        name: file name without suffix.
        colour: ``#RRGGBB``.
        off: colour while its button is disabled.
        size: logical pixels.
        gap: empty logical pixels at the right, for buttons with words.
    """
    result = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        result.addPixmap(pixmap(name, size, colour, ratio, gap))
        result.addPixmap(pixmap(name, size, off, ratio, gap), QIcon.Mode.Disabled)
    return result
