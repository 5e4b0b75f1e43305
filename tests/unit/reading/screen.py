"""Recognised pages put together by hand, for tests."""

from datetime import datetime

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import (
    CaptureFacts,
    LineStatus,
    Reading,
    RecognisedLine,
    RecognisedPage,
    Region,
    RegionKind,
    Side,
)

CAPTURED = Moment(datetime(2022, 6, 19, 9, 0), Precision.SECOND, MomentSource.EXIF)


class Screen:
    """Puts a recognised page together."""

    def __init__(self, width=1080, height=2000):
        self.width, self.height = width, height
        self.regions, self.lines = [], []

    def region(self, kind, box, side=Side.LEFT, colour=(255, 255, 255), parent=None):
        self.regions.append(Region(len(self.regions), kind, Box(*box), side, colour, parent))
        return self.regions[-1].id

    def line(self, text, x, y, h=44, region=None, status=LineStatus.AGREED, ink=(0, 0, 0), w=None):
        width = w or max(len(text) * h, h)
        edges = tuple(x + width * i // max(len(text), 1) for i in range(len(text) + 1))
        box = Box(x, y, width, h)
        readings = (Reading("one", text, 90.0), Reading("two", text, 90.0))
        self.lines.append(
            RecognisedLine(text, box, region, 90.0, status, edges, readings, ink, (255, 255, 255))
        )
        return self.lines[-1]

    def says(self, text, y, own=False, **options):
        x = 300 if own else 150
        side = Side.RIGHT if own else Side.LEFT
        colour = (149, 236, 105) if own else (255, 255, 255)
        box = (x, y, 630, 100)
        bubble = self.region(RegionKind.BUBBLE, box, side, colour)
        self.line(text, x + 30, y + 28, region=bubble, **options)
        avatar = (960, y, 90, 90) if own else (30, y, 90, 90)
        self.region(RegionKind.AVATAR, avatar, side)
        return bubble

    def centre(self, text, y, h=34):
        width = len(text) * h
        return self.line(text, (self.width - width) // 2, y, h, w=width, ink=(178, 178, 178))

    def page(self, captured=CAPTURED):
        lines = sorted(self.lines, key=lambda item: (item.box.y, item.box.x))
        return RecognisedPage(
            self.width,
            self.height,
            (237, 237, 237),
            tuple(self.regions),
            tuple(lines),
            facts=CaptureFacts(captured),
        )


def chat():
    screen = Screen()
    screen.line("22:47", 60, 20, 34)
    screen.line("5G 87%", 850, 20, 34)
    screen.centre("悦享售后8号", 120, 48)
    screen.centre("昨天 23:47", 300)
    screen.says("你等着", 380)
    screen.says("请不要再联系我", 540, own=True)
    screen.centre("6月19日 08:00", 700)
    screen.says("呵呵", 780)
    return screen
