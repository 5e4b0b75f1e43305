"""What a doubtful screen line offers to choose from, and which other lines are misread alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.domain.doubt import DoubtfulLine, OfferedReading, Reader
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import Reading, RecognisedLine
from desktop_app.text.compare import part_of
from desktop_app.text.misreading import mended, misreadings

_SAME_LINE = 0.5  # common share of both boxes


def line_at(lines: Sequence[RecognisedLine], box: Box) -> RecognisedLine | None:
    """Return the line read at a box, or None; a line that was joined from several has none."""
    best, share = None, _SAME_LINE
    for line in lines:
        if line.box == box:
            return line
        common = line.box.intersection(box)
        if common is None:
            continue
        covered = common.area / (line.box.area + box.area - common.area)
        if covered > share:
            best, share = line, covered
    return best


def offered(line: RecognisedLine, own: str) -> tuple[OfferedReading, ...]:
    """Return the readings of a line to choose from, each text once.

    Args:
        line: with its raw readings.
        own: its text in the message, which may leave out what is no part of the words; the
            readings are cut alike.
    """
    start = line.text.find(own)
    if start < 0 or not own:
        return ()
    found: dict[str, OfferedReading] = {}
    for reader, reading in in_order(line.readings):
        text = part_of(line.text, reading.text, start, start + len(own)).strip()
        if not text:
            continue
        before = found.get(text)
        if before is None:
            found[text] = OfferedReading(text, reading.confidence, (reader,))
        elif reader not in before.readers:
            sure = max(before.confidence, reading.confidence)
            readers = (*before.readers, reader)
            found[text] = replace(before, confidence=sure, readers=readers)
    return tuple(found.values())


def in_order(readings: Sequence[Reading]) -> list[tuple[Reader, Reading]]:
    """Return each engine's best reading in order of engines, then the other looks."""
    families: dict[str, list[Reading]] = {}
    for reading in readings:
        families.setdefault(reading.engine.split("/", 1)[0], []).append(reading)
    best: list[tuple[Reader, Reading]] = []
    rest: list[tuple[Reader, Reading]] = []
    for looks in families.values():
        looks.sort(key=lambda reading: -reading.confidence)
        best.append((Reader.SECOND if best else Reader.FIRST, looks[0]))
        rest += [(Reader.AGAIN, look) for look in looks[1:]]
    return best + rest


def alike(
    settled: DoubtfulLine, text: str, lines: Iterable[DoubtfulLine]
) -> tuple[tuple[DoubtfulLine, str], ...]:
    """Return other lines with the misreading that was just put right, and their texts then.

    Only lines are offered of which another reading has the right characters in that place.

    Args:
        settled: the line as it was read.
        text: what the person says it reads.
        lines: the doubtful lines to look at.
    """
    known = misreadings(settled.text, text)
    found: list[tuple[DoubtfulLine, str]] = []
    for line in lines if known else ():
        if line.key == settled.key:
            continue
        others = [reading.text for reading in line.readings if reading.text != line.text]
        better = mended(line.text, others, known)
        if better is not None:
            found.append((line, better))
    return tuple(found)
