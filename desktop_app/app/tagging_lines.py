"""Tagging single lines without a case, for scripts."""

from __future__ import annotations

from desktop_app.app.rules import default_rules
from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Suggestion
from desktop_app.domain.transcript import Speaker


def suggest(speaker: Speaker, text: str, moment: Moment | None = None) -> tuple[Suggestion, ...]:
    """Return what the bundled rules find in one line said by ``speaker``."""
    return default_rules().suggest(text, speaker, (), moment)
