"""Beside a drawn box: that it is being read, with a way to stop, or why it was not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from desktop_app.gui.lanes import Job
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.buttons import IconButton, column, label, row
from desktop_app.gui.widgets.picture_view import PictureView

_GAP = 8
_WIDE = 260
_SHOWN_MS = 7000


class BoxProgress(QFrame):
    """Follows one reading; goes by itself when all went well.

    Args:
        view: the picture it hangs over.
        box: what is read, in pixels of the picture.
        job: the reading.
    """

    def __init__(self, view: PictureView, box: QRectF, job: Job) -> None:
        super().__init__(view.viewport())
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view, self._box, self._job = view, box, job
        layout = self._inside = row(self, spacing=6)
        layout.setContentsMargins(12, 6, 6, 6)
        side = column(spacing=6)
        self.words = label()
        self.words.setText(tr("review.box.reading"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setFixedHeight(6)
        self._bar.setMinimumWidth(120)
        side.addWidget(self.words)
        side.addWidget(self._bar)
        layout.addLayout(side, 1)
        self.stop = IconButton("review.box.stop", "x")
        self.stop.clicked.connect(self._stop)
        layout.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        job.failed.connect(self._say)
        job.done.connect(self._go)
        job.cancelled.connect(self._go)
        view.moved.connect(self._place)
        self._place()
        self.show()

    @property
    def reading(self) -> bool:
        """Whether the box is still being read."""
        return self._bar.isVisibleTo(self)

    def _stop(self) -> None:
        if self.reading:
            self._job.cancel()
        self._go()

    def _go(self) -> None:
        self.hide()
        self.deleteLater()

    def _say(self, sentence: str) -> None:
        self._bar.hide()
        self.words.setWordWrap(True)
        self.words.setText(sentence)
        self._place()
        QTimer.singleShot(_SHOWN_MS, self, self._go)

    def _place(self) -> None:
        """Stand under the box, or over it, always within sight."""
        room = self._view.viewport().rect()
        if not self.reading:
            self.words.setFixedWidth(max(80, min(_WIDE, room.width() - 70)))
        self._inside.activate()
        self.adjustSize()
        box = self._view.mapFromScene(self._box).boundingRect()
        left = min(max(box.left(), 4), room.width() - self.width() - 4)
        top = box.bottom() + _GAP
        if top + self.height() > room.height() - 4:
            top = box.top() - _GAP - self.height()
        top = min(max(top, 4), room.height() - self.height() - 4)
        self.move(max(left, 4), max(top, 4))
