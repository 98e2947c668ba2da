"""`dragoman timeline`, `stories`, `bounds`, `join` and `part`: what happened once, in whose accounts, and when."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dragoman.commands.app import app
from dragoman.commands.hints import explain_nothing
from dragoman.commands.options import (
    CsvOption,
    JsonOption,
    ModalityOption,
    ParquetOption,
    RegistryOption,
    StoreOption,
    choose_form,
    read_modality,
    read_period,
    resolve_document,
)
from dragoman.commands.output import errors_shown, output_console, print_lines, print_table, save_parquet
from dragoman.commands.reviewers import NoteOption, ReviewerOption, print_done, resolved_store, reviewer_of
from dragoman.exports.occurrences import bounds_row, occurrence_row, story_row
from dragoman.exports.sheets import OCCURRENCE_COLUMNS, occurrence_cells, write_occurrences
from dragoman.store.dating import date_document, find_published
from dragoman.store.occurrence_query import (
    OccurrenceFilter,
    find_occurrence_questions,
    find_occurrences,
    read_accounts,
    resolve_occurrence,
)
from dragoman.store.occurrence_reviewing import join_occurrences, part_document
from dragoman.store.occurrences import is_linked, resolve_occurrences
from dragoman.store.stories import StoryFilter, count_grouped, find_stories
from dragoman.terminal.occurrences import occurrence_table, show_bounds, story_list
from dragoman.terminal.text import show_count

SinceOption = Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year on.")]
UntilOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Up to this day, month or year, which is included.")
]
AccountsOption = Annotated[
    str, typer.Option(metavar="N..", help="Only what so many accounts tell, copies not counted: 2.., 2..4, 3.")
]
OccurrenceArgument = Annotated[
    str, typer.Argument(metavar="OCCURRENCE", help="The id of an occurrence or of a contact, or its beginning.")
]


@contextmanager
def linked_store(path: Path | None, registry: Path | None) -> Generator[sqlite3.Connection, None, None]:
    """Give the store that the options name, with who is who and which reports are one brought up to date."""
    with resolved_store(path, registry) as connection:
        if not is_linked(connection):
            resolve_occurrences(connection)
        yield connection


@app.command(epilog="Example: dragoman timeline Velk Kestrel --since 2024 --accounts 2..")
def timeline(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who took part: a surname is enough.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="With whom; anybody by default.", show_default=False)
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    accounts: AccountsOption = "1..",
    modality: ModalityOption = "happened",
    store: StoreOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    parquet: ParquetOption = None,
) -> None:
    """List the contacts of somebody, or of two with each other, each once, with all that tell of it.

    Accounts of one contact stand together; copies of a text are marked, and not counted as accounts.
    """
    with errors_shown():
        first, last = read_period(since, until)
        wanted = OccurrenceFilter(
            who=name,
            other=other,
            since=first,
            until=last,
            modality=read_modality(modality),
            accounts=read_accounts(accounts),
        )
    print_occurrences(store, registry, wanted, as_json=as_json, as_csv=as_csv, parquet=parquet, modality=modality)


def print_occurrences(
    store: Path | None,
    registry: Path | None,
    wanted: OccurrenceFilter,
    *,
    as_json: bool,
    as_csv: bool,
    parquet: Path | None,
    modality: str,
) -> None:
    """Print the occurrences wanted: as lines of JSON, as CSV, as Parquet or as a table."""
    with linked_store(store, registry) as connection:
        choose_form(json=as_json, csv=as_csv, parquet=parquet is not None)
        found = find_occurrences(connection, wanted)
        if as_json:
            print_lines(occurrence_row(each) for each in found)
        elif as_csv:
            write_occurrences(found, sys.stdout)
        elif parquet is not None:
            cells = (tuple(occurrence_cells(each).values()) for each in found)
            save_parquet(parquet, OCCURRENCE_COLUMNS, cells, "occurrence")
        else:
            table, count = occurrence_table(found)
            print_table(
                table, count, "occurrence", modality, lambda: _explain_no_occurrence(connection, wanted, modality)
            )


def _explain_no_occurrence(connection: sqlite3.Connection, wanted: OccurrenceFilter, modality: str) -> str:
    """Why no contact is told by so many accounts: others have fewer, or wait for somebody to say that they are one."""
    also: list[str] = []
    if wanted.accounts != (1, None):
        number = sum(1 for _ in find_occurrences(connection, replace(wanted, accounts=(1, None))))
        if number:
            also.append(f"{show_count(number, 'occurrence')} with another number of accounts: --accounts 1..")
        if find_occurrence_questions(connection, 1):
            also.append("accounts that may be of one contact wait for you: dragoman review --events")

    def count_others() -> int:
        return sum(1 for _ in find_occurrences(connection, replace(wanted, modality=None)))

    names = (wanted.who, wanted.other)
    return explain_nothing(connection, "occurrence", names, modality=modality, others=count_others, also=also)


@app.command(epilog="Example: dragoman stories --who Velk --since 2024-02")
def stories(
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only documents that tell of contacts of his.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    accounts: AccountsOption = "2..",
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many stories.")] = 20,
    newest: Annotated[
        int, typer.Option(metavar="N", min=0, help="Look among the newest so many documents; 0 for all that fit.")
    ] = 2000,
    store: StoreOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List documents about one matter together: by their words, people, occurrences and time; the newest first."""
    with linked_store(store, registry) as connection:
        wanted = StoryFilter(who, *read_period(since, until), read_accounts(accounts), most=newest or None)
        found = find_stories(connection, wanted)
        if as_json:
            print_lines(story_row(each) for each in found[:limit])
            return
        console = output_console()
        if not found:
            fewer = [] if wanted.accounts == (1, None) else ["--accounts 1.. lists documents that stand alone too"]
            console.print(Text(explain_nothing(connection, "story", [who], also=fewer), "dim"))
            return
        console.print(story_list(found, limit))
        count = "1 story" if len(found) == 1 else f"{len(found):,} stories"
        count += f"; the first {limit} are shown" if len(found) > limit else ""
        looked_at, fitting = count_grouped(connection, wanted)
        if looked_at < fitting:
            count += f"; among the newest {looked_at:,} of {fitting:,} documents (--newest 0 for all)"
        console.print(Text(count, "bold"), soft_wrap=True)


