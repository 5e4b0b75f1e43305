"""The small menus of the review: a tag, the speaker, an entry, where a box is ignored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.recognition import Side
from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.transcript import Speaker
from desktop_app.gui.models.review_entries import Chip
from desktop_app.gui.texts import tr
from desktop_app.gui.words import scenario_text, severity_text

_SIDES = (Side.LEFT, Side.RIGHT)


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


class SpeakerChoices(Protocol):
    """What a person can say of who spoke."""

    def one(self, speaker: Speaker) -> object:
        """Say it of the open entry."""
        ...

    def of_name(self, speaker: Speaker) -> object:
        """Say it of all in this picture that bear the open entry's name."""
        ...

    def side(self, side: Side, speaker: Speaker, *, everywhere: bool) -> object:
        """Say it of everything on one side, of this picture or of the whole conversation."""
        ...

    def swap(self, *, everywhere: bool) -> object:
        """Make each side the other's."""
        ...


def speaker_menu(
    now: Speaker,
    named: tuple[str, int],
    sides: Mapping[Side, int],
    pictures: int,
    choose: SpeakerChoices,
    parent: QWidget,
) -> QMenu:
    """Return the speakers to choose from: for one entry, a name, a side, or a side everywhere.

    Args:
        now: who is set.
        named: the name on screen over the entry, and how many in this picture bear it.
        sides: how many messages stand on each side of this picture.
        pictures: how many pictures the conversation has, this one among them.
        choose: what a choice does.
        parent: owns the menu.
    """
    menu = _menu(parent)
    for speaker in Speaker:
        if speaker is not now:
            one = menu.addAction(
                tr("review.menu.speaker_one", speaker=tr(f"gui.speaker.{speaker.value}"))
            )
            one.triggered.connect(lambda _=False, each=speaker: choose.one(each))
    name, alike = named
    if name and alike > 1:
        menu.addSeparator()
        below = menu.addMenu(tr("review.menu.named_here", name=name, n=alike))
        for speaker in (Speaker.OTHER, Speaker.SELF):
            words = tr("review.menu.all_are", speaker=tr(f"gui.speaker.{speaker.value}"))
            below.addAction(words).triggered.connect(
                lambda _=False, each=speaker: choose.of_name(each)
            )
    for everywhere in (False, True):
        if not any(sides.get(side) for side in _SIDES) or (everywhere and pictures < 2):
            continue
        where = "everywhere" if everywhere else "here"
        menu.addSeparator()
        for side in _SIDES:
            if not everywhere and not sides.get(side):
                continue
            n = pictures if everywhere else sides[side]
            below = menu.addMenu(tr(f"review.menu.{side.value}_{where}", n=n))
            for speaker in (Speaker.OTHER, Speaker.SELF):
                words = tr("review.menu.all_are", speaker=tr(f"gui.speaker.{speaker.value}"))
                below.addAction(words).triggered.connect(
                    lambda _=False, at=side, each=speaker, far=everywhere: choose.side(
                        at, each, everywhere=far
                    )
                )
        swap = menu.addAction(tr(f"review.menu.swap_{where}", n=pictures))
        swap.triggered.connect(lambda _=False, far=everywhere: choose.swap(everywhere=far))
    return menu


def ignore_menu(pictures: int, choose: Callable[[bool], object], parent: QWidget) -> QMenu:
    """Return where a drawn box is ignored; called with whether all alike are meant.

    Args:
        pictures: how many pictures are laid out alike, this one among them.
        choose: what a choice does.
        parent: owns the menu.
    """
    menu = _menu(parent)
    here = menu.addAction(tr("review.box.ignore_here"))
    here.triggered.connect(lambda _=False: choose(False))
    alike = menu.addAction(tr("review.box.ignore_alike", n=pictures))
    alike.triggered.connect(lambda _=False: choose(True))
    return menu


@dataclass(frozen=True, slots=True)
class Doing:
    """One line of a menu: a text key, its key on the keyboard or empty, and what it does."""

    key: str
    cap: str
    call: Callable[[], object] | None


def entry_menu(
    doings: Sequence[Doing | None],
    breaks: Sequence[tuple[str, Callable[[], object]]],
    parent: QWidget,
) -> QMenu:
    """Return what can be done with an entry; None parts, what has no call is disabled.

    Args:
        doings: top to bottom.
        breaks: breaks of the screen at which it can be cut, offered below ``review.menu.split``.
        parent: owns the menu.
    """
    menu = _menu(parent)
    for doing in doings:
        if doing is None:
            menu.addSeparator()
            continue
        words = tr(doing.key)
        action = menu.addAction(f"{words}\t{doing.cap}" if doing.cap else words)
        action.setEnabled(doing.call is not None)
        if doing.call is not None:
            action.triggered.connect(lambda _=False, call=doing.call: call())
        if doing.key == "review.menu.split" and breaks:
            below = menu.addMenu(tr("review.menu.split_break"))
            for text, call in breaks:
                below.addAction(text).triggered.connect(lambda _=False, call=call: call())
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
