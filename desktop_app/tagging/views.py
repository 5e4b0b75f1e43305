"""How the matcher looks at a text: without what people put between letters to hide a word.

Three views of one folded text, each with the way back to the text as it stands:

* ``lean``: noise is gone, a sentence end is ``。``, a comma is ``,``;
* ``bare``: commas, sentence ends and decorations (``傻⭐逼``) are gone too;
* ``masked``: like lean, but a masking sign (``傻*``, ``傻×``) stands as ``*``.

A blank stays between Latin words of more than one letter, so ``s b`` becomes ``sb`` and
``big size`` stays two words.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from desktop_app.text.fold import Folded, fold, is_separator

_ENDS = frozenset("。.!?;\n\r｡")
_COMMAS = frozenset(",、:")
_MASKS = frozenset("*×✕✖╳●○◯◎□■▇█▓░◇◆☓╱")
_WORD_PICTURES = frozenset("🐶🐷🐖🐕🐢🐴🐎🫏💩🔪⚰🖕")
_TEMPLATE_SIGNS = frozenset("(|)?{}[]<>*,")


@dataclass(frozen=True, slots=True)
class View:
    """A reduced text; ``origin[i]`` is the index in the folded text of character ``i``."""

    text: str
    origin: tuple[int, ...]
    folded: Folded

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the indices of the text as it stands, for a non-empty range of the view."""
        return self.folded.span(self.origin[start], self.origin[end - 1] + 1)


def _is_latin(character: str) -> bool:
    return "a" <= character <= "z" or "0" <= character <= "9"


def _latin_run(text: str, at: int, step: int) -> int:
    """Return the length, up to 2, of the Latin run that begins at ``at``."""
    length = 0
    while length < 2 and 0 <= at < len(text) and _is_latin(text[at]):
        length += 1
        at += step
    return length


def _is_decoration(character: str) -> bool:
    """Whether a character is a picture that stands for no word of a rule."""
    return unicodedata.category(character) == "So" and character not in _WORD_PICTURES


def _noise_is_blank(text: str, left: int, right: int) -> bool:
    """Whether noise between two characters parts two Latin words."""
    before, after = _latin_run(text, left, -1), _latin_run(text, right, 1)
    return bool(before and after and before + after > 2)


def _sign(text: str, index: int) -> str:
    """Return what a separator stands for: ``。``, ``,`` or nothing."""
    character = text[index]
    if character in _COMMAS:
        return ","
    if character not in _ENDS:
        return ""
    if character == ".":
        # Dots inside a word hide it (``傻.逼``); three or more are a pause, not an end.
        run = index
        while run + 1 < len(text) and text[run + 1] == ".":
            run += 1
        following = text[run + 1 : run + 2]
        alone = run == index and (index == 0 or text[index - 1] != ".")
        return "。" if alone and (not following or following.isspace()) else ""
    return "。"


def _reduce(folded: Folded, keep_punctuation: bool, keep_masks: bool) -> View:
    text = folded.text
    characters: list[str] = []
    origin: list[int] = []
    last_letter = -1

    def put(character: str, index: int) -> None:
        characters.append(character)
        origin.append(index)

    for index, character in enumerate(text):
        if character in _MASKS:
            if keep_masks and (not characters or characters[-1] != "*"):
                put("*", index)
            continue
        if is_separator(character):
            sign = _sign(text, index) if keep_punctuation else ""
            if sign and characters:
                if characters[-1] not in "。,":
                    put(sign, index)
                elif sign == "。":
                    characters[-1] = "。"
            continue
        if not keep_punctuation and _is_decoration(character):
            continue
        gap = last_letter >= 0 and last_letter < index - 1
        if gap and characters[-1] not in "。,*" and _noise_is_blank(text, last_letter, index):
            put(" ", last_letter + 1)
        put(character, index)
        last_letter = index
    return View("".join(characters), tuple(origin), folded)


class Views:
    """The views of one text, each made when first asked for."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)

    @cached_property
    def lean(self) -> View:
        """The usual view."""
        return _reduce(self.folded, keep_punctuation=True, keep_masks=False)

    @cached_property
    def bare(self) -> View:
        """Without commas and sentence ends."""
        return _reduce(self.folded, keep_punctuation=False, keep_masks=False)

    @cached_property
    def masked(self) -> View:
        """With masking signs."""
        return _reduce(self.folded, keep_punctuation=True, keep_masks=True)


def fold_template(template: str) -> str:
    """Return a template in the letters of the views, its own signs kept."""
    kept: list[str] = []
    for character in fold(template).text:
        if character in _TEMPLATE_SIGNS or not is_separator(character):
            kept.append(character)
        elif character in "。.!;":
            kept.append("。")
        elif character == " ":
            kept.append(" ")
        elif character in "._-" and kept:
            kept.append(character)
    return "".join(kept)
