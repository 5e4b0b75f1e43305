"""The buyer's clear refusal of further contact, and the seller's plain service notices."""

from __future__ import annotations

import functools

from desktop_app.tagging.phrases import Phrases, Span, joined
from desktop_app.tagging.quoting import quotations
from desktop_app.tagging.schema import PhraseRule, Rulebook
from desktop_app.tagging.views import Views

# The messages of a case are searched again after every correction.
_REMEMBERED = 32_768

_Lists = tuple[tuple[str, tuple[str, ...]], ...]


@functools.lru_cache(maxsize=16)
def _compiled(rule: PhraseRule, lists: _Lists) -> Phrases:
    return Phrases(rule.patterns, rule.exceptions, dict(lists))


@functools.lru_cache(_REMEMBERED)
def _found(text: str, rule: PhraseRule, lists: _Lists) -> tuple[Span, ...]:
    return joined(_compiled(rule, lists).find(Views(text)))


def _find(text: str, rule: PhraseRule, rulebook: Rulebook) -> tuple[Span, ...]:
    return _found(text, rule, tuple(rulebook.lists.items()))


def find_refusals(text: str, rulebook: Rulebook) -> tuple[Span, ...]:
    """Return where a message of the buyer refuses further contact, as indices of the text.

    Words between quotation marks don't refuse. The caller hands over the buyer's own
    messages only.
    """
    if not text:
        return ()
    quotes = quotations(text)
    return tuple(
        (start, end)
        for start, end in _find(text, rulebook.refusal, rulebook)
        if not any(low <= start and end <= high for low, high in quotes)
    )


def is_service_notice(text: str, rulebook: Rulebook) -> bool:
    """Whether a message of the seller is a plain notice of service (parcel, refund, code)."""
    return bool(text) and bool(_find(text, rulebook.service, rulebook))
