"""The command line: options in, a ledger, a table or lines of JSON out.

Exit status: 0 all was done, 1 some documents failed, 2 nothing could be done.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import io
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from dragoman.actors.comparison import NameKind, compare_names
from dragoman.actors.name_pairs import read_name_pairs
from dragoman.errors import DragomanError, OptionError
from dragoman.exports.rows import Json, contact_row, name_row, reading_row, statement_row, write_json
from dragoman.exports.sheets import write_contacts, write_names, write_statements
from dragoman.reading.options import ReadOptions
from dragoman.record import ContactKind, Modality
from dragoman.store.connection import DEFAULT_STORE, STORE_VARIABLE, dragoman_version, locate_store, open_store
from dragoman.store.lines import dump_readings, dump_to_file, load_lines, open_lines
from dragoman.store.load import StoredContact, load_reading
from dragoman.store.query import (
    ContactFilter,
    StatementFilter,
    find_contacts,
    find_documents,
    find_failures,
    find_statements,
    find_versions,
    match_documents,
)
from dragoman.terminal.failures import show_failure
from dragoman.terminal.marked import MarkedReading
from dragoman.terminal.names import show_comparison
from dragoman.terminal.tables import contact_table, document_table, statement_list
from dragoman.terminal.text import one_line, show_count

Choice = TypeVar("Choice", bound=StrEnum)

app = typer.Typer(
    name="dragoman",
    help="Reads news reports and official readouts; keeps the record of who was in contact and who said what.",
    epilog="Begin with: dragoman read FOLDER, then: dragoman contacts",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    add_completion=False,
)

StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        envvar=STORE_VARIABLE,
        help=f"The store, one SQLite file.  Default: {DEFAULT_STORE} in this folder.",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="One JSON object a line; docs/record.md describes the fields.")
]
CsvOption = Annotated[bool, typer.Option("--csv", help="CSV for spreadsheets.")]
ModalityOption = Annotated[
    str,
    typer.Option(
        "--modality",
        metavar="M",
        help="happened, planned, cancelled, denied, demanded, hypothetical, background, or any.",
    ),
]
DocumentOption = Annotated[
    str | None,
    typer.Option("--document", metavar="DOCUMENT", help="Only this document: its id, its beginning, or its path."),
]


def main() -> None:
    """Run the command line; what the console script starts."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no “ shows ?, and nothing breaks
    app()


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
    """End the command with status 2 and the message on standard error."""
    message_console().print(Text.assemble(("error: ", "bold red"), message), soft_wrap=True)
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


def print_version(wanted: bool) -> None:
    """Print the version and end, when it is asked for."""
    if wanted:
        typer.echo(f"dragoman {dragoman_version()}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Say what is common to all commands: nothing so far but the version."""


# --- read


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
        status = run_read(paths, options, locate_store(store), output_console(), message_console(), quiet=quiet)
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


# --- contacts, statements


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
) -> None:
    """List who was in contact with whom, the earliest first.

    With --since or --until, contacts that may have happened then are listed; those whose date is wholly
    unknown are not.
    """
    with opened_store(store) as connection:
        wanted = ContactFilter(
            who=who,
            since=read_day(since, "--since") if since else None,
            until=read_day(until, "--until", last=True) if until else None,
            kind=read_choice(kind, "--kind", ContactKind) if kind else None,
            modality=read_modality(modality),
            document_id=resolve_document(connection, document) if document else None,
        )
        found = find_contacts(connection, wanted)
        if as_json:
            print_lines(stored_contact_row(each) for each in found)
        elif as_csv:
            write_contacts(found, sys.stdout)
        else:
            table, count = contact_table(found, width=output_console().width)
            print_table(table, count, "contact", modality)


