"""The choices of an export: reader, edition, parts, switches."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from desktop_app.domain.export import Edition, ExportOptions, Part, Recipient
from desktop_app.gui.widgets.buttons import column, label, row
from desktop_app.gui.widgets.check import Check, ChoiceCard


class ExportForm(QWidget):
    """Gives ``options()``; ``changed`` after every choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=8)
        layout.addWidget(label("gui.export.recipient", "strong"))
        self.recipients: dict[Recipient, ChoiceCard] = {}
        grid = QGridLayout()
        grid.setSpacing(8)
        self._who = QButtonGroup(self)
        for place, recipient in enumerate(Recipient):
            key = f"gui.recipient.{recipient.value}"
            card = ChoiceCard(key, f"{key}_hint")
            self.recipients[recipient] = card
            self._who.addButton(card)
            grid.addWidget(card, place // 2, place % 2)
        layout.addLayout(grid)
        layout.addSpacing(8)
        layout.addWidget(label("gui.export.edition", "strong"))
        self.editions: dict[Edition, ChoiceCard] = {}
        line = row()
        self._which = QButtonGroup(self)
        for edition in Edition:
            key = f"gui.edition.{edition.value}"
            card = ChoiceCard(key, f"{key}_hint")
            self.editions[edition] = card
            self._which.addButton(card)
            line.addWidget(card)
        layout.addLayout(line)
        layout.addSpacing(8)
        layout.addWidget(label("gui.export.parts", "strong"))
        self.parts: dict[Part, Check] = {}
        grid = QGridLayout()
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, part in enumerate(Part):
            check = Check(f"gui.part.{part.value}")
            check.setChecked(True)
            self.parts[part] = check
            grid.addWidget(check, place // 2, place % 2)
        layout.addLayout(grid)
        layout.addWidget(label("gui.export.always", "small", wrap=True))
        layout.addSpacing(8)
        layout.addWidget(label("gui.export.how", "strong"))
        self.originality = Check("gui.export.originality")
        self.originality.setChecked(True)
        self.untagged = Check("gui.export.untagged")
        self.untagged.setChecked(True)
        switches = column(spacing=0)
        switches.addWidget(self.originality)
        switches.addWidget(self.untagged)
        layout.addLayout(switches)
        self.recipients[Recipient.PLATFORM].setChecked(True)
        self.editions[Edition.FULL].setChecked(True)
        for button in (
            *self.recipients.values(),
            *self.editions.values(),
            *self.parts.values(),
            self.originality,
            self.untagged,
        ):
            button.clicked.connect(self.changed)

    def options(self) -> ExportOptions:
        """Return what is chosen now."""
        return ExportOptions(
            recipient=next(who for who, card in self.recipients.items() if card.isChecked()),
            edition=next(each for each, card in self.editions.items() if card.isChecked()),
            parts=frozenset(part for part, check in self.parts.items() if check.isChecked()),
            originality_column=self.originality.isChecked(),
            include_untagged=self.untagged.isChecked(),
        )
