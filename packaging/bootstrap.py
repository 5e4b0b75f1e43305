#!/usr/bin/env python3
"""Set Juzheng up in one command: ``python3 packaging/bootstrap.py setup|demo|test|app``.

Needs only Python 3.11 or newer and the package registries. Makes ``.venv`` in the project's
root once, installs the project and, where it may, the system libraries that Qt needs. The
second run starts at once. Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
DONE, USAGE, ENVIRONMENT, INTERRUPTED = 0, 2, 4, 130
HEARTBEAT_S = 15.0

# Shared library -> Debian package, for what the Qt wheels link to and don't bring along.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
# The same, for windows on a real screen (the xcb platform); not needed headless.
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class CannotGoOn(Exception):
    """Set-up has to stop; the text says why and what to do, the code is the exit code."""

    def __init__(self, text: str, code: int = ENVIRONMENT) -> None:
        super().__init__(text)
        self.code = code


def say(text: str) -> None:
    """Print one short progress line on standard error."""
    print(text, file=sys.stderr, flush=True)


def check_python(version: tuple[int, ...]) -> None:
    """Make sure that this Python is new enough.

    Raises:
        CannotGoOn: it is older than the project supports.
    """
    if version < OLDEST:
        raise CannotGoOn("需要 Python 3.11 或更新版本 · Python 3.11 or newer is needed")


# ---------------------------------------------------------------- system libraries


def loadable(library: str) -> bool:
    """Whether the dynamic loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(
    libraries: Mapping[str, str], found: Callable[[str], bool] = loadable
) -> dict[str, str]:
    """Return the libraries that the loader does not find, with their Debian packages."""
    return {library: package for library, package in libraries.items() if not found(library)}


