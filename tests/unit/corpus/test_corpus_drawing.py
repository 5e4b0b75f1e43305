"""The drawn corpus: same seed, same pixels; every skin draws what its truth says."""

import csv
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.corpus.draw import draw_one, names, write
from tests.corpus.timewords import expected, same_time
from tests.corpus.words import sentences

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"
TRUTH = Path(__file__).resolve().parents[2] / "corpus" / "sample_truth.json"


def test_same_name_and_seed_give_the_same_pixels_and_truth():
    first, again, other = (draw_one("wechat_light", seed) for seed in (5, 5, 6))
    assert first.image.tobytes() == again.image.tobytes()
    assert first.truth == again.truth
    assert first.truth != other.truth


@pytest.mark.parametrize("name", [n for n in names() if not n.startswith("long")])
def test_every_skin_says_something_inside_its_picture(name):
    drawn = draw_one(name, 3)
    boxes = [m.box for m in drawn.truth.messages if m.scored] + [c.box for c in drawn.truth.calls]
    assert boxes
    slack = drawn.image.width * 0.04
    for x, y, w, h in boxes:
        assert w > 0 and h > 0
        assert x >= -slack and x + w <= drawn.image.width + slack
        assert y >= -slack and y + h <= drawn.image.height + slack


@pytest.mark.parametrize("name", ["wechat_dark", "imessage", "taobao_orange", "jd"])
def test_each_side_is_flush_with_its_own_edge(name):
    seen = set()
    for seed in range(4):
        drawn = draw_one(name, seed)
        texts = [m for m in drawn.truth.messages if m.role == "text"]
        left = {m.box[0] for m in texts if m.speaker == "other"}
        right = {m.box[0] + m.box[2] for m in texts if m.speaker == "self"}
        assert not left or (max(left) - min(left) <= 3 and max(left) < drawn.image.width * 0.3)
        assert not right or (max(right) - min(right) <= 3 and min(right) > drawn.image.width * 0.7)
        seen |= {m.speaker for m in texts}
    assert seen == {"self", "other"}


def test_a_long_screenshot_is_as_high_as_asked():
    drawn = draw_one("long_wechat", 0)
    assert drawn.image.height == 20000
    assert len(drawn.truth.messages) > 60


def test_write_keeps_pictures_and_truth_together(tmp_path):
    paths = write(tmp_path, ("sms_miui", "calls_miui"), 2, seed=4)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["files"]
    assert {p.name for p in paths} == set(truth)
    assert {t["kind"] for t in truth.values()} == {"sms", "call_list"}


def test_the_vocabulary_is_broad():
    texts = [line for group in sentences().values() for line in group]
    assert len(texts) >= 300
    assert len({c for line in texts for c in line}) >= 800


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("昨天 22:47", "2022-06-20T22:47:00"),
        ("星期三 07:12", "2022-06-15T07:12:00"),
        ("6月18日 凌晨1:05", "2022-06-18T01:05:00"),
        ("2021年9月15日 中午12:26", "2021-09-15T12:26:00"),
        ("12月30日 下午3:21", "2021-12-30T15:21:00"),
        ("2022-06-18 22:47:12", "2022-06-18T22:47:12"),
        ("38分钟前", "2022-06-21T08:52:00"),
    ],
)
def test_time_words_mean_a_wall_time(words, iso):
    assert expected(words, "2022-06-21T09:30:00").isoformat() == iso
    assert same_time(words, iso, "2022-06-21T09:30:00")
    assert not same_time(words, "2022-06-22T00:00:00", "2022-06-21T09:30:00")


def test_the_sample_case_holds_what_a_demonstration_needs():
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))["files"]
    pieces = {p.name for p in SAMPLE.iterdir()}
    assert set(truth) < pieces
    assert len(pieces) >= 10
    assert sum(p.stat().st_size for p in SAMPLE.iterdir()) < 6_000_000
    counts: dict[str, int] = {}
    for piece in truth.values():
        for message in piece["messages"]:
            for scenario in message["scenarios"]:
                assert message["speaker"] == "other"
                counts[scenario] = counts.get(scenario, 0) + 1
    assert all(counts[s] >= 3 for s in ("abuse", "threat", "nuisance", "mailing"))
    said = [m["text"] for t in truth.values() for m in t["messages"] if m["speaker"] == "self"]
    assert any("不要再联系我" in text for text in said)
    trade = next(t for n, t in truth.items() if n.startswith("Screenshot_20220609"))
    assert not any(m["scenarios"] for m in trade["messages"])
    with Image.open(next(SAMPLE.glob("微信图片*"))) as long:
        assert long.height >= 8000
    table = next(SAMPLE.glob("*.csv")).read_bytes().decode("gbk")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert sum(r["对方号码"].endswith("17000002231") for r in rows) >= 10
