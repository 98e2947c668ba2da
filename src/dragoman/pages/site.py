"""What all pages share: the store and how it is opened, the registry, the language model, what was counted before.

Pages that only look open the store read-only, whatever the options say.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from dragoman.errors import DragomanError, StoreError
from dragoman.language.model import Language
from dragoman.registry import Registry, load_registry
from dragoman.store.connection import open_store

T = TypeVar("T")

_KEPT = 256  # counts and comparisons kept in memory
_FRESH_SECONDS = 15.0  # for so long a count may be shown that a batch being written has since overtaken
_PAGES = 400  # whole answers kept in memory
_LARGEST = 400_000  # bytes of an answer that is kept


@dataclass
class Memory:
    """Results by key, with the state of the store that they were made of; the oldest are forgotten.

    `fresh` is for how many seconds a result may be given out though the store has changed since.
    """

    kept: int = _KEPT
    fresh: float = _FRESH_SECONDS
    entries: OrderedDict[object, tuple[int, float, Any]] = field(
        default_factory=OrderedDict[object, "tuple[int, float, Any]"]
    )
    making: dict[object, threading.Lock] = field(default_factory=dict[object, threading.Lock])
    lock: threading.Lock = field(default_factory=threading.Lock)

    def recall(self, key: object, state: int, make: Callable[[], T], *, keep: Callable[[T], bool] | None = None) -> T:
        """Return what was made for the key, or make it where the store has changed since, and not just now.

        Of several who ask at once, one makes it and the others wait.
        """
        with self.lock:
            making = self.making.setdefault(key, threading.Lock())
        try:
            with making:
                now = time.monotonic()
                with self.lock:
                    found = self.entries.get(key)
                if found is not None and (found[0] == state or now - found[1] < self.fresh):
                    return cast(T, found[2])
                made = make()
                if keep is None or keep(made):
                    with self.lock:
                        self.entries[key] = (state, now, made)
                        self.entries.move_to_end(key)
                        while len(self.entries) > self.kept:
                            self.entries.popitem(last=False)
                return made
        finally:
            with self.lock:  # who waits has the lock already; who comes later finds what was made
                self.making.pop(key, None)

    def forget(self) -> None:
        """Forget everything, after a decision that must show at once."""
        with self.lock:
            self.entries.clear()


@dataclass
class Site:
    """One store behind pages; `token` is what a visitor must know, None where all on this machine may look."""

    store: Path
    read_only: bool = False
    token: str | None = None
    registry_file: Path | None = None
    memory: Memory = field(default_factory=Memory)
    answers: Memory = field(default_factory=lambda: Memory(_PAGES, 0.0))  # whole pages, as long as nothing changes
    writing: threading.Lock = field(default_factory=threading.Lock)  # one reading of documents at a time
    _loading: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def looking(self) -> Generator[sqlite3.Connection, None, None]:
        """Give a connection that cannot write."""
        with closing(open_store(self.store, read_only=True)) as connection:
            yield connection

    @contextmanager
    def deciding(self) -> Generator[sqlite3.Connection, None, None]:
        """Give a connection that may write; raises `StoreError` where pages are read-only."""
        if self.read_only:
            raise StoreError(f"{self.store}: these pages are read-only; start dragoman serve without --read-only")
        with closing(open_store(self.store)) as connection:
            yield connection
        self.forget()

    def state(self) -> int:
        """Return a number that changes when the store does."""
        found = 0
        for path in (self.store, Path(f"{self.store}-wal")):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            if status.st_size:  # an empty log comes and goes with those who look
                found ^= hash((path.name, status.st_mtime_ns, status.st_size))
        return found

    def forget(self) -> None:
        """Forget all that was made, after a decision that must show at once."""
        self.memory.forget()
        self.answers.forget()

    def recall_answer(self, key: object, make: Callable[[], bytes]) -> bytes:
        """Return the answer made before for this key from the store as it is, or make it now."""
        return self.answers.recall(key, self.state(), make, keep=lambda made: len(made) <= _LARGEST)

    def recall(self, key: object, make: Callable[[], T]) -> T:
        """Return what was counted before for this key, or count it now."""
        return self.memory.recall(key, self.state(), make)

    @cached_property
    def registry(self) -> Registry:
        return load_registry(self.registry_file)

    def language(self) -> Language:
        """Return the language model, loaded at the first call, which takes a second or two."""
        from dragoman.language import load_language  # noqa: PLC0415 — the packages of the model take a second

        with self._loading:
            return load_language()

    def warm(self) -> threading.Thread:
        """Return a thread that counts what the first page shows and loads the language model, before anybody asks."""
        from dragoman.pages.ledger import count_first  # noqa: PLC0415 — the ledger imports this module

        def prepare() -> None:
            with suppress(DragomanError):  # the page itself tells what is wrong
                with self.looking() as connection:
                    count_first(self, connection)
                self.language()

        thread = threading.Thread(target=prepare, daemon=True)
        thread.start()
        return thread
