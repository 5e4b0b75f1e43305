"""What a person draws on real pictures: kept, logged, undone, and still there when read again."""

import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from desktop_app.app.carrying import fix_joined, fixes_parted
from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.casefile import database, seals
from desktop_app.casefile.codec import Correction, SettledLine
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import LineStatus, Side
from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.transcript import Message, Piece, Speaker
from desktop_app.foundation.clock import FixedClock
from desktop_app.foundation.errors import Cancelled, JuzhengError
from desktop_app.foundation.progress import CancelToken, NoProgress
from desktop_app.foundation.settings import Settings
from desktop_app.workers.pool import InlineWorkers
from tests.helpers.missing import MISSED, MISSED_BOX, MISSED_IN, MissingWorkers, add_missed
from tests.helpers.screens import chat_png

CLOCK = FixedClock(datetime(2022, 6, 25, 1, 0, tzinfo=UTC))
INSULT = "你这个傻逼我知道你家住哪"
FIRST, SECOND = "你这个傻逼", "我知道你家住哪"
ASKED, PARCEL = "请不要再联系我", "亲，您的快递已经发出"


def _open(folder, workers=InlineWorkers):
    return OpenCase.open(
        folder, settings=Settings(second_reader=False), clock=CLOCK, make_pool=workers
    )


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("源")
    said = [("other", INSULT), ("self", ASKED), ("other", PARCEL)]
    chat_png(folder / "一.png", said, "2022年6月18日 23:40")
    chat_png(folder / "二.png", [("other", "再不删差评后果自负"), ("self", "我会投诉")])
    chat_png(folder / "三.png", [("other", "出来说清楚")] * 8)
    case_folder = tmp_path_factory.mktemp("案") / "案.juzheng"
    with OpenCase.create(
        case_folder,
        CaseDetails("悦享家居"),
        settings=Settings(second_reader=False),
        clock=CLOCK,
        make_pool=InlineWorkers,
    ) as case:
        case.intake.add([folder])
        assert case.intake.wait(120)
    return case_folder


@pytest.fixture
def case(finished, tmp_path):
    copy = tmp_path / "副本.juzheng"
    shutil.copytree(finished, copy)
    with _open(copy) as opened:
        yield opened


def piece(case, name="一.png"):
    return next(each for each in case.evidence() if each.name == name)


def spoken(case, name="一.png"):
    views = case.messages(piece(case, name).id)
    return [view for view in views if view.message.speaker is not Speaker.SYSTEM]


def find(case, text):
    views = [view for each in case.evidence() for view in case.messages(each.id)]
    return next(view for view in views if view.message.text == text)


def facts(case):
    """Return everything that a drawing may change, but for ids of suggestions."""
    return [
        (
            view.id,
            view.message,
            view.corrected,
            view.added,
            [(each.suggestion, each.decision) for each in view.suggestions],
        )
        for each in case.evidence()
        for view in case.messages(each.id)
    ]


def decide(case, view, scenario, verdict):
    chosen = next(s for s in view.suggestions if s.suggestion.scenario is scenario)
    case.review.decide("message", view.id, chosen.id, verdict).result()


# ---------------------------------------------------------------------- cut and join


def test_a_cut_keeps_each_decision_with_its_words(case):
    whole = find(case, INSULT)
    decide(case, whole, Scenario.ABUSE, Verdict.ACCEPTED)
    decide(case, whole, Scenario.THREAT, Verdict.REJECTED)
    span = (INSULT.index("家"), INSULT.index("家") + 2)
    case.review.add_tag(
        "message", whole.id, Scenario.NUISANCE, Severity.SERIOUS, [span], "看"
    ).result()
    before = facts(case)
    changes = case.drawing.split(whole.id, len(FIRST)).result()
    assert changes.action == "message.split" and changes.structure
    upper, lower = spoken(case)[:2]
    assert [upper.message.text, lower.message.text] == [FIRST, SECOND]
    assert whole.id in (upper.id, lower.id)
    assert upper.message.moment == lower.message.moment == whole.message.moment
    assert [d.scenario for d in upper.counted()] == [Scenario.ABUSE]
    assert [d.scenario for d in lower.counted()] == [Scenario.NUISANCE]
    (added,) = lower.added
    assert SECOND[added.spans[0][0] : added.spans[0][1]] == "家住"
    threat = next(s for s in lower.suggestions if s.suggestion.scenario is Scenario.THREAT)
    assert threat.decision.verdict is Verdict.REJECTED
    assert verify(case.folder).problems == ()
    after = facts(case)
    case.history.undo().result()
    assert facts(case) == before
    case.history.redo().result()
    assert facts(case) == after
    assert verify(case.folder).problems == ()


