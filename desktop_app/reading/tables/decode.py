"""Table bytes to sheets of plain strings, under limits."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

import python_calamine as calamine

from desktop_app.foundation.errors import InputRefused
from desktop_app.reading.tables.delimited import MAX_COLUMNS, text_rows, tidy
from desktop_app.reading.tables.limits import MAX_ROWS, check_package

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_OLD_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as in the workbook, empty for text files.
        rows: stripped cells; the index is the row number less one. Dates are ISO 8601, times
            and stretches ``H:MM:SS``, whole floats plain digits.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]


def sheets(data: bytes, media_type: str) -> tuple[Sheet, ...]:
    """Decode a table; the bytes decide between workbook and text, not the media type.

    Raises:
        InputRefused: see ``tables.read``.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise InputRefused("table.empty")
    head = data[:4]
    if head in {_OLE, _ZIP} or (head[:2] in _OLD_BIFF and "csv" not in media_type):
        found = _workbook(data)
    else:
        found = (Sheet("", text_rows(data)),)
    if not any(any(row) for sheet in found for row in sheet.rows):
        raise InputRefused("table.empty")
    return found


def _workbook(data: bytes) -> tuple[Sheet, ...]:
    if data[:4] == _ZIP:
        check_package(data)
    elif "EncryptedPackage".encode("utf-16-le") in data:
        raise InputRefused("table.password")
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(_bounded_sheets(book))
    except InputRefused:
        raise
    except calamine.PasswordError as error:
        raise InputRefused("table.password") from error
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in the decoder is no Exception
        if "assword" in str(error):
            raise InputRefused("table.password") from error
        raise InputRefused("table.broken") from error


def _bounded_sheets(book: calamine.CalamineWorkbook) -> Iterator[Sheet]:
    total = 0
    worksheets = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ is calamine.SheetTypeEnum.WorkSheet
    ]
    for name in worksheets:
        sheet = book.get_sheet_by_name(name)
        total += sheet.total_height
        if total > MAX_ROWS:
            raise InputRefused("table.too_many_rows", limit=MAX_ROWS)
        cells = sheet.to_python(skip_empty_area=False)
        yield Sheet(name, tuple(tuple(map(_plain, row[:MAX_COLUMNS])) for row in cells))


def _plain(cell: Cell) -> str:
    """Return a cell as text that reads the same way in every program."""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, dt.datetime):
        return _plain_datetime(cell)
    if isinstance(cell, dt.timedelta):
        return _plain_stretch(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else _plain_time(cell)


def _plain_datetime(cell: dt.datetime) -> str:
    rounded = (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if rounded.year <= 1900:
        return _plain_time(rounded.time())
    if rounded.time() == dt.time():
        return rounded.date().isoformat()
    return rounded.isoformat(sep=" ")


def _plain_stretch(cell: dt.timedelta) -> str:
    seconds = round(cell.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _plain_time(cell: dt.time) -> str:
    whole = dt.datetime(2000, 1, 1, cell.hour, cell.minute, cell.second, cell.microsecond)
    return (whole + dt.timedelta(milliseconds=500)).strftime("%H:%M:%S")
