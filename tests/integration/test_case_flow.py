"""The main way on real files: take in, read, correct, decide, undo, close, open, verify."""

import hashlib
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.casefile import originals
from desktop_app.domain.case import CaseDetails, EvidenceState
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind, LineStatus
from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.timeline import TimelineQuery
from desktop_app.domain.transcript import Direction, Speaker
from desktop_app.foundation.clock import FixedClock
from desktop_app.foundation.errors import JuzhengError
from tests.helpers.screens import chat_png

CLOCK = FixedClock(datetime(2022, 6, 25, 1, 0, tzinfo=UTC))
TABLE = (
    "序号,通话起始时间,通话时长,呼叫类型,对方号码,通话地点\n"
    "1,2022-06-19 02:13:05,47秒,被叫,05710000001,杭州\n"
    "2,2022-06-18 15:02:11,1分4秒,主叫,05710000001,杭州\n"
)


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "截图"
    folder.mkdir()
    chat_png(
        folder / "Screenshot_20220618_234712.png",
        [
            ("other", "你这个傻逼不删差评你等着"),
            ("self", "请不要再联系我"),
            ("other", "亲，您的快递已经发出"),
        ],
    )
    (folder / "详单.csv").write_bytes(TABLE.encode("gb18030"))
    (folder / "空.png").write_bytes(b"")
    (folder / "坏.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    return folder


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A case that was read once; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("源") / "截图"
    folder.mkdir()
    chat_png(
        folder / "Screenshot_20220618_234712.png",
        [
            ("other", "你这个傻逼不删差评你等着"),
            ("self", "请不要再联系我"),
            ("other", "亲，您的快递已经发出"),
        ],
    )
    (folder / "详单.csv").write_bytes(TABLE.encode("gb18030"))
    (folder / "空.png").write_bytes(b"")
    (folder / "坏.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    (folder / "同一张.png").write_bytes((folder / "Screenshot_20220618_234712.png").read_bytes())
    path = tmp_path_factory.mktemp("案") / "我的案件.juzheng"
    with OpenCase.create(path, CaseDetails("悦享家居"), clock=CLOCK) as case:
        case.intake.add([folder])
        assert case.intake.wait(120)
        status = case.intake.status()
    return path, status, folder


@pytest.fixture
def case(finished, tmp_path):
    copy = tmp_path / "副本.juzheng"
    shutil.copytree(finished[0], copy)
    with OpenCase.open(copy, clock=CLOCK) as opened:
        yield opened


def _chat(case):
    (piece,) = [p for p in case.evidence() if p.kind is EvidenceKind.CHAT]
    return piece


def test_everything_dropped_is_accounted_for(finished, case):
    _, status, folder = finished
    pieces = {piece.name: piece for piece in case.evidence()}
    assert len(pieces) == 4
    assert [name for name, _ in status.duplicates] in (
        ["同一张.png"],
        ["Screenshot_20220618_234712.png"],
    )
    assert dict(status.refused).keys() == {"空.png", "坏.png"}
    assert pieces["空.png"].state is EvidenceState.REFUSED
    assert pieces["空.png"].problem == "file.empty"
    assert pieces["坏.png"].problem == "picture.broken"
    for piece in pieces.values():
        stored = originals.path_of(case.folder, piece.sha256).read_bytes()
        assert hashlib.sha256(stored).hexdigest() == piece.sha256
        assert stored in [f.read_bytes() for f in folder.iterdir()]
    assert status.done == status.total == 5


def test_messages_calls_numbers_and_order(case):
    chat = _chat(case)
    assert chat.number == "1-1"
    assert case.tiles(chat.id)
    assert case.thumbnail(chat.id)
    spoken = [v for v in case.messages(chat.id) if v.message.speaker is not Speaker.SYSTEM]
    assert [v.message.speaker for v in spoken] == [Speaker.OTHER, Speaker.SELF, Speaker.OTHER]
    assert spoken[0].message.text == "你这个傻逼不删差评你等着"
    assert spoken[1].refusal
    scenarios = {s.suggestion.scenario for s in spoken[0].suggestions}
    assert {Scenario.ABUSE, Scenario.THREAT} <= scenarios
    for view in spoken[0].suggestions:
        for (start, end), words in zip(view.suggestion.spans, view.suggestion.words, strict=True):
            assert spoken[0].message.text[start:end] == words
            assert spoken[0].message.boxes_of(start, end)
    assert spoken[1].suggestions == ()
    (table,) = [p for p in case.evidence() if p.kind is EvidenceKind.CALL_TABLE]
    assert table.number == "2-1"
    calls = case.calls(table.id)
    assert [c.call.direction for c in calls] == [Direction.IN, Direction.OUT]
    keys = case.timeline(TimelineQuery(channel="call"))
    assert [key.id for key in keys] == [calls[1].id, calls[0].id]
    assert [k.id for k in case.search("傻 逼")] == [spoken[0].id]
    (refused,) = case.timeline(TimelineQuery(refusal_only=True))
    assert (refused.channel, refused.id) == ("message", spoken[1].id)
    assert refused.day == "2022-06-18", "without a time line the capture time orders"


def test_a_call_at_night_is_suggested_and_one_by_the_buyer_is_not(case):
    (table,) = [p for p in case.evidence() if p.kind is EvidenceKind.CALL_TABLE]
    night, own = case.calls(table.id)
    assert {s.suggestion.scenario for s in night.suggestions} == {Scenario.NUISANCE}
    assert own.suggestions == ()


def test_corrections_undo_and_redo(case):
    first = next(v for v in case.messages(_chat(case).id) if v.suggestions)
    before = case.message(first.id)
    changes = case.review.correct_text(first.id, "亲，您好").result()
    assert changes.messages == {first.id}
    corrected = case.message(first.id)
    assert corrected.message.text == "亲，您好"
    assert corrected.message.status is LineStatus.CORRECTED
    assert corrected.read_text == before.message.text
    assert not [s for s in corrected.suggestions if s.suggestion.scenario is Scenario.ABUSE]
    case.review.set_speaker([first.id], Speaker.SELF).result()
    moment = Moment(datetime(2022, 6, 18, 23, 50), Precision.MINUTE, MomentSource.PERSON)
    case.review.set_moment(first.id, moment).result()
    assert case.message(first.id).message.moment == moment
    assert set(case.message(first.id).corrected) == {"text", "speaker", "moment"}
    for _ in range(3):
        assert case.history.can_undo
        case.history.undo().result()
    assert case.message(first.id) == before or _same(case.message(first.id), before)
    for _ in range(3):
        case.history.redo().result()
    assert case.message(first.id).message.speaker is Speaker.SELF
    actions = [entry.action for entry in case.audit()]
    assert actions.count("undone") == 3
    assert actions.count("redone") == 3


def _same(one, other):
    """Equal but for the ids of suggestions, which may have been made anew."""

    def facts(view):
        return view.message, view.corrected, [s.suggestion for s in view.suggestions], view.added

    return facts(one) == facts(other)


def test_decisions_outlive_tagging_and_reading_again(case):
    chat = _chat(case)
    first = next(v for v in case.messages(chat.id) if v.suggestions)
    abuse = next(s for s in first.suggestions if s.suggestion.scenario is Scenario.ABUSE)
    threat = next(s for s in first.suggestions if s.suggestion.scenario is Scenario.THREAT)
    assert first.counted() == ()
    case.review.decide("message", first.id, abuse.id, Verdict.ACCEPTED).result()
    case.review.decide("message", first.id, threat.id, Verdict.REJECTED).result()
    case.review.add_tag("message", first.id, Scenario.NUISANCE, Severity.GENERAL).result()
    counted = [d.scenario for d in case.message(first.id).counted()]
    assert counted == [Scenario.ABUSE, Scenario.NUISANCE]
    case.intake.read_again([chat.id])
    assert case.intake.wait(60)
    again = case.message(first.id)
    assert [d.scenario for d in again.counted()] == counted
    assert len(case.messages(chat.id)) == len({v.id for v in case.messages(chat.id)})
    case.review.correct_text(first.id, "完全不同的话").result()
    kept = [d.scenario for d in case.message(first.id).counted()]
    assert sorted(kept) == sorted(counted)
    assert verify(case.folder).problems == ()


def test_withdrawing_keeps_the_original_and_renumbers(case):
    chat = _chat(case)
    case.review.withdraw([chat.id]).result()
    assert case.evidence_one(chat.id).withdrawn
    assert case.evidence_one(chat.id).number == ""
    assert case.original(chat.id).is_file()
    assert case.counts().messages == 0
    (table,) = [p for p in case.evidence() if p.kind is EvidenceKind.CALL_TABLE]
    assert table.number == "1-1"
    case.history.undo().result()
    assert case.evidence_one(chat.id).number == "1-1"


def test_the_lines_of_a_slip_are_no_contact(case):
    chat = _chat(case)
    assert case.patterns().incoming_messages == 2
    case.review.set_kind(chat.id, EvidenceKind.SLIP).result()
    assert case.patterns().incoming_messages == 0


def test_a_kind_said_by_a_person_stands(case):
    chat = _chat(case)
    case.review.set_kind(chat.id, EvidenceKind.SMS).result()
    piece = case.evidence_one(chat.id)
    assert piece.kind is EvidenceKind.SMS
    assert piece.kind_by_person
    case.intake.read_again([chat.id])
    assert case.intake.wait(60)
    assert case.evidence_one(chat.id).kind is EvidenceKind.SMS


def test_a_case_is_open_once_and_moves_with_its_folder(case, tmp_path):
    with pytest.raises(JuzhengError) as caught:
        OpenCase.open(case.folder)
    assert caught.value.code == "case.locked"
    case.close()
    moved = tmp_path / "别处"
    case.folder.rename(moved)
    with OpenCase.open(moved) as again:
        assert len(again.evidence()) == 4
        assert again.details().title == "悦享家居"
    assert str(tmp_path).encode() not in (moved / "case.sqlite").read_bytes()


def test_verify_names_what_was_altered(case):
    chat = _chat(case)
    message = case.messages(chat.id)[0]
    folder = case.folder
    case.close()
    assert verify(folder).problems == ()
    report = verify(folder)
    assert report.checked_files == 4
    assert report.checked_entries > 4

    stored = originals.path_of(folder, chat.sha256)
    stored.chmod(0o644)
    data = bytearray(stored.read_bytes())
    data[100] ^= 1
    stored.write_bytes(data)
    raw = sqlite3.connect(folder / "case.sqlite")
    raw.execute("UPDATE message SET body = replace(body, '傻', '好') WHERE id = ?", (message.id,))
    changed = raw.execute("SELECT changes()").fetchone()[0]
    raw.execute("UPDATE evidence SET name = 'x' WHERE id = ?", (chat.id,))
    raw.commit()
    raw.close()
    assert changed == 1
    problems = {(p.code, p.subject) for p in verify(folder).problems}
    assert ("original.changed", chat.sha256) in problems
    assert ("row.changed", f"evidence {chat.id}") in problems


def test_verify_sees_a_row_whose_own_hash_was_mended(case):
    folder = case.folder
    chat = _chat(case)
    case.close()
    raw = sqlite3.connect(folder / "case.sqlite")
    raw.row_factory = sqlite3.Row
    raw.execute("UPDATE evidence SET name = 'x' WHERE id = ?", (chat.id,))
    from desktop_app.casefile import seals

    seals.seal_rows(raw, "evidence", [chat.id])
    raw.commit()
    raw.close()
    problems = {(p.code, p.subject) for p in verify(folder).problems}
    assert problems == {("rows.changed", f"evidence:{chat.id}")}


def test_verify_sees_a_broken_log(case):
    folder = case.folder
    case.close()
    raw = sqlite3.connect(folder / "case.sqlite")
    raw.execute("DROP TRIGGER audit_stays")
    raw.execute("DELETE FROM audit WHERE id = 2")
    raw.commit()
    raw.close()
    assert ("log.broken", "2") in {(p.code, p.subject) for p in verify(folder).problems}
