"""`python -m benchmarks.pages`: makes a store of 100,000 documents and measures how long pages take to come.

The documents of a small store (`--base`; by default samples/ and, where the shared folder is there, readouts are read)
are copied with other ids and days.  Every second copy is of other people; the rest add to what those of the small store
did, so that some of them take part in a good share of all contacts, as in a store that grew by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from random import Random
from urllib.parse import quote
from urllib.request import urlopen

from fastapi.testclient import TestClient

from benchmarks.registry import choose_documents
from dragoman.commands.read import read_options
from dragoman.engines.local import read_inputs, store_outcomes
from dragoman.language import load_language
from dragoman.pages.app import make_app
from dragoman.pipeline import read_document
from dragoman.reading.inputs import Input, plan_inputs
from dragoman.record import Document, Reading
from dragoman.registry import load_registry
from dragoman.store.connection import open_store
from evaluation.floors import BENCHMARKS
from evaluation.shared import Row, find_shared

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 100_000
READOUTS = 2_000  # read for the small store
FIRST_VIEW, ANY_PAGE = 300.0, 1000.0  # milliseconds that a page may take
READERS = 50
PAUSE = 5.0  # seconds for which a reader looks at a page
WARMING = 8.0  # seconds in which a server prepares what the first visitor would wait for
_SHIFT = 11  # days between one copy and the next

# table: columns that hold keys, ids and days; each copy moves them by one step
_KEYS = {
    "document": ("key", "newest"),
    "version": ("key", "document"),
    "segment": ("version",),
    "actor": ("key", "version"),
    "mention": ("version",),
    "contact": ("key", "version"),
    "contact_actor": ("contact", "actor"),
    "statement": ("key", "version"),
    "statement_actor": ("statement", "actor"),
    "designation": ("key", "version"),
    "designation_actor": ("designation", "actor"),
    "event": ("key", "version"),
    "event_actor": ("event", "actor"),
    "identity": (),
    "profile": ("key",),
    "bearer": ("actor", "profile"),
    "report": ("contact", "version"),
    "occurrence": (),
}
_IDS = {
    "identity": ("identity_id",), "profile": ("profile_id", "identity"), "report": ("report_id", "occurrence"),
    "occurrence": ("occurrence_id",), "contact": ("contact_id",), "statement": ("statement_id", "contact_id"),
    "event": ("event_id", "contact_id", "statement_id"), "designation": ("designation_id", "statement_id"),
}  # fmt: skip
_DAYS = {
    "contact": ("start_date", "end_date"), "statement": ("start_date", "end_date"), "event": ("start_date", "end_date"),
    "occurrence": ("first_day", "last_day"), "profile": ("first_day", "last_day"), "bearer": ("day",),
}  # fmt: skip
_NAMES = {"identity": ("name",), "actor": ("name",)}
_OF_PEOPLE = frozenset({"identity", "profile"})


def main() -> None:
    """Make the store where there is none, and print how long each page takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="a store whose documents are copied")
    parser.add_argument("--store", type=Path, default=ROOT / "benchmarks" / "work" / "pages.db")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    asked = parser.parse_args()
    if not asked.store.exists():
        asked.store.parent.mkdir(parents=True, exist_ok=True)
        make_store(asked.store, asked.base, asked.documents)
    open_store(asked.store).close()  # brought up to date
    load = round(os.getloadavg()[0], 1)
    pages = measure_pages(asked.store)
    visits = list_visits(asked.store, READERS * 8)
    readers: dict[str, Row] = {
        "never_pausing": measure_readers(asked.store, visits, 1, 0.0),
        "never_pausing_two_processes": measure_readers(asked.store, visits, 2, 0.0),
        "pausing_5_s": measure_readers(asked.store, visits, 1, PAUSE),
    }
    with writing(asked.store) as batches:
        readers["pausing_5_s_while_reading"] = measure_readers(asked.store, visits, 1, PAUSE)
    readers["pausing_5_s_while_reading"]["documents_read"] = sum(batches)
    wrong = len(pages["too_slow"]) + sum(each["errors"] for each in readers.values())
    if asked.documents >= DOCUMENTS:
        about = {"documents": DOCUMENTS, "cores": os.cpu_count(), "load_of_others": load}
        write_down({**about, **pages, "readers": readers})
    sys.stdout.write(f"{wrong} too slow or wrong\n" if wrong else "all in time\n")
    raise SystemExit(1 if wrong else 0)


