"""A small real case of two pictures; a message of the first was missed."""

from __future__ import annotations

from desktop_app.app.context import OpenCase
from desktop_app.domain.case import CaseDetails
from desktop_app.foundation.settings import Settings
from tests.helpers.missing import MISSED_IN, MissingWorkers, add_missed
from tests.helpers.screens import chat_png

INSULT = "你这个傻逼我知道你家住哪"
ASKED = "请不要再联系我"
PARCEL = "亲，您的快递已经发出"
FIRST, SECOND = MISSED_IN, "二.png"


def make_drawing_case(folder, sources):
    """Read two pictures of one layout and conversation into a new case folder."""
    sources.mkdir(parents=True)
    said = [("other", INSULT), ("self", ASKED), ("other", PARCEL)]
    picture = chat_png(sources / FIRST, said, "2022年6月18日 23:40")
    add_missed(picture)
    chat_png(sources / SECOND, [("other", "再不删差评后果自负"), ("self", "我会投诉")])
    with OpenCase.create(
        folder,
        CaseDetails(title="夜间来电", shop="某店"),
        settings=Settings(second_reader=False),
        make_pool=MissingWorkers,
    ) as case:
        case.intake.add([sources])
        assert case.intake.wait(120)
    return folder
