"""`dragoman actor`, `review`, `merge`, `split` and `undo`: who is who, and what reviewers decide about it."""

from __future__ import annotations

import getpass
import sqlite3
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dragoman.commands.app import app
from dragoman.commands.occurrence_review import ask_doubtful, list_doubtful
from dragoman.commands.options import JsonOption, RegistryOption, StoreOption, resolve_document
from dragoman.commands.output import opened_store, output_console, print_lines
from dragoman.errors import JudgementError, OptionError
from dragoman.exports.actors import dossier_row, judgement_row, question_row
from dragoman.record import JudgedAs
from dragoman.registry import load_registry
from dragoman.store.actors import (
    choose_identity,
    describe,
    find_passages,
    find_questions,
    load_dossier,
    resolve_identity,
)
from dragoman.store.identity import is_resolved, resolve_identities
from dragoman.store.judgements import load_judgements
from dragoman.store.query import ContactFilter, StatementFilter, find_contacts, find_statements
from dragoman.store.reviewing import judge_pair, merge_identities, split_document, split_name, undo_judgement
from dragoman.terminal.actors import list_questions, show_dossier, show_judgement, show_question
from dragoman.terminal.tables import contact_table, statement_list
from dragoman.terminal.text import one_line, show_count

REVIEWER_VARIABLE = "DRAGOMAN_REVIEWER"
_ANSWERS: dict[str, JudgedAs | None] = {"s": "same", "d": "different", "u": "unsure", "k": None}
_SHOWN = 12  # contacts and statements that `actor` prints

ReviewerOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        envvar=REVIEWER_VARIABLE,
        help="Who decides; your account's name by default.",
        show_default=False,
    ),
]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why; kept with the judgement.")]
ActorArgument = Annotated[str, typer.Argument(metavar="ACTOR", help="A name, a surname, or the beginning of an id.")]


def reviewer_of(name: str | None) -> str:
    """Return the author of a judgement: "reviewer " and the name given, or the name of the account."""
    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):  # an account without a name, as in some containers
            raise OptionError("your account has no name here; say who decides with --as NAME") from None
    if not name.strip():
        raise OptionError("--as needs a name")
    return f"reviewer {name.strip()}"


@contextmanager
def resolved_store(path: Path | None, registry: Path | None) -> Generator[sqlite3.Connection, None, None]:
    """Give the store that the options name, with who is who brought up to date where a run was cut off."""
    with opened_store(path) as connection:
        if not is_resolved(connection):
            resolve_identities(connection, load_registry(registry))
        yield connection


@app.command(epilog='Example: dragoman actor "Anna Velk"')
def actor(
    name: ActorArgument, store: StoreOption = None, registry: RegistryOption = None, as_json: JsonOption = False
) -> None:
    """Show an actor across documents: names by outlet, offices with dates, contacts and statements.

    Under "held to be one" stands what was taken for the same actor, and why.
    """
    with resolved_store(store, registry) as connection:
        identity, others = choose_identity(connection, name)
        dossier = load_dossier(connection, identity)
        wanted = ContactFilter(who=identity.identity_id, modality=None)
        contacts = list(find_contacts(connection, wanted))
        statements = list(find_statements(connection, StatementFilter(speaker=identity.identity_id, modality=None)))
        if as_json:
            print_lines([dossier_row(dossier, contacts, statements)])
            return
        console = output_console()
        if others:
            listed = "; ".join(f"{each.identity_id[:8]} {describe(each)}" for each in others[:5])
            console.print(
                Text(one_line(f"{show_count(len(others), 'other')} called so: {listed}"), "dim"), soft_wrap=True
            )
        console.print(show_dossier(dossier))
        table, count = contact_table(contacts[-_SHOWN:], width=console.width)
        console.rule(Text(f"Contacts ({len(contacts)})", "bold"), align="left", style="dim")
        if count:
            console.print(table)
        console.rule(Text(f"Statements ({len(statements)})", "bold"), align="left", style="dim")
        shown, count = statement_list(statements[-_SHOWN:])
        if count:
            console.print(shown)
        if max(len(contacts), len(statements)) > _SHOWN:
            console.print(Text(f"the latest {_SHOWN}; dragoman contacts --who {identity.identity_id} lists all", "dim"))


