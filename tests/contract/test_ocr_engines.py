"""What every recogniser must do, run against each of them."""

from __future__ import annotations

import stat
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.ocr.crosscheck import comparable
from desktop_app.ocr.engine import OcrEngine, Strip
from desktop_app.ocr.ppocr import PpOcr
from desktop_app.ocr.strips import normalise
from desktop_app.ocr.tesseract_library import TesseractLibrary
from desktop_app.ocr.tesseract_program import TesseractProgram, find_program
from tests.contract.ocr_drawing import draw_line

LINES = (
    draw_line("你再不删差评我就去你单位找你", 40),
    draw_line("请不要再联系我，我已经报警", 28, (255, 255, 255), (18, 183, 245)),
    draw_line("昨天 22:47", 24, (178, 178, 178), (237, 237, 237)),
    draw_line("今天下午给你退款", 16, (213, 213, 213), (25, 25, 25), jpeg=80),
    draw_line("13800138000", 36),
    draw_line("收到货了，质量和描述完全不一样", 48, weight="Bold", neighbours="垃圾卖家骗人"),
)


def _library() -> OcrEngine:
    pytest.importorskip("tesserocr")
    return TesseractLibrary()


def _program() -> OcrEngine:
    if find_program() is None:
        pytest.skip("no tesseract program on this machine")
    return TesseractProgram()


@pytest.fixture(
    scope="module", params=[_library, _program, PpOcr], ids=["library", "program", "ppocr"]
)
def engine(request: pytest.FixtureRequest) -> Iterator[OcrEngine]:
    build: Callable[[], OcrEngine] = request.param
    made = build()
    yield made
    made.close()


def strips() -> list[Strip]:
    return [normalise(drawn.rgb, drawn.line) for drawn in LINES]


def test_reads_the_lines_in_order(engine: OcrEngine):
    readings = engine.read(strips())
    assert len(readings) == len(LINES)
    for drawn, reading in zip(LINES, readings, strict=True):
        wanted, got = comparable(drawn.text), comparable(reading.text)
        assert Levenshtein.distance(wanted, got) <= len(wanted) // 10, (drawn.text, reading.text)
        assert reading.engine == engine.name
        assert 30 < reading.confidence <= 100


def test_edges_lie_on_the_character_borders(engine: OcrEngine):
    for drawn, strip, reading in zip(LINES, strips(), engine.read(strips()), strict=True):
        assert len(reading.edges) == len(reading.text) + 1
        assert list(reading.edges) == sorted(reading.edges)
        assert reading.edges[0] >= 0
        assert reading.edges[-1] <= strip.grey.shape[1]
        if reading.text != drawn.text:
            continue
        em = drawn.line.box.h
        for edge, border in zip(reading.edges, drawn.borders, strict=True):
            assert abs(edge + strip.x - border) < 0.35 * em, (drawn.text, reading.edges)


def test_same_strip_gives_the_same_reading(engine: OcrEngine):
    assert engine.read(strips()) == engine.read(strips())


def test_a_line_reads_the_same_alone_and_among_others(engine: OcrEngine):
    assert engine.read(strips()[1:2]) == engine.read(strips())[1:2]


def test_nothing_gives_nothing(engine: OcrEngine):
    assert engine.read([]) == []


def test_blank_strip_is_an_empty_reading(engine: OcrEngine):
    blank = Strip(np.full((48, 300), 255, np.uint8), 0, 0, 30)
    between = [blank, strips()[0], blank]
    readings = engine.read(between)
    assert [reading.text == "" for reading in readings] == [True, False, True]
    assert readings[0].confidence == 0
    assert readings[0].edges == ()


