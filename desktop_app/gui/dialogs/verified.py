"""What the check of originals, rows and log found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.gui.dialogs.frame import Sheet
from desktop_app.gui.texts import known, put, tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, label, row

if TYPE_CHECKING:
    from desktop_app.app.verifying import Problem, VerifyReport


class VerifiedDialog(Sheet):
    """Says that all is well, or names each thing that differs.

    Args:
        report: what was found.
        names: number and file name of the originals by their SHA-256.
        parent: the window it stands over.
    """

    def __init__(
        self, report: VerifyReport, names: Mapping[str, str], parent: QWidget | None
    ) -> None:
        super().__init__("gui.verify.title", parent)
        good = not report.problems
        line = row(spacing=12)
        icon = IconLabel(
            "shield-check" if good else "triangle-alert", 32, "accent" if good else "danger"
        )
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = label("", "strong", wrap=True)
        if good:
            put(words, "text", "gui.verify.good")
        else:
            words.setText(tr("gui.verify.bad", n=len(report.problems)))
        line.addWidget(words, 1)
        self.body.addLayout(line)
        counted = label("", "second", wrap=True)
        counted.setText(
            tr(
                "gui.verify.counted",
                files=report.checked_files,
                rows=report.checked_rows,
                entries=report.checked_entries,
            )
        )
        self.body.addWidget(counted)
        if not good:
            found = QPlainTextEdit()
            found.setReadOnly(True)
            found.setPlainText("\n".join(_line(problem, names) for problem in report.problems))
            found.setFixedHeight(min(260, 32 + 22 * len(report.problems)))
            self.body.addWidget(found)
        self.body.addWidget(label("gui.verify.limits", "small", wrap=True))
        close = TextButton("gui.dialog.close", role="primary")
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)


def _line(problem: Problem, names: Mapping[str, str]) -> str:
    key = f"gui.verify.problem.{problem.code}"
    words = tr(key) if known(key) else problem.code
    subject = names.get(problem.subject, problem.subject)
    return tr("gui.verify.line", problem=words, subject=subject)
