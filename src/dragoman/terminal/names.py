"""Two names side by side: the verdict, and a line for each of their parts."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.actors.name_comparison import NameComparison, Status, Verdict
from dragoman.terminal.text import one_line

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    True: ("one and the same", "bold green"),
    False: ("not the same", "bold red"),
    None: ("not to be told from the names", "bold yellow"),
}
_STYLES: dict[Status, str] = {
    "agree": "green",
    "differ": "red",
    "only in the first": "yellow",
    "only in the second": "yellow",
    "not compared": "dim",
}


def show_comparison(found: NameComparison) -> RenderableType:
    """Return the verdict with its reasons, and the table of the parts."""
    words, style = _VERDICTS[found.same]
    verdict = Text.assemble((words, style), f", score {found.score:.2f}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("part", one_line(found.one), one_line(found.other), "how they agree"):
        table.add_column(Text(heading), overflow="fold")
    for part in found.parts:
        cells = [Text(one_line(cell)) if cell else Text("–", "dim") for cell in (part.one, part.other)]
        table.add_row(Text(part.kind, "dim"), *cells, Text(one_line(part.how), _STYLES[part.status]))
    reasons = [Text(f"  {one_line(reason)}") for reason in found.reasons]
    return Group(verdict, *reasons, *([table] if found.parts else []))
