"""The set-up script: what it needs, what it leaves, what it says when something is missing."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "bootstrap.py"


@pytest.fixture(scope="module")
def bootstrap():
    spec = importlib.util.spec_from_file_location("juzheng_bootstrap", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture
def project(tmp_path, bootstrap, monkeypatch):
    """A project in a folder as on a Chinese machine; installers only write down what they do."""
    root = tmp_path / "举证匣 项目"
    root.mkdir()
    (root / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    ran: list[list[str]] = []

    def run_logged(command, cwd=None):
        ran.append([str(word) for word in command])
        if command[1:3] == ["-m", "venv"]:
            python = bootstrap.Environment(root).python
            python.parent.mkdir(parents=True, exist_ok=True)
            python.symlink_to(sys.executable)
        return 0

    monkeypatch.setattr(bootstrap, "run_logged", run_logged)
    return bootstrap.Environment(root), ran


def installs(ran):
    return [command for command in ran if "install" in command and "-e" in command]


def test_second_run_installs_nothing(project):
    home, ran = project
    home.prepare([])
    first = len(ran)
    home.prepare([])

    assert len(installs(ran)) == 1
    assert len(ran) == first


def test_test_extras_are_installed_only_when_asked_for(project):
    home, ran = project
    home.prepare([])
    home.prepare(["dev"])
    home.prepare([])

    assert [command[-1] for command in installs(ran)] == [".", ".[dev]"]


def test_a_changed_project_file_is_installed_again(project):
    home, ran = project
    home.prepare([])
    (home.root / "pyproject.toml").write_text('[project]\nname = "y"\n', encoding="utf-8")
    home.prepare([])

    assert len(installs(ran)) == 2


def test_a_moved_project_is_installed_again(project, bootstrap):
    home, _ = project
    home.prepare([])
    moved = home.root.with_name("搬到 别处")
    home.root.rename(moved)

    assert not bootstrap.Environment(moved).ready([])


def test_an_interrupted_set_up_is_made_anew(project, bootstrap, monkeypatch):
    home, _ = project

    def interrupted(command, cwd=None):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "run_logged", interrupted)
        with pytest.raises(KeyboardInterrupt):
            home.prepare([])
    leftover = home.folder / "half-made"
    leftover.touch()
    home.prepare([])

    assert not leftover.exists()
    assert home.ready([])


def test_a_damaged_stamp_is_no_set_up(project):
    home, _ = project
    home.prepare([])
    for damaged in ("", "[]", "null", "{}", json.dumps({"extras": []})):
        home.stamp.write_text(damaged, encoding="utf-8")
        assert not home.ready([])


def test_packages_that_cannot_be_fetched_end_in_one_calm_sentence(tmp_path):
    root = tmp_path / "没有 网络"
    (root / "packaging").mkdir(parents=True)
    shutil.copy(SCRIPT, root / "packaging")
    (root / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["no-such-build-system"]\n', encoding="utf-8"
    )
    environment = {**os.environ, "PIP_NO_INDEX": "1", "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PIP_FIND_LINKS", None)
    done = subprocess.run(
        [sys.executable, str(root / "packaging" / "bootstrap.py"), "setup"],
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = done.stderr.decode("utf-8")

    assert done.returncode == 4
    assert "check the network" in said
    assert "Traceback" not in said
    assert (root / ".venv" / ".juzheng-unfinished").exists()


@pytest.fixture
def bare(bootstrap, monkeypatch):
    """A bare Debian: no library there, and nothing may be installed."""
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap, "apt_install", lambda packages: False)
    monkeypatch.setattr(bootstrap, "missing", dict)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    return bootstrap


def test_only_what_the_loader_does_not_find_is_missing(bootstrap):
    libraries = {"libA.so.1": "liba", "libB.so.2": "libb"}

    assert bootstrap.missing(libraries, {"libA.so.1"}.__contains__) == {"libB.so.2": "libb"}


def test_the_loader_is_really_asked(bootstrap):
    assert not bootstrap.loadable("libthere-is-none.so.77")
    if sys.platform.startswith("linux"):
        assert bootstrap.loadable("libc.so.6")


def test_headless_runs_ask_for_no_window_libraries(bare):
    headless = set(bare.window_needs("test", {}))
    offscreen = set(bare.window_needs("app", {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}))

    assert headless == offscreen == set(bare.QT_LIBRARIES)
    assert "libxcb-cursor.so.0" in bare.window_needs("app", {})
    assert "libxcb-cursor.so.0" in bare.window_needs("demo", {"DISPLAY": ":0"})


def test_other_systems_bring_their_own_libraries(bare, monkeypatch):
    for platform in ("win32", "darwin"):
        monkeypatch.setattr(bare.sys, "platform", platform)
        assert bare.window_needs("app", {}) == {}


def test_without_rights_one_command_names_everything_once(bare):
    needs = {"libB.so.2": "libb", "libB2.so.2": "libb", "ensurepip": "python3.11-venv"}
    with pytest.raises(bare.CannotGoOn) as stop:
        bare.provide(needs, wanted_only=False)

    assert stop.value.code == 4
    assert str(stop.value).endswith("apt-get install -y libb python3.11-venv")


def test_what_is_only_wanted_stops_nothing(bare, capsys):
    bare.provide({"libA.so.1": "liba"}, wanted_only=True)

    assert "apt-get install -y liba" in capsys.readouterr().err


def test_systems_without_apt_are_told_the_libraries(bare, monkeypatch):
    monkeypatch.setattr(bare.shutil, "which", lambda name: None)
    with pytest.raises(bare.CannotGoOn, match=r"libA\.so\.1"):
        bare.provide({"libA.so.1": "liba"}, wanted_only=False)


def test_complete_machines_install_nothing(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap, "apt_install", lambda packages: pytest.fail("installed"))
    bootstrap.provide({}, wanted_only=False)


def test_everything_missing_is_asked_for_at_once(bare, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bare, "ROOT", tmp_path)
    monkeypatch.setattr(bare.importlib.util, "find_spec", lambda name: None)

    assert bare.main(["setup"]) == 4
    said = capsys.readouterr().err
    assert "libegl1" in said
    assert "-venv" in said


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "CI": "true"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("darwin", {"CI": "true"}, False),
    ],
)
def test_a_window_is_opened_only_where_a_person_sits(
    bootstrap, monkeypatch, platform, environment, expected
):
    monkeypatch.setattr(bootstrap.sys, "platform", platform)

    assert bootstrap.has_display(environment) is expected


def test_old_python_is_refused_with_a_sentence(bootstrap):
    with pytest.raises(bootstrap.CannotGoOn, match=r"3\.11") as stop:
        bootstrap.check_python((3, 10))
    bootstrap.check_python((3, 11))

    assert stop.value.code == 4


def test_windows_keeps_its_interpreter_elsewhere(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "platform", "win32")

    assert bootstrap.Environment(ROOT).python == ROOT / ".venv" / "Scripts" / "python.exe"


def test_a_failed_check_fails_the_test_command(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap, "_passes", lambda name, *rest: name != "pyright")
    commands: list[list[str]] = []

    def run(python, arguments, environment):
        commands.append(list(arguments))
        assert environment["QT_QPA_PLATFORM"] == "offscreen"
        return 0

    monkeypatch.setattr(bootstrap, "run", run)

    assert bootstrap.do_test(bootstrap.Environment(ROOT), [], {}) == 1
    assert commands == [["-m", "pytest", "-n", "2"]]


def test_failing_tests_fail_the_test_command(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap, "_passes", lambda *rest: True)
    monkeypatch.setattr(bootstrap, "run", lambda *rest: 3)

    assert bootstrap.do_test(bootstrap.Environment(ROOT), [], {}) == 3


def test_the_check_of_a_submission_runs_the_test_command():
    assert "packaging/bootstrap.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_wrong_use_is_told_apart(bootstrap, capsys):
    with pytest.raises(SystemExit) as stop:
        bootstrap.main(["fly"])

    assert stop.value.code == 2
    assert "setup" in capsys.readouterr().err
