"""One rendered dossier for all tests that only read it."""

from __future__ import annotations

import pytest

from desktop_app.domain.export import Edition, ExportOptions, Recipient
from tests.helpers.dossier_material import Rendered, make


@pytest.fixture(scope="session")
def full(tmp_path_factory) -> Rendered:
    return make(tmp_path_factory.mktemp("材料 卷"), "full")


@pytest.fixture(scope="session")
def redacted(tmp_path_factory) -> Rendered:
    return make(
        tmp_path_factory.mktemp("dossier"),
        "redacted",
        options=ExportOptions(Recipient.POLICE, Edition.REDACTED),
    )
