"""Makers of bad files: broken, lying, locked, bombs. Everything is invented and small."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from desktop_app.foundation.texts import LANGUAGES, catalogue

HEAD = "起始时间,通话时长,对方号码,呼叫类型\n"
ROW = "2022-06-18 23:50:01,15秒,05710000001,被叫\n"
KINDS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF", "HEIC")


def has_sentence(code: str) -> bool:
    """Whether a code has a sentence in every language."""
    return all(catalogue(language).get(f"errors.{code}") for language in LANGUAGES)


def picture(kind: str, width: int = 64, height: int = 48, mode: str = "RGB") -> bytes:
    """A small picture with some detail, in one of ``KINDS``."""
    dice = np.random.default_rng(5)
    rgb = dice.integers(0, 256, (height // 8, width // 8, 3), np.uint8)
    image = Image.fromarray(rgb).resize((width, height)).convert(mode)
    buffer = io.BytesIO()
    if kind == "HEIC":
        pillow_heif.from_pillow(image).save(buffer, quality=60)
    else:
        image.save(buffer, kind)
    return buffer.getvalue()


def media_type(kind: str) -> str:
    return f"image/{kind.lower()}"


def spoilt(data: bytes, seed: int, flips: int = 25) -> Iterator[bytes]:
    """Truncated at every tenth, then with seeded bits flipped, bytes cut out and doubled."""
    dice = random.Random(seed)
    for part in range(10):
        yield data[: len(data) * part // 10]
    for _ in range(flips):
        noisy = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            noisy[dice.randrange(len(noisy))] ^= 1 << dice.randrange(8)
        yield bytes(noisy)
    for _ in range(flips // 3):
        at = dice.randrange(len(data))
        size = dice.randint(1, 40)
        yield data[:at] + data[at + size :]
        yield data[:at] + data[at : at + size] * 3 + data[at + size :]


def png_claiming(width: int, height: int, bits: int = 8, colour: int = 2) -> bytes:
    """A few bytes that say they are a huge picture, and hold rows of zeros only."""

    def chunk(name: bytes, body: bytes) -> bytes:
        sealed = name + body
        return struct.pack(">I", len(body)) + sealed + struct.pack(">I", zlib.crc32(sealed))

    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def bomb_png(side: int) -> bytes:
    """A whole valid picture of one bit a pixel: kilobytes that decode to ``side`` squared."""

    def chunk(name: bytes, body: bytes) -> bytes:
        sealed = name + body
        return struct.pack(">I", len(body)) + sealed + struct.pack(">I", zlib.crc32(sealed))

    packer = zlib.compressobj(9)
    row = b"\0" * ((side + 7) // 8 + 1)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def animation(kind: str, frames: int) -> bytes:
    """A picture of many frames: GIF, TIFF or WEBP."""
    pictures = [
        Image.new("P" if kind == "GIF" else "RGB", (16, 16), n % 255) for n in range(frames)
    ]
    buffer = io.BytesIO()
    pictures[0].save(buffer, kind, save_all=True, append_images=pictures[1:])
    return buffer.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def xlsx(sheet: bytes, extra: dict[str, bytes] | None = None) -> bytes:
    """The least that counts as a workbook of one sheet."""
    return zip_of(
        {
            "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats'
            b'.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType='
            b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats'
            b'.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlform'
            b'ats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
            b"</Relationships>",
            "xl/workbook.xml": b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats'
            b'.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument'
            b'/2006/relationships"><sheets><sheet name="a" sheetId="1" '
            b'r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schema'
            b's.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://sch'
            b'emas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="workshee'
            b'ts/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
            **(extra or {}),
        }
    )


def xlsx_bomb() -> bytes:
    """Half a gigabyte of one letter in a sheet of half a megabyte."""
    return xlsx(b"<worksheet><sheetData>" + b"a" * 450_000_000)


def locked_xlsx() -> bytes:
    """An OLE container with the stream that Office puts encrypted workbooks in."""
    sector = 512
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        made = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
        made += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36
        return made + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(
        "EncryptedPackage", 2, 0xFFFFFFFF, 2, 512
    )
    return bytes(header) + fat + folder.ljust(sector, b"\0") + b"\x55" * sector


def collection() -> dict[str, tuple[bytes, str]]:
    """Bad files by name with the code that each ends in; an empty code means it is read."""
    plain = picture("PNG")
    exe = b"MZ\x90\x00" + bytes(range(256)) * 8
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    return {
        "空.png": (b"", "file.empty"),
        "断.png": (plain[: len(plain) // 2], "picture.broken"),
        "断.jpg": (picture("JPEG")[:300], "picture.broken"),
        "断.webp": (picture("WEBP")[:60], "picture.broken"),
        "断.heic": (picture("HEIC")[:200], "picture.broken"),
        "假 zip.png": (zip_of({"a.txt": b"x"}), "file.unknown_type"),
        "网页.jpg": (b"<!DOCTYPE html><html><body>x</body></html>", "file.unknown_type"),
        "程序.jpg": (exe, "file.unknown_type"),
        "程序加图.png": (exe + plain, "file.unknown_type"),
        "炸弹.png": (png_claiming(30_000, 30_000), "picture.too_large"),
        "炸弹16位.png": (png_claiming(30_000, 30_000, 16, 0), "picture.too_large"),
        "真炸弹.png": (bomb_png(15_000), "picture.too_large"),
        "点.png": (picture("PNG", 8, 8)[:8] + png_claiming(1, 1)[8:], "picture.too_small"),
        "线.png": (png_claiming(1, 20_000), "picture.too_small"),
        "加密.xlsx": (locked_xlsx(), "file.password"),
        "坏表.xlsx": (xlsx(b"<worksheet><sheetData><row>")[:700], "table.broken"),
        "零.csv": ((HEAD + ROW).encode().replace(b",", b"\0,"), "file.unknown_type"),
        "只有逗号.csv": (b",,,,,\n" * 500, "table.empty"),
        "实体.xml": (
            (
                f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "哈">{entities}]>'
                "<smses>&a8;</smses>"
            ).encode(),
            "backup.entities",
        ),
        "深.xml": (b'<?xml version="1.0"?>' + b"<a>" * 200_000, "backup.unknown_format"),
        "文档.docx": (zip_of({"[Content_Types].xml": b"", "word/x.xml": b""}), "file.unknown_type"),
        "动.gif": (animation("GIF", 2000), ""),
        "叠.tiff": (animation("TIFF", 1500), ""),
        "动.webp": (animation("WEBP", 60), ""),
        "四色.jpg": (picture("JPEG", mode="CMYK"), ""),
        "好.csv": ((HEAD + ROW).encode("gb18030"), ""),
    }


def write_collection(folder: Path) -> dict[str, str]:
    """Write the collection into a folder; return the code that each file ends in."""
    folder.mkdir(parents=True, exist_ok=True)
    codes: dict[str, str] = {}
    for name, (data, code) in collection().items():
        (folder / name).write_bytes(data)
        codes[name] = code
    return codes
