"""List what the program ships with, and under which licences: ``build/licences.md``.

Run with the environment's Python: ``.venv/bin/python packaging/licences.py``. Fails on a
licence that a GPL-3.0-or-later program can't ship with, and on one it does not know.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = "juzheng"

# Words that name a licence fit for a GPL-3.0-or-later program, as metadata spells them.
FIT = re.compile(
    r"\b(MIT|MIT-CMU|HPND|BSD|0BSD|BSL-1\.0|Apache|ISC|PSF|Python Software Foundation|"
    r"Python-2\.0|MPL|Mozilla Public|LGPL|Lesser General|GPL-2\.0-or-later|GPL-3\.0|GPLv3|"
    r"GPLv2\+|Unlicense|CC0|Zlib|zlib|OFL|Public Domain)",
    re.IGNORECASE,
)
# Words that make it unfit, whatever else is named beside them without "OR".
UNFIT = re.compile(
    r"(proprietary|commercial only|non-?commercial|CC-BY-NC|SSPL|BUSL|Commons Clause|"
    r"GPL-2\.0-only|all rights reserved)",
    re.IGNORECASE,
)
# Metadata that says nothing, looked up in the package's own licence file.
KNOWN = {"tesserocr": "MIT"}

# Bundled files that are no Python packages.
RESOURCES = (
    ("Tesseract language files (resources/tessdata)", "Apache-2.0"),
    ("PP-OCRv6 recogniser and detector (resources/models)", "Apache-2.0"),
    ("Noto Sans SC, Noto Emoji (resources/fonts)", "OFL-1.1"),
    ("libtesseract, leptonica (inside tesserocr)", "Apache-2.0, BSD-2-Clause"),
    ("Qt 6 (inside PySide6)", "LGPL-3.0-only"),
    ("libheif, libde265, x265 (inside pillow-heif)", "LGPL-3.0, LGPL-3.0, GPL-2.0-or-later"),
)


@dataclass(frozen=True)
class Entry:
    """One package, its version and licence as its metadata state it."""

    name: str
    version: str
    licence: str

    @property
    def fit(self) -> bool:
        """Whether the program may be shipped with it."""
        choices = re.split(r"\s+OR\s+", self.licence)
        return any(FIT.search(choice) and not UNFIT.search(choice) for choice in choices)


def licence_of(package: Distribution) -> str:
    """Return the licence that a package's metadata state, in one line."""
    metadata = package.metadata
    name = metadata["Name"].lower()
    if name in KNOWN:
        return KNOWN[name]
    if expressions := metadata.get_all("License-Expression"):
        return expressions[0]
    classifiers = [
        value.rpartition(" :: ")[2]
        for value in metadata.get_all("Classifier") or []
        if value.startswith("License :: ") and not value.endswith("OSI Approved")
    ]
    if classifiers:
        return " AND ".join(classifiers)
    texts = [text.strip() for text in metadata.get_all("License") or [] if text.strip()]
    return texts[0].splitlines()[0][:80] if texts else "unknown"


def shipped(project: str = PROJECT) -> Iterator[Entry]:
    """Yield every installed package that the project needs at run time, by name."""
    seen: dict[str, Distribution] = {}
    waiting = [project]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        try:
            seen[name] = distribution(name)
        except PackageNotFoundError:
            continue  # not needed on this system
        for requirement in seen[name].requires or []:
            needed, _, marker = requirement.partition(";")
            if "extra" not in marker:
                waiting.append(re.split(r"[^\w.-]", needed.strip())[0])
    seen.pop(project)
    for name in sorted(seen):
        yield Entry(name, seen[name].version, licence_of(seen[name]))


def report(entries: list[Entry]) -> str:
    """Return the list as a Markdown table."""
    lines = [
        "# Licences of what Juzheng ships with",
        "",
        "Juzheng itself: GPL-3.0-or-later.",
        "",
        "| package | version | licence |",
        "|---|---|---|",
        *(f"| {entry.name} | {entry.version} | {entry.licence} |" for entry in entries),
        "",
        "| bundled with them or in resources/ | licence |",
        "|---|---|",
        *(f"| {name} | {licence} |" for name, licence in RESOURCES),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the list; return 1 where a licence is unfit or unknown."""
    entries = list(shipped())
    target = ROOT / "build" / "licences.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(report(entries), encoding="utf-8")
    unfit = [entry for entry in entries if not entry.fit]
    for entry in unfit:
        print(f"unfit: {entry.name} {entry.version}: {entry.licence}", file=sys.stderr)
    print(f"{len(entries)} packages, {len(unfit)} unfit: {target}", file=sys.stderr)
    return 1 if unfit or not entries else 0


if __name__ == "__main__":
    sys.exit(main())
