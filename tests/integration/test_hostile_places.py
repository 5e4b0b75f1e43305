"""Odd names, loops, pipes, full and locked disks, moved folders: a code, and the rest goes on."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from desktop_app.app import sources
from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.casefile import database, originals
from desktop_app.domain.case import CaseDetails, EvidenceState
from desktop_app.foundation.errors import JuzhengError
from desktop_app.workers.pool import InlineWorkers
from tests.helpers import hostile

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="names and rights as on Linux")


def table(number: int) -> bytes:
    return (hostile.HEAD + f"2022-06-18 23:50:{number % 60:02},{number}秒,0571,被叫\n").encode()


@pytest.fixture
def case(tmp_path):
    made = OpenCase.create(tmp_path / "案.juzheng", CaseDetails("案"), make_pool=InlineWorkers)
    yield made
    made.close()
    if made.folder.is_dir():
        assert verify(made.folder).problems == ()


def take(case, *paths):
    case.intake.add(paths)
    assert case.intake.wait(60)
    return case.intake.status()


ODD_NAMES = [
    "换\n行.csv",
    "铃\a\x1b[31m红.csv",
    "翻\u202egnp.csv",
    "=cmd()|calc.csv",
    "'; DROP TABLE evidence;--.csv",
    "%s{0}{name}.csv",
    "名" * 83 + ".csv",
    " 空 格 .csv",
    "-rf.csv",
    "👩‍👧.csv",
    os.fsdecode(b"\xff\xfe\xcd\xa8\xbb\xb0.csv"),
]


@linux
def test_odd_names_are_taken_in_and_shown_safely(case, tmp_path):
    folder = tmp_path / "名字"
    folder.mkdir()
    for number, name in enumerate(ODD_NAMES):
        (folder / name).write_bytes(table(number))
    status = take(case, folder)
    assert status.refused == ()
    names = {piece.name for piece in case.evidence()}
    assert len(names) == len(ODD_NAMES)
    for name in names:
        name.encode()
        assert not any(ord(sign) < 32 or sign in "\u202e\x7f" for sign in name)
    assert {"=cmd()|calc.csv", "-rf.csv", "👩‍👧.csv"} <= names
    assert len(case.evidence()) == case.counts().calls == len(ODD_NAMES)


@linux
def test_odd_names_on_the_command_line(tmp_path):
    for number, name in enumerate(ODD_NAMES):
        (tmp_path / name).write_bytes(table(number))
    given = [os.fsencode(tmp_path / name) for name in ODD_NAMES]
    missing = os.fsencode(tmp_path / ("长" * 300))
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "read", "--json", *given, missing],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    files = json.loads(done.stdout)["files"]
    assert done.returncode == 3, done.stderr
    assert done.stderr == b""
    assert [os.fsencode(entry["path"]) for entry in files] == [*given, missing]
    assert [len(entry["calls"]) for entry in files] == [1] * len(ODD_NAMES) + [0]
    assert files[-1]["error"]["code"] == "file.unreadable"


@linux
def test_a_name_too_long_does_not_take_the_others_with_it(case, tmp_path):
    (tmp_path / "好.csv").write_bytes(table(1))
    status = take(case, tmp_path / ("长" * 300), tmp_path / "好.csv")
    assert [code for _, code in status.refused] == ["file.unreadable"]
    assert status.added == 1


@linux
def test_a_case_folder_whose_name_is_no_text_is_refused(tmp_path):
    for folder in (tmp_path / os.fsdecode(b"\xff.juzheng"),):
        with pytest.raises(JuzhengError) as caught:
            OpenCase.create(folder, CaseDetails("案"))
        assert caught.value.code == "case.cannot_write"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_loops_pipes_and_dead_links(case, tmp_path):
    folder = tmp_path / "圈"
    (folder / "里").mkdir(parents=True)
    (folder / "里" / "回").symlink_to(folder, target_is_directory=True)
    (folder / "自").symlink_to(folder / "自")
    (folder / "断").symlink_to(folder / "没有")
    (folder / "零").symlink_to("/dev/zero")
    os.mkfifo(folder / "管")
    (folder / "里" / "好.csv").write_bytes(table(1))
    (folder / "链.csv").symlink_to(folder / "里" / "好.csv")
    status = take(case, folder, folder / "里" / "回")
    assert dict(status.refused) == {
        "断": "file.not_found",
        "管": "file.not_a_file",
        "自": "file.unreadable",
        "零": "file.not_a_file",
    }
    assert status.added == 1
    assert status.done == status.total


def test_a_case_dropped_on_itself_adds_nothing(case, tmp_path):
    (tmp_path / "好.csv").write_bytes(table(1))
    take(case, tmp_path / "好.csv")
    status = take(case, case.folder)
    assert [code for _, code in status.refused] == ["file.not_a_file"]
    take(case, tmp_path)
    assert len(case.evidence()) == 1


def test_the_same_bytes_in_two_folders_are_one(case, tmp_path):
    for folder, name in (("甲", "一.csv"), ("乙", "二.csv"), ("丙/丁", "一.csv")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_bytes(table(1))
    status = take(case, tmp_path / "甲", tmp_path / "乙", tmp_path / "丙")
    assert len(case.evidence()) == status.added == 1
    assert [name for name, _ in status.duplicates] == ["二.csv", "一.csv"]
    again = take(case, tmp_path / "乙")
    assert again.duplicates == (("二.csv", "1-1"),)
    assert again.added == 0


def test_files_that_may_not_be_read_are_refused_and_the_rest_goes_on(case, tmp_path, monkeypatch):
    for number in range(3):
        (tmp_path / f"{number}.csv").write_bytes(table(number))
    opened = Path.open

    def guarded(self, *args, **kwargs):
        if self.name == "1.csv":
            raise PermissionError(errno.EACCES, "no")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", guarded)
    status = take(case, *(tmp_path / f"{number}.csv" for number in range(3)))
    assert status.refused == (("1.csv", "file.unreadable"),)
    assert status.added == 2


@pytest.mark.parametrize("change", ["grows", "shrinks", "vanishes", "is replaced"])
def test_a_file_that_changes_while_copied_is_kept_as_it_was_copied(
    case, tmp_path, monkeypatch, change
):
    file = tmp_path / "变.csv"
    line = b" " * 1_000 + b"\n"
    file.write_bytes(table(1) + line * 3_000)
    read, calls = originals._read, []

    def meanwhile(reader):
        calls.append(1)
        if len(calls) == 2:
            if change == "grows":
                with file.open("ab") as stream:
                    stream.write(line * 2_000)
            elif change == "shrinks":
                os.truncate(file, 1 << 20)
            elif change == "vanishes":
                file.unlink()
            else:
                other = tmp_path / "别.csv"
                other.write_bytes(table(9))
                other.replace(file)
        return read(reader)

    monkeypatch.setattr(originals, "_read", meanwhile)
    status = take(case, file)
    assert status.refused == ()
    (piece,) = case.evidence()
    stored = originals.path_of(case.folder, piece.sha256)
    assert stored.stat().st_size == piece.size
    assert originals.hash_of(stored) == piece.sha256
    assert piece.state is EvidenceState.READY


@pytest.mark.parametrize("at", ["open", "fsync", "replace"])
def test_a_full_disk_while_copying_is_said_and_leaves_no_half_file(case, tmp_path, monkeypatch, at):
    (tmp_path / "一.csv").write_bytes(table(1))

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        if at == "open":
            opened = Path.open
            patch.setattr(
                Path, "open", lambda p, mode="r", *a: full() if "x" in mode else opened(p, mode, *a)
            )
        elif at == "fsync":
            patch.setattr(originals.os, "fsync", full)
        else:
            patch.setattr(Path, "replace", full)
        status = take(case, tmp_path / "一.csv")
    assert status.refused == (("一.csv", "case.disk_full"),)
    assert case.evidence() == ()
    assert [p for p in (case.folder / "originals").rglob("*") if p.is_file()] == []
    assert take(case, tmp_path / "一.csv").added == 1


def test_a_full_disk_under_the_database_is_said_and_the_queue_stays(case, tmp_path):
    (tmp_path / "一.csv").write_bytes(table(1))
    lane = case._lane
    pages = lane.run(lambda c: c.execute("PRAGMA page_count").fetchone()[0]).result()
    lane._executor.submit(lane._connection.execute, f"PRAGMA max_page_count = {pages}").result()
    (tmp_path / "长.csv").write_bytes((hostile.HEAD + hostile.ROW * 3_000).encode())
    status = take(case, tmp_path / "长.csv")
    assert [code for _, code in status.refused] == ["case.disk_full"]
    lane._executor.submit(lane._connection.execute, "PRAGMA max_page_count = 100000").result()
    status = take(case, tmp_path / "一.csv")
    assert status.refused == ()
    assert case.counts().queued == 0
    assert {piece.state for piece in case.evidence()} == {EvidenceState.READY}
    assert len(case.evidence()) == 2


def test_a_case_folder_moved_while_open_is_not_made_anew(tmp_path):
    (tmp_path / "一.csv").write_bytes(table(1))
    folder, moved = tmp_path / "案.juzheng", tmp_path / "移.juzheng"
    case = OpenCase.create(folder, CaseDetails("案"), make_pool=InlineWorkers)
    try:
        try:
            folder.rename(moved)
        except OSError:
            pytest.skip("an open folder can't be moved here")
        status = take(case, tmp_path / "一.csv")
        assert status.refused == (("一.csv", "case.disk_full"),)
    finally:
        case.close()
    assert not folder.exists()
    assert verify(moved).problems == ()
    with OpenCase.open(moved, make_pool=InlineWorkers) as again:
        assert take(again, tmp_path / "一.csv").added == 1
    assert verify(moved).problems == ()


def test_two_processes_never_have_one_case_open(case, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "show", str(case.folder), "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert b"open in another window" in done.stderr
    verified = subprocess.run(
        [sys.executable, "-m", "desktop_app", "verify", str(case.folder)],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert verified.returncode == 0, "checking only reads, also beside an open window"


def test_a_clock_that_goes_backwards_keeps_the_log_whole(tmp_path):
    from datetime import UTC, datetime, timedelta

    class Backwards:
        def __init__(self):
            self.at = datetime(2022, 6, 25, tzinfo=UTC)

        def now(self):
            self.at -= timedelta(days=400)
            return self.at

    for number in range(3):
        (tmp_path / f"{number}.csv").write_bytes(table(number))
    folder = tmp_path / "案.juzheng"
    with OpenCase.create(
        folder, CaseDetails("案"), clock=Backwards(), make_pool=InlineWorkers
    ) as case:
        assert take(case, *(tmp_path / f"{n}.csv" for n in range(3))).added == 3
        entries = case.audit()
        assert [entry.id for entry in entries] == list(range(1, len(entries) + 1))
        assert entries[0].at > entries[-1].at
    assert verify(folder).problems == ()


@linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="steps down from root")
def test_a_case_that_can_only_be_read_is_checked_and_calmly_refused(case, tmp_path):
    (tmp_path / "一.csv").write_bytes(table(1))
    take(case, tmp_path / "一.csv")
    case.close()
    place = Path(tempfile.mkdtemp(prefix="只读"))
    folder = place / "案.juzheng"
    try:
        shutil.copytree(case.folder, folder)
        for item in (place, *place.rglob("*")):
            item.chmod(0o555 if item.is_dir() else 0o444)
        os.seteuid(65534)
        try:
            with pytest.raises(PermissionError):
                (folder / "x").write_bytes(b"")
            report = verify(folder)
            with pytest.raises(JuzhengError) as caught:
                OpenCase.open(folder)
        finally:
            os.seteuid(0)
        assert report.problems == ()
        assert report.checked_files == 1
        assert caught.value.code == "case.cannot_write"
    finally:
        shutil.rmtree(place)


def test_errors_of_the_database_have_their_own_codes():
    import sqlite3

    for number, code in (
        (sqlite3.SQLITE_FULL, "case.disk_full"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "case.cannot_write"),
        (sqlite3.SQLITE_BUSY, "case.locked"),
        (sqlite3.SQLITE_CORRUPT, "case.damaged"),
        (sqlite3.SQLITE_NOTADB, "case.damaged"),
    ):
        error = sqlite3.OperationalError("x")
        error.sqlite_errorcode = number
        assert database.known(error).code == code
        assert hostile.has_sentence(code)


def test_names_are_shown_without_signs_that_lie():
    assert sources.shown_name("照片\u202egnp.exe") == "照片\ufffdgnp.exe"
    assert sources.shown_name("a\r\nb\x00") == "a\ufffd\ufffdb\ufffd"
    assert sources.shown_name("微信图片 (1).png") == "微信图片 (1).png"


def test_reading_from_many_threads_while_files_come_in(case, tmp_path):
    for number in range(60):
        (tmp_path / f"{number}.csv").write_bytes(table(number))
    failures = []
    stop = threading.Event()

    def look():
        while not stop.is_set():
            try:
                assert len(case.evidence()) >= len(case.audit()) // 4
                case.counts()
                case.search("0571")
            except Exception as error:
                failures.append(error)
                return

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    status = take(case, *(tmp_path / f"{number}.csv" for number in range(60)))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert status.added == 60


def test_the_quick_count_of_bursts_is_that_of_trying_every_window():
    import random
    from datetime import datetime, timedelta

    from desktop_app.app.rules import default_rules
    from desktop_app.domain.moment import Moment, MomentSource, Precision
    from desktop_app.domain.transcript import Direction
    from desktop_app.tagging import frequency
    from desktop_app.tagging.report import Contact

    limits = default_rules().rulebook.limits
    dice = random.Random(2)
    for size in (1, 2, 9, 60):
        minutes = sorted(dice.randrange(200) for _ in range(size))
        listed = [
            Contact(
                channel="call",
                id=number,
                direction=Direction.IN,
                moment=Moment(
                    datetime(2022, 6, 18) + timedelta(minutes=minute),
                    Precision.MINUTE,
                    MomentSource.TABLE,
                ),
                number="1",
                count=dice.choice((1, 1, 3)),
            )
            for number, minute in enumerate(minutes)
        ]
        expected = [0] * size
        for high in range(size):
            inside = [
                low
                for low in range(high + 1)
                if minutes[high] - minutes[low] <= limits.frequent_minutes
            ]
            total = sum(listed[low].count for low in inside)
            if total >= limits.frequent_calls and len(inside) > 1:
                for low in inside:
                    expected[low] = max(expected[low], total)
        assert frequency._peaks(listed, limits) == expected