def write_down(figures: Row) -> None:
    """Write the figures beside those of the other benchmarks."""
    results = json.loads(BENCHMARKS.read_text(encoding="utf-8"))
    results["pages"] = figures
    BENCHMARKS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


# ------------------------------------------------------------------ the store


def make_store(path: Path, base: Path | None, documents: int) -> None:
    """Write a store of at least so many documents."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    if base is None:
        read_base(part)
    else:
        with closing(sqlite3.connect(base)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
    with closing(open_store(part)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM document").fetchone()
        copy_documents(connection, -(-documents // count) - 1)
    part.rename(path)


def read_base(path: Path) -> None:
    """Read samples/, and readouts where there are any, into a new store."""
    language, registry = load_language(), load_registry()
    os.chdir(ROOT)

    def read(document: Document) -> Reading:
        return read_document(document, language, registry)

    samples = read_inputs(plan_inputs(["samples"]).inputs, read_options(None, None, None, []), read)
    shared = find_shared()
    readouts = choose_documents(shared, READOUTS) if shared is not None else ()
    with closing(open_store(path, create=True)) as connection:
        outcomes = chain(
            samples, ((Input(f"readouts/{number}", "text", 0), read(each)) for number, each in enumerate(readouts))
        )
        store_outcomes(connection, outcomes, lambda _item, _outcome: None, registry)


def copy_documents(connection: sqlite3.Connection, copies: int) -> None:
    """Copy all that a store holds so many times over."""
    step = 1 + max(
        connection.execute(f"SELECT max(key) FROM {table}").fetchone()[0] or 0
        for table, keys in _KEYS.items()
        if "key" in keys
    )
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for copy in range(1, copies + 1):
        connection.execute("BEGIN")
        for table in _KEYS:
            if copy % 2 == 0 and table in _OF_PEOPLE:
                continue
            sql = _copy_sql(connection, table, frozenset() if copy % 2 else frozenset({"profile"}))
            connection.execute(sql, {"step": step * copy, "copy": copy, "limit": step})
        for table in ("unplaced_version", "unlinked_version", "changed_profile", "changed_occurrence"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("COMMIT")
        sys.stdout.write(f"\rcopy {copy} of {copies}")
        sys.stdout.flush()
    connection.execute(_COUNT_DOCUMENTS)
    sys.stdout.write("\n")


_COUNT_DOCUMENTS = """UPDATE profile SET documents = (SELECT count(DISTINCT actor.version) FROM bearer
    JOIN actor ON actor.key = bearer.actor WHERE bearer.profile = profile.key)"""


def _copy_sql(connection: sqlite3.Connection, table: str, kept: frozenset[str]) -> str:
    """The statement that copies the first rows of a table: keys moved but for those kept, other ids, names and days."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = [f'"{column}"' if column in kept else _changed(table, column) for column in columns]
    key = next(iter(_KEYS[table]), None)
    own = f'"{key}" < :limit' if key else f"instr({_IDS[table][0]}, 'x') = 0"
    quoted = ", ".join(f'"{column}"' for column in columns)
    sql = f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} FROM {table} WHERE {own}"
    return f"{sql} AND :step > 0 AND :limit > 0 AND :copy > 0"  # each name stands in each statement


