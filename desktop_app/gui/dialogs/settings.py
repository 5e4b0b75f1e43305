"""Settings; every choice works at once, there is nothing to confirm."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.foundation.settings import Settings
from desktop_app.foundation.texts import LANGUAGES
from desktop_app.gui.dialogs.frame import Sheet
from desktop_app.gui.texts import language, put
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import TextButton, column, label, row
from desktop_app.gui.widgets.check import Check, ChoiceCard

_THEMES = ("system", "light", "dark")


class SettingsDialog(Sheet):
    """Changes the settings it is given; ``changed`` after each, ``blurred(bool)`` at once."""

    changed = Signal()
    blurred = Signal(bool)

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__("gui.settings.title", parent, 540)
        self._settings = settings
        self._choices(
            "gui.settings.language", "gui.language", LANGUAGES, settings.language, self._language
        )
        self._choices("gui.settings.theme", "gui.theme", _THEMES, settings.theme, self._theme)
        self.body.addWidget(label("gui.settings.reading", "strong"))
        self._check("second_reader", self.body)
        self.body.addSpacing(4)
        self.body.addWidget(label("gui.settings.privacy", "strong"))
        self._check("blur_abuse", self.body)
        self._check("show_recent", self.body)
        self.body.addSpacing(4)
        self.body.addWidget(label("gui.settings.complainant", "strong"))
        self._name = QLineEdit(settings.complainant)
        self._name.setMaxLength(60)
        put(self._name, "placeholderText", "gui.settings.complainant_hint")
        put(self._name, "accessibleName", "gui.settings.complainant")
        self._name.editingFinished.connect(self._keep_name)
        self.body.addWidget(self._name)
        self.body.addSpacing(2)
        self.body.addWidget(label("gui.settings.about", "small", wrap=True))
        close = TextButton("gui.dialog.done", role="primary")
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
        close.setFocus()

    def _choices(
        self, title: str, prefix: str, names: tuple[str, ...], chosen: str, call: object
    ) -> None:
        self.body.addWidget(label(title, "strong"))
        line: QHBoxLayout = row()
        group = QWidget()
        group.setLayout(line)
        for name in names:
            card = ChoiceCard(f"{prefix}.{name}")
            card.setObjectName(name)
            card.setChecked(name == chosen)
            card.clicked.connect(lambda _=False, name=name: call(name))  # pyright: ignore
            line.addWidget(card)
        self.body.addWidget(group)
        self.body.addSpacing(4)

    def _check(self, name: str, layout: QVBoxLayout) -> None:
        box = column(spacing=0)
        check = Check(f"gui.settings.{name}")
        check.setObjectName(name)
        check.setChecked(getattr(self._settings, name))
        check.toggled.connect(lambda on: self._set(name, on))
        hint = label(f"gui.settings.{name}_hint", "small", wrap=True)
        hint.setContentsMargins(28, 0, 0, 2)
        box.addWidget(check)
        box.addWidget(hint)
        layout.addLayout(box)

    def _set(self, name: str, on: bool) -> None:
        setattr(self._settings, name, on)
        if name == "blur_abuse":
            self.blurred.emit(on)
        self.changed.emit()

    def _language(self, name: str) -> None:
        self._settings.language = name  # pyright: ignore[reportAttributeAccessIssue]
        language.use(name)
        self.changed.emit()

    def _theme(self, name: str) -> None:
        self._settings.theme = name  # pyright: ignore[reportAttributeAccessIssue]
        theme.apply(name)  # pyright: ignore[reportArgumentType]
        self.changed.emit()

    def _keep_name(self) -> None:
        self._settings.complainant = self._name.text().strip()
        self.changed.emit()
