"""Settling a line changes that line of the message and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.casefile import codec
from desktop_app.casefile.settled import composed, settle
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import Message, Piece, Speaker
from desktop_app.foundation.errors import InputRefused, JuzhengError

WORDS = st.text("甲乙丙 丁ab，𠮷", min_size=1, max_size=6)


def message(lines, gaps, doubtful, quoted=()):
    text, pieces = "", []
    for number, (words, gap, doubt) in enumerate(zip(lines, gaps, doubtful, strict=True)):
        text += gap if number else ""
        edges = tuple(range(10, 10 + 5 * len(words) + 1, 5))
        box = Box(10, number * 30, 5 * len(words), 20)
        pieces.append(Piece(len(text), len(text) + len(words), box, edges, doubt))
        text += words
    status = LineStatus.DOUBTFUL if any(doubtful) else LineStatus.AGREED
    return Message(
        Speaker.OTHER, text, Box(0, 0, 200, 200), confidence=50.0, status=status,
        alternatives=("另一种",), pieces=tuple(pieces), quoted=quoted,
    )  # fmt: skip


@st.composite
def settlings(draw):
    count = draw(st.integers(1, 5))
    lines = draw(st.lists(WORDS, min_size=count, max_size=count))
    gaps = draw(st.lists(st.sampled_from(["", " "]), min_size=count, max_size=count))
    doubtful = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    order = draw(st.permutations(range(count)))
    chosen = order[: draw(st.integers(1, count))]
    texts = [draw(st.text("甲乙丙己庚𠮷 1", max_size=6)) for _ in chosen]
    return message(lines, gaps, doubtful), lines, gaps, list(zip(chosen, texts, strict=True))


@given(settlings())
def test_characters_outside_the_settled_lines_never_change(given_):
    read, lines, gaps, todo = given_
    fix = codec.Correction(speaker=Speaker.SELF)
    done = {}
    for number, text in todo:
        after = {**done, number: text}
        now = [after.get(n, words) for n, words in enumerate(lines)]
        expected = now[0] + "".join(g + w for g, w in zip(gaps[1:], now[1:], strict=True))
        try:
            fix = settle(read, fix, read.pieces[number].box, text)
        except InputRefused:
            assert not expected.strip()
            continue
        done = after
        whole = composed(read, codec.correction(codec.to_json(fix)).lines)
        assert whole.text == fix.text == expected
        assert fix.speaker is Speaker.SELF
        assert (whole.box, whole.alternatives) == (read.box, read.alternatives)
        open_lines = [p for n, p in enumerate(read.pieces) if p.doubtful and n not in done]
        still = read.status is LineStatus.DOUBTFUL and bool(open_lines)
        assert (whole.status is LineStatus.DOUBTFUL) == still
        assert [p.box for p in whole.pieces if p.doubtful] == [p.box for p in open_lines]
        for piece in whole.pieces:
            number = next(n for n, p in enumerate(read.pieces) if p.box == piece.box)
            assert whole.text[piece.start : piece.end] == now[number]
            assert len(piece.edges) == piece.end - piece.start + 1
            assert (piece.edges[0], piece.edges[-1]) == (
                read.pieces[number].edges[0],
                read.pieces[number].edges[-1],
            )


def test_a_line_settled_anew_replaces_what_was_said_before():
    read = message(["你家住儿栋", "我知道"], ["", ""], [True, True])
    box = read.pieces[0].box
    fix = settle(read, codec.Correction(), box, "你家住八栋")
    fix = settle(read, fix, box, "你家住几栋")
    assert fix.text == "你家住几栋我知道"
    assert [(line.read, line.text) for line in fix.lines] == [("你家住儿栋", "你家住几栋")]
    assert composed(read, fix.lines).status is LineStatus.DOUBTFUL


def test_a_line_found_right_is_no_corrected_text():
    read = message(["你家住几栋"], [""], [True])
    fix = settle(read, codec.Correction(), read.pieces[0].box, "你家住几栋")
    assert fix.fields() == ()
    assert composed(read, fix.lines).status is LineStatus.CORRECTED
    changed = settle(read, fix, read.pieces[0].box, "你家住八栋")
    assert changed.fields() == ("text",)


def test_quoted_words_keep_their_place_and_what_stands_around_too():
    read = message(["上面", "引用儿栋", "下面"], ["", " ", " "], [True, True, True], ((3, 7),))
    fix = codec.Correction()
    for number, text in enumerate(("上面多了", "引用几十栋", "下")):
        fix = settle(read, fix, read.pieces[number].box, text)
    whole = composed(read, fix.lines)
    assert whole.text == "上面多了 引用几十栋 下"
    ((start, end),) = whole.quoted
    assert whole.text[start:end] == "引用几十栋"


def test_an_emptied_line_has_no_place_and_a_message_keeps_some_character():
    read = message(["口", "在吗"], ["", ""], [True, True])
    fix = settle(read, codec.Correction(), read.pieces[0].box, "")
    whole = composed(read, fix.lines)
    assert whole.text == "在吗"
    assert [(p.start, p.end) for p in whole.pieces] == [(0, 2)]
    with pytest.raises(InputRefused, match="nothing_left"):
        settle(read, fix, read.pieces[1].box, "")
    with pytest.raises(InputRefused, match="nothing_left"):
        settle(read, fix, None, " ")


def test_lines_that_moved_a_little_are_found_and_others_are_not():
    read = message(["你家住儿栋", "我知道"], ["", ""], [True, True])
    fix = settle(read, codec.Correction(), read.pieces[0].box, "你家住几栋")
    moved = message(["你冢住儿栋", "我知造"], ["", ""], [True, False])
    assert composed(moved, fix.lines).text == "你家住几栋我知造"
    far = fix.lines[0].box.moved(400, 0)
    lines = (codec.SettledLine(far, "甲", "乙"),)
    assert composed(moved, lines) is None
    with pytest.raises(JuzhengError, match="gone"):
        settle(moved, codec.Correction(), far, "乙")
    with pytest.raises(JuzhengError, match="gone"):
        settle(moved, codec.Correction(text="整句另写"), moved.pieces[0].box, "乙")


def test_what_an_older_case_holds_still_reads():
    assert codec.correction('{"text":"你好"}') == codec.Correction(text="你好")
    body = (
        '{"speaker":"other","text":"你好","status":"doubtful","pieces":'
        '[{"start":0,"end":2,"box":{"x":1,"y":2,"w":3,"h":4},"edges":[]}]}'
    )
    assert codec.message(body).pieces == (Piece(0, 2, Box(1, 2, 3, 4)),)
    assert codec.to_json(codec.Correction(text="你好")) == '{"text":"你好"}'
