"""A carrier's table as a picture whose cells were read with small losses."""

from dataclasses import replace

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import LineStatus, Reading, RecognisedLine, RecognisedPage
from desktop_app.domain.transcript import Direction
from desktop_app.reading.call_pieces import whole
from desktop_app.reading.table_picture import read_table

HEADER = ("起始时间", "通信方式", "对方号码", "通话时长")
LEFT = (60, 400, 600, 900)
ROWS = (
    ("2022-06-18 15:26:24", "被叫", "13800001111", "00:00:26"),
    ("2022-06-18 12:05:52", "主叫", "1380000222", "00:01:12"),
    ("2022-06-17 09:15:00", "被u", "13922223333", "00:02:04"),
)


def cell(text, x, y, others=()):
    box = Box(x, y, 12 * len(text) + 20, 24)
    readings = tuple(Reading(f"reader{at}", said, 80.0) for at, said in enumerate((text, *others)))
    return RecognisedLine(
        text, box, None, 90.0, LineStatus.SINGLE, (), readings, (0, 0, 0), (255, 255, 255)
    )


def read(others=()):
    lines = [cell(text, x, 100) for text, x in zip(HEADER, LEFT, strict=True)]
    for at, row in enumerate(ROWS):
        for text, x in zip(row, LEFT, strict=True):
            said = others if text == ROWS[1][2] else ()
            lines.append(cell(text, x, 150 + 50 * at, said))
    page = RecognisedPage(1200, 500, (255, 255, 255), (), tuple(lines))
    table = read_table(page, page.lines)
    assert table is not None
    return table.calls


def test_a_number_that_lost_a_digit_keeps_its_row():
    assert [call.number for call in read()] == ["13800001111", "1380000222", "13922223333"]


def test_the_look_that_saw_a_whole_number_counts_and_is_doubted():
    calls = read(others=("13800 00222l",))
    assert (calls[1].number, calls[1].status) == ("13800002221", LineStatus.DOUBTFUL)
    assert read(others=("13800",))[1].number == "1380000222"


def test_the_first_character_tells_who_called():
    assert [call.direction for call in read()] == [Direction.IN, Direction.OUT, Direction.IN]


def test_a_call_list_takes_the_whole_number_too():
    line = cell("6700005518", 98, 100, ("16700005518",))
    assert [each.text for each in whole([line])] == ["16700005518"]
    assert whole([replace(line, readings=())])[0].text == "6700005518"
