"""A progress bar for long runs, on a terminal only: how much is read, how fast, and how long it still takes."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from dragoman.reading.inputs import Input
from dragoman.record import Reading


class _Rate(ProgressColumn):
    """Documents a second since the start."""

    def render(self, task: Task) -> Text:
        documents = int(task.fields["documents"])
        rate = documents / task.elapsed if task.elapsed else 0.0
        return Text(f"{documents:,} documents, {rate:,.1f} a second", "dim")


class ReadingProgress:
    """Counts inputs by their size; a table's documents move the bar by the length of their text."""

    def __init__(self, progress: Progress, inputs: Iterable[Input]) -> None:
        self._progress = progress
        self._size = {item.path: item.size or 0 for item in inputs}
        self._task = progress.add_task("reading", total=sum(self._size.values()) or None, documents=0)
        self._current: Input | None = None
        self._before = 0  # bytes of the inputs that are done
        self._within = 0  # and about so many of the current one
        self._documents = 0

    def advance(self, item: Input, outcome: object) -> None:
        """Count one outcome of an input."""
        if item is not self._current:
            self._before += self._size.get(self._current.path, 0) if self._current else 0
            self._current, self._within = item, 0
        if isinstance(outcome, Reading):
            self._documents += 1
            self._within += len(outcome.document.text)
        done = self._before + min(self._within, self._size.get(item.path, 0))
        self._progress.update(self._task, completed=done, documents=self._documents)


@contextmanager
def show_progress(console: Console, inputs: list[Input]) -> Generator[ReadingProgress, None, None]:
    """Show the bar on the console while the block runs; nothing where the console is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), _Rate(), TextColumn("left"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield ReadingProgress(progress, inputs)
