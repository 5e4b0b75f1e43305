"""A dialog's bones: head, body, buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.gui.texts import put
from desktop_app.gui.widgets.buttons import column, label, row


class Sheet(QDialog):
    """A dialog with a heading, a ``body`` layout and a ``foot`` layout for buttons."""

    def __init__(self, key: str, parent: QWidget | None, width: int = 520) -> None:
        super().__init__(parent)
        put(self, "windowTitle", key)
        self.setMinimumWidth(width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        layout = column(self, spacing=0)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.addWidget(label(key, "head"))
        layout.addSpacing(14)
        self.body: QVBoxLayout = column(spacing=10)
        layout.addLayout(self.body, 1)
        layout.addSpacing(18)
        self.foot: QHBoxLayout = row()
        self.foot.addStretch(1)
        layout.addLayout(self.foot)
