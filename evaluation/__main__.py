"""The commands of the evaluation: `python -m evaluation` measures everything and writes results.json.

A developer's loop: `python -m evaluation contacts --half tuning --misses`, change a rule, then the same with
`--compare`. Floors are held by `python -m evaluation floors` (no shared data needed) and raised by `--pin`.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dragoman.language.model import load_language
from evaluation import report
from evaluation.attribution import score_part
from evaluation.changes import score_changes
from evaluation.compare import find_changes, keep_marks, load_marks
from evaluation.comparison import describe_misses, score_comparison
from evaluation.comparison import to_row as comparison_row
from evaluation.contacts import ContactScores, score_contacts
from evaluation.coreference import score_coreference
from evaluation.coreference import to_row as coreference_row
from evaluation.dates import score_dates
from evaluation.designations import score_designations
from evaluation.events import list_mistakes, score_dyads, score_events
from evaluation.failures import count_failures, describe_failure, find_failures, write_failures
from evaluation.floors import RESULTS as RESULTS_FILE
from evaluation.floors import FloorError, find_breaches, load_floors, load_results, pin, save_floors
from evaluation.identity import score_identity
from evaluation.judged import score_judged
from evaluation.linking import INVENTED, score_invented, score_real
from evaluation.names import find_mistakes, score_names
from evaluation.names import to_row as names_row
from evaluation.participants import (
    Participant,
    count_shares,
    draw_sample,
    judge_sample,
    read_participants,
    show_sample,
)
from evaluation.passing import score_passing
from evaluation.places import score_places
from evaluation.readings import Progress as Advance
from evaluation.readings import hash_code
from evaluation.readme import write_readme
from evaluation.registry import measure_registry, score_registry
from evaluation.seeds import score_seeds
from evaluation.shared import HALVES, ROOT, Half, Row, find_shared, fingerprint, half_of, project_version
from evaluation.statements import GOLDS, score_statements
from evaluation.stories import score_event_mentions, score_stories
from evaluation.survey import SETS, survey_set
from evaluation.swap import score_swap
from evaluation.windows import count_figures, list_misses, score_windows

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = report.make_console()


class HalfOption(StrEnum):
    """Which half of a set to measure."""

    TUNING = "tuning"
    CHECKING = "checking"
    BOTH = "both"

    @property
    def halves(self) -> tuple[Half, ...]:
        return tuple(half for half in HALVES if self in (HalfOption.BOTH, half))


HalfArgument = Annotated[
    HalfOption, typer.Option(help="The half to measure; rules are written on the tuning half alone.")
]


def _shared() -> Path:
    """Return the shared folder, or end the run, saying so, where there is none."""
    folder = find_shared()
    if folder is None:
        console.print(
            "skipped: the shared data is not here (looked at DRAGOMAN_SHARED, then ../shared beside the clone); "
            "set DRAGOMAN_SHARED to its folder. The committed figures stand in evaluation/results.json.",
            soft_wrap=True,
        )
        raise typer.Exit(0)
    return folder


@contextmanager
def _progress(title: str) -> Generator[Advance]:
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda count: bar.advance(task, count)


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    half: HalfArgument = HalfOption.BOTH,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what takes long: identity, linking, events and the like.")
    ] = False,
    pin_floors: Annotated[
        bool, typer.Option("--pin", help="Raise the floors to the written results; nothing is measured.")
    ] = False,
    lower_floors: Annotated[
        str | None, typer.Option(metavar="REASON", help="With --pin: lower floors as well, for this reason.")
    ] = None,
) -> None:
    """Measure everything, write results.json when both halves were measured, and hold the figures to their floors."""
    if context.invoked_subcommand is not None:
        return
    if pin_floors:
        _pin(lower_floors)
        return
    shared = _shared()
    results = _measure(shared, half.halves, quick=quick)
    raised = results["seeds"]["exceptions"] + sum(row["exceptions"] for row in results["contacts"].values())
    if raised:
        console.print(f"[red]{raised} documents raised an exception[/red]: nothing is written")
        raise typer.Exit(1)
    if half is HalfOption.BOTH:
        _save_results(results)
    _hold(results)


def _measure(shared: Path, halves: Sequence[Half], *, quick: bool) -> Row:
    """Return the figures of the halves, printing each table as it is ready; `quick` leaves out what takes long."""
    language = load_language()
    data = shared / "data" / "readouts"
    results: Row = {
        "dragoman": project_version(),
        "code": hash_code(),
        "language": f"{language.name} {language.version}",
        "python": platform.python_version(),
        "data": {name: fingerprint(data / name) for name in ("docs.jsonl", "gold.jsonl")},
        "contacts": {},
        "contacts_titled": {},
    }
    _measure_contacts(shared, halves, results)
    seeds = score_seeds(shared)
    report.print_seeds(console, seeds)
    results["seeds"] = seeds.figures
    dated = score_dates(shared, halves)
    report.print_dates(console, dated)
    results["dates"] = {half: scores.figures for half, scores in dated.items()}
    results["attribution"] = _score_attribution(shared)
    named = score_names(shared / "data" / "names")
    report.print_names(console, named, halves)
    results["names"] = names_row(named)
    linked = score_coreference(shared, halves)
    report.print_coreference(console, linked)
    results["coreference"] = coreference_row(linked)
    return results if quick else results | _measure_more(shared, halves)


def _measure_more(shared: Path, halves: Sequence[Half]) -> Row:
    """Return the figures of the parts that take long, or that nothing in a change of the rules is likely to move."""
    designated = score_designations(shared, halves)
    report.print_designations(console, designated)
    results: Row = {"designations": {name: count.figures for name, count in designated.items()}}
    placed = score_places(shared, halves)
    report.print_places(console, placed)
    results["places"] = {half: count.figures for half, count in placed.items()}
    passing_told = score_passing(shared, halves)
    report.print_passing(console, passing_told)
    results["passing"] = {half: count.figures for half, count in passing_told.items()}
    results["events"] = _score_events(shared, halves)
    results |= _score_statements(shared, halves)
    results["registry"] = _score_registry(shared, halves)
    results["linking"] = _score_linking(shared, halves)
    results["stories"] = _score_stories(shared)
    results["identity"] = _score_identity(shared)
    swapped = score_swap(shared, halves)
    report.print_swap(console, swapped)
    results["swap"] = {half: count.figures for half, count in swapped.items()}
    results["comparison"] = comparison_row(score_comparison(shared, halves))
    report.print_comparison(console, results["comparison"])
    results["changes"] = score_changes(shared)
    console.print(f"changes of a source: {results['changes']}")
    return results


def _measure_contacts(shared: Path, halves: Sequence[Half], results: Row) -> None:
    """Add the figures of the contacts, with titles hidden and shown."""
    for half in halves:
        hidden = _score(shared, half, titled=False)
        report.print_contacts(console, hidden, f"{half} half, title and URL hidden (n {len(hidden.items)})")
        results["contacts"][half] = {**hidden.figures, "exceptions": hidden.errors}
        keep_marks(hidden.items, f"contacts_{half}")
        if half == "tuning":
            path = write_failures(hidden.items, half)
            console.print(f"failures with their sentences: {path.relative_to(ROOT)}")
        titled = _score(shared, half, titled=True)
        recall = {name: {"recall": row["recall"], "recall_n": row["recall_n"]} for name, row in titled.figures.items()}
        results["contacts_titled"][half] = recall
        console.print(
            f"with the title shown, {half} half: recall {recall['all']['recall']} (n {recall['all']['recall_n']})"
        )


def _score_statements(shared: Path, halves: Sequence[Half] = HALVES, *, misses: bool = False) -> Row:
    """Return the figures of each annotated set of statements, by its name, for each half."""
    figures: Row = {}
    for name, gold in GOLDS.items():
        scores = score_statements(shared, halves, gold)
        for line in scores["tuning"].mistakes if misses else ():
            console.print(escape(line), soft_wrap=True)
        report.print_statements(console, scores, name)
        figures[name] = {half: found.figures() for half, found in scores.items()}
    return figures


def _score_identity(shared: Path, *, misses: bool = False) -> Row:
    """Return how well the people of one store of all readouts are told apart and together, for each half."""
    scores = score_identity(shared)
    for line in (*scores["tuning"].mixed, "", *scores["tuning"].parted) if misses else ():
        console.print(escape(line), soft_wrap=True)
    report.print_identity(console, scores)
    return {half: scored.figures for half, scored in scores.items()}


def _score_linking(shared: Path, halves: Sequence[Half]) -> Row:
    """Return how pairs of accounts are linked: real readouts, and invented ones written before and after the linker."""
    sets = {"real": score_real(shared, halves), **{part: score_invented(part, halves) for part in INVENTED}}
    figures: Row = {name: {half: found.figures for half, found in scores.items()} for name, scores in sets.items()}
    report.print_linking(console, figures)
    return figures


def _score_stories(shared: Path) -> Row:
    """Return how documents are grouped into stories, and mentions of events across documents."""
    figures: Row = {"ecb": score_stories(shared), "meantime": score_event_mentions(shared)}
    report.print_stories(console, figures)
    return figures


def _score_events(shared: Path, halves: Sequence[Half], *, misses: bool = False) -> Row:
    """Return how well events are coded, printing the figures; `misses` lists the tuning half's mistakes."""
    folder = shared / "data" / "events"
    scores = score_events(folder, halves)
    for line in list_mistakes(scores["tuning"]) if misses and "tuning" in scores else ():
        console.print(escape(line), soft_wrap=True)
    windows = score_windows(folder / "rams_dev.jsonlines", halves)
    for line in list_misses(windows["tuning"]) if misses and "tuning" in windows else ():
        console.print(escape(f"window: {line}"), soft_wrap=True)
    others: Row = {
        "windows": {half: count_figures(matches) for half, matches in windows.items()},
        "dyads": score_dyads(folder / "PETR2_GSR_validation.xml"),
        "judged": score_judged(),
    }
    report.print_events(console, scores, others)
    return {**{name: one.figures for name, one in scores.items()}, **others}


