"""The whole way of a picture's lines, with the real engines and with faulty ones."""

from collections.abc import Iterator

import numpy as np
import pytest

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import LineStatus, Reading, TextLine
from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.foundation.progress import Progress
from desktop_app.ocr import reader
from desktop_app.ocr.crosscheck import comparable
from tests.contract.ocr_drawing import draw_line, stack

PAGE = (
    draw_line("老板娘 2022/6/18 13:45:21", 24, (136, 136, 136), (237, 237, 237)),
    draw_line("你再不删我就天天给你打电话", 36),
    draw_line("请你停止骚扰，我已经截图", 36, (255, 255, 255), (0, 122, 255)),
    draw_line("单号SF1234567890123，联系13800138000", 30, jpeg=80),
    draw_line("OK 没问题", 40, (213, 213, 213), (44, 44, 44)),
)


class Told:
    def __init__(self) -> None:
        self.reports: list[Progress] = []

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)


@pytest.fixture(autouse=True)
def _own_readers() -> Iterator[None]:
    reader.close_readers()
    yield
    reader.close_readers()


@pytest.mark.parametrize("mode", ["tesseract", "second", "both"])
def test_lines_come_back_in_order_with_boxes_and_edges(mode: reader.ReaderMode):
    rgb, lines = stack(PAGE)
    told = Told()
    read = reader.read_lines(rgb, lines, mode, told)
    assert [comparable(line.text) for line in read] == [comparable(one.text) for one in PAGE]
    assert [line.box for line in read] == [line.box for line in lines]
    assert [(line.ink, line.paper) for line in read] == [(line.ink, line.paper) for line in lines]
    for line, drawn in zip(read, PAGE, strict=True):
        assert len(line.edges) == len(line.text) + 1
        assert abs(line.edges[0] - line.box.x) < 0.3 * drawn.line.box.h
        assert abs(line.edges[-1] - line.box.right) < 0.3 * drawn.line.box.h
    families = {reading.engine.split("/")[0] for line in read for reading in line.readings}
    assert (
        families
        == {"tesseract": {"tesseract"}, "second": {"ppocr"}, "both": {"tesseract", "ppocr"}}[mode]
    )
    wanted = LineStatus.AGREED if mode == "both" else LineStatus.SINGLE
    assert [line.status for line in read[1:3]] == [wanted, wanted]
    assert (told.reports[0].done, told.reports[-1].done) == (0, len(lines))


def test_blanks_stay_between_latin_words_only():
    rgb, lines = stack([draw_line("iPhone 13 Pro Max 远峰蓝", 36)])
    text = reader.read_lines(rgb, lines, "both")[0].text
    assert text.startswith("iPhone 13 Pro Max")
    assert text.endswith("远峰蓝")


def test_empty_lines_are_left_out():
    rgb, lines = stack(PAGE[1:3])
    nothing = TextLine(Box(0, 0, 30, 8), None, (0, 0, 0), (255, 255, 255))
    read = reader.read_lines(rgb, [nothing, *lines], "both")
    assert [line.box for line in read] == [line.box for line in lines]


def test_no_lines():
    assert reader.read_lines(np.zeros((4, 4, 3), np.uint8), (), "both") == ()


def test_same_picture_gives_the_same_answer():
    rgb, lines = stack(PAGE)
    assert reader.read_lines(rgb, lines) == reader.read_lines(rgb, lines)


def _two_rows() -> tuple[np.ndarray, TextLine, tuple[TextLine, ...]]:
    """Draw a mark in a ring with two rows of text beside it, found as one line."""
    rgb, (upper, lower) = stack(
        [draw_line("程英然 15684373919", 30), draw_line("福建省莆田市荔城区", 30)]
    )
    closer = lower.box.y - upper.box.bottom - 16
    rgb = np.delete(rgb, slice(upper.box.bottom + 8, upper.box.bottom + 8 + closer), axis=0)
    rows = (
        TextLine(upper.box.moved(80, 0), None, upper.ink, upper.paper),
        TextLine(lower.box.moved(80, -closer), None, lower.ink, lower.paper),
    )
    rgb = np.pad(rgb, ((0, 0), (80, 0), (0, 0)), constant_values=255)
    whole = rows[0].box.union(rows[1].box)
    ys, xs = np.mgrid[: rgb.shape[0], : rgb.shape[1]]
    rgb[np.hypot(ys - whole.centre_y, xs - 50) < 30] = (25, 25, 25)
    box = Box(20, whole.y, whole.right - 20, whole.h)
    return rgb, TextLine(box, None, (25, 25, 25), (255, 255, 255)), rows


def test_rows_beside_a_mark_are_read_one_by_one():
    rgb, whole, rows = _two_rows()
    read = reader.read_lines(rgb, [whole])
    assert [line.text for line in read] == ["程英然 15684373919", "福建省莆田市荔城区"]
    for line, row in zip(read, rows, strict=True):
        common = line.box.intersection(row.box)
        assert common is not None
        assert common.area > 0.8 * row.box.area


def test_a_row_that_was_found_by_itself_is_not_read_twice():
    rgb, whole, rows = _two_rows()
    read = reader.read_lines(rgb, [whole, rows[1]])
    assert [line.text for line in read] == ["程英然 15684373919", "福建省莆田市荔城区"]


