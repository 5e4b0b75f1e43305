"""The rulebook in use, loaded once, and everything the core asks of it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Suggestion
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation import paths
from desktop_app.tagging import refusal
from desktop_app.tagging.matcher import Matcher
from desktop_app.tagging.patterns import assess
from desktop_app.tagging.report import Contact, PatternReport
from desktop_app.tagging.rulebook import DEFAULT_RULEBOOK, Rulebook, load


class Rules:
    """One rulebook, ready to suggest."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._matcher = Matcher(rulebook)

    def prepare(self) -> None:
        """Compile every pattern now; else each is when the first message comes near it."""
        self._matcher.prepare()

    def suggest(
        self,
        text: str,
        speaker: Speaker,
        quoted: tuple[tuple[int, int], ...] = (),
        moment: Moment | None = None,
    ) -> tuple[Suggestion, ...]:
        """Return what the rules find in one message; empty for the buyer's own words."""
        return self._matcher.suggest(text, speaker, quoted, moment)

    def refusals(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where a text clearly refuses further contact."""
        return tuple(refusal.find_refusals(text, self.rulebook))

    def patterns(self, contacts: Sequence[Contact]) -> PatternReport:
        """Return what the case's contacts show together."""
        return assess(contacts, self.rulebook)


@functools.cache
def default_rules() -> Rules:
    """Return the rules of the bundled rulebook.

    Raises:
        InputRefused: the rulebook has a mistake (``rulebook.*``).
    """
    file = paths.resource("rulebooks", DEFAULT_RULEBOOK)
    return Rules(load(file.read_bytes()))
