from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.record import Reading
from dragoman.store.connection import open_store
from dragoman.store.lines import Dumped, decode_reading, dump_readings, dump_to_file, load_lines, open_lines
from dragoman.store.load import load_readings
from dragoman.store.query import count_records, find_documents
from dragoman.store.values import encode_value
from dragoman.store.write import write_readings
from tests.factories import make_document, make_many, make_reading
from tests.store.fresh import examples, new_store
from tests.store.strategies import readings, retold


@examples(20, 100)
def test_encoding_then_decoding_is_the_identity(count: int) -> None:
    @settings(max_examples=count)
    @given(reading=readings())
    def check(reading: Reading) -> None:
        line = json.dumps(encode_value(reading))
        assert line.isascii()
        assert decode_reading(json.loads(line)) == reading

    check()


def test_dumping_and_loading_rebuilds_the_store(tmp_path: Path, store: sqlite3.Connection) -> None:
    first = make_reading()
    copy = make_reading(make_document(document_id="copy"), suffix="-c")
    write_readings(store, [first, copy, retold(first, "Changed"), *make_many(70)])
    dump = tmp_path / "dump.jsonl"
    assert dump_to_file(store, dump) == Dumped(73, 0, 0)
    with closing(open_store(tmp_path / "b.db", create=True)) as rebuilt, open_lines(dump) as lines:
        assert load_lines(rebuilt, lines, dump) == 73
        assert list(load_readings(rebuilt)) == list(load_readings(store))
        assert [d.copy_of for d in find_documents(rebuilt)] == [d.copy_of for d in find_documents(store)]
        again = io.StringIO()
        dump_readings(rebuilt, again)
    assert again.getvalue() == dump.read_text(encoding="utf-8")


@examples(4, 20)
def test_any_readings_survive_a_dump(tmp_path_factory: pytest.TempPathFactory, count: int) -> None:
    @settings(max_examples=count)
    @given(batch=st.lists(readings(), max_size=3, unique_by=lambda r: (r.document.document_id, r.document.version)))
    def check(batch: list[Reading]) -> None:
        folder = tmp_path_factory.mktemp("dump")
        with (
            closing(new_store(folder / "a.db")) as one,
            closing(new_store(folder / "b.db")) as two,
        ):
            write_readings(one, batch)
            dump = io.StringIO()
            dump_readings(one, dump)
            load_lines(two, io.StringIO(dump.getvalue()), Path("dump"))
            assert list(load_readings(two)) == batch

    check()


def encoded() -> dict[str, object]:
    return json.loads(json.dumps({"reading": encode_value(make_reading())}))  # type: ignore[no-any-return]


def spoil(*path: str | int, value: object) -> str:
    """A line of a dump with one value replaced."""
    line: object = encoded()
    part = line
    for step in path[:-1]:
        part = part[step]  # type: ignore[index]
    part[path[-1]] = value  # type: ignore[index]
    return json.dumps(line)


@pytest.mark.parametrize(
    "line, cause",
    [
        pytest.param("{", "JSONDecodeError", id="cut off"),
        pytest.param("[]", "TypeError", id="a list"),
        pytest.param('{"text": "x"}', "KeyError: 'reading'", id="a table, not a dump"),
        pytest.param('{"reading": {}}', "TypeError", id="nothing in it"),
        pytest.param(
            spoil("reading", "document", "text", value="other"),
            "is not the text of its version",
            id="text and version disagree",
        ),
        pytest.param(spoil("reading", "contacts", 0, "kind", value="seance"), "'seance'", id="unknown kind"),
        pytest.param(spoil("reading", "contacts", 0, "evidence", value=[]), "no evidence", id="no evidence"),
        pytest.param(spoil("reading", "contacts", 0, "participants", value=[]), "it takes two", id="nobody"),
        pytest.param(spoil("reading", "contacts", 0, "duration_minutes", value="75"), "'75'", id="text for a number"),
        pytest.param(spoil("reading", "contacts", 0, "duration_minutes", value=True), "True", id="truth for a number"),
        pytest.param(spoil("reading", "contacts", 0, "date_words", value=[9, 3]), "backwards", id="span backwards"),
        pytest.param(
            spoil("reading", "contacts", 0, "date_words", value=[1, 2, 3]), "too many values", id="span of three"
        ),
        pytest.param(spoil("reading", "contacts", 0, "when", "start", value="someday"), "someday", id="no date"),
        pytest.param(spoil("reading", "statements", 0, "voice", value="loud"), "'loud'", id="unknown voice"),
        pytest.param(spoil("reading", "actors", 0, "name", value=None), "None", id="no name"),
        pytest.param(spoil("reading", "actors", 0, "aliases", value="Velk"), "'Velk'", id="text for a list"),
    ],
)
def test_a_line_that_is_no_reading_is_named_with_its_cause(store: sqlite3.Connection, line: str, cause: str) -> None:
    good = json.dumps(encoded())
    with pytest.raises(InputError, match=r"bad\.jsonl: line 3 is no reading or judgement") as caught:
        load_lines(store, [good, "\n", line], Path("bad.jsonl"))
    assert cause in str(caught.value)
    assert "give a file that dragoman dump has written" in str(caught.value)


def test_what_stands_before_a_bad_line_is_loaded_batch_by_batch(store: sqlite3.Connection) -> None:
    lines = [json.dumps({"reading": encode_value(reading)}) for reading in make_many(100)]
    with pytest.raises(InputError, match="line 101"):
        load_lines(store, [*lines, "{"], Path("bad.jsonl"))
    assert count_records(store).documents == 100


def test_fields_of_a_later_version_are_passed_over(store: sqlite3.Connection) -> None:
    line = spoil("reading", "contacts", 0, "mood", value="cordial")
    assert load_lines(store, [line], Path("later.jsonl")) == 1


def test_a_dump_that_fails_leaves_the_old_file(tmp_path: Path, store: sqlite3.Connection) -> None:
    with pytest.raises(InputError, match=r"nowhere.*folder that exists"):
        dump_to_file(store, tmp_path / "nowhere" / "dump.jsonl")
    assert list(tmp_path.glob("**/*.unfinished")) == []


def test_a_missing_dump_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: No such file"), open_lines(tmp_path / "none.jsonl"):
        pass
