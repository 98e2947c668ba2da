"""A comparison in words: names of accounts, headings, differences; the same on pages, in Markdown, in a terminal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.exports.rows import find_editors
from dragoman.record import Act, Actor, Contact
from dragoman.stories.comparison import Account, Comparison, Point, Telling, letter
from dragoman.stories.comparison_differences import Aspect, Difference
from dragoman.stories.facts import FactName, FactRow, Status, show_days
from dragoman.stories.points import Unit

# control characters, and marks that turn the direction of text: a line must not read as another
_UNSAFE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_COUNTS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)

FACT_NAMES: Final[dict[FactName, str]] = {
    "kind": "What it was",
    "held": "Whether it was held",
    "date": "Date",
    "time": "Time",
    "initiator": "Asked for by",
    "duration": "Duration",
    "medium": "Medium",
    "place": "Place",
    "participants": "Who took part",
    "next": "What is next",
}
STATUS_NAMES: Final[dict[Status, str]] = {
    "conflict": "In conflict",
    "all": "Told by all",
    "some": "Told by some",
    "one": "Told by one account",
}
STATUS_MARKS: Final[dict[Status, str]] = {"conflict": "×", "all": "●", "some": "◐", "one": "○"}
ASPECT_NAMES: Final[dict[Aspect, str]] = {
    "number": "figures",
    "date": "dates",
    "who": "who did it",
    "promise": "how firmly it is promised",
    "stance": "yes and no",
    "strength": "strength",
    "speaker": "who speaks of it",
}
READING_AID: Final = (
    "An account is silent on much; that it does not mention a point is no denial of it. Nothing is decided here "
    "between the accounts: every line gives the words that say so."
)


def clean(text: str) -> str:
    """Return the text on one line, without what a reader of it might obey."""
    return " ".join(_UNSAFE.sub("�", text).split())


def account_name(account: Account) -> str:
    """Return the name of an account's outlet, title or file."""
    return clean(account.name)


def account_standing(account: Account) -> str:
    """Return for whom an account speaks, in words."""
    if account.copy_of is not None:
        return f"a copy of {letter(account.copy_of)}"
    if account.side is None:
        return "outlet not told"
    return f"speaks for {clean(account.side.name)}" if account.side.official else "speaks for itself"


def account_details(account: Account) -> str:
    """Return when an account came out and how long it is: "14 March 2024 · 78 words"; by whom it was corrected."""
    day = account.reading.document.source.published_day
    parts = [show_day(day) if day is not None else "", f"{account.length:,} words"]
    parts += ["short" if account.is_short else "", _show_hands(account)]
    return " · ".join(part for part in parts if part)


def _show_hands(account: Account) -> str:
    """By whom the contact that is compared, or what was said in it, was corrected."""
    contact = account.contact
    if contact is None:
        return ""
    said = [find_editors(each) for each in account.reading.statements if each.contact_id == contact.contact_id]
    authors = [each for each in (find_editors(contact), *said) if each]
    names = dict.fromkeys(each.replace("reviewer ", "") for each in authors)
    return f"corrected by {', '.join(names)}" if names else ""


def show_day(day: dt.date) -> str:
    """Return "14 March 2024"."""
    return f"{day.day} {day:%B %Y}"


def show_heading(comparison: Comparison) -> str:
    """Return who was in contact: "Aldous Wrennick and Irena Dolvet"."""
    if comparison.contact is None:
        return "Accounts of different contacts"
    names = [clean(actor.name) for actor in comparison.contact.participants]
    return " and ".join([", ".join(names[:-1]), names[-1]])


def show_subheading(comparison: Comparison) -> str:
    """Return "Two accounts of one call", or "One account of one call, and 2 copies"."""
    told = [account for account in comparison.accounts if account.contact is not None]
    number = sum(account.copy_of is None for account in told)
    copies = len(told) - number
    count = _COUNTS[number] if number < len(_COUNTS) else f"{number}"
    accounts = "account" if number == 1 else "accounts"
    kinds = {account.contact.kind.value for account in told if account.contact is not None}
    kind = next(iter(kinds - {"conversation"}), "conversation") if len(kinds - {"conversation"}) < 2 else "contact"
    also = f", and {copies} {'copy' if copies == 1 else 'copies'}" if copies else ""
    return f"{count.capitalize()} {accounts} of one {kind}{also}"