def root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root, or None where that can't be."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def install_command(packages: Sequence[str]) -> str:
    """Return the command a person types to install Debian packages."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    install = f"apt-get install -y {' '.join(packages)}"
    return install if as_root else f"sudo {install}"


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where this process may; return whether that worked."""
    prefix = root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return False
    say(f"安装系统库 · installing system libraries: {' '.join(packages)}")
    variables = {"DEBIAN_FRONTEND": "noninteractive"}
    wrapped = [*prefix, "env", *(f"{name}={value}" for name, value in variables.items())]
    # A lock held by the system's own updates is waited for, not fought with.
    apt = [*wrapped, "apt-get", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if run_logged(install) == 0:
        return True
    return run_logged([*apt, "update"]) == 0 and run_logged(install) == 0


def window_needs(command: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what Qt misses here for this command: library -> Debian package."""
    if not sys.platform.startswith("linux"):
        return {}
    offscreen = environment.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}
    on_screen = not offscreen and (command == "app" or has_display(environment))
    return missing({**QT_LIBRARIES, **(WINDOW_LIBRARIES if on_screen else {})})


def environment_needs() -> dict[str, str]:
    """Return what this Python misses for making a virtual environment."""
    if importlib.util.find_spec("ensurepip") is not None:
        return {}
    return {"ensurepip": f"python{sys.version_info.major}.{sys.version_info.minor}-venv"}


def provide(needs: Mapping[str, str], *, wanted_only: bool) -> None:
    """Install what the system misses, or say in one command what to install.

    Args:
        needs: what is missing -> its Debian package.
        wanted_only: nothing of it is indispensable for the command.

    Raises:
        CannotGoOn: it is indispensable and can't be installed here.
    """
    packages = sorted(set(needs.values()))
    if not packages or apt_install(packages):
        return
    advice = "缺少系统组件，请运行 · these system parts are missing; please run:\n  "
    if shutil.which("apt-get"):
        advice += install_command(packages)
    else:
        advice = f"缺少系统组件，请安装 · please install: {', '.join(sorted(needs))}"
    if not wanted_only:
        raise CannotGoOn(advice)
    say(advice)


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown to a person."""
    if environment.get("CI"):
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


# ---------------------------------------------------------------- virtual environment


class Environment:
    """The project's virtual environment: made once, stamped, mended when half made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp = self.folder / ".juzheng-ready.json"
        self.unfinished = self.folder / ".juzheng-unfinished"

    @property
    def python(self) -> Path:
        """The environment's own interpreter."""
        if sys.platform == "win32":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    def wanted(self, extras: Sequence[str]) -> dict[str, object]:
        """Return what a finished set-up with these extras is stamped with."""
        project = (self.root / "pyproject.toml").read_bytes()
        return {
            "project": hashlib.sha256(project).hexdigest(),
            "root": str(self.root),
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            "extras": sorted(extras),
        }

    def ready(self, extras: Sequence[str]) -> bool:
        """Whether an earlier run already set up everything that is wanted now."""
        if self.unfinished.exists() or not self.python.exists():
            return False
        try:
            stamped = json.loads(self.stamp.read_text(encoding="utf-8"))
            had = set(stamped.pop("extras"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return False
        wanted = self.wanted(extras)
        wanted.pop("extras")
        return stamped == wanted and had >= set(extras)

    def prepare(self, extras: Sequence[str]) -> None:
        """Make or complete the environment with these extras of the project.

        Raises:
            CannotGoOn: the environment can't be made or the packages can't be fetched.
        """
        if self.ready(extras):
            return
        started = time.monotonic()
        if not self.sound():
            self._make()
        self.unfinished.touch()
        self.stamp.unlink(missing_ok=True)
        target = f".[{','.join(extras)}]" if extras else "."
        say("安装依赖，首次约需几分钟 · installing packages, a few minutes the first time")
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "install"]
        quiet = ["--quiet", "--no-input", "--progress-bar", "off"]
        if run_logged([*pip, *quiet, "-e", target], cwd=self.root) != 0:
            raise CannotGoOn(
                "依赖没有装上：请检查网络后再运行一次 · the packages could not be installed: "
                "please check the network and run this again.\n"
                f"  {log_file()}"
            )
        self.stamp.write_text(json.dumps(self.wanted(extras)), encoding="utf-8")
        self.unfinished.unlink()
        say(f"就绪 · ready ({time.monotonic() - started:.0f} s)")

    def sound(self) -> bool:
        """Whether there is an environment, made to its end, that this Python can complete."""
        if self.unfinished.exists() or not self.python.exists():
            return False
        version = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
        try:
            asked = subprocess.run(
                [str(self.python), "-c", version], capture_output=True, text=True, check=False
            )
        except OSError:
            return False
        return asked.returncode == 0 and asked.stdout.strip() == self.wanted(())["python"]

    def _make(self) -> None:
        say("建立虚拟环境 · making .venv")
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.unfinished.touch()
        if run_logged([sys.executable, "-m", "venv", str(self.folder)]) != 0:
            raise CannotGoOn(f"虚拟环境没有建成 · .venv could not be made\n  {log_file()}")


# ---------------------------------------------------------------- running things


def log_file() -> Path:
    """Return the file that keeps what the installers said."""
    return ROOT / "build" / "setup.log"


def run_logged(command: Sequence[str], cwd: Path | None = None) -> int:
    """Run a command, its output in the log, with a sign of life every 15 s; return its code."""
    log = log_file()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        sink.write(f"\n$ {' '.join(command)}\n".encode())
        sink.flush()
        try:
            process = subprocess.Popen(
                command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT
            )
        except OSError as problem:
            sink.write(f"{problem}\n".encode())
            return 127
        started = time.monotonic()
        while True:
            try:
                return process.wait(HEARTBEAT_S)
            except subprocess.TimeoutExpired:
                say(f"  … {time.monotonic() - started:.0f} s")
            except BaseException:
                process.terminate()
                process.wait()
                raise


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for the project's own programs: UTF-8 everywhere."""
    return {**environment, "PYTHONUTF8": "1"}


def run(python: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the environment's Python in the project's root on this terminal; return its code."""
    done = subprocess.run(
        [str(python), *arguments], cwd=ROOT, env=child_environment(environment), check=False
    )
    return done.returncode


# ---------------------------------------------------------------- the four commands


def do_setup(home: Environment, rest: Sequence[str], environment: Mapping[str, str]) -> int:
    """Nothing more to do: everything is set up."""
    del home, rest, environment
    say("可以使用了 · all set: python3 packaging/bootstrap.py demo | test | app")
    return DONE


def do_demo(home: Environment, rest: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do the main job on the sample case, then show it in the window where there is one."""
    case = ROOT / "build" / "demo" / "示例案件.juzheng"
    code = run(home.python, ["-m", "desktop_app.cli.demo", str(case), *rest], environment)
    if code == DONE and has_display(environment):
        say("打开窗口，关闭即结束 · opening the window; close it to end")
        return run(home.python, ["-m", "desktop_app", str(case)], environment)
    return code


def do_test(home: Environment, rest: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run linters, type checker, layer contracts and the whole test suite, headless."""
    headless = {**environment, "QT_QPA_PLATFORM": "offscreen", "OMP_THREAD_LIMIT": "1"}
    commands = home.python.parent
    checks = {
        "ruff check": [str(home.python), "-m", "ruff", "check", "."],
        "ruff format": [str(home.python), "-m", "ruff", "format", "--check", "."],
        "pyright": [str(home.python), "-m", "pyright"],
        "import layers": [str(commands / "lint-imports")],
    }
    failed = [name for name, command in checks.items() if not _passes(name, command, headless)]
    workers = [] if any(word.startswith("-n") for word in rest) else ["-n", "2"]
    if failed:
        say(f"未通过 · failed: {', '.join(failed)}")
    code = run(home.python, ["-m", "pytest", *workers, *rest], headless)
    return code or (1 if failed else DONE)


def _passes(name: str, command: Sequence[str], environment: Mapping[str, str]) -> bool:
    say(f"检查 · {name}")
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=child_environment(environment),
            stdout=sys.stderr.fileno(),
            check=False,
        )
    except OSError as problem:
        say(str(problem))
        return False
    return done.returncode == 0


def do_app(home: Environment, rest: Sequence[str], environment: Mapping[str, str]) -> int:
    """Open the window."""
    return run(home.python, ["-m", "desktop_app", *rest], environment)


COMMANDS: dict[str, Callable[[Environment, Sequence[str], Mapping[str, str]], int]] = {
    "setup": do_setup,
    "demo": do_demo,
    "test": do_test,
    "app": do_app,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Set up and run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description="Set Juzheng up and run it.")
    parser.add_argument("command", choices=[*COMMANDS], help="what to do after set-up")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to the command")
    chosen = parser.parse_args(arguments)
    environment = dict(os.environ)
    home = Environment(ROOT)
    try:
        check_python(sys.version_info[:2])
        extras = ["dev"] if chosen.command == "test" else []
        needs = window_needs(chosen.command, environment)
        makes = {} if home.ready(extras) or home.sound() else environment_needs()
        # The demonstration's main job needs no window; everything else does.
        provide({**needs, **makes}, wanted_only=chosen.command == "demo" and not makes)
        home.prepare(extras)
        rest = chosen.rest[1:] if chosen.rest[:1] == ["--"] else chosen.rest
        return COMMANDS[chosen.command](home, rest, environment)
    except CannotGoOn as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        say("已停止，再运行一次会接着来 · stopped; run it again to go on")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
