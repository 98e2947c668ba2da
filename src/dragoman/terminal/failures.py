"""What could not be read, and what was left out: file, cause and remedy on one line."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dragoman.reading.outcomes import Failure, Skipped
from dragoman.store.write import FailedDocument
from dragoman.terminal.text import one_line


def show_failure(console: Console, failure: Failure | FailedDocument) -> None:
    """Print a failure with its file, cause and remedy."""
    _show_place(console, ("failed", "bold red"), _place(failure.path, failure.where), failure.reason, failure.remedy)


def show_skipped(console: Console, skipped: Skipped) -> None:
    """Print what was left out on purpose, with its reason; `field` names a part of a document that was read."""
    what = "skipped" if skipped.field is None else f"without {skipped.field}"
    _show_place(console, (what, "yellow"), _place(skipped.path, skipped.where), skipped.reason, "")


def _place(path: str, where: str | None) -> str:
    return one_line(path) + (f", {one_line(where)}" if where else "")


def _show_place(console: Console, what: tuple[str, str], place: str, reason: str, remedy: str) -> None:
    line = Text.assemble(what, " ", (place, "bold"), f": {one_line(reason)}")
    if remedy:
        line.append(f"; {one_line(remedy)}", "dim")
    console.print(line, soft_wrap=True)
