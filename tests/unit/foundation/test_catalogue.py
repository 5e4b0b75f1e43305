"""The text catalogue: sentences filled in, gaps and unknown keys never fatal."""

from __future__ import annotations

from desktop_app.foundation.texts import Texts


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
