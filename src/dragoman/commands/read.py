"""`dragoman read`."""

from __future__ import annotations

import datetime as dt
import re
import signal
from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer

from dragoman.commands.app import app
from dragoman.commands.options import RegistryOption, StoreOption
from dragoman.commands.output import errors_shown, fail, message_console, output_console
from dragoman.errors import OptionError
from dragoman.reading.options import ReadOptions
from dragoman.registry import load_registry
from dragoman.store.connection import locate_store


@app.command(epilog="Example: dragoman read readouts/ wire.jsonl --column text=body --timezone Europe/Paris")
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, globs, or - for standard input.", show_default=False),
    ],
    store: StoreOption = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the documents were published: 2024-02-12 or 2024-02-12T21:30."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="TZ", help="The outlet's time zone: Europe/Paris or +03:00.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME",
            help="A table's own name of a field, as text=body; repeatable.  Fields: "
            "id, outlet, url, title, published, text, author.",
        ),
    ] = None,
    registry: RegistryOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no ledger, only the closing line.")] = False,
) -> None:
    """Read documents into the store, and print the ledger when there is only one.

    Text, Markdown, HTML, RSS and Atom, JSON Lines, CSV and Parquet are read.  A document that is read
    again replaces its reading; a changed text is a new version beside the old.  What fails is listed
    with its cause and remedy, and the rest goes on.  Ctrl-C keeps what was finished.
    """
    with errors_shown(), interrupts_shown():
        from dragoman.terminal.run import run_read  # noqa: PLC0415 — the packages of the language model take a second

        options = read_options(published, outlet, timezone, column or [])
        status = run_read(
            paths,
            options,
            locate_store(store),
            output_console(),
            message_console(),
            quiet=quiet,
            registry=load_registry(registry),
        )
    raise typer.Exit(status)


def read_options(published: str | None, outlet: str | None, timezone: str | None, columns: list[str]) -> ReadOptions:
    """Return the options of a run; raise `OptionError` for a value that cannot be meant."""
    mapping: dict[str, str] = {}
    for entry in columns:
        name, equals, own = entry.partition("=")
        if not equals or not own:
            raise OptionError(f"--column {entry!r}: give our field and the table's name of it, as in text=body")
        mapping[name.strip()] = own
    moment = read_published(published) if published else None
    return ReadOptions(published=moment, outlet=outlet, timezone=timezone, columns=mapping)


def read_published(text: str) -> dt.date | dt.datetime:
    """Return the day, or the moment where a time is given; raise `OptionError` for what is no date."""
    try:
        return dt.datetime.fromisoformat(text) if re.search(r"\d[T ]\d", text) else dt.date.fromisoformat(text)
    except ValueError:
        raise OptionError(f"--published {text!r} is no date; write 2024-02-12 or 2024-02-12T21:30+02:00") from None


@contextmanager
def interrupts_shown() -> Generator[None, None, None]:
    """Take a request to end (SIGTERM) as Ctrl-C is taken, and say so when it comes before anything was read."""

    def interrupt(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        fail("interrupted before anything was read")
    finally:
        signal.signal(signal.SIGTERM, before)
