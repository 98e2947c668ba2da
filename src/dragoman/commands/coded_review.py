"""`dragoman review --coded`: the coded events of low confidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from rich.text import Text

from dragoman.commands.output import output_console, print_lines
from dragoman.errors import JudgementError, OptionError
from dragoman.exports.rows import event_row
from dragoman.registry import Registry
from dragoman.store.doubts import find_doubtful_events
from dragoman.store.editing import accept_record, find_target, reject_record
from dragoman.terminal.corrections import show_doubtful
from dragoman.terminal.events import event_table
from dragoman.terminal.text import one_line, show_count


def list_events(connection: sqlite3.Connection, limit: int, *, as_json: bool) -> None:
    """Print the coded events of low confidence."""
    found = find_doubtful_events(connection, limit=limit)
    if as_json:
        rows = (event_row(e.event, document_id=e.document_id, version=e.version, told=e.told) for e in found)
        print_lines(rows)
        return
    table, count = event_table(found)
    console = output_console()
    console.print(table if count else Text("nothing to review", "dim"))


def ask_events(
    connection: sqlite3.Connection, author: str, holders: Registry, limit: int, read: Callable[[], str]
) -> None:
    """Ask about event after event; `read` gives the letter of an answer."""
    console = output_console()
    answered = passed = 0
    while answered + passed < limit:
        found = find_doubtful_events(connection, offset=passed, limit=1)
        if not found:
            break
        event = found[0].event
        console.print(show_doubtful(found[0], event.event_id))
        answer = read()
        if answer == "q":
            break
        if answer == "k":
            passed += 1
            continue
        decide = accept_record if answer == "a" else reject_record
        try:
            decide(connection, find_target(connection, event.event_id), author, holders)
            answered += 1
        except (JudgementError, OptionError) as error:
            console.print(Text(one_line(str(error)), "yellow"))
            passed += 1
    console.print(Text(f"{show_count(answered, 'correction')} kept; dragoman undo takes the latest back", "bold"))
