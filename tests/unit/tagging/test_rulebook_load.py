"""The rulebook loads, keeps its own examples, and refuses every mistake with a place."""

from __future__ import annotations

import re

import pytest

from desktop_app.domain.tags import Scenario, Severity
from desktop_app.foundation import paths
from desktop_app.foundation.errors import InputRefused
from desktop_app.foundation.texts import LANGUAGES, Texts
from desktop_app.tagging.examples import failed_examples
from desktop_app.tagging.rulebook import DEFAULT_RULEBOOK, load

DATA = paths.resource("rulebooks", DEFAULT_RULEBOOK).read_bytes()
TEXT = DATA.decode("utf-8")


@pytest.fixture(scope="module")
def rulebook():
    return load(DATA)


def test_own_examples_hold(rulebook):
    assert failed_examples(rulebook) == ()


def test_there_are_enough_examples(rulebook):
    assert all(rule.matches and rule.clean for rule in rulebook.rules)
    assert sum(len(rule.matches) for rule in rulebook.rules) >= 150
    assert len({one for rule in rulebook.rules for one in rule.clean}) >= 150


def test_a_broken_example_is_reported(rulebook):
    text = TEXT.replace('"你就是个傻逼"', '"今天天气很好"', 1)
    text = text.replace('"这款傻瓜相机操作简单"', '"你个傻逼"', 1)
    failures = failed_examples(load(text.encode()))
    found = {(one.rule, one.example, one.wanted) for one in failures}
    assert found == {
        ("abuse.slur", "今天天气很好", "match"),
        ("abuse.slur", "你个傻逼", "clean"),
    }


def test_the_rule_as_data(rulebook):
    assert rulebook.edition == "tmall-global/2022-06-14"
    assert {one.id for one in rulebook.scenarios} == set(Scenario)
    severe = {one.id: one for one in rulebook.severities}
    assert severe[Severity.GENERAL].penalty_yuan == 1000
    assert severe[Severity.SERIOUS].supervision_days == 3
    assert all(not one.checked for one in rulebook.legal)
    by_id = {one.id: one for one in rulebook.legal}
    assert by_id["public-security-42"].acts_until == by_id["public-security-50"].acts_from


def swapped(old: str, new: str) -> bytes:
    assert TEXT.count(old) >= 1
    return TEXT.replace(old, new, 1).encode()


def line_of(data: bytes, words: str) -> int:
    return next(n for n, row in enumerate(data.decode().splitlines(), 1) if words in row)


@pytest.mark.parametrize(
    ("data", "code", "params", "at"),
    [
        (b"\xff\xfe", "rulebook.not_utf8", {}, None),
        (b"format = ", "rulebook.syntax", {"line": 1}, None),
        (b"x" * 1_000_001, "rulebook.too_large", {}, None),
        (
            swapped("through = true", "throug = true"),
            "rulebook.unknown_key",
            {"rule": "abuse.slur", "key": "throug"},
            "throug = true",
        ),
        (
            swapped(
                'id = "abuse.slur"\nscenario = "abuse"', 'id = "abuse.slur"\nscenario = "abus"'
            ),
            "rulebook.wrong_value",
            {"rule": "abuse.slur", "place": "rules[0].scenario"},
            '"abus"',
        ),
        (
            swapped('id = "abuse.swear"', 'id = "abuse.slur"'),
            "rulebook.duplicate",
            {"rule": "abuse.slur"},
            None,
        ),
        (
            swapped('id = "threat"\nname', 'id = "abuse"\nname'),
            "rulebook.incomplete",
            {"place": "scenarios"},
            None,
        ),
        (swapped('"(弱鸡|', '"((弱鸡|'), "rulebook.pattern_bracket", {"rule": "abuse.slur"}, None),
        (
            swapped('"(弱鸡|', '"<没有>(弱鸡|'),
            "rulebook.pattern_bracket",
            {"rule": "abuse.slur"},
            None,
        ),
        (
            swapped('"(弱鸡|', '"<nothing>(弱鸡|'),
            "rulebook.pattern_list",
            {"rule": "abuse.slur", "position": 1},
            None,
        ),
        (
            swapped('"(弱鸡|', '"甲{0,99}乙", "(弱鸡|'),
            "rulebook.pattern_gap",
            {"position": 2},
            None,
        ),
        (swapped('"(弱鸡|', '"甲{0,9}", "(弱鸡|'), "rulebook.pattern_gap_edge", {}, None),
        (
            swapped('"(弱鸡|', '"甲{0,30}乙{0,30}丙{0,30}丁", "(弱鸡|'),
            "rulebook.pattern_gap_sum",
            {},
            None,
        ),
        (swapped('"(弱鸡|', '"(甲)[0,9]乙", "(弱鸡|'), "rulebook.pattern_times", {}, None),
        (swapped('"(弱鸡|', '"甲?", "(弱鸡|'), "rulebook.pattern_empty", {}, None),
        (
            swapped("frequent_calls = 3", "frequent_calls = 0"),
            "rulebook.wrong_value",
            {"place": "limits.frequent_calls"},
            "frequent_calls",
        ),
        (
            swapped('reason = "{words}为侮辱性词语', 'reason = "为侮辱性词语'),
            "rulebook.reason",
            {"rule": "abuse.slur"},
            'reason = "为侮辱性词语',
        ),
    ],
)
def test_each_mistake_has_a_code_and_a_place(data, code, params, at):
    with pytest.raises(InputRefused) as caught:
        load(data)
    error = caught.value
    assert error.code == code
    assert params.items() <= error.params.items()
    if at is not None:
        assert error.params["line"] == line_of(data, at)
    for language in LANGUAGES:
        sentence = Texts(language).error(code, **error.params)
        assert code not in sentence
        assert not re.search(r"\{(?!words)\w+\}", sentence)


def test_names_in_three_languages(rulebook):
    keys = [f"scenario.{one.value}" for one in Scenario]
    keys += [f"severity.{one.value}" for one in Severity]
    keys += [f"rule.{one.id}" for one in (*rulebook.rules, *rulebook.contact)]
    keys += [f"element.{one.id}" for one in rulebook.elements]
    keys += [f"evidence.{one.id}" for one in rulebook.evidence]
    for language in LANGUAGES:
        texts = Texts(language)
        for key in keys:
            assert f"tags.{key}" in texts._own, (language, key)
