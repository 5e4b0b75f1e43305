"""The export: choices, pages that come when looked at, progress, result, refusal."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop_app.domain.case import ChangeSet
from desktop_app.domain.export import Edition, Part, Recipient
from desktop_app.foundation.errors import InputRefused
from desktop_app.foundation.progress import Progress
from desktop_app.gui import core
from desktop_app.gui.bridge import Session
from desktop_app.gui.dialogs.verified import VerifiedDialog
from desktop_app.gui.texts import tr
from desktop_app.gui.views.export import ExportView
from tests.gui.fake_case import rich_case
from tests.gui.fake_pages import FakePreview

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def previews(monkeypatch):
    made = []

    def preview(case, options):
        made.append(FakePreview(case, options, pages=300))
        return made[-1]

    monkeypatch.setattr(core, "preview", preview)
    return made


@pytest.fixture
def view(settings, qtbot, tmp_path, previews):
    session = Session(rich_case(tmp_path / "a.juzheng"), settings)
    view = ExportView(session)
    qtbot.addWidget(view)
    view.resize(1080, 740)
    view.show()
    view.refresh(None)
    qtbot.waitUntil(lambda: view.preview.model.rowCount() == 300)
    yield view
    view.forget()
    session.close()


def test_choices_become_options(view, qtbot):
    qtbot.mouseClick(view.form.recipients[Recipient.POLICE], LEFT)
    qtbot.mouseClick(view.form.editions[Edition.REDACTED], LEFT)
    qtbot.mouseClick(view.form.parts[Part.MATRIX], LEFT)
    qtbot.mouseClick(view.form.originality, LEFT)
    options = view.form.options()
    assert options.recipient is Recipient.POLICE and options.edition is Edition.REDACTED
    assert options.parts == frozenset(Part) - {Part.MATRIX}
    assert not options.originality_column and options.include_untagged
    assert "公安" in view.suggested().name and "脱敏版" in view.suggested().name


def test_only_pages_in_sight_are_drawn(view, qtbot, previews):
    qtbot.waitUntil(lambda: bool(previews[-1].drawn))
    qtbot.wait(150)
    assert max(previews[-1].drawn) < 6
    view.preview.list.verticalScrollBar().setValue(view.preview.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 299 in previews[-1].drawn)


def test_a_change_draws_anew_and_forgets_the_old_pages(view, qtbot, previews):
    first = previews[-1]
    view.refresh(ChangeSet("tag.accepted", messages=frozenset({1})))
    qtbot.waitUntil(lambda: len(previews) > 1 and first.closed, timeout=4000)
    assert view.preview.model.rowCount() == 300


def test_what_is_open_is_said_before_the_export(view, qtbot):
    from desktop_app.gui.widgets.buttons import TextButton

    qtbot.waitUntil(lambda: view.readiness._card is not None)
    buttons = [b for b in view.readiness.findChildren(TextButton) if b.text() == "去看"]
    assert len(buttons) == 5
    for place, signal in ((2, view.lines_asked), (3, view.review_asked)):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(buttons[place], LEFT)


def test_a_case_without_a_name_says_what_the_redacted_edition_needs(view, qtbot):
    ready, case = view.readiness, view._session.case
    point = tr("gui.ready.no_name")
    ready.show_state(case.counts(), [], named=True)
    assert point not in [each.text() for each in ready._card.findChildren(QLabel)]
    ready.show_state(case.counts(), [], named=False)
    assert point in [each.text() for each in ready._card.findChildren(QLabel)]


def test_a_difference_is_named_by_its_exhibit(view, qtbot):
    original = view._session.case.evidence()[0]
    problem = SimpleNamespace(code="original.missing", subject=original.sha256)
    view._show_report(
        SimpleNamespace(checked_files=1, checked_rows=1, checked_entries=1, problems=(problem,))
    )
    dialog = view.findChild(VerifiedDialog)
    words = dialog.findChild(QPlainTextEdit).toPlainText()
    assert original.name in words and original.number in words
    dialog.close()


def test_export_shows_progress_then_the_file(view, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "出 口.pdf"

    def export(case, path, options, sink, cancel):
        sink.report(Progress(1, 3, "cutting", "a.png"))
        time.sleep(0.25)
        path.write_bytes(b"%PDF")
        return SimpleNamespace(path=path, pages=61, sha256="ab" * 32, missing_glyphs=2)

    monkeypatch.setattr(core, "export", export)
    view.export_to(target)
    assert not view.go.isEnabled() and view.run.isVisible()
    qtbot.waitUntil(lambda: view.run._bar.maximum() == 3)
    qtbot.waitUntil(view.run._result.isVisible)
    qtbot.waitUntil(view.go.isEnabled)
    assert view.go.isEnabled() and "61" in view.run._title.text() and "2" in view.run._title.text()
    view.run._copy()
    assert QGuiApplication.clipboard().text() == "ab" * 32


def test_export_can_be_cancelled(view, qtbot, tmp_path, monkeypatch):
    def export(case, path, options, sink, cancel):
        for _ in range(400):
            cancel.check()
            time.sleep(0.01)

    monkeypatch.setattr(core, "export", export)
    view.export_to(tmp_path / "a.pdf")
    view.run._cancel()
    qtbot.waitUntil(view.go.isEnabled)
    assert not view.run.isVisible()


def test_a_refused_export_says_why(view, qtbot, tmp_path, monkeypatch):
    def export(case, path, options, sink, cancel):
        raise InputRefused("export.no_evidence")

    monkeypatch.setattr(core, "export", export)
    view.export_to(tmp_path / "a.pdf")
    qtbot.waitUntil(view.run._problem.isVisible)
    assert view.run._why.text() and view.go.isEnabled()


def test_pictures_are_loaded_as_png_only(tmp_path, _prepared):
    from desktop_app.gui.models.card_facts import worker_picture

    svg = tmp_path / "thumb.png"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert worker_picture(svg).isNull()
    assert worker_picture(tmp_path / "none.png").isNull()


def test_a_package_is_written_beside(view, qtbot, tmp_path, monkeypatch):
    def package(case, path, options, sink, cancel):
        sink.report(Progress(1, 3, "packing", "a.png"))
        path.write_bytes(b"PK")
        return path

    monkeypatch.setattr(core, "package", package)
    view.pack_to(tmp_path / "包.zip")
    assert not view.pack.isEnabled()
    qtbot.waitUntil(view.run._result.isVisible)
    qtbot.waitUntil(view.pack.isEnabled)
    assert not view.run._hash_line.isVisible()


def test_pages_are_blurred_until_clicked(view, qtbot):
    from desktop_app.gui.models.page_model import BlurredRole

    model = view.preview.model
    view._session.set_blur(True)
    assert not model.index(0).data(BlurredRole), "the cover holds no abuse"
    assert model.index(1).data(BlurredRole)
    place = view.preview.list.visualRect(model.index(1))
    view.preview.list.scrollTo(model.index(1))
    place = view.preview.list.visualRect(model.index(1))
    qtbot.mouseClick(view.preview.list.viewport(), LEFT, pos=place.center())
    assert not model.index(1).data(BlurredRole) and model.index(2).data(BlurredRole)
    view._session.set_blur(True)
    assert model.index(1).data(BlurredRole)
