"""The one style sheet, written from the tokens of a theme.

Widgets say what they are through the dynamic property ``role``; nothing else carries style.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.gui.theme import Tokens

_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog { background: $paper; }
QWidget { color: $ink; }
QToolTip { background: $card; color: $ink; border: 1px solid $line; padding: 5px 8px; }

QFrame[role="rail"] { background: $rail; border: none; border-right: 1px solid $line; }
QFrame[role="header"] { background: $paper; border: none; border-bottom: 1px solid $line; }
QFrame[role="panel"] { background: $paper; border: none; border-left: 1px solid $line; }
QFrame[role="footer"] { background: $paper; border: none; border-top: 1px solid $line; }
QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: 10px; }
QFrame[role="quiet"] { background: $paper; border: 1px solid $line; border-radius: 10px; }
QFrame[role="notice"] {
    background: $doubt_wash; border: 1px solid $doubt_line; border-radius: 8px;
}
QFrame[role="notice"] QLabel { color: $doubt_text; }
QFrame[role="good"] { background: $wash; border: 1px solid $accent; border-radius: 8px; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="upright"] {
    background: $line; border: none; max-width: 1px; min-width: 1px; margin: 5px 4px;
}
QWidget[role="desk"] { background: $desk; }
QWidget[role="plain"] { background: transparent; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 22px; font-weight: bold; }
QLabel[role="head"] { font-size: 16px; font-weight: bold; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="second"] { color: $second; }
QLabel[role="small"] { color: $faint; font-size: 12px; }
QLabel[role="smallsecond"] { color: $second; font-size: 12px; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="mono"] { color: $second; font-size: 12px; }

QPushButton {
    background: $card; color: $ink; border: 1px solid $line; border-radius: 8px;
    padding: 0 14px; min-height: 32px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $third; background: $paper; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 1px solid $ink; }
QPushButton[role="primary"]:disabled { background: $line; color: $faint; border-color: $line; }
QPushButton[role="link"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0 8px;
}
QPushButton[role="link"]:hover { background: $wash; }
QPushButton[role="link"]:focus { border: 1px solid $accent; }
QPushButton[role="row"] {
    background: transparent; border: 1px solid transparent; text-align: left; padding: 0 10px;
}
QPushButton[role="row"]:hover { background: $hover; }
QPushButton[role="row"]:focus { border: 1px solid $accent; }
QPushButton::menu-indicator { width: 0; height: 0; }
QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 8px;
    min-width: 30px; min-height: 30px; padding: 0;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $wash; }
QToolButton:focus { border: 1px solid $accent; }
QToolButton::menu-indicator { width: 0; height: 0; image: none; }

QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea > QWidget > QWidget[role="plain"] { background: transparent; }
QListView { background: transparent; border: none; }
QHeaderView::section {
    background: $rail; color: $second; border: none; border-bottom: 1px solid $line;
    padding: 4px 6px;
}

QLineEdit, QPlainTextEdit, QTextEdit {
    background: $card; color: $ink; border: 1px solid $line; border-radius: 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: 32px; padding: 0 10px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 1px solid $accent; }
QLineEdit:read-only { background: $paper; color: $second; }
QLineEdit[wrong="true"] { border: 1px solid $danger; }

QComboBox {
    background: $card; color: $ink; border: 1px solid $line; border-radius: 8px;
    min-height: 32px; padding: 0 10px;
}
QComboBox:focus, QComboBox:on { border: 1px solid $accent; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView {
    background: $card; color: $ink; border: 1px solid $line; padding: 4px;
    selection-background-color: $wash; selection-color: $ink;
}
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 6px; }

QMenu { background: $card; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 7px 26px 7px 12px; border-radius: 6px; color: $ink; }
QMenu::item:selected { background: $wash; }
QMenu::item:disabled { color: $third; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $scroll; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $third; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QFrame[role="popup"] { background: $card; border: 1px solid $line; border-radius: 10px; }
QFrame[role="toast"] { background: $ink; border: none; border-radius: 10px; }
QFrame[role="toast"] QLabel { color: $paper; }
QFrame[role="toast"] QPushButton {
    background: transparent; border: 1px solid transparent; color: $toast_link;
}
QFrame[role="toast"] QPushButton:focus { border: 1px solid $toast_link; }
QFrame[role="toast"] QToolButton:hover { background: $second; }
""")

_NAMES = (
    *("paper", "card", "rail", "desk", "ink", "second", "third", "faint", "line"),
    *("accent", "on_accent", "accent_hover", "wash", "hover"),
    *("doubt", "doubt_text", "doubt_wash", "doubt_line", "danger"),
)


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet for one theme."""
    return _SHEET.substitute(
        {name: getattr(tokens, name) for name in _NAMES},
        scroll="#4A5157" if tokens.dark else "#CFCBC2",
        toast_link="#1F6F6B" if tokens.dark else "#8FD6D1",
    )
