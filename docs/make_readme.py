"""Writes what the README shows of the program into it: `python docs/make_readme.py`.

A test fails when the README has anything else.  Its figures are written by `make evaluate`.
"""

from __future__ import annotations

import io
import re
from itertools import takewhile
from pathlib import Path

from rich.console import Console, RenderableType

from dragoman.exports.comparison_text import STATUS_MARKS
from dragoman.language import load_language
from dragoman.pipeline import read_document
from dragoman.reading.inputs import plan_inputs, read_input
from dragoman.reading.options import ReadOptions
from dragoman.record import Document, Reading
from dragoman.registry import load_registry
from dragoman.stories.comparison import compare_readings
from dragoman.terminal.comparison import ComparisonView
from dragoman.terminal.ledger import show_record

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


def write_readme() -> str:
    """Return the text of README.md with what the program prints now."""
    text = README.read_text(encoding="utf-8")
    for name, lines in (("record", print_record()), ("comparison", print_comparison())):
        block = "\n".join(f"    {line}".rstrip() for line in lines).rstrip()
        marked = f"<!-- {name}: begin -->\n\n{block}\n\n<!-- {name}: end -->"
        text = re.sub(f"<!-- {name}: begin -->.*<!-- {name}: end -->", lambda _: marked, text, flags=re.DOTALL)  # noqa: B023
    return text


def print_record() -> list[str]:
    """Return the record of the document quoted at the top."""
    (document,) = _documents("call-told-by-kestland.txt")
    return _print(show_record(read_document(document, load_language())), width=100)


def print_comparison() -> list[str]:
    """Return the comparison of two samples: its head, the facts, and the points down to what one account alone tells."""
    language, registry = load_language(), load_registry()
    names = ("call-told-by-kestland.txt", "call-told-by-marovia.txt")
    readings: list[Reading] = [read_document(each, language, registry) for name in names for each in _documents(name)]
    lines = _print(ComparisonView(compare_readings(readings, registry, language)), width=96)
    return list(takewhile(lambda line: not line.startswith(STATUS_MARKS["one"]), lines))


def _documents(name: str) -> list[Document]:
    inputs = plan_inputs([str(ROOT / "samples" / name)]).inputs
    return [each for item in inputs for each in read_input(item, ReadOptions()) if isinstance(each, Document)]


def _print(shown: RenderableType, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(shown)
    return capture.get().splitlines()


if __name__ == "__main__":
    README.write_text(write_readme(), encoding="utf-8")
