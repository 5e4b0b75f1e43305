"""The first reader's looks at a line: one at all lines, a second where there is doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop_app.domain.recognition import Reading
from desktop_app.ocr.crosscheck import is_certain, is_enough, same
from desktop_app.ocr.engine import OcrEngine, Strip
from desktop_app.ocr.guard import answers
from desktop_app.ocr.scripts import LATIN, SCREEN, SIMPLIFIED, TRADITIONAL, language_of

FIRST_LOOK = SCREEN
# The stock file was trained on scanned books: it fails on other lines than ours.
_SECOND_LOOK = {SIMPLIFIED: "chi_sim", TRADITIONAL: "chi_tra", LATIN: "eng"}

EngineFor = Callable[[str], OcrEngine]


def _has_words(text: str) -> bool:
    """Whether there are more letters than digits: figures our own file reads best."""
    letters = sum(char.isalpha() for char in text)
    return letters > sum(char.isdigit() for char in text)


def _wanted(look: Reading | None, other: Reading | None) -> str | None:
    """Return the language file that a second look needs, or None where none is needed."""
    if look is None:
        return _SECOND_LOOK[SIMPLIFIED if other is None else language_of(other.text)]
    if other is not None and other.text:
        if is_certain(other) or same(look.text, other.text):
            return None
        return _SECOND_LOOK[language_of(other.text)]
    if other is not None and not look.text:
        return None
    if is_enough(look) or (look.text and not _has_words(look.text)):
        return None
    return _SECOND_LOOK[language_of(look.text)]


def second_looks(
    strips: Sequence[Strip],
    looks: Sequence[Reading | None],
    others: Sequence[Reading | None],
    engine_for: EngineFor,
) -> list[list[Reading]]:
    """Return each line's readings after a second look where it is worth one.

    A line gets one where the second reader says something else and isn't so certain of it that
    nothing could change, or, where there is none, where the first look is unsure of words or
    saw nothing.

    Args:
        strips: the lines.
        looks: the first look at each, None where it gave nothing that can be used.
        others: the second reader's reading of each, None where it doesn't run.
        engine_for: gives the engine of a language file.
    """
    result = [[] if look is None else [look] for look in looks]
    waiting: dict[str, list[int]] = {}
    for index, (look, other) in enumerate(zip(looks, others, strict=True)):
        language = _wanted(look, other)
        if language is not None:
            waiting.setdefault(language, []).append(index)
    for language, indices in waiting.items():
        again = answers(engine_for(language), [strips[index] for index in indices])
        for index, reading in zip(indices, again, strict=True):
            if reading is not None:
                result[index].append(reading)
    return result
