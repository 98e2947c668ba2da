"""A comparison as Markdown: tables for the facts and for the points, with the words of each account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.exports.comparison_text import (
    FACT_NAMES,
    READING_AID,
    STATUS_NAMES,
    account_details,
    account_name,
    account_standing,
    clean,
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

WIDEST: Final = 4  # accounts that stand side by side in a table; more are listed one below the other
# What Markdown would read as markup, a link, a heading or the end of a cell.
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LINKS: Final = re.compile(r"(?<=://)|(?<=www)(?=\.)")
_LISTS: Final = re.compile(r"^(\d+)([.)])|^([-+=])")


def write_markdown(comparison: Comparison) -> str:
    """Return the comparison as Markdown, ending in a line break."""
    parts = [f"# {escape(show_heading(comparison))}", *_introduce(comparison)]
    if comparison.contact is None:
        parts += _tell_apart(comparison)
    else:
        parts += _facts(comparison)
        parts += _points(comparison)
    if comparison.other_contacts and comparison.contact is not None:
        parts.append("## Other contacts that the documents tell of")
        parts.append(_other_contacts(comparison))
    parts.append(f"*{READING_AID}*")
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return the text as words alone: nothing of it is markup, a link or a list."""
    plain = _LISTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", _MARKUP.sub(r"\\\1", clean(text)))
    return _LINKS.sub("\u200b", plain)


def _introduce(comparison: Comparison) -> Iterator[str]:
    if comparison.contact is not None:
        summary, conflicts = show_summary(comparison), show_conflicts(comparison)
        points = f" Points: {summary}." if summary else ""
        yield f"{show_subheading(comparison)}.{points}" + (f" **{conflicts}.**" if conflicts else "")
    yield "\n".join(
        f"- **{letter(account.number)}** {escape(account_name(account))}"
        f" ({escape(account_standing(account))}; {account_details(account)})"
        for account in comparison.accounts
    )
    if comparison.notes:
        yield "\n".join(f"> {escape(note)}  " for note in comparison.notes)


def _tell_apart(comparison: Comparison) -> Iterator[str]:
    nearest = comparison.nearest
    if nearest is not None:
        yield "## The nearest two"
        lines = [
            f"- **{letter(number)}** {escape(show_contact(contact))}"
            for number, contact in (nearest.one, nearest.other)
        ]
        yield "\n".join([*lines, f"- what keeps them apart: {escape('; '.join(nearest.likeness.against))}"])
    yield "## What each tells of"
    yield _other_contacts(comparison)


def _other_contacts(comparison: Comparison) -> str:
    return "\n".join(
        f"- **{letter(number)}** {escape(show_contact(contact))}" for number, contact in comparison.other_contacts
    )


def _counted(comparison: Comparison) -> tuple[Account, ...]:
    return tuple(each for each in comparison.accounts if each.contact is not None and each.copy_of is None)


def _facts(comparison: Comparison) -> Iterator[str]:
    accounts = _counted(comparison)
    yield "## Facts"
    if len(accounts) > WIDEST:
        yield "\n".join(
            f"- **{FACT_NAMES[row.name]}** ({row.status}): "
            + "; ".join(f"{letters}: {escape(words)}" for letters, words in group_values(row))
            for row in comparison.facts
        )
        return
    rows = [
        [
            f"{FACT_NAMES[row.name]}",
            *(escape(fact_words(row, account.number) or "") or "–" for account in accounts),
            (f"**{row.status}**" if row.status == "conflict" else row.status)
            + (f"; {escape(row.note)}" if row.note else ""),
        ]
        for row in comparison.facts
    ]
    yield _table(["", *(letter(account.number) for account in accounts), "told by"], rows)


def _points(comparison: Comparison) -> Iterator[str]:
    for status, points in group_points(comparison.points):
        yield f"## {STATUS_NAMES[status]}"
        yield "\n".join(line for point in points for line in _point(point, comparison))


def _point(point: Point, comparison: Comparison) -> Iterator[str]:
    yield f"- **{escape(point.label)}**"
    for letters, telling in group_tellings(point):
        yield f"  - {letters}: {_passages(telling)}"
    for difference in point.differences:
        opening = "**conflict**, " if difference.is_conflict else "differs in "
        yield f"  - {opening}{escape(show_difference(difference))}"
    silence = show_silence(point, comparison)
    if silence and point.status != "one":
        yield f"  - {silence}"


def _passages(telling: Telling) -> str:
    passages = [
        f"“{escape(unit.words)}”" + (f" ({escape(show_speaker(unit))})" if show_speaker(unit) else "")
        for unit in telling.units
    ]
    derived = f", in the words of {letter(telling.derived_from)}" if telling.derived_from is not None else ""
    return " … ".join(passages) + derived


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