def _score_attribution(shared: Path) -> Row:
    """Return exact and overlapping spans of source, cue and content in PolNeAR's development part."""
    counts = score_part(shared / "data" / "quotes" / "polnear" / "dev")
    figures = {role: {**count.rates(), "n": count.gold} for role, count in counts.items()}
    report.print_attribution(console, figures)
    return figures


def _score_registry(shared: Path, halves: Sequence[Half]) -> Row:
    """Return how the registry of offices names the gold's counterparts, with its size and speed."""
    figures: Row = {half: count.figures for half, count in score_registry(shared, halves).items()}
    measured = measure_registry()
    report.print_registry(console, figures, measured)
    participants = _read_participants(shared)
    shares, read = count_shares(participants), judge_sample(participants)
    report.print_participants(console, shares, read)
    return {**figures, **measured, "participants": shares, "read_by_eye": read}


def _score(shared: Path, half: Half, *, titled: bool) -> ContactScores:
    with _progress(f"reading readouts, {half} half{', titles shown' if titled else ''}") as advance:
        return score_contacts(shared, [half], titled=titled, advance=advance)


def _save_results(results: Row) -> None:
    """Write the results; figures that were measured apart, or left out of a quick run, stay."""
    earlier: Row = json.loads(RESULTS_FILE.read_text(encoding="utf-8")) if RESULTS_FILE.is_file() else {}
    _write_results({**earlier, **results})


