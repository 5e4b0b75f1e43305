"""A window on a copy of a finished case, at its review."""

from __future__ import annotations

import shutil

from desktop_app.gui.main_window import MainWindow


def window_on(folder, settings, qtbot):
    """Open a case folder in a window and go to the review."""
    settings.second_reader = False
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.cases.open(folder)
    window.page.go(1)
    return window


def window_on_copy(finished, place, settings, qtbot):
    """Open a copy of a case, so that a test may change it."""
    return window_on(shutil.copytree(finished, place / finished.name), settings, qtbot)


def by_lines(window, qtbot, count):
    """Wait until so many lines are said to be in doubt."""
    review = window.page.places["review"]
    qtbot.waitUntil(lambda: review.by_line.isVisible() and review.by_line._count == count)
    return window
