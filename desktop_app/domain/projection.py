"""A flat thing seen from an angle: the way from its straightened picture back to the photo."""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop_app.domain.geometry import Box


@dataclass(frozen=True, slots=True)
class Projection:
    """Maps pixels of a straightened picture to pixels of the upright photo.

    Attributes:
        matrix: the 3 x 3 homography, row by row.
        width, height: pixels of the upright photo; mapped boxes are cut to it.
    """

    matrix: tuple[float, ...]
    width: int
    height: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the straightened picture lies on the photo."""
        a, b, c, d, e, f, g, h, i = self.matrix
        depth = g * x + h * y + i
        depth = depth if abs(depth) > 1e-9 else 1e-9
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

    def box(self, box: Box) -> Box:
        """Return the smallest upright box on the photo that holds a mapped box."""
        corners = [self.point(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
        left = min(max(math.floor(min(x for x, _ in corners)), 0), self.width - 1)
        top = min(max(math.floor(min(y for _, y in corners)), 0), self.height - 1)
        right = min(max(math.ceil(max(x for x, _ in corners)), left + 1), self.width)
        bottom = min(max(math.ceil(max(y for _, y in corners)), top + 1), self.height)
        return Box(left, top, right - left, bottom - top)
