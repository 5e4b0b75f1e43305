"""Tesseract inside this process (tesserocr), one line at a time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from desktop_app.domain.recognition import Reading
from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.ocr import language_files
from desktop_app.ocr.cells import Cell, reading_of, symbol_confidence, with_blanks
from desktop_app.ocr.engine import Strip
from desktop_app.ocr.framing import Pictured, framing_of, pictured
from desktop_app.ocr.scripts import SCREEN


class TesseractLibrary:
    """Reads strips with libtesseract; the engine protocol.

    Args:
        language: name of a language file.
        folder: language files, the bundled ones where None.
        seconds: the most one strip may take.

    Raises:
        EnvironmentMissing: tesserocr can't be loaded, or the language file is missing.
    """

    def __init__(
        self,
        language: str = SCREEN,
        *,
        folder: Path | None = None,
        seconds: float = 5.0,
    ) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            import tesserocr
        except (ImportError, OSError) as error:
            raise EnvironmentMissing("ocr.engine_missing", engine="tesserocr") from error
        self._framing = framing_of(language)
        source = folder or language_files.tessdata_dir()
        language_files.require(source, language.split("+"))
        try:
            self._api = tesserocr.PyTessBaseAPI(
                path=f"{language_files.openable(source)}{os.sep}",
                lang=language,
                psm=cast("tesserocr.PSM", self._framing.page_mode),
                oem=tesserocr.OEM.LSTM_ONLY,
            )
        except RuntimeError as error:
            raise EnvironmentMissing("ocr.language_missing", language=language) from error
        self._tesserocr = tesserocr
        self._seconds = seconds
        self.name = f"tesseract/{language}"

    def read(self, strips: Sequence[Strip]) -> list[Reading]:
        """Return one reading a strip, in the same order."""
        return [self._read_one(strip) for strip in strips]

    def close(self) -> None:
        """Free the models."""
        self._api.End()

    def _read_one(self, strip: Strip) -> Reading:
        picture = pictured(strip, self._framing)
        if picture is None:
            return Reading(self.name, "", 0.0)
        height, width = picture.grey.shape
        pixels = cast("str", picture.grey.tobytes())  # the stub says str, the library takes bytes
        self._api.SetImageBytes(pixels, width, height, 1, width)
        if not self._api.Recognize(timeout=max(1, round(self._seconds * 1000))):
            return Reading(self.name, "", 0.0)
        cells = with_blanks(self._cells(picture), strip.ink_height)
        return reading_of(self.name, cells, strip, placed=False)

    def _cells(self, picture: Pictured) -> list[Cell]:
        level = self._tesserocr.RIL.SYMBOL
        symbols = self._api.GetIterator()
        cells: list[Cell] = []
        if symbols is None:
            return cells
        for symbol in self._tesserocr.iterate_level(symbols, level):
            try:
                text = symbol.GetUTF8Text(level).strip()
            except RuntimeError:  # the page has no text
                break
            box = symbol.BoundingBox(level)
            if not text or box is None:
                continue
            cells.append(
                Cell(
                    text,
                    symbol_confidence(symbol.Confidence(level)),
                    picture.column(box[0]),
                    picture.column(box[2]),
                    symbol.IsAtBeginningOf(self._tesserocr.RIL.WORD),
                )
            )
        return cells
