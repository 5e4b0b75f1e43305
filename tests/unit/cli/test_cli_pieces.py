"""Pieces of the command line that need no case: language, times, JSON shapes, exit codes."""

from __future__ import annotations

import argparse
import json
from datetime import datetime

import pytest

from desktop_app.cli import program
from desktop_app.cli.console import Console, language_of
from desktop_app.cli.shapes import call_shape, message_shape, tag_shape
from desktop_app.cli.tag import answer, parse_time
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.tags import Scenario, Severity, Suggestion
from desktop_app.domain.transcript import CallRecord, Direction, Message, Speaker
from desktop_app.foundation.errors import (
    Cancelled,
    EnvironmentMissing,
    InputRefused,
    IntegrityBroken,
    JuzhengError,
    UsageError,
)
from desktop_app.foundation.texts import Texts

MOMENT = Moment(datetime(2022, 6, 18, 23, 47), Precision.MINUTE, MomentSource.SCREEN_ABSOLUTE)


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "zh-CN"),
        ([], {"LANG": "C.UTF-8"}, "zh-CN"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ([], {"LANG": "zh_TW.UTF-8"}, "zh-TW"),
        ([], {"LANG": "zh_HK"}, "zh-TW"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-CN"),
        (["read", "--lang", "en", "x"], {"LANG": "zh_CN"}, "en"),
        (["--lang=zh-TW", "read"], {}, "zh-TW"),
        (["read", "--lang"], {}, "zh-CN"),
        (["read", "--lang", "tlh"], {}, "zh-CN"),
    ],
)
def test_the_language_is_chosen(words, environment, language):
    assert language_of(words, environment) == language


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2022-06-18T23:47:12", datetime(2022, 6, 18, 23, 47, 12), Precision.SECOND),
        ("2022-06-18 23:47", datetime(2022, 6, 18, 23, 47), Precision.MINUTE),
        ("2022-06-18T23", datetime(2022, 6, 18, 23), Precision.HOUR),
        ("2022-06-18", datetime(2022, 6, 18), Precision.DAY),
        ("2022-06-18T15:47:12Z", datetime(2022, 6, 18, 23, 47, 12), Precision.SECOND),
        ("2022-06-18T23:47+08:00", datetime(2022, 6, 18, 23, 47), Precision.MINUTE),
        ("2022-06-18T23:47:12.345", datetime(2022, 6, 18, 23, 47, 12), Precision.SECOND),
    ],
)
def test_times_keep_the_precision_they_are_written_with(text, value, precision):
    moment = parse_time(text)

    assert (moment.value, moment.precision) == (value, precision)


@pytest.mark.parametrize("text", ["", "昨天", "2022-13-40", "23:47", "0001-01-01T00:00+23:59"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(InputRefused, match=r"tag\.bad_time"):
        parse_time(text)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"[]",
        b"null",
        b'{"speaker":"other"}',
        b'{"text":"x"}',
        b'{"speaker":"seller","text":"x"}',
        b'{"speaker":"other","text":7}',
        b'{"speaker":"other","text":"\xff"}',
        b"[" * 100_000,
    ],
)
def test_a_line_of_another_shape_is_refused(raw):
    with pytest.raises(InputRefused, match=r"tag\.bad_line"):
        answer(raw)


def test_a_message_has_the_shape_of_the_contract():
    message = Message(
        Speaker.OTHER,
        "你好",
        Box(1, 2, 30, 40),
        moment=MOMENT,
        confidence=91.26,
        status=LineStatus.DOUBTFUL,
        alternatives=("你妤",),
    )

    assert message_shape(message) == {
        "speaker": "other",
        "text": "你好",
        "box": [1, 2, 30, 40],
        "time": "2022-06-18T23:47:00",
        "time_precision": "minute",
        "confidence": 91.3,
        "status": "doubtful",
        "alternatives": ["你妤"],
    }


def test_what_is_not_known_is_null():
    shape = message_shape(Message(Speaker.SELF, "x"))

    assert shape["time"] is None
    assert shape["time_precision"] is None
    assert shape["box"] is None


def test_a_call_has_a_box_or_a_row():
    table = call_shape(CallRecord("10086", Direction.IN, False, MOMENT, 61, row=4))
    picture = call_shape(CallRecord("", Direction.UNKNOWN, True, box=Box(0, 9, 5, 5)))

    assert table == {
        "number": "10086",
        "direction": "in",
        "missed": False,
        "start": "2022-06-18T23:47:00",
        "start_precision": "minute",
        "duration_s": 61,
        "row": 4,
    }
    assert picture["box"] == [0, 9, 5, 5]
    assert "row" not in picture
    assert picture["duration_s"] is None


def test_a_tag_has_the_shape_of_the_contract():
    suggestion = Suggestion(
        Scenario.THREAT, Severity.SERIOUS, "threat.home", "book/2022", ((0, 2),), ("你家",), "原因"
    )

    assert tag_shape(suggestion) == {
        "scenario": "threat",
        "severity": "serious",
        "spans": [[0, 2]],
        "rule": "threat.home",
        "reason": "原因",
    }


def test_json_is_one_line_of_utf8_even_for_broken_file_names(capfdbinary):
    Console(Texts()).json({"path": "图\udcff.png\n"})
    written = capfdbinary.readouterr().out

    assert written.count(b"\n") == 1
    assert "图".encode() in written
    assert json.loads(written) == {"path": "图\udcff.png\n"}


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (UsageError("usage.empty_title"), 2),
        (InputRefused("file.empty"), 3),
        (Cancelled(), 3),
        (JuzhengError("case.locked"), 3),
        (EnvironmentMissing("environment.no_bench"), 4),
        (PermissionError(13, "Permission denied"), 4),
        (IntegrityBroken("case.damaged"), 5),
        (JuzhengError("job.failed"), 70),
        (ZeroDivisionError("secret words of a case"), 70),
        (KeyboardInterrupt(), 3),
    ],
)
def test_every_end_has_its_exit_code_and_one_sentence(monkeypatch, capsys, problem, code):
    def end(arguments: argparse.Namespace, console: Console):
        raise problem

    monkeypatch.setitem(program.COMMANDS, "show", program.Command(lambda *_: None, end))
    monkeypatch.setattr(program, "set_up_file_log", lambda: None)
    monkeypatch.setattr(program, "use_utf8", lambda: None)

    assert program.run(["show"]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert "secret" not in said.err


def test_a_bug_is_logged_without_the_words_of_its_message(monkeypatch, caplog, capsys):
    def end(arguments: argparse.Namespace, console: Console):
        raise ValueError("secret words of a case")

    monkeypatch.setitem(program.COMMANDS, "show", program.Command(lambda *_: None, end))
    monkeypatch.setattr(program, "set_up_file_log", lambda: None)
    monkeypatch.setattr(program, "use_utf8", lambda: None)
    program.run(["show"])

    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_every_command_has_its_help(language):
    text = program.make_parser(Texts(language)).format_help()

    assert all(name in text for name in program.COMMANDS)
    assert "cli." not in text