def show_summary(comparison: Comparison) -> str:
    """Return how many points there are of each status: "1 in conflict, 2 told by all, 5 told by one account"."""
    parts: list[str] = []
    for status, name in STATUS_NAMES.items():
        number = sum(point.status == status for point in comparison.points)
        if number:
            parts.append(f"{number} {name[:1].lower()}{name[1:]}")
    return ", ".join(parts)


def show_conflicts(comparison: Comparison) -> str:
    """Return which facts the accounts tell in conflict: "In conflict: asked for by, duration"; "" where none."""
    names = [FACT_NAMES[row.name] for row in comparison.facts if row.status == "conflict"]
    return f"In conflict: {', '.join(f'{name[:1].lower()}{name[1:]}' for name in names)}" if names else ""


def show_contact(contact: Contact) -> str:
    """Return a contact in one line: "call, Anna Velk and Tomas Kestrel, 2024-05-07"."""
    names = [clean(actor.name) for actor in contact.participants]
    parts = [contact.kind.value, " and ".join([", ".join(names[:-1]), names[-1]])]
    parts += [show_days(contact.when)] if contact.when is not None else ["undated"]
    parts += [contact.modality.value] if contact.modality.value != "happened" else []
    return ", ".join(parts)


def show_speaker(unit: Unit) -> str:
    """Return who speaks, by what word, on whose word it is told: "Anna Velk · condemned · told by Velk Press"."""
    names = " and ".join(clean(actor.name) for actor in unit.speakers)
    parts = [names, act_word(unit), f"told by {show_chain(unit.chain)}" if unit.chain else ""]
    return " · ".join(part for part in parts if part)


def act_word(unit: Unit) -> str:
    """Return the act of a unit where it says more than that something was said."""
    return unit.act.value if unit.act is not None and unit.act is not Act.STATE else ""


def show_chain(chain: Sequence[Actor]) -> str:
    """Return who told it, outermost first."""
    return " › ".join(clean(actor.name) for actor in chain)


def show_difference(difference: Difference) -> str:
    """Return in what two accounts differ: "figures: 120 sailors (A), 85 (B)"."""
    one, other = (f"‘{clean(words)}’ ({letter(account)})" for account, words in (difference.one, difference.other))
    return f"{ASPECT_NAMES[difference.aspect]}: {one}, {other}"


def show_silence(point: Point, comparison: Comparison) -> str:
    """Return who does not mention a point, and which of those accounts are short; "" where all do."""
    if not point.not_mentioned_by:
        return ""
    names = [
        letter(each) + (" (a short account)" if comparison.accounts[each].is_short else "")
        for each in point.not_mentioned_by
    ]
    return f"not mentioned by {', '.join(names)}"


def group_points(points: Sequence[Point]) -> Iterator[tuple[Status, tuple[Point, ...]]]:
    """Yield the points by status, in order."""
    for status in STATUS_NAMES:
        group = tuple(point for point in points if point.status == status)
        if group:
            yield status, group


def telling_of(point: Point, account: int) -> Telling | None:
    """Return how an account tells a point; None where it does not mention it."""
    return next((telling for telling in point.told_by if telling.account == account), None)


def show_letters(accounts: Sequence[int]) -> str:
    """Return the letters of accounts in order: "A", "A, C", "A–D, F"."""
    runs: list[list[int]] = []
    for account in sorted(accounts):
        if runs and account == runs[-1][-1] + 1:
            runs[-1].append(account)
        else:
            runs.append([account])
    parts = (f"{letter(run[0])}–{letter(run[-1])}" if len(run) > 2 else ", ".join(map(letter, run)) for run in runs)
    return ", ".join(parts)


def group_values(row: FactRow) -> tuple[tuple[str, str], ...]:
    """Return what accounts tell of a fact, each words once, with the letters of all that tell it so."""
    found: dict[str, list[int]] = {}
    for value in row.values:
        found.setdefault(clean(value.words), []).append(value.account)
    return tuple((show_letters(accounts), words) for words, accounts in found.items())


def group_tellings(point: Point) -> tuple[tuple[str, Telling], ...]:
    """Return how accounts tell a point, each telling once, with the letters of all that tell it in these words."""
    found: dict[tuple[tuple[str, str], ...], list[Telling]] = {}
    for telling in point.told_by:
        found.setdefault(tuple((clean(unit.words), show_speaker(unit)) for unit in telling.units), []).append(telling)
    return tuple((show_letters([each.account for each in alike]), alike[0]) for alike in found.values())


def fact_words(row: FactRow, account: int) -> str | None:
    """Return what an account tells of a fact; None where it does not tell it."""
    return next((clean(value.words) for value in row.values if value.account == account), None)
