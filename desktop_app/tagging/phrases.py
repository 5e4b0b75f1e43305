"""Compiled phrases: where a set of templates matches a text, exceptions taken off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def _compiled(
    templates: Sequence[str], lists: Mapping[str, Sequence[str]]
) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(compile_template(template, lists)) for template in templates)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Templates ready to search, with their exceptions.

    A hit is spared where an exception overlaps it and reaches beyond it, or is just it:
    ``去死皮`` spares ``去死``, ``不客气`` does not spare ``别怪我不客气``. Each template is
    searched for itself, so a weak hit never hides a stronger one beside it.

    Attributes:
        any: one expression for all plain and masked templates, to pass most texts at once.
        patterns: each template.
        masked: templates that speak of masking signs; they also search the masked view.
        exceptions: what spares a hit.
        through: also search the bare view.
    """

    any: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]
    masked: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]
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
        return cls(
            re.compile(compile_all(patterns, lists)),
            _compiled(patterns, lists),
            _compiled([one for one in patterns if sees_masks(one)], lists),
            _compiled(exceptions, lists),
            through,
        )

    def find(self, views: Views) -> list[Span]:
        """Return all hits in order, as indices of the text as it stands."""
        hits = self._standing(views.lean, self.patterns)
        if self.through and views.bare.text != views.lean.text:
            hits |= self._standing(views.bare, self.patterns)
        if self.masked and views.masked.text != views.lean.text:
            hits |= self._standing(views.masked, self.masked)
        return sorted(hits)

    def _standing(self, view: View, patterns: Sequence[re.Pattern[str]]) -> set[Span]:
        """Return the hits in one view that no exception spares."""
        text = view.text
        if self.any.search(text) is None:
            return set()
        spans = {found.span() for pattern in patterns for found in pattern.finditer(text)}
        return {
            view.span(start, end)
            for start, end in spans
            if start < end and not self._spared(text, start, end)
        }

    def _spared(self, text: str, start: int, end: int) -> bool:
        first = max(0, start - _REACH)
        last = min(len(text), end + _REACH)
        for exception in self.exceptions:
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
