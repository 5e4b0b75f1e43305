"""Colours of both themes and the one place that switches between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.domain.tags import Scenario
from desktop_app.gui.style import style_sheet

Choice = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Hue:
    """The colour of one scenario: words on its wash, and the colour for marks and bars."""

    text: str
    wash: str
    mark: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours of one theme, as ``#RRGGBB``.

    ``third`` is for lines and marks only; ``faint`` is the quietest colour for words, kept at
    a contrast of 4.5 to 1 on paper, card and rail.
    """

    dark: bool
    paper: str
    card: str
    rail: str
    desk: str
    ink: str
    second: str
    third: str
    faint: str
    line: str
    accent: str
    on_accent: str
    accent_hover: str
    wash: str
    hover: str
    doubt: str
    doubt_text: str
    doubt_wash: str
    doubt_line: str
    on_doubt: str
    danger: str
    danger_wash: str
    good: str
    abuse: Hue
    threat: Hue
    nuisance: Hue
    mailing: Hue

    def hue(self, scenario: Scenario) -> Hue:
        """Return the colours of one scenario."""
        return {
            Scenario.ABUSE: self.abuse,
            Scenario.THREAT: self.threat,
            Scenario.NUISANCE: self.nuisance,
            Scenario.MAILING: self.mailing,
        }[scenario]


LIGHT = Tokens(
    dark=False,
    paper="#FAF9F6",
    card="#FFFFFF",
    rail="#F2F0EA",
    desk="#E8E6E0",
    ink="#1F2933",
    second="#52606D",
    third="#8A94A0",
    faint="#616D78",
    line="#E6E3DC",
    accent="#1F6F6B",
    on_accent="#FFFFFF",
    accent_hover="#185B58",
    wash="#E6F1F0",
    hover="#EBE8E0",
    doubt="#B7791F",
    doubt_text="#8A5A12",
    doubt_wash="#FDF4E7",
    doubt_line="#EBD3A4",
    on_doubt="#FFFFFF",
    danger="#A83A22",
    danger_wash="#FBEAE6",
    good="#3F8F5B",
    abuse=Hue("#B4472E", "#FBEAE6", "#B4472E"),
    threat=Hue("#7A3E9D", "#F3EAF8", "#7A3E9D"),
    nuisance=Hue("#96600F", "#FBF1DE", "#A86A12"),
    mailing=Hue("#2F659F", "#E7EFF8", "#2F659F"),
)

DARK = Tokens(
    dark=True,
    paper="#17191B",
    card="#202326",
    rail="#1B1D1F",
    desk="#111315",
    ink="#E8EAEC",
    second="#B4BBC2",
    third="#7F8891",
    faint="#949DA6",
    line="#33383D",
    accent="#5FB8B2",
    on_accent="#0E1F1E",
    accent_hover="#79C8C2",
    wash="#1E3533",
    hover="#2A2E32",
    doubt="#DDA94F",
    doubt_text="#DDA94F",
    doubt_wash="#332B1B",
    doubt_line="#5C4B27",
    on_doubt="#221A08",
    danger="#EE9A84",
    danger_wash="#3A231D",
    good="#6CBF8B",
    abuse=Hue("#E58A72", "#3A231D", "#E58A72"),
    threat=Hue("#BE90DC", "#2E2138", "#BE90DC"),
    nuisance=Hue("#DDA94F", "#38301D", "#DDA94F"),
    mailing=Hue("#82B1E3", "#1E2C3B", "#82B1E3"),
)


class Theme(QObject):
    """The theme in use; ``changed`` fires after palette and style sheet were replaced."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self._choice: Choice = "system"
        self._follows = False

    def apply(self, choice: Choice) -> None:
        """Use light or dark, or follow the system from now on."""
        self._choice = choice
        hints = QGuiApplication.styleHints()
        if not self._follows:
            hints.colorSchemeChanged.connect(self._system_changed)
            self._follows = True
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(choice, Qt.ColorScheme.Unknown))
        self._use(self._resolve())

    def _system_changed(self) -> None:
        if self._choice == "system":
            self._use(self._resolve())

    def _resolve(self) -> Tokens:
        if self._choice == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _use(self, tokens: Tokens) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self.tokens = tokens
        app.setPalette(palette(tokens))
        app.setStyleSheet(style_sheet(tokens))
        self.changed.emit()


def palette(tokens: Tokens) -> QPalette:
    """Return the palette for everything the style sheet does not name."""
    result = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.card),
        (role.AlternateBase, tokens.paper),
        (role.Text, tokens.ink),
        (role.Button, tokens.card),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.on_accent),
        (role.ToolTipBase, tokens.card),
        (role.ToolTipText, tokens.ink),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.PlaceholderText, tokens.faint),
        (role.Mid, tokens.line),
        (role.Dark, tokens.third),
        (role.Shadow, tokens.third),
    ):
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.third))
    return result


theme = Theme()
"""The application's only theme."""
