"""Prints figures as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evaluation.compare import FIGURES, LOWER_IS_BETTER, Change
from evaluation.contacts import ContactScores
from evaluation.coreference import CoreferenceScores
from evaluation.dates import DateScores
from evaluation.designations import DesignationCount
from evaluation.events import EventScores
from evaluation.identity import IdentityScores
from evaluation.names import NameScores
from evaluation.passing import PassingCount
from evaluation.places import PlaceCount
from evaluation.seeds import SeedScores
from evaluation.shared import Half, Row
from evaluation.statements import StatementScores
from evaluation.swap import SwapCount

Figures = Mapping[str, float | None]


WIDTH = 132  # of tables in a pipe or a log, where nobody tells the width


def make_console() -> Console:
    """Return the console to print to: as wide as the terminal, or as the tables need where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)


def print_contacts(console: Console, scores: ContactScores, caption: str) -> None:
    """Print a line for all, each kind, each outlet and each outlet's kinds."""
    table = Table(title=f"Contacts, {caption}", title_justify="left", box=SIMPLE)
    table.add_column("of")
    for heading in ("held", *FIGURES, "planned of"):
        table.add_column(heading + (" ↓" if heading in LOWER_IS_BETTER else ""), justify="right")
    for name in ("all", *sorted(scores.figures.keys() - {"all"})):
        figures = scores.figures[name]
        cells = [_number(figures.get("held")), *(_cell(figures, figure) for figure in FIGURES)]
        table.add_row(name, *cells, _number(figures.get("planned_docs")))
    console.print(table)
    if scores.errors:
        console.print(f"[red]{scores.errors} documents raised an exception[/red]")


def _cell(figures: Figures, name: str) -> str:
    value = figures.get(name)
    return "–" if value is None else f"{value:.3f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def print_seeds(console: Console, scores: SeedScores) -> None:
    """Print the counts, the facts that were not got, and the unmatched assertions with their judgements."""
    figures = scores.figures
    counts = ", ".join(f"{count} {mark.replace('_', ' ')}" for mark, count in figures["counts"].items())
    console.print(f"[bold]Seeds[/bold]: {counts} of {len(scores.facts)} facts")
    for mark in ("false", "missed", "partly", "by eye"):
        numbers = [str(number) for number, found in scores.facts.items() if found == mark]
        if numbers:
            console.print(f"  {mark}: {', '.join(numbers)}")
    console.print(
        f"  unmatched: {figures['unmatched']} (borne out {figures['borne_out']}, "
        f"not borne out {figures['not_borne_out']}, unjudged {figures['unjudged']})"
    )
    for judged in scores.unmatched:
        if judged.verdict != "borne_out":
            who = judged.row.get("speaker") or {}
            names = who.get("name") or ", ".join(p["name"] for p in judged.row.get("participants", []))
            words = " ".join(judged.words.split())[:120]
            console.print(escape(f"  {judged.verdict or 'unjudged'}: {judged.row['document_id']} {names}: {words}"))
            console.print(escape(f"    {judged.key}"))
    for key in scores.unseen:
        console.print(f"  to be judged by eye: {key}")
    for error in scores.errors:
        console.print(escape(f"  exception: {error}"))


def print_dates(console: Console, scores: Mapping[Half, DateScores]) -> None:
    """Print the figures of dates for each half."""
    for half, scored in scores.items():
        values, days = scored.values.figures, scored.contact_dates.figures
        console.print(
            f"[bold]Dates[/bold], {half}: values F1 {values['f1']:.3f} (precision {values['precision']:.3f}, "
            f"recall {values['recall']:.3f}, n {values['n']}); contact dates found {days['found']:.3f}, "
            f"resolved {days['resolved']:.3f} (n {days['n']})"
        )


def print_coreference(console: Console, scores: Mapping[Half, CoreferenceScores]) -> None:
    """Print precision and recall of each half, for all links and for each form."""
    for half, scored in scores.items():
        parts = [
            f"{name} {row['precision']:.3f} at recall {row['recall']:.3f} (n {row['n']})"
            for name, row in scored.figures.items()
        ]
        console.print(f"[bold]Coreference[/bold], {half}: precision of {', '.join(parts)}")


def print_identity(console: Console, scores: Mapping[Half, IdentityScores]) -> None:
    """Print B³ of each half, and of how many people."""
    for half, scored in scores.items():
        console.print(
            f"[bold]Identity[/bold], {half}: B³ precision {scored.precision:.3f}, recall {scored.recall:.3f} "
            f"({scored.people} people in {scored.found} of {scored.gold} places)"
        )


