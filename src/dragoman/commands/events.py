"""`dragoman events`, `dragoman explain` and `dragoman code`."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from dragoman.coding.trust import least_shown
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
    read_modality,
    read_period,
    resolve_document,
)
from dragoman.commands.output import (
    errors_shown,
    message_console,
    opened_store,
    output_console,
    print_lines,
    print_table,
    save_parquet,
)
from dragoman.commands.stories import print_occurrences
from dragoman.errors import InputError, OptionError
from dragoman.exports.rows import Json, event_row
from dragoman.exports.sheets import EVENT_COLUMNS, event_cells, write_events
from dragoman.record import EventType, Quad
from dragoman.store.editing import check_taken_out
from dragoman.store.load import StoredEvent
from dragoman.store.occurrence_query import OccurrenceFilter, read_accounts
from dragoman.store.query import EventFilter, find_events
from dragoman.terminal.events import event_table, explain_event, show_coded
from dragoman.terminal.text import show_count

TypeOption = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type: AGREE, CONSULT, … ASSAULT.")
]
QuadOption = Annotated[
    str | None, typer.Option(metavar="QUAD", help="verbal or material cooperation or conflict: 'verbal conflict'.")
]
ActorOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who acts: a surname is enough.")]
RecipientOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who is acted upon.")]
SinceOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="From this day, month or year: 2024-02-12, 2024-02, 2024.")
]
UntilOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Up to this day, month or year, which is included.")
]
PlaceOption = Annotated[
    str | None, typer.Option(metavar="PLACE", help="Words of the place, or its country as ISO alpha-3.")
]
ConfidenceOption = Annotated[
    float | None,
    typer.Option(
        metavar="0..1",
        min=0.0,
        max=1.0,
        help="Only what is at least so sure; what happened, from 0.75 unless said here.",
    ),
]


@app.command(epilog="Example: dragoman events --type SANCTION --actor Orvania --since 2024 --json")
def events(
    store: StoreOption = None,
    kind: TypeOption = None,
    quad: QuadOption = None,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    place: PlaceOption = None,
    modality: ModalityOption = "happened",
    confidence: ConfidenceOption = None,
    document: DocumentOption = None,
    accounts: Annotated[
        str | None,
        typer.Option(metavar="N..", help="Instead of coded events, contacts that so many accounts tell: 2.., 2..4."),
    ] = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    parquet: ParquetOption = None,
) -> None:
    """List coded events: who did what to whom, by PLOVER type and CAMEO code, the earliest first.

    Only what is told as having happened, unless --modality asks for more, and surely so, unless --confidence does (0
    lists all).  Each line is one document's account; `dragoman explain EVENT` tells its grounds.  With --accounts,
    occurrences are listed: contacts, each once, with all accounts; --actor and --recipient are then who took part.
    """
    if accounts is not None:
        with errors_shown():
            _refuse_with_accounts(
                {"type": kind, "quad": quad, "place": place, "document": document, "confidence": confidence}
            )
            told = _read_occurrences(actor, recipient, since, until, modality, accounts)
        print_occurrences(store, None, told, as_json=as_json, as_csv=as_csv, parquet=parquet, modality=modality)
        return
    with opened_store(store) as connection:
        choose_form(json=as_json, csv=as_csv, parquet=parquet is not None)
        first, last = read_period(since, until)
        wanted = EventFilter(
            type=read_choice(kind.upper(), "--type", EventType) if kind else None,
            quad=read_choice(quad.lower().replace("-", " "), "--quad", Quad) if quad else None,
            actor=actor,
            recipient=recipient,
            since=first,
            until=last,
            place=place,
            modality=read_modality(modality),
            confidence=least_shown(read_modality(modality)) if confidence is None else confidence,
            document_id=resolve_document(connection, document) if document else None,
        )
        _print_events(connection, wanted, modality, as_json=as_json, as_csv=as_csv, parquet=parquet)


def _print_events(
    connection: sqlite3.Connection,
    wanted: EventFilter,
    modality: str,
    *,
    as_json: bool,
    as_csv: bool,
    parquet: Path | None,
) -> None:
    found = find_events(connection, wanted)
    if as_json:
        print_lines(map(_event_line, found))
    elif as_csv:
        write_events(found, sys.stdout)
    elif parquet is not None:
        save_parquet(parquet, EVENT_COLUMNS, map(event_cells, found), "event")
    else:
        table, count = event_table(found)
        print_table(table, count, "event", modality, lambda: _explain_no_event(connection, wanted, modality))


def _event_line(found: StoredEvent) -> dict[str, Json]:
    return event_row(found.event, document_id=found.document_id, version=found.version, told=found.told)


def _explain_no_event(connection: sqlite3.Connection, wanted: EventFilter, modality: str) -> str:
    unsure = replace(wanted, confidence=0.0)
    number = sum(1 for _ in find_events(connection, unsure)) if wanted.confidence else 0
    also = [f"{show_count(number, 'event')} less sure: --confidence 0"] if number else []

    def count_others() -> int:
        return sum(1 for _ in find_events(connection, replace(wanted, modality=None)))

    names = (wanted.actor, wanted.recipient)
    return explain_nothing(connection, "event", names, modality=modality, others=count_others, also=also)


def _read_occurrences(
    actor: str | None, recipient: str | None, since: str | None, until: str | None, modality: str, accounts: str
) -> OccurrenceFilter:
    first, last = read_period(since, until)
    return OccurrenceFilter(
        who=actor,
        other=recipient,
        since=first,
        until=last,
        modality=read_modality(modality),
        accounts=read_accounts(accounts),
    )


def _refuse_with_accounts(given: Mapping[str, object]) -> None:
    """Refuse what only coded events have; left unheeded, it would give another list than the one asked for."""
    names = [f"--{name}" for name, value in given.items() if value is not None]
    if names:
        raise OptionError(
            f"{' and '.join(names)} {'tells' if len(names) == 1 else 'tell'} coded events apart, and --accounts lists "
            f"contacts; leave {'it' if len(names) == 1 else 'them'} out, or leave out --accounts"
        )


@app.command(epilog="Example: dragoman explain 3fa9c2")
def explain(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event, or its beginning.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell why an event is coded as it is: its passage, cue, sides, date and place, and on whose word it rests."""
    with opened_store(store) as connection:
        found = list(find_events(connection, EventFilter(event_id=event, modality=None)))
        if not found:
            check_taken_out(connection, event)
            raise OptionError(f"{event!r}: no event has an id that begins so; dragoman events --json lists them")
        if as_json:
            print_lines(map(_event_line, found[:10]))
            return
        for one in found[:10]:
            output_console().print(explain_event(one))


