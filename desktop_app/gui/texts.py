"""Texts of the window: one language at a time, switched while the window is open.

``put`` writes a text into a property of a widget or action and remembers its key on the
object, so that a switch of language writes it anew. Texts made from data are written by the
views in ``refresh``.
"""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.foundation.errors import JuzhengError
from desktop_app.foundation.texts import Texts

_KEY = "textKey_"


class Language(QObject):
    """The language in use; ``changed`` fires after all fixed texts were rewritten."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.texts = Texts("zh-CN")
        self._of_qt: QTranslator | None = None

    def use(self, language: str) -> None:
        """Switch every fixed text on screen to another language, Qt's own buttons too."""
        self._use_of_qt(language)
        if language == self.texts.language:
            return
        self.texts = Texts(language)
        for top in QApplication.topLevelWidgets():
            for target in (top, *top.findChildren(QObject)):
                _rewrite(target)
        self.changed.emit()

    def _use_of_qt(self, language: str) -> None:
        """Load Qt's words of file dialogs and message boxes; English is what it has within."""
        app = QApplication.instance()
        if app is None:
            return
        if self._of_qt is not None:
            app.removeTranslator(self._of_qt)
        self._of_qt = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._of_qt.load(f"qtbase_{language.replace('-', '_')}", folder):
            app.installTranslator(self._of_qt)


language = Language()
"""The application's only language switch."""


def tr(key: str, /, **params: object) -> str:
    """Return the sentence for a key in the language in use."""
    return language.texts(key, **params)


def known(key: str) -> bool:
    """Whether the catalogue has a sentence for the key."""
    return language.texts(key) != key


def sentence(error: JuzhengError) -> str:
    """Return the calm sentence for a known error."""
    return language.texts.error(error.code, **error.params)


def problem(code: str) -> str:
    """Return the sentence for a stored problem, of which only the code was kept."""
    own = f"gui.problem.{code}"
    return tr(own) if known(own) else language.texts.error(code)


def put(target: QObject, prop: str, key: str) -> None:
    """Write a fixed text into a property, now and at every switch of language."""
    target.setProperty(_KEY + prop, key)
    target.setProperty(prop, tr(key))


def _rewrite(target: QObject) -> None:
    for raw in target.dynamicPropertyNames():
        name = bytes(raw.data()).decode()
        if name.startswith(_KEY):
            target.setProperty(name.removeprefix(_KEY), tr(target.property(name)))
