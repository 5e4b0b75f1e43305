"""Loading a rulebook: from the bytes of its file to checked values, or a clear refusal."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator

import msgspec

from desktop_app.domain.tags import Scenario, Severity
from desktop_app.foundation.errors import InputRefused
from desktop_app.tagging.schema import Rulebook
from desktop_app.tagging.template import TemplateError, compile_template

DEFAULT_RULEBOOK = "tmall-global-2022-06-14.toml"
MAX_BYTES = 1_000_000

_PATH = re.compile(r" - at `(?:key in )?\$?([^`]*)`$")
_RULE_INDEX = re.compile(r"rules\[(\d+)\]")
_HEADER = re.compile(r"^\s*\[\[\s*rules\s*\]\]")
_SYNTAX_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_UNKNOWN_KEY = re.compile(r"unknown field `([^`]*)`")


def load(data: bytes) -> Rulebook:
    """Return the rulebook that the bytes of a TOML file hold.

    Raises:
        InputRefused: ``rulebook.too_large``, ``rulebook.not_utf8``, ``rulebook.syntax``
            (line, column), ``rulebook.unknown_key`` (key, place, line, rule),
            ``rulebook.wrong_value`` (place, line, rule, detail), ``rulebook.duplicate``
            (rule, line), ``rulebook.incomplete`` (place), ``rulebook.reason`` (rule, line),
            ``rulebook.pattern_…`` with a problem of ``TemplateError`` (rule, line, pattern,
            position).
    """
    if len(data) > MAX_BYTES:
        raise InputRefused("rulebook.too_large", limit=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused("rulebook.not_utf8", position=error.start) from error
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _SYNTAX_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        raise InputRefused("rulebook.syntax", line=line, column=column) from error
    try:
        rulebook = msgspec.convert(tables, Rulebook)
    except msgspec.ValidationError as error:
        raise _refusal(str(error), text, tables) from error
    _check(rulebook, text)
    return rulebook


def _rule_lines(text: str) -> list[int]:
    """Return the 1-based line of each ``[[rules]]`` header."""
    return [number for number, row in enumerate(text.splitlines(), 1) if _HEADER.match(row)]


def _line_of(text: str, index: int) -> int:
    lines = _rule_lines(text)
    return lines[index] if index < len(lines) else 0


def _refusal(message: str, text: str, tables: dict[str, object]) -> InputRefused:
    """Turn a schema error into a code with the rule and line where it is."""
    found = _PATH.search(message)
    place = found[1].lstrip(".") if found else ""
    detail = message[: found.start()] if found else message
    rule, line = "", 0
    indexed = _RULE_INDEX.match(place)
    if indexed is not None:
        index = int(indexed[1])
        line = _line_of(text, index)
        rule = str(index + 1)
        listed = tables.get("rules")
        if isinstance(listed, list) and isinstance(listed[index], dict):
            rule = str(listed[index].get("id", rule))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    unknown = _UNKNOWN_KEY.search(detail)
    if unknown is not None:
        key = unknown[1]
        line = _key_line(text, key, line)
        return InputRefused("rulebook.unknown_key", key=key, place=place, line=line, rule=rule)
    line = _key_line(text, re.sub(r"\[.*", "", place.rsplit(".", 1)[-1]), line)
    return InputRefused("rulebook.wrong_value", place=place, line=line, rule=rule, detail=detail)


def _key_line(text: str, key: str, start: int) -> int:
    """Return the line of the first ``key =`` or ``[key]`` after a line, else that line."""
    if not key:
        return start
    wanted = re.compile(rf"""^\s*(?:["']?{re.escape(key)}["']?\s*=|\[+\s*{re.escape(key)}\b)""")
    for number, row in enumerate(text.splitlines(), 1):
        if number > start > 0 and _HEADER.match(row):
            break
        if number >= start and wanted.match(row):
            return number
    return start


def _templates(rulebook: Rulebook) -> Iterator[tuple[str, int, Iterable[str]]]:
    """Yield every set of templates as (rule or part, rule index or -1, templates)."""
    for name in rulebook.lists:
        yield f"lists.{name}", -1, (f"<{name}>",)
    quoting = rulebook.quoting
    yield "quoting.marked_before", -1, quoting.marked_before
    yield "quoting.marked_after", -1, quoting.marked_after
    yield "quoting.own_before", -1, quoting.own_before
    yield "quoting.unmarked_before", -1, quoting.unmarked_before
    for part, phrases in (("refusal", rulebook.refusal), ("service", rulebook.service)):
        yield part, -1, (*phrases.patterns, *phrases.exceptions)
    for index, rule in enumerate(rulebook.rules):
        yield rule.id, index, (*rule.patterns, *rule.exceptions)


def _check(rulebook: Rulebook, text: str) -> None:
    """Refuse what the schema can't see: repeated ids, missing scenarios, bad templates."""
    seen: set[str] = set()
    for index, rule in enumerate(rulebook.rules):
        if rule.id in seen:
            raise InputRefused("rulebook.duplicate", rule=rule.id, line=_line_of(text, index))
        seen.add(rule.id)
        if "{words}" not in rule.reason:
            raise InputRefused(
                "rulebook.reason",
                rule=rule.id,
                line=_key_line(text, "reason", _line_of(text, index)),
            )
    for group in (rulebook.contact, rulebook.elements, rulebook.evidence, rulebook.legal):
        known: set[str] = set()
        for part in group:
            if part.id in known or part.id in seen:
                raise InputRefused("rulebook.duplicate", rule=part.id, line=0)
            known.add(part.id)
    if {one.id for one in rulebook.scenarios} != set(Scenario):
        raise InputRefused("rulebook.incomplete", place="scenarios")
    if {one.id for one in rulebook.severities} != set(Severity):
        raise InputRefused("rulebook.incomplete", place="severities")
    for name, index, templates in _templates(rulebook):
        for template in templates:
            try:
                compile_template(template, rulebook.lists)
            except TemplateError as error:
                raise InputRefused(
                    f"rulebook.pattern_{error.problem}",
                    rule=name,
                    line=_line_of(text, index) if index >= 0 else _key_line(text, name, 0),
                    pattern=template,
                    position=error.position + 1,
                ) from error