def _changed(table: str, column: str) -> str:
    if column in _KEYS[table]:
        return f'"{column}" + :step'
    if column in _IDS.get(table, ()):
        return f"printf('%sx%d', {column}, :copy)"
    if column in _DAYS.get(table, ()):
        return f"date({column}, '-' || (:copy * {_SHIFT}) || ' days')"
    if column in _NAMES.get(table, ()):
        return f"{column} || ' ' || :copy"
    if (table, column) == ("document", "document_id"):
        return "document_id || '#' || :copy"
    return f'"{column}"'


# ------------------------------------------------------------------ the pages


def list_pages(store: Path) -> Iterator[tuple[str, float]]:
    """Yield the address of a page of each sort, the largest there is, and the milliseconds it may take."""
    with closing(open_store(store, read_only=True)) as connection:
        (document,) = connection.execute(
            """SELECT document_id FROM document
                ORDER BY (SELECT count(*) FROM statement WHERE version = newest) DESC LIMIT 1"""
        ).fetchone()
        (actor,) = connection.execute(
            "SELECT identity FROM profile GROUP BY identity ORDER BY sum(documents) DESC LIMIT 1"
        ).fetchone()
        (contact,) = connection.execute(
            "SELECT occurrence_id FROM occurrence ORDER BY accounts DESC LIMIT 1"
        ).fetchone()
        (outlet,) = connection.execute(
            "SELECT outlet FROM version WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
    yield "/", FIRST_VIEW
    for path in (
        "/?modality=any", f"/?actor={actor}", f"/?outlet={quote(outlet)}", "/?country=USA", "/?q=ceasefire",
        "/?q=the", "/?since=2020-01-01&until=2020-06-30", "/?confidence=0.9", "/?accounts=2", "/documents",
        f"/document?id={quote(document)}", "/actors", "/actors?name=president", f"/actor/{actor}",
        f"/contact/{contact}", "/search?q=ceasefire", "/search?q=the", "/network", "/map", f"/timeline?actor={actor}",
        "/review", "/history", "/api/v1/contacts", "/api/v1/statements", f"/api/v1/statements?speaker={actor}",
        "/api/v1/events", "/api/v1/documents?q=peace",
    ):  # fmt: skip
        yield path, ANY_PAGE


def list_visits(store: Path, count: int) -> list[str]:
    """Return addresses as a news desk asks for them: mostly what only one reader looks at, each drawn at random."""
    chance = Random(1)  # noqa: S311 — the same visits in every run
    with closing(open_store(store, read_only=True)) as connection:

        def draw(sql: str) -> list[str]:
            return [quote(str(row[0])) for row in chance.sample(connection.execute(sql).fetchall(), k=200)]

        documents = draw("SELECT document_id FROM document")
        contacts = draw("SELECT occurrence_id FROM occurrence")
        actors = draw("SELECT identity FROM profile GROUP BY 1 ORDER BY sum(documents) DESC LIMIT 2000")
    days = [f"{chance.randint(2003, 2023)}-{chance.randint(1, 12):02}-01" for _ in range(200)]
    words = ["ceasefire", "border", "sanctions", "trade", "nuclear", "grain", "prisoners", "summit", "embassy", "aid"]
    countries = ["USA", "RUS", "CHN", "FRA", "DEU", "ISR", "UKR", "IND", "TUR", "IRN"]
    makers: tuple[Callable[[], str], ...] = (
        lambda: "/",
        lambda: f"/?actor={chance.choice(actors)}",
        lambda: f"/?country={chance.choice(countries)}&until={chance.choice(days)}",
        lambda: f"/?q={chance.choice(words)}&until={chance.choice(days)}",
        lambda: f"/document?id={chance.choice(documents)}",
        lambda: f"/document?id={chance.choice(documents)}",
        lambda: f"/contact/{chance.choice(contacts)}",
        lambda: f"/actor/{chance.choice(actors)}",
        lambda: f"/search?q={chance.choice(words)}",
        lambda: f"/api/v1/statements?speaker={chance.choice(actors)}",
    )
    return [makers[number % len(makers)]() for number in range(count)]


def measure_pages(store: Path) -> Row:
    """Print how long each page takes the first time; return the figures, the slowest page among them."""
    times: dict[str, float] = {}
    slow: list[str] = []
    with TestClient(make_app(store, read_only=True), base_url="http://localhost") as client:
        client.get("/static/style.css")
        client.app.state.site.warm().join()  # type: ignore[attr-defined]
        for path, limit in list_pages(store):
            began = time.perf_counter()
            status = client.get(path).status_code
            taken = (time.perf_counter() - began) * 1000
            slow += [path] if taken > limit or status != 200 else []
            times[path] = taken
            sys.stdout.write(f"{taken:8.0f} ms  {status}  {path}{'   TOO SLOW' if taken > limit else ''}\n")
    ledgers = [taken for path, taken in times.items() if path.startswith("/?")]
    return {
        "first_view_ms": round(times["/"]),
        "median_ms": round(statistics.median(times.values())),
        "slowest_ms": round(max(times.values())),
        "slowest_filter_ms": round(max(ledgers)),
        "too_slow": slow,
    }


# ------------------------------------------------------------------ readers


def measure_readers(store: Path, visits: list[str], workers: int, pause: float) -> Row:
    """Print how long pages take when 50 readers ask a server, each for the next when it has one and has paused."""
    with serving(store, workers) as address:
        waiting = iter(enumerate(visits))
        turn = threading.Lock()
        answers: list[tuple[float, int]] = []

        def read(number: int) -> None:
            time.sleep(pause * number / READERS)  # not all at one moment
            while True:
                with turn:
                    following = next(waiting, None)
                if following is None:
                    return
                answers.append(ask(address + following[1]))
                time.sleep(pause)

        threads = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
    times = sorted(taken for taken, _ in answers)
    figures: Row = {
        "median_ms": round(statistics.median(times)),
        "p95_ms": round(times[int(len(times) * 0.95)]),
        "answers_a_second": round(len(times) / seconds, 1),
        "errors": sum(status != 200 for _, status in answers),
    }
    sys.stdout.write(f"{READERS} readers, pausing {pause:g} s, {workers} processes: {figures}\n")
    return figures


def ask(url: str) -> tuple[float, int]:
    """Return the milliseconds that an answer takes, and its status; 0 where there is none."""
    began = time.perf_counter()
    try:
        with urlopen(url, timeout=120) as answer:  # noqa: S310 — an address of our own
            answer.read()
            status = int(answer.status)
    except OSError as error:
        status = int(getattr(error, "code", 0))
    return (time.perf_counter() - began) * 1000, status


@contextmanager
def serving(store: Path, workers: int) -> Generator[str, None, None]:
    """Give the address of `dragoman serve` on the store, ready to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dragoman.cli", "serve", "--store", str(store), "--read-only", "--port", str(port)]
    command += ["--workers", str(workers)] if workers > 1 else []
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while ask(f"{address}/history")[1] != 200 and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(WARMING)
        try:
            yield address
        finally:
            server.terminate()


@contextmanager
def writing(store: Path) -> Generator[list[int], None, None]:
    """Read documents into the store meanwhile, as `dragoman read` does; the list counts batches when it is over."""
    batches: list[int] = []
    over = threading.Event()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    def write() -> None:
        while not over.is_set():
            with tempfile.TemporaryDirectory() as folder:
                for number in range(24):
                    text = f"Alma Reyes met Tomas Kestrel in Velk on 3 March 2024. Note {time.time_ns()} {number}."
                    (Path(folder) / f"{number}.txt").write_text(text, encoding="utf-8")
                command = [sys.executable, "-m", "dragoman.cli", "read", folder, "--store", str(store)]
                subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603
                batches.append(24)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield batches
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main()
