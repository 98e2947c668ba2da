"""Runs the server: in this process, or in several that take requests from one socket."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time

import uvicorn
from fastapi import FastAPI

_WATCH_SECONDS = 1.0  # between one look and the next whether the first process is still there


def run_server(application: FastAPI, host: str, port: int, workers: int = 1) -> None:
    """Answer requests until the process is told to end (Ctrl-C, SIGTERM).

    Further workers are copies of this process, secrets included, so that any of them knows a visitor of any other.
    """
    config = uvicorn.Config(
        application, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False,
        limit_concurrency=200, timeout_keep_alive=15,
    )  # fmt: skip
    if workers == 1:
        uvicorn.Server(config).run()
        return
    listening = config.bind_socket()
    copies = [_copy_process(config, listening) for _ in range(workers - 1)]
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        for process in copies:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(process, 0)


def _copy_process(config: uvicorn.Config, listening: socket.socket) -> int:
    """Return the id of a copy of this process, which answers as well and ends with it."""
    parent = os.getpid()
    process = os.fork()
    if process:
        return process
    try:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
