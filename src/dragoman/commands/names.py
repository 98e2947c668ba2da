"""`dragoman name`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.actors.comparison import NameKind, compare_names
from dragoman.actors.name_pairs import read_name_pairs
from dragoman.commands.app import app
from dragoman.commands.options import JsonOption
from dragoman.commands.output import errors_shown, output_console, print_lines
from dragoman.errors import OptionError
from dragoman.exports.rows import name_row
from dragoman.exports.sheets import write_names
from dragoman.terminal.names import show_comparison


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