def test_a_cut_holds_when_read_again_and_after_reopening(case):
    whole = find(case, INSULT)
    case.drawing.split(whole.id, len(FIRST)).result()
    ids = [view.id for view in spoken(case)]
    case.review.set_speaker([ids[1]], Speaker.SELF).result()
    before = facts(case)
    case.intake.read_again([piece(case).id])
    assert case.intake.wait(60)
    assert facts(case) == before
    folder = case.folder
    case.close()
    with _open(folder) as again:
        assert facts(again) == before
    assert verify(folder).problems == ()


def test_a_corrected_text_is_cut_with_its_message(case):
    whole = find(case, INSULT)
    case.review.correct_text(whole.id, "你这个坏人，我知道你家住哪").result()
    case.drawing.split(whole.id, 6).result()
    upper, lower = spoken(case)[:2]
    assert [upper.message.text, lower.message.text] == ["你这个坏人，", SECOND]
    assert upper.message.status is lower.message.status is LineStatus.CORRECTED
    assert lower.read_text == SECOND
    case.history.undo().result()
    assert spoken(case)[0].message.text == "你这个坏人，我知道你家住哪"
    case.history.redo().result()
    case.drawing.join(upper.id, lower.id).result()
    assert spoken(case)[0].message.text == "你这个坏人，我知道你家住哪"
    assert spoken(case)[0].read_text == INSULT
    assert case.drawn(piece(case).id).seams == ()


def test_typed_words_are_cut_where_the_cursor_stands(case):
    whole = find(case, PARCEL)
    case.drawing.split(whole.id, 3, "亲亲，快递已经发出").result()
    assert [v.message.text for v in spoken(case)[2:]] == ["亲亲，", "快递已经发出"]
    case.history.undo().result()
    assert find(case, PARCEL).corrected == ()


def test_a_join_keeps_the_decisions_of_both(case):
    one, two, three = spoken(case)
    decide(case, one, Scenario.ABUSE, Verdict.ACCEPTED)
    case.review.add_tag("message", two.id, Scenario.NUISANCE, Severity.GENERAL, [(0, 2)]).result()
    before = facts(case)
    case.drawing.join(one.id, two.id).result()
    joined = spoken(case)[0]
    assert joined.message.text == INSULT + ASKED
    assert joined.message.box == one.message.box.union(two.message.box)
    assert {d.scenario for d in joined.counted()} == {Scenario.ABUSE, Scenario.NUISANCE}
    (added,) = joined.added
    assert joined.message.text[slice(*added.spans[0])] == "请不"
    assert joined.message.boxes_of(*added.spans[0]) == two.message.boxes_of(0, 2)
    assert len(spoken(case)) == 2
    assert case.counts().decided == 2
    case.intake.read_again([piece(case).id])
    assert case.intake.wait(60)
    assert spoken(case)[0].id == joined.id
    assert {d.scenario for d in spoken(case)[0].counted()} == {Scenario.ABUSE, Scenario.NUISANCE}
    case.history.undo().result()
    assert facts(case) == before
    assert verify(case.folder).problems == ()
    assert three.id in [view.id for view in spoken(case)]


