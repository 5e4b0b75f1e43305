import pytest

from desktop_app.domain.recognition import LineStatus, Reading
from desktop_app.ocr.crosscheck import choose, same


def tess(text: str, confidence: float = 92.0) -> Reading:
    return Reading("tesseract/chi_sim", text, confidence)


def second(text: str, confidence: float = 99.0) -> Reading:
    return Reading("ppocr/v6-small", text, confidence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("好的，马上", "好的,马上"),
        ("你等着！", "你等着!"),
        ("１３８００", "13800"),
        ("昨天 22:47", "昨天22：47"),
        ("“老张”撤回", '"老张"撤回'),
        ("￥66.00", "¥66.00"),
        ("行，那就这样吧。", "行，那就这样吧"),
    ],
)
def test_harmless_variants_agree(one: str, other: str):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("已经", "己经"),
        ("退款100元", "退款10元"),
        ("好吗？", "好吗！"),
        ("A1", "Al"),
        ("一-", "--"),
    ],
)
def test_real_differences_stay(one: str, other: str):
    assert not same(one, other)


def test_amounts_keep_their_point():
    assert not same("退款12.99元", "退款1299元")
    assert not same("12.99", "1.299")
    assert same("¥1,299.00", "￥1，299．00")


def test_agreement_keeps_the_second_readers_text():
    chosen, status = choose([tess("好的,马上")], second("好的，马上"))
    assert (chosen.text, status) == ("好的，马上", LineStatus.AGREED)


def test_a_second_look_can_agree():
    chosen, status = choose([tess("己经", 70), tess("已经", 60)], second("已经", 97))
    assert (chosen.text, status) == ("已经", LineStatus.AGREED)


def test_two_guesses_alike_are_a_doubt():
    assert choose([tess("撒下里", 25)], second("撒下里", 91))[1] is LineStatus.DOUBTFUL


def test_sure_reader_overrules_an_unsure_one():
    chosen, status = choose([tess("包庄已到", 57)], second("包裹已到", 99))
    assert (chosen.text, status) == ("包裹已到", LineStatus.SINGLE)


def test_two_sure_readers_that_differ_are_a_doubt():
    assert choose([tess("别再加我", 93)], second("別再加我", 96))[1] is LineStatus.DOUBTFUL


def test_unsure_second_reader_is_a_doubt():
    chosen, status = choose([tess("材个错移", 20)], second("材个渔胸", 80))
    assert (chosen.text, status) == ("材个渔胸", LineStatus.DOUBTFUL)


def test_sure_tesseract_beats_a_guess():
    chosen, status = choose([tess("别再加我微信了", 93)], second("別再加我微信子", 60))
    assert (chosen.text, status) == ("别再加我微信了", LineStatus.DOUBTFUL)


@pytest.mark.parametrize(
    ("first", "other"), [(("|", 53), ("①", 80)), (("人", 30), ("1", 40)), (("有", 36), ("", 0))]
)
def test_icons_hold_no_text(first, other):
    assert choose([tess(*first)], second(*other))[0].text == ""


def test_short_words_are_no_icons():
    assert choose([tess("嗯", 90)], second("嗯", 99)) == (second("嗯", 99), LineStatus.AGREED)
    assert choose([tess("口恩", 30)], second("嗯", 97))[0].text == "嗯"


def test_a_character_that_the_second_reader_drops_is_kept_and_doubted():
    chosen, status = choose([tess("有划痕诶，而且", 91)], second("有划痕，而且", 100))
    assert (chosen.text, status) == ("有划痕诶，而且", LineStatus.DOUBTFUL)
    chosen, status = choose([tess("您是律师吗鉋", 39)], second("您是律师吗", 100))
    assert (chosen.text, status) == ("您是律师吗", LineStatus.SINGLE)


def test_a_letter_that_it_drops_counts_where_the_first_reader_is_certain():
    chosen, status = choose([tess("wx: yxjj_8519", 93)], second("wx: yxj_8519", 99))
    assert (chosen.text, status) == ("wx: yxjj_8519", LineStatus.DOUBTFUL)
    chosen, status = choose([tess("Kx**7", 77)], second("K**7", 100))
    assert (chosen.text, status) == ("K**7", LineStatus.SINGLE)


def test_a_word_before_an_emoji_is_no_icon():
    chosen, status = choose([tess("惊喜例", 30)], second("惊喜③", 63))
    assert (chosen.text, status) == ("惊喜③", LineStatus.DOUBTFUL)


@pytest.mark.parametrize(
    ("reading", "status"),
    [
        (tess("好的", 91), LineStatus.SINGLE),
        (tess("好的", 60), LineStatus.DOUBTFUL),
        (second("好的", 99), LineStatus.SINGLE),
        (second("好的", 85), LineStatus.DOUBTFUL),
        (tess("", 0), LineStatus.DOUBTFUL),
        (Reading("stranger/x", "好的", 99), LineStatus.DOUBTFUL),
    ],
)
def test_a_reader_alone(reading: Reading, status: LineStatus):
    if reading.engine.startswith("ppocr"):
        assert choose([], reading) == (reading, status)
    else:
        assert choose([reading], None) == (reading, status)


def test_no_reading_is_a_mistake():
    with pytest.raises(ValueError, match="no reading"):
        choose([], None)


@pytest.mark.parametrize(
    ("looks", "status"),
    [
        ([("已经", 76.0)], LineStatus.SINGLE),
        ([("已经", 74.0)], LineStatus.DOUBTFUL),
        ([("已经", 74.0), ("已经", 70.0)], LineStatus.SINGLE),
        ([("已经", 74.0), ("己经", 72.0)], LineStatus.DOUBTFUL),
        ([("己经", 50.0), ("己经", 40.0)], LineStatus.DOUBTFUL),
        ([("已经", 89.0), ("己经", 60.0)], LineStatus.SINGLE),
    ],
)
def test_tesseract_alone_is_trusted_where_its_looks_agree(
    looks: list[tuple[str, float]], status: LineStatus
):
    engines = ("tesseract/chi_sim_screen", "tesseract/chi_sim")
    readings = [
        Reading(engine, text, confidence)
        for engine, (text, confidence) in zip(engines, looks, strict=False)
    ]
    assert choose(readings, None) == (readings[0], status)
