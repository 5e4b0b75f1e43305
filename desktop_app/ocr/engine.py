"""The engine protocol: what every recogniser takes and gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.recognition import Reading

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One text line cut out of a picture, dark text on white, at the picture's own scale.

    Attributes:
        grey: rows x columns, uint8, 255 is paper.
        x: picture column of the strip's column 0; a strip column plus ``x`` is a picture column.
        y: picture row of the strip's row 0.
        ink_height: height of the line's ink in pixels, at least 1.
    """

    grey: Grey
    x: int
    y: int
    ink_height: int


class OcrEngine(Protocol):
    """Reads strips; one object serves one thread at a time."""

    @property
    def name(self) -> str:
        """Name and model, e.g. ``tesseract/chi_sim``."""
        ...

    def read(self, strips: Sequence[Strip]) -> list[Reading]:
        """Return one reading a strip, in the same order.

        Edges are strip columns. A blank strip, or one that could not be read in time, gives
        an empty text with confidence 0; a strange strip never raises.

        Raises:
            EnvironmentMissing: the program or a language file is gone
                (``ocr.engine_missing``, ``ocr.language_missing``).
        """
        ...

    def close(self) -> None:
        """Give everything back; the engine can't be used afterwards."""
        ...