@app.command(epilog="Example: dragoman review --as Reyes")
def review(
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    listed: Annotated[bool, typer.Option("--list", help="Print the queue and ask nothing.")] = False,
    events: Annotated[
        bool, typer.Option("--events", help="Pairs of occurrences instead: are these accounts of one contact?")
    ] = False,
    history: Annotated[bool, typer.Option("--history", help="Print who decided what, and what was undone.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many pairs.")] = 50,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Go through the actors that may be one and may be two, with the words of both sides.

    With --events, through the contacts that may be one and may be two.

    Answer s for same, d for different, u for unsure (it is not asked again), k to skip, q to quit.  Every
    answer is kept at once; dragoman undo takes the latest back.
    """
    with resolved_store(store, registry) as connection:
        if history:
            print_history(connection, as_json=as_json)
            return
        if events:
            if as_json or listed:
                list_doubtful(connection, limit, as_json=as_json)
            else:
                ask_doubtful(connection, reviewer_of(reviewer), limit, _ANSWERS, read_answer)
            return
        questions = find_questions(connection)
        if as_json:
            print_lines(question_row(each) for each in questions[:limit])
        elif listed:
            table, count = list_questions(questions, limit)
            console = output_console()
            console.print(table if count else Text("nothing to review", "dim"))
            if count:
                console.print(Text(f"{show_count(len(questions), 'pair')} to review", "bold"))
        else:
            ask(connection, reviewer_of(reviewer), limit)


def print_history(connection: sqlite3.Connection, *, as_json: bool) -> None:
    """Print all judgements of reviewers, the earliest first."""
    judgements = list(load_judgements(connection))
    if as_json:
        print_lines(map(judgement_row, judgements))
        return
    console = output_console()
    for each in judgements:
        console.print(show_judgement(each), soft_wrap=True)
    console.print(Text(show_count(len(judgements), "judgement"), "bold"))


def ask(connection: sqlite3.Connection, author: str, limit: int) -> None:
    """Ask about pair after pair; an answer may settle others, so the queue is looked up anew after each."""
    console = output_console()
    skipped: set[tuple[str, str]] = set()
    answered = 0
    while answered + len(skipped) < limit:
        waiting = [each for each in find_questions(connection) if each.profiles not in skipped]
        if not waiting:
            break
        question = waiting[0]
        evidence = tuple(find_passages(connection, each.identity_id) for each in (question.one, question.other))
        console.print(show_question(question, (evidence[0], evidence[1]), f"{show_count(len(waiting), 'pair')} left"))
        answer = read_answer()
        if answer == "q":
            break
        verdict = _ANSWERS[answer]
        if verdict is None:
            skipped.add(question.profiles)
            continue
        try:
            judge_pair(connection, question, verdict, author)
            answered += 1
        except JudgementError as error:
            console.print(Text(one_line(str(error)), "yellow"))
            skipped.add(question.profiles)
    console.print(Text(f"{show_count(answered, 'judgement')} kept; dragoman undo takes the latest back", "bold"))


def read_answer() -> str:
    """Return the letter of an answer; "q" when there is no more input."""
    while True:
        sys.stdout.write("same / different / unsure / skip / quit [s d u k q]: ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        letter = line.strip().lower()[:1] if line.strip().lower() != "skip" else "k"
        if not line or letter in (*_ANSWERS, "q"):
            return letter or "q"


@app.command(epilog='Example: dragoman merge "Ana Velk" "Anna Welk" --note "the ministry spells it both ways"')
def merge(
    one: ActorArgument,
    other: ActorArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
) -> None:
    """Decide that two actors are one.  It holds until it is undone, also when documents are read again."""
    with resolved_store(store, registry) as connection:
        first, second = resolve_identity(connection, one), resolve_identity(connection, other)
        judgement = merge_identities(connection, first, second, reviewer_of(reviewer), note)
        merged = resolve_identity(connection, judgement.one[0].profile_id)
        print_done(f"{describe(first)} and {describe(second)} are one: {merged.identity_id}", judgement.judgement_id)


@app.command(epilog='Example: dragoman split "Anna Velk" --document readouts/call.txt')
def split(
    name: ActorArgument,
    part: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What goes by this name is somebody else.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="DOCUMENT", help="What this document tells is of somebody else.")
    ] = None,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
) -> None:
    """Decide that an actor is two: take out what goes by a name, or what a document tells.

    It holds until it is undone, also when documents are read again.
    """
    with resolved_store(store, registry) as connection:
        if (part is None) == (document is None):
            raise OptionError("say what is somebody else: give --name NAME or --document DOCUMENT, one of the two")
        identity = resolve_identity(connection, name)
        author = reviewer_of(reviewer)
        if part is not None:
            judgement = split_name(connection, identity, part, author, note)
        else:
            document_id = resolve_document(connection, document or "")
            judgement = split_document(connection, identity, document_id, author, load_registry(registry), note)
        apart = resolve_identity(connection, judgement.one[0].profile_id)
        print_done(f"{describe(apart)} is now an actor apart: {apart.identity_id}", judgement.judgement_id)


@app.command(epilog="Example: dragoman undo")
def undo(
    judgement: Annotated[
        str | None,
        typer.Argument(
            metavar="[JUDGEMENT]", help="The beginning of its id; the latest by default.", show_default=False
        ),
    ] = None,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    registry: RegistryOption = None,
) -> None:
    """Take a judgement back.  What was before it is restored; dragoman review --history still shows it."""
    with resolved_store(store, registry) as connection:
        undone = undo_judgement(connection, judgement, reviewer_of(reviewer), load_registry(registry))
        console = output_console()
        console.print(
            Text.assemble(
                ("undone: ", "bold"), one_line(f"{undone.one[0].name} and {undone.other[0].name} {undone.verdict}")
            )
        )


def print_done(words: str, judgement_id: str) -> None:
    """Print what was decided, and how to take it back."""
    console = output_console()
    console.print(Text(one_line(words)), soft_wrap=True)
    console.print(Text(f"dragoman undo {judgement_id[:8]} takes it back", "dim"), soft_wrap=True)
