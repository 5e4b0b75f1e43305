"""What an engine says is looked at before it counts: broken answers are no answers."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence

from desktop_app.domain.recognition import Reading
from desktop_app.foundation.errors import JuzhengError
from desktop_app.ocr.engine import OcrEngine, Strip

_log = logging.getLogger(__name__)
# No line of a screen is longer; what claims to be is a loop in the engine.
_LONGEST = 2_000


def answers(engine: OcrEngine, strips: Sequence[Strip]) -> list[Reading | None]:
    """Return the engine's reading of each strip, None where it gave none that can be used.

    An engine that fails, or that answers another number of strips, has answered none of them.

    Raises:
        JuzhengError: what the engine itself knows to say (``EnvironmentMissing``).
        MemoryError: there is none left.
    """
    try:
        given = list(engine.read(strips))
    except (JuzhengError, MemoryError):
        raise
    except Exception as error:  # an engine's own fault must not cost the other's readings
        _log.error("engine failed: %s %s", engine.name, type(error).__name__)
        return [None] * len(strips)
    if len(given) != len(strips):
        _log.error("engine gave %s readings of %s lines", len(given), len(strips))
        return [None] * len(strips)
    return [
        reading if is_usable(reading, strip) else None
        for reading, strip in zip(given, strips, strict=True)
    ]


def is_usable(reading: Reading, strip: Strip) -> bool:
    """Whether a reading keeps the engine protocol."""
    text, edges = reading.text, reading.edges
    if len(text) > _LONGEST or any(_is_broken(char) for char in text):
        return False
    if not (math.isfinite(reading.confidence) and 0 <= reading.confidence <= 100):
        return False
    if not edges:
        return True
    if len(edges) != len(text) + 1 or list(edges) != sorted(edges):
        return False
    return edges[0] >= 0 and edges[-1] <= strip.grey.shape[1]


def _is_broken(char: str) -> bool:
    """Whether a character is no text: half of a pair, or one that steers a terminal."""
    return "\ud800" <= char <= "\udfff" or char < " " or "\x7f" <= char <= "\x9f"
