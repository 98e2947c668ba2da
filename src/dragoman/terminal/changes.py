"""What changed between the states of a document, as a terminal shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from dragoman.record import Contact, Reading, Statement
from dragoman.stories.changes import Change, Kind, RecordChange, TextChange
from dragoman.terminal.text import one_line, plain, shorten, show_count, show_date, show_id, show_names

_AROUND: Final = 60  # characters shown on either side of a change
_LONGEST: Final = 600  # characters of a passage that came or went
_STYLES: Final[dict[Kind, str]] = {"gained": "green", "lost": "red", "altered": "yellow"}
_MARKS: Final[dict[Kind, str]] = {"gained": "+", "lost": "−", "altered": "~"}


class ChangesView:
    """The changes of a document, state by state; `seen` are the moments at which the states were first read."""

    def __init__(self, document_id: str, seen: Sequence[str], changes: Sequence[Change]) -> None:
        self._document_id = document_id
        self._seen = seen
        self._changes = changes

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(show_id(self._document_id), "bold")
        if not self._changes:
            yield Text("read in one state only: nothing has changed", "dim")
            return
        yield Text(show_count(len(self._seen), "state"), "dim")
        for number, change in enumerate(self._changes):
            yield Text()
            yield Text(f"{_moment(self._seen[number])} → {_moment(self._seen[number + 1])}", "bold underline")
            yield from _show_text(change)
            yield from _show_records("contact", change.contacts, change)
            yield from _show_records("statement", change.statements, change)


def _moment(seen: str) -> str:
    return f"{one_line(seen[:16].replace('T', ' '))} UTC"


def _show_text(change: Change) -> Iterator[RenderableType]:
    yield Text("text", "dim")
    if not change.text:
        yield Text("  the same", "dim")
    for each in change.text:
        yield Padding(_show_words(each, change), (0, 0, 0, 2))


def _show_words(each: TextChange, change: Change) -> Text:
    document = change.new.document
    whole = (document.source.title or "") if each.part == "title" else document.text
    text = Text("title: " if each.part == "title" else "", "dim")
    before, after = (
        whole[max(0, each.new.start - _AROUND) : each.new.start],
        whole[each.new.end : each.new.end + _AROUND],
    )
    text.append(("…" if each.new.start > _AROUND else "") + _flat(before), "not bold")
    old, new, space = each.old_words, each.new_words, ""
    if old.strip() and new.strip() and old[-1] == new[-1] == " ":
        old, new, space = old.rstrip(), new.rstrip(), " "
    if each.old_words:
        text.append(f"[-{_short(old)}-]", "red")
    if each.new_words:
        text.append(f"{{+{_short(new)}+}}", "bold green")
    text.append(space + _flat(after) + ("…" if each.new.end + _AROUND < len(whole) else ""), "not bold")
    return text


def _flat(words: str) -> str:
    """The words on one line, their spaces kept at the ends, where other words follow."""
    return plain(words).replace("\n", " ")


def _short(words: str) -> str:
    """The words; line breaks alone are shown as such, since else nothing would be seen."""
    shown = plain(words).replace("\n", "↵ ") if not words.strip() else _flat(words)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST // 2]} … {shown[-_LONGEST // 2 :]}"


def _show_records(noun: str, records: Sequence[RecordChange], change: Change) -> Iterator[RenderableType]:
    if not records:
        yield Text(f"{noun}s: the same", "dim")
        return
    yield Text(f"{noun}s", "dim")
    renamed = Counter((each.fields, each.was, each.now) for each in records if _is_renamed(each))
    for each in records:
        text = Text(f"  {_MARKS[each.kind]} {each.kind}  ", _STYLES[each.kind])
        number = renamed.pop((each.fields, each.was, each.now), 0) if _is_renamed(each) else 1
        if number > 1:
            text.append(f"{'; '.join(each.fields)} of {number} {noun}s: ")
            text.append(one_line("; ".join(each.was)), "red").append(" → ").append(
                one_line("; ".join(each.now)), "green"
            )
        elif not number:
            continue
        elif each.old is not None and each.new is not None:
            text.append(_show(each.new, change.new))
            for name, was, now in _differences(each):
                text.append(f"\n      {name}: ", "dim").append(_cut(was), "red").append(" → ").append(
                    _cut(now), "green"
                )
        elif each.new is not None:
            text.append(_show(each.new, change.new), "green")
        elif each.old is not None:
            text.append(_show(each.old, change.old), "red")
        yield text


def _is_renamed(each: RecordChange) -> bool:
    """Whether the same words are told of others: one change of a name alters all that somebody says."""
    return each.kind == "altered" and not {"words", "cue", "participants"} & set(each.fields)


def _differences(each: RecordChange) -> Iterator[tuple[str, str, str]]:
    """What a field was and is; days as other tables show them, unless that tells no difference."""
    for name, was, now in zip(each.fields, each.was, each.now, strict=True):
        if name == "date" and isinstance(each.old, Contact) and isinstance(each.new, Contact):
            days = show_date(each.old.when), show_date(each.new.when)
            yield (name, *(days if days[0] != days[1] else (was, now)))
        else:
            yield name, was, now


def _cut(words: str) -> str:
    return shorten(words, _LONGEST) or "none"


def _show(found: Contact | Statement, reading: Reading) -> str:
    if isinstance(found, Contact):
        return f"{found.kind.value}, {show_names(found.participants)}, {show_date(found.when)}"
    words = " … ".join(reading.document[span] for span in found.content)
    who = show_names(found.speakers) or "somebody"
    return f"{who}, {found.act.value}: “{shorten(words, _LONGEST)}”"
