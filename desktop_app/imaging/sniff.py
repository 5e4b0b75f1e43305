"""What a file is, told by its first bytes and never by its name alone."""

from __future__ import annotations

import codecs

from desktop_app.foundation.errors import InputRefused

HEAD_BYTES = 65536
"""How many bytes from the start of a file are enough to tell."""

PICTURES = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/bmp",
        "image/tiff",
        "image/gif",
        "image/heic",
        "image/avif",
    }
)
PDF = "application/pdf"
XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
XML = "application/xml"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_TABLE_SUFFIXES = (".csv", ".txt", ".tsv")


def sniff(head: bytes, name: str) -> str:
    """Return the media type of a file from its first bytes.

    Args:
        head: the first bytes of the file, ``HEAD_BYTES`` are enough; a whole file is fine.
        name: file name; only its ending decides between kinds of plain text.

    Raises:
        InputRefused: ``file.empty``, ``file.password`` for a locked workbook, or
            ``file.unknown_type``.
    """
    if not head:
        raise InputRefused("file.empty")
    media_type = _binary(head) or _text(head, name.lower())
    if media_type is None:
        raise InputRefused("file.unknown_type")
    return media_type


def _binary(head: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head.startswith(_OLE):
        # Word and PowerPoint files of old share the container; only the directory differs.
        if _ENCRYPTED_PACKAGE in head:
            raise InputRefused("file.password")
        return XLS
    if head.startswith(b"PK\x03\x04"):
        return _zip(head)
    if b"%PDF-" in head[:1024]:
        return PDF
    # An old workbook may stand bare, without the OLE container (BIFF2 to BIFF5).
    if head[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08") and head[2:4] in (
        b"\x04\x00",
        b"\x06\x00",
        b"\x08\x00",
        b"\x10\x00",
    ):
        return XLS
    return None


def _iso_media(head: bytes) -> str:
    size = min(max(int.from_bytes(head[:4], "big"), 16), 256)
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, size, 4)}
    if brands & _AVIF_BRANDS:
        return "image/avif"
    if brands & _HEIC_BRANDS:
        return "image/heic"
    raise InputRefused("file.unknown_type")


def _zip(head: bytes) -> str:
    if b"xl/" in head or b"[Content_Types].xml" in head:
        if b"word/" in head or b"ppt/" in head:
            raise InputRefused("file.unknown_type")
        return XLSX
    raise InputRefused("file.unknown_type")


def _text(head: bytes, name: str) -> str | None:
    sample = head[:HEAD_BYTES]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = sample.decode("utf-16", errors="ignore")
    elif b"\x00" in sample:
        return None
    else:
        decoded = _decode(sample)
        if decoded is None:
            return None
        text = decoded
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml") or (start.startswith("<") and name.endswith(".xml")):
        return XML
    if start[:64].lower().startswith(("<!doctype html", "<html")):
        return None
    if sum(not (c.isprintable() or c in "\r\n\t\ufeff") for c in text) > len(text) // 100:
        return None
    if name.endswith(_TABLE_SUFFIXES) or any(mark in text for mark in (",", "\t", ";", "，")):
        return CSV
    return None


def _decode(sample: bytes) -> str | None:
    for encoding in ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
        try:
            return decoder.decode(sample)
        except UnicodeDecodeError:
            continue
    return None
