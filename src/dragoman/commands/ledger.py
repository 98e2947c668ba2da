"""`dragoman contacts` and `dragoman statements`."""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Annotated

import typer

from dragoman.commands.app import app
from dragoman.commands.hints import explain_nothing
from dragoman.commands.options import (
    CsvOption,
    DocumentOption,
    JsonOption,
    ModalityOption,
    ParquetOption,
    StoreOption,
    choose_form,
    read_choice,
    read_day,
    read_modality,
    read_period,
    resolve_document,
)
from dragoman.commands.output import opened_store, output_console, print_lines, print_table, save_parquet
from dragoman.errors import OptionError
from dragoman.exports.rows import Json, contact_row, statement_row
from dragoman.exports.sheets import (
    CONTACT_COLUMNS,
    STATEMENT_COLUMNS,
    contact_cells,
    statement_cells,
    write_contacts,
    write_statements,
)
from dragoman.record import Act, ContactKind
from dragoman.store.load import StoredContact, StoredStatement
from dragoman.store.query import (
    ContactFilter,
    StatementFilter,
    find_contacts,
    find_inside,
    find_statements,
)
from dragoman.terminal.tables import contact_table, demand_list, statement_list


@app.command(epilog="Example: dragoman contacts --who Velk --since 2024-02 --kind call --json")
def contacts(
    store: StoreOption = None,
    who: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="A participant: a surname is enough; case, accents and near spellings do not matter."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day, month or year: 2024-02-12, 2024-02, 2024.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Up to this day, month or year, which is included.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="call, meeting, visit, letter or conversation.")
    ] = None,
    modality: ModalityOption = "happened",
    document: DocumentOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    parquet: ParquetOption = None,
) -> None:
    """List who was in contact with whom, the earliest first.

    With --since or --until, contacts that may have happened then are listed: one that is known to lie before
    a day counts as of the last day before it, and those whose date is wholly unknown are left out.
    """
    with opened_store(store) as connection:
        choose_form(json=as_json, csv=as_csv, parquet=parquet is not None)
        first, last = read_period(since, until)
        wanted = ContactFilter(
            who=who,
            since=first,
            until=last,
            kind=read_choice(kind, "--kind", ContactKind) if kind else None,
            modality=read_modality(modality),
            document_id=resolve_document(connection, document) if document else None,
        )
        found = find_contacts(connection, wanted)
        if as_json:
            print_lines(stored_contact_row(each) for each in found)
        elif as_csv:
            write_contacts(found, sys.stdout)
        elif parquet is not None:
            save_parquet(parquet, CONTACT_COLUMNS, map(contact_cells, found), "contact")
        else:
            table, count = contact_table(found, width=output_console().width)
            print_table(
                table, count, "contact", modality,
                lambda: explain_nothing(connection, "contact", [who], modality=modality, others=lambda: sum(
                    1 for _ in find_contacts(connection, replace(wanted, modality=None)))),
                ", as each document reports them (dragoman timeline lists each once)",
            )  # fmt: skip


@app.command(epilog='Example: dragoman statements --speaker Velk --contains "grain corridor" --modality any')
def statements(
    store: StoreOption = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it: a surname is enough.")] = None,
    to: Annotated[str | None, typer.Option(metavar="NAME", help="Who heard it, or who is asked to act.")] = None,
    hearer: Annotated[str | None, typer.Option(metavar="NAME", help="Who heard it.")] = None,
    addressee: Annotated[str | None, typer.Option(metavar="NAME", help="Who is asked to act.")] = None,
    act: Annotated[
        str | None, typer.Option(metavar="ACT", help="What was done with the words: request, thank, accuse, …")
    ] = None,
    demands: Annotated[
        bool,
        typer.Option(
            "--demands", help="Only open demands, by who is asked; those whose deadline has passed are left out."
        ),
    ] = False,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="With --demands: open on this day. Default: today.")
    ] = None,
    contains: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words that stand together in it; the last one may go on.")
    ] = None,
    modality: ModalityOption = "happened",
    document: DocumentOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    parquet: ParquetOption = None,
) -> None:
    """List who said what to whom, document by document, in the order of the text.

    With --demands, what is asked of whom, by whom, on what condition and by when.
    """
    with opened_store(store) as connection:
        choose_form(json=as_json, csv=as_csv, parquet=parquet is not None)
        check_demands(demands=demands, act=act, on=on)
        wanted = StatementFilter(
            speaker=speaker,
            to=to,
            hearer=hearer,
            addressee=addressee,
            act=Act.REQUEST if demands else read_choice(act, "--act", Act) if act else None,
            open_on=(read_day(on, "--on") if on else dt.datetime.now().astimezone().date()) if demands else None,
            contains=contains,
            modality=read_modality(modality),
            document_id=resolve_document(connection, document) if document else None,
        )
        found = find_statements(connection, wanted)
        if as_json:
            print_lines(stored_statement_rows(connection, found))
        elif as_csv:
            write_statements(found, sys.stdout)
        elif parquet is not None:
            save_parquet(parquet, STATEMENT_COLUMNS, map(statement_cells, found), "statement")
        else:
            table, count = demand_list(found) if demands else statement_list(found)
            noun = "demand" if demands else "statement"
            print_table(
                table, count, noun, modality,
                lambda: explain_nothing(connection, noun, [speaker, to, hearer, addressee], modality=modality,
                    others=lambda: sum(1 for _ in find_statements(connection, replace(wanted, modality=None)))),
            )  # fmt: skip


def check_demands(*, demands: bool, act: str | None, on: str | None) -> None:
    """Raise `OptionError` where --demands and another option contradict each other."""
    if demands and act not in (None, Act.REQUEST.value):
        raise OptionError(f"--demands lists requests alone; leave out --act {act}")
    if on is not None and not demands:
        raise OptionError("--on goes with --demands; add it, or leave --on out")


def stored_statement_rows(
    connection: sqlite3.Connection, statements: Iterable[StoredStatement]
) -> Iterator[dict[str, Json]]:
    """Yield the lines of `statements --json` for statements out of the store, which come document by document."""
    for (document_id, version), group in groupby(statements, key=lambda found: (found.document_id, found.version)):
        inside = find_inside(connection, document_id, version)
        called = {actor_id: actor for one in inside for actor_id, actor in one.told.items()}
        for found in group:
            yield statement_row(
                found.statement,
                document_id=document_id,
                version=version,
                designations=[one.designation for one in inside],
                told={**called, **found.told},
            )


def stored_contact_row(found: StoredContact) -> dict[str, Json]:
    """Return the line of `contacts --json` for a contact out of the store."""
    return contact_row(
        found.contact,
        document_id=found.document_id,
        version=found.version,
        date_words=found.date_words,
        initiator=found.initiator,
        told=found.told,
    )