@app.command(epilog='Example: dragoman statements --speaker Velk --contains "grain corridor" --modality any')
def statements(
    store: StoreOption = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it: a surname is enough.")] = None,
    to: Annotated[str | None, typer.Option(metavar="NAME", help="Who heard it, or who is asked to act.")] = None,
    contains: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words that stand together in it; the last one may go on.")
    ] = None,
    modality: ModalityOption = "happened",
    document: DocumentOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List who said what to whom, document by document, in the order of the text."""
    with opened_store(store) as connection:
        wanted = StatementFilter(
            speaker=speaker,
            to=to,
            contains=contains,
            modality=read_modality(modality),
            document_id=resolve_document(connection, document) if document else None,
        )
        found = find_statements(connection, wanted)
        if as_json:
            print_lines(statement_row(s.statement, document_id=s.document_id, version=s.version) for s in found)
        elif as_csv:
            write_statements(found, sys.stdout)
        else:
            table, count = statement_list(found)
            print_table(table, count, "statement", modality)


def stored_contact_row(found: StoredContact) -> dict[str, Json]:
    """Return the line of `contacts --json` for a contact out of the store."""
    return contact_row(
        found.contact,
        document_id=found.document_id,
        version=found.version,
        date_words=found.date_words,
        initiator=found.initiator,
    )


def print_lines(rows: Iterable[dict[str, Json]]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        sys.stdout.write(write_json(row) + "\n")


def print_table(table: RenderableType, count: int, noun: str, modality: str) -> None:
    """Print the table and how many it lists, or that there is none of this modality."""
    console = output_console()
    if count:
        console.print(table)
        console.print(Text(show_count(count, noun), "bold"))
    else:
        hint = "" if modality == "any" else "; --modality any lists those planned, denied or told as background too"
        console.print(Text(f"no {noun} found{hint}", "dim"))


def read_modality(text: str) -> Modality | None:
    """Return the modality, None for "any"; raise `OptionError` for what is neither."""
    return None if text == "any" else read_choice(text, "--modality", Modality, "any")


def read_choice(text: str, option: str, choices: type[Choice], *more: str) -> Choice:
    """Return the choice of this name; raise `OptionError` that lists them all."""
    try:
        return choices(text)
    except ValueError:
        names = [*(choice.value for choice in choices), *more]
        raise OptionError(f"{option} {text!r} is not known; choose from {', '.join(names)}") from None


def read_day(text: str, option: str, *, last: bool = False) -> dt.date:
    """Return the first day that "2024-02-12", "2024-02" or "2024" means, or the last one."""
    try:
        match [int(part) for part in text.split("-")]:
            case [year, month, day]:
                return dt.date(year, month, day)
            case [year, month]:
                return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)
            case [year]:
                return dt.date(year, 12, 31) if last else dt.date(year, 1, 1)
            case _:
                pass
    except ValueError:  # letters, or a month of 40 days
        pass
    raise OptionError(f"{option} {text!r} is no date; write 2024-02-12, 2024-02 or 2024")


def resolve_version(connection: sqlite3.Connection, document_id: str, wanted: str) -> str:
    """Return the one version of a document that begins so; raise `OptionError` when there is not exactly one."""
    versions = find_versions(connection, document_id)
    found = [version for version in versions if version.startswith(wanted)]
    if len(found) != 1:
        raise OptionError(f"--version {wanted!r}: give the beginning of one of its versions: {', '.join(versions)}")
    return found[0]


def resolve_document(connection: sqlite3.Connection, wanted: str) -> str:
    """Return the id of the one document meant; raise `OptionError` when there is none, or more than one."""
    found = match_documents(connection, wanted)
    if len(found) == 0:
        raise OptionError(
            f"{wanted!r}: there is no such document in the store; dragoman documents lists those there are"
        )
    if len(found) > 1:
        listed = ", ".join(one_line(each) for each in found)
        raise OptionError(f"{wanted!r} may mean several documents; give the id of one: {listed}")
    return found[0]


# --- show, documents


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
        reading = load_reading(connection, document_id, chosen)
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


# --- name


@app.command(epilog='Example: dragoman name "Ziad Nakhale" "Ziyad al-Nakhaleh"')
def name(
    one: Annotated[str | None, typer.Argument(metavar="[A]", help="A name.", show_default=False)] = None,
    other: Annotated[
        str | None, typer.Argument(metavar="[B]", help="The name to compare it with.", show_default=False)
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Compare the names in the two columns of a CSV file, line by line, instead."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="person or organisation; told from the words by default.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two names, in any script: are they one person's, or one organisation's?

    The answer is yes, no, or that the names are too little to tell: a surname alone, an initial for a
    given name, "Jr." on one side only.  Below it stands which part of one name answers which of the other.
    A table of pairs is answered with CSV, or with --json one object a line.
    """
    with errors_shown():
        wanted = read_name_kind(kind)
        if pairs is not None:
            if one is not None:
                raise OptionError("give two names, or --pairs FILE, not both")
            found = (compare_names(first, second, wanted) for first, second in read_name_pairs(pairs))
            if as_json:
                print_lines(map(name_row, found))
            else:
                write_names(found, sys.stdout)
            return
        if one is None or other is None:
            raise OptionError('give two names, each in quotation marks, as in "A. Velk" "Anna Velk", or --pairs FILE')
        comparison = compare_names(one, other, wanted)
        if as_json:
            print_lines([name_row(comparison)])
        else:
            output_console().print(show_comparison(comparison))


def read_name_kind(text: str | None) -> NameKind | None:
    """Return the kind of the names; raise `OptionError` for a word that is none."""
    match text:
        case None | "person" | "organisation":
            return text
        case _:
            raise OptionError(f"--kind {text!r} is not known; choose from person, organisation")


# --- dump, load, check


@app.command(epilog="Example: dragoman dump readings.jsonl")
def dump(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write; standard output by default.")] = Path(
        "-"
    ),
    store: StoreOption = None,
) -> None:
    """Write every reading of the store as JSON Lines, from which dragoman load rebuilds it."""
    with opened_store(store) as connection:
        if file == Path("-"):
            dump_readings(connection, sys.stdout)
            return
        count = dump_to_file(connection, file)
        message_console().print(f"{show_count(count, 'reading')} written to {file}", soft_wrap=True)


@app.command(epilog="Example: dragoman load readings.jsonl --store rebuilt.db")
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What dragoman dump has written; - for standard input.")],
    store: StoreOption = None,
) -> None:
    """Load the readings of a dump into a store, which is made when it is missing."""
    with errors_shown(), open_lines(file) as lines, closing(open_store(locate_store(store), create=True)) as connection:
        count = load_lines(connection, lines, file)
    message_console().print(f"{show_count(count, 'reading')} loaded into {locate_store(store)}", soft_wrap=True)


@app.command(epilog="Example: dragoman check --store dragoman.db")
def check(store: StoreOption = None) -> None:
    """Tell whether the language model, the lexicons and the store are in order.

    Exit status 1 when something is wrong, with its remedy.
    """
    from dragoman.terminal.health import run_check  # noqa: PLC0415 — the packages of the language model take a second

    with errors_shown():
        healthy = run_check(locate_store(store), output_console())
    raise typer.Exit(0 if healthy else 1)


if __name__ == "__main__":
    main()
