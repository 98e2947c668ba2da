"""Consoles, errors and lines: how commands speak.

Exit status: 0 all was done, 1 some documents failed, 2 nothing could be done.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from dragoman.errors import DragomanError
from dragoman.exports.parquet import write_parquet
from dragoman.exports.rows import Json, write_json
from dragoman.store.connection import locate_store, open_store
from dragoman.terminal.text import plain, show_count


class OutputConsole(Console):
    """A console that leaves a broken pipe to `errors_shown`."""

    def on_broken_pipe(self) -> None:
        """Raise on, where rich would end the program with status 1."""
        raise BrokenPipeError


def output_console() -> Console:
    """Return the console for results: never markup, emoji codes or highlighting of what a document says."""
    return OutputConsole(markup=False, emoji=False, highlight=False, soft_wrap=False)


def message_console() -> Console:
    """Return the console for messages and progress, on standard error."""
    return Console(stderr=True, markup=False, emoji=False, highlight=False)


def fail(message: str) -> NoReturn:
    """End the command with status 2 and the message on standard error; names in it may hold anything."""
    message_console().print(Text.assemble(("error: ", "bold red"), plain(message)), soft_wrap=True)
    raise typer.Exit(2)


@contextmanager
def errors_shown() -> Generator[None, None, None]:
    """Show what dragoman raises on purpose as a message; end quietly when the reader of a pipe has left."""
    try:
        yield
        sys.stdout.flush()
    except DragomanError as error:
        fail(str(error))
    except BrokenPipeError:
        # Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


@contextmanager
def opened_store(path: Path | None, *, create: bool = False) -> Generator[sqlite3.Connection, None, None]:
    """Give the store that the options name, closed in the end; errors are shown."""
    with errors_shown(), closing(open_store(locate_store(path), create=create)) as connection:
        yield connection


def print_lines(rows: Iterable[dict[str, Json]]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        sys.stdout.write(write_json(row) + "\n")


def save_parquet(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], noun: str) -> None:
    """Write the rows to a Parquet file, and say how many there are."""
    count = write_parquet(path, columns, rows)
    message_console().print(Text(f"{show_count(count, noun)} written to {plain(str(path))}"), soft_wrap=True)


def print_table(
    table: RenderableType, count: int, noun: str, modality: str, why_none: Callable[[], str], note: str = ""
) -> None:
    """Print the table and how many it lists with a note on what was counted, or why there is none."""
    console = output_console()
    if not count:
        console.print(Text(why_none(), "dim"))
        return
    hint = "" if modality == "any" else "; --modality any lists those planned, denied or told as background too"
    console.print(table)
    console.print(Text.assemble((show_count(count, noun), "bold"), (note + hint, "dim")))
