"""Reported words: what a message says that somebody else said.

A seller who writes ``你说“傻逼”是什么意思`` repeats the buyer's words; one who writes
``你就是个“傻逼”`` only decorates his own. So quotation marks alone clear nothing: words
between them count as reported when the words around them report (``你说“…”``,
``“…”是什么意思``), and not when the speaker says that they are his (``我骂你“…”``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desktop_app.tagging.phrases import Span, compile_all
from desktop_app.tagging.schema import Quoting
from desktop_app.tagging.views import Views

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "【": "】", "〝": "〞"}
_EVEN = {'"': '"', "'": "'", "＂": "＂", "”": "”"}
_LONGEST = 400
_BEFORE = 24
_AFTER = 16


def quotations(text: str) -> list[Span]:
    """Return the spans between quotation marks, marks not included, outermost first."""
    found: list[Span] = []
    index = 0
    while index < len(text):
        mark = text[index]
        closing = _PAIRS.get(mark) or _EVEN.get(mark)
        end = text.find(closing, index + 1, index + 1 + _LONGEST) if closing else -1
        if end < 0:
            index += 1
            continue
        if end > index + 1:
            found.append((index + 1, end))
        index = end + 1
    return found


class Reporting:
    """Knows reported words by what stands around them."""

    def __init__(self, quoting: Quoting, lists: Mapping[str, Sequence[str]]) -> None:
        def compiled(templates: Sequence[str], form: str) -> re.Pattern[str] | None:
            return re.compile(form.format(compile_all(templates, lists))) if templates else None

        self._before = compiled(quoting.marked_before, r"(?:{})[,。]?\Z")
        self._after = compiled(quoting.marked_after, r"\A[,。]?(?:{})")
        self._own = compiled(quoting.own_before, r"(?:{})[,。]?\Z")
        self._unmarked = compiled(quoting.unmarked_before, r"(?:{})\Z")

    def spans(self, text: str) -> list[Span]:
        """Return the spans between quotation marks that report somebody's words."""
        return [span for span in quotations(text) if self._reports(text, span)]

    def _reports(self, text: str, span: Span) -> bool:
        before = Views(text[max(0, span[0] - 1 - _BEFORE) : span[0] - 1]).lean.text
        after = Views(text[span[1] + 1 : span[1] + 1 + _AFTER]).lean.text
        if self._own is not None and self._own.search(before):
            return False
        return bool(
            (self._before is not None and self._before.search(before))
            or (self._after is not None and self._after.search(after))
        )

    def reported_unmarked(self, text: str, span: Span) -> bool:
        """Whether the words just before a hit report it (``你骂我傻逼``)."""
        if self._unmarked is None:
            return False
        before = Views(text[max(0, span[0] - _BEFORE) : span[0]]).lean.text
        return self._unmarked.search(before) is not None
