"""The small menus of the review: one tag, the speaker, a tag of one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.transcript import Speaker
from desktop_app.gui.models.review_entries import Chip
from desktop_app.gui.texts import tr
from desktop_app.gui.words import scenario_text, severity_text


def chip_menu(
    chip: Chip,
    decide: Callable[[Verdict], object],
    reopen: Callable[[], object],
    remove: Callable[[], object],
    parent: QWidget,
) -> QMenu:
    """Return what can be done with one tag."""
    menu = _menu(parent)
    if chip.suggestion is None:
        menu.addAction(tr("review.menu.remove")).triggered.connect(lambda _=False: remove())
        return menu
    if chip.open or chip.rejected:
        accept = menu.addAction(tr("review.key.accept"))
        accept.triggered.connect(lambda: decide(Verdict.ACCEPTED))
    if not chip.rejected:
        reject = menu.addAction(tr("review.key.reject"))
        reject.triggered.connect(lambda: decide(Verdict.REJECTED))
    if not chip.open:
        menu.addAction(tr("review.menu.reopen")).triggered.connect(lambda _=False: reopen())
    return menu


def speaker_menu(
    now: Speaker, side: int, choose: Callable[[Speaker, bool], object], parent: QWidget
) -> QMenu:
    """Return the speakers to choose from, for one entry or all of this side.

    Args:
        now: who is set.
        side: how many entries of this picture have that speaker.
        choose: called with the speaker and whether all of the side are meant.
        parent: owns the menu.
    """
    menu = _menu(parent)
    for speaker in Speaker:
        if speaker is now:
            continue
        name = tr(f"gui.speaker.{speaker.value}")
        one = menu.addAction(tr("review.menu.speaker_one", speaker=name))
        one.triggered.connect(lambda _=False, each=speaker: choose(each, False))
    if side > 1:
        menu.addSeparator()
        for speaker in Speaker:
            if speaker is now:
                continue
            name = tr(f"gui.speaker.{speaker.value}")
            words = tr(
                "review.menu.speaker_all", n=side, speaker=name, now=tr(f"gui.speaker.{now.value}")
            )
            every = menu.addAction(words)
            every.triggered.connect(lambda _=False, each=speaker: choose(each, True))
    return menu


def tag_menu(choose: Callable[[Scenario, Severity], object], words: str, parent: QWidget) -> QMenu:
    """Return scenarios by severities; ``words`` are those the tag will be on, or empty."""
    menu = _menu(parent)
    if words:
        short = words if len(words) <= 12 else f"{words[:12]}…"
        head = menu.addAction(tr("review.menu.tag_words", words=short))
        head.setEnabled(False)
        menu.addSeparator()
    for scenario in Scenario:
        for severity in Severity:
            text = tr(
                "review.chip.decided",
                scenario=scenario_text(scenario),
                severity=severity_text(severity),
            )
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, pair=(scenario, severity): choose(*pair))
        if scenario is not Scenario.MAILING:
            menu.addSeparator()
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
