"""The command line as a program of its own: interrupted, killed, its output cut off, its disk full."""

from __future__ import annotations

import json
import signal
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.store.connection import open_store
from dragoman.store.load import load_readings
from dragoman.store.query import count_records, find_damage
from tests.programs import finish, start_python

# The command line with a small, slow reader: a document is read in a hundredth of a second, then told of.
SLOW = """
import sys, time
from dragoman.cli import main
from dragoman.terminal import run
from tests.factories import make_reading
def read(document, language, registry):
    time.sleep(0.01)
    print("read", document.document_id, file=sys.stderr, flush=True)
    return make_reading(document, suffix=document.version)
run.read_document = read
run.load_language = lambda: None
{more}
main()
"""


def write_table(folder: Path, count: int) -> None:
    text = "Prime Minister Anna Velk spoke by telephone on Monday with President Tomás Ørlund. " * 5
    lines = (json.dumps({"id": f"d{number}", "text": f"{text}{number}"}) for number in range(count))
    (folder / "table.jsonl").write_text("\n".join(lines), encoding="utf-8")


def start_reading(folder: Path, more: str = "") -> subprocess.Popen[str]:
    return start_python("-c", SLOW.format(more=more), "read", "table.jsonl", cwd=folder)


def wait_for(program: subprocess.Popen[str], document_id: str) -> list[str]:
    """Wait until the document was read; the ids of all that were read by then."""
    assert program.stderr is not None
    seen: list[str] = []
    while document_id not in seen:
        line = program.stderr.readline()
        assert line, "the program ended before it came so far"
        seen.append(line.split()[-1])
    return seen


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "asked to end"])
def test_an_interrupt_keeps_what_was_finished_and_says_so(tmp_path: Path, number: signal.Signals) -> None:
    write_table(tmp_path, 5000)
    program = start_reading(tmp_path)
    seen = wait_for(program, "d25")
    program.send_signal(number)
    status, out, messages = finish(program)
    assert status == 1
    with closing(open_store(tmp_path / "dragoman.db")) as store:
        kept = [reading.document.document_id for reading in load_readings(store)]
        assert find_damage(store) == ()
    assert kept[: len(seen) - 1] == seen[:-1]  # the last may have been interrupted just before it was finished
    assert f"interrupted; {len(kept)} finished documents kept in dragoman.db" in messages
    assert out.startswith(f"read {len(kept)}, skipped 0, failed 0, {2 * len(kept)} contacts")
    assert "Traceback" not in messages


def test_an_interrupt_before_anything_was_read(tmp_path: Path) -> None:
    write_table(tmp_path, 10)
    program = start_reading(
        tmp_path, "run.load_language = lambda: (print('loading', file=sys.stderr, flush=True), time.sleep(60))"
    )
    wait_for(program, "loading")
    program.send_signal(signal.SIGINT)
    status, _, messages = finish(program)
    assert status == 2
    assert "interrupted before anything was read" in messages
    assert "Traceback" not in messages


def test_a_program_killed_while_it_reads_leaves_a_store_that_opens(tmp_path: Path) -> None:
    write_table(tmp_path, 5000)
    program = start_reading(tmp_path)
    wait_for(program, "d100")  # one batch is finished, the next begun
    program.kill()
    finish(program)
    with closing(open_store(tmp_path / "dragoman.db")) as store:
        assert find_damage(store) == ()
        assert count_records(store).documents >= 64
    program = start_reading(tmp_path)  # and reading goes on where it is
    wait_for(program, "d10")
    program.kill()
    finish(program)


def test_a_full_disk_ends_the_run_and_keeps_what_was_finished(tmp_path: Path) -> None:
    write_table(tmp_path, 400)
    limit = "import resource\nsignal = __import__('signal')\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))"
    status, out, messages = finish(start_reading(tmp_path, limit))
    with closing(open_store(tmp_path / "dragoman.db")) as store:
        kept = count_records(store).documents
        assert find_damage(store) == ()
    assert 0 < kept < 400
    assert status == 1
    assert out.startswith(f"read {kept}, ")
    assert "what was finished before is kept" in messages
    assert "Traceback" not in messages


def test_contacts_can_be_listed_while_a_folder_is_read(tmp_path: Path) -> None:
    write_table(tmp_path, 5000)
    reader = start_reading(tmp_path)
    wait_for(reader, "d70")
    status, out, messages = finish(start_python("-m", "dragoman.cli", "contacts", "--json", cwd=tmp_path))
    assert (status, messages) == (0, "")
    assert len(out.splitlines()) >= 64
    assert reader.poll() is None  # still at work
    reader.kill()
    finish(reader)


@pytest.mark.parametrize(
    "command", [("contacts", "--json"), ("contacts", "--csv"), ("contacts",), ("dump",)], ids=" ".join
)
def test_a_reader_that_leaves_early_ends_the_command_quietly(tmp_path: Path, command: tuple[str, ...]) -> None:
    script = """
import sys
from pathlib import Path
from dragoman.store.connection import open_store
from dragoman.store.write import write_readings
from tests.factories import make_many
write_readings(open_store(Path("dragoman.db"), create=True), make_many(300))
"""
    assert finish(start_python("-c", script, cwd=tmp_path))[0] == 0
    program = start_python("-m", "dragoman.cli", *command, cwd=tmp_path)
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    messages = program.stderr.read()
    program.stderr.close()
    assert program.stdin is not None
    program.stdin.close()
    assert (program.wait(timeout=60), messages) == (0, "")


def test_output_in_an_encoding_that_lacks_letters_is_not_an_error(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    program = start_python("-X", "utf8=0", "-c", SLOW.format(more=""), "read", "none", cwd=tmp_path)
    status, _, messages = finish(program)
    assert status == 2
    assert "failed none" in messages
