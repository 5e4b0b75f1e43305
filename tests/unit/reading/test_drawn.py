"""A page with what a person drew: read in addition, left out, cut and joined."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.drawn import NOTHING_DRAWN, Area, AreaUse, Drawn, Seam, SeamKind
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import (
    EvidenceKind,
    LineStatus,
    Reading,
    RecognisedLine,
    RegionKind,
    Side,
)
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.drawn import is_left_out, with_drawn
from desktop_app.reading.page import understand
from desktop_app.reading.seams import parted, seam_of, united, with_seam, with_seams
from desktop_app.reading.sides import alike, sides_of
from tests.unit.reading.screen import Screen, chat

CHAT = EvidenceKind.CHAT
EVERYTHING = Area(Box(0, 0, 1080, 2000), AreaUse.IGNORE)


def line(text, x, y, h=44, paper=(255, 255, 255), status=LineStatus.AGREED):
    width = max(len(text) * h, h)
    edges = tuple(x + h * i for i in range(len(text) + 1))
    return RecognisedLine(
        text, Box(x, y, width, h), None, 90.0, status, edges, (Reading("one", text, 90.0),),
        (0, 0, 0), paper,
    )  # fmt: skip


def read(*lines, box=None):
    around = box or Box(lines[0].box.x - 20, lines[0].box.y - 20, 700, 120)
    return Area(around, AreaUse.READ, tuple(lines))


def said(transcript):
    return [(m.speaker, m.text) for m in transcript.messages]


def two_lines():
    """Return a page with one bubble of two lines, its readers in doubt over the second."""
    screen = Screen()
    bubble = screen.region(RegionKind.BUBBLE, (150, 380, 630, 170), Side.LEFT)
    screen.line("你再不撤诉试试", 180, 400, region=bubble)
    doubted = screen.line("我知道你家在哪", 180, 480, region=bubble, status=LineStatus.DOUBTFUL)
    other = replace(doubted, readings=(Reading("one", "我知道你家在那", 70.0), *doubted.readings))
    screen.lines[-1] = other
    screen.says("请不要再联系我", 700, own=True)
    return screen.page()


def test_nothing_drawn_changes_nothing():
    page = chat().page()
    assert with_drawn(page, CHAT, NOTHING_DRAWN).messages == understand(page, CHAT).messages


def test_a_missed_bubble_becomes_a_message_in_its_place_with_the_time_above():
    page = chat().page()
    drawn = Drawn((read(line("再敢投诉你试试", 180, 620)),))
    spoken = [m for m in with_drawn(page, CHAT, drawn).messages if m.speaker is not Speaker.SYSTEM]
    assert [m.text for m in spoken] == ["你等着", "请不要再联系我", "再敢投诉你试试", "呵呵"]
    assert spoken[2].speaker is Speaker.OTHER
    assert spoken[2].moment == spoken[1].moment is not None
    assert spoken[2].boxes_of(0, 1) == (Box(180, 620, 44, 44),)


def test_a_missed_bubble_on_the_right_is_the_buyers_and_its_colour_tells_too():
    page = chat().page()
    right = Drawn((read(line("好的", 900, 620, paper=(200, 200, 250))),))
    assert (Speaker.SELF, "好的") in said(with_drawn(page, CHAT, right))
    green = Drawn((read(line("好的好的好的好的好的好的", 180, 620, paper=(149, 236, 105))),))
    assert (Speaker.SELF, "好的好的好的好的好的好的") in said(with_drawn(page, CHAT, green))


def test_a_missed_line_joins_its_bubble_in_reading_order():
    screen = Screen()
    bubble = screen.region(RegionKind.BUBBLE, (150, 380, 630, 250), Side.LEFT)
    screen.line("第一行的字", 180, 400, region=bubble)
    screen.line("第三行的字", 180, 560, region=bubble)
    screen.says("好", 700, own=True)
    page = screen.page()
    drawn = Drawn((read(line("第二行的字", 180, 480)),))
    before, after = with_drawn(page, CHAT, NOTHING_DRAWN), with_drawn(page, CHAT, drawn)
    assert after.messages[0].text == "第一行的字第二行的字第三行的字"
    assert after.messages[0].box == before.messages[0].box
    assert len(after.messages) == len(before.messages)


def test_a_line_read_again_replaces_what_was_read_of_it_and_half_a_line_does_not():
    page = chat().page()
    old = next(each for each in page.lines if each.text == "你等着")
    better = replace(old, text="你等著", region=None)
    assert (Speaker.OTHER, "你等著") in said(with_drawn(page, CHAT, Drawn((read(better),))))
    half = replace(
        old, text="你", region=None, box=Box(old.box.x, old.box.y, 44, 44), edges=old.edges[:2]
    )
    cut = Drawn((read(half, box=Box(old.box.x - 5, old.box.y - 5, 55, 60)),))
    assert with_drawn(page, CHAT, cut).messages == understand(page, CHAT).messages


def test_a_missed_time_line_gives_its_time_to_what_follows():
    screen = Screen()
    screen.says("你等着", 380)
    screen.says("呵呵", 780)
    page = screen.page()
    assert all(m.moment is None for m in understand(page, CHAT).messages)
    time = line("6月18日 22:47", 380, 650, 34, paper=page.background)
    messages = with_drawn(page, CHAT, Drawn((read(time),))).messages
    assert messages[0].moment is None
    assert messages[1].speaker is Speaker.SYSTEM
    assert messages[2].moment is not None and messages[2].moment.value.hour == 22


def test_a_time_in_small_print_at_a_missed_bubble_is_its_own():
    page = chat().page()
    stamp = line("21:07", 400, 650, 20)
    drawn = Drawn((read(line("再敢投诉", 180, 620), stamp),))
    messages = with_drawn(page, CHAT, drawn).messages
    late = next(m for m in messages if m.text == "再敢投诉")
    assert (late.moment.value.hour, late.moment.value.minute) == (21, 7)
    assert "21:07" not in [m.text for m in messages]


def test_words_in_a_bar_are_a_message_when_a_person_reads_them():
    page = chat().page()
    drawn = Drawn((read(line("对方正在输入", 60, 1900)),))
    assert "对方正在输入" in [m.text for m in with_drawn(page, CHAT, drawn).messages]
    for kind in (EvidenceKind.MAIL, EvidenceKind.DOCUMENT, EvidenceKind.CALL_LIST):
        found = with_drawn(page, kind, Drawn((read(line("主题：退款", 60, 1900)),)))
        assert any("主题：退款" in m.text for m in found.messages), kind


def test_two_bubbles_in_one_box_are_two_messages():
    page = chat().page()
    lines = (
        line("一共三件", 180, 1000),
        line("都是坏的", 180, 1060),
        line("好的", 700, 1200, paper=(149, 236, 105)),
    )
    drawn = Drawn((read(*lines, box=Box(100, 980, 900, 300)),))
    assert said(with_drawn(page, CHAT, drawn))[-2:] == [
        (Speaker.OTHER, "一共三件都是坏的"),
        (Speaker.SELF, "好的"),
    ]


def test_ignoring_everything_leaves_nothing_and_the_title_stays():
    page = chat().page()
    for kind in EvidenceKind:
        if kind is not EvidenceKind.CALL_TABLE:
            found = with_drawn(page, kind, Drawn((EVERYTHING,)))
            assert (found.messages, found.calls, found.text) == ((), (), "")
            assert found.title == understand(page, kind).title
            assert found.kind is kind


def test_an_ignored_message_goes_and_the_others_stay_as_they_were():
    page = chat().page()
    whole = understand(page, CHAT).messages
    gone = next(m for m in whole if m.text == "请不要再联系我")
    drawn = Drawn((Area(gone.box, AreaUse.IGNORE),))
    assert with_drawn(page, CHAT, drawn).messages == tuple(m for m in whole if m is not gone)
    assert is_left_out(gone, drawn)
    assert not any(is_left_out(m, drawn) for m in whole if m is not gone)


def test_an_ignored_time_line_no_longer_gives_its_time():
    page = chat().page()
    time = next(m for m in understand(page, CHAT).messages if "6月19日" in m.text)
    messages = with_drawn(page, CHAT, Drawn((Area(time.box, AreaUse.IGNORE),))).messages
    assert messages[-1].text == "呵呵"
    assert messages[-1].moment.value.day == 18


def test_the_area_drawn_last_decides():
    page = chat().page()
    fresh = read(line("再敢投诉你试试", 180, 620), box=Box(160, 610, 700, 70))
    last = with_drawn(page, CHAT, Drawn((EVERYTHING, fresh)))
    assert said(last) == [(Speaker.OTHER, "再敢投诉你试试")]
    assert with_drawn(page, CHAT, Drawn((fresh, EVERYTHING))).messages == ()


# ---------------------------------------------------------------------- seams


def test_a_cut_between_screen_lines_leaves_doubt_with_its_own_half():
    page = two_lines()
    whole = understand(page, CHAT).messages[0]
    lines = {each.box: each for each in page.lines}
    upper, lower = parted(whole, 7, lines)
    assert (upper.text, lower.text) == ("你再不撤诉试试", "我知道你家在哪")
    assert (upper.status, lower.status) == (LineStatus.AGREED, LineStatus.DOUBTFUL)
    assert upper.alternatives == () and lower.alternatives == ("我知道你家在那",)
    assert upper.box.union(lower.box) == whole.box
    assert upper.box.intersection(lower.box) is None
    assert lower.pieces[0].start == 0


def test_a_cut_within_a_line_parts_its_characters():
    page = two_lines()
    whole = understand(page, CHAT).messages[0]
    upper, lower = parted(whole, 9, {})
    assert (upper.text, lower.text) == ("你再不撤诉试试我知", "道你家在哪")
    assert upper.boxes_of(8, 9) + lower.boxes_of(0, 1) == whole.boxes_of(8, 9) + whole.boxes_of(
        9, 10
    )
    assert max(upper.box.likeness(whole.box), lower.box.likeness(whole.box)) >= 0.5


@pytest.mark.parametrize("offset", [0, 14, -3, 99])
def test_there_is_no_empty_half(offset):
    whole = understand(two_lines(), CHAT).messages[0]
    assert parted(whole, max(0, offset), {}) is None


def test_cut_then_joined_is_as_before_and_joined_then_cut_too():
    page = two_lines()
    whole, other = understand(page, CHAT).messages
    parts = parted(whole, 9, {})
    cut = seam_of(SeamKind.SPLIT, *parts)
    after = with_drawn(page, CHAT, Drawn(seams=(cut,))).messages
    assert [m.text for m in after] == [parts[0].text, parts[1].text, other.text]
    assert with_seam((cut,), seam_of(SeamKind.JOIN, after[0], after[1])) == ()
    bond = seam_of(SeamKind.JOIN, whole, other)
    one = with_drawn(page, CHAT, Drawn(seams=(bond,))).messages
    assert [m.text for m in one] == [whole.text + other.text]
    again = parted(one[0], len(whole.text), {})
    assert with_seam((bond,), seam_of(SeamKind.SPLIT, *again)) == ()


def test_latin_words_keep_their_blank_and_a_quotation_its_span():
    screen = Screen()
    screen.says("hello", 380)
    screen.says("world", 500)
    one, two = understand(screen.page(), CHAT).messages
    assert united(one, two).text == "hello world"
    quoting = replace(two, quoted=((0, 5),))
    assert united(one, quoting).quoted == ((6, 11),)


def test_seams_hold_after_a_slightly_different_reading_and_idle_after_another():
    page = two_lines()
    whole = understand(page, CHAT).messages[0]
    cut = seam_of(SeamKind.SPLIT, *parted(whole, 7, {}))
    moved = replace(
        page,
        lines=tuple(
            replace(
                each,
                text=each.text.replace("诉", "拆"),
                box=each.box.moved(2, 1),
                edges=tuple(x + 2 for x in each.edges),
            )
            for each in page.lines
        ),
        regions=tuple(replace(each, box=each.box.moved(2, 1)) for each in page.regions),
    )
    texts = [m.text for m in with_drawn(moved, CHAT, Drawn(seams=(cut,))).messages]
    assert texts == ["你再不撤拆试试", "我知道你家在哪", "请不要再联系我"]
    other = chat().page()
    assert with_drawn(other, CHAT, Drawn(seams=(cut,))).messages == understand(other, CHAT).messages


def test_a_part_that_was_cut_can_be_cut_again_and_joined_with_its_neighbour():
    page = two_lines()
    whole, other = understand(page, CHAT).messages
    first = parted(whole, 7, {})
    seams = (seam_of(SeamKind.SPLIT, *first),)
    second = parted(first[1], 3, {})
    seams = with_seam(seams, seam_of(SeamKind.SPLIT, *second))
    seams = with_seam(seams, seam_of(SeamKind.JOIN, second[1], other))
    found = with_drawn(page, CHAT, Drawn(seams=seams)).messages
    assert [m.text for m in found] == ["你再不撤诉试试", "我知道", "你家在哪请不要再联系我"]


# ---------------------------------------------------------------------- anything at all

BOXES = st.builds(
    Box, st.integers(-50, 1100), st.integers(-50, 2050), st.integers(1, 1200), st.integers(1, 2100)
)
LINES = st.lists(
    st.builds(
        line, st.text("你等着 ab12：", max_size=9), st.integers(0, 1000), st.integers(0, 1950)
    ),
    max_size=4,
)
AREAS = st.builds(
    lambda box, use, lines: Area(box, use, tuple(lines) if use is AreaUse.READ else ()),
    BOXES,
    st.sampled_from(AreaUse),
    LINES,
)
SEAMS = st.builds(
    Seam, st.sampled_from(SeamKind), BOXES, BOXES, st.text(max_size=5), st.text(max_size=5), BOXES
)
KINDS = st.sampled_from([kind for kind in EvidenceKind if kind is not EvidenceKind.CALL_TABLE])


@settings(max_examples=150, deadline=None)
@given(KINDS, st.lists(AREAS, max_size=4), st.lists(SEAMS, max_size=4), st.booleans())
def test_whatever_is_drawn_gives_a_transcript(kind, areas, seams, plain):
    page = two_lines() if plain else chat().page()
    found = with_drawn(page, kind, Drawn(tuple(areas), tuple(seams)))
    for message in found.messages:
        assert message.text.strip()
        assert message.box is not None
        for piece in message.pieces:
            assert 0 <= piece.start < piece.end <= len(message.text)
            assert not piece.edges or len(piece.edges) == piece.end - piece.start + 1
    again = with_drawn(page, kind, Drawn((*areas, Area(Box(-9, -9, 9999, 9999), AreaUse.IGNORE))))
    assert again.messages == () and again.calls == ()


@settings(max_examples=100, deadline=None)
@given(st.text("你等着ab 1，。", min_size=2, max_size=24), st.data())
def test_any_cut_joined_again_is_what_it_was(text, data):
    screen = Screen()
    bubble = screen.region(RegionKind.BUBBLE, (150, 380, 700, 400), Side.LEFT)
    for number in range(0, len(text), 8):
        screen.line(text[number : number + 8], 180, 400 + 10 * number, region=bubble)
    screen.says("请不要再联系我", 900, own=True)
    page = screen.page()
    messages = with_drawn(page, CHAT, NOTHING_DRAWN).messages
    whole = messages[0]
    offset = data.draw(st.integers(0, len(whole.text)))
    parts = parted(whole, offset, {})
    if parts is None:
        assert not whole.text[:offset].strip() or not whole.text[offset:].strip()
        return
    seam = seam_of(SeamKind.SPLIT, *parts)
    cut = with_seams(messages, (seam,), {})
    assert cut[:2] == parts
    assert with_seam((seam,), seam_of(SeamKind.JOIN, *parts)) == ()
    joined = united(*parts).text
    assert joined.replace(" ", "") == whole.text.replace(" ", "")


# ---------------------------------------------------------------------- sides and layouts


def test_sides():
    page = chat().page()
    boxes = [m.box for m in understand(page, CHAT).messages]
    sides = sides_of(page, boxes)
    assert sides == [Side.CENTRE, Side.LEFT, Side.RIGHT, Side.CENTRE, Side.LEFT]
    assert sides_of(page, [Box(900, 1500, 100, 40), Box(20, 1500, 100, 40)]) == [
        Side.RIGHT,
        Side.LEFT,
    ]


def test_pictures_of_one_layout():
    def screen(width=1080, bar=150, colour=(237, 237, 237)):
        made = Screen(width)
        made.region(RegionKind.TITLE_BAR, (0, 0, width, bar), Side.WIDE, (245, 245, 245))
        made.says("你等着", 380)
        return replace(made.page(), background=colour)

    page = screen()
    assert alike(page, screen())
    assert alike(page, screen(bar=155))
    assert not alike(page, screen(bar=230))
    assert not alike(page, screen(width=1000))
    assert not alike(page, screen(colour=(17, 17, 17)))
    assert not alike(page, replace(screen(), photo=True))
    assert not alike(page, replace(screen(), regions=screen().regions[1:]))
