"""The redacted edition attacks itself: whatever was masked must not be found in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from desktop_app.foundation.errors import IntegrityBroken

_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_BLANK = re.compile(r"[\s\-‐‑–—_]+")
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4,})>")
_SHORT = 4


def attack(file: Path, secrets: frozenset[str]) -> None:
    """Reopen a PDF and look for every masked string in all its text.

    Searched are the text of every page in drawing order (also across line ends, without
    blanks and hyphens), bookmarks, link texts, metadata and every other string of the file.
    Names of up to three characters are searched within single lines only, since line ends
    may join innocent characters. What pictures show is beyond this search.

    Raises:
        IntegrityBroken: ``redaction.leak`` with the number of strings found and the first
            page (0 for metadata and the like).
    """
    wanted = {bare(secret) for secret in secrets} - {""}
    found = 0
    first_page = -1
    with pikepdf.open(file) as pdf:
        for number, lines in _texts(pdf):
            hits = _hits(lines, wanted)
            found += hits
            if hits and first_page < 0:
                first_page = number
    if found:
        raise IntegrityBroken("redaction.leak", count=found, page=max(first_page, 0))


def bare(text: str) -> str:
    """Return a text folded for searching: compatible forms, no blanks, no hyphens."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _hits(lines: list[str], wanted: set[str]) -> int:
    singles = [_HASH.sub(" ", bare(line)) for line in lines]
    joined = _HASH.sub("\n", "".join(bare(line) for line in lines))
    return sum(
        any(secret in line for line in singles) if len(secret) < _SHORT else secret in joined
        for secret in wanted
    )


def _texts(pdf: pikepdf.Pdf) -> Iterator[tuple[int, list[str]]]:
    yield 0, list(_strings(pdf))
    for number, page in enumerate(pdf.pages, start=1):
        yield number, page_text(page)


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


def page_text(page: pikepdf.Page) -> list[str]:
    """Return the texts of a page in drawing order, one a text object, as a copier gets them."""
    fonts: dict[str, dict[int, str]] = {}
    resources: Any = page.resources.get("/Font", {})
    for name, font in dict(resources).items():
        fonts[name] = _to_unicode(font)
    lines: list[str] = []
    current: dict[int, str] = {}
    text: list[str] = []
    last_y: float | None = None
    for instruction in pikepdf.parse_content_stream(page, "BT ET Tf Tj TJ Tm Td"):
        operator = str(instruction.operator)
        operands: Any = instruction.operands
        if operator == "Tf":
            current = fonts.get(str(operands[0]), {})
        elif operator == "Tj":
            text.extend(current.get(code, "\ufffd") for code in bytes(operands[0]))
        elif operator == "TJ":
            for part in operands[0]:
                if isinstance(part, pikepdf.String):
                    text.extend(current.get(code, "\ufffd") for code in bytes(part))
        elif operator == "Tm":
            y = float(operands[5])
            if last_y is not None and y != last_y:
                lines.append("".join(text))
                text = []
            last_y = y
    lines.append("".join(text))
    return [line for line in lines if line]


def _to_unicode(font: Any) -> dict[int, str]:
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    return {
        int(code, 16): bytes.fromhex(target.decode("ascii")).decode("utf-16-be", "replace")
        for code, target in _BFCHAR.findall(stream.read_bytes())
    }
