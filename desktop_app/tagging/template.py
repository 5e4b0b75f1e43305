r"""The pattern language of rulebooks: small, readable, and unable to run away.

A template is text as one would write it, with

* ``(甲|乙|)`` one of these, an empty branch for "or nothing";
* ``?`` after a character, group or list: it may be missing;
* ``[0,3]`` after a group or list: so many of them in a row, five at most;
* ``{0,6}`` at most six characters of any kind, within one sentence;
* ``<name>`` a word of the list of that name;
* ``<start>`` and ``<end>`` the border of a sentence, ``<stop>`` its end or a comma,
  ``<digit>`` one digit;
* ``*`` one masking sign (``傻*``): such a template sees masking signs, others look through.

Latin words and numbers stand alone: ``sb`` is not found in ``usb``. Gaps are bounded and
nothing repeats, so the time of a match is bounded by the length of the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from desktop_app.tagging.views import fold_template

MAX_GAP = 30
MAX_TIMES = 5
MAX_DEPTH = 8
MAX_EXPANSION = 20_000
MAX_GAP_WAYS = 3_000

_BUILT_IN = {
    "start": r"(?:(?<=[。,])|(?<![\s\S]))",
    "end": r"(?=[^\w。,*]{0,8}(?:。|\Z))",
    "stop": r"(?=[^\w。,*]{0,8}(?:[。,]|\Z))",
    "digit": r"[0-9]",
}
_GAP = re.compile(r"\{(\d{1,3}),(\d{1,3})\}")
_TIMES = re.compile(r"\[(\d),(\d)\]")
_NAME = re.compile(r"<([a-z0-9][a-z0-9._-]*)>")
_LATIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


class TemplateError(ValueError):
    """A template that can't be understood.

    Attributes:
        problem: code: ``bracket``, ``times``, ``gap``, ``gap_edge``, ``gap_sum``, ``list``,
            ``nesting``, ``size``, ``empty``, ``optional``.
        position: index into the template, 0-based.
    """

    def __init__(self, problem: str, position: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.position = position


_Part = tuple[str, int]


class _Parser:
    """Turns one template into a regular expression.

    Each part is an expression with the number of characters that it matches at least.
    """

    def __init__(self, source: str, lists: Mapping[str, Sequence[str]], depth: int = 0) -> None:
        self.source = source
        self.lists = lists
        self.depth = depth
        self.at = 0
        self.ways = 1

    def whole(self) -> _Part:
        """Return the whole template."""
        part = self.branches()
        if self.at < len(self.source):
            raise TemplateError("bracket", self.at)
        return part

    def branches(self) -> _Part:
        """Return the alternatives up to a closing bracket or the end."""
        if self.depth > MAX_DEPTH:
            raise TemplateError("nesting", self.at)
        options = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            options.append(self.sequence())
        return _any_of(options)

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def sequence(self) -> _Part:
        """Return the elements up to ``|``, ``)`` or the end."""
        parts: list[str] = []
        least = 0
        while (character := self.peek()) and character not in "|)":
            begin = self.at
            if character == "{":
                expression, length = self.gap()
                parts.append(expression)
                least += length
                continue
            if character == "(":
                element, length = self.group()
            elif character == "<":
                element, length = self.named()
            elif character in "}>?[]":
                raise TemplateError("optional" if character == "?" else "bracket", begin)
            elif character == "*":
                self.at += 1
                element, length = r"\*", 1
            else:
                element, length = self.literal()
            grouped = character in "(<"
            if self.peek() == "?":
                self.at += 1
                element, length = f"(?:{element})?", 0
            elif self.peek() == "[" and grouped:
                repeat, low = self.times()
                element, length = element + repeat, length * low
            parts.append(element)
            least += length
        return "".join(parts), least

    def gap(self) -> _Part:
        found = _GAP.match(self.source, self.at)
        if found is None:
            raise TemplateError("gap", self.at)
        low, high = int(found[1]), int(found[2])
        if low > high or high > MAX_GAP:
            raise TemplateError("gap", self.at)
        after = self.source[found.end() : found.end() + 1]
        if self.at == 0 or not after or self.source[self.at - 1] == "}" or after == "{":
            raise TemplateError("gap_edge", self.at)
        self.ways *= high - low + 1
        if self.ways > MAX_GAP_WAYS:
            raise TemplateError("gap_sum", self.at)
        self.at = found.end()
        return f"[^。]{{{low},{high}}}?", low

    def times(self) -> _Part:
        """Return the sign of repetition and the lowest number of times."""
        found = _TIMES.match(self.source, self.at)
        if found is None:
            raise TemplateError("times", self.at)
        low, high = int(found[1]), int(found[2])
        if low > high or not 1 <= high <= MAX_TIMES:
            raise TemplateError("times", self.at)
        self.ways *= high - low + 1
        self.at = found.end()
        return f"{{{low},{high}}}", low

    def group(self) -> _Part:
        begin = self.at
        self.at += 1
        self.depth += 1
        inner, least = self.branches()
        self.depth -= 1
        if self.peek() != ")":
            raise TemplateError("bracket", begin)
        self.at += 1
        return f"(?:{inner})", least

    def named(self) -> _Part:
        found = _NAME.match(self.source, self.at)
        if found is None:
            raise TemplateError("bracket", self.at)
        name = found[1]
        if name in _BUILT_IN:
            self.at = found.end()
            return _BUILT_IN[name], int(name == "digit")
        if name not in self.lists:
            raise TemplateError("list", self.at)
        options: list[_Part] = []
        for word in self.lists[name]:
            inner = _Parser(_folded(word), self.lists, self.depth + 1)
            try:
                options.append(inner.whole())
            except TemplateError as error:
                raise TemplateError(error.problem, self.at) from error
        expression, least = _any_of(options)
        if len(expression) > MAX_EXPANSION:
            raise TemplateError("size", self.at)
        self.at = found.end()
        return f"(?:{expression})", least

    def literal(self) -> _Part:
        """Return one character, or a run of Latin words that must stand alone."""
        run = _LATIN.match(self.source, self.at)
        if run is None:
            character = self.source[self.at]
            self.at += 1
            if character == " ":
                return " ?", 0
            return ("", 0) if character in "-_" else (re.escape(character), 1)
        self.at = run.end()
        if self.peek() == "?":
            raise TemplateError("optional", self.at)
        return rf"(?<![a-z0-9]){re.escape(run[0])}(?![a-z0-9])", len(run[0])


def _any_of(options: Sequence[_Part]) -> _Part:
    """Return the alternatives as one, the longest spelling first: it is the one to show."""
    unique = sorted(dict.fromkeys(text for text, _ in options), key=len, reverse=True)
    least = min(length for _, length in options)
    return (unique[0] if len(unique) == 1 else f"(?:{'|'.join(unique)})"), least


_folded = functools.lru_cache(maxsize=8192)(fold_template)


def compile_template(template: str, lists: Mapping[str, Sequence[str]]) -> str:
    """Return the regular expression of one template, for text of ``views``.

    Raises:
        TemplateError: the template can't be understood or matches nothing at all.
    """
    folded = _folded(template)
    expression, least = _Parser(folded, lists).whole()
    if len(expression) > MAX_EXPANSION:
        raise TemplateError("size", 0)
    if least == 0:
        raise TemplateError("empty", 0)
    return expression


def sees_masks(template: str) -> bool:
    """Whether the template speaks of masking signs."""
    return "*" in fold_template(template)
