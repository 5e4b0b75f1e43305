"""An invented case in memory that answers like ``OpenCase``: for looks and large numbers.

What the window does with the real core is tested in ``test_window_real.py``.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.app.rules import default_rules
from desktop_app.domain.case import (
    CallView,
    CaseCounts,
    CaseDetails,
    ChangeSet,
    Evidence,
    EvidenceState,
    MessageView,
    SuggestionView,
)
from desktop_app.domain.drawn import NOTHING_DRAWN
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind, LineStatus
from desktop_app.domain.tags import Decision, Scenario, Severity, Suggestion, Verdict
from desktop_app.domain.timeline import TimelineKey
from desktop_app.domain.transcript import CallRecord, Direction, Message, Speaker
from desktop_app.tagging.report import Contact

START = datetime(2022, 6, 17, 22, 47)


def _done(value):
    future = Future()
    future.set_result(value)
    return future


def draw_chat(file: Path, dark: bool, seed: int) -> None:
    """Draw something that looks like a chat, 400 px wide."""
    image = QImage(400, 700, QImage.Format.Format_RGB32)
    image.fill(QColor("#111111" if dark else "#EDEDED"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    y = 30
    for line in range(9):
        mine = (seed + line) % 3 == 2
        width = 130 + (seed * 37 + line * 53) % 140
        painter.setBrush(
            QColor("#3EB575" if dark else "#95EC69")
            if mine
            else QColor("#2C2C2C" if dark else "#FFFFFF")
        )
        painter.drawRoundedRect(QRectF(400 - 56 - width if mine else 56, y, width, 44), 6, 6)
        painter.setBrush(QColor("#6B90CC" if mine else "#CC906B"))
        painter.drawRoundedRect(QRectF(352 if mine else 10, y, 38, 38), 5, 5)
        y += 66
    painter.end()
    image.save(str(file))


class FakeIntake:
    def __init__(self, case):
        self.case = case
        self.callbacks = []
        self.taken = []
        self.calls = []
        self.now = SimpleNamespace(
            total=0,
            done=0,
            stage="idle",
            subject="",
            remaining_s=None,
            added=0,
            duplicates=(),
            refused=(),
        )

    def status(self):
        return self.now

    def on_status(self, callback):
        self.callbacks.append(callback)
        return lambda: self.callbacks.remove(callback)

    def say(self, **fields):
        self.now = SimpleNamespace(**{**vars(self.now), **fields})
        for callback in list(self.callbacks):
            callback(self.now)

    def add(self, paths):
        self.taken.extend(paths)

    def add_bytes(self, data, name):
        self.taken.append((name, data))

    def read_again(self, ids):
        self.calls.append(("again", tuple(ids)))

    def pause(self):
        self.calls.append("pause")

    def resume(self):
        self.calls.append("resume")

    def cancel(self):
        self.calls.append("cancel")


class FakeReview:
    def __init__(self, case):
        self.case = case

    def _edit(self, ids, action, **fields):
        before = {each: self.case.rows[each] for each in ids}
        self.case.history.done.append((action, before))
        for each in ids:
            self.case.rows[each] = replace(self.case.rows[each], **fields)
        return self.case.tell(ChangeSet(action, evidence=frozenset(ids), structure=True))

    def withdraw(self, ids):
        return self._edit(ids, "evidence.withdrawn", withdrawn=True, number="")

    def restore(self, ids):
        return self._edit(ids, "evidence.restored", withdrawn=False)

    def set_note(self, evidence_id, note):
        return self._edit([evidence_id], "note.changed", note=note)

    def set_kind(self, evidence_id, kind):
        return self._edit([evidence_id], "kind.corrected", kind=kind, kind_by_person=True)

    def change_details(self, details):
        self.case.info = details
        return self.case.tell(ChangeSet("details.changed", details=True))


class FakeHistory:
    def __init__(self, case):
        self.case = case
        self.done = []

    can_redo = False
    redo_action = ""

    @property
    def can_undo(self):
        return bool(self.done)

    @property
    def undo_action(self):
        return self.done[-1][0] if self.done else ""

    def undo(self):
        _, before = self.done.pop()
        self.case.rows.update(before)
        return self.case.tell(ChangeSet("undone", evidence=frozenset(before), structure=True))


class FakeCase:
    def __init__(self, folder: Path, count: int = 0) -> None:
        self.folder = folder
        self.case_id = "JZ-20220624-7F3A"
        self.rules = default_rules()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.sqlite").touch()
        self.info = CaseDetails(
            title="悦享家居售后骚扰",
            shop="悦享家居海外旗舰店",
            platform="天猫国际",
            order_no="2871 3345 0021 4410",
        )
        self.rows: dict[int, Evidence] = {}
        self.said: dict[int, tuple[MessageView, ...]] = {}
        self.called: dict[int, tuple[CallView, ...]] = {}
        self.subscribers = []
        self.intake = FakeIntake(self)
        self.review = FakeReview(self)
        self.history = FakeHistory(self)
        self.pictures = []
        self.gaps = []
        self.closed = False
        self.guard = threading.Lock()
        for dark in (False, True):
            for seed in range(2):
                file = folder / f"t{int(dark)}{seed}.png"
                draw_chat(file, dark, seed)
                self.pictures.append(file)
        for number in range(count):
            self.add(
                f"1-{number + 1}",
                EvidenceKind.CHAT,
                f"Screenshot_{number:05}.png",
                START + timedelta(minutes=3 * number),
            )

    def add(
        self,
        number,
        kind,
        name,
        when,
        *,
        state=EvidenceState.READY,
        problem="",
        withdrawn=False,
        title="悦享家居客服",
        size=412_000,
        messages=(),
        calls=(),
        precision=Precision.MINUTE,
        source=MomentSource.SCREEN_ABSOLUTE,
        anchor=None,
        note="",
        skipped=0,
    ):
        row_id = len(self.rows) + 1
        moment = None if when is None else Moment(when, precision, source, anchor=anchor)
        table = kind is EvidenceKind.CALL_TABLE
        self.rows[row_id] = Evidence(
            row_id,
            number,
            sha256(str(row_id).encode()).hexdigest(),
            name,
            size,
            "image/png",
            kind,
            False,
            95.0,
            state,
            problem,
            datetime.now(UTC),
            moment,
            None,
            0 if table else 1080,
            0 if table else 2340,
            "",
            title,
            note,
            skipped,
            withdrawn,
        )
        self.said[row_id] = tuple(
            replace(view, evidence_id=row_id, ordinal=place, id=row_id * 1000 + place)
            for place, view in enumerate(messages)
        )
        self.called[row_id] = tuple(
            replace(view, evidence_id=row_id, ordinal=place, id=row_id * 1000 + place)
            for place, view in enumerate(calls)
        )
        return row_id

    def tell(self, changes):
        for callback in list(self.subscribers):
            callback(changes)
        return _done(changes)

    def close(self):
        self.closed = True

    def details(self):
        return self.info

    def counts(self):
        views = [view for group in self.said.values() for view in group]
        calls = [view for group in self.called.values() for view in group]
        everything = [*views, *calls]
        states = [row.state for row in self.rows.values()]
        return CaseCounts(
            evidence=sum(not row.withdrawn for row in self.rows.values()),
            queued=states.count(EvidenceState.QUEUED),
            refused=states.count(EvidenceState.REFUSED),
            messages=len(views),
            doubtful=sum(view.message.status is LineStatus.DOUBTFUL for view in views),
            calls=len(calls),
            open_suggestions=sum(
                each.decision is None for view in everything for each in view.suggestions
            ),
            decided=sum(len(view.counted()) for view in everything),
        )

    def evidence(self):
        return tuple(sorted(self.rows.values(), key=lambda row: (row.withdrawn, row.id)))

    def evidence_one(self, evidence_id):
        return self.rows[evidence_id]

    def messages(self, evidence_id):
        return self.said.get(evidence_id, ())

    def calls(self, evidence_id):
        return self.called.get(evidence_id, ())

    def message(self, message_id):
        return self.said[message_id // 1000][message_id % 1000]

    def call(self, call_id):
        return self.called[call_id // 1000][call_id % 1000]

    def search(self, words):
        return tuple(
            TimelineKey("message", view.id, "2022-06-18")
            for group in self.said.values()
            for view in group
            if words in view.message.text
        )

    def messages_of(self, ids):
        return tuple(self.message(each) for each in ids)

    def calls_of(self, ids):
        return tuple(self.call(each) for each in ids)

    def doubts(self):
        return ()

    def skipped(self, evidence_id):
        return ()

    def drawn(self, evidence_id):
        return NOTHING_DRAWN

    def sides(self, evidence_id):
        return {}

    def tiles(self, evidence_id):
        picture = self.thumbnail(evidence_id)
        return () if picture is None else (picture,)

    def picture(self, evidence_id):
        return next(iter(self.tiles(evidence_id)), None)

    def timeline(self, query):
        keys = []
        for channel, groups in (("message", self.said), ("call", self.called)):
            if query.channel in ("", channel):
                keys += [
                    TimelineKey(channel, view.id, "2022-06-18")
                    for group in groups.values()
                    for view in group
                ]
        return tuple(keys)

    def patterns(self):
        contacts = [
            Contact(
                "message",
                view.id,
                speaker=view.message.speaker,
                moment=view.message.moment,
                text=view.message.text,
            )
            for group in self.said.values()
            for view in group
        ]
        contacts += [
            Contact(
                "call",
                view.id,
                direction=view.call.direction,
                moment=view.call.moment,
                number=view.call.number,
                missed=view.call.missed,
            )
            for group in self.called.values()
            for view in group
        ]
        return default_rules().patterns(contacts)

    def coverage(self):
        return tuple(self.gaps)

    def thumbnail(self, evidence_id):
        row = self.rows[evidence_id]
        if row.state is not EvidenceState.READY or row.kind is EvidenceKind.CALL_TABLE:
            return None
        return self.pictures[evidence_id % len(self.pictures)]

    def subscribe(self, callback):
        self.subscribers.append(callback)
        return lambda: self.subscribers.remove(callback)


def said(speaker, text, *tags, doubtful=False):
    """Return a message with tags given as (scenario, decided)."""
    views = []
    for number, (scenario, decided) in enumerate(tags):
        suggestion = Suggestion(
            scenario,
            Severity.GENERAL,
            f"{scenario}.1",
            "tmall/2022-06-14",
            ((0, 2),),
            (text[:2],),
            "命中规则。",
        )
        decision = Decision(Verdict.ACCEPTED, scenario, Severity.GENERAL) if decided else None
        views.append(SuggestionView(number + 1, suggestion, decision))
    status = LineStatus.DOUBTFUL if doubtful else LineStatus.AGREED
    message = Message(
        speaker,
        text,
        Box(60, 100, 300, 60),
        moment=Moment(START, Precision.MINUTE, MomentSource.SCREEN_ABSOLUTE),
        status=status,
    )
    return MessageView(0, 0, 0, message, text, suggestions=tuple(views))


def rich_case(folder: Path) -> FakeCase:
    """Return a case with every state a card can have."""
    case = FakeCase(folder)
    other, me = Speaker.OTHER, Speaker.SELF
    abuse, threat = Scenario.ABUSE, Scenario.THREAT
    nuisance, mailing = Scenario.NUISANCE, Scenario.MAILING
    chat = EvidenceKind.CHAT
    case.add(
        "1-1",
        chat,
        "Screenshot_20220617_224712.jpg",
        START,
        messages=(
            said(other, "亲，您为什么给差评？"),
            said(me, "发的货和图片完全不一样"),
            said(other, "你这个傻货，不删差评你等着瞧", (abuse, True), (threat, False)),
            said(other, "我知道你家住几栋几单元", (threat, True)),
            said(me, "请不要再联系我"),
        ),
        source=MomentSource.SCREEN_RELATIVE,
        anchor=MomentSource.FILE_NAME,
        note="本人手机，淘宝 App 内截屏",
    )
    case.add(
        "1-2",
        chat,
        "Screenshot_20220618_004233.jpg",
        START + timedelta(hours=2),
        messages=(
            said(other, "今晚十二点我再给你打", (nuisance, False)),
            said(other, "不改评价就别想睡", (nuisance, False)),
            said(other, "换号继续打", (nuisance, False), doubtful=True),
        ),
    )
    case.add(
        "1-3",
        chat,
        "微信图片_20220618235801.png",
        START + timedelta(hours=25),
        messages=(said(other, "你家地址我都有，小心点出门", (threat, True), doubtful=True),),
    )
    case.add(
        "1-4",
        chat,
        "IMG_0231.HEIC",
        START + timedelta(hours=33),
        title="",
        messages=(said(other, "亲，在的。"),),
    )
    record = CallRecord("0571-7222 0494", Direction.IN, True)
    calls = tuple(CallView(0, 0, 0, record) for _ in range(112))
    case.add(
        "2-1",
        EvidenceKind.CALL_TABLE,
        "语音详单_202206.xls",
        START,
        calls=calls,
        size=48_000,
        title="",
        skipped=2,
        source=MomentSource.TABLE,
    )
    tagged = SuggestionView(
        1,
        Suggestion(nuisance, Severity.GENERAL, "n.1", "t", ((0, 1),), ("夜间",), "夜间来电。"),
        None,
    )
    night = tuple(CallView(0, 0, 0, record, suggestions=(tagged,)) for _ in range(9))
    case.add(
        "2-2",
        EvidenceKind.CALL_LIST,
        "Screenshot_20220619_0903.png",
        START + timedelta(days=2),
        calls=night,
    )
    case.add(
        "3-1",
        EvidenceKind.SLIP,
        "IMG_0307.jpg",
        START + timedelta(days=3),
        precision=Precision.DAY,
        source=MomentSource.EXIF,
        messages=(said(other, "寿衣一套", (mailing, True)),),
    )
    case.add(
        "",
        chat,
        "broken_download.png",
        None,
        state=EvidenceState.REFUSED,
        problem="picture.broken",
        size=1200,
    )
    case.add("", chat, "Screenshot_20220621_201144.jpg", None, state=EvidenceState.READING)
    case.add("", chat, "Screenshot_20220621_201502.jpg", None, state=EvidenceState.QUEUED)
    case.add("", chat, "Screenshot_20220622_081502.jpg", START + timedelta(days=5), withdrawn=True)
    return case
