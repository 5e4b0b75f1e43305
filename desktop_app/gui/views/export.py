"""The place 导出: choose, look at the pages, write the dossier."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QWidget

from desktop_app.domain.case import CaseCounts, ChangeSet
from desktop_app.gui import core
from desktop_app.gui.bridge import Session
from desktop_app.gui.case_folders import safe_name
from desktop_app.gui.dialogs.verified import VerifiedDialog
from desktop_app.gui.texts import language, put, tr
from desktop_app.gui.widgets.buttons import IconButton, TextButton, column, frame, label, row
from desktop_app.gui.widgets.export_form import ExportForm
from desktop_app.gui.widgets.export_run import ExportRun
from desktop_app.gui.widgets.preview_pane import PreviewPane
from desktop_app.gui.widgets.readiness import Readiness

if TYPE_CHECKING:
    from desktop_app.app.verifying import VerifyReport
    from desktop_app.tagging.coverage import ElementCoverage

WIDTH = 396


class ExportView(QWidget):
    """The place 导出; fits the contract of ``gui.views``."""

    openItem = Signal(str, int)  # noqa: N815
    review_asked = Signal()
    lines_asked = Signal()
    evidence_asked = Signal()
    details_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._dirty = True
        self._facts: tuple[CaseCounts, list[ElementCoverage], bool] | None = None
        language.changed.connect(self._say)
        layout = row(self, spacing=0)
        side = QWidget()
        side.setFixedWidth(WIDTH)
        column_ = column(side)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("role", "plain")
        inside = column(body, spacing=16)
        inside.setContentsMargins(20, 18, 16, 18)
        self.form = ExportForm()
        self.readiness = Readiness()
        self.readiness.review_asked.connect(self.review_asked)
        self.readiness.lines_asked.connect(self.lines_asked)
        self.readiness.evidence_asked.connect(self.evidence_asked)
        self.readiness.details_asked.connect(self.details_asked)
        inside.addWidget(self.readiness)
        inside.addWidget(self.form)
        inside.addStretch(1)
        area.setWidget(body)
        column_.addWidget(area, 1)
        column_.addWidget(self._footer())
        self.preview = PreviewPane(session)
        layout.addWidget(side)
        layout.addWidget(self.preview, 1)
        self.form.changed.connect(lambda: self.preview.show_options(self.form.options()))

    def refresh(self, changes: ChangeSet | None) -> None:
        """Draw anew, now or when the place comes into sight."""
        del changes
        self._dirty = True
        self.preview.show_options(self.form.options())
        if self.isVisible():
            self._check()

    def activate(self) -> None:
        """Check what is missing and take the keyboard."""
        if self._dirty:
            self._check()
        self.form.setFocus()

    def forget(self) -> None:
        """Let go of the case."""
        self.preview.forget()

    def _footer(self) -> QFrame:
        foot = frame("footer")
        layout = column(foot, spacing=8)
        layout.setContentsMargins(20, 12, 16, 14)
        self.run = ExportRun(self._session)
        layout.addWidget(self.run)
        line = row()
        self.go = TextButton("gui.export.go", "file-down", "primary")
        self.go.clicked.connect(self._ask_where)
        self.pack = TextButton("gui.export.pack", "archive")
        put(self.pack, "toolTip", "gui.export.pack_hint")
        self.pack.clicked.connect(self._ask_where_to_pack)
        self.verify = IconButton("gui.export.verify", "shield-check")
        self.verify.clicked.connect(self.check_integrity)
        line.addWidget(self.go, 1)
        line.addWidget(self.pack)
        line.addWidget(self.verify)
        layout.addLayout(line)
        layout.addWidget(label("gui.export.promise", "small", wrap=True))
        return foot

    def _check(self) -> None:
        self._dirty = False
        case = self._session.case

        def counted(counts: CaseCounts) -> None:
            self._enable(counts.evidence > 0)

        def facts() -> tuple[CaseCounts, list[ElementCoverage], bool]:
            missing = [element for element in case.coverage() if element.state == "missing"]
            return case.counts(), missing, bool(case.details().complainant)

        self._session.ask(case.counts, counted, self)
        self._session.ask(facts, self._take, self)

    def _take(self, facts: tuple[CaseCounts, list[ElementCoverage], bool]) -> None:
        self._facts = facts
        self._say()

    def _say(self) -> None:
        """Write what is missing, in the language in use."""
        if self._facts is not None:
            counts, missing, named = self._facts
            self.readiness.show_state(counts, missing, named=named)

    def suggested(self) -> Path:
        """Return the file offered: the case's name, reader and edition, in its folder."""
        case, options = self._session.case, self.form.options()
        words = [
            case.details().title,
            tr(f"gui.recipient.{options.recipient.value}"),
            tr(f"gui.edition.{options.edition.value}"),
        ]
        name = safe_name("-".join(re.sub(r"\s+", "", word) for word in words))
        return case.folder / "exports" / f"{name}.pdf"

    def _ask_where(self) -> None:
        target = self._asked(self.suggested(), "gui.export.go", "PDF (*.pdf)")
        if target is not None:
            self.export_to(target)

    def _ask_where_to_pack(self) -> None:
        offered = self.suggested().with_suffix(".zip")
        target = self._asked(offered, "gui.export.pack", "ZIP (*.zip)")
        if target is not None:
            self.pack_to(target)

    def _asked(self, offered: Path, key: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr(key), str(offered), kinds)
        if not chosen:
            return None
        target = Path(chosen)
        if target.suffix.lower() != offered.suffix:
            target = target.with_name(f"{target.name}{offered.suffix}")
        return target

    def export_to(self, target: Path) -> None:
        """Write the dossier with the choices made."""
        self.run.export(target, self.form.options())
        self._wait_for_run()

    def pack_to(self, target: Path) -> None:
        """Write dossier, originals and log to a zip."""
        self.run.package(target, self.form.options())
        self._wait_for_run()

    def _wait_for_run(self) -> None:
        self._enable(False)
        job = self.run.job
        if job is not None:
            for signal in (job.done, job.failed, job.cancelled):
                signal.connect(lambda *_: self._enable(True))

    def _enable(self, on: bool) -> None:
        on = on and self.run.job is None
        self.go.setEnabled(on)
        self.pack.setEnabled(on)

    def check_integrity(self) -> None:
        """Check originals, rows and log, and show what was found."""
        self.verify.setEnabled(False)
        self._session.told.emit(tr("gui.export.verifying"))
        folder = self._session.case.folder
        job = self._session.start(lambda _sink, _cancel: core.verify(folder))
        job.done.connect(self._show_report)
        job.failed.connect(self._session.failed)
        for signal in (job.done, job.failed, job.cancelled):
            signal.connect(lambda *_: self._verified())

    def _show_report(self, report: VerifyReport) -> None:
        names = {
            item.sha256: f"{item.number} {item.name}".strip()
            for item in self._session.case.evidence()
        }
        VerifiedDialog(report, names, self).open()

    def _verified(self) -> None:
        self.verify.setEnabled(True)
