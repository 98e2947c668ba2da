"""Readings are kept by code and text, and an exception is an outcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.record import Document, Reading
from evaluation import readings
from evaluation.documents import hide, read_paths, read_table

ROWS = [
    {"id": "n1", "text": "President Ana Duval of Norland telephoned Prime Minister Piet Maas of Sudland on Monday."},
    {"id": "n2", "text": "Rain fell on the harbour."},
]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(readings, "WORK", tmp_path)
    return tmp_path


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the documents that are really read from now on."""
    read: list[str] = []

    def note(document: Document, _language: object) -> Reading:
        read.append(document.document_id)
        return Reading(document, (), (), (), ())

    monkeypatch.setattr(readings, "read_document", note)
    return read


def test_rows_keep_their_ids_and_text() -> None:
    documents = read_table(ROWS)
    assert [(document.document_id, document.text) for document in documents] == [(r["id"], r["text"]) for r in ROWS]


def test_a_row_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="no column 'text'"):
        read_table([{"id": "n3"}])


def test_hidden_fields_never_reach_the_reader() -> None:
    row = {"id": "n1", "title": "Call with Piet Maas", "url": "https://example.org/piet-maas", "text": "Rain."}
    (document,) = read_table([hide(row, "title", "url")])
    assert document.source.title is None
    assert document.source.url is None


def test_the_second_time_nothing_is_read(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = count_reads(monkeypatch)
    first = readings.read_kept("some", read_table(ROWS))
    second = readings.read_kept("some", read_table(ROWS))
    assert read == ["n1", "n2"]
    assert list(first) == list(second) == ["n1", "n2"]
    assert [outcome.version for outcome in first.values()] == [outcome.version for outcome in second.values()]
    assert len(list((work / "readings").iterdir())) == 1


@pytest.mark.usefixtures("work")
def test_changed_text_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    read = count_reads(monkeypatch)
    readings.read_kept("some", read_table(ROWS))
    readings.read_kept("some", read_table([ROWS[0], {**ROWS[1], "text": "Snow fell on the harbour."}]))
    assert read == ["n1", "n2", "n2"]


@pytest.mark.usefixtures("work")
def test_changed_code_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    read = count_reads(monkeypatch)
    readings.read_kept("some", read_table(ROWS))
    monkeypatch.setattr(readings, "hash_code", lambda: "another")
    readings.read_kept("some", read_table(ROWS))
    assert read == ["n1", "n2", "n1", "n2"]


def test_old_runs_are_forgotten(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count_reads(monkeypatch)
    for code in range(readings.KEPT_RUNS + 3):
        monkeypatch.setattr(readings, "hash_code", lambda code=code: f"code{code}")
        readings.read_kept("some", read_table(ROWS))
    assert len(list((work / "readings").iterdir())) == readings.KEPT_RUNS


def test_an_exception_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_document: Document, _language: object) -> Reading:
        raise ZeroDivisionError("a rule divides by nothing")

    monkeypatch.setattr(readings, "read_document", stumble)
    outcome = readings.read_one(read_table(ROWS)[0])
    assert outcome.error is not None
    assert "ZeroDivisionError: a rule divides by nothing" in outcome.error


def test_real_readings_come_back_from_disk_as_they_were(work: Path) -> None:
    assert work.is_dir()
    first = readings.read_kept("some", read_table(ROWS))
    second = readings.read_kept("some", read_table(ROWS))
    assert [(o.contacts, o.statements) for o in first.values()] == [(o.contacts, o.statements) for o in second.values()]
    assert first["n1"].contacts[0]["kind"] == "call"
    assert first["n2"].contacts == ()


def test_progress_counts_every_document(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert work.is_dir()
    count_reads(monkeypatch)
    told: list[int] = []
    advance: Callable[[int], None] = told.append
    readings.read_kept("some", read_table(ROWS[:1]), advance=advance)
    readings.read_kept("some", read_table(ROWS), advance=advance)
    assert sum(told) == 3


def test_an_exception_of_a_file_goes_to_who_catches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_arguments: object) -> list[Document]:
        raise ZeroDivisionError

    path = tmp_path / "a.txt"
    path.write_text("Rain.", encoding="utf-8")
    monkeypatch.setattr("evaluation.documents.read_input", stumble)
    caught: list[str] = []
    assert list(read_paths([path], lambda where, error: caught.append(f"{where.name} {type(error).__name__}"))) == []
    assert caught == ["a.txt ZeroDivisionError"]
    with pytest.raises(ZeroDivisionError):
        list(read_paths([path]))
