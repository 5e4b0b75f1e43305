"""What the program ships with may be shipped with it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def licences():
    spec = importlib.util.spec_from_file_location(
        "juzheng_licences", ROOT / "packaging" / "licences.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_everything_shipped_is_fit(licences):
    entries = list(licences.shipped())
    names = {entry.name for entry in entries}

    assert {"pyside6-essentials", "pillow", "tesserocr", "reportlab", "onnxruntime"} <= names
    assert not {"pytest", "ruff", "juzheng"} & names
    assert [entry for entry in entries if not entry.fit] == []


@pytest.mark.parametrize(
    ("licence", "fit"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("BSD License", True),
        ("GPL-2.0-only", False),
        ("MIT AND Proprietary", False),
        ("CC-BY-NC-4.0", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_a_licence_is_judged_by_what_it_says(licences, licence, fit):
    assert licences.Entry("x", "1", licence).fit is fit


def test_the_report_names_packages_and_bundled_files(licences):
    text = licences.report([licences.Entry("somepackage", "1.2", "MIT")])

    assert "| somepackage | 1.2 | MIT |" in text
    assert "x265" in text
    assert "Noto Sans SC" in text
