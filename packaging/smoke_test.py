"""Try a build, or the source: does it start, is it whole, does the main job work?

``python packaging/smoke_test.py [PROGRAM]`` runs the self-test of a frozen ``juzheng-cli``, or of
the source with this Python, in a folder with a Chinese name and a blank.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 300


def command_of(arguments: Sequence[str]) -> list[str]:
    """Return how to start the program that is tried."""
    if arguments:
        return [str(Path(arguments[0]).resolve())]
    return [sys.executable, "-m", "desktop_app"]


def smoke(command: Sequence[str]) -> list[str]:
    """Run the self-test; return what is wrong, nothing when all is well."""
    with tempfile.TemporaryDirectory(prefix="冒烟 测试-", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": folder, "TEMP": folder}
        done = subprocess.run(
            [*command, "self-test", "--json"],
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
    try:
        checks = json.loads(done.stdout)["checks"]
    except (ValueError, KeyError, TypeError):
        said = done.stderr.decode("utf-8", "replace")[-2000:]
        return [f"exit code {done.returncode}, no report", said]
    wrong = [f"{check['name']}: {check['detail']}" for check in checks if not check["passed"]]
    if done.returncode and not wrong:
        wrong.append(f"exit code {done.returncode}")
    return wrong


def main() -> int:
    """Try the program and say how it went."""
    wrong = smoke(command_of(sys.argv[1:]))
    for line in wrong:
        print(line, file=sys.stderr)
    print("smoke test failed" if wrong else "smoke test passed", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
