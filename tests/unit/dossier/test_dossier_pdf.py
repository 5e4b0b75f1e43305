import dataclasses
import hashlib
import re
import shutil

import pikepdf
import pypdfium2 as pdfium
import pytest

from desktop_app.domain.export import ExportOptions, Part, Recipient
from desktop_app.dossier import fonts
from desktop_app.dossier.compose import compose
from desktop_app.dossier.layout import lay_out
from desktop_app.dossier.model import Chip, Dossier, PartModel, Run, Space, Stamp
from desktop_app.dossier.model import Paragraph as Text
from desktop_app.dossier.pdf import render
from desktop_app.foundation.errors import Cancelled
from desktop_app.foundation.progress import CancelToken, NoProgress
from tests.helpers.dossier_material import NOW, make


def texts_of(path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def runs_of(value):
    if isinstance(value, Run | Chip):
        yield value.text
    elif isinstance(value, tuple):
        for item in value:
            yield from runs_of(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from runs_of(getattr(value, field.name))


def small(text: str, **more) -> Dossier:
    part = PartModel("cover", "", "封面", 0, "完整版", (Text((Run(text, **more),)), Space(2)))
    return Dossier(
        "题", "主题", "举证匣", "zh-CN", "JZ-1", NOW, Stamp("头", "脚", "{page}/{total}"), (part,)
    )


def write(dossier, path):
    return render(dossier, path, NoProgress(), CancelToken())


def test_every_composed_text_can_be_extracted_from_its_part(full):
    pages = texts_of(full.path)
    anchors = lay_out(full.dossier, lambda: None).flow.anchors
    wanted = 0
    for part in full.dossier.parts:
        first, last = anchors[part.anchor], anchors[f"{part.anchor}/end"]
        found = bare("".join(pages[first - 1 : last])).replace("\ufffe", "")
        for text in runs_of(part.blocks):
            for line in fonts.printed(text).split("\n"):
                assert bare(line) in found, (part.anchor, line)
                wanted += 1
        assert bare(part.title) in found
    assert wanted > 700


def test_every_page_carries_case_running_head_and_its_number(full):
    pages = texts_of(full.path)
    assert len(pages) == full.result.pages
    for number, text in enumerate(pages, start=1):
        assert f"第{number}页/共{len(pages)}页" in bare(text)
        assert "案件JZ-20220624-01AF" in bare(text)
    anchors = lay_out(full.dossier, lambda: None).flow.anchors
    for exhibit in full.material.shown():
        page = anchors[f"exhibit{exhibit.evidence.id}"]
        assert bare(pages[page - 1]).count(f"证据{exhibit.evidence.number}") >= 2


def test_printed_page_numbers_are_the_pages_that_their_links_open(full):
    document = pdfium.PdfDocument(full.path)
    checked = 0
    with pikepdf.open(full.path) as pdf:
        order = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        for index, page in enumerate(pdf.pages):
            textpage = document[index].get_textpage()
            for link in page.get("/Annots", []):
                assert str(link.Subtype) == "/Link"
                assert "/A" not in link
                target = order[link.Dest[0].objgen]
                left, bottom, right, top = (float(value) for value in link.Rect)
                printed = textpage.get_text_bounded(
                    left - 1, bottom + 2, right + 1, top - 2
                ).strip()
                match = re.fullmatch(r"(\d+)(?:–(\d+))?", printed)
                if match:
                    assert int(match[1]) == target, printed
                    checked += 1
    document.close()
    assert checked >= len(full.material.shown())


def test_index_names_first_and_last_page_of_each_exhibit(full):
    pages = texts_of(full.path)
    index = next(text for text in pages if "证明对象和内容" in text and "份数" in text)
    heads = {}
    for number, text in enumerate(pages, start=1):
        match = re.search(r"证据 (\d+-\d+)$", text.splitlines()[0].strip())
        if match:
            heads.setdefault(match[1], []).append(number)
    for exhibit in full.material.shown():
        own = heads[exhibit.evidence.number]
        printed = str(own[0]) if len(own) == 1 else f"{own[0]}–{own[-1]}"
        assert printed in index, exhibit.evidence.number


def test_outline_leads_to_every_part_and_exhibit(full):
    with pikepdf.open(full.path) as pdf:
        titles = []

        def collect(items):
            for item in items:
                titles.append(item.title)
                collect(item.children)

        with pdf.open_outline() as outline:
            collect(outline.root)
        assert str(pdf.Root.PageMode) == "/UseOutlines"
    for part in full.dossier.parts:
        assert part.outline in titles


def test_fonts_are_embedded_subsets_with_a_text_layer(full):
    with pikepdf.open(full.path) as pdf:
        fonts_seen = {
            str(font.BaseFont): font
            for page in pdf.pages
            for font in page.resources.get("/Font", {}).values()
            if "/FontDescriptor" in font
        }
        bare_fonts = [
            font
            for page in pdf.pages
            for font in page.resources.get("/Font", {}).values()
            if "/FontDescriptor" not in font
        ]
        assert not bare_fonts
        assert fonts_seen
        for name, font in fonts_seen.items():
            assert re.match(r"/[A-Z]{6}\+", name), name
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font
            assert len(font.FontDescriptor.FontFile2.read_bytes()) < 400_000


ACTIVE_KEYS = ("/JS", "/JavaScript", "/AA", "/OpenAction", "/EmbeddedFiles", "/AcroForm")
ACTIONS = ("/JavaScript", "/Launch", "/URI", "/SubmitForm")
INFO = {"/Title", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate"}


def test_nothing_active_and_nothing_attached(full):
    with pikepdf.open(full.path) as pdf:
        assert not pdf.attachments
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary):
                for key in (
                    "/JS",
                    "/JavaScript",
                    "/AA",
                    "/OpenAction",
                    "/EmbeddedFiles",
                    "/AcroForm",
                ):
                    assert key not in item
                assert str(item.get("/S", "")) not in (
                    "/JavaScript",
                    "/Launch",
                    "/URI",
                    "/SubmitForm",
                )
        assert str(pdf.docinfo["/CreationDate"]) == "D:20220624173015+08'00'"
        assert set(pdf.docinfo.keys()) == {
            "/Title",
            "/Subject",
            "/Creator",
            "/Producer",
            "/CreationDate",
            "/ModDate",
        }


def test_same_material_gives_the_same_bytes_anywhere(full, tmp_path):
    again = make(tmp_path, "another place")
    assert again.path.read_bytes() == full.path.read_bytes()
    assert again.result == full.result
    assert hashlib.sha256(full.path.read_bytes()).hexdigest() == full.result.sha256


def test_characters_beyond_the_basic_plane_survive_and_missing_ones_are_marked(tmp_path):
    result = write(small("前𠮷😀后"), tmp_path / "a.pdf")
    (text,) = texts_of(tmp_path / "a.pdf")
    assert "前U+20BB7😀后" in bare(text)
    assert result.missing_glyphs == 1


def test_hostile_text_is_printed_as_it_is(tmp_path):
    hostile = (
        "<b>粗</b>&amp;<font color=red>红</font> {page} %s \\u0041 "
        "a\x00b\x07\x1b[31m\u202e反转\u2066x\u2069 👨\u200d👩\u200d👧 \ufeff "
        + "W" * 900
        + "。！？" * 60
    )
    result = write(small(hostile), tmp_path / "h.pdf")
    text = bare("".join(texts_of(tmp_path / "h.pdf")))
    for wanted in (
        "<b>粗</b>&amp;<fontcolor=red>红</font>",
        "{page}",
        "U+0000",
        "U+202E",
        "U+001B",
        "👨👩👧",
    ):
        assert wanted in text
    assert text.count("W") == 900
    assert result.missing_glyphs == 7
    assert "\u202e" not in text


def test_a_message_longer_than_pages_flows_on_without_loss(tmp_path):
    text = "".join(f"第{index}句话，没完没了。" for index in range(900))
    result = write(small(text), tmp_path / "long.pdf")
    assert result.pages > 3
    found = bare("".join(texts_of(tmp_path / "long.pdf")))
    assert all(f"第{index}句话" in found for index in range(0, 900, 50))


def test_cancel_leaves_no_file_and_an_older_one_stays(full, tmp_path):
    target = tmp_path / "x.pdf"
    target.write_bytes(b"older")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        render(full.dossier, target, NoProgress(), cancel)
    assert target.read_bytes() == b"older"
    assert [item.name for item in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.parametrize("recipient", list(Recipient))
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_every_recipient_and_language_gives_the_same_numbers(drawn, tmp_path, recipient, language):
    material = drawn.material(options=ExportOptions(recipient), language=language)
    dossier = compose(material, drawn.pictures)
    result = write(dossier, tmp_path / "x.pdf")
    text = bare("".join(texts_of(tmp_path / "x.pdf")))
    assert result.pages > 10
    assert "dossier." not in text
    for exhibit in material.shown():
        assert exhibit.evidence.sha256 in text.replace("\ufffe", "")


def test_parts_can_be_left_out(drawn, tmp_path):
    options = ExportOptions(parts=frozenset({Part.CATALOGUE}))
    dossier = compose(drawn.material(options=options), drawn.pictures)
    assert [part.anchor for part in dossier.parts] == ["cover", "catalogue", "verify", "statement"]
    write(dossier, tmp_path / "x.pdf")
    assert "第 " in "".join(texts_of(tmp_path / "x.pdf"))


def test_pictures_go_in_undecoded_and_once(full, tmp_path):
    shutil.copy(full.path, tmp_path / "c.pdf")
    with pikepdf.open(tmp_path / "c.pdf") as pdf:
        images = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and str(item.get("/Subtype", "")) == "/Image"
        ]
        assert images
        for image in images:
            assert int(image.DecodeParms.Predictor) == 15
            decoded = pikepdf.PdfImage(image).as_pil_image()
            assert decoded.size == (int(image.Width), int(image.Height))
            assert len(decoded.getcolors(maxcolors=1_000_000) or []) > 1
