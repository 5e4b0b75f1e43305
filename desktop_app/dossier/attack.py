"""The redacted edition attacks itself: whatever was masked must not be found in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from desktop_app.foundation.errors import IntegrityBroken

_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_BLANK = re.compile(r"[\s\-‐‑–—_]+")
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4,})>")
_SHORT = 4
_TOUCH = 4.0
_LEADING = 45.0


def attack(file: Path, secrets: frozenset[str]) -> None:
    """Reopen a PDF and look for every masked string in all its text.

    Searched are the text of every page (also across the line ends of a block, without blanks
    and hyphens), bookmarks, link texts, metadata and every other string of the file. Names
    of up to three characters are searched within single lines only, since line ends may join
    innocent characters. What pictures show is beyond this search.

    Raises:
        IntegrityBroken: ``redaction.leak`` with the number of strings found and the first
            page (0 for metadata and the like).
    """
    wanted = {bare(secret) for secret in secrets} - {""}
    found = 0
    first_page = -1
    with pikepdf.open(file) as pdf:
        for number, blocks in _texts(pdf):
            hits = _hits(blocks, wanted)
            found += hits
            if hits and first_page < 0:
                first_page = number
    if found:
        raise IntegrityBroken("redaction.leak", count=found, page=max(first_page, 0))


def bare(text: str) -> str:
    """Return a text folded for searching: compatible forms, no blanks, no hyphens."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _hits(blocks: list[list[str]], wanted: set[str]) -> int:
    lines = {_HASH.sub(" ", bare(line)) for block in blocks for line in block}
    joined = {_HASH.sub(" ", "".join(bare(line) for line in block)) for block in blocks}
    return sum(
        any(secret in text for text in (lines if len(secret) < _SHORT else joined))
        for secret in wanted
    )


def _texts(pdf: pikepdf.Pdf) -> Iterator[tuple[int, list[list[str]]]]:
    yield 0, [[text] for text in _strings(pdf)]
    for number, page in enumerate(pdf.pages, start=1):
        yield number, page_blocks(page)


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    waiting: list[Any] = [pdf.docinfo]
    waiting.extend(pdf.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.String):
            yield str(item)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            waiting.extend(value for value in dict(item).values() if _direct(value))
        elif isinstance(item, pikepdf.Array):
            waiting.extend(value for value in list(item) if _direct(value))


def _direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


@dataclass(frozen=True, slots=True)
class _Font:
    """How a font's codes read, and how wide they are in thousandths of an em."""

    text: dict[int, str]
    first: int
    widths: tuple[float, ...]

    @classmethod
    def of(cls, font: Any) -> _Font:
        widths = tuple(float(width) for width in font.get("/Widths", []))
        return cls(_to_unicode(font), int(font.get("/FirstChar", 0)), widths)

    def width(self, code: int) -> float:
        index = code - self.first
        return self.widths[index] if 0 <= index < len(self.widths) else 0.0


@dataclass(slots=True)
class _Blocks:
    """Pieces of text gathered into lines and lines into blocks by where they stand.

    A piece continues a line where the one before ended; a line continues a block where it
    stands below a line with the same left edge.
    """

    blocks: list[list[str]] = field(default_factory=list)
    left: float = -1.0
    right: float = -1.0
    y: float = 0.0

    def add(self, x: float, y: float, text: str, width: float) -> None:
        if not text:
            return
        if self.blocks and abs(y - self.y) < 0.01 and abs(x - self.right) < _TOUCH:
            self.blocks[-1][-1] += text
        elif self.blocks and 0 < self.y - y < _LEADING and abs(x - self.left) < 0.01:
            self.blocks[-1].append(text)
        else:
            self.blocks.append([text])
            self.left = x
        self.right, self.y = x + width, y


def page_blocks(page: pikepdf.Page) -> list[list[str]]:
    """Return the texts of a page in drawing order: blocks of lines."""
    resources: Any = page.resources.get("/Font", {})
    fonts = {name: _Font.of(font) for name, font in dict(resources).items()}
    font = _Font({}, 0, ())
    found = _Blocks()
    size = x = y = 0.0
    for instruction in pikepdf.parse_content_stream(page, "Tf Tj TJ Tm"):
        operator = str(instruction.operator)
        operands: Any = instruction.operands
        if operator == "Tf":
            font, size = fonts.get(str(operands[0]), _Font({}, 0, ())), float(operands[1])
        elif operator == "Tm":
            x, y = float(operands[4]), float(operands[5])
        else:
            shown = operands[0] if operator == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            width = sum(font.width(code) for code in codes) * size / 1000
            found.add(x, y, "".join(font.text.get(code, "\ufffd") for code in codes), width)
            x += width
    return found.blocks


def _to_unicode(font: Any) -> dict[int, str]:
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    return {
        int(code, 16): bytes.fromhex(target.decode("ascii")).decode("utf-16-be", "replace")
        for code, target in _BFCHAR.findall(stream.read_bytes())
    }
