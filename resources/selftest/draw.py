"""Draw ``chat.png``, the invented chat that ``juzheng self-test`` reads.

Run from the project's root: ``python resources/selftest/draw.py``.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.corpus.chat import PHONES, Turn, draw_chat  # noqa: E402
from tests.corpus.skins import BY_NAME  # noqa: E402

SCRIPT = [
    Turn("system", "time", "2022年6月18日 23:47"),
    Turn("other", "text", "给个差评就想跑？你这种人不得好死"),
    Turn("self", "text", "请按约定退款，以后不要再联系我"),
    Turn("other", "text", "我知道你住哪里，明天就找到你家去"),
]

if __name__ == "__main__":
    image, _truth = draw_chat(
        BY_NAME["wechat_light"], random.Random(7), PHONES[0], SCRIPT, title="小店客服", zoom=1
    )
    image.convert("P", palette=1, colors=64).save(HERE / "chat.png", optimize=True)