def _write_results(results: Row) -> None:
    RESULTS_FILE.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_readme(load_results())
    console.print(f"wrote {RESULTS_FILE.relative_to(ROOT)} and the figures in README.md")


def _hold(results: Row) -> None:
    """Hold a fresh run to its floors, which are those of one language model."""
    floors = load_floors()
    if floors.language and results["language"] != floors.language:
        console.print(
            f"floors are those of {floors.language}; this run used {results['language']} and is not held to them"
        )
        return
    _report_breaches(find_breaches(results, floors, fresh=True), len(floors.high) + len(floors.low))


def _report_breaches(breaches: Sequence[str], bounds: int) -> None:
    for line in breaches:
        console.print(f"[red]floor[/red] {escape(line)}")
    if breaches:
        raise typer.Exit(1)
    console.print(f"floors: all of {bounds} held")


def _pin(lower: str | None) -> None:
    try:
        floors, lines = pin(load_results(), load_floors(), lower=lower)
    except FloorError as error:
        console.print(f"[red]not pinned[/red]: {escape(str(error))}")
        raise typer.Exit(1) from error
    save_floors(floors)
    for line in lines or ["no floor changed"]:
        console.print(line)


@app.command()
def comparison(
    half: HalfArgument = HalfOption.TUNING,
    misses: Annotated[bool, typer.Option("--misses", help="Print points missed or of another status.")] = False,
) -> None:
    """Measure the points of accounts of one contact against what a careful reader lists of them."""
    shared = find_shared()
    if misses and half is HalfOption.TUNING:
        for line in describe_misses(shared):
            console.print(escape(line), soft_wrap=True)
    report.print_comparison(console, comparison_row(score_comparison(shared, half.halves)))