def test_garbage_never_raises(engine: OcrEngine):
    random = np.random.default_rng(5)
    shapes = [(1, 1), (1, 400), (400, 1), (3, 3), (60, 40), (48, 20_000), (700, 500)]
    strange = [
        Strip(random.integers(0, 256, shape, np.uint8), 0, 0, max(1, shape[0] // 2))
        for shape in shapes
    ]
    strange.append(Strip(np.zeros((30, 200), np.uint8), 0, 0, 30))
    strange.append(Strip(np.zeros((30, 200), np.uint8), 0, 0, 1))
    readings = engine.read(strange)
    assert len(readings) == len(strange)
    for reading in readings:
        assert 0 <= reading.confidence <= 100
        assert len(reading.edges) in (0, len(reading.text) + 1)


@pytest.mark.parametrize("kind", [TesseractLibrary, TesseractProgram])
def test_missing_language_is_named(
    kind: type[TesseractLibrary] | type[TesseractProgram], tmp_path: Path
):
    if kind is TesseractLibrary:
        pytest.importorskip("tesserocr")
    with pytest.raises(EnvironmentMissing) as raised:
        kind("chi_sim", folder=tmp_path, **({} if kind is TesseractLibrary else {"program": "x"}))
    assert raised.value.code == "ocr.language_missing"
    assert raised.value.params == {"language": "chi_sim"}


def test_broken_language_file_is_named(tmp_path: Path):
    pytest.importorskip("tesserocr")
    (tmp_path / "chi_sim.traineddata").write_bytes(b"no model")
    with pytest.raises(EnvironmentMissing) as raised:
        TesseractLibrary("chi_sim", folder=tmp_path)
    assert raised.value.code == "ocr.language_missing"


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_missing_or_broken_model_is_named(tmp_path: Path, content: bytes | None):
    file = tmp_path / "model.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EnvironmentMissing) as raised:
        PpOcr(file)
    assert raised.value.code == "ocr.model_missing"


def test_library_gives_up_on_a_strip_in_time():
    pytest.importorskip("tesserocr")
    engine = TesseractLibrary(seconds=0.001)
    slow = Strip(np.tile(strips()[0].grey, (1, 12)), 0, 0, strips()[0].ink_height)
    began = time.monotonic()
    reading = engine.read([slow])[0]
    engine.close()
    assert time.monotonic() - began < 3
    assert reading.text == ""
    assert reading.confidence == 0


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the program")


def _fake_program(folder: Path, body: str) -> str:
    """Write a program that takes tesseract's arguments and does what ``body`` says."""
    file = folder / "fake tesseract"
    file.write_text(f"#!{sys.executable}\n{textwrap.dedent(body)}", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


@posix_only
def test_hanging_program_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import desktop_app.ocr.tesseract_program as module

    monkeypatch.setattr(module, "SECONDS_TO_START", 0.5)
    program = _fake_program(tmp_path, "import time\ntime.sleep(60)\n")
    began = time.monotonic()
    readings = TesseractProgram(program=program, seconds=0.1).read(strips()[:2])
    assert time.monotonic() - began < 10
    assert [reading.text for reading in readings] == ["", ""]


@posix_only
@pytest.mark.parametrize(
    "body",
    [
        "import sys\nsys.exit(3)\n",
        "import os\nos.abort()\n",
        "import sys\nopen(sys.argv[2] + '.hocr', 'w').write('<html>')\n",
        "import sys\nopen(sys.argv[2] + '.hocr', 'w').write('<html></html>')\n",
        "import sys\nopen(sys.argv[2] + '.hocr', 'wb').write(bytes(range(256)))\n",
        "pass\n",
    ],
    ids=["fails", "crashes", "half written", "no page", "binary", "silent"],
)
def test_faulty_program_gives_empty_readings(tmp_path: Path, body: str):
    program = _fake_program(tmp_path, body)
    readings = TesseractProgram(program=program).read(strips()[:2])
    assert [(reading.text, reading.confidence) for reading in readings] == [("", 0), ("", 0)]


def test_program_that_is_gone_is_named(tmp_path: Path):
    engine = TesseractProgram(program=str(tmp_path / "gone"))
    with pytest.raises(EnvironmentMissing) as raised:
        engine.read(strips()[:1])
    assert raised.value.code == "ocr.engine_missing"


def test_program_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import tempfile

    if find_program() is None:
        pytest.skip("no tesseract program on this machine")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert TesseractProgram().read(strips()[:1])[0].text
    assert not list(tmp_path.iterdir())


def test_own_program_comes_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUZHENG_TESSERACT", "/opt/own/tesseract")
    assert find_program() == "/opt/own/tesseract"
