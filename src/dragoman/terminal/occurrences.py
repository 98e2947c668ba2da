"""Occurrences with their accounts, doubtful pairs of them, stories and bounds of dates, in the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.record import Modality
from dragoman.store.occurrence_query import Account, Occurrence, OccurrenceQuestion
from dragoman.store.stories import FoundStory, StoryMember
from dragoman.stories.dating import Bounds
from dragoman.terminal.ledger import show_person
from dragoman.terminal.text import KIND_STYLES, MODALITY_WORDS, one_line, shorten, show_count, show_id, show_record_id

_LONGEST = 160  # characters of an account's words in a list
_SHOWN = 8  # documents of a story


def occurrence_table(occurrences: Iterable[Occurrence]) -> tuple[RenderableType, int]:
    """Return the occurrences with the accounts of each, and how many there are."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), leading=1)
    for heading, ratio in (("when", None), ("kind", None), ("who", 4), ("told by", 7)):
        table.add_column(heading, header_style="dim", overflow="fold", ratio=ratio)
    table.columns[0].min_width, table.columns[1].min_width = 10, len("conversation")
    count = 0
    for each in occurrences:
        who = Text("\n").join(show_person(actor) for actor in each.participants)
        who.append(f"\n{show_record_id(each.occurrence_id)}", "dim")
        told = Text("\n").join(_account(report) for report in each.reports)
        table.add_row(Text(show_days(each.first_day, each.last_day), "bold"), _kind(each), who, told)
        count += 1
    return table, count


def show_days(first: dt.date | None, last: dt.date | None) -> str:
    """Return "2024-02-12", "2024-02-12 to 2024-02-14", "by 2024-02-12", "2024-02-12 or later", "not told"."""
    match first, last:
        case None, None:
            return "not told"
        case None, _:
            return f"by {last}"
        case _, None:
            return f"{first} or later"
        case _:
            return str(first) if first == last else f"{first} to {last}"


def show_name(document_id: str, title: str | None, path: str | None) -> str:
    """Return the id of a document, or its path, by which commands find it as well, where it has no title but a hash."""
    untitled = title is None and path is not None and document_id.startswith("sha256:")
    return one_line(path or "") if untitled else show_id(document_id)


def _kind(occurrence: Occurrence) -> Text:
    text = Text(occurrence.kind.value, KIND_STYLES[occurrence.kind])
    if occurrence.modality is not Modality.HAPPENED:
        text.append(f"\n{MODALITY_WORDS[occurrence.modality]}", "not bold yellow")
    return text.append(f"\n{show_count(occurrence.accounts, 'account')}", "not bold dim")


def _account(report: Account) -> Text:
    text = Text.assemble(
        (one_line(report.found.outlet or "no outlet told"), "bold"),
        (f"  {show_name(report.found.document_id, report.found.title, report.found.path)}", "dim"),
    )
    if report.copy_of is not None:
        return text.append(f"  a copy of {show_id(report.copy_of)}", "yellow")
    return text.append(f"\n{shorten(report.found.words, _LONGEST)}", "not bold italic")


# ------------------------------------------------------------------ review


def show_occurrence_question(question: OccurrenceQuestion, number: str) -> RenderableType:
    """Return the two occurrences side by side with the words of their accounts, and what was compared."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for occurrence in (question.one, question.other):
        days = show_days(occurrence.first_day, occurrence.last_day)
        heading = Text.assemble((f"{occurrence.kind.value}, {days}", "bold"), (f"  {occurrence.occurrence_id}", "dim"))
        table.add_column(heading, ratio=1, overflow="fold")
    table.add_row(*(Group(*map(_account, each.reports)) for each in (question.one, question.other)))
    values = Table.grid(padding=(0, 2))
    for key, points, words in question.values:
        values.add_row(Text(key.replace("_", " "), "dim"), f"{points:+.2f}", Text(one_line(words)))
    return Group(Rule(Text(f"{number}  score {question.score:.2f}", "bold"), align="left"), table, values)


def list_occurrence_questions(questions: Sequence[OccurrenceQuestion]) -> RenderableType:
    """Return the queue as a table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("one", "other", "score", "what was compared"):
        table.add_column(heading, header_style="dim", overflow="fold")
    for each in questions:
        compared = ", ".join(f"{key.replace('_', ' ')} {points:+.2f}" for key, points, _ in each.values)
        table.add_row(_short(each.one), _short(each.other), f"{each.score:.2f}", Text(compared, "dim"))
    return table


def _short(occurrence: Occurrence) -> Text:
    names = ", ".join(one_line(actor.name) for actor in occurrence.participants)
    days = show_days(occurrence.first_day, occurrence.last_day)
    return Text.assemble(
        (f"{occurrence.kind.value}, {days}\n", "bold"), names, (f"\n{occurrence.occurrence_id}", "dim")
    )


# ------------------------------------------------------------------ stories, bounds


def story_list(stories: Sequence[FoundStory], limit: int) -> RenderableType:
    """Return the first stories, each with its documents."""
    parts: list[RenderableType] = []
    for story in stories[:limit]:
        days = show_days(story.first_day, story.last_day)
        counts = f"{show_count(story.accounts, 'account')}, {show_count(len(story.occurrences), 'occurrence')}"
        parts.append(Text.assemble((one_line(", ".join(story.words)), "bold"), f"  {days}  ", (counts, "dim")))
        if story.people:
            parts.append(Text(one_line(", ".join(name for _, name in story.people))))
        parts += [_member(each) for each in story.members[:_SHOWN]]
        if len(story.members) > _SHOWN:
            parts.append(Text(f"  and {show_count(len(story.members) - _SHOWN, 'document')} more", "dim"))
        parts.append(Text())
    return Group(*parts)


def _member(member: StoryMember) -> Text:
    day = str(member.day) if member.day else "undated"
    text = Text.assemble(
        (f"  {day:10}  ", "dim"),
        one_line(member.title or member.outlet or ""),
        "  " if member.title or member.outlet else "",
        (show_name(member.document_id, member.title, member.path), "dim"),
    )
    return text.append(f"  a copy of {show_id(member.copy_of)}", "yellow") if member.copy_of else text


def show_bounds(document_id: str, published: dt.date | None, bounds: Bounds) -> RenderableType:
    """Return the days on which a document may have been published, and every reason for them."""
    days = show_days(bounds.first, bounds.last)
    heading = Text.assemble(
        (show_id(document_id), "bold"), "  published ", (days if days != "not told" else "?", "bold")
    )
    heading.append(f"  (it came with the date {published})" if published else "  (it came without a date)", "dim")
    lines: list[RenderableType] = [heading]
    for reason in bounds.reasons:
        bound = show_days(reason.first, reason.last)
        mark = "  against others: " if reason in bounds.conflict else "  "
        lines.append(
            Text.assemble(
                (f"{mark}{bound}  ", "yellow" if reason in bounds.conflict else ""), (one_line(reason.words), "italic")
            )
        )
    if bounds.conflict:
        lines.append(Text("no day fits all of this: one of the sources is wrong", "yellow"))
    if not bounds.reasons:
        lines.append(Text("nothing in it or around it bounds the day", "dim"))
    return Group(*lines)
