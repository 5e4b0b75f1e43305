"""The smoke test tells a whole program from a broken one."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def smoke_test():
    spec = importlib.util.spec_from_file_location(
        "juzheng_smoke", ROOT / "packaging" / "smoke_test.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def program(report: str, code: int) -> list[str]:
    return [sys.executable, "-c", f"import sys; print({report!r}); sys.exit({code})"]


def report(*, passed: bool) -> str:
    return json.dumps({"checks": [{"name": "export", "passed": passed, "detail": "x"}]})


def test_a_whole_program_passes(smoke_test):
    assert smoke_test.smoke(program(report(passed=True), 0)) == []


def test_a_failed_check_is_named(smoke_test):
    assert smoke_test.smoke(program(report(passed=False), 4)) == ["export: x"]


@pytest.mark.parametrize(("said", "code"), [("", 70), ("[]", 0), ("null", 1), ("Traceback", 1)])
def test_a_program_without_a_report_fails(smoke_test, said, code):
    assert f"exit code {code}" in smoke_test.smoke(program(said, code))[0]


def test_a_wrong_exit_code_fails(smoke_test):
    assert smoke_test.smoke(program(report(passed=True), 1)) == ["exit code 1"]


def test_the_source_is_tried_without_a_program(smoke_test, tmp_path):
    assert smoke_test.command_of([])[0] == sys.executable
    assert smoke_test.command_of([str(tmp_path / "juzheng-cli")])[0].endswith("juzheng-cli")
