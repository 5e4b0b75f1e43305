"""The recipe of the frozen build names what is there."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
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


def _imported() -> dict[str, str]:
    """Return every top-level module that any file of ours imports -> one such file."""
    found: dict[str, str] = {}
    for folder in ("desktop_app", "tests", "packaging", "resources"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                found.update(
                    (name.partition(".")[0], str(file.relative_to(ROOT))) for name in names
                )
    return found


def test_every_library_in_use_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    declared = {
        re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")
        for requirement in [*project["dependencies"], *(one for extra in extras for one in extra)]
    }
    owners = packages_distributions()
    ours = {
        file.stem for folder in ("tests", "packaging") for file in (ROOT / folder).rglob("*.py")
    }
    undeclared = {
        name: file
        for name, file in _imported().items()
        if name not in sys.stdlib_module_names
        and name not in {"desktop_app", "tests", "shiboken6", *ours}  # shiboken6 is PySide6
        and not {owner.lower().replace("_", "-") for owner in owners.get(name, [name])} & declared
    }

    assert undeclared == {}
