"""A quiet line at the foot of the window: what was done, with the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.gui.texts import put
from desktop_app.gui.widgets.buttons import TextButton, label, row


class Toast(QFrame):
    """Shows one sentence for some seconds; longer ones stay longer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._over = parent
        layout = row(self, spacing=8)
        layout.setContentsMargins(16, 5, 8, 5)
        self._text = label()
        self._button = TextButton("")
        self._button.clicked.connect(self._act)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        self._call: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, key: str = "", call: Callable[[], None] | None = None) -> None:
        """Show a sentence, with a button when a text key and a call are given."""
        self._call = call
        self._text.setWordWrap(False)
        self._text.setText(text)
        if key:
            put(self._button, "text", key)
        self._button.setVisible(bool(key))
        self._place()
        self.show()
        self.raise_()
        self._timer.start(4000 + 90 * len(text))

    def _act(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()

    def _place(self) -> None:
        room = self._over.rect()
        most = max(240, room.width() - 260)
        self._text.setWordWrap(False)
        self.adjustSize()
        if self.width() > most:
            self._text.setWordWrap(True)
            self.resize(most, self.heightForWidth(most))
        self.setMinimumHeight(44)
        self.move((room.width() - self.width()) // 2 + 60, room.height() - self.height() - 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay at the foot while the window changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
