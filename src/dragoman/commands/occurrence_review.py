"""`dragoman review --events`: the occurrences that may be one and may be two."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from rich.text import Text

from dragoman.commands.output import output_console, print_lines
from dragoman.errors import JudgementError
from dragoman.exports.occurrences import occurrence_question_row
from dragoman.record import JudgedAs
from dragoman.store.occurrence_query import find_occurrence_questions
from dragoman.store.occurrence_reviewing import judge_occurrences
from dragoman.store.occurrences import is_linked, resolve_occurrences
from dragoman.terminal.occurrences import list_occurrence_questions, show_occurrence_question
from dragoman.terminal.text import show_count


def list_doubtful(connection: sqlite3.Connection, limit: int, *, as_json: bool) -> None:
    """Print the queue of doubtful pairs of occurrences."""
    _bring_up_to_date(connection)
    questions = find_occurrence_questions(connection)
    if as_json:
        print_lines(occurrence_question_row(each) for each in questions[:limit])
        return
    console = output_console()
    if questions:
        console.print(list_occurrence_questions(questions[:limit]))
        console.print(Text(f"{show_count(len(questions), 'pair')} to review", "bold"))
    else:
        console.print(Text("nothing to review", "dim"))


def ask_doubtful(
    connection: sqlite3.Connection,
    author: str,
    limit: int,
    answers: Mapping[str, JudgedAs | None],
    read_answer: Callable[[], str],
) -> None:
    """Ask about pair after pair; an answer may settle others, so the queue is looked up anew after each."""
    _bring_up_to_date(connection)
    console = output_console()
    skipped: set[tuple[str, str]] = set()
    answered = 0
    while answered + len(skipped) < limit:
        waiting = [each for each in find_occurrence_questions(connection) if each.ids not in skipped]
        if not waiting:
            break
        question = waiting[0]
        console.print(show_occurrence_question(question, f"{show_count(len(waiting), 'pair')} left"))
        answer = read_answer()
        if answer == "q":
            break
        verdict = answers[answer]
        if verdict is None:
            skipped.add(question.ids)
            continue
        try:
            judge_occurrences(connection, question, verdict, author)
            answered += 1
        except JudgementError as error:
            console.print(Text(str(error), "yellow"))
            skipped.add(question.ids)
    console.print(Text(f"{show_count(answered, 'judgement')} kept; dragoman undo takes the latest back", "bold"))


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    if not is_linked(connection):
        resolve_occurrences(connection)
