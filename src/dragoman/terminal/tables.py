"""Contacts, statements and documents of a store as tables."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.record import ContactKind, Modality, Statement
from dragoman.store.load import StoredContact, StoredStatement
from dragoman.store.query import StoredDocument
from dragoman.terminal.ledger import show_chain
from dragoman.terminal.text import (
    KIND_STYLES,
    MODALITY_WORDS,
    one_line,
    plain,
    show_actor,
    show_date,
    show_duration,
    show_names,
)

_LONGEST_WORDS = 400  # characters of a passage in a table; `show` and `--json` give the whole


def contact_table(contacts: Iterable[StoredContact]) -> tuple[RenderableType, int]:
    """Return the table and how many contacts it lists."""
    table = _table("when", "kind", "who", "told by")
    table.columns[0].min_width = 10
    table.columns[0].max_width = 22
    table.columns[1].no_wrap = True
    count = 0
    for found in contacts:
        table.add_row(_when(found), _kind(found), _who(found), _told_by(found))
        count += 1
    return table, count


def _when(found: StoredContact) -> Text:
    when = found.contact.when
    text = Text(show_date(when, found.date_words), "bold" if when else "")
    if when is not None and when.basis != "stated" and found.date_words:
        text.append(f"\n‘{one_line(found.date_words)}’", "not bold dim")
    return text


def _kind(found: StoredContact) -> Text:
    contact = found.contact
    text = Text(contact.kind.value, KIND_STYLES[ContactKind(contact.kind)])
    if contact.modality is not Modality.HAPPENED:
        text.append(f"\n{MODALITY_WORDS[contact.modality]}", "not bold yellow")
    return text


def _who(found: StoredContact) -> Text:
    contact = found.contact
    text = Text("\n").join(_person(show_actor(actor)) for actor in contact.participants)
    details = [
        f"asked for by {one_line(found.initiator.name)}" if found.initiator else "",
        show_duration(contact.duration_minutes),
        f"by {one_line(contact.medium)}" if contact.medium else "",
        f"in {one_line(contact.place)}" if contact.place else "",
    ]
    if any(details):
        text.append("\n" + ", ".join(part for part in details if part), "dim")
    return text


def _person(shown: str) -> Text:
    name, bracket, details = shown.partition(" (")
    return Text.assemble((name, "bold"), bracket + details)


def _told_by(found: StoredContact) -> Text:
    chain = show_chain(found.contact.chain) or one_line(found.outlet or "")
    text = Text(f"{chain}\n" if chain else "")
    return text.append(_short(one_line(found.document_id), 40), "dim")


def statement_list(statements: Iterable[StoredStatement]) -> tuple[RenderableType, int]:
    """Return the statements under the document each stands in, and how many there are."""
    parts: list[RenderableType] = []
    document, count = "", 0
    table = _table("who", "what", "words")
    for found in statements:
        if found.document_id != document:
            document = found.document_id
            table = _table("who", "what", "words")
            table.columns[0].ratio, table.columns[1].ratio, table.columns[2].ratio = 3, 2, 7
            table.expand = True
            heading = Text(one_line(found.title or document), "bold")
            about = " · ".join(
                part for part in (one_line(found.outlet or ""), one_line(document) if found.title else "") if part
            )
            parts += [heading, Text(about, "dim"), table, Text()]
        table.add_row(_speakers(found.statement), _act(found.statement), _words(found))
        count += 1
    return Group(*parts), count


def _speakers(statement: Statement) -> Text:
    text = Text(show_names(statement.speakers) or "somebody", "bold")
    if statement.hearers:
        text.append(f"\nto {show_names(statement.hearers)}", "not bold")
    if statement.chain:
        text.append(f"\ntold by {show_chain(statement.chain)}", "not bold dim")
    return text


def _act(statement: Statement) -> Text:
    text = Text(statement.act.value, "cyan")
    if statement.addressee:
        text.append(f"\nof {show_names(statement.addressee)}")
    if statement.modality is not Modality.HAPPENED:
        text.append(f"\n{MODALITY_WORDS[statement.modality]}", "yellow")
    return text


def _words(found: StoredStatement) -> Text:
    return Text(
        f"“{_short(one_line(found.words), _LONGEST_WORDS)}”", "italic" if found.statement.form == "direct" else ""
    )


def document_table(documents: Iterable[StoredDocument]) -> tuple[RenderableType, int]:
    """Return the table of documents and how many there are."""
    table = _table("document", "published", "outlet", "contacts", "statements")
    table.columns[3].justify = table.columns[4].justify = "right"
    count = 0
    for found in documents:
        name = Text(one_line(found.title or found.path or found.document_id), "bold")
        if name.plain != one_line(found.document_id):
            name.append(f"\n{one_line(found.document_id)}", "not bold dim")
        if found.versions > 1:
            name.append(f"\n{found.versions} versions, the newest shown", "not bold yellow")
        if found.copy_of is not None:
            name.append(f"\nthe same text as {one_line(found.copy_of)}", "not bold yellow")
        published = plain((found.published or "not told")[:10])
        table.add_row(name, published, one_line(found.outlet or ""), f"{found.contacts:,}", f"{found.statements:,}")
        count += 1
    return table, count


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, padding=(0, 1, 1, 0))
    for heading in headings:
        table.add_column(heading, header_style="dim", overflow="fold")
    return table


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
