"""`dragoman compare` and `dragoman changes`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from dragoman.commands.app import app
from dragoman.commands.options import RegistryOption, StoreOption, choose_form, resolve_document
from dragoman.commands.output import errors_shown, message_console, opened_store, output_console, print_lines
from dragoman.commands.read import read_published
from dragoman.errors import InputError, MissingError, OptionError
from dragoman.exports.changes_rows import change_rows
from dragoman.exports.comparison_html import write_html
from dragoman.exports.comparison_markdown import write_markdown
from dragoman.exports.comparison_rows import comparison_row
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document, Reading
from dragoman.registry import Registry, load_registry
from dragoman.store.connection import locate_store
from dragoman.store.editions import load_editions
from dragoman.store.load import load_corrected
from dragoman.store.occurrence_query import resolve_occurrence
from dragoman.store.query import match_documents
from dragoman.stories.changes import find_changes
from dragoman.terminal.changes import ChangesView
from dragoman.terminal.comparison import ComparisonView
from dragoman.terminal.failures import show_failure

MOST: Final = 50  # accounts that are laid side by side

MarkdownOption = Annotated[bool, typer.Option("--markdown", help="Markdown, with tables.")]
HtmlOption = Annotated[bool, typer.Option("--html", help="One HTML file, fit to publish: no script, nothing loaded.")]
ObjectOption = Annotated[bool, typer.Option("--json", help="One JSON object; docs/comparing.md describes the fields.")]


@app.command(epilog="Example: dragoman compare samples/call-told-by-*.txt --html > comparison.html")
def compare(
    accounts: Annotated[
        list[str],
        typer.Argument(
            metavar="ACCOUNT",
            help="Files to compare, or documents of the store by id or path; or one occurrence of the store by its id.",
            show_default=False,
        ),
    ],
    store: StoreOption = None,
    outlet: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Who published a file; once for each file, in their order."),
    ] = None,
    published: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE", help="When a file was published; once for each file, in their order."),
    ] = None,
    registry: RegistryOption = None,
    as_markdown: MarkdownOption = False,
    as_html: HtmlOption = False,
    as_json: ObjectOption = False,
) -> None:
    """Lay accounts of one contact side by side: what all tell, what one tells, where they conflict.

    Each point comes with the words of each account.  That an account does not mention a point is no denial of it.
    Files need no store; a table or feed gives an account for each of its documents.
    """
    with errors_shown():
        choose_form(markdown=as_markdown, html=as_html, json=as_json)
        from dragoman.language import load_language  # noqa: PLC0415 — the packages of the language model take a second
        from dragoman.stories.comparison import compare_readings  # noqa: PLC0415

        known = load_registry(registry)
        contact_ids = frozenset[str]()
        if len(accounts) == 1 and not Path(accounts[0]).exists() and locate_store(store).exists():
            readings, contact_ids = load_reports(accounts[0], store)
        else:
            options = _options(accounts, outlet or [], published or [])
            readings = tuple(read_accounts(accounts, options, store, known))
        if len(readings) > MOST:
            raise OptionError(f"{len(readings)} accounts are more than can be read side by side; give {MOST} or fewer")
        comparison = compare_readings(readings, known, load_language(), contact_ids)
        if as_json:
            print_lines([comparison_row(comparison)])
        elif as_html:
            sys.stdout.write(write_html(comparison))
        elif as_markdown:
            sys.stdout.write(write_markdown(comparison))
        else:
            output_console().print(ComparisonView(comparison))


def _options(accounts: Sequence[str], outlets: Sequence[str], dates: Sequence[str]) -> tuple[ReadOptions, ...]:
    """The options of each file; those given once for each must be as many as the files."""
    for option, values in (("--outlet", outlets), ("--published", dates)):
        if values and len(values) != len(accounts):
            raise OptionError(
                f"{option} is given {len(values)} times for {len(accounts)} accounts; give it once for each, in order"
            )
    return tuple(
        ReadOptions(
            outlet=outlets[number] if outlets else None,
            published=read_published(dates[number]) if dates else None,
        )
        for number in range(len(accounts))
    )


def read_accounts(
    accounts: Sequence[str], options: Sequence[ReadOptions], store: Path | None, registry: Registry
) -> Iterator[Reading]:
    """Yield a reading of each account: of what a file has, or of a document of the store."""
    for account, option in zip(accounts, options, strict=True):
        if account == "-" or Path(account).exists():
            yield from _read_file(account, option, registry)
        else:
            yield _load(account, store)


def load_reports(occurrence_id: str, store: Path | None) -> tuple[tuple[Reading, ...], frozenset[str]]:
    """Return readings of the documents that report an occurrence of the store, and the ids of their reports.

    Raises OptionError where there is no such occurrence, or one document alone reports it.
    """
    with opened_store(store) as connection:
        try:
            found = resolve_occurrence(connection, occurrence_id)
        except MissingError as error:
            raise OptionError(
                f"{occurrence_id}: there is no such file, and no occurrence of the store has this id; give two "
                "accounts, or the id of an occurrence that dragoman events --accounts 2.. lists"
            ) from error
        documents = dict.fromkeys((each.found.document_id, each.found.version) for each in found.reports)
        if len(documents) < 2:
            raise OptionError(
                f"{occurrence_id}: one document alone reports it; dragoman events --accounts 2.. lists others"
            )
        readings = tuple(load_corrected(connection, *document) for document in documents)
        return readings, frozenset(each.found.contact.contact_id for each in found.reports)


def _read_file(path: str, options: ReadOptions, registry: Registry) -> Iterator[Reading]:
    from dragoman.engines.local import read_inputs  # noqa: PLC0415 — as above
    from dragoman.language import load_language  # noqa: PLC0415
    from dragoman.pipeline import read_document  # noqa: PLC0415
    from dragoman.reading.inputs import plan_inputs  # noqa: PLC0415

    plan = plan_inputs([path])
    language = load_language()
    found = 0
    failures: list[Failure | Skipped] = [*plan.failures, *plan.skipped]
    for _, outcome in read_inputs(plan.inputs, options, lambda document: read_document(document, language, registry)):
        if isinstance(outcome, Reading):
            found += 1
            yield outcome
        else:
            failures.append(outcome)
    for failure in failures:
        if isinstance(failure, Failure):
            show_failure(message_console(), failure)
    if not found:
        reasons = "; ".join(failure.reason for failure in failures) or "there is nothing to read"
        raise InputError(f"{path}: {reasons}; give files that `dragoman read` can read")


def _load(account: str, store: Path | None) -> Reading:
    if not locate_store(store).exists():
        raise InputError(f"{account}: there is no such file, and no store to look for such a document; check the path")
    with opened_store(store) as connection:
        if not match_documents(connection, account):
            raise OptionError(
                f"{account}: there is no such file, and no document of the store has this id or path; check the "
                "spelling; dragoman documents lists those there are"
            )
        return load_corrected(connection, resolve_document(connection, account))


@app.command(epilog="Example: dragoman changes https://orvania.example/readouts/17")
def changes(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id, the beginning of its id, or its path.")],
    store: StoreOption = None,
    registry: RegistryOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each new state.")] = False,
) -> None:
    """Show what changed between the states of a document: in its text or title, and in what is read from it.

    A state is kept whenever a document is read again with another text or title.
    """
    with opened_store(store) as connection:
        document_id = resolve_document(connection, document)
        editions = load_editions(connection, document_id, _reader(load_registry(registry)))
        seen = [edition.seen for edition, _ in editions]
        found = find_changes([reading for _, reading in editions])
        if as_json:
            print_lines(change_rows(found, seen))
        else:
            output_console().print(ChangesView(document_id, seen, found))


def _reader(registry: Registry) -> Callable[[Document], Reading]:
    """What reads a document; the model is loaded when the first is read."""

    def read(document: Document) -> Reading:
        from dragoman.language import load_language  # noqa: PLC0415 — the packages of the language model take a second
        from dragoman.pipeline import read_document  # noqa: PLC0415

        return read_document(document, load_language(), registry)

    return read
