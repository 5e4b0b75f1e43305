"""The core's entry points as the window uses them; heavy parts are imported when first used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.case import CaseDetails
from desktop_app.domain.export import ExportOptions
from desktop_app.foundation.errors import InputRefused
from desktop_app.foundation.progress import CancelToken, ProgressSink
from desktop_app.foundation.settings import Settings

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase
    from desktop_app.app.exporting import ExportResult, Preview
    from desktop_app.app.verifying import VerifyReport


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputRefused("case.cannot_write") from error


def create_case(folder: Path, details: CaseDetails, settings: Settings) -> OpenCase:
    """Make a new case folder and open it.

    Raises:
        JuzhengError: ``case.exists`` or ``case.cannot_write``.
    """
    from desktop_app.app.context import OpenCase

    with _disk():
        folder.parent.mkdir(parents=True, exist_ok=True)
        return OpenCase.create(folder, details, settings=settings)


def open_case(folder: Path, settings: Settings) -> OpenCase:
    """Open a case folder.

    Raises:
        JuzhengError: ``case.not_a_case``, ``case.locked``, ``case.newer``, ``case.damaged``.
    """
    from desktop_app.app.context import OpenCase

    with _disk():
        return OpenCase.open(folder, settings=settings)


def export(
    case: OpenCase, target: Path, options: ExportOptions, sink: ProgressSink, cancel: CancelToken
) -> ExportResult:
    """Write the dossier; blocking.

    Raises:
        JuzhengError: what the export could not do, or ``Cancelled``.
    """
    from desktop_app.app.exporting import export_dossier

    return export_dossier(case, target, options, sink, cancel)


def package(
    case: OpenCase, target: Path, options: ExportOptions, sink: ProgressSink, cancel: CancelToken
) -> Path:
    """Write dossier, originals, manifest and log to one zip; blocking.

    Raises:
        JuzhengError: as ``export``.
    """
    from desktop_app.app.packaging import package

    return package(case, target, options, sink, cancel)


def preview(case: OpenCase, options: ExportOptions) -> Preview:
    """Return a preview that renders its pages in a worker."""
    from desktop_app.app.exporting import Preview

    return Preview(case, options)


def verify(path: Path) -> VerifyReport:
    """Check a case folder or package; blocking."""
    from desktop_app.app.verifying import verify

    return verify(path)
