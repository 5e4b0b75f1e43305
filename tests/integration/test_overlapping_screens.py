"""Screenshots that overlap: every message is listed, suggested, judged and counted once."""

import json
import shutil
from datetime import UTC, datetime

import pypdfium2
import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.exporting import export_dossier, gather
from desktop_app.app.verifying import verify
from desktop_app.cli.show import case_shape
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.export import ExportOptions
from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.timeline import ContinuityLink, ContinuityState, TimelineQuery
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation.clock import FixedClock
from desktop_app.foundation.progress import CancelToken, NoProgress
from tests.helpers.screens import chat_png

CLOCK = FixedClock(datetime(2022, 6, 25, 1, 0, tzinfo=UTC))
FIRST = [
    ("other", "您好，看到您给了差评"),
    ("self", "请不要再联系我"),
    ("other", "你这个傻逼不删差评你等着"),
]
SECOND = [
    *FIRST[1:],
    ("other", "我知道你家住在哪里"),
    ("self", "我已经报警了"),
]
THIRD = [("other", "这是另外一天的话，没有重复"), ("self", "不用再说了，走平台")]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("源") / "截图"
    folder.mkdir()
    chat_png(folder / "Screenshot_20220618_234712.png", FIRST, "2022-06-18 23:40")
    chat_png(folder / "Screenshot_20220618_234730.png", SECOND)
    chat_png(folder / "Screenshot_20220620_101500.png", THIRD, "2022-06-20 10:10")
    path = tmp_path_factory.mktemp("案") / "案件.juzheng"
    with OpenCase.create(path, CaseDetails("悦享家居"), clock=CLOCK) as case:
        case.intake.add([folder])
        assert case.intake.wait(120)
    return path


@pytest.fixture
def case(finished, tmp_path):
    copy = tmp_path / "副本.juzheng"
    shutil.copytree(finished, copy)
    with OpenCase.open(copy, clock=CLOCK) as opened:
        yield opened


def _pages(case):
    """Return the spoken messages of each screenshot, in the order they were taken."""
    pieces = sorted(case.evidence(), key=lambda piece: piece.name)
    return [
        [v for v in case.messages(piece.id) if v.message.speaker is not Speaker.SYSTEM]
        for piece in pieces
    ]


def test_repeated_messages_are_twins_and_joins_are_told(case):
    first, second, third = _pages(case)
    assert [view.twin_of for view in first] == [None, None, None]
    assert [view.twin_of for view in second] == [first[1].id, first[2].id, None, None]
    assert [view.twin_of for view in third] == [None, None]
    one, two, three = (page[0].evidence_id for page in (first, second, third))
    assert case.continuity() == (
        ContinuityLink(one, two, 2, ContinuityState.PROVEN),
        ContinuityLink(two, three, 0, ContinuityState.UNPROVEN),
    )
    shape = json.loads(json.dumps(case_shape(case)))
    twins = {view["id"]: view["twin_of"] for view in shape["messages"] if view["twin_of"]}
    assert twins == {second[0].id: first[1].id, second[1].id: first[2].id}
    assert shape["continuity"][0] == {
        "earlier": one,
        "later": two,
        "shared": 2,
        "state": "proven",
    }
    assert verify(case.folder).problems == ()


def test_a_twin_is_listed_counted_and_suggested_once(case):
    first, second, third = _pages(case)
    listed = [key.id for key in case.timeline(TimelineQuery())]
    assert listed == [view.id for view in (*first, *second[2:], *third)]
    assert case.counts().messages == 7
    assert [key.id for key in case.search("傻逼")] == [first[2].id]
    assert [key.id for key in case.timeline(TimelineQuery(refusal_only=True))] == [
        view.id for view in (*first, *second[2:], *third) if view.refusal
    ]
    assert first[2].suggestions
    assert second[1].suggestions == ()
    every = [view for page in (first, second, third) for view in page]
    assert case.counts().open_suggestions == sum(len(view.suggestions) for view in every)
    assert sum(day.messages for day in case.patterns().days) == sum(
        view.message.speaker is Speaker.OTHER and view.message.moment is not None
        for view in every
        if view.twin_of is None
    )


