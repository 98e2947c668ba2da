"""Documents → rows as a store shows them, with who is who across all of them: what a user of the whole program gets."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.commands.ledger import stored_contact_row, stored_statement_rows
from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Document
from dragoman.registry import load_registry
from dragoman.store.connection import open_store
from dragoman.store.identity import resolve_identities
from dragoman.store.query import ContactFilter, StatementFilter, find_contacts, find_statements
from dragoman.store.write import write_readings
from evaluation.shared import Row


def read_stored(documents: Iterable[Document]) -> tuple[list[Row], list[Row]]:
    """Return the rows of all contacts and all statements of the documents, of whatever modality."""
    language, registry = load_language(), load_registry()
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "store.db", create=True)) as connection:
        write_readings(connection, (read_document(document, language, registry) for document in documents))
        resolve_identities(connection, registry)
        contacts: list[Row] = [
            dict(stored_contact_row(each)) for each in find_contacts(connection, ContactFilter(modality=None))
        ]
        found = find_statements(connection, StatementFilter(modality=None))
        statements: list[Row] = [dict(row) for row in stored_statement_rows(connection, found)]
    return contacts, statements
