"""The commands as scripts see them: real processes, real files, JSON and exit codes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[3]
CHAT = ROOT / "resources" / "selftest" / "chat.png"
TABLE = "起始时间,通话时长,对方号码,呼叫类型\n2022-06-18 23:50:01,15秒,13800138000,被叫\n"


@dataclass(frozen=True)
class Done:
    code: int
    out: bytes
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def juzheng(*words: object, stdin: bytes = b"", **environment: str) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *(os.fspath(w) for w in words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        input=stdin,
        capture_output=True,
        timeout=240,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8"))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A picture, a GBK table and two files that can't be read."""
    folder = tmp_path_factory.mktemp("聊天 截图")
    shutil.copy(CHAT, folder / "聊天 1.png")
    (folder / "详单.csv").write_bytes(TABLE.encode("gbk"))
    (folder / "空.png").touch()
    (folder / "断.png").write_bytes(CHAT.read_bytes()[:4000])
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory, files):
    """A case made and filled by commands, with what they said."""
    case = tmp_path_factory.mktemp("案件 夹") / "我的 案件.juzheng"
    new = juzheng("new", case, "--title", "测试案件", "--shop", "某店", "--order", "123456")
    add = juzheng("add", case, files)
    return case, new, add


@pytest.fixture
def copied(made, tmp_path):
    """A copy of the case, to spoil."""
    target = tmp_path / "副本.juzheng"
    shutil.copytree(made[0], target)
    return target


def test_read_prints_one_object_in_the_order_given(files):
    names = ["空.png", "聊天 1.png", "没有.png", "详单.csv", "断.png"]
    done = juzheng("read", "--json", *(files / name for name in names))
    read = done.json["files"]

    assert done.code == 3
    assert [entry["path"] for entry in read] == [str(files / name) for name in names]
    assert [bool(entry["error"]) for entry in read] == [True, False, True, False, True]
    for entry in read:
        assert set(entry) == {
            *("path", "sha256", "kind", "seconds", "text", "messages", "calls", "error")
        }
        if entry["error"]:
            assert set(entry["error"]) == {"code", "message"}
            assert entry["error"]["message"] != entry["error"]["code"]


def test_read_says_who_said_what(files):
    done = juzheng("read", "--json", files / "聊天 1.png")
    entry = done.json["files"][0]
    said = [(m["speaker"], m["text"]) for m in entry["messages"] if m["speaker"] != "system"]

    assert done.code == 0
    assert entry["kind"] == "chat"
    assert len(entry["sha256"]) == 64
    assert [speaker for speaker, _ in said] == ["other", "self", "other"]
    assert "不得好死" in said[0][1]
    assert "不要再联系我" in said[1][1]
    assert not any("\n" in text for _, text in said)
    for message in entry["messages"]:
        assert set(message) == {
            *("speaker", "text", "box", "time", "time_precision"),
            *("confidence", "status", "alternatives"),
        }
        x, y, w, h = message["box"]
        assert 0 <= x < x + w <= 720
        assert 0 <= y < y + h <= 1555
    times = {m["time"] for m in entry["messages"] if m["speaker"] == "system"}
    assert "2022-06-18T23:47:00" in times


def test_read_turns_a_table_into_calls(files):
    calls = juzheng("read", "--json", files / "详单.csv").json["files"][0]["calls"]

    assert len(calls) == 1
    assert calls[0]["number"] == "13800138000"
    assert calls[0]["direction"] == "in"
    assert calls[0]["duration_s"] == 15
    assert calls[0]["start"] == "2022-06-18T23:50:01"
    assert "row" in calls[0]


@pytest.mark.parametrize("reader", ["tesseract", "second"])
def test_read_works_with_one_reader(files, reader):
    done = juzheng("read", "--json", "--reader", reader, files / "聊天 1.png")

    assert done.code == 0
    assert "联系我" in done.json["files"][0]["text"].replace("\n", "")


def test_tag_answers_each_line_in_order():
    lines = [
        {"speaker": "other", "text": "你这种人不得好死", "time": "2022-06-18T23:47"},
        {"speaker": "self", "text": "你这种人不得好死"},
        {"speaker": "other", "text": "亲，包裹已经发出，请注意查收。"},
    ]
    source = "\ufeff" + "\r\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    done = juzheng("tag", "--json", "-", stdin=source.encode(), PYTHONIOENCODING="ascii")
    answers = [json.loads(line) for line in done.out.splitlines()]

    assert done.code == 0
    assert len(answers) == 3
    assert {tag["scenario"] for tag in answers[0]["tags"]} >= {"abuse"}
    assert answers[1:] == [{"tags": []}, {"tags": []}]
    for tag in answers[0]["tags"]:
        assert set(tag) == {"scenario", "severity", "spans", "rule", "reason"}
        for start, end in tag["spans"]:
            assert 0 <= start < end <= len(lines[0]["text"])


def test_tag_goes_on_after_a_bad_line():
    done = juzheng(
        "tag", "--json", "-", stdin=b'nonsense\n{"speaker":"self","text":"x"}\n{"text":"x"}\n'
    )
    answers = [json.loads(line) for line in done.out.splitlines()]

    assert done.code == 3
    assert [list(answer) for answer in answers] == [["error"], ["tags"], ["error"]]
    assert answers[0]["error"]["code"] == "tag.bad_line"


