from hypothesis import given
from hypothesis import strategies as st

from desktop_app.text.lookalikes import digits


def test_digits_misread_as_letters():
    assert digits("l38OOOO1I11") == "13800001111"
    assert digits("Z0Z2") == "2022"


@given(st.text())
def test_length_stays_and_digits_stay(text):
    assert len(digits(text)) == len(text)
    assert all(b == a for a, b in zip(text, digits(text), strict=True) if a.isdecimal())
