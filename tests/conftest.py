"""What holds for every test: no network, a home of its own, nothing left running."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

_NETWORK_EVENTS = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"}
)
_PATIENCE_S = 10.0


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "keeps_running: what it starts is shared with later tests, which end it"
    )


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Let no test reach the network; sockets inside this machine's processes are pipes."""
    if event not in _NETWORK_EVENTS:
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    if event == "socket.getaddrinfo" or isinstance(address, tuple):
        raise RuntimeError(f"network use in a test: {event}")


sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A home folder as on a Chinese machine, never the developer's own."""
    folder = tmp_path_factory.mktemp("张三 的 家")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE"):
            patch.setenv(name, str(folder))
        for name in ("APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(folder / name))
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind."""
    threads = set(threading.enumerate())
    children = set(multiprocessing.active_children())
    yield
    if request.node.get_closest_marker("keeps_running"):
        return
    deadline = time.monotonic() + _PATIENCE_S
    while left := [*_threads(threads), *(set(multiprocessing.active_children()) - children)]:
        if time.monotonic() > deadline:
            pytest.fail(f"left running: {', '.join(sorted(item.name for item in left))}")
        time.sleep(0.02)


def _threads(before: set[threading.Thread]) -> list[threading.Thread]:
    """Return new threads; those that Qt or another library owns have no Python of their own."""
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
