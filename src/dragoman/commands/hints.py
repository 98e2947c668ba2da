"""Why a list is empty: what a command says in place of nothing, and which option would find more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from dragoman.store.query import holds_documents, is_called
from dragoman.terminal.text import one_line, show_count

NARROWED = "; leave out an option to see more"


def explain_nothing(
    connection: sqlite3.Connection,
    noun: str,
    names: Iterable[str | None] = (),
    *,
    modality: str = "any",
    others: Callable[[], int] | None = None,
    also: Iterable[str] = (),
) -> str:
    """Return why nothing of this kind was found, and what to do: one line.

    `names` are the people asked for; `others` counts what any modality would find; `also` are further hints.
    """
    nothing = f"no {noun} found"
    if not holds_documents(connection):
        return f"{nothing}: the store holds no documents; read some first: dragoman read PATH"
    unknown = [name for name in names if name is not None and not is_called(connection, name)]
    if unknown:
        listed = " or ".join(f"‘{one_line(name)}’" for name in unknown)
        return (
            f"{nothing}: nobody in the store is called {listed}; try a surname, or dragoman documents --contains TEXT"
        )
    hints = list(also)
    number = others() if others is not None and modality != "any" else 0
    if number:
        hints.append(f"{show_count(number, noun)} told as planned, denied, background …: --modality any")
    return nothing + ("; " + "; ".join(hints) if hints else NARROWED)
