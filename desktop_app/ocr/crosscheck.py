"""Two readers that check each other: agreement, choice and doubt for one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.recognition import LineStatus, Reading
from desktop_app.ocr.scripts import SCREEN

# Signs that look alike on a screen in some font; they don't spoil an agreement.
_ALIKE = str.maketrans(
    {
        "。": ".", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
        "—": "-", "–": "-", "－": "-", "−": "-", "·": ".", "•": ".", "…": ".",
        "【": "[", "】": "]", "〔": "(", "〕": ")", "《": "<", "》": ">", "￥": "¥", "〜": "~",
        "×": "x",
    }
)  # fmt: skip
_WITHIN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_DASHES = frozenset("—–-－ー")
_PASSED_OVER = frozenset(" \t\u3000.,")
# Confidence (0-100) at which a reader that stands alone is sure of itself, and at which it is
# surer than another that is sure too. Measured on drawn lines; see tests/unit/ocr. Our own
# language file: of 500 drawn lines 96 % of the wrong ones lie below, 9 % of the right ones.
SURE = {"tesseract": 80.0, f"tesseract/{SCREEN}": 70.0, "ppocr": 92.0}
_SURER = {"tesseract": 90.0, "ppocr": 98.0}
# Confidence at which a look of our own language file needs no second one, and at which a look
# stands against another that differs. Of 855 drawn lines, with two looks that agree taken for
# sure: 92 % of the wrong ones are doubtful, 4.3 % of the right ones.
_ENOUGH = {**SURE, f"tesseract/{SCREEN}": 75.0}
_STANDS = {"tesseract": 88.0}
# Below this even two readers that agree are only guessing.
_GUESSING = {"tesseract": 60.0, "ppocr": 92.0}
# What neither reader makes out and is no longer than this is an icon, not text.
_ICON_LENGTH = 3
_ICON = {"tesseract": 75.0, "ppocr": 65.0}
# What rings, bars, crosses and arrows are read as; a little more doubt is enough there.
_ICON_SHAPES = frozenset("①②③④⑤⑥⑦⑧⑨©®〇○◯Oo0一|>»<«·•↑↓→←Xx×+-=@&")
# Characters that icons are read as by more than one reader.
_ICON_HAN = frozenset("一口回日白田目中合凸凹品个人入八")


def comparable(text: str) -> str:
    """Return the text as compared: width folded, without blanks and harmless signs.

    A point or comma between two digits stays, as one sign: it makes an amount another one.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    marked = _WITHIN_NUMBER.sub("\N{DECIMAL SEPARATOR KEY SYMBOL}", folded)
    return "".join(char for char in marked if char not in _PASSED_OVER)


def same(one: str, other: str) -> bool:
    """Whether two readings say the same."""
    return comparable(one) == comparable(other)


def _reaches(reading: Reading, level: dict[str, float]) -> bool:
    family = reading.engine.split("/", 1)[0]
    least = level.get(reading.engine, level.get(family, 100.0))
    return bool(reading.text) and reading.confidence >= least


def is_sure(reading: Reading) -> bool:
    """Whether a reader is sure of what it says."""
    return _reaches(reading, SURE)


def is_enough(reading: Reading) -> bool:
    """Whether a reading that stands alone can be trusted."""
    return _reaches(reading, _ENOUGH)


def is_certain(reading: Reading) -> bool:
    """Whether a reading stands whatever another reader says."""
    return _reaches(reading, _SURER)


def _alone(readings: Sequence[Reading]) -> tuple[Reading, LineStatus]:
    """Choose among the looks of the only reader; where they differ, one must be very sure."""
    best = max(readings, key=lambda reading: reading.confidence)
    others = [reading for reading in readings if reading is not best]
    if others:
        agree = any(same(best.text, other.text) for other in others)
        trusted = _reaches(best, _GUESSING if agree else _STANDS)
    else:
        trusted = is_enough(best)
    return best, LineStatus.SINGLE if trusted else LineStatus.DOUBTFUL


def _is_icon(first: Reading, second: Reading) -> bool:
    """Whether both readers only guess at something too short to be told from an icon.

    A word that both see is none: an emoji after it makes them unsure of the whole line.
    """
    if any("\u4e00" <= char <= "\u9fff" for char in {*first.text} & {*second.text} - _ICON_HAN):
        return False
    shapes = set(second.text) <= _ICON_SHAPES
    limits = (_SURER, SURE) if shapes else (_ICON, _ICON)
    if _reaches(first, limits[0]) or _reaches(second, limits[1]):
        return False
    return max(len(comparable(first.text)), len(comparable(second.text))) <= _ICON_LENGTH


def _leaves_out(second: str, first: Reading) -> bool:
    """Whether one reading is the other without some Chinese characters or digits inside it.

    Of a reader that is certain, letters count too.

    The second reader at times drops a character that it rarely saw, sure of the rest. What
    stands before or after the rest is more often an icon or an emoji.
    """
    rest, longer = comparable(second), comparable(first.text)
    if not rest or (rest[0], rest[-1]) != (longer[:1], longer[-1:]):
        return False
    places = iter(longer)
    count = _letters if is_certain(first) else _signs
    return all(char in places for char in rest) and count(longer) > count(rest)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _signs(text: str) -> int:
    """Return how many Chinese characters and digits a text has."""
    return sum("\u4e00" <= char <= "\u9fff" or char.isdigit() for char in text)


def _with_ones(second: Reading, first: Reading) -> Reading:
    """Return the second reading with 一 where it saw a dash and the first reader the number.

    One stroke looks like the other; a dash within Chinese words is the rarer of the two.
    """
    if len(second.text) != len(first.text):
        return second
    text = "".join(
        one if one == "一" and other in _DASHES else other
        for one, other in zip(first.text, second.text, strict=True)
    )
    return replace(second, text=text)


def choose(first: Sequence[Reading], second: Reading | None) -> tuple[Reading, LineStatus]:
    """Return the reading to show and how far it can be trusted.

    A reading with an empty text says that the line holds no text.

    Args:
        first: the first reader's readings of the line, one a look; at least one unless
            ``second`` is given.
        second: the second reader's reading, or None where it doesn't run.

    Raises:
        ValueError: there is no reading at all.
    """
    best = max(first, key=lambda reading: reading.confidence, default=None)
    if best is None:
        if second is None:
            raise ValueError("no reading")
        return _alone([second])
    if second is None:
        return _alone(first)
    second = _with_ones(second, best)
    alike = [reading for reading in first if reading.text and same(reading.text, second.text)]
    if alike:
        guessing = not _reaches(second, _GUESSING) and not any(
            _reaches(reading, _GUESSING) for reading in alike
        )
        return second, LineStatus.DOUBTFUL if guessing else LineStatus.AGREED
    if not second.text:
        return (
            (best, LineStatus.DOUBTFUL) if _reaches(best, SURE) else (second, LineStatus.DOUBTFUL)
        )
    if _is_icon(best, second):
        return Reading(second.engine, "", 0.0), LineStatus.DOUBTFUL
    unsure = _reaches(best, _SURER) and not is_sure(second)
    if unsure or (is_sure(best) and _leaves_out(second.text, best)):
        return best, LineStatus.DOUBTFUL
    trusted = is_sure(second) and (not _reaches(best, _SURER) or _reaches(second, _SURER))
    return second, LineStatus.SINGLE if trusted else LineStatus.DOUBTFUL
