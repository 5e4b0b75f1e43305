"""The score: what counts as found, who spoke, when a call row is right."""

import random

import pytest
from rapidfuzz.distance import Levenshtein

from tests.corpus.score import best_part_distance, fold, score


def _message(speaker, text, y=0, role="text", **more):
    return {
        "speaker": speaker, "text": text, "box": [0, y, 100, 40], "role": role, "scored": True,
    } | more  # fmt: skip


def _truth(messages=(), calls=(), reference="2022-06-21T09:30:00"):
    files = {"a.png": {"messages": list(messages), "calls": list(calls), "reference": reference}}
    return {"files": files}


def _read(messages=(), calls=(), **more):
    return {"path": "x/a.png", "messages": list(messages), "calls": list(calls)} | more


def test_fold_drops_width_spaces_punctuation_and_symbols():
    assert fold("Ａ b，滚！😊 3.5％") == "ab滚35"


def test_best_part_distance_is_the_smallest_over_all_parts():
    rng = random.Random(1)
    for _ in range(60):
        pattern = "".join(rng.choices("甲乙丙", k=rng.randint(1, 6)))
        text = "".join(rng.choices("甲乙丙", k=rng.randint(0, 9)))
        parts = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)]
        wanted = min(Levenshtein.distance(pattern, part) for part in parts)
        assert best_part_distance(pattern, text) == wanted


def test_a_perfect_reading_scores_perfectly():
    said = [_message("other", "再不删评价，后果自负"), _message("self", "请不要再联系我", 60)]
    total, faults = score(_truth(said), [_read(said)])
    assert (total.cer, total.found_share, total.speaker_share) == (0.0, 1.0, 1.0)
    assert faults == {"a.png": []}


def test_one_wrong_character_of_ten_is_found_and_of_nine_is_not():
    ten, nine = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申"
    said = [_message("other", ten), _message("other", nine, 60)]
    heard = [_message("other", "错" + ten[1:]), _message("other", "错" + nine[1:], 60)]
    total, _ = score(_truth(said), [_read(heard)])
    assert total.found == 1
    assert total.cer == pytest.approx((1 / 10 + 1 / 9) / 2)


def test_the_same_words_of_two_people_are_told_apart_by_place():
    said = [_message("other", "滚开", 0), _message("self", "滚开", 500)]
    right, _ = score(_truth(said), [_read(said)])
    swapped = [_message("self", "滚开", 0), _message("other", "滚开", 500)]
    wrong, _ = score(_truth(said), [_read(swapped)])
    assert (right.speaker_share, wrong.speaker_share) == (1.0, 0.0)


def test_plain_text_of_a_peer_is_scored_without_speakers():
    said = [_message("other", "后果自负"), _message("system", "昨天 22:47", 30, "time")]
    read = {"path": "a.png", "text": "昨天22:47\n后 果 自 负\n", "seconds": 1.5}
    total, _ = score(_truth(said), [read])
    assert (total.found_share, total.speaker_share, total.time_cer) == (1.0, None, 0.0)
    assert total.seconds_an_image == 1.5


def test_cut_messages_and_bare_punctuation_are_not_scored():
    said = [_message("other", "半句", scored=False), _message("other", "。。。")]
    total, _ = score(_truth(said), [_read()])
    assert total.messages == 0


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"number": "+86 170-0000-2231"}, False),
        ({"number": "17000002231"}, True),
        ({"missed": False}, False),
        ({"direction": "out"}, False),
        ({"start": "2022-06-21T03:18:00"}, False),
        ({"duration_s": 4}, False),
    ],
)
def test_a_call_row_is_right_only_as_a_whole(change, right):
    wanted = {"number": "170 0000 2231", "direction": "in", "missed": True, "start": "03:17"}
    wanted |= {"duration": None, "box": [0, 0, 1, 1], "count": 9}
    read = {"number": "170 0000 2231", "direction": "in", "missed": True, "duration_s": None}
    read |= {"start": "2022-06-21T03:17:00"} | change
    total, _ = score(_truth(calls=[wanted]), [_read(calls=[read])])
    assert total.calls_right == right


def test_doubt_is_counted_on_wrong_and_right_messages():
    said = [_message("other", "我知道你家住哪里"), _message("other", "明天就去找你", 60)]
    heard = [
        _message("other", "我知道你冢住哪里", status="doubtful"),
        _message("other", "明天就去找你", 60, status="doubtful"),
    ]
    total, _ = score(_truth(said), [_read(heard)])
    assert (total.wrong_lines, total.wrong_doubtful) == (1, 1)
    assert (total.right_lines, total.right_doubtful) == (1, 1)


def test_doubt_is_counted_line_by_line_where_lines_are_told():
    said = [_message("other", "我知道你家住哪里，明天就去找你")]
    lines = [
        {"text": "我知道你冢住哪里，", "doubtful": True},
        {"text": "明天就去找你", "doubtful": False},
    ]
    heard = [_message("other", "我知道你冢住哪里，明天就去找你", status="doubtful", lines=lines)]
    total, _ = score(_truth(said), [_read(heard)])
    assert (total.wrong_lines, total.wrong_doubtful) == (1, 1)
    assert (total.right_lines, total.right_doubtful) == (1, 0)
