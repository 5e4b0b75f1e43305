import numpy as np
import pytest

from desktop_app.ocr.engine import Strip
from desktop_app.ocr.framing import ON_SCREEN, SCANNED, framing_of, pictured


def strip(rows: int, columns: int, ink_height: int) -> Strip:
    grey = np.full((rows, columns), 255, np.uint8)
    grey[rows // 4 : -rows // 4, columns // 4] = 0
    return Strip(grey, 0, 0, ink_height)


@pytest.mark.parametrize(("rows", "ink_height"), [(52, 40), (20, 16), (90, 40), (30, 30)])
def test_our_own_file_gets_the_rows_of_its_network(rows: int, ink_height: int):
    made = pictured(strip(rows, 200, ink_height), framing_of("chi_sim_screen"))
    assert made is not None
    assert made.grey.shape[0] == 36
    assert made.factor <= ON_SCREEN.ink_height / ink_height


@pytest.mark.parametrize("language", ["chi_sim", "chi_tra", "eng"])
def test_stock_files_get_a_frame(language: str):
    assert framing_of(language) is SCANNED
    made = pictured(strip(52, 200, 40), SCANNED)
    assert made is not None
    assert made.grey.shape == (34 + 20, 130 + 20)


def test_columns_lead_back_to_the_strip():
    made = pictured(strip(52, 200, 40), ON_SCREEN)
    assert made is not None
    ink = int(made.grey.min(axis=0).argmin())
    assert abs(made.column(ink) - 50) <= 1.5


@pytest.mark.parametrize("columns", [200, 40_000])
def test_what_is_no_text_line_has_no_picture(columns: int):
    blank = Strip(np.full((48, columns), 255, np.uint8), 0, 0, 40)
    assert pictured(blank, ON_SCREEN) is None
    if columns > 1000:
        assert pictured(strip(48, columns, 40), ON_SCREEN) is None
