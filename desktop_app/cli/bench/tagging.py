"""How rightly and how fast lines are tagged, side by side with a plain word list."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from desktop_app.cli.bench import drawn
from desktop_app.cli.bench.table import Table, share, show, texts
from desktop_app.domain.tags import Scenario
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation.errors import UsageError

LINES = "tag_lines.jsonl"
# The peer: what a first attempt looks like, a list of words looked up as they stand.
WORD_LIST: Mapping[Scenario, tuple[str, ...]] = {
    Scenario.ABUSE: (
        "傻逼",
        "垃圾",
        "滚",
        "去死",
        "贱",
        "狗",
        "猪",
        "骗子",
        "他妈",
        "王八",
        "废物",
    ),
    Scenario.THREAT: ("后果自负", "弄死", "杀", "你家", "等着", "砸", "小心", "打断"),
    Scenario.NUISANCE: ("打电话", "骚扰", "加个微信", "天天", "接电话", "换个号码"),
    Scenario.MAILING: ("冥币", "寿衣", "花圈", "纸钱", "骨灰", "遗像", "死老鼠"),
}
Tagger = Callable[[Speaker, str], Collection[Scenario]]
_HEADS = ("scenario", "lines", "precision", "recall", "peer_precision", "peer_recall")


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line.

    Attributes:
        tags: scenarios that must be found.
        kind: why it is in the set.
        may: scenarios that are neither asked for nor wrong.
    """

    speaker: Speaker
    text: str
    tags: frozenset[Scenario]
    kind: str
    may: frozenset[Scenario] = frozenset()


@dataclass(slots=True)
class Outcome:
    """Sums of one tagger.

    Attributes:
        right, wrong, missed: tags by scenario.
        own: lines of the buyer or of notices that got a tag.
        seconds: time for one pass.
        faults: (line, tags given).
    """

    right: dict[Scenario, int] = field(default_factory=lambda: dict.fromkeys(Scenario, 0))
    wrong: dict[Scenario, int] = field(default_factory=lambda: dict.fromkeys(Scenario, 0))
    missed: dict[Scenario, int] = field(default_factory=lambda: dict.fromkeys(Scenario, 0))
    own: int = 0
    seconds: float = 0.0
    faults: list[tuple[Line, frozenset[Scenario]]] = field(
        default_factory=list[tuple[Line, frozenset[Scenario]]]
    )

    def precision(self, scenarios: Collection[Scenario]) -> float | None:
        """Return the share of given tags that are right, None where none was given."""
        right = sum(self.right[s] for s in scenarios)
        given = right + sum(self.wrong[s] for s in scenarios)
        return right / given if given else None

    def recall(self, scenarios: Collection[Scenario]) -> float | None:
        """Return the share of wanted tags that were given, None where none was wanted."""
        right = sum(self.right[s] for s in scenarios)
        wanted = right + sum(self.missed[s] for s in scenarios)
        return right / wanted if wanted else None


def load(file: Path) -> list[Line]:
    """Read labelled lines.

    Raises:
        UsageError: ``usage.no_truth`` where the file is missing or broken.
    """
    try:
        rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines() if row]
        return [_line(row) for row in rows]
    except (OSError, ValueError, KeyError) as error:
        raise UsageError("usage.no_truth", file=LINES) from error


def _line(row: Mapping[str, Any]) -> Line:
    tags = frozenset(Scenario(tag) for tag in row["tags"])
    may = frozenset(Scenario(tag) for tag in row.get("may", ()))
    return Line(Speaker(row["speaker"]), row["text"], tags, row.get("kind", ""), may)


def word_list(speaker: Speaker, text: str) -> Collection[Scenario]:
    """Tag as the peer does: a word stands in the text, whoever says it."""
    del speaker
    return {s for s, words in WORD_LIST.items() if any(word in text for word in words)}


def ours(speaker: Speaker, text: str) -> Collection[Scenario]:
    """Tag by the bundled rulebook."""
    from desktop_app.app.tagging_lines import suggest

    return {suggestion.scenario for suggestion in suggest(speaker, text)}


def measure(lines: Sequence[Line], tagger: Tagger) -> Outcome:
    """Tag every line and compare with its label."""
    outcome = Outcome()
    tagger(Speaker.OTHER, "在吗")
    began = time.perf_counter()
    answers = [frozenset(tagger(line.speaker, line.text)) for line in lines]
    outcome.seconds = time.perf_counter() - began
    for line, answer in zip(lines, answers, strict=True):
        got = answer - line.may
        for scenario in Scenario:
            outcome.right[scenario] += scenario in got and scenario in line.tags
            outcome.wrong[scenario] += scenario in got and scenario not in line.tags
            outcome.missed[scenario] += scenario not in got and scenario in line.tags
        outcome.own += bool(got) and line.speaker is not Speaker.OTHER
        if got != line.tags:
            outcome.faults.append((line, got))
    return outcome


def run(file: Path | None) -> tuple[Table, Outcome]:
    """Measure both taggers on labelled lines, those of the checkout where ``file`` is None."""
    source = file or Path(str(drawn.corpus("score").__file__)).with_name(LINES)
    lines = load(source)
    mine, peer = measure(lines, ours), measure(lines, word_list)
    words = texts()
    rows: list[tuple[str, ...]] = []
    for name, scenarios in (*((s.value, (s,)) for s in Scenario), ("", tuple(Scenario))):
        rows.append(
            (
                name or words("bench.tagging.all"),
                str(sum(any(s in line.tags for s in scenarios) for line in lines)),
                share(mine.precision(scenarios)),
                share(mine.recall(scenarios)),
                share(peer.precision(scenarios)),
                share(peer.recall(scenarios)),
            )
        )
    notes = (
        words(
            "bench.tagging.speed",
            ours=round(len(lines) / mine.seconds),
            peer=round(len(lines) / peer.seconds),
        ),
        words("bench.tagging.own", count=mine.own),
    )
    heads = tuple(f"bench.tagging.{head}" for head in _HEADS)
    return Table("bench.tagging.title", heads, tuple(rows), notes), mine


def main(words: Sequence[str], out: TextIO) -> int:
    """Run from the command line: ``[FILE.jsonl] [--faults]``."""
    parser = argparse.ArgumentParser(prog="juzheng bench tagging")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--faults", action="store_true")
    given = parser.parse_args(words)
    table, mine = run(given.file)
    show([table], out)
    if given.faults:
        for line, got in mine.faults:
            wanted = ",".join(sorted(line.tags)) or "–"
            out.write(f"{wanted} → {','.join(sorted(got)) or '–'}  [{line.speaker}] {line.text}\n")
    return 0
