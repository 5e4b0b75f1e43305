"""Any installed or bundled ``tesseract`` program (pytesseract), many lines in one call."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from desktop_app.domain.recognition import Reading
from desktop_app.foundation import paths
from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.ocr import hocr, language_files
from desktop_app.ocr.cells import Cell, reading_of, symbol_confidence, with_blanks
from desktop_app.ocr.engine import Grey, Strip
from desktop_app.ocr.framing import Pictured, framing_of, pictured
from desktop_app.ocr.scripts import SCREEN

# The user's own choice of program.
PROGRAM_VARIABLE = "JUZHENG_TESSERACT"
_USUAL_PLACES = (
    "C:\\Program Files\\Tesseract-OCR\\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
SECONDS_TO_START = 10.0


def find_program() -> str | None:
    """Return the tesseract program: the user's own, the bundled, the installed one, or None."""
    own = os.environ.get(PROGRAM_VARIABLE)
    if own:
        return own
    name = "tesseract.exe" if sys.platform == "win32" else "tesseract"
    bundled = paths.resource("tesseract", name)
    if bundled.is_file():
        return str(bundled)
    found = shutil.which("tesseract")
    if found:
        return found
    return next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


class TesseractProgram:
    """Reads strips with a tesseract program; the engine protocol.

    One call reads all strips: each is a page of its own, named in a list file, so a line can't
    disturb another and start-up is paid once.

    Args:
        language: name of a language file.
        folder: language files, the bundled ones where None.
        program: path of the program, found where None.
        seconds: the most one strip may take, besides the start.

    Raises:
        EnvironmentMissing: there is no program, or the language file is missing.
    """

    def __init__(
        self,
        language: str = SCREEN,
        *,
        folder: Path | None = None,
        program: str | None = None,
        seconds: float = 5.0,
    ) -> None:
        try:
            import pytesseract.pytesseract as driver
        except ImportError as error:
            raise EnvironmentMissing("ocr.engine_missing", engine="pytesseract") from error
        found = program or find_program()
        if found is None:
            raise EnvironmentMissing("ocr.engine_missing", engine="tesseract")
        source = folder or language_files.tessdata_dir()
        language_files.require(source, language.split("+"))
        self._driver = driver
        self._program = found
        self._language = language
        self._folder = language_files.openable(source)
        self._framing = framing_of(language)
        self._seconds = seconds
        self.name = f"tesseract/{language}"

    def read(self, strips: Sequence[Strip]) -> list[Reading]:
        """Return one reading a strip, in the same order."""
        readings = [Reading(self.name, "", 0.0)] * len(strips)
        pictures: dict[int, Pictured] = {}
        for index, strip in enumerate(strips):
            picture = pictured(strip, self._framing)
            if picture is not None:
                pictures[index] = picture
        if not pictures:
            return readings
        recognised = self._recognise([picture.grey for picture in pictures.values()])
        for (index, picture), symbols in zip(pictures.items(), recognised, strict=True):
            cells = [
                Cell(
                    symbol.text,
                    symbol_confidence(symbol.confidence),
                    picture.column(symbol.box[0]),
                    picture.column(symbol.box[2]),
                    symbol.starts_word,
                )
                for symbol in symbols
            ]
            whole = with_blanks(cells, strips[index].ink_height)
            readings[index] = reading_of(self.name, whole, strips[index], placed=False)
        return readings

    def version(self) -> str:
        """Return the program's version.

        Raises:
            EnvironmentMissing: it does not start.
        """
        self._driver.tesseract_cmd = self._program
        try:
            return str(self._driver.get_tesseract_version())
        except (SystemExit, OSError, ValueError, self._driver.TesseractNotFoundError) as error:
            raise EnvironmentMissing("ocr.engine_missing", engine="tesseract") from error

    def close(self) -> None:
        """Nothing is held between two calls."""

    def _recognise(self, images: list[Grey]) -> list[list[hocr.Symbol]]:
        """Return the symbols of each image; none where the call failed or took too long."""
        nothing: list[list[hocr.Symbol]] = [[] for _ in images]
        folder = language_files.ascii_temporary_folder()
        try:
            names: list[str] = []
            for index, image in enumerate(images):
                file = folder / f"{index}.png"
                file.write_bytes(cv2.imencode(".png", np.ascontiguousarray(image))[1].tobytes())
                names.append(str(file))
            listing = folder / "strips.txt"
            listing.write_text("\n".join(names) + "\n", encoding="ascii")
            document = self._call(listing, folder / "out", len(images))
            found = hocr.pages(document) if document else nothing
        except ValueError:
            return nothing
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return found if len(found) == len(images) else nothing

    def _call(self, listing: Path, output: Path, count: int) -> str:
        driver = self._driver
        driver.tesseract_cmd = self._program
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        data = self._folder.as_posix()
        data = data if sys.platform == "win32" else shlex.quote(data)
        # As variables: the config file "hocr" does not lie beside the bundled languages.
        wanted = "-c tessedit_create_hocr=1 -c hocr_char_boxes=1"
        config = f"--tessdata-dir {data} --oem 1 --psm {self._framing.page_mode} {wanted}"
        try:
            driver.run_tesseract(
                str(listing),
                str(output),
                extension="",
                lang=self._language,
                config=config,
                timeout=cast("int", SECONDS_TO_START + self._seconds * count),
            )
        except driver.TesseractNotFoundError as error:
            raise EnvironmentMissing("ocr.engine_missing", engine="tesseract") from error
        except (driver.TesseractError, RuntimeError, OSError):
            return ""
        file = output.with_suffix(".hocr")
        return file.read_text(encoding="utf-8") if file.is_file() else ""
