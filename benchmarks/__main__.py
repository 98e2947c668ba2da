"""`python -m benchmarks`: measures, prints a table, and writes benchmarks/results.json."""

from __future__ import annotations

import json
import platform
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.identity import ACTORS, MENTIONS, describe_identity, measure_identity
from benchmarks.identity_share import READOUTS, measure_identity_share
from benchmarks.reading import DOCUMENTS, choose_texts, measure, sum_up
from benchmarks.registry import choose_documents, measure_registry_cost
from benchmarks.statements import measure_statements_cost
from dragoman.language.model import load_language
from evaluation.floors import BENCHMARKS, load_results
from evaluation.readings import hash_code
from evaluation.readme import write_readme
from evaluation.report import make_console
from evaluation.shared import ROOT, Row, find_shared

console = make_console()
_FEW = 2_000  # people known to the store in a short run


def bench(
    documents: Annotated[
        int, typer.Option(min=2, help="How many readouts; only a full run is written down.")
    ] = DOCUMENTS,
) -> None:
    """Measure the whole reading against a bare parse by the same model."""
    shared = find_shared()
    if shared is None:
        console.print("skipped: the benchmark reads the shared readouts; set DRAGOMAN_SHARED to the shared folder.")
        raise typer.Exit(0)
    texts = choose_texts(shared, documents)
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading and parsing in turns", total=len(texts))
        figures = sum_up(texts, measure(texts, lambda count: bar.advance(task, count)))
        task = bar.add_task("reading with the registry and without", total=len(texts))
        chosen = choose_documents(shared, documents)
        figures["registry"] = measure_registry_cost(chosen, lambda count: bar.advance(task, count))
        task = bar.add_task("statements and a bare parse", total=len(texts))
        figures["statements"] = measure_statements_cost(chosen, lambda count: bar.advance(task, count))
        count = READOUTS if documents == DOCUMENTS else documents
        task = bar.add_task("who is who: real readouts", total=min(count, len(chosen)))
        share = measure_identity_share(chosen[:count], lambda done: bar.advance(task, done))
    size = (ACTORS, MENTIONS) if documents == DOCUMENTS else (_FEW, 2 * _FEW)
    figures["identity"] = {**measure_identity(*size), "of_reading": share}
    _print(figures)
    if documents == DOCUMENTS:
        language = load_language()
        about = {
            "language": f"{language.name} {language.version}",
            "python": platform.python_version(),
            "code": hash_code(),
        }
        # what other commands measure (linking, pages) is kept
        written: Row = json.loads(BENCHMARKS.read_text(encoding="utf-8")) if BENCHMARKS.is_file() else {}
        BENCHMARKS.write_text(json.dumps({**written, **about, **figures}, indent=1) + "\n", encoding="utf-8")
        write_readme(load_results())
        console.print(f"wrote {BENCHMARKS.relative_to(ROOT)} and the figures in README.md")


def _print(figures: Row) -> None:
    table = Table(
        title=f"{figures['documents']} readouts, {figures['words']:,} words", title_justify="left", box=SIMPLE
    )
    for name in ("", "words a second", "peak memory, MiB"):
        table.add_column(name, justify="right" if name else "left")
    for name, title in (("reading", "whole reading"), ("parse", "bare parse")):
        table.add_row(title, f"{figures['words_a_second'][name]:,}", f"{figures['memory_mib'][name]:,}")
    console.print(table)
    console.print(
        f"the reading takes {figures['ratio']} times the parse "
        f"(middle half of the chunks: {figures['ratio_low']} to {figures['ratio_high']})"
    )
    registry = figures["registry"]
    console.print(
        f"with the registry, and people looked up in it, {registry['ratio']} times the reading without "
        f"(middle half: {registry['ratio_low']} to {registry['ratio_high']})"
    )
    statements = figures["statements"]
    console.print(
        f"the statements add {statements['ratio']:.1%} to the parse "
        f"(middle half: {statements['ratio_low']:.1%} to {statements['ratio_high']:.1%})"
    )
    identity = figures["identity"]
    console.print(
        f"{describe_identity(identity)}; {identity['of_reading']['ratio']:.1%} of the time of reading readouts"
    )


if __name__ == "__main__":
    typer.run(bench)
