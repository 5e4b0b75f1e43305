"""Limits on spreadsheet packages, checked before anything is built from them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from desktop_app.foundation.errors import InputRefused

MAX_ROWS = 1_000_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_GRID_CELLS = 30_000_000
_CHUNK = 1 << 20
_CELL_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_REPEATED_VALUE = re.compile(rb'number-columns-repeated="[0-9]{4,}"[^>]*office:(?:value|string)')
_REPEATED_ROW = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="[0-9]{5,}"[^>]*>[^/]{0,400}office:value'
)


def check_package(data: bytes) -> None:
    """Refuse xlsx and ods packages that would not fit in memory once unpacked.

    A few kilobytes can claim a sheet of sixteen thousand million cells, which a decoder
    would allocate at once.

    Raises:
        InputRefused: ``table.password``, ``table.broken``, ``table.too_large``,
            ``table.too_many_rows`` or ``table.unsupported`` (binary workbooks).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_entries(package)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError) as error:
        raise InputRefused("table.broken") from error
    except NotImplementedError as error:  # a compression that no table program writes
        raise InputRefused("table.broken") from error


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputRefused("table.password")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise _too_large()
    for entry in entries:
        if entry.filename == "xl/workbook.bin":
            raise InputRefused("table.unsupported")
        if entry.filename.startswith("xl/worksheets/") or entry.filename == "content.xml":
            with package.open(entry) as stream:
                _check_grid(iter(lambda: stream.read(_CHUNK), b""))


def _check_grid(chunks: Iterable[bytes]) -> None:
    """Refuse a sheet whose cells span more than a decoder's dense grid can hold."""
    last_column, last_row, read = 0, 0, 0
    tail = b""
    for chunk in chunks:
        read += len(chunk)
        window = tail + chunk
        if (
            read > MAX_UNPACKED_BYTES
            or _REPEATED_VALUE.search(window)
            or _REPEATED_ROW.search(window)
        ):
            raise _too_large()
        references = _CELL_REFERENCE.findall(window)
        for letters in {letters for letters, _ in references}:
            last_column = max(last_column, _column_number(letters))
        last_row = max([last_row, *{int(row) for _, row in references}])
        tail = window[-600:]
    if last_row > MAX_ROWS:
        raise InputRefused("table.too_many_rows", limit=MAX_ROWS)
    if last_column * last_row > MAX_GRID_CELLS:
        raise _too_large()


def _too_large() -> InputRefused:
    return InputRefused("table.too_large", megabytes=MAX_UNPACKED_BYTES // 1_000_000)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
