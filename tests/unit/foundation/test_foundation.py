"""Settings, paths, clock, progress and errors."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from desktop_app.foundation import clock, logs, paths, settings
from desktop_app.foundation.errors import (
    Cancelled,
    EnvironmentMissing,
    ExitCode,
    InputRefused,
    IntegrityBroken,
    JuzhengError,
    UsageError,
)
from desktop_app.foundation.progress import CancelToken, NoProgress, Progress


def test_settings_survive_a_round_trip(tmp_path):
    file = tmp_path / "设置 夹" / "settings.json"
    settings.save(settings.Settings(language="en", recent_cases=["案件"]), file)

    assert settings.load(file) == settings.Settings(language="en", recent_cases=["案件"])
    assert [entry.name for entry in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"language":"klingon"}', b"\xff\xfe"])
def test_a_broken_settings_file_gives_the_defaults(tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_bytes(content)

    assert settings.load(file) == settings.Settings()


def test_settings_of_a_newer_program_are_read(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"language":"zh-TW","invented_later":1}', encoding="utf-8")

    assert settings.load(file).language == "zh-TW"


def test_a_failed_save_leaves_the_old_settings(tmp_path, monkeypatch):
    file = tmp_path / "settings.json"
    settings.save(settings.Settings(language="en"), file)

    def full(self, target):
        raise OSError("disk full")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="disk full"):
        settings.save(settings.Settings(language="zh-TW"), file)

    assert settings.load(file).language == "en"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_resources_are_where_the_program_is():
    assert paths.resource("tessdata", "chi_sim.traineddata").is_file()


def test_a_frozen_build_has_its_own_resources(tmp_path, monkeypatch):
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)

    assert paths.resource("fonts") == tmp_path / "resources" / "fonts"


def test_nothing_is_kept_outside_the_home_of_the_tests(home):
    for place in (paths.settings_file(), paths.logs_dir(), paths.cases_dir()):
        assert place.is_relative_to(home)


def test_the_log_file_holds_what_was_logged():
    root = logging.getLogger()
    before = list(root.handlers)
    logs.set_up_file_log()
    added = [handler for handler in root.handlers if handler not in before]
    try:
        logging.getLogger("desktop_app.test").warning("evidence %d refused", 7)
    finally:
        for handler in added:
            root.removeHandler(handler)
            handler.close()

    assert "evidence 7 refused" in (paths.logs_dir() / "juzheng.log").read_text(encoding="utf-8")


def test_a_log_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr(paths, "logs_dir", lambda: blocked / "logs")
    before = list(logging.getLogger().handlers)
    logs.set_up_file_log()

    assert logging.getLogger().handlers == before


def test_the_clocks_tell_aware_times():
    instant = datetime(2022, 6, 18, 15, 47, tzinfo=UTC)

    assert clock.FixedClock(instant).now() == instant
    assert clock.SystemClock().now().tzinfo is UTC


def test_a_cancelled_token_stops_the_work():
    token = CancelToken()
    token.check()
    NoProgress().report(Progress(0, 1, "reading"))
    token.cancel()

    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (UsageError, ExitCode.USAGE),
        (InputRefused, ExitCode.REFUSED),
        (EnvironmentMissing, ExitCode.ENVIRONMENT),
        (IntegrityBroken, ExitCode.INTEGRITY),
        (JuzhengError, ExitCode.BUG),
    ],
)
def test_each_kind_of_error_has_its_exit_code(kind, code):
    problem = kind("some.code", size=3)

    assert problem.exit_code is code
    assert (problem.code, problem.params) == ("some.code", {"size": 3})