@app.command(epilog="Example: dragoman bounds wire/calls.txt")
def bounds(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id, the beginning of it, or its path.")],
    store: StoreOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell on which days a document may have been published, and from what that follows.

    From what it tells as past, from contacts that dated accounts tell as well, from near copies, and from the
    offices in which it finds people.  The date that a document came with is left out, so it can be checked.
    """
    with linked_store(store, registry) as connection:
        document_id = resolve_document(connection, document)
        found, published = date_document(connection, document_id), find_published(connection, document_id)
        if as_json:
            print_lines([bounds_row(document_id, published, found)])
        else:
            output_console().print(show_bounds(document_id, published, found), soft_wrap=True)


@app.command(epilog='Example: dragoman join 3fa9c2 81bb07 --note "both tell of the call of Monday night"')
def join(
    one: OccurrenceArgument,
    other: OccurrenceArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
) -> None:
    """Decide that two occurrences are one.  It holds until it is undone, also when documents are read again."""
    with linked_store(store, registry) as connection:
        first, second = resolve_occurrence(connection, one), resolve_occurrence(connection, other)
        judgement = join_occurrences(connection, first, second, reviewer_of(reviewer), note)
        joined = resolve_occurrence(connection, judgement.one[0].profile_id)
        print_done(
            f"one occurrence: {joined.occurrence_id}, {show_count(joined.accounts, 'account')}", judgement.judgement_id
        )


@app.command(epilog="Example: dragoman part 3fa9c2 --document readouts/call.txt")
def part(
    occurrence: OccurrenceArgument,
    document: Annotated[str, typer.Option(metavar="DOCUMENT", help="What this document tells is another occurrence.")],
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
) -> None:
    """Decide that what a document tells is another occurrence.  It holds until it is undone."""
    with linked_store(store, registry) as connection:
        found = resolve_occurrence(connection, occurrence)
        document_id = resolve_document(connection, document)
        judgement = part_document(connection, found, document_id, reviewer_of(reviewer), note)
        apart = resolve_occurrence(connection, judgement.one[0].profile_id)
        print_done(f"an occurrence apart: {apart.occurrence_id}", judgement.judgement_id)