def print_linking(console: Console, figures: Row) -> None:
    """Print recall with its interval and false merges, for each set and half."""
    for name, halves in figures.items():
        for half, row in halves.items():
            console.print(
                f"[bold]Linking[/bold], {name}, {half}: recall {row['recall']} ({row['recall_low']} to "
                f"{row['recall_high']}, n {row['positives']}), false merges {row['false_merges']} of {row['negatives']}"
            )


def print_stories(console: Console, figures: Row) -> None:
    """Print B³ of stories on both parts of ECB+, and of events in MEANTIME."""
    for name, row in (("ECB+ train", figures["ecb"]["train"]), ("ECB+ dev", figures["ecb"]["dev"])):
        console.print(
            f"[bold]Stories[/bold], {name}: B³ F1 {row['f1']:.3f} (precision {row['precision']:.3f}, "
            f"recall {row['recall']:.3f}, n {row['n']})"
        )
    row = figures["meantime"]["lemma_in_story"]
    console.print(f"[bold]Events across documents[/bold], MEANTIME: B³ F1 {row['f1']:.3f} (n {row['n']})")


def print_names(console: Console, scores: NameScores, halves: Sequence[Half]) -> None:
    """Print F1 of each half, for all pairs and for each part of them."""
    console.print(f"[bold]Names[/bold], threshold {scores.threshold:.2f}, {scores.pairs_a_second:,.0f} pairs a second")
    for half in halves:
        parts = [
            f"{name.replace('_', ' ')} {row['f1']:.3f} (n {row['n']})" for name, row in scores.figures(half).items()
        ]
        console.print(f"  {half}: F1 {', '.join(parts)}")


def print_events(console: Console, scores: Mapping[Half, EventScores], others: Mapping[str, Row]) -> None:
    """Print how well events are coded: sides given, end to end, and the other sets."""
    for half, one in scores.items():
        given = one.figures["given"]
        levels = [
            f"{name} {given[name]['f1']:.3f} ({given[name]['low']:.3f}–{given[name]['high']:.3f})"
            for name in ("root", "quad", "binary")
        ]
        console.print(
            f"[bold]Events[/bold], {half}: sides given, F1 {', '.join(levels)} (n {given['n']}); "
            f"calibration error {given['calibration_error']:.3f}"
        )
        alone = ", ".join(f"{name} {value:.3f}" for name, value in given["rules_alone"].items())
        console.print(f"  rules alone: F1 {alone}")
        rows = {"all": one.end_to_end.at(0.0), "surest of a sentence": one.end_to_end.first_figures}
        rows |= {f"at least {least}": one.end_to_end.at(least) for least in (0.75, 0.85)}
        parts = [f"{name}: recall {row['recall']:.3f}, precision {row['precision']:.3f}" for name, row in rows.items()]
        console.print(f"  end to end: {'; '.join(parts)}")
    for part, row in others["windows"].items():
        console.print(
            f"  contacts of news windows, {part}: all participants {row['participants']:.3f}, each: "
            f"recall {row['recall']:.3f}, precision {row['precision']:.3f} (n {row['n']})"
        )
    dyads = others["dyads"]
    console.print(f"  dyads: roots {dyads['roots']:.3f}, with both countries {dyads['dyads']:.3f} (n {dyads['n']})")
    for name, sets in others["judged"].items():
        shares = [f"{part} {row['precision']:.2f} (n {row['n']})" for part, row in sets.items()]
        console.print(f"  right by eye, {name.replace('_', ' ')}: {', '.join(shares)}")


def print_attribution(console: Console, figures: Mapping[str, Row]) -> None:
    """Print the F1 of each role, exact and by overlap."""
    cells = [f"{role} {row['exact_f1']:.3f} ({row['overlap_f1']:.3f} by overlap)" for role, row in figures.items()]
    console.print(f"[bold]Attribution[/bold], exact spans, F1: {', '.join(cells)}; n {figures['micro']['n']}")


def print_statements(console: Console, scores: Mapping[Half, StatementScores], name: str) -> None:
    """Print, for each half of a set, how many annotated statements were found, and the shares of these right."""
    title = name.replace("_", ", ").capitalize()
    for half, found in scores.items():
        figures = ", ".join(f"{key} {value}" for key, value in found.figures().items() if not key.endswith("_n"))
        console.print(f"[bold]{title}[/bold], {half} half: {figures}")


def print_designations(console: Console, counts: Mapping[str, DesignationCount]) -> None:
    """Print, for the seeds and each half, how many contested terms were found and in the right voice."""
    for name, count in counts.items():
        figures = ", ".join(f"{key} {value}" for key, value in count.figures.items())
        console.print(f"Designations, {name}: {figures}")


