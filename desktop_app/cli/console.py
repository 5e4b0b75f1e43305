"""What a command says: JSON on standard output, sentences on standard error."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from desktop_app.foundation.errors import JuzhengError
from desktop_app.foundation.progress import NoProgress, Progress, ProgressSink
from desktop_app.foundation.texts import LANGUAGES, Texts

_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh-tw", "zh-hk", "zh-mo", "zh_hant", "zh-hant")


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak.

    Args:
        words: the command line; ``--lang`` there wins.
        environment: ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` are asked in this order.

    Returns:
        One of ``LANGUAGES``; simplified Chinese unless English or traditional Chinese is set.
    """
    for index, word in enumerate(words):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(words):
            value = words[index + 1]
        if value in LANGUAGES:
            return value
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").lower()
        if value.startswith(_TRADITIONAL):
            return "zh-TW"
        if value.startswith("en"):
            return "en"
        if value:
            return "zh-CN"
    return "zh-CN"


def use_utf8() -> None:
    """Speak UTF-8 on all three standard streams, whatever the console's code page is."""
    for stream, strictness in (
        (sys.stdin, "strict"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=strictness)


class Console:
    """Where a command's words go.

    Attributes:
        texts: the catalogue in the person's language.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def say(self, key: str, **params: object) -> None:
        """Print one sentence of the catalogue on standard error."""
        self.tell(self.texts(key, **params))

    def tell(self, text: str) -> None:
        """Print a ready line on standard error."""
        print(text, file=sys.stderr, flush=True)

    def error(self, problem: JuzhengError) -> None:
        """Print the calm sentence for a known error on standard error."""
        self.tell(self.error_text(problem))

    def error_text(self, problem: JuzhengError) -> str:
        """Return the calm sentence for a known error."""
        return self.texts.error(problem.code, **problem.params)

    def result(self, text: str) -> None:
        """Print a readable result on standard output."""
        print(text, flush=True)

    def json(self, value: object) -> None:
        r"""Print one JSON value on one line of standard output, in UTF-8.

        A lone surrogate (from a file name that is no UTF-8) stands as its ``\udcxx`` escape.
        """
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()

    @contextlib.contextmanager
    def progress(self) -> Iterator[ProgressSink]:
        """Show a progress bar on standard error while the block runs, on a terminal only."""
        if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            yield NoProgress()
            return
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with RichProgress(*columns, console=RichConsole(stderr=True), transient=True) as bar:
            yield _Bar(self.texts, bar)


class _Bar:
    """A progress sink that draws one bar."""

    def __init__(self, texts: Texts, bar: object) -> None:
        from rich.progress import Progress as RichProgress

        assert isinstance(bar, RichProgress)
        self._texts, self._bar = texts, bar
        self._task = bar.add_task("", total=None)

    def report(self, progress: Progress) -> None:
        stage = self._texts(f"cli.stage.{progress.stage}")
        self._bar.update(
            self._task, description=stage, completed=progress.done, total=progress.total or None
        )
