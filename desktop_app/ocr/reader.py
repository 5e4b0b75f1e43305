"""Read the lines of one picture: the entry that a worker calls."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
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

_Cut = tuple[TextLine, Strip]

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


def _cut(rgb: NDArray[np.uint8], found: Sequence[TextLine]) -> Iterator[_Cut]:
    """Yield the lines to read and their strips; a line that is several comes as several."""
    for line in found:
        strip = normalise(rgb, line)
        for part in parted(line, strip, found):
            yield part, strip if part is line else normalise(rgb, part)


class _Beside:
    """The second reader at work while lines are cut and the first one reads.

    Both engines let other threads run meanwhile. The second takes longer, so it begins with
    the first strip, and whoever is done with his own work helps with what is left of its.

    Args:
        engine: the second reader.
    """

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[tuple[int, Strip] | None] = SimpleQueue()
        self._readings: dict[int, Reading | None] = {}
        self._stopped = False

    def give(self, index: int, strip: Strip) -> None:
        """Let a strip be read."""
        self._waiting.put((index, strip))

    def no_more(self) -> None:
        """Say that all strips are given."""
        self._waiting.put(None)

    def stop(self) -> None:
        """Leave what isn't begun unread."""
        self._stopped = True
        self.no_more()

    def work(self) -> None:
        """Read strips until all that are given are taken."""
        while (item := self._waiting.get()) is not None and not self._stopped:
            index, strip = item
            self._readings[index] = answers(self._engine, [strip])[0]
        self._waiting.put(None)

    def readings(self) -> list[Reading | None]:
        """Return the readings in the order of the strips, once all work is done."""
        return [self._readings[index] for index in range(len(self._readings))]


def _read_beside(
    cut: Iterable[_Cut], first: OcrEngine, other: OcrEngine
) -> tuple[list[_Cut], list[Reading | None], list[Reading | None]]:
    """Cut the lines, and let both engines read at the same time."""
    pieces: list[_Cut] = []
    beside = _Beside(other)
    with ThreadPoolExecutor(1, thread_name_prefix="reader") as pool:
        helper = pool.submit(beside.work)
        try:
            for piece in cut:
                beside.give(len(pieces), piece[1])
                pieces.append(piece)
            beside.no_more()
            looks = answers(first, [strip for _, strip in pieces])
            beside.work()
        except BaseException:
            beside.stop()
            raise
        helper.result()
    return pieces, looks, beside.readings()


def _read(
    rgb: NDArray[np.uint8], found: Sequence[TextLine], mode: ReaderMode
) -> tuple[list[_Cut], list[list[Reading]], Sequence[Reading | None]]:
    """Return the lines' strips, the first reader's looks and the second's reading of each."""
    cut = _cut(rgb, found)
    other = second_reader() if mode != "tesseract" else None
    first = None
    if other is None or mode != "second":
        try:
            first = first_reader()
        except EnvironmentMissing:
            if other is None:
                raise
    if first is not None and other is not None:
        pieces, looks, seconds = _read_beside(cut, first, other)
    else:
        pieces = list(cut)
        strips = [strip for _, strip in pieces]
        nothing: list[Reading | None] = [None] * len(strips)
        looks = nothing if first is None else answers(first, strips)
        seconds = nothing if other is None else answers(other, strips)
    if first is None:
        return pieces, [[] for _ in pieces], seconds
    strips = [strip for _, strip in pieces]
    return pieces, second_looks(strips, looks, seconds, first_reader), seconds


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
    sink.report(Progress(0, len(lines), "reading"))
    pieces, looks, seconds = _read(rgb, lines, mode)
    sink.report(Progress(len(pieces), len(pieces), "reading"))
    results: list[RecognisedLine] = []
    for (line, strip), look, second in zip(pieces, looks, seconds, strict=True):
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
