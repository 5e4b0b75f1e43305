"""Pictures made from originals: display tiles, thumbnails and printable slices.

All are plain PNG or JPEG without metadata, so that the window and the dossier never touch an
original's bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from desktop_app.domain.geometry import TILE_HEIGHT, Box

THUMBNAIL_WIDTH = 400
_THUMBNAIL_HEIGHT = 520
_PRINT_WIDTH = 1400

Rgb = npt.NDArray[np.uint8]


def write_display(rgb: Rgb, folder: Path, stem: str) -> None:
    """Write ``<stem>.thumb.png`` and ``<stem>.000.png`` … into the folder.

    Tiles have the picture's own pixels, at most ``TILE_HEIGHT`` rows each, top to bottom. The
    thumbnail shows the upper part of a tall picture. Each file appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    height, width = rgb.shape[:2]
    for index, top in enumerate(range(0, height, TILE_HEIGHT)):
        tile = Image.fromarray(np.ascontiguousarray(rgb[top : top + TILE_HEIGHT]))
        _save(tile, folder / f"{stem}.{index:03}.png", compress_level=1)
    visible = min(height, max(1, round(width * _THUMBNAIL_HEIGHT / THUMBNAIL_WIDTH)))
    thumbnail = Image.fromarray(np.ascontiguousarray(rgb[:visible]))
    thumbnail.thumbnail((THUMBNAIL_WIDTH, _THUMBNAIL_HEIGHT), Image.Resampling.LANCZOS)
    _save(thumbnail, folder / f"{stem}.thumb.png")


def write_slices(
    rgb: Rgb, cuts: Sequence[Box], covered: Sequence[Box], folder: Path, stem: str
) -> tuple[tuple[str, int, int], ...]:
    """Write one JPEG for each cut, covered boxes painted black, and return path and size.

    Slices wider than what paper can show are scaled down.
    """
    folder.mkdir(parents=True, exist_ok=True)
    height, width = rgb.shape[:2]
    written: list[tuple[str, int, int]] = []
    for index, cut in enumerate(cuts):
        area = cut.intersection(Box(0, 0, width, height)) or Box(0, 0, width, height)
        piece = Image.fromarray(
            np.ascontiguousarray(rgb[area.y : area.bottom, area.x : area.right])
        )
        draw = ImageDraw.Draw(piece)
        for box in covered:
            common = box.intersection(area)
            if common is not None:
                left, top = common.x - area.x, common.y - area.y
                draw.rectangle((left, top, left + common.w - 1, top + common.h - 1), fill="black")
        if piece.width > _PRINT_WIDTH:
            scaled = max(1, round(piece.height * _PRINT_WIDTH / piece.width))
            piece = piece.resize((_PRINT_WIDTH, scaled), Image.Resampling.LANCZOS)
        target = folder / f"{stem}.slice-{index:03}.jpg"
        _save(piece, target, quality=88, subsampling=0)
        written.append((str(target), piece.width, piece.height))
    return tuple(written)


def _save(picture: Image.Image, target: Path, **options: int) -> None:
    temporary = target.with_name(f".{target.name}.part")
    kind = "JPEG" if target.suffix == ".jpg" else "PNG"
    picture.save(temporary, kind, **options)
    temporary.replace(target)
