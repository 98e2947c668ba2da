"""Accounts of one contact side by side, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.exports.comparison_text import (
    FACT_NAMES,
    READING_AID,
    STATUS_MARKS,
    STATUS_NAMES,
    account_details,
    account_name,
    account_standing,
    fact_words,
    group_points,
    group_tellings,
    group_values,
    show_conflicts,
    show_contact,
    show_difference,
    show_heading,
    show_silence,
    show_speaker,
    show_subheading,
    show_summary,
)
from dragoman.stories.comparison import Account, Comparison, Point, Telling, letter
from dragoman.stories.facts import FactRow, Status
from dragoman.terminal.text import one_line

NARROW = 34  # columns that an account needs, to stand beside others
_STATE = 16  # columns for who tells a fact, and a note on it
_LETTERS = 12  # columns for the letters of accounts that tell the same
STYLES: dict[Status, str] = {"conflict": "red", "all": "green", "some": "yellow", "one": "cyan"}


class ComparisonView:
    """A comparison as `compare` prints it: accounts side by side where the terminal is wide enough for them."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        comparison = self._comparison
        yield from _heading(comparison)
        if comparison.contact is None:
            yield from _tell_apart(comparison)
            return
        accounts = [each for each in comparison.accounts if each.contact is not None and each.copy_of is None]
        side_by_side = options.max_width // max(1, len(accounts)) >= NARROW
        yield from _facts(comparison, accounts, side_by_side=side_by_side)
        for status, points in group_points(comparison.points):
            yield Text(f"{STATUS_MARKS[status]} {STATUS_NAMES[status]}  {len(points)}", f"bold {STYLES[status]}")
            yield Text()
            for point in points:
                yield from _point(point, comparison, side_by_side=side_by_side and status != "one")
        if comparison.other_contacts:
            yield Text("Other contacts in these documents", "bold")
            yield from _others(comparison)
            yield Text()
        yield Text(READING_AID, "dim italic")


def _heading(comparison: Comparison) -> Iterator[RenderableType]:
    yield Text(show_heading(comparison), "bold")
    if comparison.contact is not None:
        summary = show_summary(comparison)
        yield Text(show_subheading(comparison) + (f": {summary}" if summary else ""), "dim")
        if conflicts := show_conflicts(comparison):
            yield Text(conflicts, STYLES["conflict"])
    yield Text()
    table = Table.grid(padding=(0, 2))
    for account in comparison.accounts:
        details = f"{account_standing(account)} · {account_details(account)}"
        table.add_row(Text(letter(account.number), "bold"), Text(account_name(account)), Text(details, "dim"))
    yield table
    for note in comparison.notes:
        yield Text(f"note: {one_line(note)}", "yellow")
    yield Text()


def _facts(comparison: Comparison, accounts: Sequence[Account], *, side_by_side: bool) -> Iterator[RenderableType]:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), expand=side_by_side)
    table.add_column("", style="dim", no_wrap=True)
    if side_by_side:
        for account in accounts:
            name = Text(f"{letter(account.number)} {account_name(account)}", "dim", no_wrap=True, overflow="ellipsis")
            table.add_column(name, ratio=3, overflow="fold")
    else:
        table.add_column("", overflow="fold")
    table.add_column("told by", header_style="dim", min_width=len("in conflict"), max_width=_STATE, overflow="fold")
    for row in comparison.facts:
        table.add_row(FACT_NAMES[row.name], *_cells(row, accounts, side_by_side=side_by_side), _state(row))
    yield table
    yield Text()


def _cells(row: FactRow, accounts: Sequence[Account], *, side_by_side: bool) -> Iterator[Text]:
    if side_by_side:
        for account in accounts:
            words = fact_words(row, account.number)
            yield Text(words) if words else Text("not told", "dim")
    else:
        yield Text("\n").join(Text(f"{letters}  {one_line(words)}") for letters, words in group_values(row))


def _state(row: FactRow) -> Text:
    text = Text("in conflict" if row.status == "conflict" else row.status, STYLES[row.status])
    return text.append(f"\n{one_line(row.note)}", "not bold dim") if row.note else text


def _point(point: Point, comparison: Comparison, *, side_by_side: bool) -> Iterator[RenderableType]:
    if point.status == "one":
        telling = point.told_by[0]
        table = _grid(1)
        table.add_row(Text(letter(telling.account), "bold"), _telling(telling))
        yield Padding(table, (0, 0, 1, 0))
        return
    yield Text(one_line(point.label), "bold")
    if side_by_side:
        table = _grid(len(point.told_by))
        cells = [(Text(letter(telling.account), "bold"), _telling(telling)) for telling in point.told_by]
        table.add_row(*(part for cell in cells for part in cell))
        yield table
    else:
        groups = group_tellings(point)
        table = _grid(1, max(len(letters) for letters, _ in groups))
        for letters, telling in groups:
            table.add_row(Text(letters, "bold"), _telling(telling))
        yield table
    for difference in point.differences:
        if difference.is_conflict:
            yield Text(f"in conflict – {show_difference(difference)}", "bold red")
        else:
            yield Text(f"differs – {show_difference(difference)}", "yellow")
    silence = show_silence(point, comparison)
    if silence:
        yield Text(silence, "dim")
    yield Text()


def _grid(columns: int, letters: int = 0) -> Table:
    """A table of letters, which may take so much, and words."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in range(columns):
        table.add_column(width=min(max(2, letters), _LETTERS), overflow="fold")
        table.add_column(ratio=1, overflow="fold")
    return table


def _telling(telling: Telling) -> Text:
    lines: list[Text] = []
    for unit in telling.units:
        lines.append(Text(f"“{one_line(unit.words)}”", "italic"))
        speaker = show_speaker(unit)
        if speaker:
            lines.append(Text(one_line(speaker), "dim"))
    if telling.derived_from is not None:
        lines.append(Text(f"in the words of {letter(telling.derived_from)}", "dim"))
    return Text("\n").join(lines)


def _tell_apart(comparison: Comparison) -> Iterator[RenderableType]:
    nearest = comparison.nearest
    if nearest is not None:
        yield Text("The nearest two", "bold")
        for number, contact in (nearest.one, nearest.other):
            yield Text(f"  {letter(number)}  {show_contact(contact)}")
        yield Text(f"  what keeps them apart: {'; '.join(nearest.likeness.against)}", "yellow")
        yield Text()
    yield Text("What each tells of", "bold")
    yield from _others(comparison)


def _others(comparison: Comparison) -> Iterator[RenderableType]:
    for number, contact in comparison.other_contacts:
        yield Text(f"  {letter(number)}  {show_contact(contact)}")
