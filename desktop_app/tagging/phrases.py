"""Compiled phrases: where a set of templates matches a text, exceptions taken off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.tagging.template import compile_template, sees_masks
from desktop_app.tagging.views import View, Views

Span = tuple[int, int]


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
    """Return one expression for any of the templates, longer ones first.

    Raises:
        TemplateError: one of them can't be understood.
    """
    expressions = dict.fromkeys(compile_template(template, lists) for template in templates)
    return "|".join(sorted(expressions, key=len, reverse=True))


def _spans(expression: re.Pattern[str] | None, view: View) -> list[Span]:
    """Return the spans, as indices of the text as it stands."""
    if expression is None:
        return []
    return [
        view.span(found.start(), found.end())
        for found in expression.finditer(view.text)
        if found.end() > found.start()
    ]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Templates ready to search: plain ones, ones that see masking signs, exceptions."""

    plain: re.Pattern[str] | None
    masked: re.Pattern[str] | None
    spared: re.Pattern[str] | None
    through: bool = False

    @classmethod
    def of(
        cls,
        patterns: Sequence[str],
        exceptions: Sequence[str],
        lists: Mapping[str, Sequence[str]],
        through: bool = False,
    ) -> Phrases:
        """Compile the templates.

        Raises:
            TemplateError: one of them can't be understood.
        """
        plain = [one for one in patterns if not sees_masks(one)]
        masked = [one for one in patterns if sees_masks(one)]
        return cls(
            re.compile(compile_all(plain, lists)) if plain else None,
            re.compile(compile_all(masked, lists)) if masked else None,
            re.compile(compile_all(exceptions, lists)) if exceptions else None,
            through,
        )

    def find(self, views: Views) -> list[Span]:
        """Return all hits in order, as indices of the text as it stands."""
        hits = _spans(self.plain, views.lean)
        if self.through:
            hits += _spans(self.plain, views.bare)
        hits += _spans(self.masked, views.masked)
        if not hits:
            return []
        spared = _spans(self.spared, views.lean)
        if self.through:
            spared += _spans(self.spared, views.bare)
        return sorted({hit for hit in hits if not overlaps(hit, spared)})
