"""A document's text with its passages marked, and the record beside it."""

from __future__ import annotations

from rich.columns import Columns
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from dragoman.record import Reading, SegmentKind, Span
from dragoman.terminal.ledger import contact_mark, show_heading, show_record, statement_mark
from dragoman.terminal.text import KIND_STYLES, plain

_WIDE = 110  # columns from which text and record stand side by side
# Furniture is shown, but faintly: nothing of it is in the record.
_FURNITURE = frozenset(
    {
        SegmentKind.RELATED_LINK,
        SegmentKind.NAVIGATION,
        SegmentKind.BYLINE,
        SegmentKind.BIOGRAPHY,
        SegmentKind.CREDIT,
        SegmentKind.END_MARK,
    }
)
_DATE_STYLE = "underline"
_CONTENT_STYLE = "italic"


class MarkedReading:
    """A reading as `show` prints it: side by side where the terminal is wide, one below the other where not."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield show_heading(self._reading.document)
        yield Text()
        yield _legend()
        yield Text()
        text, record = mark_text(self._reading), show_record(self._reading)
        if options.max_width < _WIDE:
            yield text
            yield Text()
            yield record
            return
        table = Table.grid(padding=(0, 3), expand=True)
        table.add_column(ratio=1, overflow="fold")
        table.add_column(ratio=1, overflow="fold")
        table.add_row(text, record)
        yield table


def mark_text(reading: Reading) -> Text:
    """Return the document's text, contacts marked [1], [2] … in the colour of their kind, statements (1), (2) …"""
    document = reading.document
    text = Text(plain(document.text))
    for segment in document.segments:
        if segment.kind in _FURNITURE:
            text.stylize("dim strike" if segment.kind is SegmentKind.RELATED_LINK else "dim", *_ends(segment.span))
        elif segment.kind in (SegmentKind.TITLE, SegmentKind.HEADING):
            text.stylize("bold", *_ends(segment.span))
    marks: list[tuple[int, str, str]] = []
    for number, contact in enumerate(reading.contacts, start=1):
        style = KIND_STYLES[contact.kind]
        spans = [passage.span for passage in contact.evidence if passage.part == "text"]
        for span in spans:
            text.stylize(style.removeprefix("bold "), *_ends(span))
        if contact.date_words is not None:
            text.stylize(_DATE_STYLE, *_ends(contact.date_words))
        marks += [(span.start, contact_mark(number), style) for span in spans[:1]]
    for number, statement in enumerate(reading.statements, start=1):
        for span in statement.content:
            text.stylize(_CONTENT_STYLE, *_ends(span))
        for span in (*statement.cue, *statement.source):
            text.stylize("bold", *_ends(span))
        marks.append((statement.content[0].start, statement_mark(number), "bold not italic"))
    return _insert_marks(text, marks)


def _insert_marks(text: Text, marks: list[tuple[int, str, str]]) -> Text:
    """Return the text with each mark put in before its character."""
    marks = sorted(marks, key=lambda mark: mark[0])
    pieces = text.divide([start for start, _, _ in marks])
    marked = pieces[0].copy()
    for (_, mark, style), piece in zip(marks, list(pieces)[1:], strict=True):
        marked.append(mark, style).append_text(piece)
    return marked


def _legend() -> RenderableType:
    entries = [Text(kind.value, style) for kind, style in KIND_STYLES.items()]
    entries += [
        Text("[1] contact"),
        Text("(1) statement"),
        Text("content", _CONTENT_STYLE),
        Text("speaker, cue", "bold"),
    ]
    entries += [Text("date", _DATE_STYLE), Text("not part of the account", "dim")]
    return Columns(entries, padding=(0, 3))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
