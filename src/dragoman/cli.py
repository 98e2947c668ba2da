"""The command line: options in, a ledger, a table or lines of JSON out; one module of `commands` a subject."""

from dragoman.commands import actors, designations, documents, events, keeping, ledger, names, read
from dragoman.commands.app import app, main

__all__ = ["actors", "app", "designations", "documents", "events", "keeping", "ledger", "main", "names", "read"]

if __name__ == "__main__":
    main()