def test_what_is_decided_on_the_original_holds_for_the_other_exhibit(case):
    first, second, _ = _pages(case)
    case.review.decide_all("message", first[2].id, Verdict.ACCEPTED).result()
    proved = {row.element: row.proved_by for row in case.coverage()}
    both = {first[0].evidence_id, second[0].evidence_id}
    assert any(both <= set(ids) for ids in proved.values())
    assert case.counts().decided == len(case.message(first[2].id).counted())


def test_a_tag_set_on_a_twin_counts_once_with_the_original(case):
    first, second, _ = _pages(case)
    case.review.add_tag("message", second[1].id, Scenario.ABUSE, Severity.SERIOUS).result()
    assert [d.scenario for d in case.message(first[2].id).counted()] == [Scenario.ABUSE]
    tagged = case.timeline(TimelineQuery(scenario=Scenario.ABUSE))
    assert first[2].id in [key.id for key in tagged]
    abuse = next(
        s for s in case.message(first[2].id).suggestions if s.suggestion.scenario is Scenario.ABUSE
    )
    case.review.decide("message", first[2].id, abuse.id, Verdict.ACCEPTED).result()
    counted = case.message(first[2].id).counted()
    assert [d.scenario for d in counted] == [Scenario.ABUSE]


def test_withdrawing_and_correcting_part_twins_and_undo_joins_them(case):
    first, second, _ = _pages(case)
    case.review.withdraw([first[0].evidence_id]).result()
    freed = case.message(second[1].id)
    assert freed.twin_of is None
    assert {s.suggestion.scenario for s in freed.suggestions} >= {Scenario.ABUSE}
    assert case.counts().messages == 6
    case.history.undo().result()
    assert case.message(second[1].id).twin_of == first[2].id
    assert case.message(second[1].id).suggestions == ()

    changes = case.review.correct_text(second[1].id, "亲，祝您生活愉快").result()
    assert changes.structure
    assert case.message(second[1].id).twin_of is None
    assert case.message(second[0].id).twin_of == first[1].id, "the run around it holds"
    case.history.undo().result()
    assert case.message(second[1].id).twin_of == first[2].id

    case.review.set_speaker([second[1].id], Speaker.SELF).result()
    assert case.message(second[1].id).twin_of is None
    case.history.undo().result()
    assert case.message(second[1].id).twin_of == first[2].id


def test_a_corrected_slip_stands_for_both(case):
    first, second, _ = _pages(case)
    mended = first[2].message.text + "！"
    case.review.correct_text(second[1].id, mended).result()
    assert case.message(second[1].id).twin_of is None
    assert case.message(first[2].id).twin_of == second[1].id
    assert case.message(second[1].id).suggestions
    assert case.message(first[2].id).suggestions == ()


def test_the_dossier_marks_twins_counts_once_and_says_what_is_proven(case, tmp_path):
    first, _, _ = _pages(case)
    case.review.decide_all("message", first[2].id, Verdict.ACCEPTED).result()
    target = tmp_path / "材料.pdf"
    export_dossier(case, target, ExportOptions(), NoProgress(), CancelToken())
    with pypdfium2.PdfDocument(target) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    text = "".join("".join(pages).split())
    assert text.count("你这个傻逼不删差评你等着") >= 3, "timeline and both exhibits"
    assert text.count("（同证据1-1第4条）") == 1
    assert text.count("（同证据1-1第3条）") == 1
    assert "与证据1-2有2条重复消息，前后衔接已证实" in text
    assert "与证据1-1有2条重复消息，前后衔接已证实" in text
    assert "与前一张（证据1-2）没有重复消息，无法确认连续" in text
    assert "2条与证据1-1重复，只在该处计数" in text
    material = gather(case, ExportOptions())
    abusive = [
        view
        for exhibit in material.exhibits
        for view in exhibit.messages
        if Scenario.ABUSE in {decision.scenario for decision in view.counted()}
    ]
    assert [view.id for view in abusive] == [first[2].id]
