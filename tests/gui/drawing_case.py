"""A small real case whose first picture holds words too faint to be found."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from desktop_app.app.context import OpenCase
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.geometry import Box
from desktop_app.foundation import paths
from desktop_app.foundation.settings import Settings
from desktop_app.workers.pool import InlineWorkers
from tests.helpers.screens import chat_png

INSULT = "你这个傻逼我知道你家住哪"
ASKED = "请不要再联系我"
PARCEL = "亲，您的快递已经发出"
MISSED = "你家住哪我都知道"
MISSED_BOX = Box(180, 770, 700, 100)
FIRST, SECOND = "一.png", "二.png"


def make_drawing_case(folder, sources):
    """Read two pictures of one layout and conversation into a new case folder."""
    sources.mkdir(parents=True)
    said = [("other", INSULT), ("self", ASKED), ("other", PARCEL)]
    picture = chat_png(sources / FIRST, said, "2022年6月18日 23:40")
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), 46)
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    ImageDraw.Draw(image).text((200, 820), MISSED, font=font, fill="#E2E2E2", anchor="lm")
    image.save(picture)
    chat_png(sources / SECOND, [("other", "再不删差评后果自负"), ("self", "我会投诉")])
    with OpenCase.create(
        folder,
        CaseDetails(title="夜间来电", shop="某店"),
        settings=Settings(second_reader=False),
        make_pool=InlineWorkers,
    ) as case:
        case.intake.add([sources])
        assert case.intake.wait(120)
    return folder
