import pytest

from desktop_app.ocr.scripts import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("13800138000", "eng"),
        ("https://example.com/a?b=1", "eng"),
        ("半641.91", "eng"),
        ("昨天 22:47", "chi_sim"),
        ("WiFi 密码是多少", "chi_sim"),
        ("訂單號碼發給我看一下", "chi_tra"),
        ("别再加我微信了", "chi_sim"),
        ("別再加我微信了", "chi_sim"),
        ("这个訂單號", "chi_sim"),
        ("好", "chi_sim"),
        ("……", "chi_sim"),
        ("", "chi_sim"),
    ],
)
def test_language_by_shape(text: str, language: str):
    assert language_of(text) == language
