"""The recipe of the frozen build names what is there."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("group", "pattern"), [("tessdata", "*.traineddata"), ("models", "*.onnx"), ("fonts", "*.ttf")]
)
def test_manifests_name_every_bundled_reader_and_font(group, pattern):
    folder = ROOT / "resources" / group
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]

    assert {entry["file"] for entry in manifest} == {file.name for file in folder.glob(pattern)}
    for entry in manifest:
        data = (folder / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert entry["licence"] in {"Apache-2.0", "OFL-1.1"}
