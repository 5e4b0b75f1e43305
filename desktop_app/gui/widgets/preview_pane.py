"""The dossier as it would be printed now, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QListView, QStackedWidget, QWidget

from desktop_app.domain.export import ExportOptions
from desktop_app.foundation.progress import Progress
from desktop_app.gui import core
from desktop_app.gui.bridge import Session
from desktop_app.gui.delegates.page import MARGIN, PageDelegate
from desktop_app.gui.lanes import Job
from desktop_app.gui.models.page_model import PageModel
from desktop_app.gui.texts import put, tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, label, row

if TYPE_CHECKING:
    from desktop_app.app.exporting import Preview

_WIDEST = 820
_SOON_MS, _BUSY_MS = 500, 5000


class PreviewPane(QWidget):
    """Builds a preview some time after the last change, only while it is in sight."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._options = ExportOptions()
        self._preview: Preview | None = None
        self._leaving: list[Preview] = []
        self._job: Job | None = None
        self._stale = True
        self.model = PageModel(session, self)
        self._delegate = PageDelegate()
        self.list = QListView()
        put(self.list, "accessibleName", "gui.export.preview")
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.clicked.connect(lambda index: self.model.reveal(index.row()))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        theme.changed.connect(self.list.viewport().update)
        layout = column(self, spacing=0)
        head = row(spacing=8)
        head.setContentsMargins(18, 10, 18, 0)
        head.addWidget(label("gui.export.preview", "strong"))
        self.state = label("", "smallsecond")
        head.addWidget(self.state, 1)
        self._again = TextButton("gui.export.again", "refresh-cw", "link")
        self._again.clicked.connect(self._build)
        head.addWidget(self._again)
        layout.addLayout(head)
        self._stack = QStackedWidget()
        self._nothing = QWidget()
        empty = column(self._nothing, spacing=10)
        empty.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        empty.addWidget(IconLabel("file-text", 40, "third"), 0, middle)
        self._why = QLabel()
        self._why.setProperty("role", "second")
        self._why.setWordWrap(True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._why.setContentsMargins(40, 0, 40, 0)
        empty.addWidget(self._why)
        empty.addStretch(1)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.list)
        layout.addWidget(self._stack, 1)
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(150)
        self._sharpen.timeout.connect(self._draw_sharp)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._build)

    def _draw_sharp(self) -> None:
        """Have pages drawn with exactly the pixels they cover on the screen."""
        self.model.set_pixels(round(self._delegate.width * self.devicePixelRatioF()))

    def show_options(self, options: ExportOptions) -> None:
        """Draw anew with other choices, or because the case changed."""
        self._options = options
        self._stale = True
        if self.isVisible():
            self._build_soon()

    def _build_soon(self) -> None:
        """Draw when the choices stand still; while pictures are read, every few seconds."""
        busy = self._session.case.intake.status().stage != "idle"
        if not (busy and self._wait.isActive()):
            self._wait.start(_BUSY_MS if busy else _SOON_MS)

    def forget(self) -> None:
        """End the preview's worker; the case is about to close."""
        if self._job is not None:
            self._job.cancel()
        self.model.show_preview(None, 0)
        for each in (self._preview, *self._leaving):
            if each is not None:
                each.close()
        self._preview = None

    def _let_go(self, preview: Preview) -> None:
        """End a preview's worker outside the window's thread: that takes a tenth of a second."""
        self._leaving.append(preview)
        self._session.ask(preview.close, lambda _: self._leaving.remove(preview), self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Draw what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._wait.start(_SOON_MS)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Draw nothing while nobody looks."""
        super().hideEvent(event)
        self._wait.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the pages to the width."""
        super().resizeEvent(event)
        width = min(_WIDEST, self.width() - 2 * MARGIN - 16)
        self._delegate.width = max(240, width)
        self._sharpen.start()
        self.list.doItemsLayout()

    def _build(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._stale = False
        case = self._session.case
        self._session.ask(
            lambda: any(piece.number for piece in case.evidence()), self._build_where, self
        )

    def _build_where(self, something: bool) -> None:
        if self._job is not None:
            self._job.cancel()
        if not something:
            self._say("gui.export.nothing_yet")
            return
        options, case = self._options, self._session.case
        self.state.setText(tr("gui.export.drawing"))
        preview: list[Preview] = []

        def work(sink: Job, cancel: object) -> tuple[Preview, int]:
            preview.append(core.preview(case, options))
            return preview[0], preview[0].build(sink, cancel)  # pyright: ignore

        job = self._session.start(work)  # pyright: ignore[reportArgumentType]
        self._job = job
        job.progressed.connect(self._progress)
        job.done.connect(lambda answer: self._done(job, *answer))
        job.failed.connect(lambda why: self._failed(job, why, preview))
        job.cancelled.connect(lambda: self._failed(job, "", preview))

    def _progress(self, progress: Progress) -> None:
        self.state.setText(tr("gui.export.drawing_of", done=progress.done, total=progress.total))

    def _done(self, job: Job, preview: Preview, pages: int) -> None:
        if job is not self._job:
            self._let_go(preview)
            return
        self._job = None
        old, self._preview = self._preview, preview
        place = self.list.verticalScrollBar().value()
        self.model.show_preview(preview, pages)
        self._stack.setCurrentWidget(self.list)
        self.list.verticalScrollBar().setValue(place)
        self.state.setText(tr("gui.export.pages", n=pages))
        if old is not None:
            self._let_go(old)

    def _failed(self, job: Job, why: str, preview: list[Preview]) -> None:
        for each in preview:
            self._let_go(each)
        if job is not self._job:
            return
        self._job = None
        self.state.setText("")
        if why:
            self._why.setText(why)
            self._stack.setCurrentWidget(self._nothing)

    def _say(self, key: str) -> None:
        put(self._why, "text", key)
        self.state.setText("")
        self._stack.setCurrentWidget(self._nothing)
