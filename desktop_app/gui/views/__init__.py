"""The places of a case.

Every place is a ``QWidget`` built with the ``Session`` and fits this contract:

* ``refresh(changes)``: show what is true now; ``None`` means everything may have changed
  (also after a switch of language), else only what the ``ChangeSet`` names.
* ``activate()``: the place came into sight; take the keyboard.
* signal ``openItem(str, int)``: go to ``"evidence"``, ``"message"`` or ``"call"`` with this id
  in the review.

The review also has ``open_item(channel, id)``.
"""

from __future__ import annotations

from typing import Protocol

from desktop_app.domain.case import ChangeSet


class Place(Protocol):
    """What the window asks of a place, besides being a widget with ``openItem``."""

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show what is true now."""
        ...

    def activate(self) -> None:
        """Take the keyboard."""
        ...
