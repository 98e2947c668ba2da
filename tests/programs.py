"""Starts Python programs beside the tests: a second process that reads, is killed, or runs out of disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SECONDS = 120  # longer than any of them takes on a slow machine


def environment(**more: str) -> dict[str, str]:
    """The tests' environment, with the package and the tests to be imported from where they stand."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "COLUMNS": "100", **more}


def run_python(script: str) -> subprocess.CompletedProcess[str]:
    """Run the script to its end, which must be a good one."""
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=_SECONDS, check=True, env=environment()
    )


def start_python(*arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
    """Start Python with these arguments, its output piped."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=cwd,
    )


def finish(program: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return exit status, output and messages of a program once it has ended."""
    out, messages = program.communicate(timeout=_SECONDS)
    return program.returncode, out, messages
