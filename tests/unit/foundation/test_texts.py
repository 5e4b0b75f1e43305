"""The text catalogue: complete in every language, same placeholders, never fatal."""

from __future__ import annotations

import string
import tomllib

import pytest

from desktop_app.foundation import paths
from desktop_app.foundation.texts import LANGUAGES, Texts, catalogue


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_valid_and_every_text_is_said(language):
    files = sorted(paths.resource("i18n", language).glob("*.toml"))
    assert files
    for file in files:
        tomllib.loads(file.read_text(encoding="utf-8"))
    assert not [key for key, text in catalogue(language).items() if not text.strip()]


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "zh-CN"])
def test_languages_have_the_same_texts_and_placeholders(language):
    source, other = catalogue("zh-CN"), catalogue(language)

    assert source.keys() == other.keys()
    assert not [k for k in source if placeholders(source[k]) != placeholders(other[k])]


def test_placeholders_are_filled():
    assert Texts("en")("cli.demo.time", seconds="3.0") == "Time: 3.0 s"


def test_an_unknown_key_is_shown_not_raised():
    assert Texts("zh-CN")("cli.no.such.text") == "cli.no.such.text"


def test_an_unknown_error_still_has_a_sentence():
    assert "no.such.code" in Texts("zh-CN").error("no.such.code")


def test_a_missing_parameter_never_fails():
    assert "命令没看懂：…" in Texts("zh-CN").error("usage.arguments")


def test_an_unknown_language_speaks_simplified_chinese():
    assert Texts("tlh").language == "zh-CN"


def test_traditional_chinese_is_not_simplified():
    assert Texts("zh-TW")("cli.scenario.abuse") == "辱罵"
