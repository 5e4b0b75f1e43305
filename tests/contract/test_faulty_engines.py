"""Recognisers that misbehave: the other reader's lines stand, or the file gets a badge."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from desktop_app.domain.recognition import LineStatus, Reading
from desktop_app.foundation.errors import EnvironmentMissing, JuzhengError
from desktop_app.ocr import reader
from desktop_app.ocr.engine import Strip
from desktop_app.ocr.guard import answers, is_usable
from desktop_app.ocr.ppocr import PpOcr
from desktop_app.ocr.strips import normalise
from desktop_app.ocr.tesseract_library import TesseractLibrary
from desktop_app.workers import jobs
from desktop_app.workers.pool import ProcessWorkers
from tests.contract.ocr_drawing import draw_line, stack

DRAWN = (draw_line("你再不删差评我就去你单位"), draw_line("请不要再联系我"), draw_line("收到"))
RGB, LINES = stack(DRAWN)
WORDS = [drawn.text for drawn in DRAWN]

Answer = Callable[[Sequence[Strip]], list[Reading]]


class Fake:
    """An engine that says what it is told to."""

    def __init__(self, name: str, answer: Answer) -> None:
        self.name = name
        self._answer = answer

    def read(self, strips: Sequence[Strip]) -> list[Reading]:
        return self._answer(strips)

    def close(self) -> None:
        return


def good(name: str) -> Answer:
    """An engine that reads: a line is told by the width of its strip."""
    widths = {
        normalise(RGB, line).grey.shape[1]: word for line, word in zip(LINES, WORDS, strict=True)
    }

    def answer(strips: Sequence[Strip]) -> list[Reading]:
        found: list[Reading] = []
        for strip in strips:
            word = widths[strip.grey.shape[1]]
            edges = tuple(round(n * strip.grey.shape[1] / len(word)) for n in range(len(word) + 1))
            found.append(Reading(name, word, 97.0, edges))
        return found

    return answer


def _with(name: str, change: Callable[[Reading], Reading]) -> Answer:
    return lambda strips: [change(reading) for reading in good(name)(strips)]


def _made(text: str | None = None, confidence: float = 97.0, edges: object = None) -> object:
    def change(reading: Reading) -> Reading:
        kept = reading.edges if edges is None else edges
        if callable(kept):
            kept = kept(reading.edges)
        words = reading.text if text is None else text
        return Reading(reading.engine, words, confidence, kept)  # pyright: ignore

    return change


def _raise(_strips: Sequence[Strip]) -> list[Reading]:
    raise RuntimeError("engine lost its mind")


FAULTS: dict[str, Callable[[str], Answer]] = {
    "raises": lambda _name: _raise,
    "nothing": lambda _name: lambda _strips: [],
    "one too few": lambda name: lambda strips: good(name)(strips)[:-1],
    "one too many": lambda name: lambda strips: [*good(name)(strips), *good(name)(strips[:1])],
    "no list at all": lambda _name: lambda _strips: None,  # pyright: ignore
    "falling edges": lambda name: _with(name, _made(edges=lambda e: e[::-1])),
    "edges beyond": lambda name: _with(name, _made(edges=lambda e: (*e[:-1], 10**9))),
    "edges before": lambda name: _with(name, _made(edges=lambda e: (-5, *e[1:]))),
    "too few edges": lambda name: _with(name, _made(edges=lambda e: e[:2])),
    "no number": lambda name: _with(name, _made(confidence=float("nan"))),
    "endless": lambda name: _with(name, _made(confidence=float("inf"))),
    "below nothing": lambda name: _with(name, _made(confidence=-1.0)),
    "beyond all": lambda name: _with(name, _made(confidence=101.0)),
    "huge text": lambda name: _with(name, _made("滚" * 1_000_000, edges=())),
    "half a pair": lambda name: _with(name, _made("滚\ud83d", edges=())),
    "steering signs": lambda name: _with(name, _made("滚\x1b[2J", edges=())),
}


def _use(monkeypatch: pytest.MonkeyPatch, first: Answer, second: Answer | None) -> None:
    one = Fake("tesseract/fake", first)
    other = None if second is None else Fake("ppocr/fake", second)
    monkeypatch.setattr(reader, "first_reader", lambda language="": one)
    monkeypatch.setattr(reader, "second_reader", lambda: other)


def test_sound_engines_agree(monkeypatch: pytest.MonkeyPatch):
    _use(monkeypatch, good("tesseract/fake"), good("ppocr/fake"))
    lines = reader.read_lines(RGB, LINES)
    assert [line.text for line in lines] == WORDS
    assert {line.status for line in lines} == {LineStatus.AGREED}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("broken", ["first", "second"])
def test_the_other_engine_stands_alone(monkeypatch: pytest.MonkeyPatch, fault: str, broken: str):
    first, second = good("tesseract/fake"), good("ppocr/fake")
    if broken == "first":
        first = FAULTS[fault]("tesseract/fake")
    else:
        second = FAULTS[fault]("ppocr/fake")
    _use(monkeypatch, first, second)
    lines = reader.read_lines(RGB, LINES)
    assert [line.text for line in lines] == WORDS
    for line in lines:
        assert line.status is not LineStatus.AGREED
        assert {reading.text for reading in line.readings} == {line.text}
        assert list(line.edges) == sorted(line.edges)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("mode", ["both", "tesseract", "second"])
def test_where_nobody_answers_no_line_is_lost_in_silence(
    monkeypatch: pytest.MonkeyPatch, fault: str, mode: reader.ReaderMode
):
    _use(monkeypatch, FAULTS[fault]("tesseract/fake"), FAULTS[fault]("ppocr/fake"))
    with pytest.raises(JuzhengError) as raised:
        reader.read_lines(RGB, LINES, mode)
    assert raised.value.code == "ocr.engine_failed"


def test_one_broken_answer_costs_no_other(monkeypatch: pytest.MonkeyPatch):
    def answer(strips: Sequence[Strip]) -> list[Reading]:
        readings = good("ppocr/fake")(strips)
        return [_broken(reading) if reading.text == WORDS[1] else reading for reading in readings]

    def _broken(reading: Reading) -> Reading:
        return Reading(reading.engine, reading.text, float("nan"), reading.edges)

    _use(monkeypatch, good("tesseract/fake"), answer)
    lines = reader.read_lines(RGB, LINES)
    assert [line.text for line in lines] == WORDS
    statuses = [line.status for line in lines]
    assert statuses == [LineStatus.AGREED, LineStatus.SINGLE, LineStatus.AGREED]


def test_what_an_engine_knows_to_say_is_passed_on():
    def answer(_strips: Sequence[Strip]) -> list[Reading]:
        raise EnvironmentMissing("ocr.engine_missing", engine="x")

    with pytest.raises(EnvironmentMissing):
        answers(Fake("x", answer), [normalise(RGB, LINES[0])])


# ---------------------------------------------------------------- the engines' own libraries


class _Session:
    """Stands for onnxruntime: answers whatever it is given with this."""

    def __init__(self, result: object) -> None:
        self._result = result

    def run(self, _outputs: object, _inputs: object) -> object:
        if isinstance(self._result, Exception):
            raise self._result
        return [self._result]


@pytest.mark.parametrize(
    "result",
    [
        RuntimeError("out of shape"),
        np.full((1, 40, 99_999), np.nan, np.float32),
        np.full((1, 40, 99_999), np.inf, np.float32),
        np.eye(40, 99_999, 99_900, dtype=np.float32)[None],
        np.zeros((1, 0, 0), np.float32),
        np.zeros((0,), np.float32),
        None,
    ],
    ids=["raises", "no numbers", "endless", "beyond the table", "empty", "no batch", "nothing"],
)
def test_a_broken_model_gives_nothing_that_counts(result: object):
    engine = PpOcr()
    engine._session = _Session(result)  # pyright: ignore
    strips = [normalise(RGB, line) for line in LINES]
    for answer, strip in zip(answers(engine, strips), strips, strict=True):
        assert answer is None or is_usable(answer, strip)
        assert answer is None or answer.text == "" or answer.confidence <= 100


class _Symbol:
    def __init__(self, text: object, box: object, confidence: float) -> None:
        self._text, self._box, self._confidence = text, box, confidence

    def GetUTF8Text(self, _level: object) -> object:
        if isinstance(self._text, Exception):
            raise self._text
        return self._text

    def BoundingBox(self, _level: object) -> object:
        return self._box

    def Confidence(self, _level: object) -> float:
        return self._confidence

    def IsAtBeginningOf(self, _level: object) -> bool:
        return False


@pytest.mark.parametrize(
    "symbols",
    [
        [_Symbol("滚", (0, 0, 9, 9), float("nan"))],
        [_Symbol("滚", (10**9, 0, -5, 9), 90.0), _Symbol("蛋", (-(10**9), 0, 0, 0), 90.0)],
        [_Symbol("\ud83d", (0, 0, 9, 9), 90.0)],
        [_Symbol(RuntimeError("no text"), (0, 0, 9, 9), 90.0)],
        [_Symbol(None, None, 90.0)],
        [_Symbol("滚" * 100_000, (0, 0, 9, 9), 1e30)],
    ],
    ids=["no number", "boxes nowhere", "half a pair", "raises", "nothing", "huge"],
)
def test_a_broken_library_gives_nothing_that_counts(
    monkeypatch: pytest.MonkeyPatch, symbols: list[_Symbol]
):
    tesserocr = pytest.importorskip("tesserocr")
    engine = TesseractLibrary()
    monkeypatch.setattr(tesserocr, "iterate_level", lambda _symbols, _level: iter(symbols))
    strips = [normalise(RGB, line) for line in LINES]
    for answer, strip in zip(answers(engine, strips), strips, strict=True):
        assert answer is None or is_usable(answer, strip)
    engine.close()


# ---------------------------------------------------------------- inside a real worker

FAULTY = """
import os, sys

