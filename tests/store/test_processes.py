"""The store between processes: read while written, and killed at any moment."""

from __future__ import annotations

import random
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.store.connection import open_store
from dragoman.store.load import load_readings
from dragoman.store.query import ContactFilter, count_records, find_contacts, find_damage
from tests.factories import make_many
from tests.programs import finish, start_python

# Writes batch after batch of twenty, telling of each one that is finished.
WRITER = """
import sys
from pathlib import Path
from dragoman.store.connection import open_store
from dragoman.store.write import write_readings
from tests.factories import make_many
store = open_store(Path(sys.argv[1]), create=True)
for start in range(0, int(sys.argv[2]), 20):
    done = start + write_readings(store, make_many(20, start))
    print(done, flush=True)
"""

# Keeps a transaction open, half a batch in it, until it is told to go on.
SLOW_WRITER = """
import sys
from pathlib import Path
from dragoman.store.connection import open_store
from dragoman.store.write import write_readings
from tests.factories import make_many
store = open_store(Path(sys.argv[1]))
def batch():
    for number, reading in enumerate(make_many(40)):
        if number == 30:
            print("half", flush=True)
            sys.stdin.readline()
        yield reading
write_readings(store, batch())
print("done", flush=True)
"""


def test_the_store_is_readable_while_a_batch_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_store(path, create=True)) as store:
        store.execute("PRAGMA busy_timeout = 0")  # whoever had to wait would fail
        writer = start_python("-c", SLOW_WRITER, str(path))
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == "half\n"
        assert count_records(store).documents == 0  # of a batch, nothing shows before all of it
        assert list(find_contacts(store, ContactFilter())) == []
        writer.stdin.write("\n")
        assert finish(writer) == (0, "done\n", "")
        assert count_records(store).documents == 40


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writers = [start_python("-c", WRITER, str(path), "200") for _ in range(2)]
    assert [finish(writer)[::2] for writer in writers] == [(0, ""), (0, "")]
    with closing(open_store(path)) as store:
        assert list(load_readings(store)) == make_many(200)
        assert find_damage(store) == ()


@pytest.mark.parametrize("seed", range(4))
def test_a_writer_killed_at_any_moment_leaves_a_store_that_opens(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.db"
    writer = start_python("-c", WRITER, str(path), "100000")
    assert writer.stdout is not None
    finished = int(writer.stdout.readline())
    time.sleep(random.Random(seed).uniform(0.0, 0.4))  # noqa: S311 — any moment will do
    writer.send_signal(signal.SIGKILL)
    _, out, _ = finish(writer)
    finished = max([finished, *map(int, out.split())])
    with closing(open_store(path)) as store:
        assert find_damage(store) == ()
        kept = count_records(store).documents
        assert kept >= finished
        assert kept % 20 == 0  # whole batches only
        assert list(load_readings(store)) == make_many(kept)


def test_a_creator_killed_at_any_moment_leaves_a_file_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for _ in range(3):
        writer = start_python("-c", WRITER, str(path), "20")
        while not path.exists() and writer.poll() is None:
            pass
        writer.kill()
        finish(writer)
        with closing(open_store(path, create=True)) as store:
            assert find_damage(store) == ()
        for left in tmp_path.iterdir():
            left.unlink()
