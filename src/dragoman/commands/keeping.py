"""`dragoman dump`, `dragoman load` and `dragoman check`."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.app import app
from dragoman.commands.options import RegistryOption, StoreOption
from dragoman.commands.output import errors_shown, message_console, opened_store, output_console
from dragoman.registry import load_registry
from dragoman.store.connection import locate_store, open_store
from dragoman.store.identity import resolve_identities
from dragoman.store.lines import dump_readings, dump_to_file, load_lines, open_lines
from dragoman.store.occurrences import resolve_occurrences
from dragoman.terminal.text import show_count


@app.command(epilog="Example: dragoman dump readings.jsonl")
def dump(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write; standard output by default.")] = Path(
        "-"
    ),
    store: StoreOption = None,
) -> None:
    """Write every reading and judgement of the store as JSON Lines, from which dragoman load rebuilds it."""
    with opened_store(store) as connection:
        if file == Path("-"):
            dump_readings(connection, sys.stdout)
            return
        done = dump_to_file(connection, file)
        counts = [(done.readings, "reading"), (done.judgements, "judgement"), (done.corrections, "correction")]
        told = ", ".join(show_count(*each) for each in counts if each[0] or each is counts[0])
        message_console().print(f"{told} written to {file}", soft_wrap=True)


@app.command(epilog="Example: dragoman load readings.jsonl --store rebuilt.db")
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What dragoman dump has written; - for standard input.")],
    store: StoreOption = None,
    registry: RegistryOption = None,
) -> None:
    """Load the readings and judgements of a dump into a store, which is made when it is missing."""
    with errors_shown(), open_lines(file) as lines, closing(open_store(locate_store(store), create=True)) as connection:
        holders = load_registry(registry)
        try:
            count = load_lines(connection, lines, file)
        finally:
            resolve_identities(connection, holders)
            resolve_occurrences(connection)
    message_console().print(f"{show_count(count, 'reading')} loaded into {locate_store(store)}", soft_wrap=True)


@app.command(epilog="Example: dragoman check --registry holders.toml")
def check(store: StoreOption = None, registry: RegistryOption = None) -> None:
    """Tell whether the language model, the lexicons, the registry of offices and the store are in order.

    With --registry, your own file is checked, and what it adds is listed.  Exit status 1 when something is
    wrong, with its remedy.
    """
    from dragoman.terminal.health import run_check  # noqa: PLC0415 — the packages of the language model take a second

    with errors_shown():
        healthy = run_check(locate_store(store), output_console(), registry)
    raise typer.Exit(0 if healthy else 1)
