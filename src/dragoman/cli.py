"""The command line: options in, a ledger, a table or lines of JSON out; one module of `commands` a subject."""

from dragoman.commands import (
    actors,
    compare,
    correcting,
    designations,
    documents,
    events,
    keeping,
    ledger,
    names,
    read,
    serve,
    stories,
)
from dragoman.commands.app import app, main

__all__ = [
    "actors",
    "app",
    "compare",
    "correcting",
    "designations",
    "documents",
    "events",
    "keeping",
    "ledger",
    "main",
    "names",
    "read",
    "serve",
    "stories",
]

if __name__ == "__main__":
    main()
