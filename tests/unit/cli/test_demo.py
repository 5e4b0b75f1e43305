"""The demonstration on the sample case: what it finds, says and leaves."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[3]


def demo(case: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop_app.cli.demo", str(case)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    case = tmp_path_factory.mktemp("演示 一下") / "示例案件.juzheng"
    return case, demo(case)


def number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    assert found, f"{pattern} not in {text}"
    return int(found[1])


@pytest.mark.slow
def test_the_demonstration_does_the_main_job(shown):
    case, done = shown
    assert done.returncode == 0, done.stderr

    assert number(r"证据 (\d+) 件", done.stdout) >= 10
    assert number(r"对方 (\d+)", done.stdout) >= 12
    assert number(r"买家 (\d+)", done.stdout) >= 5
    for scenario in ("辱骂", "威胁", "骚扰", "邮寄等"):
        assert number(rf"{scenario} (\d+)（", done.stdout) >= 3, scenario
    for kind in ("聊天截图", "短信截图", "通话详单", "通话列表截图", "快递单据", "电子邮件"):
        assert kind in done.stdout, kind
    assert number(r"拒绝再联系：(\d+)", done.stdout) >= 1
    assert number(r"通话 (\d+) 次", done.stdout) >= 5
    assert case.is_dir()


@pytest.mark.slow
def test_the_demonstration_says_what_it_decided_itself(shown):
    _, done = shown

    assert "真实案件里" in done.stdout


@pytest.mark.slow
def test_the_dossier_is_where_the_demonstration_says(shown):
    case, done = shown
    target = case.parent / "示例证据卷宗.pdf"

    assert str(target) in done.stdout
    with contextlib.closing(pypdfium2.PdfDocument(target)) as pdf:
        pages = len(pdf)
    assert f"（{pages} 页）" in done.stdout
    assert pages >= 10


@pytest.mark.slow
def test_a_case_that_is_open_elsewhere_is_left_alone(shown):
    from desktop_app.app.context import OpenCase

    case, _ = shown
    with OpenCase.open(case, resume=False) as held:
        done = demo(case)

        assert done.returncode == 3
        assert held.counts().evidence >= 10
    assert "Traceback" not in done.stderr