def test_what_can_not_be_cut_or_joined_says_so_and_changes_nothing(case):
    one, _, three = spoken(case)
    elsewhere = spoken(case, "二.png")[0]
    before, entries = facts(case), len(case.audit())
    for make, code in (
        (lambda: case.drawing.split(one.id, 0), "message.no_split"),
        (lambda: case.drawing.split(one.id, len(INSULT)), "message.no_split"),
        (lambda: case.drawing.join(one.id, three.id), "message.no_join"),
        (lambda: case.drawing.join(one.id, elsewhere.id), "message.no_join"),
        (lambda: case.drawing.join(one.id, one.id), "message.no_join"),
        (lambda: case.drawing.split(9999, 1), "item.gone"),
    ):
        with pytest.raises(JuzhengError) as caught:
            make().result()
        assert caught.value.code == code
    assert facts(case) == before
    assert len(case.audit()) == entries


def test_lines_settled_one_by_one_stay_settled_each_in_its_part():
    boxes = (Box(0, 0, 40, 20), Box(0, 30, 30, 20))
    upper, lower = (
        Message(Speaker.OTHER, text, box, pieces=(Piece(0, len(text), box),))
        for text, box in zip(("一二三四", "五六七"), boxes, strict=True)
    )
    settled = tuple(
        SettledLine(box, read, text)
        for box, read, text in zip(
            boxes, ("一二三四", "五六七"), ("一二三四", "五六八"), strict=True
        )
    )
    fix = Correction(text="一二三四五六八", speaker=Speaker.SELF, lines=settled)
    parts = fixes_parted(fix, ("一二三四", "五六八"), (upper, lower))
    assert [part.lines for part in parts] == [settled[:1], settled[1:]]
    assert [part.text for part in parts] == ["一二三四", "五六八"]
    assert {part.speaker for part in parts} == {Speaker.SELF}
    assert fix_joined(parts, (upper, lower), "") == fix
    cut = replace(upper, text="一二", pieces=(Piece(0, 2, Box(0, 0, 20, 20)),))
    through = fixes_parted(fix, ("一二", "三四五六八"), (cut, lower))
    assert [(part.lines, part.text) for part in through] == [((), "一二"), ((), "三四五六八")]
    only = Correction(text="一二三四五六八", lines=settled[1:])
    half = fixes_parted(only, ("一二三四", "五六八"), (upper, lower))
    assert half[0] == Correction() and half[1].lines == settled[1:]
    assert fix_joined(half, (upper, lower), "") == only


# ---------------------------------------------------------------------- ignoring


def test_an_ignored_message_goes_with_its_decision_and_comes_back_with_it(case):
    whole = find(case, INSULT)
    decide(case, whole, Scenario.ABUSE, Verdict.ACCEPTED)
    case.review.set_speaker([whole.id], Speaker.OTHER).result()
    before, counts = facts(case), case.counts()
    case.drawing.ignore([piece(case).id], whole.message.box).result()
    assert whole.id not in [view.id for view in case.messages(piece(case).id)]
    assert len(spoken(case)) == 2
    assert case.counts().decided == counts.decided - 1
    assert case.counts().open_suggestions < counts.open_suggestions
    assert case.search("傻逼") == ()
    case.intake.read_again([piece(case).id])
    assert case.intake.wait(60)
    assert len(spoken(case)) == 2
    (area,) = case.drawn(piece(case).id).areas
    case.drawing.forget(piece(case).id, area).result()
    assert facts(case) == before
    assert case.counts() == counts
    assert verify(case.folder).problems == ()


def test_one_step_ignores_on_all_pictures_of_the_layout(case):
    alike = case.same_layout(piece(case).id)
    assert set(alike) == {piece(case).id, piece(case, "二.png").id}
    before, entries = facts(case), len(case.audit())
    bottom = Box(0, 200, 1080, 1000)
    case.drawing.ignore(alike, bottom).result()
    assert spoken(case) == spoken(case, "二.png") == []
    assert len(spoken(case, "三.png")) == 8
    assert len(case.audit()) == entries + 1
    case.history.undo().result()
    assert facts(case) == before


