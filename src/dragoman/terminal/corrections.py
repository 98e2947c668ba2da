"""Corrections of single records as lines of text, and the records that wait for a reviewer."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from dragoman.record import Correction
from dragoman.store.corrections import KeptCorrection
from dragoman.store.load import StoredEvent
from dragoman.terminal.events import explain_event
from dragoman.terminal.text import one_line, shorten, show_changes, show_id, show_reviewer

_STYLES = {"edit": "cyan", "accept": "green", "reject": "red", "add": "magenta"}
_LONGEST = 90  # characters of the words of a record in a line of history


def show_kept(kept: KeptCorrection) -> RenderableType:
    """Return one line of history: when, who, what was changed in which words, whether it was undone or waits."""
    correction = kept.correction
    line = Text.assemble(
        (f"{correction.correction_id[:8]}  ", "dim"),
        (f"{correction.decided:%Y-%m-%d %H:%M} UTC  ", "dim"),
        f"{one_line(correction.author)}  ",
        (correction.verdict, _STYLES[correction.verdict] if correction.undone is None else "dim strike"),
        f"  {correction.about} {show_id(correction.record_id)}",
    )
    changes = show_changes(correction)
    if changes and correction.verdict == "edit":
        line.append(f"  {changes}")
    line.append(f"  “{shorten(correction.words, _LONGEST)}”", "italic")
    if correction.note:
        line.append(f"  ({one_line(correction.note)})", "italic")
    if correction.undone is not None:
        by = show_reviewer(correction.undone_by or "")
        line.append(f"  undone {correction.undone:%Y-%m-%d %H:%M} UTC by {by}", "yellow")
    elif kept.waits:
        line.append("  waits: its words are no longer in the document", "yellow")
    return line


def show_doubtful(found: StoredEvent, left: str) -> RenderableType:
    """Return an event of which a reviewer is asked whether it is right."""
    return Group(Rule(Text(left, "bold"), align="left"), explain_event(found))


def show_added(correction: Correction) -> str:
    """Return what a correction did, in words: "contact 3fa9c2…: kind: call → meeting"."""
    done = {"edit": show_changes(correction), "accept": "found right", "reject": "taken out", "add": "added"}
    return f"{correction.about} {correction.record_id}: {done[correction.verdict]}"
