"""A window without a screen: offscreen platform, bundled fonts, a person with a Chinese name."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.foundation.settings import Settings
from desktop_app.gui.run import prepare


def pytest_configure(config):
    # The offscreen platform says this once a dialog; it is no fault of the window.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")
    config.addinivalue_line("qt_log_ignore", "Detected locale")


@pytest.fixture(scope="session")
def qapp_cls():
    return QApplication


@pytest.fixture(scope="session")
def _prepared(qapp):
    prepare(qapp, Settings(theme="light"))
    return qapp


@pytest.fixture
def settings(_prepared, tmp_path, monkeypatch):
    from desktop_app.foundation import paths

    home = tmp_path / "张 三"
    home.mkdir()
    monkeypatch.setattr(paths, "settings_file", lambda: home / "settings.json")
    monkeypatch.setattr(paths, "cases_dir", lambda: home / "举证匣")
    return Settings(theme="light", last_folder=str(home / "举证匣"))


@pytest.fixture
def review(window):
    """The review of the window that the test's module opens."""
    return window.page.places["review"]


@pytest.fixture
def case(window):
    return window.page.session.case
