"""Buttons, labels and rows that say what they are to the style sheet and to screen readers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui import icons
from desktop_app.gui.texts import put
from desktop_app.gui.theme import Tokens, theme

L = TypeVar("L", bound=QBoxLayout)
_GAP = 5  # logical pixels between an icon and its words


class TextButton(QPushButton):
    """A button with words, and an icon in the colour of its words.

    Args:
        key: text key of the words.
        icon: name of an outline icon, or empty.
        role: ``primary``, ``link``, ``row`` or empty for a plain button.
    """

    def __init__(
        self, key: str, icon: str = "", role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._role = role
        if role:
            self.setProperty("role", role)
        if key:
            put(self, "text", key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(18 + _GAP, 18))
        theme.changed.connect(self._colour)
        self._colour()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self._colour()

    def _colour(self) -> None:
        if self._icon:
            tokens = theme.tokens
            colour = {"primary": tokens.on_accent, "link": tokens.accent}.get(
                self._role, tokens.second
            )
            self.setIcon(icons.icon(self._icon, colour, tokens.third, 18, _GAP))


class IconButton(QToolButton):
    """A button with only an icon; its words are the tooltip and the accessible name."""

    def __init__(self, key: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        put(self, "toolTip", key)
        put(self, "accessibleName", key)
        self.setIconSize(QSize(18, 18))
        self.setMinimumSize(32, 32)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._colour)
        self._colour()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self._colour()

    def _colour(self) -> None:
        tokens = theme.tokens
        off = "#4A5157" if tokens.dark else "#C3C8CC"
        self.setIcon(icons.icon(self._icon, tokens.second, off))


class IconLabel(QLabel):
    """An icon that is not a button, in the colour of one token."""

    def __init__(
        self, icon: str, size: int = 18, token: str = "second", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._token = icon, size, token
        self.setFixedSize(size, size)
        theme.changed.connect(self._colour)
        self._colour()

    def set_icon(self, icon: str, token: str = "") -> None:
        """Show another icon, in another colour when named."""
        self._icon, self._token = icon, token or self._token
        self._colour()

    def _colour(self) -> None:
        tokens: Tokens = theme.tokens
        self.setPixmap(icons.pixmap(self._icon, self._size, getattr(tokens, self._token), 3.0))


def label(key: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label with a fixed text, a style role and optional wrapping."""
    result = QLabel()
    if key:
        put(result, "text", key)
    if role:
        result.setProperty("role", role)
    result.setWordWrap(wrap)
    return result


def frame(role: str) -> QFrame:
    """Return a frame that the style sheet knows by its role."""
    result = QFrame()
    result.setProperty("role", role)
    return result


def rule() -> QFrame:
    """Return a thin horizontal line."""
    return frame("rule")


def column(parent: QWidget | None = None, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """Return a vertical layout with one spacing and one margin."""
    return _spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), spacing, margin)


def row(parent: QWidget | None = None, spacing: int = 8, margin: int = 0) -> QHBoxLayout:
    """Return a horizontal layout with one spacing and one margin."""
    return _spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), spacing, margin)


def _spaced(layout: L, spacing: int, margin: int) -> L:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margin, margin, margin, margin)
    return layout