@app.command()
def changes() -> None:
    """Count the documents of which a change after publication is shown, in the text and in the record."""
    console.print(score_changes(_shared()))


@app.command()
def contacts(
    half: HalfArgument = HalfOption.TUNING,
    titled: Annotated[bool, typer.Option("--titled", help="Show the reader title and URL.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Measure on a sample of so many gold documents.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="Print the worst failures with their sentences.")] = False,
    show: Annotated[int, typer.Option(help="How many failures --misses prints; the file has all.")] = 20,
    kind: Annotated[str | None, typer.Option(help="Only failures of this sort, e.g. 'wrong date'.")] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Print what the last change of the code gained and lost.")
    ] = False,
    against: Annotated[
        str | None, typer.Option(metavar="NAME", help="Compare with the marks kept by --save NAME.")
    ] = None,
    save: Annotated[str | None, typer.Option(metavar="NAME", help="Keep the marks of this run under a name.")] = None,
) -> None:
    """Measure contacts alone: a quick loop for whoever changes a rule."""
    shared = _shared()
    with _progress("reading readouts") as advance:
        scores = score_contacts(shared, half.halves, titled=titled, limit=limit, advance=advance)
    name = f"contacts_{half}{'_titled' if titled else ''}"
    if misses:
        _print_failures(scores, name, show, kind)
    report.print_contacts(console, scores, f"{half} half{', titles shown' if titled else ''} (n {len(scores.items)})")
    keep_marks(scores.items, name)
    if compare or against:
        report.print_changes(console, find_changes(scores.items, load_marks(against or f"{name}-before")))
    if save:
        keep_marks(scores.items, save)


def _print_failures(scores: ContactScores, name: str, show: int, kind: str | None) -> None:
    failures = [(worst, item) for worst, item in find_failures(scores.items) if kind in (None, worst)]
    for worst, item in failures[:show]:
        console.print(escape("\n".join(describe_failure(worst, item))), soft_wrap=True)
        console.print()
    counts = ", ".join(f"{count} {sort}" for sort, count in count_failures(scores.items).most_common())
    console.print(f"{counts or 'no failure'}; all in {write_failures(scores.items, name).relative_to(ROOT)}")


@app.command()
def seeds() -> None:
    """Measure the two seed documents alone, and list what no reviewer has judged."""
    report.print_seeds(console, score_seeds(_shared()))


@app.command()
def dates(
    misses: Annotated[bool, typer.Option("--misses", help="List the mistakes of the tuning half.")] = False,
) -> None:
    """Measure dates alone: values, and the days of contacts."""
    scores = score_dates(_shared())
    for line in (*scores["tuning"].values.mistakes, *scores["tuning"].contact_dates.mistakes) if misses else ():
        console.print(escape(line), soft_wrap=True)
    report.print_dates(console, scores)


@app.command()
def registry(
    misses: Annotated[
        bool, typer.Option("--misses", help="List the contradictions and the unknown of the tuning half.")
    ] = False,
    sample: Annotated[
        int, typer.Option(min=0, help="Print so many participants found, for a reviewer's eyes; nothing is written.")
    ] = 0,
    half: HalfArgument = HalfOption.TUNING,
    salt: Annotated[str, typer.Option(help="Which sample: another word, another sample.")] = "",
) -> None:
    """Measure the registry of offices alone, and write its figures to results.json."""
    shared = _shared()
    if sample:
        own = [one for one in _read_participants(shared) if half_of(one.document_id) in half.halves]
        for lines in show_sample(draw_sample(own, sample, salt), shared):
            console.print(escape(lines), soft_wrap=True)
        return
    if misses:
        (count,) = score_registry(shared, ["tuning"]).values()
        for line in (*count.unknown, *count.contradictions):
            console.print(escape(line), soft_wrap=True)
    figures = _score_registry(shared, HALVES)
    if RESULTS_FILE.is_file():
        results = json.loads(RESULTS_FILE.read_text(encoding="utf-8"))
        results["registry"] = figures
        _write_results(results)


def _read_participants(shared: Path) -> list[Participant]:
    with _progress("reading readouts, participants") as advance:
        return read_participants(shared, advance)


@app.command()
def names(
    misses: Annotated[bool, typer.Option("--misses", help="List the mistakes of the tuning half.")] = False,
) -> None:
    """Measure the comparison of names alone; its figures go into the written results."""
    scores = score_names(_shared() / "data" / "names")
    for line in find_mistakes(scores) if misses else ():
        console.print(escape(line), soft_wrap=True)
    report.print_names(console, scores, HALVES)
    _keep("names", names_row(scores))


@app.command()
def identity(
    misses: Annotated[
        bool,
        typer.Option(
            "--misses", help="List who has several names in one identity, or several identities (tuning half)."
        ),
    ] = False,
) -> None:
    """Measure identity across documents alone; its figures go into the written results."""
    _keep("identity", _score_identity(_shared(), misses=misses))


def _keep(name: str, figures: Row) -> None:
    """Put the figures of one part into the written results."""
    if RESULTS_FILE.is_file():
        results = json.loads(RESULTS_FILE.read_text(encoding="utf-8"))
        results[name] = figures
        _write_results(results)


@app.command()
def coreference(
    misses: Annotated[
        bool, typer.Option("--misses", help="List the wrong and the missed links of the tuning half.")
    ] = False,
) -> None:
    """Measure coreference inside documents alone; its figures go into the written results."""
    scores = score_coreference(_shared())
    for line in scores["tuning"].mistakes if misses else ():
        console.print(escape(line), soft_wrap=True)
    report.print_coreference(console, scores)
    _keep("coreference", coreference_row(scores))


@app.command()
def designations(
    misses: Annotated[
        bool, typer.Option("--misses", help="List the mistakes in the seeds and in the tuning half.")
    ] = False,
) -> None:
    """Measure contested terms alone: found, and in the right voice; their figures go into the written results."""
    counts = score_designations(_shared())
    for line in (*counts["seeds"].mistakes, *counts["tuning"].mistakes) if misses else ():
        console.print(escape(line), soft_wrap=True)
    report.print_designations(console, counts)
    _update_results("designations", {name: count.figures for name, count in counts.items()})


@app.command()
def places(
    misses: Annotated[bool, typer.Option("--misses", help="List the mistakes of the tuning half.")] = False,
) -> None:
    """Measure places alone: country, city, and places where nothing took place; they go into the written results."""
    counts = score_places(_shared())
    for line in counts["tuning"].mistakes if misses else ():
        console.print(escape(line), soft_wrap=True)
    report.print_places(console, counts)
    _update_results("places", {half: count.figures for half, count in counts.items()})


@app.command()
def passing(
    misses: Annotated[bool, typer.Option("--misses", help="List the mistakes of the tuning half.")] = False,
    half: HalfArgument = HalfOption.BOTH,
) -> None:
    """Measure contacts told in passing alone; the figures of both halves go into the written results."""
    counts = score_passing(_shared(), half.halves)
    for line in counts["tuning"].mistakes if misses and "tuning" in counts else ():
        console.print(escape(line), soft_wrap=True)
    report.print_passing(console, counts)
    if half is HalfOption.BOTH:
        _update_results("passing", {half: count.figures for half, count in counts.items()})


@app.command()
def statements(
    misses: Annotated[bool, typer.Option("--misses", help="List the mistakes of the tuning half.")] = False,
) -> None:
    """Measure the two sets of annotated statements alone; their figures go into the written results."""
    for name, figures in _score_statements(_shared(), misses=misses).items():
        _update_results(name, figures)


@app.command()
def swap(
    misses: Annotated[bool, typer.Option("--misses", help="List the differences of the tuning half.")] = False,
) -> None:
    """Swap the names of two sides throughout readouts: the record must swap with them and change in nothing else."""
    with _progress("reading readouts twice") as advance:
        counts = score_swap(_shared(), advance=advance)
    for difference in counts["tuning"].differences if misses else ():
        console.print(escape(difference.describe()), soft_wrap=True)
    report.print_swap(console, counts)
    _update_results("swap", {half: count.figures for half, count in counts.items()})


def _update_results(name: str, figures: Row) -> None:
    """Write the figures of one measurement into the written results, where there are any."""
    if RESULTS_FILE.is_file():
        results = json.loads(RESULTS_FILE.read_text(encoding="utf-8"))
        results[name] = figures
        _write_results(results)


@app.command()
def events(
    half: HalfArgument = HalfOption.BOTH,
    misses: Annotated[bool, typer.Option("--misses", help="List the mistakes of the tuning half.")] = False,
) -> None:
    """Measure coded events alone; with both halves, their figures go into the written results."""
    figures = _score_events(_shared(), half.halves, misses=misses)
    if half is HalfOption.BOTH:
        _update_results("events", figures)


@app.command()
def linking(half: HalfArgument = HalfOption.BOTH) -> None:
    """Measure which accounts are linked as one contact; figures of both halves go into the written results."""
    figures = _score_linking(_shared(), half.halves)
    if half is HalfOption.BOTH:
        _write_part("linking", figures)


@app.command()
def stories() -> None:
    """Measure stories and events across documents; the figures go into the written results."""
    _write_part("stories", _score_stories(_shared()))


def _write_part(name: str, figures: Row) -> None:
    if RESULTS_FILE.is_file():
        results = json.loads(RESULTS_FILE.read_text(encoding="utf-8"))
        results[name] = figures
        _write_results(results)


@app.command()
def survey(
    sets: Annotated[list[str] | None, typer.Argument(help=f"Of {', '.join(SETS)}; all by default.")] = None,
) -> None:
    """Read every shared document and count exceptions; a survey of all sets writes its counts to results.json."""
    shared = _shared()
    unknown = sorted(set(sets or ()) - SETS.keys())
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: the sets are {', '.join(SETS)}")
    tallies = {}
    for name in sets or SETS:
        tallies[name] = survey_set(shared, name, lambda line: console.print(escape(line), soft_wrap=True)).to_row()
        console.print(f"{name}: {tallies[name]['documents']:,} documents, {tallies[name]['exceptions']} exceptions")
    report.print_survey(console, tallies.items())
    exceptions = sum(row["exceptions"] for row in tallies.values())
    if not sets and RESULTS_FILE.is_file():
        results = json.loads(RESULTS_FILE.read_text(encoding="utf-8"))
        results["survey"] = {"code": hash_code(), "exceptions": exceptions, "sets": tallies}
        _write_results(results)
    raise typer.Exit(1 if exceptions else 0)


@app.command()
def floors() -> None:
    """Hold the committed results of the evaluation and the benchmark to their floors."""
    bounds = load_floors()
    _report_breaches(find_breaches(load_results(), bounds), len(bounds.high) + len(bounds.low))


if __name__ == "__main__":
    app()
