"""Drawn chats whose readings are given: real files, tiles and case, no recogniser.

What a reader would see stands beside the picture, so that a test can say which lines two
readers read differently.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from desktop_app.app.context import OpenCase
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import (
    LineStatus,
    Reading,
    RecognisedLine,
    RecognisedPage,
    Region,
    RegionKind,
    Side,
)
from desktop_app.foundation import paths
from desktop_app.foundation.settings import Settings
from desktop_app.imaging import decode, derive
from desktop_app.reading.page import understand
from desktop_app.workers import jobs
from desktop_app.workers.pool import InlineWorkers

WIDTH = 720
FIRST, SECOND, AGAIN = "tesseract/chi_sim_screen", "ppocr/v6", "tesseract/chi_sim"
_SIZE, _ROW = 30, 44


@dataclass(frozen=True)
class Seen:
    """One screen line: what is drawn, and what each reader says; the second one is shown."""

    truth: str
    first: str
    second: str
    again: str | None = None
    sure: float = 70.0

    @property
    def shown(self):
        return self.second


@dataclass
class Script:
    """The pages that reading will give, by file name."""

    pages: dict[str, RecognisedPage] = field(default_factory=dict)

    def workers(self):
        return ScriptedWorkers(self)

    def draw(self, target: Path, bubbles, *, shift=0) -> Path:
        """Draw a chat: bubbles of (speaker, lines), a line being a text or ``Seen``."""
        self.pages[target.name], picture = _drawn(bubbles, shift)
        if not target.exists():
            picture.save(target)
        return target

    def draw_calls(self, target: Path, rows) -> Path:
        """Draw a list of calls: rows of (number, what below it, time), a text or ``Seen`` each."""
        self.pages[target.name], picture = _drawn_calls(rows)
        picture.save(target)
        return target


class ScriptedWorkers(InlineWorkers):
    """Decodes and draws for real; the reading is the script's."""

    def __init__(self, script):
        self._script = script

    def submit(self, job, timeout=600.0):
        if not isinstance(job, jobs.ReadFile) or job.name not in self._script.pages:
            return super().submit(job, timeout)
        data = Path(job.path).read_bytes()
        picture = decode.decode(data, "image/png")
        sha256 = hashlib.sha256(data).hexdigest()
        page = self._script.pages[job.name]
        if job.derived is not None:
            derive.write_display(picture.rgb, Path(job.derived), sha256)
        read = jobs.FileRead(
            sha256, "image/png", page.width, page.height, "", None, 0, page,
            understand(page, job.kind), 0.01,
        )  # fmt: skip
        return _Done(jobs.Ok(jobs.pack(read)))


class _Done:
    def __init__(self, outcome):
        self._outcome = outcome

    def result(self):
        return self._outcome

    def cancel(self):
        return

    def when_done(self, callback):
        callback()


def _drawn(bubbles, shift):
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), _SIZE)
    height = 140 + sum(len(lines) * _ROW + 66 for _, lines in bubbles)
    picture = Image.new("RGB", (WIDTH, max(height, 900)), "#EDEDED")
    draw = ImageDraw.Draw(picture)
    regions, lines_read = [], []
    y = 100
    for speaker, lines in bubbles:
        mine = speaker == "self"
        wide = max(draw.textlength(_truth(line), font=font) for line in lines)
        w, h = round(wide) + 40, len(lines) * _ROW + 26
        x = WIDTH - 110 - w if mine else 110
        fill = (149, 236, 105) if mine else (255, 255, 255)
        draw.rounded_rectangle((x, y, x + w, y + h), 10, fill=fill)
        avatar = (WIDTH - 90, y, 70, 70) if mine else (20, y, 70, 70)
        draw.rectangle((avatar[0], y, avatar[0] + 70, y + 70), fill="#5B7FB5")
        side = Side.RIGHT if mine else Side.LEFT
        bubble = Region(len(regions), RegionKind.BUBBLE, Box(x, y, w, h), side, fill)
        regions += [
            bubble,
            Region(len(regions) + 1, RegionKind.AVATAR, Box(*avatar), side, (91, 127, 181)),
        ]
        for number, line in enumerate(lines):
            top = y + 13 + number * _ROW
            draw.text((x + 20, top + _ROW / 2), _truth(line), font=font, fill="#111", anchor="lm")
            long = round(draw.textlength(_truth(line), font=font))
            box = Box(x + 20 + shift, top + 7, long, 30)
            lines_read.append(_read(line, box, bubble.id))
        y += h + 40
    page = RecognisedPage(WIDTH, picture.height, (237, 237, 237), tuple(regions), tuple(lines_read))
    return page, picture


def _drawn_calls(rows):
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), _SIZE)
    picture = Image.new("RGB", (WIDTH, 1280), "#FFFFFF")
    draw = ImageDraw.Draw(picture)
    lines_read = []
    for number, row in enumerate(rows):
        top = 140 + number * 130
        for line, x, y in zip(row, (60, 60, 400), (top, top + 48, top + 48), strict=True):
            draw.text((x, y + 15), _truth(line), font=font, fill="#111", anchor="lm")
            long = round(draw.textlength(_truth(line), font=font))
            lines_read.append(_read(line, Box(x, y, long, 30), None))
    page = RecognisedPage(WIDTH, 1280, (255, 255, 255), (), tuple(lines_read))
    return page, picture


def _truth(line):
    return line.truth if isinstance(line, Seen) else line


def _read(line, box, region):
    def edges(text):
        return tuple(box.x + box.w * i // max(1, len(text)) for i in range(len(text) + 1))

    if isinstance(line, str):
        raw = tuple(Reading(engine, line, 96.0, edges(line)) for engine in (FIRST, SECOND))
        return RecognisedLine(line, box, region, 96.0, LineStatus.AGREED, edges(line), raw)
    raw = [Reading(FIRST, line.first, 61.0, edges(line.first))]
    if line.again is not None:
        raw.append(Reading(AGAIN, line.again, 55.0, edges(line.again)))
    raw.append(Reading(SECOND, line.second, line.sure, edges(line.second)))
    return RecognisedLine(
        line.shown, box, region, line.sure, LineStatus.DOUBTFUL, edges(line.shown), tuple(raw)
    )


def make_case(folder: Path, sources: Path, script: Script, **options) -> OpenCase:
    """Make a case of the drawn files in a folder and return it open."""
    case = OpenCase.create(
        folder,
        CaseDetails(title="夜间来电", shop="某店"),
        settings=Settings(second_reader=False),
        make_pool=script.workers,
        **options,
    )
    case.intake.add([sources])
    assert case.intake.wait(120)
    return case


def settled_by_script(page: RecognisedPage) -> RecognisedPage:
    """Return the page as a later, better reader would see it: every line sure of its truth."""
    return replace(
        page, lines=tuple(replace(line, status=LineStatus.AGREED) for line in page.lines)
    )
