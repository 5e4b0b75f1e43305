"""A small real case: drawn chats and a call table, read by real Tesseract, one line in doubt."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from desktop_app.app.context import OpenCase
from desktop_app.app.recognition import file_read
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.recognition import LineStatus
from desktop_app.foundation.settings import Settings
from desktop_app.workers import jobs
from desktop_app.workers.pool import READ_SECONDS, InlineWorkers
from tests.helpers.screens import chat_png

INSULT = "你这个傻逼不删差评你等着"
DOUBTED = "我知道你家住几栋几单元"
NAME = "北欧小铺-小北"
OTHER_READING = "我知道你家住几栋儿单元"
TABLE = (
    "序号,通话起始时间,通话时长,呼叫类型,对方号码,通话地点\n"
    "1,2022-06-20 02:13:05,47秒,被叫,05710000001,杭州\n"
    "2,2022-06-20 02:13:51,12秒,被叫,05710000001,杭州\n"
    "3,2022-06-20 15:02:11,1分4秒,主叫,05710000001,杭州\n"
    "4,2022-06-21 11:30:00,9秒,被叫,17000000002,杭州\n"
)


class _Ticket:
    def __init__(self, ticket):
        self._ticket = ticket

    def result(self):
        outcome = self._ticket.result()
        if not isinstance(outcome, jobs.Ok):
            return outcome
        read = file_read(outcome)
        messages = tuple(
            replace(each, speaker_name=NAME) if each.text in (INSULT, DOUBTED) else each
            for each in read.transcript.messages
        )
        messages = tuple(
            replace(each, status=LineStatus.DOUBTFUL, alternatives=(OTHER_READING,))
            if each.text == DOUBTED
            else each
            for each in messages
        )
        transcript = replace(read.transcript, messages=messages)
        return jobs.Ok(jobs.pack(msgspec.structs.replace(read, transcript=transcript)))

    def cancel(self):
        self._ticket.cancel()

    def when_done(self, callback):
        self._ticket.when_done(callback)


class DoubtingWorkers(InlineWorkers):
    """Reads for real and lets a second reader disagree on one line of somebody named."""

    def submit(self, job, timeout=READ_SECONDS):
        ticket = super().submit(job, timeout)
        return _Ticket(ticket) if isinstance(job, jobs.ReadFile) else ticket


def make_case(folder, sources):
    """Read the sources into a new case folder and close it."""
    sources.mkdir(parents=True)
    chat_png(
        sources / "Screenshot_20220618_234712.png",
        [
            ("other", INSULT),
            ("self", "请不要再联系我"),
            ("other", DOUBTED),
            ("other", "亲，您的快递已经发出"),
        ],
        "2022年6月18日 23:40",
    )
    chat_png(
        sources / "Screenshot_20220619_101500.png",
        [("other", "再不删差评后果自负"), ("self", "我会投诉")],
        "2022年6月19日 10:05",
    )
    (sources / "详单.csv").write_bytes(TABLE.encode("gb18030"))
    (sources / "坏.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    with OpenCase.create(
        folder,
        CaseDetails(title="夜间来电", shop="某店"),
        settings=Settings(second_reader=False),
        make_pool=DoubtingWorkers,
    ) as case:
        case.intake.add([sources])
        assert case.intake.wait(120)
    return folder