def test_the_log_names_what_was_drawn_and_holds_no_words_of_it(case):
    one = find(case, INSULT)
    case.drawing.ignore([piece(case).id], Box(1, 2, 30, 40)).result()
    case.drawing.split(one.id, 5).result()
    ignored, cut = (json.loads(entry.detail) for entry in case.audit()[-2:])
    assert ignored["edits"][0]["after"] == [["ignore", 1, 2, 30, 40]]
    drawn = next(edit for edit in cut["edits"] if edit["field"] == "drawn")
    assert drawn["before"] == []
    assert drawn["after"][0][0] == "split" and len(drawn["after"]) == 1
    assert f"drawings:{piece(case).id}" in cut["rows"]


# ---------------------------------------------------------------------- reading a box


@pytest.fixture(scope="module")
def missed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("源")
    said = [("other", INSULT), ("self", ASKED), ("other", PARCEL)]
    add_missed(chat_png(folder / MISSED_IN, said, "2022年6月18日 23:40"))
    case_folder = tmp_path_factory.mktemp("案") / "案.juzheng"
    with OpenCase.create(
        case_folder,
        CaseDetails("悦享家居"),
        settings=Settings(second_reader=False),
        clock=CLOCK,
        make_pool=MissingWorkers,
    ) as case:
        case.intake.add([folder])
        assert case.intake.wait(120)
        assert MISSED not in [view.message.text for view in spoken(case)]
    return case_folder, MISSED_BOX


@pytest.fixture
def with_missed(missed, tmp_path):
    copy = tmp_path / "副本.juzheng"
    shutil.copytree(missed[0], copy)
    with _open(copy, MissingWorkers) as opened:
        yield opened, missed[1]


def test_a_missed_message_is_read_by_its_box_and_undone(with_missed):
    case, box = with_missed
    before, entries = facts(case), len(case.audit())
    sink = []
    report = SimpleNamespace(report=sink.append)
    changes = case.boxes.read(piece(case), box, report, CancelToken())
    assert changes.action == "region.read" and changes.structure
    fresh = find(case, MISSED)
    assert fresh.message.speaker is Speaker.OTHER
    assert fresh.message.moment == find(case, PARCEL).message.moment
    assert box.contains(fresh.message.box)
    assert fresh.suggestions, "what was read late is tagged like the rest"
    (area,) = case.drawn(piece(case).id).areas
    assert area.box == box and area.lines[0].readings
    assert [progress.done for progress in sink] == [0, 1]
    assert len(case.audit()) == entries + 1
    assert verify(case.folder).problems == ()
    case.history.undo().result()
    assert facts(case) == before
    case.history.redo().result()
    assert find(case, MISSED).id == fresh.id


def test_what_was_read_in_a_box_stays_over_reading_again_and_a_kill(with_missed):
    case, box = with_missed
    case.boxes.read(piece(case), box, NoProgress(), CancelToken())
    fresh = find(case, MISSED)
    case.review.set_speaker([fresh.id], Speaker.SELF).result()
    before = facts(case)
    folder, copy = case.folder, case.folder.with_name("断电.juzheng")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("LOCK"))
    with _open(copy) as killed:
        assert facts(killed) == before
    assert verify(copy).problems == ()
    case.intake.read_again([piece(case).id])
    assert case.intake.wait(60)
    assert facts(case) == before


def test_a_box_without_new_text_changes_nothing_and_says_so(with_missed):
    case, _ = with_missed
    before, entries = facts(case), len(case.audit())
    known = find(case, PARCEL).message.box
    for box in (Box(20, 1000, 300, 100), known, Box(5000, 5000, 20, 20), Box(0, 0, 3, 3)):
        with pytest.raises(JuzhengError) as caught:
            case.boxes.read(piece(case), box, NoProgress(), CancelToken())
        assert caught.value.code == "region.no_text"
    assert facts(case) == before
    assert len(case.audit()) == entries


