"""The command line itself: its help, its version, and how it ends."""

from __future__ import annotations

import io
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman.store.connection import dragoman_version

# as a user meets them: read, look, correct, keep
ORDER = (
    "read", "contacts", "statements", "designations", "events", "explain", "code", "timeline", "stories", "bounds",
    "actor", "review", "merge", "split", "join", "part", "edit", "accept", "reject",
    "add", "undo", "show", "compare", "changes", "documents", "name",
    "serve", "password", "mcp", "dump", "load", "check",
)  # fmt: skip


class OrderedGroup(TyperGroup):
    """The commands in the order of ORDER."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands as help lists them."""
        return sorted(super().list_commands(ctx), key=ORDER.index)


app = typer.Typer(
    name="dragoman",
    cls=OrderedGroup,
    help="Reads news reports and official readouts; keeps the record of who was in contact and who said what.",
    epilog="Begin with: dragoman read FOLDER, then: dragoman contacts",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    add_completion=False,
)


def main() -> None:
    """Run the command line; what the console script starts."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no “ shows ?, and nothing breaks
    app()


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
