"""A chat of which one message was missed: real files and readers, its line taken from the page."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from PIL import Image, ImageDraw, ImageFont

from desktop_app.app.recognition import file_read
from desktop_app.domain.geometry import Box
from desktop_app.foundation import paths
from desktop_app.reading.page import understand
from desktop_app.workers import jobs
from desktop_app.workers.pool import READ_SECONDS, InlineWorkers

MISSED = "你家住哪我都知道"
MISSED_BOX = Box(180, 770, 700, 100)
MISSED_IN = "一.png"


def add_missed(picture):
    """Draw the message that will be missed, without a bubble, into a picture."""
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), 46)
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    ImageDraw.Draw(image).text((200, 820), MISSED, font=font, fill="#777777", anchor="lm")
    image.save(picture)


class _Ticket:
    def __init__(self, ticket):
        self._ticket = ticket

    def result(self):
        outcome = self._ticket.result()
        if not isinstance(outcome, jobs.Ok):
            return outcome
        read = file_read(outcome)
        page = read.page
        kept = tuple(line for line in page.lines if not MISSED_BOX.holds_centre(line.box))
        assert len(kept) < len(page.lines), "the line to be missed was read"
        page = replace(page, lines=kept)
        transcript = understand(page, read.transcript.kind)
        return jobs.Ok(jobs.pack(msgspec.structs.replace(read, page=page, transcript=transcript)))

    def cancel(self):
        self._ticket.cancel()

    def when_done(self, callback):
        self._ticket.when_done(callback)


class MissingWorkers(InlineWorkers):
    """Reads for real and misses one line of one picture, unless its box is asked for."""

    def submit(self, job, timeout=READ_SECONDS):
        ticket = super().submit(job, timeout)
        missing = isinstance(job, jobs.ReadFile) and job.name == MISSED_IN
        return _Ticket(ticket) if missing else ticket
