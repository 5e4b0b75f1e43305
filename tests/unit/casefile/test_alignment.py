"""Corrected characters keep the place of what they replace."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.casefile.alignment import realign
from desktop_app.domain.geometry import Box
from desktop_app.domain.transcript import Message, Piece, Speaker

LINE = Piece(0, 4, Box(100, 0, 40, 20), (100, 110, 120, 130, 140))
SECOND = Piece(4, 7, Box(100, 30, 30, 20), (100, 110, 120, 130))


def test_one_replaced_character_keeps_every_place():
    assert realign("你傻过啊", "你傻逼啊", (LINE,)) == (LINE,)


def test_an_inserted_character_shares_the_width():
    (piece,) = realign("你傻啊呀", "你傻逼啊呀", (LINE,))
    assert (piece.start, piece.end) == (0, 5)
    assert piece.edges[0] == 100
    assert piece.edges[-1] == 140
    assert len(piece.edges) == 6


def test_lines_stay_apart():
    moved = realign("一二三四五六七", "一二三四新五六七", (LINE, SECOND))
    assert moved[0].start == 0
    assert moved[-1].end == 8
    assert moved[0].end == moved[1].start


@given(st.text("甲乙丙丁", max_size=9), st.integers(1, 6))
def test_every_typed_character_lies_on_the_picture(typed, cut):
    read = "甲乙丙丁甲乙丙"
    pieces = (
        Piece(0, cut, Box(0, 0, cut * 10, 10), tuple(range(0, cut * 10 + 1, 10))),
        Piece(cut, 7, Box(0, 20, (7 - cut) * 10, 10), tuple(range(0, (7 - cut) * 10 + 1, 10))),
    )
    moved = realign(read, typed, pieces)
    covered = [index for piece in moved for index in range(piece.start, piece.end)]
    assert covered == list(range(len(typed)))
    message = Message(Speaker.OTHER, typed, pieces=moved)
    for piece in moved:
        assert len(piece.edges) == piece.end - piece.start + 1
        assert list(piece.edges) == sorted(piece.edges)
    for index in range(len(typed)):
        assert message.boxes_of(index, index + 1)
