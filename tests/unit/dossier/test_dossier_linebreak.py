import hypothesis.strategies as st
from hypothesis import given, settings

from desktop_app.dossier.linebreak import NO_END, NO_START, break_lines, may_break


def lines(text: str, limit: float) -> list[str]:
    widths = [1.0 if character >= "\u2e80" else 0.5 for character in text]
    return [text[start:end] for start, end in break_lines(text, widths, limit)]


def test_closing_marks_never_begin_and_opening_marks_never_end_a_line():
    text = "他说：“你等着瞧！”然后（在夜里）又打来电话，打了三次。真的……没完没了！"
    for limit in range(3, 20):
        for line in lines(text, limit):
            assert line[0] not in "，。！？；：）”、…", (limit, line)
            assert line[-1] not in "（“", (limit, line)


def test_words_and_numbers_stay_whole():
    text = "订单 2871334500214410 的卖家在 App 里说 2022-06-17 22:47 发货"
    for limit in range(9, 30):
        found = lines(text, limit)
        for word in ("2871334500214410", "App", "2022-06-17", "22:47"):
            assert any(word in line for line in found), (limit, word)


def test_a_word_longer_than_the_line_is_cut():
    assert lines("W" * 10, 2) == ["WWWW", "WWWW", "WW"]


def test_line_ends_of_the_text_are_kept():
    assert lines("一\n\n二", 5) == ["一", "", "二"]


@settings(deadline=None)
@given(st.text(alphabet="一二，。！（）“”aB1 \n—…", max_size=60), st.floats(2, 12))
def test_nothing_but_blanks_at_line_ends_is_lost(text, limit):
    joined = "".join(lines(text, limit))
    assert joined.replace(" ", "") == text.replace("\n", "").replace(" ", "")


@settings(deadline=None)
@given(st.text(alphabet="一二三，。！（“abc", min_size=1, max_size=60), st.integers(4, 12))
def test_a_cut_is_allowed_wherever_the_line_held_a_place_for_one(text, limit):
    widths = [1.0 if character >= "\u2e80" else 0.5 for character in text]
    for start, end in break_lines(text, widths, limit):
        if end < len(text) and not may_break(text[end - 1], text[end]):
            assert not any(may_break(text[at - 1], text[at]) for at in range(start + 1, end))


def test_the_two_sets_do_not_meet():
    assert not NO_START & NO_END