if "--multiprocessing-fork" in " ".join(sys.orig_argv):
    import time
    from desktop_app.domain.recognition import Reading
    from desktop_app.ocr import ppocr, reader, tesseract_library

    def _faulty(real):
        def read(self, strips):
            fault = os.path.exists(os.environ["JUZHENG_FAULT"]) and open(
                os.environ["JUZHENG_FAULT"]
            ).read()
            if fault == "crash":
                os._exit(11)
            if fault == "hang":
                time.sleep(600)
            if fault == "garbage":
                return [Reading("x", "\\ud83d", float("nan"), (9, 1)) for _ in strips]
            return real(self, strips)
        return read

    for kind in (ppocr.PpOcr, tesseract_library.TesseractLibrary):
        kind.read = _faulty(kind.read)
"""


def test_a_worker_survives_or_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("tesserocr")
    (tmp_path / "sitecustomize.py").write_text(FAULTY, encoding="utf-8")
    fault = tmp_path / "fault"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.getcwd())))  # noqa: PTH109
    monkeypatch.setenv("JUZHENG_FAULT", str(fault))
    picture = Path(__file__).resolve().parents[2] / "resources" / "selftest" / "chat.png"
    job = jobs.ReadFile(str(picture), picture.name, "both")
    pool = ProcessWorkers(1)
    try:
        fault.write_text("crash")
        assert pool.submit(job).result() == jobs.Crashed()
        fault.write_text("garbage")
        failed = pool.submit(job).result()
        assert isinstance(failed, jobs.Failed)
        assert failed.code == "ocr.engine_failed"
        fault.write_text("hang")
        assert pool.submit(job, timeout=8.0).result() == jobs.TimedOut()
        fault.unlink()
        assert isinstance(pool.submit(job).result(), jobs.Ok)
    finally:
        pool.close()
