"""An actor across documents, the queue of doubtful pairs, and the history of judgements, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from rich import box
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.record import Judgement
from dragoman.store.actors import Dossier, Identity, MentionWords, NameUse, Question, describe
from dragoman.terminal.text import one_line, plain, show_count, show_id

_NAMES, _OFFICES = 12, 8
_VERDICTS = {"same": "bold green", "different": "bold red", "unsure": "bold yellow"}


def show_dossier(dossier: Dossier) -> RenderableType:
    """Return names by outlet, offices with dates and sources, and what was taken for one actor and why."""
    identity = dossier.identity
    details = [identity.country or "", identity.kind, show_count(dossier.documents, "document")]
    heading = Text.assemble(
        (one_line(identity.name), "bold"), (f"  {identity.identity_id}\n", "dim"), " · ".join(filter(None, details))
    )
    parts: list[RenderableType] = [heading]
    parts += [_section("Names"), _names(dossier.names)]
    if dossier.tenures or dossier.offices:
        parts += [_section("Offices"), _offices(dossier)]
    parts += [_section("Held to be one"), _parts(dossier)]
    return Group(*parts)


def _section(name: str) -> RenderableType:
    return Rule(Text(name, "bold"), align="left", style="dim")


def _grid(*styles: str) -> Table:
    table = Table.grid(padding=(0, 2))
    for style in styles:
        table.add_column(style=style, overflow="fold")
    return table


def _names(uses: Sequence[NameUse]) -> RenderableType:
    table = _grid("", "dim", "dim")
    for use in uses[:_NAMES]:
        table.add_row(one_line(use.name), one_line(use.outlet or "no outlet told"), f"{use.documents:,}")
    return _with_rest(table, len(uses) - _NAMES, "name")


def _offices(dossier: Dossier) -> RenderableType:
    table = _grid("", "", "dim")
    for known in dossier.tenures:
        days = f"{known.start or '?'} to {known.end or '?'}"
        office = one_line(f"{known.office} ({known.country})" if known.country else known.office)
        table.add_row(office, days, f"registry: {one_line(', '.join(known.sources))}")
    for use in dossier.offices[:_OFFICES]:
        days = (
            "undated"
            if use.first is None
            else str(use.first)
            if use.first == use.last
            else f"{use.first} to {use.last}"
        )
        table.add_row(one_line(use.office), days, f"told by {show_count(use.documents, 'document')}")
    return _with_rest(table, len(dossier.offices) - _OFFICES, "office")


def _parts(dossier: Dossier) -> RenderableType:
    table = _grid("dim", "", "dim", "dim")
    for part in dossier.parts:
        count = show_count(part.documents, "document")
        table.add_row(part.profile_id, one_line(part.names[0]), one_line(part.why), count)
    return table


def _with_rest(table: Table, more: int, noun: str) -> RenderableType:
    return Group(table, Text(f"and {show_count(more, noun)} more; --json gives all", "dim")) if more > 0 else table


# ------------------------------------------------------------------ review


def show_question(
    question: Question, evidence: tuple[Sequence[MentionWords], Sequence[MentionWords]], number: str
) -> RenderableType:
    """Return the two actors side by side with their passages, and what was compared."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for identity in (question.one, question.other):
        heading = Text.assemble((one_line(describe(identity)), "bold"), (f"  {identity.identity_id}", "dim"))
        table.add_column(heading, ratio=1, overflow="fold")
    table.add_row(*(Group(*map(_passage, found)) for found in evidence))
    values = _grid("dim", "", "")
    for key, points, words in question.values:
        values.add_row(key.replace("_", " "), f"{points:+.1f}", one_line(words))
    return Group(Rule(Text(f"{number}  score {question.score:.2f}", "bold"), align="left"), table, values)


def _passage(found: MentionWords) -> RenderableType:
    head = " · ".join(one_line(part) for part in (found.day, found.outlet, show_id(found.document_id)) if part)
    before, words, after = (" ".join(plain(each).split("\n")) for each in (found.before, found.words, found.after))
    return Group(Text(head, "dim"), Text.assemble((before, "italic"), (words, "bold"), (after, "italic")))


def list_questions(questions: Iterable[Question], limit: int) -> tuple[RenderableType, int]:
    """Return the queue as a table, and how many pairs it lists."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("one", "other", "score", "what was compared"):
        table.add_column(Text(heading), overflow="fold")
    count = 0
    for question in islice(questions, limit):
        compared = ", ".join(f"{key.replace('_', ' ')} {points:+.1f}" for key, points, _ in question.values)
        table.add_row(_named(question.one), _named(question.other), f"{question.score:.2f}", Text(compared, "dim"))
        count += 1
    return table, count


def _named(identity: Identity) -> Text:
    return Text.assemble((one_line(describe(identity)), "bold"), (f"\n{identity.identity_id}", "dim"))


def show_judgement(judgement: Judgement) -> RenderableType:
    """Return one line of history: when, who, what, and whether it was undone."""
    one, other = (_sides(judgement, side) for side in ("one", "other"))
    line = Text.assemble(
        (f"{judgement.judgement_id[:8]}  ", "dim"),
        (f"{judgement.decided:%Y-%m-%d %H:%M} UTC  ", "dim"),
        (f"{one_line(judgement.author)}  ", ""),
        (judgement.verdict, _VERDICTS[judgement.verdict] if judgement.undone is None else "dim strike"),
        f"  {one}  –  {other}",
    )
    if judgement.note:
        line.append(f"  ({one_line(judgement.note)})", "italic")
    if judgement.undone is not None:
        line.append(
            f"  undone {judgement.undone:%Y-%m-%d %H:%M} UTC by {one_line(judgement.undone_by or '')}", "yellow"
        )
    return line


def _sides(judgement: Judgement, side: str) -> str:
    subjects = judgement.one if side == "one" else judgement.other
    names = dict.fromkeys(
        one_line(each.name) + (f" in {show_id(each.document_id)}" if each.document_id else "") for each in subjects
    )
    return ", ".join(names)
