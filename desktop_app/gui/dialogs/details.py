"""Everything the person says of the case; it is printed in the dossier."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop_app.domain.case import CaseDetails
from desktop_app.gui.dialogs.frame import Sheet
from desktop_app.gui.texts import put
from desktop_app.gui.widgets.buttons import TextButton, column, label

_FIELDS = (
    ("title", 2),
    ("shop", 1),
    ("shop_id", 1),
    ("platform", 1),
    ("account", 1),
    ("order_no", 1),
    ("order_date", 1),
    ("complainant", 1),
    ("device", 1),
    ("contact", 2),
)


class DetailsDialog(Sheet):
    """Edits the details; ``kept(CaseDetails)`` when they changed."""

    kept = Signal(object)

    def __init__(self, details: CaseDetails, parent: QWidget | None) -> None:
        super().__init__("gui.details.dialog", parent, 620)
        self._before = details
        self.edits: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        place = 0
        for name, span in _FIELDS:
            box = column(spacing=4)
            box.addWidget(label(f"gui.details.{name}", "smallsecond"))
            edit = QLineEdit(getattr(details, name))
            edit.setMaxLength(200)
            edit.setCursorPosition(0)
            put(edit, "accessibleName", f"gui.details.{name}")
            put(edit, "placeholderText", f"gui.details.{name}_hint")
            box.addWidget(edit)
            self.edits[name] = edit
            grid.addLayout(box, place // 2, place % 2, 1, span)
            place += span
        self.body.addLayout(grid)
        self.body.addWidget(label("gui.details.where", "small", wrap=True))
        cancel = TextButton("gui.dialog.cancel")
        cancel.clicked.connect(self.reject)
        keep = TextButton("gui.dialog.keep", role="primary")
        keep.setDefault(True)
        keep.clicked.connect(self._keep)
        self.foot.addWidget(cancel)
        self.foot.addWidget(keep)

    def _keep(self) -> None:
        values = {name: edit.text().strip() for name, edit in self.edits.items()}
        if not values["title"]:
            edit = self.edits["title"]
            edit.setProperty("wrong", True)
            edit.style().polish(edit)
            edit.setFocus()
            return
        details = CaseDetails(**values)
        if details != self._before:
            self.kept.emit(details)
        self.accept()
