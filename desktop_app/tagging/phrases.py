"""Compiled phrases: where a set of templates matches a text, exceptions taken off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from desktop_app.tagging.template import compile_template, sees_masks
from desktop_app.tagging.views import View, Views

Span = tuple[int, int]

# An exception reaches this far around a hit, in characters of the view.
_REACH = 60


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans in order, touching ones that overlap made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span shares a character with any of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def compile_all(templates: Sequence[str], lists: Mapping[str, Sequence[str]]) -> str:
    """Return one expression for any of the templates.

    Raises:
        TemplateError: one of them can't be understood.
    """
    return "|".join(dict.fromkeys(compile_template(template, lists) for template in templates))


class Phrases:
    """Templates ready to search, with their exceptions.

    A hit is spared where an exception overlaps it and reaches beyond it, or is just it:
    ``去死皮`` spares ``去死``, ``不客气`` does not spare ``别怪我不客气``. Each template is
    searched for itself, so a weak hit never hides a stronger one beside it.

    Each set of expressions is compiled when a text first asks for it: most texts only ask
    for ``_any``, so loading a rulebook stays quick.

    Args:
        patterns: the templates.
        exceptions: what spares a hit.
        lists: the words of ``<name>``.
        through: also search the bare view.
    """

    def __init__(
        self,
        patterns: Sequence[str],
        exceptions: Sequence[str],
        lists: Mapping[str, Sequence[str]],
        through: bool = False,
    ) -> None:
        self._sources = tuple(patterns)
        self._exception_sources = tuple(exceptions)
        self._lists = lists
        self.through = through

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """One expression for all templates, to pass most texts at once."""
        return re.compile(compile_all(self._sources, self._lists))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled(self._sources)

    @cached_property
    def _masked(self) -> tuple[re.Pattern[str], ...]:
        """Templates that speak of masking signs; they also search the masked view."""
        return self._compiled([one for one in self._sources if sees_masks(one)])

    @cached_property
    def _exceptions(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled(self._exception_sources)

    def _compiled(self, templates: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(compile_template(one, self._lists)) for one in templates)

    def prepare(self) -> None:
        """Compile everything that the first searches would compile."""
        _ = self._any, self._patterns, self._masked, self._exceptions

    def find(self, views: Views) -> list[Span]:
        """Return all hits in order, as indices of the text as it stands."""
        hits = self._standing(views.lean)
        if self.through and views.bare.text != views.lean.text:
            hits |= self._standing(views.bare)
        if views.masked.text != views.lean.text:
            hits |= self._standing(views.masked, masked=True)
        return sorted(hits)

    def _standing(self, view: View, masked: bool = False) -> set[Span]:
        """Return the hits in one view that no exception spares."""
        text = view.text
        if self._any.search(text) is None:
            return set()
        patterns = self._masked if masked else self._patterns
        spans = {found.span() for pattern in patterns for found in pattern.finditer(text)}
        return {
            view.span(start, end)
            for start, end in spans
            if start < end and not self._spared(text, start, end)
        }

    def _spared(self, text: str, start: int, end: int) -> bool:
        first = max(0, start - _REACH)
        last = min(len(text), end + _REACH)
        for exception in self._exceptions:
            at = first
            while at < end and (found := exception.search(text, at, last)) is not None:
                low, high = found.span()
                if low >= end:
                    break
                inside = start <= low and high <= end and (low, high) != (start, end)
                if high > start and not inside:
                    return True
                at = low + 1
        return False
