# ruff: noqa: INP001 — a script beside the pages; this folder is no package
"""Writes the figures of README.md from the committed results: `python docs/make_figures.py`.

In go evaluation/results.json and benchmarks/results.json; out comes the table between the marks in README.md. A test
fails when the table is stale. A figure that was not measured yet is shown as a dash.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

Results = Mapping[str, Any]

# The figures of contacts as the results name them, and what each means.
CONTACTS = (
    ("explicit", "the pair is found, of documents whose text names both beside a contact word"),
    ("recall", "the pair is found, of all"),
    ("kind", "the kind is right, of those found"),
    ("full", "pair and kind are right, of all"),
    ("date", "the day is right, of those with a day in the text"),
    ("planned", "a planned contact is found as planned"),
    ("as_held", "a planned contact is wrongly told as held"),
    ("spurious", "other contacts found, a document (a text may rightly report others)"),
    ("extras", "other participants found, a document (delegations are rightly there)"),
)


def load_results() -> Results:
    """Return the figures of the evaluation, with the benchmark's under `bench`; empty where nothing was measured."""
    results: dict[str, Any] = {}
    for key, path in (("", ROOT / "evaluation" / "results.json"), ("bench", ROOT / "benchmarks" / "results.json")):
        if path.is_file():
            loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            results |= {key: loaded} if key else loaded
    return results


def look_up(results: Results, name: str) -> Any:
    """Return the value under a dotted name, None where there is none."""
    value: Any = results
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value


def show(value: Any) -> str:
    """Return a figure as the table prints it: shares with three places, counts with commas, a dash for none."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else f"{value:,}"


def contact_rows(results: Results) -> list[str]:
    """Return the lines of the table of contacts."""
    rows = [
        "| Contacts in official readouts, title and URL hidden | tuning half | checking half |",
        "|---|---:|---:|",
    ]
    for figure, meaning in CONTACTS:
        values = [show(look_up(results, f"contacts.{half}.all.{figure}")) for half in ("tuning", "checking")]
        rows.append(f"| {figure}: {meaning} | {values[0]} | {values[1]} |")
    titled = [show(look_up(results, f"contacts_titled.{half}.all.recall")) for half in ("tuning", "checking")]
    rows.append(f"| recall with the title shown | {titled[0]} | {titled[1]} |")
    dates = [show(look_up(results, f"dates.{half}.values.f1")) for half in ("tuning", "checking")]
    rows.append(f"| F1 of the values of date expressions (another set) | {dates[0]} | {dates[1]} |")
    return rows


def other_lines(results: Results) -> list[str]:
    """Return the sentences on the seeds, the survey, the speed, and what measured them."""

    def figure(name: str) -> str:
        return show(look_up(results, name))

    lines = [
        f"- The two documents the project started from: {figure('seeds.counts.got')} of 36 facts got,",
        f"  {figure('seeds.counts.partly')} partly, {figure('seeds.counts.false')} false;",
        f"  {figure('seeds.not_borne_out')} other assertions that the text does not bear out.",
        f"- Exceptions on all shared documents: {figure('survey.exceptions')}.",
        f"- Speed: {figure('bench.words_a_second.reading')} words a second,",
        f"  {figure('bench.ratio')} times the time of a bare parse by the same model;",
        f"  {figure('bench.memory_mib.reading')} MiB at most.",
    ]
    if "language" in results:
        lines.append(f"- Measured with {results['language']} on Python {results['python']}.")
    return lines


def make_figures(results: Results) -> str:
    """Return what stands between the marks in README.md."""
    return "\n".join((BEGIN, *contact_rows(results), "", *other_lines(results), END))


def replace_figures(readme: str, figures: str) -> str:
    """Return the README with its figures replaced; raises ValueError where the marks are missing."""
    before, found, rest = readme.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not (found and closed):
        raise ValueError(f"README.md: the marks {BEGIN} and {END} are missing; put them where the figures belong")
    return before + figures + after


def main() -> int:
    """Write the figures into README.md."""
    readme = README.read_text(encoding="utf-8")
    README.write_text(replace_figures(readme, make_figures(load_results())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