@pytest.mark.parametrize("text", ["吕昌吕", "二三二三", "昌 吕 晶 品 吕 昌", "i：；%÷＝"])
def test_characters_with_a_blank_middle_stay_whole(text: str):
    rgb, lines = stack([draw_line(text, 40)])
    assert len(list(reader._cut(rgb, lines))) == 1


class Fake:
    """An engine that says what it is told."""

    def __init__(self, name: str, *texts: tuple[str, float]) -> None:
        self.name = name
        self._texts = texts

    def read(self, strips) -> list[Reading]:
        said = self._texts or (("", 0.0),)
        return [Reading(self.name, *said[index % len(said)]) for index in range(len(strips))]

    def close(self) -> None: ...


def _use(monkeypatch: pytest.MonkeyPatch, first: Fake | None, second: Fake | None) -> None:
    def first_reader(language: str = "chi_sim_screen"):
        if first is None:
            raise EnvironmentMissing("ocr.engine_missing", engine="tesseract")
        return first

    monkeypatch.setattr(reader, "first_reader", first_reader)
    monkeypatch.setattr(reader, "second_reader", lambda: second)


def test_without_second_reader_tesseract_works_alone(monkeypatch: pytest.MonkeyPatch):
    _use(monkeypatch, Fake("tesseract/chi_sim", ("你好", 91.0)), None)
    rgb, lines = stack(PAGE[1:2])
    for mode in ("both", "second"):
        line = reader.read_lines(rgb, lines, mode)[0]
        assert (line.text, line.status) == ("你好", LineStatus.SINGLE)


def test_both_raw_readings_are_kept_where_they_differ(monkeypatch: pytest.MonkeyPatch):
    _use(
        monkeypatch,
        Fake("tesseract/chi_sim", ("甲乙丙丁", 92.0)),
        Fake("ppocr/v6-small", ("甲乙内丁", 93.0)),
    )
    rgb, lines = stack(PAGE[1:2])
    line = reader.read_lines(rgb, lines)[0]
    assert line.status is LineStatus.DOUBTFUL
    assert {reading.text for reading in line.readings} == {"甲乙丙丁", "甲乙内丁"}
    assert line.readings[0].engine.startswith("tesseract")


def test_without_tesseract_the_second_reader_works_alone(monkeypatch: pytest.MonkeyPatch):
    _use(monkeypatch, None, Fake("ppocr/v6-small", ("你好", 99.0)))
    rgb, lines = stack(PAGE[1:2])
    line = reader.read_lines(rgb, lines, "both")[0]
    assert (line.text, line.status) == ("你好", LineStatus.SINGLE)
    with pytest.raises(EnvironmentMissing):
        reader.read_lines(rgb, lines, "tesseract")


def test_nothing_that_reads_is_said(monkeypatch: pytest.MonkeyPatch):
    _use(monkeypatch, None, None)
    rgb, lines = stack(PAGE[1:2])
    with pytest.raises(EnvironmentMissing):
        reader.read_lines(rgb, lines)


def test_a_crash_of_the_second_reader_is_not_hidden(monkeypatch: pytest.MonkeyPatch):
    class Crashing(Fake):
        def read(self, strips):
            raise MemoryError

    _use(monkeypatch, Fake("tesseract/chi_sim", ("你好", 91.0)), Crashing("ppocr/v6-small"))
    rgb, lines = stack(PAGE[1:2])
    with pytest.raises(MemoryError):
        reader.read_lines(rgb, lines)


def test_program_stands_in_for_the_library(monkeypatch: pytest.MonkeyPatch):
    class Absent:
        def __init__(self, language: str = "chi_sim") -> None:
            raise EnvironmentMissing("ocr.engine_missing", engine="tesserocr")

    class Program(Fake):
        def __init__(self, language: str = "chi_sim") -> None:
            super().__init__(f"tesseract/{language}", ("来自程序", 95.0))

    monkeypatch.setattr(reader, "TesseractLibrary", Absent)
    monkeypatch.setattr(reader, "TesseractProgram", Program)
    rgb, lines = stack(PAGE[1:2])
    assert reader.read_lines(rgb, lines, "tesseract")[0].text == "来自程序"


def _told_languages(monkeypatch: pytest.MonkeyPatch, text: str, confidence: float) -> list[str]:
    asked: list[str] = []

    def first_reader(language: str = "chi_sim_screen"):
        asked.append(language)
        return Fake(f"tesseract/{language}", (text, confidence))

    monkeypatch.setattr(reader, "first_reader", first_reader)
    monkeypatch.setattr(reader, "second_reader", lambda: None)
    rgb, lines = stack(PAGE[1:2])
    reader.read_lines(rgb, lines, "tesseract")
    return asked[1:]


@pytest.mark.parametrize(
    ("text", "confidence", "languages"),
    [
        ("你再不删", 90.0, []),
        ("你再不删", 40.0, ["chi_sim"]),
        ("Hello you", 40.0, ["eng"]),
        ("0755-36964958", 40.0, []),
        ("", 0.0, ["chi_sim"]),
    ],
)
def test_only_words_in_doubt_get_a_second_look(
    monkeypatch: pytest.MonkeyPatch, text: str, confidence: float, languages: list[str]
):
    assert _told_languages(monkeypatch, text, confidence) == languages
