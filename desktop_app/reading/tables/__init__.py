"""Carrier lists and other tables: bytes to call records."""

from __future__ import annotations

from desktop_app.domain.transcript import Transcript
from desktop_app.reading.tables import calls, decode

__all__ = ["read"]


def read(data: bytes, media_type: str, name: str) -> Transcript:
    """Read a table file (csv, xls, xlsx, ods) into a transcript.

    Args:
        data: the whole file.
        media_type: as sniffed from the bytes.
        name: file name; a year or the own number in it is used where the table has none.

    Returns:
        A transcript of kind ``CALL_TABLE``, or of kind ``OTHER`` with the text alone where the
        table lists no calls.

    Raises:
        InputRefused: ``table.password``, ``table.broken``, ``table.empty``,
            ``table.too_many_rows``, ``table.too_large`` or ``table.unsupported``.
    """
    return calls.understand(decode.sheets(data, media_type), name)
