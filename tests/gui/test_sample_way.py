"""A buyer's whole way in the window, with sample files: drop, review by key, export, read again."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.case import EvidenceState
from desktop_app.domain.tags import Scenario, Verdict
from desktop_app.foundation import paths
from desktop_app.gui.main_window import MainWindow
from tests.gui.events import drop, files_data

ABUSIVE = "Screenshot_20220616_225148_com.tencent.mm.jpg"
ORDINARY = "Screenshot_20220609_143105_com.taobao.taobao.jpg"
INSULT = "傻逼，买不起就别买"
CURSE = "你全家都不得好死"


def _text(file):
    document = pypdfium2.PdfDocument(file)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
        return "".join("".join(found).split())
    finally:
        document.close()


@pytest.mark.slow
def test_drop_review_by_keyboard_export_and_read_the_pdf_again(settings, qtbot, tmp_path):
    sample = [paths.resource("sample", name) for name in (ABUSIVE, ORDINARY)]
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    drop(window, files_data(*sample))
    qtbot.keyClicks(window.start.title, "sample")
    qtbot.mouseClick(window.start.make, Qt.MouseButton.LeftButton)
    page = window.page
    case = page.session.case
    qtbot.waitUntil(
        lambda: [piece.state for piece in case.evidence()] == [EvidenceState.READY] * 2,
        timeout=120_000,
    )
    assert case.intake.wait(30)
    chat = next(piece for piece in case.evidence() if piece.name == ABUSIVE)
    trade = next(piece for piece in case.evidence() if piece.name == ORDINARY)
    assert not any(view.suggestions for view in case.messages(trade.id))

    views = {view.message.text: view for view in case.messages(chat.id)}
    review = page.places["review"]
    for words, key, verdict in (
        (INSULT, Qt.Key.Key_A, Verdict.ACCEPTED),
        (CURSE, Qt.Key.Key_R, Verdict.REJECTED),
    ):
        number = views[words].id
        page.open_item("message", number)
        qtbot.waitUntil(
            lambda number=number: (
                review.list.current() is not None
                and review.list.current().key == ("message", number)
            )
        )
        review.list.setFocus()
        qtbot.keyClick(review.list, key)
        qtbot.waitUntil(
            lambda number=number, verdict=verdict: (
                {
                    item.decision and item.decision.verdict
                    for item in case.message(number).suggestions
                }
                == {verdict}
            )
        )

    target = tmp_path / "材 料.pdf"
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    page.export.export_to(target)
    qtbot.waitUntil(page.export.run._result.isVisible, timeout=90_000)
    text = _text(target)
    for view in (*case.messages(chat.id), *case.messages(trade.id)):
        assert "".join(view.message.text.split()) in text, "what was read is what is printed"
    counted = {decision.scenario for decision in case.message(views[INSULT].id).counted()}
    assert Scenario.ABUSE in counted
    assert case.message(views[CURSE].id).counted() == ()
    assert "“傻逼”为侮辱性词语" in text
    assert "“不得好死”" not in text, "a rejected suggestion is no reason"
    assert chat.sha256 in text
    assert trade.sha256 in text
    window.close()
