"""Who decides, why, in which store, and how it is told: what the commands that decide have in common."""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dragoman.commands.output import opened_store, output_console
from dragoman.errors import OptionError
from dragoman.registry import load_registry
from dragoman.store.identity import is_resolved, resolve_identities
from dragoman.terminal.text import one_line

REVIEWER_VARIABLE = "DRAGOMAN_REVIEWER"
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


def print_done(words: str, judgement_id: str) -> None:
    """Print what was decided, and how to take it back."""
    console = output_console()
    console.print(Text(one_line(words)), soft_wrap=True)
    console.print(Text(f"dragoman undo {judgement_id[:8]} takes it back", "dim"), soft_wrap=True)
