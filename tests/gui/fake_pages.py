"""A preview that draws its own pages, so that looks need no worker."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from desktop_app.foundation.progress import Progress


class FakePreview:
    def __init__(self, case, options, pages=7):
        self.folder = Path(tempfile.mkdtemp())
        self.pages = pages
        self.options = options
        self.closed = False
        self.drawn = []

    def build(self, sink, cancel):
        sink.report(Progress(1, 2, "composing"))
        cancel.check()
        return self.pages

    def page(self, index, width):
        file = self.folder / f"{index}-{width}.png"
        # Pages are drawn on a thread beside the window's, so without Qt.
        image = Image.new("RGB", (width, round(width * 297 / 210)), "#FFFFFF")
        pen, unit = ImageDraw.Draw(image), width / 210
        pen.rectangle((18 * unit, 40 * unit, 108 * unit, 49 * unit), "#1F2933")
        for line in range(18):
            top, right = (70 + line * 9) * unit, (188 - line % 4 * 20) * unit
            pen.rectangle((18 * unit, top, right, top + 2 * unit), "#C8CDD2")
        image.save(file)
        self.drawn.append(index)
        return file

    def close(self):
        self.closed = True
