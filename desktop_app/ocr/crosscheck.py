"""Two readers that check each other: agreement, choice and doubt for one line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from desktop_app.domain.recognition import LineStatus, Reading

# Signs that look alike on a screen in some font; they don't spoil an agreement.
_ALIKE = str.maketrans(
    {
        "。": ".", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
        "—": "-", "–": "-", "－": "-", "−": "-", "·": ".", "•": ".", "…": ".",
        "【": "[", "】": "]", "〔": "(", "〕": ")", "《": "<", "》": ">", "￥": "¥", "〜": "~",
        "×": "x",
    }
)  # fmt: skip
_PASSED_OVER = frozenset(" \t\u3000.,")
# Confidence (0-100) at which a reader that stands alone is sure of itself.
SURE = {"tesseract": 80.0, "ppocr": 90.0}
# Confidence of the second reader that overrules a Tesseract of less than `_UNSURE`.
_OVERRULES = 96.0
_UNSURE = 75.0


def comparable(text: str) -> str:
    """Return the text as compared: width folded, without blanks and harmless signs."""
    folded = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return "".join(char for char in folded if char not in _PASSED_OVER)


def same(one: str, other: str) -> bool:
    """Whether two readings say the same."""
    return comparable(one) == comparable(other)


def is_sure(reading: Reading) -> bool:
    """Whether a reading that stands alone can be trusted."""
    family = reading.engine.split("/", 1)[0]
    return bool(reading.text) and reading.confidence >= SURE.get(family, 100.0)


def choose(first: Sequence[Reading], second: Reading | None) -> tuple[Reading, LineStatus]:
    """Return the reading to show and how far it can be trusted.

    Args:
        first: the first reader's readings of the line, one a look; at least one unless
            ``second`` is given.
        second: the second reader's reading, or None where it doesn't run.
    """
    best = max(first, key=lambda reading: reading.confidence, default=None)
    if second is None:
        if best is None:
            raise ValueError("no reading")
        return best, LineStatus.SINGLE if is_sure(best) else LineStatus.DOUBTFUL
    if best is None:
        return second, LineStatus.SINGLE if is_sure(second) else LineStatus.DOUBTFUL
    if not second.text:
        return best, LineStatus.DOUBTFUL
    if any(reading.text and same(reading.text, second.text) for reading in first):
        return second, LineStatus.AGREED
    if second.confidence >= _OVERRULES and best.confidence < _UNSURE:
        return second, LineStatus.SINGLE
    return second, LineStatus.DOUBTFUL
