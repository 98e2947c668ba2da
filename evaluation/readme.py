"""The README's figures, written from the results between its markers, so that no figure there is typed by hand."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import DragomanError
from evaluation.floors import look_up
from evaluation.shared import ROOT, Row

README = ROOT / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

# What a line says, and its figure in the results; {half} is tuning or checking.
CONTACTS = (
    ("pair found, where the text names both beside a contact word", "contacts.{half}.all.explicit"),
    ("pair found, all", "contacts.{half}.all.recall"),
    ("kind right, of those found", "contacts.{half}.all.kind"),
    ("pair and kind right, of all", "contacts.{half}.all.full"),
    ("date right, of those found and dated", "contacts.{half}.all.date"),
    ("plans found as plans", "contacts.{half}.all.planned"),
    ("plans taken for held", "contacts.{half}.all.as_held"),
    ("other contacts a document", "contacts.{half}.all.spurious"),
    ("participants too many, a document", "contacts.{half}.all.extras"),
    ("pair found, title shown", "contacts_titled.{half}.all.recall"),
    ("date values, F1", "dates.{half}.values.f1"),
)


def describe(results: Row) -> str:
    """Return the figures as Markdown: a table of both halves, then the seeds, the survey and the speed."""
    held = {half: look_up(results, f"contacts.{half}.all.held") for half in ("tuning", "checking")}
    lines = [
        "Contacts in official readouts, title and URL hidden; rules were written on the tuning half alone.",
        "",
        f"| | tuning (n {held['tuning']:.0f}) | checking (n {held['checking']:.0f}) |",
        "|---|---|---|",
    ]
    for words, name in CONTACTS:
        cells = [look_up(results, name.format(half=half)) for half in held]
        lines.append(f"| {words} | {' | '.join('–' if cell is None else f'{cell:.3f}' for cell in cells)} |")
    return "\n".join([*lines, "", *_sentences(results)])


def _sentences(results: Row) -> list[str]:
    seeds = results["seeds"]
    counts = seeds["counts"]
    stories = (
        f"Two news stories read by hand: {counts['got']} of {len(seeds['facts'])} facts got, "
        f"{counts['partly']} partly, {counts['false']} false. Of {seeds['unmatched']} further assertions, "
        f"{seeds['not_borne_out']} are not borne out by the text."
    )
    lines = [stories]
    if survey := results.get("survey"):
        documents = sum(row["documents"] for row in survey["sets"].values())
        lines.append(f"Read without choosing: {documents:,} documents, {survey['exceptions']} exceptions.")
    if bench := results.get("bench"):
        speed, memory = bench["words_a_second"], bench["memory_mib"]
        lines.append(
            f"Speed on one core: {speed['reading']:,} words a second for the whole reading, {speed['parse']:,} for a "
            f"bare parse by the same model (ratio {bench['ratio']:.2f}); at most {memory['reading']:,} MiB of memory."
        )
    return lines


def fill(text: str, figures: str) -> str:
    """Return the text with the figures between its markers."""
    if BEGIN not in text or END not in text:
        raise DragomanError(f"README.md: the markers {BEGIN} and {END} are gone; put them back where figures belong")
    head, rest = text.split(BEGIN, 1)
    return f"{head}{BEGIN}\n{figures}\n{END}{rest.split(END, 1)[1]}"


def write_readme(results: Row, path: Path = README) -> None:
    """Write the results' figures into the README."""
    path.write_text(fill(path.read_text(encoding="utf-8"), describe(results)), encoding="utf-8")
