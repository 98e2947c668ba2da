"""`dragoman serve`: what it refuses, and a server of several processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from dragoman.commands.serve import check_workers
from dragoman.errors import OptionError
from dragoman.store.connection import open_store


def test_pages_that_write_have_one_process() -> None:
    check_workers(1, read_only=False)
    with pytest.raises(OptionError, match="--read-only"):
        check_workers(2, read_only=False)


def look(address: str) -> int:
    for _ in range(150):
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310 — an address of our own
                return int(answer.status)
        except URLError:
            time.sleep(0.1)
    return 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_several_processes_answer_and_end_together(tmp_path: Path, end: signal.Signals) -> None:
    store = tmp_path / "record.db"
    open_store(store, create=True).close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dragoman.cli", "serve", "--store", str(store), "--read-only", "--workers", "2"]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL) as server:
        assert look(f"http://127.0.0.1:{port}/api/v1/contacts") == 200
        server.send_signal(end)
        server.wait(20)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as again:
            if again.connect_ex(("127.0.0.1", port)) != 0:
                return
        time.sleep(0.2)
    raise AssertionError("a copy of the process still answers")
