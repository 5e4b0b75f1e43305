"""The matcher: what a rulebook suggests of one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Severity, Suggestion
from desktop_app.domain.transcript import Speaker
from desktop_app.tagging.hours import in_odd_hours
from desktop_app.tagging.phrases import Phrases, Span, joined, overlaps
from desktop_app.tagging.quoting import Reporting
from desktop_app.tagging.schema import Rule, Rulebook
from desktop_app.tagging.views import Views

_SHOWN_WORDS = 4
_SHOWN_LENGTH = 40
_MOST = 4


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule and where it matched."""

    rule: Rule
    order: int
    spans: tuple[Span, ...]

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Sort key: those that yield last, serious first, the most text, the file's order."""
        mild = self.rule.severity is not Severity.SERIOUS
        return self.rule.yields, mild, -sum(end - start for start, end in self.spans), self.order


def sentence(reason: str, words: Sequence[str]) -> str:
    """Return a rule's reason with the words in quotation marks, long ones shortened."""
    shown: list[str] = []
    for word in dict.fromkeys(words):
        whole = " ".join(word.split())
        cut = whole if len(whole) <= _SHOWN_LENGTH else whole[: _SHOWN_LENGTH - 1] + "…"
        shown.append(f"“{cut}”")
    more = "等" if len(shown) > _SHOWN_WORDS else ""
    return reason.replace("{words}", "".join(shown[:_SHOWN_WORDS]) + more)


def _foremost(ranked: list[_Hit]) -> list[_Hit]:
    """Return at most four hits: the best one of each scenario, then the best of the rest."""
    if len(ranked) <= _MOST:
        return ranked
    first = {hit.rule.scenario: hit for hit in reversed(ranked)}
    leaders = [hit for hit in ranked if first[hit.rule.scenario] is hit]
    rest = [hit for hit in ranked if first[hit.rule.scenario] is not hit]
    return [*leaders, *rest][:_MOST]


class Matcher:
    """Suggests tags by a rulebook; holds no state between messages, safe in any thread.

    Args:
        rulebook: a loaded rulebook, so every template is known to compile.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        lists = rulebook.lists
        self._rules = tuple(
            (rule, Phrases(rule.patterns, rule.exceptions, lists, rule.through))
            for rule in rulebook.rules
        )
        self._reporting = Reporting(rulebook.quoting, lists)

    def prepare(self) -> None:
        """Compile every template now."""
        for _, phrases in self._rules:
            phrases.prepare()

    def suggest(
        self,
        text: str,
        speaker: Speaker,
        quoted: tuple[Span, ...] = (),
        moment: Moment | None = None,
    ) -> tuple[Suggestion, ...]:
        """Return what the rules suggest of one message, in the order of the text.

        Only the other side's words are ever tagged; quoted spans and words that report
        somebody else's are left out. One suggestion a rule, with all its spans; where two
        rules of one scenario claim the same words, the more severe and longer one has them.

        Args:
            text: the message as it stands.
            speaker: who said it.
            quoted: spans of the text that quote somebody (a reply's quotation box).
            moment: when, or None; only rules for unreasonable hours look at it.
        """
        if speaker is not Speaker.OTHER or not text:
            return ()
        views = Views(text)
        reported: list[Span] | None = None
        hits: list[_Hit] = []
        for order, (rule, phrases) in enumerate(self._rules):
            if rule.only == "odd_hour" and not in_odd_hours(moment, self.rulebook.limits):
                continue
            found = phrases.find(views)
            if not found:
                continue
            if reported is None:
                reported = [*quoted, *self._reporting.spans(text)]
            kept = [
                span
                for span in found
                if not overlaps(span, reported)
                and not self._reporting.reported_unmarked(text, span)
            ]
            if kept:
                hits.append(_Hit(rule, order, joined(kept)))
        return self._settled(text, hits)

    def _settled(self, text: str, hits: list[_Hit]) -> tuple[Suggestion, ...]:
        """Give each stretch of words to one rule a scenario."""
        taken: dict[str, list[Span]] = {}
        standing: list[_Hit] = []
        for hit in sorted(hits, key=lambda one: one.rank):
            claimed = taken.setdefault(hit.rule.scenario, [])
            spans = tuple(span for span in hit.spans if not overlaps(span, claimed))
            if spans:
                claimed.extend(spans)
                standing.append(_Hit(hit.rule, hit.order, spans))
        kept = _foremost(standing)
        kept.sort(key=lambda one: (one.spans[0], one.order))
        return tuple(self._suggestion(text, hit) for hit in kept)

    def _suggestion(self, text: str, hit: _Hit) -> Suggestion:
        words = tuple(text[start:end] for start, end in hit.spans)
        return Suggestion(
            scenario=hit.rule.scenario,
            severity=hit.rule.severity,
            rule=hit.rule.id,
            rulebook=self.rulebook.edition,
            spans=hit.spans,
            words=words,
            reason=sentence(hit.rule.reason, words),
        )