@app.command(epilog="Example: dragoman code sentences.tsv --sentence sentence --actor source --recipient target")
def code(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="A table with a heading: tabs, commas or semicolons.")],
    sentence: Annotated[str | None, typer.Option(metavar="COL", help="The column of the sentences.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="COL", help="The column of who acts, if given.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="COL", help="The column of who is acted upon.")] = None,
    published: Annotated[str | None, typer.Option(metavar="COL", help="The column of the day of publication.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output by default.")
    ] = None,
    confidence: Annotated[
        float, typer.Option(metavar="0..1", min=0.0, max=1.0, help="Leave empty what is less sure than this.")
    ] = 0.0,
    quoting: Annotated[
        bool, typer.Option("--quoting/--no-quoting", help="Whether cells may stand in quotation marks.")
    ] = True,
) -> None:
    """Code a table of sentences as events, and write it back with the codes behind its own columns.

    With --actor or --recipient the event between the two sides is coded, one row a sentence, whatever it tells: its
    confidence says how often such answers are right, and --confidence leaves out the others.  Without, every event
    that a sentence tells gives a row, and a sentence without known sides an empty one.
    """
    with errors_shown():
        from dragoman.exports.coded import choose_columns, read_sheet, write_coded  # noqa: PLC0415 — loads the model
        from dragoman.language.model import load_language  # noqa: PLC0415 — as above

        sheet = read_sheet(table, quoting=quoting)
        columns = choose_columns(sheet, sentence, actor, recipient, published)
        language = load_language()
        if output is None:
            count = write_coded(sheet, columns, language, sys.stdout, confidence)
        else:
            try:
                with output.open("w", encoding="utf-8", newline="") as out:
                    count = write_coded(sheet, columns, language, out, confidence)
            except OSError as error:
                raise InputError(f"{output}: {error.strerror}; name a file in a folder that may be written") from error
        sides_given = actor is not None or recipient is not None
        message_console().print(show_coded(count, sides_given=sides_given), soft_wrap=True)
