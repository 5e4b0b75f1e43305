"""Every command of the window with its keys, once for menus, buttons and shortcuts."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop_app.gui.texts import put
from desktop_app.gui.widgets.rail import PLACES

Keys = QKeySequence.StandardKey | str

_ALL: tuple[tuple[str, Keys | None, bool], ...] = (
    ("new", QKeySequence.StandardKey.New, False),
    ("open", QKeySequence.StandardKey.Open, False),
    ("add", "Ctrl+I", True),
    ("add_folder", "Ctrl+Shift+I", True),
    ("paste", QKeySequence.StandardKey.Paste, False),
    ("undo", "Ctrl+Z", True),
    ("redo", None, True),
    ("search", QKeySequence.StandardKey.Find, True),
    ("details", "Ctrl+E", True),
    ("verify", None, True),
    ("show_folder", None, True),
    ("close_case", "Ctrl+W", True),
    ("settings", QKeySequence.StandardKey.Preferences, False),
    ("quick_close", "Ctrl+Shift+X", False),
    ("quit", QKeySequence.StandardKey.Quit, False),
)
_ROLES = {
    "settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
}


class Actions(QObject):
    """The commands by name; ``case_open`` enables those that need a case."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._by_name: dict[str, QAction] = {}
        self._of_case: set[str] = set()
        for name, keys, of_case in _ALL:
            self._add(window, name, f"gui.do.{name}", keys, of_case)
        for index, (place, _) in enumerate(PLACES):
            self._add(window, f"place_{index}", f"gui.rail.{place}", f"Ctrl+{index + 1}", True)
        self.case_open(False)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def connect_all(self, calls: dict[str, Callable[[], object]]) -> None:
        """Connect commands to what they do."""
        for name, call in calls.items():
            self._by_name[name].triggered.connect(lambda _=False, call=call: call())

    def case_open(self, is_open: bool) -> None:
        """Enable or disable what needs a case."""
        for name in self._of_case:
            self._by_name[name].setEnabled(is_open)

    def more_menu(self, parent: QWidget) -> QMenu:
        """Return the menu behind the three dots of a case."""
        menu = QMenu(parent)
        for name in (
            "add_folder",
            "details",
            "verify",
            "show_folder",
            "",
            "new",
            "open",
            "close_case",
            "",
            "settings",
            "quick_close",
            "quit",
        ):
            if name:
                menu.addAction(self._by_name[name])
            else:
                menu.addSeparator()
        return menu

    def menu_bar(self, bar: QMenuBar) -> None:
        """Fill the menu bar; used on macOS, where programs have one."""
        for title, names in (
            (
                "file",
                (
                    "new",
                    "open",
                    "close_case",
                    "",
                    "add",
                    "add_folder",
                    "",
                    "verify",
                    "show_folder",
                    "quick_close",
                    "settings",
                    "quit",
                ),
            ),
            ("edit", ("undo", "redo", "", "paste", "search", "details")),
            ("go", tuple(f"place_{index}" for index in range(len(PLACES)))),
        ):
            menu = bar.addMenu("")
            put(menu, "title", f"gui.menu.{title}")
            for name in names:
                if name:
                    menu.addAction(self._by_name[name])
                else:
                    menu.addSeparator()

    def _add(self, window: QWidget, name: str, key: str, keys: Keys | None, of_case: bool) -> None:
        action = QAction(window)
        put(action, "text", key)
        action.setMenuRole(_ROLES.get(name, QAction.MenuRole.NoRole))
        if name == "redo":
            action.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        elif keys is not None:
            action.setShortcut(QKeySequence(keys))
        window.addAction(action)
        self._by_name[name] = action
        if of_case:
            self._of_case.add(name)


def wants_menu_bar() -> bool:
    """Whether programs here have a menu bar outside their window."""
    return sys.platform == "darwin"
