"""The README's figures, written from the results between its markers, so that no figure there is typed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import DragomanError
from evaluation.floors import look_up
from evaluation.shared import ROOT, Row

README = ROOT / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

# What a line says, and its figure in the results; {half} is tuning or checking.
LINES = (
    ("explicit: the pair is found, of documents whose text names both beside a contact word", "contacts.{half}.all.explicit"),
    ("recall: the pair is found, of all", "contacts.{half}.all.recall"),
    ("kind: the kind is right, of those found", "contacts.{half}.all.kind"),
    ("full: pair and kind are right, of all", "contacts.{half}.all.full"),
    ("date: the day is right, of those with a day in the text", "contacts.{half}.all.date"),
    ("planned: a planned contact is found as planned", "contacts.{half}.all.planned"),
    ("as_held: a planned contact is wrongly told as held", "contacts.{half}.all.as_held"),
    ("spurious: other contacts found, a document (a text may rightly report others)", "contacts.{half}.all.spurious"),
    ("extras: other participants found, a document (delegations are rightly there)", "contacts.{half}.all.extras"),
    ("recall with the title shown", "contacts_titled.{half}.all.recall"),
    ("F1 of the values of date expressions (another set)", "dates.{half}.values.f1"),
    ("F1 of names compared, people and organisations (another set)", "names.{half}.all.f1"),
    ("F1 of names compared, people alone", "names.{half}.persons.f1"),
)  # fmt: skip


def describe(results: Row) -> str:
    """Return the figures as Markdown: a table of both halves, then the seeds, the survey and the speed."""
    lines = ["| Contacts in official readouts, title and URL hidden | tuning half | checking half |", "|---|---:|---:|"]
    for words, name in LINES:
        cells = [look_up(results, name.format(half=half)) for half in ("tuning", "checking")]
        lines.append(f"| {words} | {' | '.join('–' if cell is None else f'{cell:.3f}' for cell in cells)} |")
    return "\n".join([*lines, "", *_points(results)])


def _points(results: Row) -> Iterator[str]:
    """Yield the lines of the list under the table, for what was measured."""
    if seeds := results.get("seeds"):
        counts = seeds["counts"]
        yield f"- The two documents the project started from: {counts['got']} of {len(seeds['facts'])} facts got,"
        yield f"  {counts['partly']} partly, {counts['false']} false;"
        yield f"  {seeds['not_borne_out']} other assertions that the text does not bear out."
    if attribution := results.get("attribution"):
        yield f"- Source, cue and content of attributions in PolNeAR, exact spans: F1 {attribution['micro']['exact_f1']:.3f}."
    if survey := results.get("survey"):
        documents = sum(row["documents"] for row in survey["sets"].values())
        yield f"- Exceptions on all {documents:,} shared documents: {survey['exceptions']}."
    if bench := results.get("bench"):
        speed, memory = bench["words_a_second"], bench["memory_mib"]
        yield f"- Speed: {speed['reading']:,} words a second,"
        yield f"  {bench['ratio']:.2f} times the time of a bare parse by the same model;"
        yield f"  {memory['reading']:,} MiB at most."


def fill(text: str, figures: str) -> str:
    """Return the text with the figures between its markers."""
    if BEGIN not in text or END not in text:
        raise DragomanError(f"README.md: the markers {BEGIN} and {END} are gone; put them back where figures belong")
    head, rest = text.split(BEGIN, 1)
    return f"{head}{BEGIN}\n{figures}\n{END}{rest.split(END, 1)[1]}"


def write_readme(results: Row, path: Path = README) -> None:
    """Write the results' figures into the README."""
    path.write_text(fill(path.read_text(encoding="utf-8"), describe(results)), encoding="utf-8")
