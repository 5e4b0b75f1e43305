"""Bytes of a picture → upright RGB pixels under hard limits; nothing hostile gets further."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageFile, ImageOps

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.foundation.errors import InputRefused, JuzhengError

MAX_BYTES = 256 * 1024 * 1024
MAX_PIXELS = 200_000_000
MAX_SIDE = 120_000
MIN_SIDE = 8
_BAND = 256

_FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/heic": "HEIF",
    "image/avif": "AVIF",
}
# EXIF orientation → degrees clockwise that the stored picture is turned to stand upright.
_DEGREES = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture.

    Attributes:
        rgb: ``uint8`` array, height x width x 3, upright.
        width, height: pixels of the stored picture, before it was turned upright.
        orientation: degrees clockwise it was turned (0, 90, 180, 270).
        captured: capture time from EXIF, or None.
        device: maker and model from EXIF, or empty.
    """

    rgb: NDArray[np.uint8]
    width: int
    height: int
    orientation: int
    captured: Moment | None
    device: str


def decode(data: bytes, media_type: str) -> Picture:
    """Return the picture in ``data``: its first frame, upright, flattened on white.

    Args:
        data: the whole file.
        media_type: what ``imaging.sniff`` said, e.g. ``image/png``.

    Raises:
        InputRefused: ``file.unknown_type``, ``picture.too_large`` (pixels, sides or bytes),
            ``picture.too_small`` or ``picture.broken`` (truncated, damaged or not decodable).
    """
    wanted = _FORMATS.get(media_type)
    if wanted is None:
        raise InputRefused("file.unknown_type")
    if len(data) > MAX_BYTES:
        raise InputRefused("picture.too_large", megapixels=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _decode(data, wanted)
        except JuzhengError:
            raise
        except (
            MemoryError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ) as error:
            raise InputRefused("picture.too_large", megapixels=0) from error
        except Exception as error:  # decoders raise whatever they like on broken bytes
            raise InputRefused("picture.broken") from error


def _decode(data: bytes, wanted: str) -> Picture:
    formats = ("JPEG", "MPO") if wanted == "JPEG" else (wanted,)
    with Image.open(io.BytesIO(data), formats=formats) as image:
        _check_size(*image.size)
        image.seek(0)
        image.load()
        exif = image.getexif()
        width, height = image.size
        orientation = _orientation(image, exif, wanted)
        captured, device = _camera(exif)
        ImageOps.exif_transpose(image, in_place=True)
        rgb = _to_rgb(image)
    if orientation in (90, 270) and wanted == "HEIF":
        # libheif hands the picture over already turned; say the sizes as they are stored.
        width, height = height, width
    return Picture(rgb, width, height, orientation, captured, device)


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise InputRefused("picture.too_large", megapixels=round(width * height / 1_000_000))
    if min(width, height) < MIN_SIDE:
        raise InputRefused("picture.too_small", width=width, height=height)


def _orientation(image: Image.Image, exif: Image.Exif, wanted: str) -> int:
    stored = image.info.get("original_orientation") if wanted == "HEIF" else None
    tag = stored if stored is not None else exif.get(ExifTags.Base.Orientation, 1)
    return _DEGREES.get(tag, 0) if isinstance(tag, int) else 0


def _to_rgb(image: Image.Image) -> NDArray[np.uint8]:
    """Return 8-bit RGB whatever the mode; alpha on white, 16 bits scaled down.

    Rows are taken in bands, so that a tall screenshot is held twice at most: as decoded and as
    the result.
    """
    width, height = image.size
    rgb = np.empty((height, width, 3), np.uint8)
    wide = image.mode.startswith("I") or image.mode == "F"
    grey = np.asarray(image) if wide else np.empty(0)
    top = 255.0 if image.mode != "F" and grey.max(initial=0) <= 255 else 65535.0
    factor = 255.0 / (1.0 if image.mode == "F" else top)
    for row in range(0, height, _BAND):
        rows = slice(row, min(row + _BAND, height))
        if wide:
            band = np.nan_to_num(grey[rows].astype(np.float64)) * factor
            rgb[rows] = np.clip(band, 0, 255).astype(np.uint8)[:, :, None]
        else:
            rgb[rows] = _flattened(image.crop((0, rows.start, width, rows.stop)))
    return rgb


def _flattened(band: Image.Image) -> NDArray[np.uint8]:
    if band.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in band.info:
        front = band.convert("RGBA")
        band = Image.new("RGBA", front.size, (255, 255, 255, 255))
        band.alpha_composite(front)
    return np.asarray(band if band.mode == "RGB" else band.convert("RGB"), dtype=np.uint8)


def _camera(exif: Image.Exif) -> tuple[Moment | None, str]:
    """Return capture time and device from EXIF; broken values count as missing."""
    try:
        details = exif.get_ifd(ExifTags.IFD.Exif)
    except Exception:
        details = {}
    stamp = details.get(ExifTags.Base.DateTimeOriginal) or details.get(
        ExifTags.Base.DateTimeDigitized
    )
    stamp = stamp or exif.get(ExifTags.Base.DateTime)
    maker, model = (_plain(exif.get(tag)) for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
    device = model if model.lower().startswith(maker.lower()) else f"{maker} {model}".strip()
    return _exif_moment(_plain(stamp)), device[:120]


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="ignore")
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value if c.isprintable()).strip()


def _exif_moment(stamp: str) -> Moment | None:
    try:
        value = datetime.strptime(stamp[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    if not 1990 <= value.year <= 2100:
        return None
    return Moment(value, Precision.SECOND, MomentSource.EXIF)
