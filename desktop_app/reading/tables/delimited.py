"""Text files with one row a line: encoding, delimiter and quoting found out."""

from __future__ import annotations

import csv
import io
from typing import Literal

from desktop_app.foundation.errors import InputRefused
from desktop_app.reading.tables.charset import decode_text
from desktop_app.reading.tables.limits import MAX_ROWS

MAX_COLUMNS = 512
_DELIMITERS = (",", "\t", ";", "|", "，")


def tidy(text: str) -> str:
    """Return a cell's text without blanks around it and without ``="…"`` quoting."""
    if "\xa0" in text or "\x00" in text or "\ufeff" in text:
        text = text.replace("\xa0", " ").replace("\x00", "").replace("\ufeff", "")
    text = text.strip()
    if text[:2] == '="' and text[-1:] == '"':
        return text[2:-1].strip()
    return text


def text_rows(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the stripped cells of a csv, tsv or similar file, line by line.

    Raises:
        InputRefused: ``table.too_many_rows`` or ``table.broken``.
    """
    text = decode_text(data)
    delimiter = _delimiter(text[:200_000])
    try:
        return _parse(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        # A stray quotation mark swallows the rest of the file: read it as a plain sign.
        try:
            return _parse(text, delimiter, csv.QUOTE_NONE)
        except csv.Error as error:
            raise InputRefused("table.broken") from error


def _parse(text: str, delimiter: str, quoting: Literal[0, 3]) -> tuple[tuple[str, ...], ...]:
    """Split the text; raises ``csv.Error`` where quoting has plainly gone wrong."""
    rows: list[tuple[str, ...]] = []
    known: dict[str, str] = {}  # most cells of a column say the same few things
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
        if len(rows) >= MAX_ROWS:
            raise InputRefused("table.too_many_rows", limit=MAX_ROWS)
        cells: list[str] = []
        for cell in row[:MAX_COLUMNS]:
            clean = known.get(cell)
            if clean is None:
                if quoting == csv.QUOTE_MINIMAL and cell.count("\n") > 5:
                    raise csv.Error("runaway quotation")
                clean = tidy(cell)
                if len(clean) < 9:
                    clean = known.setdefault(clean, clean)
                    known[cell] = clean
            cells.append(clean)
        rows.append(tuple(cells))
    return tuple(rows)


def _delimiter(sample: str) -> str:
    """Return the sign that splits most lines into the same number of cells."""
    lines = [line for line in sample.splitlines()[:80] if line.strip()]
    best, best_score = ",", 0.0
    for sign in _DELIMITERS:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n) if n else 0, n), default=0)
        score = counts.count(usual) * min(usual, 12) if usual else 0
        if score > best_score:
            best, best_score = sign, score
    return best
