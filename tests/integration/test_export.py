"""From a read case to dossier and package: repeatable, checkable, covered where asked."""

import zipfile
from datetime import UTC, datetime

import pypdfium2
import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.exporting import Preview, export_dossier
from desktop_app.app.packaging import package
from desktop_app.app.verifying import verify
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.export import Edition, ExportOptions, Recipient
from desktop_app.domain.tags import Verdict
from desktop_app.foundation.clock import FixedClock
from desktop_app.foundation.errors import Cancelled, InputRefused
from desktop_app.foundation.progress import CancelToken, NoProgress
from tests.helpers.screens import chat_png

CLOCK = FixedClock(datetime(2022, 6, 25, 1, 0, tzinfo=UTC))
DETAILS = CaseDetails(
    "悦享家居",
    shop="悦享家居旗舰店",
    complainant="林小满",
    contact="13000000000",
    order_no="77001122",
)
ABUSE = "你这个傻逼不删差评你等着"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("出")
    chat_png(
        folder / "Screenshot_20220618_234712.png",
        [("other", ABUSE), ("self", "请不要再联系我"), ("other", "我知道你叫林小满")],
        "2022-06-18 23:40",
    )
    with OpenCase.create(folder / "案.juzheng", DETAILS, clock=CLOCK) as opened:
        opened.intake.add([folder / "Screenshot_20220618_234712.png"])
        assert opened.intake.wait(120)
        (piece,) = opened.evidence()
        for view in opened.messages(piece.id):
            if view.suggestions:
                opened.review.decide_all("message", view.id, Verdict.ACCEPTED).result()
        yield opened


def _export(case, target, **options):
    result = export_dossier(case, target, ExportOptions(**options), NoProgress(), CancelToken())
    return result, target.read_bytes()


def _text(file):
    document = pypdfium2.PdfDocument(file)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return "\n".join(pages)
    finally:
        document.close()


def test_the_same_case_exports_the_same_bytes(case, tmp_path):
    first, one = _export(case, tmp_path / "a.pdf")
    second, other = _export(case, tmp_path / "b.pdf")
    assert one == other
    assert first.sha256 == second.sha256
    assert first.sha256 in case.audit()[-1].detail
    text = _text(tmp_path / "a.pdf").replace("\r\n", "").replace("\n", "")
    for expected in ("证据目录", ABUSE, "请不要再联系我", "电子数据清单", case.case_id, "林小满"):
        assert expected in text, expected


@pytest.mark.parametrize("recipient", list(Recipient))
def test_every_recipient_gets_the_same_numbers(case, tmp_path, recipient):
    _export(case, tmp_path / "r.pdf", recipient=recipient)
    assert "1-1" in _text(tmp_path / "r.pdf")


def test_the_redacted_edition_holds_no_name_or_number(case, tmp_path):
    _, data = _export(case, tmp_path / "r.pdf", edition=Edition.REDACTED)
    text = _text(tmp_path / "r.pdf")
    for secret in ("林小满", "13000000000", "77001122"):
        assert secret not in text.replace("\n", "").replace("\r", "")
        assert secret.encode("utf-16-be") not in data
    assert "傻逼" in text.replace("\n", "").replace("\r", "")


def test_preview_pages_are_pictures(case):
    preview = Preview(case, ExportOptions())
    try:
        pages = preview.build(NoProgress(), CancelToken())
        assert pages > 3
        assert preview.page(pages - 1, 600).read_bytes().startswith(b"\x89PNG")
    finally:
        preview.close()
    assert not list((case.folder / "derived").glob("export-*"))


def test_a_cancelled_export_leaves_nothing(case, tmp_path):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        export_dossier(case, tmp_path / "c.pdf", ExportOptions(), NoProgress(), cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(case, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputRefused) as caught:
        _export(case, tmp_path / "file" / "x.pdf")
    assert caught.value.code == "export.cannot_write"


def test_a_package_can_be_checked_by_anyone(case, tmp_path):
    made = package(case, tmp_path / "包.zip", ExportOptions())
    report = verify(made)
    assert report.problems == ()
    assert report.checked_files == 3
    assert report.checked_entries == len(case.audit())
    with zipfile.ZipFile(made) as archive:
        (original,) = [n for n in archive.namelist() if n.startswith("originals/")]
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert contents[original] == case.original(case.evidence()[0].id).read_bytes()
    contents[original] = contents[original][:-1] + b"?"
    contents["log.jsonl"] = contents["log.jsonl"].replace(b"case.created", b"case.creates")
    tampered = tmp_path / "t.zip"
    with zipfile.ZipFile(tampered, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    problems = {(p.code, p.subject) for p in verify(tampered).problems}
    assert problems == {
        ("file.changed", original),
        ("file.changed", "log.jsonl"),
        ("log.broken", "1"),
    }
