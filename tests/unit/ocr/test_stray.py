from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import LineStatus, Reading, RecognisedLine
from desktop_app.ocr.stray import without_strays

SIMPLE = "这个问题们说发货时间还没动"


def line(
    text: str, first: str, status: LineStatus = LineStatus.DOUBTFUL, sure: float = 90.0
) -> RecognisedLine:
    readings = (Reading("tesseract/chi_sim", first, sure), Reading("ppocr/v6-small", text, 93.0))
    return RecognisedLine(text, Box(0, 0, 90, 20), None, 93.0, status, (), readings)


def test_a_stray_character_gives_way_on_a_simplified_page():
    page = [line(SIMPLE, SIMPLE), line("我再看看別家", "我再看看别家")]
    settled = without_strays(page)[1]
    assert settled.text == "我再看看别家"
    assert settled.status is LineStatus.AGREED
    assert settled.readings[1].text == "我再看看別家"


def test_it_stays_doubtful_where_the_readers_differ_in_more():
    page = [line(SIMPLE, SIMPLE), line("車牌別看错", "车牌别着错")]
    settled = without_strays(page)[1]
    assert settled.text == "车牌别看错"
    assert settled.status is LineStatus.DOUBTFUL


def test_traditional_lines_and_pages_stay_and_so_does_what_only_one_reader_says():
    traditional = line("謝謝您的耐心等待", "谢谢您的耐心等待")
    assert without_strays([line(SIMPLE * 2, SIMPLE * 2), traditional])[1] == traditional
    alone = line("我再看看別家", "我再看看别家")
    assert without_strays([alone]) == (alone,)
    unsaid = line("我再看看別家", "我再看看列家")
    assert without_strays([line(SIMPLE, SIMPLE), unsaid])[1] == unsaid


def test_a_guess_at_a_character_that_the_other_file_lacks_does_not_count():
    page = [line(SIMPLE, SIMPLE), line("殺了你", "杀了你", sure=58.0)]
    assert without_strays(page)[1].text == "殺了你"
