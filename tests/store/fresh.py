"""New stores for tests, copies of one that is made once, and how many examples a property of stores is tried with."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest

from dragoman.store.connection import open_store


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_store(path, create=True).close()
        return path.read_bytes()


def new_store(path: Path) -> sqlite3.Connection:
    """Return a connection to a new store at `path`, as `open_store(path, create=True)` does, without its migrations."""
    path.write_bytes(_empty())
    return open_store(path)


@contextmanager
def fresh_store() -> Generator[sqlite3.Connection, None, None]:
    """Give a new store in a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, closing(new_store(Path(folder) / "a.db")) as connection:
        yield connection


def examples(few: int, many: int) -> pytest.MarkDecorator:
    """Return a mark by which a test runs twice, with `few` examples and, under the marker "slow", with `many`."""
    return pytest.mark.parametrize("count", [few, pytest.param(many, marks=pytest.mark.slow)])
