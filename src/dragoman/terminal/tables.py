"""Contacts, statements and documents of a store as tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.record import Contact, Modality, Statement
from dragoman.store.load import StoredContact, StoredStatement
from dragoman.store.names import fold_name
from dragoman.store.query import StoredDocument
from dragoman.terminal.ledger import beyond_outlet, show_basis, show_chain, show_person
from dragoman.terminal.text import (
    KIND_STYLES,
    MODALITY_WORDS,
    one_line,
    plain,
    shorten,
    show_date,
    show_duration,
    show_editors,
    show_id,
    show_initiator_role,
    show_medium,
    show_names,
    show_record_id,
)

WIDE = 130  # columns from which the words of each contact have a column of their own
_LONGEST_WORDS = 400  # characters of a passage in a table; `show` and `--json` give the whole
_LONGEST_TITLE = 90


def contact_table(contacts: Iterable[StoredContact], *, width: int) -> tuple[RenderableType, int]:
    """Return the table, for a terminal so many columns wide, and how many contacts it lists."""
    wide = width >= WIDE
    table = _table("when", "kind", "who", "told by", *(["words"] if wide else []))
    table.columns[0].min_width, table.columns[0].max_width = 10, 20
    table.columns[1].min_width = len("conversation")
    for column, ratio in zip(table.columns[2:], (5, 4, 7), strict=False):
        column.ratio = ratio
    count = 0
    for found in contacts:
        words = [_verbatim(found.words)] if wide else []
        table.add_row(_when(found), _kind(found), _who(found), _told_by(found), *words)
        count += 1
    return table, count


def _when(found: StoredContact) -> Text:
    when = found.contact.when
    text = Text(show_date(when, found.date_words), "bold" if when else "dim" if found.date_words is None else "")
    basis = show_basis(when, found.date_words)
    return text.append(f"\n{basis}", "not bold dim") if basis else text


def _kind(found: StoredContact) -> Text:
    contact = found.contact
    text = Text(contact.kind.value, KIND_STYLES[contact.kind])
    text.append(f"\n{show_record_id(contact.contact_id)}", "not bold dim")
    if contact.modality is not Modality.HAPPENED:
        text.append(f"\n{MODALITY_WORDS[contact.modality]}", "not bold yellow")
    return _mark_edited(text, contact)


def _mark_edited(text: Text, record: Contact | Statement) -> Text:
    edited = show_editors(record.corrections, "contact" if isinstance(record, Contact) else "statement")
    return text.append(f"\n{edited}", "not bold magenta") if edited else text


def _who(found: StoredContact) -> Text:
    contact = found.contact
    text = Text("\n").join(show_person(actor) for actor in contact.participants)
    details = [
        f"{show_initiator_role(contact)} {one_line(found.initiator.name)}" if found.initiator else "",
        show_medium(contact),
        show_duration(contact.duration_minutes),
        f"in {one_line(contact.place)}" if contact.place else "",
    ]
    if any(details):
        text.append("\n" + ", ".join(part for part in details if part), "dim")
    return text


def _told_by(found: StoredContact) -> Text:
    """Return who tells it, the document, and its id."""
    teller = show_chain(found.contact.chain) or one_line(found.outlet or "")
    name = _document_name(found.title, found.path)
    lines = [Text(teller), Text(shorten(name, _LONGEST_TITLE), "dim italic" if found.title else "dim")]
    lines.append(Text(show_id(found.document_id), "dim"))
    return Text("\n").join(line for line in lines if line.plain)


def _document_name(title: str | None, path: str | None) -> str:
    return one_line(title or (PurePath(path).name if path else ""))


def statement_list(statements: Iterable[StoredStatement]) -> tuple[RenderableType, int]:
    """Return the statements under the document each stands in, and how many there are."""
    parts: list[RenderableType] = []
    document, count = None, 0
    table = _table()
    for found in statements:
        if found.document_id != document:
            document = found.document_id
            table = _statement_table()
            parts += [_document_heading(found), table, Text()]
        table.add_row(_speakers(found.statement, found.outlet), _act(found.statement), _verbatim(found.words))
        count += 1
    return Group(*parts), count


def demand_list(statements: Iterable[StoredStatement]) -> tuple[RenderableType, int]:
    """Return the demands under those who are asked to act, by name, and how many there are.

    One that asks several stands under each; one that asks nobody in particular comes last.
    """
    asked: dict[str, list[StoredStatement]] = {}
    count = 0
    for found in statements:
        count += 1
        for actor in found.statement.addressee or (None,):
            asked.setdefault("" if actor is None else actor.name, []).append(found)
    parts: list[RenderableType] = []
    for name in sorted(asked, key=lambda name: (not name, fold_name(name))):
        table = _table("asked by", "to do what", "by when", "told in")
        for column, ratio in zip(table.columns, (3, 7, 3, 4), strict=True):
            column.ratio = ratio
        table.expand = True
        for found in asked[name]:
            table.add_row(_speakers(found.statement, found.outlet), _demand(found), _deadline(found), _told_in(found))
        parts += [Text(f"of {one_line(name)}" if name else "of nobody in particular", "bold"), table, Text()]
    return Group(*parts), count


def _demand(found: StoredStatement) -> Text:
    text = _verbatim(found.words)
    if found.condition_words:
        text.append(f"\ncondition: {one_line(found.condition_words)}", "not italic dim")
    if found.statement.modality is not Modality.HAPPENED:
        text.append(f"\n{MODALITY_WORDS[found.statement.modality]}", "not italic yellow")
    return text


def _deadline(found: StoredStatement) -> Text:
    when = found.statement.deadline
    if when is None and found.deadline_words is None:
        return Text("no deadline told", "dim")
    text = Text(show_date(when, found.deadline_words), "bold")
    return text.append(f"\n‘{one_line(found.deadline_words)}’", "not bold dim") if found.deadline_words else text


def _told_in(found: StoredStatement) -> Text:
    lines = [
        Text(shorten(_document_name(found.title, found.path), _LONGEST_TITLE)),
        Text(show_id(found.document_id), "dim"),
        Text(f"statement {show_record_id(found.statement.statement_id)}", "dim"),
    ]
    return Text("\n").join(line for line in lines if line.plain)


def _statement_table() -> Table:
    table = _table("who", "what", "words")
    for column, ratio in zip(table.columns, (4, 3, 8), strict=True):
        column.ratio = ratio
    table.expand = True
    return table


def _document_heading(found: StoredStatement) -> RenderableType:
    name = _document_name(found.title, found.path)
    details = [one_line(found.outlet or ""), show_id(found.document_id)]
    lines = [Text(name, "bold"), Text(" · ".join(part for part in details if part), "dim")]
    for line in lines:
        line.no_wrap, line.overflow = True, "ellipsis"  # an id of many words stays on one line
    return Group(*(line for line in lines if line.plain))


def _speakers(statement: Statement, outlet: str | None) -> Text:
    text = Text(show_names(statement.speakers) or "somebody", "bold")
    if statement.hearers:
        text.append(f"\nto {show_names(statement.hearers)}", "not bold")
    if chain := show_chain(beyond_outlet(statement.chain, outlet)):
        text.append(f"\ntold by {chain}", "not bold dim")
    return text


def _act(statement: Statement) -> Text:
    text = Text().append(statement.act.value, "cyan")
    text.append(f"\n{show_record_id(statement.statement_id)}", "dim")
    if statement.addressee:
        text.append(f"\nof {show_names(statement.addressee)}")
    if statement.modality is not Modality.HAPPENED:
        text.append(f"\n{MODALITY_WORDS[statement.modality]}", "yellow")
    if statement.voice == "hedged":
        text.append("\nhedged", "dim")
    return _mark_edited(text, statement)


def _verbatim(words: str) -> Text:
    return Text(shorten(words, _LONGEST_WORDS), "italic")


def document_table(documents: Iterable[StoredDocument]) -> tuple[RenderableType, int]:
    """Return the table of documents and how many there are."""
    table = _table("document", "published", "outlet", "contacts", "statements")
    table.columns[0].ratio, table.columns[2].ratio = 3, 2
    table.columns[3].justify = table.columns[4].justify = "right"
    count = 0
    for found in documents:
        published = plain((found.published or "not told")[:10])
        counts = (f"{found.contacts:,}", f"{found.statements:,}")
        table.add_row(_document(found), published, one_line(found.outlet or ""), *counts)
        count += 1
    return table, count


def _document(found: StoredDocument) -> Text:
    text = Text(_document_name(found.title, found.path), "bold")
    text.append("\n" if text.plain else "").append(show_id(found.document_id), "not bold dim")
    if found.versions > 1:
        text.append(f"\n{found.versions} versions, the newest counted", "not bold yellow")
    if found.copy_of is not None:
        text.append(f"\nthe same text as {show_id(found.copy_of)}", "not bold yellow")
    return text


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), leading=1)
    for heading in headings:
        table.add_column(heading, header_style="dim", overflow="fold")
    return table
