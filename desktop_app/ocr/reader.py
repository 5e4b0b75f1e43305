"""Read the lines of one picture: the entry that a worker calls."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.recognition import Reading, RecognisedLine, TextLine
from desktop_app.foundation.errors import EnvironmentMissing, JuzhengError
from desktop_app.foundation.progress import NoProgress, Progress, ProgressSink
from desktop_app.ocr.crosscheck import choose
from desktop_app.ocr.engine import OcrEngine, Strip
from desktop_app.ocr.guard import answers
from desktop_app.ocr.looks import FIRST_LOOK, second_looks
from desktop_app.ocr.ppocr import PpOcr
from desktop_app.ocr.splitting import parted
from desktop_app.ocr.stray import without_strays
from desktop_app.ocr.strips import normalise
from desktop_app.ocr.tesseract_library import TesseractLibrary
from desktop_app.ocr.tesseract_program import TesseractProgram

# Where only layout saw writing, a reader must be this sure (0-100) that there is some.
_PLAUSIBLE = 60.0

ReaderMode = Literal["tesseract", "second", "both"]


@functools.cache
def first_reader(language: str = FIRST_LOOK) -> OcrEngine:
    """Return this process's Tesseract: in-process where it loads, else the program.

    Raises:
        EnvironmentMissing: there is neither, or the language file is missing.
    """
    try:
        return TesseractLibrary(language)
    except EnvironmentMissing as missing:
        if missing.code == "ocr.language_missing":
            raise
        return TesseractProgram(language)


@functools.cache
def second_reader() -> OcrEngine | None:
    """Return this process's PP-OCR recogniser, or None where it can't run."""
    try:
        return PpOcr()
    except EnvironmentMissing:
        return None


def _on_picture(reading: Reading, strip: Strip) -> Reading:
    edges = tuple(edge + strip.x for edge in reading.edges)
    return Reading(reading.engine, reading.text, reading.confidence, edges)


def _cut(rgb: NDArray[np.uint8], found: Sequence[TextLine]) -> tuple[list[TextLine], list[Strip]]:
    """Return the lines to read and their strips; a line that is several comes as several."""
    lines: list[TextLine] = []
    strips: list[Strip] = []
    for line in found:
        strip = normalise(rgb, line)
        parts = parted(line, strip, found)
        lines += parts
        strips += [strip if part is line else normalise(rgb, part) for part in parts]
    return lines, strips


def _read_beside(
    strips: Sequence[Strip], first: OcrEngine, other: OcrEngine
) -> tuple[list[Reading | None], list[Reading | None]]:
    """Let both engines read at the same time; each lets other threads run meanwhile.

    The second reader takes longer, so the thread that is done with the first goes on with what
    is left of the second's strips.
    """
    with ThreadPoolExecutor(2, thread_name_prefix="reader") as beside:
        looks = beside.submit(answers, first, strips)
        waiting = [beside.submit(answers, other, [strip]) for strip in strips]
        try:
            return looks.result(), [reading for one in waiting for reading in one.result()]
        finally:
            for one in waiting:
                one.cancel()


def _read(
    strips: Sequence[Strip], mode: ReaderMode
) -> tuple[list[list[Reading]], Sequence[Reading | None]]:
    """Return the first reader's looks and the second reader's reading of each strip."""
    other = second_reader() if mode != "tesseract" else None
    if other is not None and mode == "second":
        return [[] for _ in strips], answers(other, strips)
    try:
        first = first_reader()
    except EnvironmentMissing:
        if other is None:
            raise
        return [[] for _ in strips], answers(other, strips)
    if other is None:
        looks, seconds = answers(first, strips), [None] * len(strips)
    else:
        looks, seconds = _read_beside(strips, first, other)
    return second_looks(strips, looks, seconds, first_reader), seconds


def read_lines(
    rgb: NDArray[np.uint8],
    lines: Sequence[TextLine],
    mode: ReaderMode = "both",
    progress: ProgressSink | None = None,
) -> tuple[RecognisedLine, ...]:
    """Read the lines of a picture and cross-check the readings.

    Lines in which no reader sees a character are left out; the others keep their order. A
    line that turns out to be several rows comes back as several.

    Args:
        rgb: the picture, rows x columns x 3, uint8.
        lines: found by layout.
        mode: Tesseract alone, the second reader alone, or both checking each other. Where
            one of the two can't run, the other works alone.
        progress: told of each pass over the lines.

    Raises:
        EnvironmentMissing: nothing on this machine reads in that mode.
        JuzhengError: ``ocr.engine_failed`` where no engine gave an answer for a line that can
            be used; left out, nobody would miss the line.
    """
    sink = progress or NoProgress()
    lines, strips = _cut(rgb, lines)
    sink.report(Progress(0, len(strips), "reading"))
    looks, seconds = _read(strips, mode)
    sink.report(Progress(len(strips), len(strips), "reading"))
    results: list[RecognisedLine] = []
    for line, strip, look, second in zip(lines, strips, looks, seconds, strict=True):
        if not look and second is None:
            raise JuzhengError("ocr.engine_failed")
        chosen, status = choose(look, second)
        if not chosen.text or not (line.seen or chosen.confidence >= _PLAUSIBLE):
            continue
        raw = [*look, second] if second is not None else look
        results.append(
            RecognisedLine(
                text=chosen.text,
                box=line.box,
                region=line.region,
                confidence=chosen.confidence,
                status=status,
                edges=_on_picture(chosen, strip).edges,
                readings=tuple(_on_picture(reading, strip) for reading in raw),
                ink=line.ink,
                paper=line.paper,
            )
        )
    return without_strays(results)


def close_readers() -> None:
    """Give back the models of this process; the next reading builds them anew."""
    first_reader.cache_clear()
    second_reader.cache_clear()
