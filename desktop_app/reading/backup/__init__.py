"""Back-up files of phones: SMS Backup & Restore, Super Backup, iPhone exports."""

from __future__ import annotations

from desktop_app.domain.transcript import Transcript
from desktop_app.reading import tables
from desktop_app.reading.backup import entries

__all__ = ["read"]


def read(data: bytes, name: str) -> Transcript:
    """Read a back-up file into a transcript: messages of kind ``SMS`` or calls.

    XML back-ups are read entry by entry, so wrong closing tags, wrong counts and character
    references that XML forbids do no harm. Exports that are no XML are read as tables.

    Args:
        data: the whole file.
        name: file name.

    Raises:
        InputRefused: ``backup.unknown_format``, ``backup.entities`` (a document type, which
            no phone writes), or what ``tables.read`` raises.
    """
    if not entries.looks_like_xml(data):
        return tables.read(data, "text/csv", name)
    return entries.understand(data)
