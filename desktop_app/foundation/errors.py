"""Known errors: a code with parameters, an exit code, and never a user text.

The text catalogue (``resources/i18n``) turns ``error.<code>`` into a calm sentence; the
core only says what happened.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; the contract with scripts."""

    DONE = 0
    USAGE = 2
    REFUSED = 3
    ENVIRONMENT = 4
    INTEGRITY = 5
    BUG = 70


class JuzhengError(Exception):
    """A situation that was foreseen.

    Attributes:
        code: stable identifier such as ``file.too_large``; key of the text catalogue.
        params: plain values for the sentence; never message text, names or numbers.
    """

    exit_code = ExitCode.BUG

    def __init__(self, code: str, **params: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, str | int | float] = dict(params)


class UsageError(JuzhengError):
    """The caller asked for something that does not exist."""

    exit_code = ExitCode.USAGE


class InputRefused(JuzhengError):
    """An input can't be taken; everything else goes on."""

    exit_code = ExitCode.REFUSED


class EnvironmentMissing(JuzhengError):
    """Something the machine must provide is missing."""

    exit_code = ExitCode.ENVIRONMENT


class IntegrityBroken(JuzhengError):
    """A stored original, row or log entry differs from what was recorded."""

    exit_code = ExitCode.INTEGRITY


class Cancelled(JuzhengError):
    """The person cancelled the work."""

    exit_code = ExitCode.REFUSED

    def __init__(self) -> None:
        super().__init__("cancelled")
