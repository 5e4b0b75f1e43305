"""``juzheng self-test``: is this installation whole, and does the main job work on it?"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop_app.cli.case import take_in
from desktop_app.cli.console import Console
from desktop_app.domain.case import CaseDetails, MessageView
from desktop_app.domain.export import ExportOptions
from desktop_app.domain.tags import Scenario
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation import paths
from desktop_app.foundation.errors import ExitCode, JuzhengError
from desktop_app.foundation.progress import CancelToken, NoProgress
from desktop_app.foundation.texts import Texts

# What stands in resources/selftest/chat.png; drawn by the script beside it.
SELLER_WORDS = ("不得好死", "找到你家")
BUYER_WORDS = "不要再联系我"
EXPECTED = frozenset({Scenario.ABUSE, Scenario.THREAT})


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: catalogue code, whether it is in order, and a fact or reason."""

    name: str
    passed: bool
    detail: str


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add this command's arguments."""
    parser.add_argument("--json", action="store_true", help=texts("cli.help.json"))


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Check resources, engines and one import-read-tag-export; name what is not in order."""
    checks: list[Check] = []
    for check in (*resource_checks(), *_guarded("engines"), *_guarded("way")):
        checks.append(check)
        mark = "✓" if check.passed else "✗"
        console.tell(f"{mark} {console.texts(f'cli.check.{check.name}')}  {check.detail}")
    passed = all(check.passed for check in checks)
    if arguments.json:
        shapes = [dataclasses.asdict(check) for check in checks]
        console.json({"passed": passed, "checks": shapes})
    console.say("cli.self_test.passed" if passed else "cli.self_test.failed")
    return ExitCode.DONE if passed else ExitCode.ENVIRONMENT


def _guarded(name: str) -> Iterator[Check]:
    """Yield the checks of one kind; a known error is a check that failed."""
    try:
        yield from {"engines": engine_checks, "way": way_checks}[name]()
    except JuzhengError as problem:
        yield Check(name, False, problem.code)


def resource_checks() -> Iterator[Check]:
    """Compare bundled fonts, language files and models with their recorded SHA-256."""
    for group in ("tessdata", "models", "fonts"):
        manifest = json.loads(paths.resource(group, "manifest.json").read_bytes())
        recorded = {entry["file"]: entry["sha256"] for entry in manifest["files"]}
        wrong = [name for name, sha256 in recorded.items() if _sha256(group, name) != sha256]
        yield Check(group, not wrong, ", ".join(wrong or sorted(recorded)))


def _sha256(group: str, name: str) -> str:
    try:
        with paths.resource(group, name).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def engine_checks() -> Iterator[Check]:
    """Ask a worker which recognisers it has; the window's process never loads them."""
    from desktop_app.workers.jobs import CheckEngines, EnginesChecked, Ok, problem_of
    from desktop_app.workers.pool import ProcessWorkers

    pool = ProcessWorkers(processes=1)
    try:
        outcome = pool.submit(CheckEngines(), timeout=60).result()
    finally:
        pool.close()
    if not isinstance(outcome, Ok):
        yield Check("engines", False, problem_of(outcome))
        return
    checked = msgspec.msgpack.decode(outcome.value, type=EnginesChecked)
    facts = ", ".join(f"{name} {value}" for name, value in checked.facts.items())
    yield Check("engines", not checked.problems, ", ".join(checked.problems) or facts)


def way_checks() -> Iterator[Check]:
    """Do the main job on a small drawn chat in a temporary case."""
    from desktop_app.app.context import OpenCase
    from desktop_app.app.exporting import export_dossier

    picture = paths.resource("selftest", "chat.png")
    with tempfile.TemporaryDirectory(prefix="juzheng-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "自检 self-test.juzheng"
        with OpenCase.create(place, CaseDetails("自检")) as case:
            status = take_in(case, [picture], NoProgress())
            yield Check("import", status.added == 1 and not status.refused, picture.name)
            views = [view for piece in case.evidence() for view in case.messages(piece.id)]
            yield Check("reading", read_right(views), str(len(views)))
            found = sorted({scenario for view in views for scenario in _scenarios(view)})
            yield Check("tagging", tagged_right(views), ", ".join(found))
            target = Path(folder) / "dossier.pdf"
            done = export_dossier(case, target, ExportOptions(), NoProgress(), CancelToken())
            whole = target.read_bytes().startswith(b"%PDF-") and done.missing_glyphs == 0
            yield Check("export", whole, str(done.pages))


def read_right(views: list[MessageView]) -> bool:
    """Whether both people's known words were read and given to the right one."""
    said = {
        speaker: "".join(v.message.text for v in views if v.message.speaker is speaker)
        for speaker in (Speaker.OTHER, Speaker.SELF)
    }
    heard = all(words in said[Speaker.OTHER] for words in SELLER_WORDS)
    return heard and BUYER_WORDS in said[Speaker.SELF]


def tagged_right(views: list[MessageView]) -> bool:
    """Whether the seller's words got the expected tags and nobody else's got any."""
    seller = {s for v in views if v.message.speaker is Speaker.OTHER for s in _scenarios(v)}
    others = {s for v in views if v.message.speaker is not Speaker.OTHER for s in _scenarios(v)}
    return seller >= EXPECTED and not others


def _scenarios(view: MessageView) -> list[Scenario]:
    return [item.suggestion.scenario for item in view.suggestions]
