"""What every test stands on: no network, one Hypothesis profile, the language model loaded once, the shared folder."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from dragoman.language.model import load_language

ROOT = Path(__file__).resolve().parent.parent

# A run of the tests is the same everywhere: no deadline (machines differ), and on CI no chance either.
settings.register_profile("here", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, max_examples=100)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def is_loopback(address: Any) -> bool:
    """Whether a socket's address stays on this machine; a path (a Unix socket) does."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test reach past this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse(address: Any) -> None:
        if not is_loopback(address):
            raise AssertionError(f"a test tried to reach {address}; tests use no network")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse(address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data and scorers (DRAGOMAN_SHARED, ../shared by default); skips where there is none."""
    folder = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared").resolve()
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the shared data; {folder} is not there (set DRAGOMAN_SHARED to its folder)")
    return folder


@pytest.fixture(scope="session")
def medium_model() -> None:
    """For tests of whole records, which are those of the medium model; skips where another is installed."""
    name = load_language().name
    if name != "en_core_web_md":
        pytest.skip(
            f"the reviewed record is that of en_core_web_md; {name} is installed (Python 3.11 has the small one)"
        )
