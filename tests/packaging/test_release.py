"""The recipe of the frozen build names what is there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import desktop_app

ROOT = Path(__file__).resolve().parents[2]


def test_one_version_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]
    spec = (ROOT / "packaging" / "app.spec").read_text(encoding="utf-8")
    windows = (ROOT / "packaging" / "windows" / "version.txt").read_text(encoding="utf-8")

    assert desktop_app.__version__ == version
    assert f'VERSION = "{version}"' in spec
    assert f'"ProductVersion", "{version}"' in windows


def test_the_recipe_compiles():
    spec = ROOT / "packaging" / "app.spec"

    compile(spec.read_text(encoding="utf-8"), spec.name, "exec")


def test_recorded_checksums_cover_every_bundled_reader_and_font():
    recorded = tomllib.loads((ROOT / "resources" / "checksums.toml").read_text(encoding="utf-8"))
    for group, pattern in (("tessdata", "*.traineddata"), ("models", "*.onnx"), ("fonts", "*.ttf")):
        files = {file.name for file in (ROOT / "resources" / group).glob(pattern)}
        assert files
        assert set(recorded[group]) == files
