"""Rows of name and value, as in the side panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.gui.widgets.buttons import label


class Fields(QWidget):
    """A two-column list of facts; values wrap and can be selected.

    Args:
        name_width: logical pixels of the left column.
    """

    def __init__(self, name_width: int = 64) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)

    def add(self, key: str) -> QLabel:
        """Add a row with a fixed name; return the label of its value."""
        value = label(wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_widget(key, value)
        return value

    def add_widget(self, key: str, value: QWidget) -> None:
        """Add a row with a fixed name and any widget."""
        line = self._grid.rowCount()
        name = label(key, "small")
        top = Qt.AlignmentFlag.AlignTop
        is_text = isinstance(value, QLabel)
        if is_text:
            name.setContentsMargins(0, 1, 0, 0)
        self._grid.addWidget(name, line, 0, top if is_text else Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(value, line, 1)
