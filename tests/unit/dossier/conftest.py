"""One rendered dossier for all tests that only read it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from desktop_app.domain.export import Edition, ExportOptions, Recipient
from desktop_app.dossier.material import DossierMaterial, SlicePicture
from tests.helpers.dossier_material import Builder, Rendered, build, make, slice_pictures


@dataclass(frozen=True)
class Drawn:
    """The invented case, drawn once; ``material(…)`` gives it with other choices."""

    base: DossierMaterial
    maker: Builder
    pictures: tuple[SlicePicture, ...]

    def material(self, **changes) -> DossierMaterial:
        return replace(self.base, **changes)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory) -> Drawn:
    folder = tmp_path_factory.mktemp("drawn")
    material, maker = build(folder)
    return Drawn(material, maker, slice_pictures(material, maker, folder / "slices"))


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