def test_tag_of_nothing_is_nothing():
    done = juzheng("tag", "--json", "-")

    assert (done.code, done.out) == (0, b"")


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["read"],
        ["read", "--reader", "third", "x.png"],
        ["tag", "--json"],
        ["new", "x.juzheng"],
        ["export", "x.juzheng"],
        ["export", "x.juzheng", "--to", "x.pdf", "--recipient", "nobody"],
        ["bench", "weather"],
    ],
)
def test_wrong_use_is_code_2_with_one_sentence(words):
    done = juzheng(*words)

    assert done.code == 2
    assert done.out == b""
    assert "Traceback" not in done.err


def test_a_case_is_made_and_filled(made):
    _, new, add = made

    assert new.code == 0
    assert "JZ-" in new.err
    assert add.code == 3, "the two unreadable files are refused"
    assert "空.png" in add.err
    assert "断.png" in add.err
    assert (new.out, add.out) == (b"", b"")


def test_show_prints_the_whole_case(made):
    shown = juzheng("show", made[0], "--json").json
    names = {piece["name"]: piece for piece in shown["evidence"]}

    assert shown["case"]["title"] == "测试案件"
    assert shown["case"]["order_no"] == "123456"
    assert names["聊天 1.png"]["state"] == "ready"
    assert names["空.png"]["problem"]
    said = [m for m in shown["messages"] if m["speaker"] != "system"]
    assert shown["counts"]["messages"] == len(said) == 3
    assert len(shown["calls"]) == 1
    other = [m for m in shown["messages"] if m["speaker"] == "other"]
    scenarios = {tag["scenario"] for message in other for tag in message["suggestions"]}
    assert scenarios >= {"abuse", "threat"}
    assert not any(m["suggestions"] for m in shown["messages"] if m["speaker"] == "self")
    assert all(m["decisions"] == [] for m in shown["messages"]), "nobody decided anything"
    assert any(m["refusal"] for m in shown["messages"] if m["speaker"] == "self")


def test_show_for_a_person_names_every_exhibit(made):
    shown = juzheng("show", made[0])

    assert shown.code == 0
    assert "聊天 1.png" in shown.out.decode()
    assert "cli." not in shown.out.decode()


def test_a_case_is_not_made_twice(made):
    done = juzheng("new", made[0], "--title", "又一个")

    assert done.code == 3
    assert "Traceback" not in done.err


@pytest.mark.parametrize("words", [["show"], ["add", "x.png"], ["verify"]])
def test_what_is_no_case_is_refused(tmp_path, words):
    done = juzheng(words[0], tmp_path, *words[1:])

    assert done.code == 3
    assert done.out == b""


def test_export_writes_a_dossier(made, tmp_path):
    target = tmp_path / "卷 宗.pdf"
    done = juzheng("export", made[0], "--to", target, "--recipient", "police")

    assert done.code == 0, done.err
    with contextlib.closing(pypdfium2.PdfDocument(target)) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "不得好死" in re.sub(r"\s", "", text)
    assert str(target) in done.err


def test_an_export_that_cannot_be_written_is_told(made, tmp_path):
    (tmp_path / "file").touch()
    done = juzheng("export", made[0], "--to", tmp_path / "file" / "x.pdf")

    assert done.code in {3, 4}
    assert "Traceback" not in done.err


def test_a_package_can_be_checked_and_a_changed_one_is_found(made, tmp_path):
    target = tmp_path / "证据包.zip"
    assert juzheng("package", made[0], "--to", target).code == 0
    assert juzheng("verify", target).code == 0
    changed = tmp_path / "改过.zip"
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(changed, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, data[:-1] + b"?" if info.filename.endswith(".csv") else data)
    done = juzheng("verify", changed, "--json")

    assert done.code == 5
    assert [problem["code"] for problem in done.json["problems"]] == ["file.changed"]
    assert "详单.csv" in done.json["problems"][0]["subject"]


def test_verify_finds_nothing_in_an_untouched_case(made):
    done = juzheng("verify", made[0], "--json")

    assert done.code == 0
    assert done.json["intact"] is True
    assert done.json["problems"] == []
    assert done.json["checked"]["files"] >= 2
    assert done.json["checked"]["entries"] >= 2


def test_verify_names_a_changed_original(copied):
    original = next(file for file in (copied / "originals").glob("*/*") if file.stat().st_size)
    original.chmod(0o600)
    original.write_bytes(original.read_bytes()[:-1] + b"?")
    done = juzheng("verify", copied, "--json")

    assert done.code == 5
    assert {problem["code"] for problem in done.json["problems"]} == {"original.changed"}
    assert original.name in done.json["problems"][0]["subject"]
    assert original.name in done.err


def test_verify_names_a_changed_row(copied):
    with contextlib.closing(sqlite3.connect(copied / "case.sqlite")) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE message SET body = replace(body, '退款', '赔款')")
        connection.commit()
    done = juzheng("verify", copied, "--json")

    assert done.code == 5
    assert "row.changed" in {problem["code"] for problem in done.json["problems"]}


@pytest.mark.slow
def test_the_self_test_passes_and_prints_facts():
    done = juzheng("self-test", "--json")

    assert done.code == 0, done.err
    assert done.json["passed"] is True
    assert {check["name"] for check in done.json["checks"]} >= {
        *("tessdata", "models", "fonts", "engines"),
        *("import", "reading", "tagging", "export"),
    }


def test_english_is_spoken_where_it_is_wanted(tmp_path):
    done = juzheng("show", tmp_path, "--lang", "en")

    assert done.err.isascii()
