"""What a card says of one piece of evidence: tags by scenario, doubtful lines, entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageReader

from desktop_app.domain.tags import Scenario
from desktop_app.gui.models.review_entries import Entry

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.app.context import OpenCase


@dataclass(frozen=True, slots=True)
class TagCount:
    """How often a scenario was decided and how often it waits as a suggestion."""

    scenario: Scenario
    decided: int
    suggested: int


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Counts of one piece of evidence and its small picture (null where there is none)."""

    tags: tuple[TagCount, ...]
    doubtful: int
    messages: int
    calls: int
    picture: QImage


def worker_picture(file: Path | None, width: int = 0) -> QImage:
    """Load a PNG that a worker made; only PNG, whatever the file's name says.

    Args:
        file: the worker's file, or None.
        width: scale to this many pixels while loading, 0 for the size as stored.

    Returns:
        A null image where there is no such picture.
    """
    if file is None or not file.is_file():
        return QImage()
    reader = QImageReader(str(file))
    reader.setAutoDetectImageFormat(False)
    reader.setFormat(b"png")  # pyright: ignore[reportArgumentType]
    size = reader.size()
    if width and size.width() > width:
        reader.setScaledSize(QSize(width, max(1, size.height() * width // size.width())))
    return reader.read()


def picture_tiles(case: OpenCase, evidence_id: int) -> tuple[tuple[Path, int, int], ...]:
    """Return a picture's tiles from top to bottom with their sizes in pixels.

    Called outside the window's thread; a tile that is no PNG of a worker is left out.
    """
    found: list[tuple[Path, int, int]] = []
    for file in case.tiles(evidence_id):
        reader = QImageReader(str(file))
        reader.setAutoDetectImageFormat(False)
        reader.setFormat(b"png")  # pyright: ignore[reportArgumentType]
        size = reader.size()
        if size.isValid():
            found.append((file, size.width(), size.height()))
    return tuple(found)


def card_facts(case: OpenCase, evidence_id: int) -> CardFacts:
    """Count and load what one card shows; called outside the window's thread."""
    messages, calls = case.messages(evidence_id), case.calls(evidence_id)
    decided: Counter[Scenario] = Counter()
    suggested: Counter[Scenario] = Counter()
    for view in (*messages, *calls):
        decided.update({decision.scenario for decision in view.counted()})
        suggested.update(
            {each.suggestion.scenario for each in view.suggestions if each.decision is None}
        )
    tags = tuple(
        TagCount(scenario, decided[scenario], suggested[scenario])
        for scenario in Scenario
        if decided[scenario] or suggested[scenario]
    )
    doubtful = sum(Entry(view).doubtful for view in (*messages, *calls))
    return CardFacts(
        tags, doubtful, len(messages), len(calls), worker_picture(case.thumbnail(evidence_id))
    )
