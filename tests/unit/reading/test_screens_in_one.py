"""Several screens in one picture: each has its own clock, title, kind and sides."""

from dataclasses import replace
from datetime import datetime

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import EvidenceKind, RecognisedPage, RegionKind, Side
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.by_hand import Hand
from desktop_app.reading.page import understand
from desktop_app.reading.sides import sides_of
from tests.unit.reading.screen import CAPTURED, Screen, chat


def calls():
    screen = Screen()
    screen.line("22:47", 60, 20, 34)
    screen.line("5G 87%", 850, 20, 34)
    screen.line("通话记录", 440, 120, 48)
    for at in range(4):
        screen.line(f"1590000010{at}", 60, 300 + 160 * at, 44)
        screen.line("未接来电", 60, 360 + 160 * at, 34)
        screen.line(f"21:0{at}", 900, 320 + 160 * at, 36)
    return screen


def beside(*screens):
    """Return the pages of screens as one picture, left to right."""
    whole = Screen(width=sum(s.width for s in screens), height=2000)
    x = 0
    for screen in screens:
        whole.region(RegionKind.SCREEN, (x, 0, screen.width, screen.height), Side.WIDE)
        first = len(whole.regions)
        for region in screen.regions:
            box = region.box.moved(x, 0)
            whole.regions.append(replace(region, id=region.id + first, box=box))
        for line in screen.lines:
            home = None if line.region is None else line.region + first
            edges = tuple(edge + x for edge in line.edges)
            box = line.box.moved(x, 0)
            whole.lines.append(replace(line, box=box, region=home, edges=edges))
        x += screen.width
    return whole.page()


def said(page: RecognisedPage, hand: Hand | None = None):
    transcript = understand(page, None, hand or Hand())
    return [m for m in transcript.messages if m.speaker is not Speaker.SYSTEM]


def test_every_screen_says_the_same_as_alone_one_after_the_other():
    alone = said(chat().page())
    both = said(beside(chat(), chat()))
    assert [m.text for m in both] == [m.text for m in alone] * 2
    assert [m.speaker for m in both] == [m.speaker for m in alone] * 2
    assert [m.moment for m in both] == [m.moment for m in alone] * 2
    for one, other in zip(alone, both[len(alone) :], strict=True):
        assert other.box == one.box.moved(1080, 0)
        assert other.pieces[0].box == one.pieces[0].box.moved(1080, 0)
        assert other.pieces[0].edges == tuple(edge + 1080 for edge in one.pieces[0].edges)


def test_a_list_of_calls_beside_a_talk_keeps_its_rows():
    page = beside(chat(), calls())
    transcript = understand(page, None)
    assert transcript.kind is EvidenceKind.CHAT
    assert transcript.title == "悦享售后8号"
    assert [call.number for call in transcript.calls] == [f"1590000010{at}" for at in range(4)]
    assert all(call.box.x >= 1080 for call in transcript.calls)
    assert transcript.calls[0].moment.value == datetime(2022, 6, 18, 21, 0)
    assert "呵呵" in transcript.text
    assert "通话记录" in transcript.text
    assert understand(page, EvidenceKind.CHAT).calls == ()


def test_what_is_ignored_on_one_screen_stays_on_the_other():
    page = beside(chat(), chat())
    drop = next(line.box for line in page.lines if line.text == "呵呵" and line.box.x > 1080)
    kept = said(page, Hand((), frozenset({drop})))
    assert [m.box.x < 1080 for m in kept if m.text == "呵呵"] == [True]


def test_sides_are_those_of_each_screen():
    page = beside(chat(), chat())
    boxes = [Box(1100, 1500, 300, 60), Box(760, 1500, 300, 60)]
    assert sides_of(page, boxes) == [Side.LEFT, Side.RIGHT]
    assert page.facts.captured == CAPTURED
