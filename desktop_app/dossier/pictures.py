"""Pictures put into the PDF with the bytes they came in: JPEG and plain PNG undecoded."""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = {0: (1, "DeviceGray"), 2: (3, "DeviceRGB")}


class _PlainPng(pdfdoc.PDFImageXObject):
    """A PNG's compressed rows, which PDF reads as they are (Flate with PNG predictors)."""

    def __init__(self, name: str, width: int, height: int, kind: int, rows: bytes) -> None:
        super().__init__(name)
        colours, space = _COLOURS[kind]
        self.width, self.height = width, height
        self.bitsPerComponent = 8
        self.colorSpace = space
        self._filters = ("FlateDecode",)
        self._rows = rows
        self._colours = colours

    def format(self, document: Any) -> bytes:
        stream = pdfdoc.PDFStream(content=self._rows)
        entries = stream.dictionary
        entries["Type"] = pdfdoc.PDFName("XObject")
        entries["Subtype"] = pdfdoc.PDFName("Image")
        entries["Width"] = self.width
        entries["Height"] = self.height
        entries["BitsPerComponent"] = 8
        entries["ColorSpace"] = pdfdoc.PDFName(self.colorSpace)
        entries["Filter"] = pdfdoc.PDFName("FlateDecode")
        entries["DecodeParms"] = pdfdoc.PDFDictionary(
            {
                "Predictor": 15,
                "Colors": self._colours,
                "BitsPerComponent": 8,
                "Columns": self.width,
            }
        )
        entries["Length"] = len(self._rows)
        return stream.format(document)


def _plain_png(name: str, data: bytes) -> _PlainPng | None:
    """Return an image object for an 8-bit grey or RGB PNG without interlace, else None."""
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR":
        return None
    width, height, depth, kind, _, _, interlace = struct.unpack(">IIBBBBB", data[16:29])
    if depth != 8 or interlace or kind not in _COLOURS:
        return None
    rows: list[bytes] = []
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunk = data[at + 4 : at + 8]
        if chunk == b"tRNS":
            return None
        if chunk == b"IDAT":
            rows.append(data[at + 8 : at + 8 + length])
        at += length + 12
    return _PlainPng(name, width, height, kind, b"".join(rows)) if rows else None


def _load(name: str, data: bytes) -> Any:
    plain = _plain_png(name, data)
    if plain is not None:
        return plain
    image = pdfdoc.PDFImageXObject(name)
    if data.startswith(b"\xff\xd8") and image.loadImageFromJPEG(io.BytesIO(data)):
        return image
    image.loadImageFromSRC(ImageReader(io.BytesIO(data)))
    return image


def embed(canvas: Any, path: Path, x: float, y: float, width: float, height: float) -> None:
    """Draw a picture file with its lower-left corner at ``x``, ``y`` (PDF coordinates).

    The object's name comes from the file's content, so that the same pictures in another
    folder give the same PDF.
    """
    document = canvas._doc
    data = path.read_bytes()
    name = hashlib.sha256(data).hexdigest()[:20]
    known = document.getXObjectName(name)
    if document.idToObject.get(known) is None:
        image = _load(name, data)
        image.name = name
        document.Reference(image, known)
        document.addForm(name, image)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(width, height)
    canvas._code.append(f"/{known} Do")
    canvas.restoreState()
    canvas._currentPageHasImages = 1
    canvas._formsinuse.append(name)
