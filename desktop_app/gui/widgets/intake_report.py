"""What the last intake left to say: duplicates and files that could not be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from desktop_app.gui.texts import problem, put, tr
from desktop_app.gui.widgets.buttons import IconButton, IconLabel, TextButton, column, label, row

if TYPE_CHECKING:
    from desktop_app.app.importing import IntakeStatus

_SHOWN = 6


class IntakeReport(QFrame):
    """A notice over the list, closed by the person; opens to the names."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        layout = column(self, spacing=4)
        layout.setContentsMargins(14, 4, 6, 4)
        line = row(spacing=8)
        line.addWidget(IconLabel("info", 18, "doubt_text"))
        self._summary = label(wrap=True)
        line.addWidget(self._summary, 1)
        self._more = TextButton("gui.report.show", role="link")
        self._more.clicked.connect(self._toggle)
        line.addWidget(self._more)
        close = IconButton("gui.report.close", "x")
        close.clicked.connect(self.hide)
        line.addWidget(close)
        layout.addLayout(line)
        self._names = label(wrap=True)
        self._names.setContentsMargins(26, 0, 8, 8)
        self._names.hide()
        layout.addWidget(self._names)
        self._seen: tuple[int, int] = (0, 0)
        self.hide()

    def show_status(self, status: IntakeStatus) -> None:
        """Show what is new since the last report."""
        counts = (len(status.duplicates), len(status.refused))
        if counts == self._seen:
            return
        self._seen = counts
        if not any(counts):
            self.hide()
            return
        parts: list[str] = []
        if counts[0]:
            parts.append(tr("gui.report.duplicates", n=counts[0]))
        if counts[1]:
            parts.append(tr("gui.report.refused", n=counts[1]))
        self._summary.setText(tr("gui.report.join").join(parts))
        self._names.setText("\n".join(_lines(status)))
        self.show()

    def _toggle(self) -> None:
        shown = not self._names.isVisible()
        self._names.setVisible(shown)
        put(self._more, "text", "gui.report.hide" if shown else "gui.report.show")


def _lines(status: IntakeStatus) -> list[str]:
    lines: list[str] = []
    for name, number in status.duplicates[-_SHOWN:]:
        key = "gui.report.duplicate" if number else "gui.report.duplicate_plain"
        lines.append(tr(key, name=name, number=number))
    for name, code in status.refused[-_SHOWN:]:
        reason = problem(code)
        lines.append(tr("gui.report.one_refused", name=name, reason=reason) if name else reason)
    hidden = max(0, len(status.duplicates) - _SHOWN) + max(0, len(status.refused) - _SHOWN)
    return [*lines, tr("gui.report.more", n=hidden)] if hidden else lines
