"""The text catalogue: every sentence for people, by key and language.

``resources/i18n/<language>/*.toml`` are flat tables of strings; the file name is the first
part of the key: ``cancel = "取消"`` in ``gui.toml`` is ``gui.cancel``. Placeholders follow
``str.format``. Nested tables join their names with dots.
"""

from __future__ import annotations

import functools
import tomllib
from typing import cast

from desktop_app.foundation import paths

LANGUAGES = ("zh-CN", "zh-TW", "en")


def _flatten(prefix: str, table: dict[str, object], into: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}.{key}", cast("dict[str, object]", value), into)
        else:
            into[f"{prefix}.{key}"] = str(value)


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """Return all texts of one language by key.

    Raises:
        FileNotFoundError: there is no such language.
    """
    folder = paths.resource("i18n", language)
    texts: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        _flatten(file.stem, tomllib.loads(file.read_text(encoding="utf-8")), texts)
    if not texts:
        raise FileNotFoundError(folder)
    return texts


class _Gaps(dict[str, object]):
    """Parameters of a sentence; one that is not known where it is said leaves a gap."""

    def __missing__(self, key: str) -> str:
        return "…"


class Texts:
    """The texts of one language, simplified Chinese where a key is missing."""

    def __init__(self, language: str = "zh-CN") -> None:
        self.language = language if language in LANGUAGES else "zh-CN"
        self._own = catalogue(self.language)
        self._fallback = catalogue("zh-CN")

    def __call__(self, key: str, /, **params: object) -> str:
        """Return the sentence for ``key`` with its placeholders filled.

        An unknown key is returned as it is: visible, never fatal.
        """
        text = self._own.get(key) or self._fallback.get(key)
        if text is None:
            return key
        return text.format(**params) if params else text

    def error(self, code: str, **params: object) -> str:
        """Return the calm sentence for an error code."""
        key = f"errors.{code}"
        if key not in self._fallback:
            return self("errors.unknown", code=code)
        try:
            return self(key).format_map(_Gaps(params))
        except (ValueError, AttributeError, IndexError):  # a gap where a number is laid out
            return self("errors.unknown", code=code)
