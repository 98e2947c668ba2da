"""Reads inputs into a store before the user's eyes: progress, failures as they come, one closing line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.text import Text

from dragoman.engines.local import Outcome, Summary, read_inputs, store_outcomes
from dragoman.language import load_language
from dragoman.pipeline import read_document
from dragoman.reading.inputs import Input, plan_inputs
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.registry import Registry
from dragoman.store.connection import open_store
from dragoman.store.write import FailedDocument, write_batch
from dragoman.terminal.failures import show_failure, show_skipped
from dragoman.terminal.ledger import show_ledger
from dragoman.terminal.progress import show_progress
from dragoman.terminal.text import one_line, show_count

_REASONS = 3  # kinds of failure that the closing line names


def run_read(
    paths: Sequence[str],
    options: ReadOptions,
    store: Path,
    out: Console,
    messages: Console,
    *,
    quiet: bool,
    registry: Registry,
) -> int:
    """Return the exit status of a run that reads the paths into the store.

    Raises `StoreError` and `LanguageError` when it cannot begin.
    """
    plan = plan_inputs(paths)
    for failure in plan.failures:
        show_failure(messages, failure)
    for skipped in plan.skipped:
        show_skipped(messages, skipped)
    with closing(open_store(store, create=True)) as connection:
        summary = Summary()
        write_batch(connection, (), [FailedDocument(f.path, f.where or "", f.reason, f.remedy) for f in plan.failures])
        inputs = list(plan.inputs)
        if inputs:
            language = load_language()
            with show_progress(messages, inputs) as progress:

                def report(item: Input, outcome: Outcome) -> None:
                    progress.advance(item, outcome)
                    if isinstance(outcome, Failure):
                        show_failure(messages, outcome)
                    elif isinstance(outcome, Skipped):
                        show_skipped(messages, outcome)

                outcomes = read_inputs(inputs, options, lambda document: read_document(document, language, registry))
                summary = store_outcomes(connection, outcomes, report, registry)
    summary.failed.update(failure.reason for failure in plan.failures)
    summary.skipped.update(skipped.reason for skipped in plan.skipped)
    if summary.only is not None and not summary.failed and not quiet:
        out.print(show_ledger(summary.only))
    _close(summary, store, out, messages)
    return summary.exit_status


def _close(summary: Summary, store: Path, out: Console, messages: Console) -> None:
    if summary.error is not None:
        messages.print(Text.assemble(("error: ", "bold red"), one_line(str(summary.error))), soft_wrap=True)
    if summary.interrupted:
        kept = show_count(summary.read, "finished document")
        messages.print(Text(f"interrupted; {kept} kept in {store}; the same command goes on", "yellow"), soft_wrap=True)
    out.print(closing_line(summary), soft_wrap=True)


def closing_line(summary: Summary) -> Text:
    """Return "read 12, skipped 1 (empty), failed 2 (no text), 31 contacts, 240 statements"."""
    line = Text.assemble((f"read {summary.read:,}", "bold"))
    line.append(f", skipped {_counted(summary.skipped)}").append(
        f", failed {_counted(summary.failed)}", "red" if summary.failed else ""
    )
    return line.append(f", {show_count(summary.contacts, 'contact')}, {show_count(summary.statements, 'statement')}")


def _counted(reasons: Counter[str]) -> str:
    """Return "0", or the number with the commonest reasons: "3 (no text column: 2; empty file)"."""
    total = reasons.total()
    if not total:
        return "0"
    shown = [
        one_line(reason) + (f": {count:,}" if count > 1 else "") for reason, count in reasons.most_common(_REASONS)
    ]
    return f"{total:,} ({'; '.join(shown)}{'; …' if len(reasons) > _REASONS else ''})"
