"""Paints one small picture of the strip with its number and what waits in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.domain.case import EvidenceState
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.gui import fonts, icons
from desktop_app.gui.models.review_strip_model import (
    CheckRole,
    EvidenceRole,
    HiddenRole,
    PictureRole,
)
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import covering, ratio_of, rounded

WIDTH = 104
_PICTURE = QSize(66, 92)
_ROW = 122
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
Index = QModelIndex | QPersistentModelIndex


class ReviewStripDelegate(QStyledItemDelegate):
    """A thumbnail, framed when it is the one in review."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the size of a row."""
        return QSize(WIDTH - 16, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one piece."""
        row = index.data(EvidenceRole)
        if row is None:
            return
        tokens = theme.tokens
        rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportCallIssue]
        selected = option.state & QStyle.StateFlag.State_Selected  # pyright: ignore
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, rect.y() + 8, _PICTURE.width(), _PICTURE.height())
        box.moveLeft(round(rect.center().x() - box.width() / 2))
        picture = index.data(PictureRole)
        painter.save()
        painter.setClipPath(rounded(box, 6))
        painter.fillRect(box, QColor(tokens.card))
        if picture is not None and not picture.isNull():
            hidden = index.data(HiddenRole)
            pixmap = covering(picture, _PICTURE, ratio_of(painter), blurred=hidden)
            painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))
        else:
            icon = "table" if row.kind is EvidenceKind.CALL_TABLE else "image"
            if row.state in (EvidenceState.REFUSED, EvidenceState.FAILED):
                icon = "triangle-alert"
            place = QRectF(0, 0, 24, 24)
            place.moveCenter(box.center())
            icons.paint(painter, icon, place, tokens.faint)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(QColor(tokens.accent if selected else tokens.line), 2 if selected else 1)
        )
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 7, 7)
        painter.setFont(fonts.font(12, bold=bool(selected)))
        painter.setPen(QColor(tokens.ink if selected else tokens.second))
        foot = QRectF(rect.x(), box.bottom() + 2, rect.width(), 18)
        painter.drawText(foot, _CENTRE, row.number or "…")
        waiting = index.data(CheckRole)
        if waiting:
            text = str(waiting) if waiting < 100 else "99+"
            painter.setFont(fonts.font(12))
            wide = max(20.0, painter.fontMetrics().horizontalAdvance(text) + 11.0)
            badge = QRectF(box.right() - wide + 9, box.y() - 6, wide, 18)
            painter.fillPath(rounded(badge, 9), QColor(tokens.nuisance.text))
            painter.setPen(QColor(tokens.on_doubt))
            painter.drawText(badge, _CENTRE, text)
        painter.restore()
