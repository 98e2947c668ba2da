"""`dragoman actor`, `review`, `merge`, `split` and `undo`: who is who, and what reviewers decide about it."""

from __future__ import annotations

import sqlite3
import sys
from typing import Annotated

import typer
from rich.text import Text

from dragoman.commands.app import app
from dragoman.commands.coded_review import ask_events, list_events
from dragoman.commands.occurrence_review import ask_doubtful, list_doubtful
from dragoman.commands.options import JsonOption, RegistryOption, StoreOption, resolve_document
from dragoman.commands.output import output_console, print_lines
from dragoman.commands.reviewers import NoteOption, ReviewerOption, print_done, resolved_store, reviewer_of
from dragoman.errors import JudgementError, OptionError
from dragoman.exports.actors import dossier_row, judgement_row, question_row
from dragoman.exports.rows import kept_row
from dragoman.record import JudgedAs, Judgement
from dragoman.registry import load_registry
from dragoman.store.actors import (
    choose_identity,
    describe,
    find_passages,
    find_questions,
    load_dossier,
    resolve_identity,
)
from dragoman.store.corrections import list_corrections
from dragoman.store.editing import list_decisions, undo_decision
from dragoman.store.judgements import find_meeting
from dragoman.store.query import ContactFilter, StatementFilter, find_contacts, find_statements
from dragoman.store.reviewing import judge_pair, merge_identities, split_document, split_name
from dragoman.terminal.actors import list_questions, show_dossier, show_judgement, show_question
from dragoman.terminal.corrections import show_added, show_kept
from dragoman.terminal.tables import contact_table, statement_list
from dragoman.terminal.text import one_line, show_count

_ANSWERS: dict[str, JudgedAs | None] = {"s": "same", "d": "different", "u": "unsure", "k": None}
_SHOWN = 12  # contacts and statements that `actor` prints

ActorArgument = Annotated[str, typer.Argument(metavar="ACTOR", help="A name, a surname, or the beginning of an id.")]


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
    coded: Annotated[
        bool, typer.Option("--coded", help="Coded events of low confidence instead: are they right?")
    ] = False,
    history: Annotated[bool, typer.Option("--history", help="Print who decided what, and what was undone.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many pairs.")] = 50,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Go through the actors that may be one and may be two, with the words of both sides.

    With --events, through the contacts that may be one and may be two.  With --coded, through the coded events of low
    confidence: a accepts, r rejects; dragoman edit corrects one.

    Answer s for same, d for different, u for unsure (it is not asked again), k to skip, q to quit.  Every
    answer is kept at once; dragoman undo takes the latest back.
    """
    with resolved_store(store, registry) as connection:
        if history:
            print_history(connection, as_json=as_json)
            return
        if coded:
            if as_json or listed:
                list_events(connection, limit, as_json=as_json)
            else:
                ask_events(connection, reviewer_of(reviewer), load_registry(registry), limit, read_verdict)
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
    """Print all that reviewers decided, the earliest first."""
    kept = {each.correction.correction_id: each for each in list_corrections(connection)}
    decided = list_decisions(connection)
    if as_json:
        print_lines(
            judgement_row(each) if isinstance(each, Judgement) else kept_row(kept[each.correction_id])
            for each in decided
        )
        return
    console = output_console()
    for each in decided:
        line = show_judgement(each) if isinstance(each, Judgement) else show_kept(kept[each.correction_id])
        console.print(line, soft_wrap=True)
    console.print(Text(show_count(len(decided), "judgement"), "bold"))


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


def read_answer(asked: str = "same / different / unsure / skip / quit [s d u k q]: ") -> str:
    """Return the letter of an answer, one of those in brackets; "q" when there is no more input."""
    letters = asked.partition("[")[2].partition("]")[0].split()
    while True:
        sys.stdout.write(asked)
        sys.stdout.flush()
        line = sys.stdin.readline()
        letter = line.strip().lower()[:1] if line.strip().lower() != "skip" else "k"
        if not line or letter in letters:
            return letter or "q"


def read_verdict() -> str:
    """Return the letter of an answer about one record."""
    return read_answer("accept / reject / skip / quit [a r k q]: ")


@app.command(epilog='Example: dragoman merge "Ana Velk" "Anna Welk" --note "the ministry spells it both ways"')
def merge(
    one: ActorArgument,
    other: ActorArgument,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also two who were in contact with each other.")] = False,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
) -> None:
    """Decide that two actors are one.  It holds until it is undone, also when documents are read again.

    Two who took part in one contact are merged only with --anyway.
    """
    with resolved_store(store, registry) as connection:
        first, second = resolve_identity(connection, one), resolve_identity(connection, other)
        met = None if anyway or first == second else find_meeting(connection, first.identity_id, second.identity_id)
        if met is not None:
            raise JudgementError(
                f"{describe(first)} and {describe(second)} were in contact with each other (contact {met[0]} in "
                f"{met[1]}), so they are two; give --anyway where that is read wrongly"
            )
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
    """Take a judgement or correction back.  What was before it is restored; review --history still shows it."""
    with resolved_store(store, registry) as connection:
        undone = undo_decision(connection, judgement, reviewer_of(reviewer), load_registry(registry))
        words = (
            f"{undone.one[0].name} and {undone.other[0].name} {undone.verdict}"
            if isinstance(undone, Judgement)
            else show_added(undone)
        )
        output_console().print(Text.assemble(("undone: ", "bold"), one_line(words)), soft_wrap=True)
