"""Documents that a visitor gives → the record: a file or pasted text is read in the background, its progress told.

One job at a time writes; what was given is kept in a folder of its own for as long as it is read.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from dragoman.engines.local import Outcome, read_inputs, store_outcomes
from dragoman.errors import DragomanError, OptionError
from dragoman.pages.site import Site
from dragoman.reading.inputs import FORMATS, Input, plan_inputs
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document, Reading
from dragoman.store.connection import open_store

LONGEST: Final = 600.0  # seconds that one job may take; what was finished is kept
LARGEST: Final = 20_000_000  # bytes of all files of one job
FILES: Final = 20
_KEPT: Final = 50  # jobs remembered
_WAITING: Final = 4  # jobs that may wait for the one being read


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was sent: its own name, and its bytes."""

    name: str
    content: bytes


@dataclass
class Job:
    """What became of what was given: counts as they come, documents read, failures in words."""

    job_id: str
    names: tuple[str, ...]
    started: float = field(default_factory=time.monotonic)
    state: str = "waiting"  # waiting, reading, done, failed
    step: str = "waiting"
    read: int = 0
    contacts: int = 0
    statements: int = 0
    documents: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])  # id, title
    failures: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])  # what, reason, remedy

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "failed"}

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self.started, 1)


class Jobs:
    """The jobs of a site, the latest remembered."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.known: OrderedDict[str, Job] = OrderedDict()

    def start(self, given: list[Given], options: ReadOptions) -> Job:
        """Return a job that has begun; raises `OptionError` for what cannot be read."""
        check_given(given)
        if sum(not job.is_over for job in self.known.values()) >= _WAITING:
            raise OptionError("several readings are waiting already; try again when they are done")
        job = Job(secrets.token_hex(8), tuple(each.name for each in given))
        self.known[job.job_id] = job
        while len(self.known) > _KEPT:
            self.known.popitem(last=False)
        threading.Thread(target=self._run, args=(job, given, options), daemon=True).start()
        return job

    def _run(self, job: Job, given: list[Given], options: ReadOptions) -> None:
        try:
            with self.site.writing, tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
                job.state = "reading"
                self._read(job, Path(folder), given, options)
            job.state = "failed" if job.failures and not job.read else "done"
        except DragomanError as error:
            job.failures.append(("", str(error), ""))
            job.state = "failed" if not job.read else "done"
        except Exception as error:  # noqa: BLE001 — whatever happens is told on the page, and the server goes on
            job.failures.append(
                ("", f"{type(error).__name__}: {error}", "this is a fault of dragoman: please report it")
            )
            job.state = "failed"
        self.site.forget()

    def _read(self, job: Job, folder: Path, given: list[Given], options: ReadOptions) -> None:
        from dragoman.pipeline import read_document  # noqa: PLC0415 — the packages of the model take a second

        names = write_files(folder, given)
        plan = plan_inputs([str(path) for path in names])
        job.failures += [(names.get(Path(f.path), f.path), f.reason, f.remedy) for f in plan.failures]
        job.step = "loading the language model"
        language = self.site.language()
        job.step = "reading"

        def read(document: Document) -> Reading:
            path = names.get(Path(document.source.path or ""), document.source.path)
            document = replace(document, source=replace(document.source, path=path))
            return read_document(document, language, self.site.registry)

        def report(item: Input, outcome: Outcome) -> None:
            match outcome:
                case Reading():
                    title = outcome.document.source.title or " ".join(outcome.document.text[:120].split())
                    job.documents.append((outcome.document.document_id, title))
                    job.read += 1
                    job.contacts += len(outcome.contacts)
                    job.statements += len(outcome.statements)
                case Failure():
                    job.failures.append((names.get(Path(item.path), item.path), outcome.reason, outcome.remedy))
                case Skipped():
                    job.failures.append(
                        (names.get(Path(item.path), item.path), outcome.reason, "nothing was read from it")
                    )

        with closing(open_store(self.site.store)) as connection:
            outcomes = _in_time(job, read_inputs(plan.inputs, options, read))
            summary = store_outcomes(connection, outcomes, report, self.site.registry)
        if summary.error is not None:
            raise summary.error
        job.step = "done"


def _in_time(job: Job, outcomes: Iterator[tuple[Input, Outcome]]) -> Iterator[tuple[Input, Outcome]]:
    """Yield outcomes for as long as the job may take; what follows is not read, and the job says so."""
    for each in outcomes:
        yield each
        if job.seconds > LONGEST:
            job.failures.append(("", f"reading took longer than {LONGEST:.0f} seconds", "give fewer documents at once"))
            return


def write_files(folder: Path, given: list[Given]) -> dict[Path, str]:
    """Return the files written, each in a folder of its own under a harmless name, with the names they came with."""
    written: dict[Path, str] = {}
    for number, each in enumerate(given):
        ending = Path(each.name).suffix.lower()
        path = folder / f"{number}{ending if ending in FORMATS else '.txt'}"
        path.write_bytes(each.content)
        written[path] = each.name
    return written


def check_given(given: list[Given]) -> None:
    """Raise `OptionError` where there is nothing to read, too much, or a kind that is not read."""
    if not given:
        raise OptionError("there is nothing to read; choose a file or paste a text")
    if len(given) > FILES:
        raise OptionError(f"{len(given)} files are more than can be sent at once; give {FILES} or fewer")
    size = sum(len(each.content) for each in given)
    if size > LARGEST:
        raise OptionError(f"{size:,} bytes are more than can be sent at once; give {LARGEST:,} or fewer")
    for each in given:
        ending = Path(each.name).suffix.lower()
        if ending not in FORMATS:
            raise OptionError(f"{each.name}: files of this kind are not read; give one of {', '.join(FORMATS)}")


def clean_name(name: str) -> str:
    """Return a file's own name without folders and without what is no part of a name."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", last)[-120:] or "document.txt"


def read_options(published: str, outlet: str, timezone: str) -> ReadOptions:
    """Return the options that a form tells; raises `OptionError` for a date or zone that is none."""
    moment: dt.date | dt.datetime | None = None
    if published:
        try:
            moment = dt.datetime.fromisoformat(published) if "T" in published else dt.date.fromisoformat(published)
        except ValueError:
            raise OptionError(f"published {published!r} is no date; write 2024-02-12") from None
    return ReadOptions(published=moment, outlet=outlet[:200] or None, timezone=timezone or None)
