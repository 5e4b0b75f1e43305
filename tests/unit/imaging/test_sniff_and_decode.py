"""Hostile and unusual files at the border: told by content, refused calmly, never a crash."""

import io
import random
import struct
import warnings
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from desktop_app.domain.moment import MomentSource
from desktop_app.foundation.errors import InputRefused
from desktop_app.imaging.capture import capture_facts
from desktop_app.imaging.decode import decode
from desktop_app.imaging.sniff import CSV, PDF, XLS, XLSX, XML, sniff


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def sample(mode="RGB"):
    rgb = np.zeros((60, 40, 3), np.uint8)
    rgb[:30] = (255, 0, 0)
    rgb[30:, 20:] = (0, 0, 255)
    return Image.fromarray(rgb).convert(mode)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
        ("GIF", "image/gif"),
    ],
)
def test_pictures_are_told_by_content_and_decoded(kind, media_type):
    data = encoded(sample(), kind)
    assert sniff(data, "名字.txt") == media_type
    picture = decode(data, media_type)
    assert picture.rgb.shape == (60, 40, 3)
    assert picture.rgb.dtype == np.uint8
    assert abs(int(picture.rgb[5, 5, 0]) - 255) < 12
    assert picture.rgb[5, 5, 2] < 12


def test_heic_is_read_and_stands_upright():
    heif = pillow_heif.from_pillow(sample())
    buffer = io.BytesIO()
    heif.save(buffer)
    data = buffer.getvalue()
    assert sniff(data, "IMG_0231.HEIC") == "image/heic"
    assert decode(data, "image/heic").rgb.shape == (60, 40, 3)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n...", "a.pdf", PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", XLS),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "a.bin", XLSX),
        ("起始时间,对方号码\r\n".encode("gb18030"), "话单.csv", CSV),
        ("\ufeff姓名,电话\n".encode(), "a.csv", CSV),
        ("姓名\t电话\n".encode("utf-16"), "a.csv", CSV),
        (b'<?xml version="1.0"?><calls/>', "calls.xml", XML),
    ],
)
def test_tables_and_documents_are_told(data, name, expected):
    assert sniff(data, name) == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04" + b"\0" * 26 + b"holiday.txt", "file.unknown_type"),
        (b"MZ\x90\x00" + bytes(range(256)), "file.unknown_type"),
        (b"<!DOCTYPE html><html></html>", "file.unknown_type"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "file.password",
        ),
    ],
)
def test_other_files_are_refused_with_a_code(data, code):
    with pytest.raises(InputRefused) as refusal:
        sniff(data, "x.dat")
    assert refusal.value.code == code


def test_modes_are_brought_to_rgb():
    alpha = sample("RGBA")
    alpha.putalpha(0)
    assert decode(encoded(alpha, "PNG"), "image/png").rgb.min() == 255
    palette = decode(encoded(sample("P"), "PNG"), "image/png")
    assert palette.rgb[5, 5, 0] > 200
    cmyk = decode(encoded(sample("CMYK"), "JPEG"), "image/jpeg")
    assert cmyk.rgb[5, 5, 0] > 200
    assert cmyk.rgb[5, 5, 2] < 60
    deep = Image.fromarray(np.full((20, 20), 65535, np.uint16))
    assert decode(encoded(deep, "PNG"), "image/png").rgb.min() == 255
    dim = Image.fromarray(np.full((20, 20), 32768, np.uint16))
    assert abs(int(decode(encoded(dim, "PNG"), "image/png").rgb[0, 0, 0]) - 128) <= 1


def test_orientation_turns_the_picture_and_keeps_stored_sizes():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F], exif[0x0110] = "Huawei", "P40"
    exif.get_ifd(0x8769)[0x9003] = "2022:06:18 23:47:12"
    picture = decode(encoded(sample(), "JPEG", exif=exif), "image/jpeg")
    assert (picture.width, picture.height) == (40, 60)
    assert picture.rgb.shape == (40, 60, 3)
    assert picture.orientation == 90
    facts = capture_facts(picture, "Screenshot_20200101_000000.jpg", None)
    assert facts.captured is not None
    assert facts.captured.iso() == "2022-06-18T23:47:12"
    assert facts.captured.source is MomentSource.EXIF
    assert facts.device == "Huawei P40"


def test_capture_time_comes_from_the_name_then_from_the_file():
    from datetime import UTC, datetime

    picture = decode(encoded(sample(), "PNG"), "image/png")
    named = capture_facts(picture, "mmexport1655567232000.png", None).captured
    assert named is not None
    assert named.iso() == "2022-06-18T23:47:12"
    late = datetime(2022, 6, 18, 15, 47, 12, tzinfo=UTC)
    filed = capture_facts(picture, "图.png", late).captured
    assert filed is not None
    assert filed.iso() == "2022-06-18T23:47:12"
    assert filed.source is MomentSource.FILE_TIME
    assert capture_facts(picture, "图.png", None).captured is None


def png_claiming(width, height):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(40_000, 40_000), (200_000, 10), (100_000, 9_000)])
def test_bombs_are_refused_before_a_pixel_is_decoded(size):
    with pytest.raises(InputRefused) as refusal:
        decode(png_claiming(*size), "image/png")
    assert refusal.value.code == "picture.too_large"


def test_tiny_pictures_are_refused():
    with pytest.raises(InputRefused) as refusal:
        decode(encoded(Image.new("RGB", (3, 3)), "PNG"), "image/png")
    assert refusal.value.code == "picture.too_small"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF"])
def test_truncated_and_flipped_files_are_refused_or_read_never_anything_else(kind):
    data = encoded(sample(), kind)
    media_type = f"image/{kind.lower()}"
    dice = random.Random(7)
    broken = [data[: len(data) * part // 10] for part in range(1, 10)]
    for _ in range(40):
        noisy = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            noisy[dice.randrange(len(noisy))] ^= 1 << dice.randrange(8)
        broken.append(bytes(noisy))
    refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for case in broken:
            try:
                assert decode(case, media_type).rgb.ndim == 3
            except InputRefused as refusal:
                assert refusal.code.startswith("picture.")
                refused += 1
    assert refused >= 3


def test_the_first_frame_of_an_animation_is_taken():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert tuple(decode(data, "image/gif").rgb[3, 3]) == (255, 0, 0)
