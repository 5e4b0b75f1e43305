import numpy as np
import pytest

from desktop_app.ocr.blanks import with_shown_blanks
from desktop_app.ocr.borders import by_advances, snapped
from desktop_app.ocr.cells import Cell, line_confidence, reading_of, with_blanks
from desktop_app.ocr.engine import Strip
from desktop_app.ocr.hocr import pages


def cells(*parts: tuple[str, float, float, bool]) -> list[Cell]:
    return [Cell(text, 90.0, left, right, new) for text, left, right, new in parts]


def text_of(made: list[Cell]) -> str:
    return "".join(cell.text for cell in with_blanks(made, 30))


def test_word_borders_mean_nothing_between_chinese():
    assert text_of(cells(("你", 0, 28, True), ("好", 60, 90, True))) == "你好"


def test_word_borders_count_between_latin_words():
    assert text_of(cells(("o", 0, 10, True), ("k", 11, 20, False), ("1", 30, 40, True))) == "ok 1"


@pytest.mark.parametrize(("gap", "text"), [(4, "第1"), (20, "第 1")])
def test_a_wide_gap_counts_where_latin_meets_chinese(gap: int, text: str):
    assert text_of(cells(("第", 0, 28, True), ("1", 28 + gap, 40 + gap, True))) == text


def test_one_bad_character_pulls_the_line_down_and_a_comma_does_not():
    good = [Cell(char, 99.0, 0, 1) for char in "你好吗"]
    assert line_confidence(good) == 99
    assert line_confidence([*good, Cell("，", 20.0, 0, 1)]) == 99
    assert line_confidence([*good, Cell("己", 20.0, 0, 1)]) < 60
    assert line_confidence([Cell("。", 20.0, 0, 1)]) == 20
    assert line_confidence([]) == 0


def test_edges_fall_into_the_gaps():
    grey = np.full((30, 100), 255, np.uint8)
    for left in (5, 38, 71):
        grey[4:26, left : left + 24] = 0
    reading = reading_of(
        "x",
        cells(("你", 5, 29, True), ("好", 38, 62, True), ("吗", 71, 95, True)),
        Strip(grey, 0, 0, 22),
        placed=False,
    )
    assert reading.edges[0] == 5
    assert reading.edges[-1] == 95
    assert 29 <= reading.edges[1] <= 38
    assert 62 <= reading.edges[2] <= 71


def test_symbols_of_several_characters_share_their_place():
    grey = np.full((30, 100), 255, np.uint8)
    reading = reading_of(
        "x", [Cell("fi", 90, 0, 20), Cell("x", 90, 20, 30)], Strip(grey, 0, 0, 22), placed=True
    )
    assert reading.text == "fix"
    assert len(reading.edges) == 4


def test_borders_ascend_even_from_nonsense():
    grey = np.random.default_rng(1).integers(0, 256, (20, 50), np.uint8)
    edges = snapped([10.0, 9.0, 60.0, -4.0, 30.0], grey)
    assert list(edges) == sorted(edges)
    assert all(0 <= edge <= 50 for edge in edges)


def test_advances_share_a_stretch():
    borders = by_advances("你1好", 0, 256)
    assert borders == pytest.approx([0, 100, 156, 256])


def test_hocr_that_is_none():
    with pytest.raises(ValueError, match="hOCR"):
        pages("garbage")
    assert pages("<html/>") == []


@pytest.mark.parametrize(
    ("text", "gap", "wanted"),
    [
        ("程15", 20, "程 15"),
        ("程15", 4, "程15"),
        ("程英", 20, "程英"),
        ("0923", 20, "09 23"),
        ("0123", 20, "0123"),
        ("程，", 20, "程，"),
    ],
)
def test_a_wide_gap_is_a_blank_where_none_was_read(text: str, gap: int, wanted: str):
    middle = 1 if len(text) == 3 or not text[0].isdigit() else 2
    grey = np.full((30, 22 * len(text) + gap), 255, np.uint8)
    left = 0
    edges = []
    for index in range(len(text)):
        left += gap if index == middle else 0
        edges.append(left)
        grey[4:26, left + 1 : left + 21] = 0
        left += 22
    edges.append(left)
    edges[middle] -= gap // 2
    got, borders = with_shown_blanks(text, tuple(edges), grey, 22)
    assert got == wanted
    assert len(borders) == len(got) + 1
    assert list(borders) == sorted(borders)


def test_a_mark_that_was_passed_over_shifts_nothing():
    grey = np.full((30, 190), 255, np.uint8)
    for left in (5, 71, 101, 131):  # an arrow, then three characters
        grey[4:26, left : left + 24] = 0
    reading = reading_of(
        "x",
        cells(("你", 5, 95, True), ("好", 101, 125, True), ("吗", 131, 155, True)),
        Strip(grey, 0, 0, 22),
        placed=False,
    )
    assert reading.text == "你好吗"
    assert reading.edges[0] == 71
    assert 95 <= reading.edges[1] <= 101


def test_no_blank_is_shown_within_a_clock():
    grey = np.full((30, 150), 255, np.uint8)
    for left in (2, 32, 50, 68, 98):
        grey[4:26, left : left + 12] = 0
    edges = (2, 23, 46, 64, 88, 110)
    assert with_shown_blanks("23:45", edges, grey, 22)[0] == "23:45"
    assert with_shown_blanks("23645", edges, grey, 22)[0] != "23645"


def test_borders_ascend_where_several_stand_in_one_gap():
    grey = np.full((30, 120), 255, np.uint8)
    grey[4:26, 2:20] = 0
    grey[4:26, 100:118] = 0
    text, borders = with_shown_blanks("程4 5英", (0, 30, 60, 70, 90, 120), grey, 22)
    assert text.replace(" ", "") == "程45英"
    assert len(borders) == len(text) + 1
    assert list(borders) == sorted(borders)
    assert borders[-1] == 120
