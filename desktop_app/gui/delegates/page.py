"""One page of the preview on the desk."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.gui import fonts, icons
from desktop_app.gui.models.page_model import BlurredRole, ImageRole
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import covering, ratio_of, rounded

MARGIN = 18
_FOOT = 22
_A4 = 297 / 210


class PageDelegate(QStyledItemDelegate):
    """Paints an A4 page ``width`` logical pixels wide with its number under it."""

    def __init__(self) -> None:
        super().__init__()
        self.width = 480

    def sizeHint(  # noqa: N802
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the size of a page with its margins."""
        return QSize(self.width + 2 * MARGIN, round(self.width * _A4) + MARGIN + _FOOT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one page."""
        tokens = theme.tokens
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportCallIssue]
        page = QRectF(0, box.y() + MARGIN, self.width, round(self.width * _A4))
        page.moveLeft(round(box.center().x() - self.width / 2))
        image = index.data(ImageRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(page, QColor("#FFFFFF"))
        blurred = bool(index.data(BlurredRole))
        if blurred and image is not None and not image.isNull():
            painter.drawPixmap(
                page.topLeft(), covering(image, page.size().toSize(), 1.0, blurred=True)
            )
            eye = QRectF(0, 0, 44, 44)
            eye.moveCenter(page.center())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(rounded(eye, 22), QColor(tokens.card))
            icons.paint(painter, "eye-off", eye.adjusted(11, 11, -11, -11), tokens.second)
        elif image is not None and not image.isNull():
            if image.width() == round(self.width * ratio_of(painter)):
                image.setDevicePixelRatio(ratio_of(painter))
                painter.drawImage(page.topLeft(), image)
            else:
                painter.drawImage(page, image, QRectF(image.rect()))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawRect(page)
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.second))
        foot = QRectF(box.x(), page.bottom() + 2, box.width(), _FOOT - 2)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()