def print_places(console: Console, counts: Mapping[Half, PlaceCount]) -> None:
    """Print, for each half, how many places are right, and how many stand where nothing took place."""
    for half, count in counts.items():
        figures = ", ".join(f"{key} {value}" for key, value in count.figures.items())
        console.print(f"Places, {half} half: {figures}")


def print_passing(console: Console, counts: Mapping[Half, PassingCount]) -> None:
    """Print, for each half, how many contacts told in passing were found, and how many found ones are none."""
    for half, count in counts.items():
        figures = ", ".join(f"{key} {value}" for key, value in count.figures.items())
        console.print(f"Contacts in passing, {half} half: {figures}")


def print_swap(console: Console, counts: Mapping[Half, SwapCount]) -> None:
    """Print, for each half, the share of rows that a swap of two sides changes."""
    for half, count in counts.items():
        figures = ", ".join(f"{key} {value}" for key, value in count.figures.items())
        console.print(f"Two sides swapped, {half} half: {figures}")


def print_registry(console: Console, figures: Mapping[str, Row], measured: Row) -> None:
    """Print the figures of the registry of offices for each half, its size and speed."""
    for half, row in figures.items():
        console.print(
            f"[bold]Registry[/bold], {half}: named {row['named']:.3f}, unknown {row['unknown']:.3f}, contradicted "
            f"{row['contradicted']:.4f} (n {row['n']}); of those answered right {row['right_of_named']:.4f}"
        )
    console.print(
        f"  version {measured['version']}: {measured['tenures']:,} tenures, {measured['people']:,} people, "
        f"{measured['megabytes']} MB, loaded in {measured['load_ms']} ms; look-ups a second: "
        f"{measured['office_lookups_a_second']:,} by office, {measured['name_lookups_a_second']:,} by name"
    )


def print_participants(console: Console, shares: Mapping[str, Row], read: Row) -> None:
    """Print the share of participants whom the registry knows, by year, half and in all, and what eyes found."""
    table = Table(title="Participants in the registry", title_justify="left", box=SIMPLE)
    for name in ("", "person", "office", "resolved", "of"):
        table.add_column(name, justify="right" if name else "left")
    for name, row in shares.items():
        table.add_row(name, *(f"{row[key]:.3f}" for key in ("person", "office", "resolved")), f"{row['n']:,}")
    console.print(table)
    precision = "–" if read["precision"] is None else f"{read['precision']:.3f}"
    lapsed = f"{read['lapsed']} resolved otherwise since"
    console.print(f"  read by eye: precision {precision} of {read['judged']} ({lapsed})")


def print_survey(console: Console, rows: Iterable[tuple[str, Row]]) -> None:
    """Print a line for each set: what was read, refused, raised, and found."""
    names = ("documents", "skipped", "failed", "exceptions", "contacts", "statements", "seconds")
    table = Table(title="Survey", title_justify="left", box=SIMPLE)
    table.add_column("set")
    for name in names:
        table.add_column(name, justify="right")
    for title, counts in rows:
        table.add_row(title, *(f"{counts[name]:,.0f}" for name in names))
    console.print(table)


def print_changes(console: Console, changes: Sequence[Change]) -> None:
    """Print what was gained and what was lost, a line for each document."""
    if not changes:
        console.print("no mark differs from before")
    for figure in FIGURES:
        gained = [change for change in changes if change.figure == figure and change.is_gain]
        lost = [change for change in changes if change.figure == figure and not change.is_gain]
        if gained or lost:
            console.print(f"[bold]{figure}[/bold]: {len(gained)} gained, {len(lost)} lost")
        for sign, style, group in (("+", "green", gained), ("-", "red", lost)):
            for change in group:
                line = f"  {sign} {change.document_id} {change.before}→{change.after} {change.title}"
                console.print(escape(line), style=style, overflow="ellipsis", no_wrap=True)


def print_comparison(console: Console, figures: Row) -> None:
    """Print the points of accounts found, and of right status, for real and invented accounts."""
    table = Table(title="points of accounts of one contact", title_justify="left")
    for heading in (
        "accounts",
        "half",
        "points",
        "found",
        "status right",
        "told by several",
        "right",
        "beyond the list",
    ):
        table.add_column(heading, justify="left" if heading in {"accounts", "half"} else "right")
    names = ("n", "found", "status", "several_n", "status_several", "extra")
    for kind, halves in figures.items():
        for half, row in halves.items():
            table.add_row(kind, half, *(str(row[name]) for name in names))
    console.print(table)
