import dataclasses
import re
import unicodedata

import pikepdf
import pypdfium2 as pdfium
import pytest

from desktop_app.domain.export import Edition, ExportOptions
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.dossier import redaction
from desktop_app.dossier.attack import attack
from desktop_app.dossier.compose import compose
from desktop_app.dossier.pdf import render
from desktop_app.dossier.redaction import Masker, cover
from desktop_app.foundation.errors import IntegrityBroken
from desktop_app.foundation.progress import CancelToken, NoProgress

SECRETS = (
    "林晓禾",
    "13800006712",
    "2871334500214410",
    "13912345678",
    "02161234567",
    "17099990001",
    "幸福路12号3栋502室",
    "晓禾看世界",
    "139 1234 5678",
)


def everything(path) -> str:
    document = pdfium.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    with pikepdf.open(path) as pdf:
        text += "".join(str(value) for value in pdf.docinfo.values())
        with pdf.open_outline() as outline:
            stack = list(outline.root)
            while stack:
                item = stack.pop()
                text += item.title
                stack.extend(item.children)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_the_redacted_edition_holds_no_secret_anywhere(redacted, full):
    text, clear = everything(redacted.path), everything(full.path)
    for secret in SECRETS:
        wanted = re.sub(r"\s", "", unicodedata.normalize("NFKC", secret))
        assert wanted in clear
        assert wanted not in text
    assert "138****6712" in text
    assert "林**" in text
    raw = redacted.path.read_bytes()
    for secret in SECRETS:
        assert secret.encode() not in raw
        assert secret.encode("utf-16-be") not in raw


def test_both_editions_have_the_same_exhibit_numbers(redacted, full):
    numbers = [part.running for part in full.dossier.parts if part.anchor.startswith("exhibit")]
    assert numbers == [
        part.running for part in redacted.dossier.parts if part.anchor.startswith("exhibit")
    ]


def test_a_leak_stops_the_file(drawn, tmp_path, monkeypatch):
    material = drawn.material(options=ExportOptions(edition=Edition.REDACTED))
    monkeypatch.setattr(redaction, "cover", lambda text, kind: text)
    monkeypatch.setattr(Masker, "mask", _seen_but_not_masked)
    dossier = compose(material, ())
    assert "13800006712" in dossier.secrets
    with pytest.raises(IntegrityBroken) as caught:
        render(dossier, tmp_path / "x.pdf", NoProgress(), CancelToken())
    assert caught.value.code == "redaction.leak"
    assert caught.value.params["page"] == 1
    assert not (tmp_path / "x.pdf").exists()


def _seen_but_not_masked(self, text):
    self.seen.update(text[item.start : item.end] for item in self.find(text))
    return text


def test_the_attack_finds_a_string_in_text_metadata_and_bookmarks(full):
    attack(full.path, frozenset({"从来没有出现过的字句"}))
    for present in (
        "13800006712",
        "138 0000 6712",
        "恶意骚扰投诉证据材料 JZ-20220624-01AF",
        "林晓禾",
    ):
        with pytest.raises(IntegrityBroken):
            attack(full.path, frozenset({present}))


def test_the_attack_finds_a_string_that_breaks_over_lines(full):
    with pytest.raises(IntegrityBroken):
        attack(
            full.path, frozenset({"请不要再联系我，有事找平台客服，我的电话13800006712不要再打"})
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话13800006712。", "电话138****6712。"),
        ("电话 138 0000 6712", "电话 138 **** 6712"),
        ("+86-13800006712", "+86-138****6712"),
        ("座机021-61234567", "座机021-****4567"),
        ("写信给 li.ming@example.com 吧", "写信给 l******@*********** 吧"),
        ("身份证11010519491231002X号", "身份证******************号"),
        ("卡号6222021234567890123", "卡号***************0123"),
        ("住上海市浦东新区张江路88号5栋302室", "住*****************"),
        ("2022-06-17 22:47 第 3 条", "2022-06-17 22:47 第 3 条"),
        ("Screenshot_20220618234712.png", "Screenshot_20220618234712.png"),
        ("我知道你家住哪一栋", "我知道你家住哪一栋"),
        ("a" * 64, "a" * 64),
        ("9f13800006712" + "a" * 51, "9f13800006712" + "a" * 51),
    ],
)
def test_what_is_masked_by_its_form(text, expected):
    masked = Masker([]).mask(text)
    if expected.startswith("住"):
        assert "88" not in masked
        assert "302" not in masked
        assert len(masked) == len(text)
    else:
        assert masked == expected


def test_the_name_before_a_number_on_a_slip_is_masked_everywhere(drawn):
    chat = drawn.base.exhibits[0]
    view = chat.messages[1]
    text = "收 林小满 13800006712 收件人 13800006712"
    view = dataclasses.replace(view, message=dataclasses.replace(view.message, text=text))
    slip = dataclasses.replace(chat.evidence, kind=EvidenceKind.SLIP)
    exhibit = dataclasses.replace(chat, evidence=slip, messages=(view,))
    masker = Masker.of(drawn.material(exhibits=(exhibit,)))
    assert masker.mask("你是林小满的老公吧，收件人是谁") == "你是林**的老公吧，收件人是谁"


def test_numbers_in_neighbouring_cells_are_no_leak(full):
    counts = "".join(str(count) for count in full.material.patterns.hours[0])
    assert len(counts) >= 20
    attack(full.path, frozenset({counts, counts[3:15]}))


def test_masks_keep_the_length():
    for kind in ("phone", "name", "mail", "digits", "other", "address"):
        for text in ("13800006712", "张三", "a@b.cn", "1234567890123456"):
            assert len(cover(text, kind)) == len(text)


def test_a_secret_across_a_tag_border_is_masked(drawn):
    material = drawn.material(options=ExportOptions(edition=Edition.REDACTED))
    dossier = compose(material, drawn.pictures)
    assert "幸福路12号" not in repr(dossier.parts)
    assert "13800006712" not in repr(dossier.parts)
