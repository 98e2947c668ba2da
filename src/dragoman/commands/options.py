"""Options that several commands share, and what their values mean."""

from __future__ import annotations

import calendar
import datetime as dt
import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from dragoman.errors import OptionError
from dragoman.record import Modality
from dragoman.store.connection import DEFAULT_STORE, STORE_VARIABLE
from dragoman.store.query import (
    find_versions,
    match_documents,
)
from dragoman.terminal.text import one_line

Choice = TypeVar("Choice", bound=StrEnum)

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
REGISTRY_VARIABLE = "DRAGOMAN_REGISTRY"
RegistryOption = Annotated[
    Path | None,
    typer.Option(
        "--registry",
        metavar="FILE",
        envvar=REGISTRY_VARIABLE,
        help="Your own office holders, TOML or CSV (docs/registry.md); they win over the registry's.",
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
ParquetOption = Annotated[
    Path | None,
    typer.Option(
        "--parquet", metavar="FILE", help="Into this Parquet file: the columns of the CSV, days and numbers as such."
    ),
]
DocumentOption = Annotated[
    str | None,
    typer.Option("--document", metavar="DOCUMENT", help="Only this document: its id, its beginning, or its path."),
]


def choose_form(**wanted: bool) -> None:
    """Raise `OptionError` where more than one form of the answer is asked for, each by its option's name."""
    names = [f"--{name}" for name, asked in wanted.items() if asked]
    if len(names) > 1:
        raise OptionError(f"{' and '.join(names)} are two forms of one answer; give one of them")


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


def read_period(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first day of --since and the last of --until; raise `OptionError` where the one is after the other."""
    first = read_day(since, "--since") if since else None
    last = read_day(until, "--until", last=True) if until else None
    if first is not None and last is not None and first > last:
        raise OptionError(f"--since {since} is after --until {until}; nothing lies between: put the earlier day first")
    return first, last


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
