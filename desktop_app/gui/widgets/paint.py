"""Painting that several delegates share: chips, badges, clipped and blurred pictures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from desktop_app.gui import fonts

CHIP_HEIGHT = 22


def chip_width(text: str, pixels: int = 12) -> int:
    """Return the width of a chip in logical pixels."""
    return round(QFontMetricsF(fonts.font(pixels)).horizontalAdvance(text)) + 18


def chip(
    painter: QPainter, at: QPointF, text: str, ink: str, wash: str, *, dashed: bool = False
) -> int:
    """Paint a chip and return its width; dashed for a suggestion, filled for a decision."""
    width = chip_width(text)
    box = QRectF(at.x() + 0.5, at.y() + 0.5, width - 1, CHIP_HEIGHT - 1)
    if dashed:
        pen = QPen(QColor(ink), 1.0, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(wash))
    painter.drawRoundedRect(box, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setPen(QColor(ink))
    painter.setFont(fonts.font(12))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return width


def rounded(box: QRectF, radius: float) -> QPainterPath:
    """Return a rounded rectangle as a path."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def elided(text: str, width: float, pixels: int = 14, *, bold: bool = False) -> str:
    """Return the text cut at the end with … where it is wider than ``width``."""
    metrics = QFontMetricsF(fonts.font(pixels, bold=bold))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def elided_middle(text: str, width: float, pixels: int = 14) -> str:
    """Return the text cut in the middle, so that a file name keeps its end."""
    metrics = QFontMetricsF(fonts.font(pixels))
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)


def covering(image: QImage, size: QSize, ratio: float, *, blurred: bool) -> QPixmap:
    """Return the top of a picture scaled to fill ``size`` logical pixels.

    Args:
        image: the picture.
        size: logical pixels to fill.
        ratio: device pixels a logical pixel.
        blurred: make every word in it unreadable.
    """
    target = QSize(round(size.width() * ratio), round(size.height() * ratio))
    scale = max(target.width() / image.width(), target.height() / image.height())
    source = QRect(
        max(0, round((image.width() - target.width() / scale) / 2)),
        0,
        min(image.width(), round(target.width() / scale)),
        min(image.height(), max(1, round(target.height() / scale))),
    )
    part = image.copy(source)
    smooth = Qt.TransformationMode.SmoothTransformation
    if blurred:
        part = part.scaled(
            QSize(max(2, part.width() // 28), max(2, part.height() // 28)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            smooth,
        )
    result = QPixmap.fromImage(part.scaled(target, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    result.setDevicePixelRatio(ratio)
    return result


def ratio_of(painter: QPainter) -> float:
    """Return the device pixels a logical pixel of what is painted on."""
    return painter.device().devicePixelRatio()
