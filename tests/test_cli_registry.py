"""`--registry FILE` on the command line: what it adds, and what is refused with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.record import Document, Reading
from dragoman.registry import Registry
from dragoman.terminal import run
from tests.factories import make_reading

ENTRY = """[[tenure]]
name = "Alma Velk"
office = "{office}"
country = "{country}"
start = {start}
end = {end}
source = "{source}"
"""


def write_entry(**values: str) -> str:
    fields = {
        "office": "Foreign Minister",
        "country": "NOR",
        "start": "2031-03-01",
        "end": "2033-03-01",
        "source": "Official gazette, 1 March 2031",
    }
    return ENTRY.format(**{**fields, **values})


def invoke(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_REGISTRY", raising=False)
    monkeypatch.delenv("DRAGOMAN_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(run, "load_language", lambda: None)


SECOND = write_entry(start="2032-01-01", end="2034-01-01").replace("Alma", "Ivo")
REFUSED = [
    pytest.param(write_entry(country="NRW"), "line 4: country is 'NRW'", "alpha-3 code", id="unknown country"),
    pytest.param(write_entry(country="Norway"), "line 4: country is 'Norway'", "write 'NOR'", id="a country's name"),
    pytest.param(write_entry(source=""), "line 7: Alma Velk has no source", "add where the fact", id="no source"),
    pytest.param(write_entry(start='"soon"'), "line 5: start is 'soon'", "write 2021-03-01", id="a date that is none"),
    pytest.param(write_entry(start='"2031-02-30"'), "line 5: start is '2031-02-30'", "write 2021", id="no such day"),
    pytest.param(write_entry(end="2030-01-01"), "line 6: Alma Velk leaves", "correct one", id="leaves before coming"),
    pytest.param(write_entry(office="Poet"), "line 3: office is 'Poet'", "use a word of", id="no office"),
    pytest.param(
        write_entry() + SECOND,
        "line 8: Ivo Velk and Alma Velk (line 1) are 'Foreign Minister' at a time",
        "correct a start or an end",
        id="overlapping tenures",
    ),
    pytest.param("nothing = 1\n", "no tenures in it", "[[tenure]]", id="no tenure"),
    pytest.param("[[tenure", "not a file of tenures", "correct it there", id="no TOML"),
]


@pytest.mark.parametrize("text, cause, remedy", REFUSED)
def test_a_file_that_cannot_be_meant_is_refused(text: str, cause: str, remedy: str) -> None:
    Path("holders.toml").write_text(text, encoding="utf-8")
    Path("note.txt").write_text("Rain fell.", encoding="utf-8")
    read, check = (
        invoke("read", "note.txt", "--registry", "holders.toml"),
        invoke("check", "--registry", "holders.toml"),
    )
    assert (read.exit_code, check.exit_code) == (2, 1)
    for shown in (flat(read.stderr), flat(check.stdout)):
        assert f"holders.toml: {cause}" in shown
        assert remedy in shown
    assert not Path("dragoman.db").exists()


def test_a_file_that_is_not_there_is_refused() -> None:
    result = invoke("read", "note.txt", "--registry", "none.toml")
    assert result.exit_code == 2
    assert "none.toml: cannot be read" in flat(result.stderr)


def test_check_lists_what_a_file_adds() -> None:
    known = write_entry(start='"2034"').replace("Alma Velk", "Jonas Gahr Støre").replace("end = 2033-03-01\n", "")
    Path("holders.toml").write_text(write_entry() + known, encoding="utf-8")
    result = invoke("check", "--registry", "holders.toml")
    shown = flat(result.stdout)
    assert result.exit_code == 0, shown
    assert "holders.toml: 2 tenures of 2 people" in shown
    assert "line 1: Alma Velk (new to the registry), Foreign Minister, NOR, 2031-03-01 to 2033-03-01" in shown
    assert "line 8: Jonas Gahr Støre (known as Jonas Gahr Støre, Q" in shown
    assert "NOR, 2034 to ?" in shown


@pytest.mark.parametrize("way", ["option", "variable"])
def test_reading_is_given_the_registry_with_the_file(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Registry] = []

    def read_with(document: Document, _language: object, registry: Registry) -> Reading:
        given.append(registry)
        return make_reading(document)

    monkeypatch.setattr(run, "read_document", read_with)
    Path("holders.toml").write_text(write_entry(), encoding="utf-8")
    Path("note.txt").write_text("Rain fell.", encoding="utf-8")
    options = ["--registry", "holders.toml"] if way == "option" else []
    if way == "variable":
        monkeypatch.setenv("DRAGOMAN_REGISTRY", "holders.toml")
    assert invoke("read", "note.txt", *options).exit_code == 0
    assert [person.name for person in given[0].people(("velk",)) if person.country == "NOR"] == ["Alma Velk"]
