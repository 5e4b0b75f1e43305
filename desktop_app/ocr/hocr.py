"""Read Tesseract's hOCR with character boxes (``hocr_char_boxes=1``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

_BOX = re.compile(r"(?:x_bboxes|bbox)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_CONFIDENCE = re.compile(r"x_conf\s+(-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol on a page.

    Attributes:
        text: its characters.
        confidence: Tesseract's raw symbol confidence, 0-100.
        box: left, top, right, bottom in page pixels.
        starts_word: it is the first of a word.
    """

    text: str
    confidence: float
    box: tuple[int, int, int, int]
    starts_word: bool


def _box(title: str) -> tuple[int, int, int, int] | None:
    found = _BOX.search(title)
    if found is None:
        return None
    left, top, right, bottom = (int(value) for value in found.groups())
    return left, top, right, bottom


def pages(document: str) -> list[list[Symbol]]:
    """Return the symbols of each page, in reading order.

    Raises:
        ValueError: the document is no hOCR.
    """
    try:
        root = ElementTree.fromstring(document)
    except ElementTree.ParseError as error:
        raise ValueError("no hOCR") from error
    result: list[list[Symbol]] = []
    for page in root.iter():
        if page.get("class") != "ocr_page":
            continue
        symbols: list[Symbol] = []
        for word in page.iter():
            if word.get("class") != "ocrx_word":
                continue
            first = True
            for part in word.iter():
                box = _box(part.get("title", ""))
                text = "".join(part.itertext()).strip()
                if part.get("class") != "ocrx_cinfo" or box is None or not text:
                    continue
                known = _CONFIDENCE.search(part.get("title", ""))
                raw = float(known.group(1)) if known else 0.0
                symbols.append(Symbol(text, raw, box, first))
                first = False
        result.append(symbols)
    return result
