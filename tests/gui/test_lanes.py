"""Other threads reach the window's thread: joined, at most ten a second, once ended."""

from __future__ import annotations

import itertools
import logging
import threading
import time

from desktop_app.domain.case import ChangeSet
from desktop_app.foundation.errors import InputRefused
from desktop_app.foundation.progress import Progress
from desktop_app.gui import failures
from desktop_app.gui.bridge import Session, merged
from desktop_app.gui.lanes import Throttle
from tests.gui.fake_case import FakeCase


def _session(settings, tmp_path):
    return Session(FakeCase(tmp_path / "a.juzheng"), settings)


def test_throttle_joins_and_slows(_prepared, qtbot):
    throttle = Throttle(lambda older, newer: older + newer)
    got = []
    throttle.out.connect(lambda value: got.append((time.monotonic(), value)))

    def pour():
        for _ in range(300):
            throttle.take(1)
            time.sleep(0.001)

    thread = threading.Thread(target=pour)
    thread.start()
    qtbot.waitUntil(lambda: sum(value for _, value in got) == 300, timeout=5000)
    thread.join()
    times = [at for at, _ in got]
    assert len(got) < 30
    assert all(later - earlier > 0.08 for earlier, later in itertools.pairwise(times))


def test_merged_changes_keep_every_id():
    one = ChangeSet("a", evidence=frozenset({1}), messages=frozenset({7}))
    two = ChangeSet("b", evidence=frozenset({2}), structure=True)
    both = merged(one, two)
    assert both.evidence == {1, 2} and both.messages == {7} and both.structure
    assert both.action == "b"


def test_changes_arrive_in_the_window_thread(settings, qtbot, tmp_path):
    session = _session(settings, tmp_path)
    seen = []
    session.changed.connect(lambda changes: seen.append((threading.get_ident(), changes)))
    threading.Thread(
        target=lambda: session.case.tell(ChangeSet("text.corrected", evidence=frozenset({3})))
    ).start()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] == threading.get_ident()
    assert seen[0][1].evidence == {3}
    session.close()
    assert session.case.closed and not session.case.subscribers


def test_job_reports_and_ends_once(settings, qtbot, tmp_path):
    session = _session(settings, tmp_path)
    ends = []

    def work(sink, cancel):
        sink.report(Progress(1, 2, "composing"))
        time.sleep(0.2)
        cancel.check()
        return 42

    job = session.start(work)
    reports = []
    job.progressed.connect(reports.append)
    job.done.connect(ends.append)
    with qtbot.waitSignal(job.done):
        pass
    assert ends == [42] and reports[0].stage == "composing"

    job = session.start(work)
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        pass

    def refuse(sink, cancel):
        raise InputRefused("case.not_a_case")

    job = session.start(refuse)
    with qtbot.waitSignal(job.failed) as caught:
        pass
    assert caught.args[0] and "case.not_a_case" not in type(caught.args[0]).__name__
    session.close()


def test_unforeseen_errors_leave_no_text_in_the_log(settings, qtbot, tmp_path, caplog):
    session = _session(settings, tmp_path)

    def broken():
        raise ValueError("张三 13800001111 傻货")

    with caplog.at_level(logging.ERROR), qtbot.waitSignal(session.failed) as caught:
        session.ask(broken, lambda _: None, session)
    log = caplog.text
    assert "ValueError" in log and "test_lanes.py" in log
    assert "张三" not in log and "13800001111" not in log
    number = caught.args[0].rstrip("。").split()[-1]
    assert number in log
    session.close()


def test_answers_for_what_is_gone_are_dropped(settings, qtbot, tmp_path):
    from PySide6.QtWidgets import QLabel

    session = _session(settings, tmp_path)
    owner = QLabel()
    got = []
    gate = threading.Event()
    session.ask(lambda: gate.wait(2), got.append, owner)
    owner.deleteLater()
    qtbot.wait(50)
    gate.set()
    qtbot.wait(150)
    assert got == []
    session.close()


def test_hook_shows_a_calm_dialog(settings, qtbot, caplog, _prepared):
    from PySide6.QtWidgets import QApplication, QMessageBox

    with caplog.at_level(logging.ERROR):
        try:
            raise RuntimeError("secret words")
        except RuntimeError as error:
            failures._hook(RuntimeError, error, error.__traceback__)
    boxes = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox)]
    assert len(boxes) == 1 and "secret" not in boxes[0].informativeText()
    assert "secret" not in caplog.text
    boxes[0].close()
    qtbot.wait(10)
    assert not failures._shown


def test_a_list_recovers_from_a_failed_read(settings, qtbot, tmp_path):
    from desktop_app.gui.models.evidence_model import EvidenceModel

    session = _session(settings, tmp_path)
    session.case.add("1-1", "chat", "a.png", None)
    model = EvidenceModel(session)
    plain, session.case.evidence = session.case.evidence, lambda: 1 / 0
    with qtbot.waitSignal(session.failed):
        model.refresh(None)
    session.case.evidence = plain
    model.refresh(None)
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    session.close()
