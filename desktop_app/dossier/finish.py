"""The last pass over a drawn PDF: right text layer, fixed identity, nothing active."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf

from desktop_app.dossier.model import Dossier

_ACTIVE_ROOT = ("/AcroForm", "/AA", "/OpenAction", "/Metadata", "/Collection", "/AF")
_ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")
_HIGH = re.compile(rb"<([0-9A-Fa-f]{5,6})>")


def finish(source: Path, target: Path, dossier: Dossier) -> None:
    """Write a finished copy of a drawn PDF.

    ToUnicode entries above U+FFFF become UTF-16 pairs, metadata and dates come from the
    model only, active content and attachments are removed, and the file's ID is reckoned
    from its content.

    Raises:
        OSError: the target can't be written.
    """
    with pikepdf.open(source) as pdf:
        _mend_text_layer(pdf)
        _calm(pdf)
        _describe(pdf, dossier)
        pdf.save(
            target,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def mend_cmap(data: bytes) -> bytes:
    """Return a ToUnicode CMap with code points above U+FFFF written as UTF-16BE pairs."""

    def pair(match: re.Match[bytes]) -> bytes:
        code = int(match[1], 16)
        return b"<" + chr(code).encode("utf-16-be").hex().upper().encode("ascii") + b">"

    return _HIGH.sub(pair, data)


def _mend_text_layer(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        stream = item.get("/ToUnicode")
        if isinstance(stream, pikepdf.Stream):
            data = stream.read_bytes()
            mended = mend_cmap(data)
            if mended != data:
                stream.write(mended)


def _calm(pdf: pikepdf.Pdf) -> None:
    root: Any = pdf.Root
    for key in _ACTIVE_ROOT:
        if key in root:
            del root[key]
    names = root.get("/Names")
    if names is not None:
        for key in _ACTIVE_NAMES:
            if key in names:
                del names[key]
    for page in pdf.pages:
        for key in ("/AA", "/Metadata", "/PieceInfo"):
            if key in page:
                del page[key]
        if "/Trans" in page:
            del page["/Trans"]


def _describe(pdf: pikepdf.Pdf, dossier: Dossier) -> None:
    root: Any = pdf.Root
    root.Lang = pikepdf.String(dossier.language)
    root.PageMode = pikepdf.Name.UseOutlines
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    info: Any = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    stamp = pdf_date(dossier.now)
    info["/Title"] = pikepdf.String(dossier.title)
    info["/Subject"] = pikepdf.String(dossier.subject)
    info["/Creator"] = pikepdf.String(dossier.author)
    info["/Producer"] = pikepdf.String(dossier.author)
    info["/CreationDate"] = pikepdf.String(stamp)
    info["/ModDate"] = pikepdf.String(stamp)


def pdf_date(moment: datetime) -> str:
    """Return an aware time as a PDF date string."""
    zone = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