def test_a_cancelled_box_leaves_nothing(missed, tmp_path):
    copy = tmp_path / "副本.juzheng"
    shutil.copytree(missed[0], copy)
    with OpenCase.open(copy, settings=Settings(second_reader=False), clock=CLOCK) as case:
        entries, cancel = len(case.audit()), CancelToken()
        report = SimpleNamespace(report=lambda progress: cancel.cancel())
        with pytest.raises(Cancelled):
            case.boxes.read(piece(case), missed[1], report, cancel)
        assert len(case.audit()) == entries
        changes = case.boxes.read(piece(case), missed[1], NoProgress(), CancelToken())
        assert changes.action == "region.read"
        case.boxes.rest()


# ---------------------------------------------------------------------- sides


def test_a_side_of_one_picture_and_of_the_conversation(case):
    first = piece(case)
    together = case.conversation(first.id)
    assert len(together) == 3
    sides = case.sides(first.id)
    assert [sides[view.id] for view in spoken(case)] == [Side.LEFT, Side.RIGHT, Side.LEFT]
    before, entries = facts(case), len(case.audit())
    case.drawing.set_side([first.id], Side.LEFT, Speaker.SELF).result()
    assert {view.message.speaker for view in spoken(case)} == {Speaker.SELF}
    assert spoken(case, "二.png")[0].message.speaker is Speaker.OTHER
    case.history.undo().result()
    case.drawing.set_side(together, Side.RIGHT, Speaker.OTHER).result()
    everyone = {v.message.speaker for name in ("一.png", "二.png") for v in spoken(case, name)}
    assert everyone == {Speaker.OTHER}
    assert len(case.audit()) == entries + 3
    case.history.undo().result()
    assert facts(case) == before


def test_swapped_sides_and_back(case):
    together = case.conversation(piece(case).id)
    case.drawing.swap_sides(together).result()
    assert [view.message.speaker for view in spoken(case)] == [
        Speaker.SELF,
        Speaker.OTHER,
        Speaker.SELF,
    ]
    case.drawing.swap_sides(together).result()
    assert [view.message.speaker for view in spoken(case)] == [
        Speaker.OTHER,
        Speaker.SELF,
        Speaker.OTHER,
    ]


# ---------------------------------------------------------------------- seals and older cases


def test_verify_finds_a_tampered_and_a_removed_drawing(case):
    case.drawing.ignore([piece(case).id], find(case, INSULT).message.box).result()
    folder, number = case.folder, piece(case).id
    case.close()
    assert verify(folder).problems == ()
    file = folder / "case.sqlite"
    kept = file.read_bytes()

    def problems(*statements, seal=False):
        file.write_bytes(kept)
        raw = sqlite3.connect(file)
        raw.row_factory = sqlite3.Row
        for statement in statements:
            raw.execute(statement)
        if seal:
            seals.seal_rows(raw, "drawing", [1])
        raw.commit()
        raw.close()
        return {(each.code, each.subject) for each in verify(folder).problems}

    moved = "UPDATE drawing SET body = replace(body, '\"x\":', '\"x\":1')"
    assert problems(moved) == {("row.changed", "drawing 1")}
    assert problems(moved, seal=True) == {("rows.changed", f"drawings:{number}")}
    assert problems("DELETE FROM drawing") == {("rows.changed", f"drawings:{number}")}
    assert ("rows.changed", f"drawings:{number}") in problems("DROP TABLE drawing")


def test_a_case_made_before_drawing_was_known(finished, tmp_path):
    folder = tmp_path / "旧.juzheng"
    shutil.copytree(finished, folder)
    raw = sqlite3.connect(folder / "case.sqlite")
    raw.executescript(
        "DROP TABLE drawing; DROP TABLE call_fix; DROP INDEX call_doubtful;"
        " ALTER TABLE call DROP COLUMN doubtful; PRAGMA user_version = 1001;"
    )
    raw.commit()
    raw.close()
    assert verify(folder).problems == ()
    with _open(folder) as case:
        assert (folder / "case.before-0002.sqlite").is_file()
        case.drawing.ignore([piece(case).id], find(case, INSULT).message.box).result()
        assert len(spoken(case)) == 2
    assert verify(folder).problems == ()
    connection = database.open_reader(folder / "case.before-0002.sqlite")
    assert connection.execute("SELECT count(*) FROM message").fetchone()[0] > 0
    connection.close()
