"""Draw what layout found on the picture: `python -m tests.helpers.overlay PICTURE OUT.png`."""

import sys
import time
from pathlib import Path

from PIL import Image, ImageDraw

from desktop_app.imaging.decode import decode
from desktop_app.imaging.layout import analyse
from desktop_app.imaging.sniff import sniff

COLOURS = {
    "bubble": "blue",
    "avatar": "orange",
    "picture": "magenta",
    "title_bar": "purple",
    "input_bar": "brown",
    "quote": "cyan",
    "body": "green",
}


def overlay(rgb, layout):
    image = Image.fromarray(rgb)
    draw = ImageDraw.Draw(image)
    for region in layout.regions:
        box = region.box
        colour = COLOURS[region.kind.value]
        draw.rectangle((box.x, box.y, box.right, box.bottom), outline=colour, width=4)
        draw.text((box.x + 4, box.y - 12), f"{region.id} {region.kind} {region.side}", fill=colour)
    for line in layout.lines:
        box = line.box
        colour = "red" if line.region is None else "lime"
        draw.rectangle((box.x - 1, box.y - 1, box.right, box.bottom), outline=colour, width=2)
    return image


if __name__ == "__main__":
    source = Path(sys.argv[1])
    data = source.read_bytes()
    picture = decode(data, sniff(data, source.name))
    start = time.perf_counter()
    found = analyse(picture.rgb)
    took = time.perf_counter() - start
    print(source.name, f"{took * 1000:.0f} ms, photo={found.photo}, bg={found.background}")
    print(len(found.regions), "regions,", len(found.lines), "lines")
    result = overlay(picture.rgb, found)
    if len(sys.argv) > 3:
        result.thumbnail((int(sys.argv[3]), 10000))
    result.save(sys.argv[2])
