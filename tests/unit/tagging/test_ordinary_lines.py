"""Ordinary lines of shops, couriers and friends: no rule may touch them."""

from __future__ import annotations

from pathlib import Path

from desktop_app.domain.transcript import Speaker
from desktop_app.foundation import paths
from desktop_app.tagging.matcher import Matcher
from desktop_app.tagging.rulebook import DEFAULT_RULEBOOK, load

LINES = (Path(__file__).parent / "ordinary_lines.txt").read_text("utf-8").splitlines()


def test_ordinary_lines_get_no_suggestion():
    matcher = Matcher(load(paths.resource("rulebooks", DEFAULT_RULEBOOK).read_bytes()))
    tagged = {line: matcher.suggest(line, Speaker.OTHER) for line in LINES}
    assert len(LINES) > 300
    assert {line: [one.rule for one in found] for line, found in tagged.items() if found} == {}
