"""From a decoded picture to a recognised page: upright, straight, laid out and read.

Screens copied pixel by pixel pass straight through. A photo is straightened and evenly lit
first; a picture whose text runs from top to bottom is turned, and one whose text reads
poorly is tried upside down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.projection import Projection
from desktop_app.domain.recognition import CaptureFacts, RecognisedLine, RecognisedPage, Sign
from desktop_app.imaging import arrows, camera, flatten, layout, sheet, sideways, straighten
from desktop_app.ocr import finder, reader, sense

Pixels = NDArray[np.uint8]

# Better by so much must a turned picture's share of text in long lines be.
_CLEARLY = 0.2
# Lines that have become so much taller were level before.
_TALLER = 1.3


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture after looking at it.

    Attributes:
        rgb: upright pixels for display, as taken.
        turn: degrees clockwise it was turned beyond what its file says.
        page: what was recognised, in pixels of the straightened picture.
        projection: the way from there to ``rgb``; None where the two are the same.
    """

    rgb: Pixels
    turn: int
    page: RecognisedPage
    projection: Projection | None


@dataclass(frozen=True, slots=True)
class _View:
    """A picture on the way: as taken, straightened, and where its lines are."""

    rgb: Pixels
    turn: int
    flat: flatten.Flat | None
    found: layout.Layout
    settled: bool = False
    """The detector of writing has had its say too."""

    @property
    def pixels(self) -> Pixels:
        return self.rgb if self.flat is None else self.flat.rgb


def see(rgb: Pixels, facts: CaptureFacts, mode: reader.ReaderMode) -> Seen:
    """Recognise a picture whatever way it was taken.

    Args:
        rgb: upright as far as the file says, rows x columns x 3, uint8.
        facts: how the file came to be; ``orientation`` grows by what else is turned.
        mode: which readers.

    Raises:
        EnvironmentMissing: nothing on this machine reads in that mode.
    """
    photo = camera.is_photo(rgb)
    if photo and camera.is_screenful(rgb):
        # Wallpaper without a flat place is nothing that a camera saw at an angle.
        lit = flatten.evenly_lit(rgb)
        found = layout.analyse(lit, finder.find, photo=True)
        view = _View(rgb, 0, flatten.Flat(lit, np.eye(3)), found, settled=True)
    elif photo:
        view = _settled(_level(_on_its_feet(_straight(rgb), mode)))
    else:
        found = layout.analyse(rgb, finder.find, photo=False)
        view = _settled(_on_its_feet(_View(rgb, 0, None, found, settled=True), mode))
    lines, signs = _read(view, mode)
    if sense.is_poor(lines) and _reads_better_upside_down(view, mode):
        view = _settled(_turned(view, 180))
        lines, signs = _read(view, mode)
    found = view.found
    turned = replace(facts, orientation=(facts.orientation + view.turn) % 360)
    page = RecognisedPage(
        found.width,
        found.height,
        found.background,
        found.regions,
        lines,
        photo,
        turned,
        signs,
    )
    return Seen(view.rgb, view.turn, page, _projection(view))


def _straight(rgb: Pixels) -> _View:
    """Return a photo with its screen or sheet seen from straight ahead, where it shows one."""
    surface = sheet.find_sheet(rgb)
    if surface is None:
        lit = flatten.evenly_lit(rgb)
        return _View(rgb, 0, flatten.Flat(lit, np.eye(3)), layout.analyse(lit, photo=True))
    flat = flatten.from_corners(rgb, surface.corners, alone=surface.alone)
    flat = flatten.Flat(flatten.evenly_lit(flat.rgb), flat.matrix)
    return _View(rgb, 0, flat, layout.analyse(flat.rgb, photo=True))


def _level(view: _View) -> _View:
    """Return a photo straightened by its text lines, as far as its borders didn't tell.

    There may be none in sight, or corners of the sheet may lie beyond the picture's edge.
    """
    level = straighten.straightened(view.pixels)
    if level is None:
        return view
    matrix = level.matrix if view.flat is None else view.flat.matrix @ level.matrix
    lit = flatten.evenly_lit(level.rgb)
    found = layout.analyse(lit, photo=True)
    if sideways.line_height(found.lines) > _TALLER * sideways.line_height(view.found.lines):
        # Few lines can mislead: boxes around lines that run up or down are taller.
        return view
    return _View(view.rgb, view.turn, flatten.Flat(lit, matrix), found)


def _on_its_feet(view: _View, mode: reader.ReaderMode) -> _View:
    """Return the picture turned by a quarter where its text runs up or down."""
    if not sideways.may_lie(view.found.lines):
        return view
    quarter = _turned(view, 90)
    share = sideways.run_share(quarter.found.lines)
    if share < sideways.run_share(view.found.lines) + _CLEARLY:
        return view
    if _reads_better_upside_down(quarter, mode):
        return _turned(view, 270)
    return quarter


def _read(
    view: _View, mode: reader.ReaderMode
) -> tuple[tuple[RecognisedLine, ...], tuple[Sign, ...]]:
    """Return what the lines say, and the signs before them."""
    lines, signs = arrows.find_arrows(view.pixels, view.found.lines)
    return reader.read_lines(view.pixels, lines, mode), signs


def _reads_better_upside_down(view: _View, mode: reader.ReaderMode) -> bool:
    chosen = sense.longest(view.found.lines)
    height, width = view.pixels.shape[:2]
    flipped = sideways.upside_down(chosen, width, height)
    return sense.reads_better(
        (view.pixels, chosen), (sideways.turned(view.pixels, 180), flipped), mode
    )


def _turned(view: _View, degrees: int) -> _View:
    """Return the picture turned clockwise and laid out anew, for a first look."""
    rgb = sideways.turned(view.rgb, degrees)
    flat = view.flat
    if flat is not None:
        height, width = flat.rgb.shape[:2]
        there = sideways.turning(degrees, view.rgb.shape[1], view.rgb.shape[0])
        here = sideways.turning(degrees, width, height)
        matrix = there @ flat.matrix @ np.linalg.inv(here)
        flat = flatten.Flat(sideways.turned(flat.rgb, degrees), matrix)
    found = layout.analyse(rgb if flat is None else flat.rgb, photo=view.found.photo)
    return _View(rgb, (view.turn + degrees) % 360, flat, found)


def _settled(view: _View) -> _View:
    """Return the picture laid out with the help of the detector of writing."""
    if view.settled:
        return view
    found = layout.analyse(view.pixels, finder.find, photo=view.found.photo)
    return replace(view, found=found, settled=True)


def _projection(view: _View) -> Projection | None:
    if view.flat is None:
        return None
    height, width = view.rgb.shape[:2]
    return flatten.projection(view.flat.matrix, width, height)
