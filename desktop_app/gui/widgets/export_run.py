"""Writing the dossier: progress with cancel, then the finished file and its hash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from desktop_app.domain.export import ExportOptions
from desktop_app.foundation.progress import CancelToken, Progress, ProgressSink
from desktop_app.gui import core
from desktop_app.gui.bridge import Session
from desktop_app.gui.lanes import Job
from desktop_app.gui.texts import known, tr
from desktop_app.gui.widgets.buttons import (
    IconButton,
    IconLabel,
    TextButton,
    column,
    frame,
    label,
    row,
)
from desktop_app.gui.widgets.elided import ElidedLine

if TYPE_CHECKING:
    from desktop_app.app.exporting import ExportResult


class ExportRun(QWidget):
    """Hidden until an export starts; afterwards it keeps the last result in sight."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._path = Path()
        self._hash = ""
        self.job: Job | None = None
        layout = column(self, spacing=8)
        self._busy = QWidget()
        busy = column(self._busy, spacing=6)
        line = row()
        self._stage = ElidedLine()
        cancel = TextButton("gui.intake.cancel", role="link")
        cancel.clicked.connect(self._cancel)
        line.addWidget(self._stage, 1)
        line.addWidget(cancel)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        busy.addLayout(line)
        busy.addWidget(self._bar)
        self._result = self._result_card()
        self._problem = frame("notice")
        problem = row(self._problem, spacing=8, margin=10)
        problem.addWidget(IconLabel("triangle-alert", 16, "doubt_text"))
        self._why = label(wrap=True)
        problem.addWidget(self._why, 1)
        for widget in (self._busy, self._result, self._problem):
            layout.addWidget(widget)
            widget.hide()
        self.hide()

    def export(self, target: Path, options: ExportOptions) -> None:
        """Write the dossier to a file."""
        case = self._session.case
        self._run(lambda sink, cancel: core.export(case, target, options, sink, cancel))

    def package(self, target: Path, options: ExportOptions) -> None:
        """Write dossier, originals and log to a zip."""
        case = self._session.case
        self._run(lambda sink, cancel: core.package(case, target, options, sink, cancel))

    def _run(self, work: Callable[[ProgressSink, CancelToken], ExportResult | Path]) -> None:
        self._show(self._busy)
        self._bar.setRange(0, 0)
        self._stage.setText(tr("gui.export.writing"))
        self.job = self._session.start(work)
        self.job.progressed.connect(self._progress)
        self.job.done.connect(self._done)
        self.job.failed.connect(self._failed)
        self.job.cancelled.connect(self._stopped)

    def _result_card(self) -> QFrame:
        card = frame("good")
        layout = column(card, spacing=6, margin=12)
        line = row()
        line.addWidget(IconLabel("circle-check", 20, "accent"))
        self._title = label("", "strong", wrap=True)
        line.addWidget(self._title, 1)
        layout.addLayout(line)
        self._file = ElidedLine(12)
        layout.addWidget(self._file)
        self._hash_line = QWidget()
        hash_line = row(self._hash_line, spacing=4)
        self._sum = ElidedLine(12)
        copy = IconButton("gui.panel.copy_hash", "copy")
        copy.clicked.connect(self._copy)
        hash_line.addWidget(self._sum, 1)
        hash_line.addWidget(copy)
        layout.addWidget(self._hash_line)
        buttons = row()
        for key, icon, call in (
            ("gui.export.open_file", "external-link", self._open_file),
            ("gui.export.open_folder", "folder-open", self._open_folder),
        ):
            button = TextButton(key, icon)
            button.clicked.connect(call)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        return card

    def _show(self, part: QWidget | None) -> None:
        for widget in (self._busy, self._result, self._problem):
            widget.setVisible(widget is part)
        self.setVisible(part is not None)

    def _progress(self, progress: Progress) -> None:
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done)
        key = f"gui.export.stage.{progress.stage}"
        words = tr(key if known(key) else "gui.export.writing")
        self._stage.setText(f"{words} · {progress.subject}" if progress.subject else words)

    def _done(self, result: ExportResult | Path) -> None:
        self.job = None
        self._hash_line.setVisible(not isinstance(result, Path))
        if isinstance(result, Path):
            self._path = result
            self._title.setText(tr("gui.export.packed"))
            self._file.setText(str(result))
            self._show(self._result)
            return
        self._path, self._hash = result.path, result.sha256
        words = tr("gui.export.done", pages=result.pages)
        if result.missing_glyphs:
            words = f"{words}\n{tr('gui.export.missing_glyphs', n=result.missing_glyphs)}"
        self._title.setText(words)
        self._file.setText(str(result.path))
        self._sum.setText(f"SHA-256 {result.sha256}")
        self._show(self._result)

    def _failed(self, why: str) -> None:
        self.job = None
        self._why.setText(why)
        self._show(self._problem)

    def _stopped(self) -> None:
        self.job = None
        self._show(None)

    def _cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._hash)
        self._session.told.emit(tr("gui.panel.copied"))

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
