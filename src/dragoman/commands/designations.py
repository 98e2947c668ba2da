"""`dragoman designations`: who calls whom what."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.commands.app import app
from dragoman.commands.options import (
    CsvOption,
    DocumentOption,
    JsonOption,
    StoreOption,
    choose_form,
    resolve_document,
)
from dragoman.commands.output import opened_store, output_console, print_lines
from dragoman.exports.rows import designation_row
from dragoman.exports.sheets import write_designations
from dragoman.store.query import DesignationFilter, find_designations
from dragoman.terminal.designations import designation_table


@app.command(epilog="Example: dragoman designations --of Israel --by Velk")
def designations(
    store: StoreOption = None,
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help="Who or what is called so.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Whose word it is: a speaker, or the outlet itself.")
    ] = None,
    term: Annotated[
        str | None,
        typer.Option(metavar="TERM", help="A term of lexicons/designations.toml, or the words as they stand."),
    ] = None,
    document: DocumentOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Count who calls whom what: contested terms by speaker and outlet, voice, and who is called so.

    Nothing is judged: terms are listed as they were used, and everybody stands under the neutral name.
    --json and --csv list every passage behind the counts.
    """
    with opened_store(store) as connection:
        choose_form(json=as_json, csv=as_csv)
        wanted = DesignationFilter(
            of=of, by=by, term=term, document_id=resolve_document(connection, document) if document else None
        )
        found = find_designations(connection, wanted)
        if as_json:
            print_lines(
                designation_row(
                    one.designation,
                    document_id=one.document_id,
                    version=one.version,
                    words=one.words,
                    outlet=one.outlet,
                    told=one.told,
                )
                for one in found
            )
        elif as_csv:
            write_designations(found, sys.stdout)
        else:
            for part in designation_table(found):
                output_console().print(part)
