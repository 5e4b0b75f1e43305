"""Every error code has its sentence, and every language says everything."""

import ast
import string

import pytest

from desktop_app.foundation import paths
from desktop_app.foundation.texts import LANGUAGES, Texts, catalogue

ERRORS = {
    "JuzhengError",
    "UsageError",
    "InputRefused",
    "EnvironmentMissing",
    "IntegrityBroken",
}
ROOT = paths.resources_root().parent / "desktop_app"


def _raised_codes():
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ERRORS
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield node.args[0].value, file.relative_to(ROOT).as_posix()


def _placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_codes_are_found():
    assert len(set(_raised_codes())) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_raised_code_has_a_sentence(language):
    texts = catalogue(language)
    codes = {code for code, _ in _raised_codes()} | {
        "job.failed",
        "job.crashed",
        "job.timed_out",
        "file.too_large_for_memory",
        "cancelled",
        "unknown",
    }
    missing = sorted(code for code in codes if f"errors.{code}" not in texts)
    assert missing == []


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "zh-CN"])
def test_languages_have_the_same_keys_and_placeholders(language):
    chinese, other = catalogue("zh-CN"), catalogue(language)
    assert sorted(chinese.keys() ^ other.keys()) == []
    differing = [k for k in chinese if _placeholders(chinese[k]) != _placeholders(other[k])]
    assert differing == []


def test_unknown_keys_are_visible_and_never_fatal():
    texts = Texts("en")
    assert texts("gui.no_such_key") == "gui.no_such_key"
    assert "no.such.code" in texts.error("no.such.code")
    assert texts.error("file.too_large", limit_mb=5) != texts.error("file.too_large", limit_mb=6)
