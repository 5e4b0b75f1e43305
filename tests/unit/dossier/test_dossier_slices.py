import dataclasses
import itertools

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from desktop_app.domain.export import Edition, ExportOptions
from desktop_app.domain.geometry import Box
from desktop_app.dossier import look
from desktop_app.dossier.slices import cut, is_wide, plan


@st.composite
def talks(draw):
    """Blocks top to bottom with gaps, each holding lines; and a limit."""
    at, blocks, lines = draw(st.integers(0, 80)), [], []
    for _ in range(draw(st.integers(0, 25))):
        height = draw(st.integers(20, 900))
        blocks.append((at, at + height))
        step = draw(st.integers(18, 60))
        lines.extend((y, min(y + step - 4, at + height)) for y in range(at, at + height, step))
        at += height + draw(st.integers(2, 60))
    return at + draw(st.integers(0, 300)), draw(st.integers(1000, 3000)), blocks, lines


@settings(deadline=None)
@given(talks())
def test_no_cut_goes_through_a_message(case):
    height, limit, blocks, lines = case
    slices = cut(height, limit, blocks, lines)
    assert slices[0][0] == 0
    assert slices[-1][1] == height
    for (_, end), (start, _) in itertools.pairwise(slices):
        assert end == start
        assert not any(top < start < bottom for top, bottom in blocks), (start, blocks)
    assert all(bottom - top <= limit * 1.5 + 1 for top, bottom in slices)


def test_a_message_far_longer_than_a_page_is_cut_between_its_lines():
    lines = [(y, y + 40) for y in range(100, 9000, 50)]
    slices = cut(9100, 2000, [(100, 9000)], lines)
    assert len(slices) >= 5
    for _, end in slices[:-1]:
        assert not any(top < end < bottom for top, bottom in lines)


def test_a_message_a_little_longer_than_a_page_stays_whole():
    slices = cut(4000, 1000, [(0, 950), (980, 2300), (2330, 4000)], [])
    ends = [end for _, end in slices]
    assert not any(980 < end < 2300 for end in ends)


def test_an_unread_picture_is_cut_to_pages():
    slices = cut(10_000, 3000, [], [])
    assert len(slices) == 4
    assert all(bottom - top <= 3000 for top, bottom in slices)


def test_plans_cover_every_picture_once_and_never_cut_a_bubble(drawn):
    material = drawn.base
    plans = plan(material)
    assert {item.count for item in plans} >= {1, 3}
    for exhibit in material.shown():
        own = [item for item in plans if item.evidence_id == exhibit.evidence.id]
        if not exhibit.evidence.height:
            assert not own
            continue
        assert sum(item.box.h for item in own) == exhibit.evidence.height
        assert [item.index for item in own] == list(range(own[0].count))
        for view in exhibit.messages:
            holders = [item for item in own if item.box.contains(view.message.box)]
            assert len(holders) == 1
        for item in own:
            width = look.WIDTH if is_wide(exhibit) else look.PICTURE_WIDTH
            assert item.box.h * width / item.box.w <= look.PICTURE_HEIGHT * 1.51
        assert all(item.paint == () for item in own)


def test_small_text_takes_the_full_width(drawn):
    material = drawn.base
    wide = {exhibit.evidence.number: is_wide(exhibit) for exhibit in material.shown()}
    assert wide["1-3"]
    assert wide["4-1"]
    assert not wide["1-1"]
    assert not wide["1-10"]


