"""`dragoman documents` and `dragoman show`."""

from __future__ import annotations

import dataclasses
import sqlite3
from typing import Annotated

import typer
from rich.text import Text

from dragoman.commands.app import app
from dragoman.commands.options import JsonOption, StoreOption, resolve_document, resolve_version
from dragoman.commands.output import opened_store, output_console, print_lines
from dragoman.exports.rows import reading_row
from dragoman.store.load import load_corrected
from dragoman.store.query import (
    find_documents,
    find_failures,
)
from dragoman.terminal.failures import show_failure
from dragoman.terminal.marked import MarkedReading
from dragoman.terminal.tables import document_table
from dragoman.terminal.text import show_count


@app.command(epilog="Example: dragoman show readouts/call.txt")
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id, the beginning of its id, or its path.")],
    store: StoreOption = None,
    version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="This version of its text instead of the newest.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything of the reading, as one JSON object.")] = False,
) -> None:
    """Show the text of a document with its marked passages, and the record beside it."""
    with opened_store(store) as connection:
        document_id = resolve_document(connection, document)
        chosen = resolve_version(connection, document_id, version) if version else None
        reading = load_corrected(connection, document_id, chosen)
        if as_json:
            print_lines([reading_row(reading)])
        else:
            output_console().print(MarkedReading(reading))


@app.command(epilog='Example: dragoman documents --contains "grain corridor"')
def documents(
    store: StoreOption = None,
    contains: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words that stand together in the text or title.")
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="What could not be read, with cause and remedy, instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the documents of the store."""
    with opened_store(store) as connection:
        if failed:
            print_failures(connection, as_json=as_json)
        elif as_json:
            print_lines(dataclasses.asdict(each) for each in find_documents(connection, contains))
        else:
            table, count = document_table(find_documents(connection, contains))
            output_console().print(table if count else Text("no document found", "dim"))
            if count:
                output_console().print(Text(show_count(count, "document"), "bold"))


def print_failures(connection: sqlite3.Connection, *, as_json: bool) -> None:
    """Print what could not be read and has not been read since."""
    failures = list(find_failures(connection))
    if as_json:
        print_lines(dataclasses.asdict(each) for each in failures)
        return
    console = output_console()
    for each in failures:
        show_failure(console, each)
    console.print(Text(show_count(len(failures), "failure"), "bold"))