def test_the_redacted_edition_paints_over_and_leaves_photos_out(drawn):
    material = drawn.base
    material = dataclasses.replace(material, options=ExportOptions(edition=Edition.REDACTED))
    plans = plan(material)
    by_id = {exhibit.evidence.id: exhibit for exhibit in material.shown()}
    numbers = {by_id[item.evidence_id].evidence.number for item in plans}
    assert numbers == {"1-1", "1-2", "1-3", "1-10", "2-1"}
    (first,) = [item for item in plans if by_id[item.evidence_id].evidence.number == "1-1"]
    chat = by_id[first.evidence_id]
    for view in chat.messages:
        for secret in ("13800006712", "幸福路12号3栋502室"):
            start = view.message.text.find(secret)
            if start < 0:
                continue
            for box in view.message.boxes_of(start, start + len(secret)):
                assert any(paint.contains(box) for paint in first.paint)
    untouched = chat.messages[1].message.box
    assert not any(paint.intersection(untouched) for paint in first.paint)


def test_a_doubtful_or_corrected_reading_gets_no_benefit(drawn):
    material = drawn.base
    chat = material.exhibits[0]
    view = chat.messages[1]
    other = dataclasses.replace(
        view, message=dataclasses.replace(view.message, alternatives=("我的号码13700001111",))
    )
    typed = dataclasses.replace(view, read_text="打给13700001111", corrected=("text",))
    digits = dataclasses.replace(
        view,
        message=dataclasses.replace(
            view.message,
            text="l38OOO06",
            pieces=(dataclasses.replace(view.message.pieces[0], start=0, end=8, edges=()),),
        ),
        read_text="l38OOO06",
    )
    for changed in (other, typed, digits):
        exhibit = dataclasses.replace(chat, messages=(changed,))
        redacted = dataclasses.replace(
            material, exhibits=(exhibit,), options=ExportOptions(edition=Edition.REDACTED)
        )
        (item,) = plan(redacted)
        assert item.paint, changed.message.text


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2022-06-09 14:08", False),
        ("床品220*240cm，20220609发货", False),
        ("打l38OOO06712", True),
        ("一三八零零零零六七一二", True),
        ("价格329.00元", False),
    ],
)
def test_only_runs_like_numbers_are_painted_not_dates_and_sizes(drawn, text, covered):
    chat = drawn.base.exhibits[0]
    view = chat.messages[1]
    piece = dataclasses.replace(view.message.pieces[0], start=0, end=len(text), edges=())
    message = dataclasses.replace(view.message, text=text, pieces=(piece,))
    view = dataclasses.replace(view, message=message, read_text=text)
    material = drawn.material(
        exhibits=(dataclasses.replace(chat, messages=(view,)),),
        options=ExportOptions(edition=Edition.REDACTED),
    )
    (item,) = plan(material)
    assert bool(item.paint) is covered


@pytest.mark.parametrize(
    ("title", "name", "covered"),
    [
        ("+86 170 0000 2231", "", True),
        ("", "售后 <a.b@example.com>", True),
        ("悦享", "小雅", False),
    ],
)
def test_a_number_in_the_title_or_a_name_is_painted_above_the_words(drawn, title, name, covered):
    chat = drawn.base.exhibits[0]
    view = chat.messages[1]
    view = dataclasses.replace(
        view,
        message=dataclasses.replace(view.message, speaker_name=name, text="好"),
        read_text="好",
    )
    exhibit = dataclasses.replace(
        chat, messages=(view,), evidence=dataclasses.replace(chat.evidence, title=title)
    )
    (item,) = plan(
        drawn.material(exhibits=(exhibit,), options=ExportOptions(edition=Edition.REDACTED))
    )
    top = min(piece.box.y for piece in view.message.pieces)
    strip = Box(0, 0, chat.evidence.width, top)
    assert (strip in item.paint) is covered
    assert not any(box.y >= top for box in item.paint)


def test_a_camera_photo_taken_for_a_chat_is_left_out_too(drawn):
    material = drawn.base
    chat, photo = material.exhibits[0], material.exhibits[-1]
    taken = dataclasses.replace(chat.evidence, captured=photo.evidence.moment)
    redacted = dataclasses.replace(
        material,
        exhibits=(dataclasses.replace(chat, evidence=taken),),
        options=ExportOptions(edition=Edition.REDACTED),
    )
    assert plan(redacted) == ()
