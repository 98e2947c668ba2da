"""`actor`, `review`, `merge`, `split`, `undo`: what they print, what they keep, and what they refuse with status 2."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.record import Reading
from dragoman.store.actors import resolve_identity
from dragoman.store.connection import open_store
from dragoman.store.judgements import find_meeting, load_judgements
from dragoman.store.write import write_readings
from tests.identity.makers import fill, person, small_registry, tell

Cli = Callable[..., Result]
UGLY = "Ivo \x1b[31m Kestrel \x1b[0m\u202e [bold]Tarn[/bold] :smile:\nEnvoy"


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """Runs a command in an empty folder, as the reviewer Holm."""
    monkeypatch.chdir(tmp_path)
    for name in ("DRAGOMAN_STORE", "DRAGOMAN_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Holm")
    monkeypatch.setenv("COLUMNS", "160")

    def invoke(*arguments: str, given: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def put(*readings: Reading) -> None:
    with closing(open_store(Path("dragoman.db"), create=True)) as store:
        fill(store, readings, small_registry())


@pytest.fixture
def filled(cli: Cli) -> Cli:
    put(
        tell("doc-1", person("Anna Velk", "Minister of Trade", "ORV"), person("Ivo Kestrel"), outlet="Selm Gazette"),
        tell("doc-2", person("Ana Welk", country="ORV"), outlet="Orvan Herald", published="2024-03-01"),
        tell("doc-3", person("Tomas Orlo")),
        tell("doc-4", person("Tomás Orlov")),
        tell("doc-5", person("Alma Reyes", "Foreign Minister", "NOR")),
    )
    return cli


def flat(text: str) -> str:
    return " ".join(text.split())


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def verdicts() -> list[tuple[str, str, bool]]:
    with closing(open_store(Path("dragoman.db"))) as store:
        return [(each.verdict, each.author, each.undone is not None) for each in load_judgements(store)]


# ------------------------------------------------------------------ actor


def test_actor_shows_names_offices_contacts_and_statements(filled: Cli) -> None:
    shown = flat(filled("actor", "Velk").stdout)
    for words in ("Anna Velk", "ORV · person · 2 documents", "Ana Welk Orvan Herald", "Minister of Trade 2024-02-12",
                  "told by 1 document", "Held to be one", "the same name and country", "Contacts (1)", "Statements (2)",
                  "Ivo Kestrel"):  # fmt: skip
        assert words in shown, words


def test_actor_shows_what_the_registry_knows(filled: Cli) -> None:
    assert "Foreign Minister (NOR) 2021-01-01 to 2026-01-01 registry: made up" in flat(filled("actor", "Reyes").stdout)


def test_actor_as_json(filled: Cli) -> None:
    (row,) = rows(filled("actor", "Ana Welk", "--json"))
    assert (row["name"], row["country"], row["kind"], row["person"], row["documents"]) == ("Ana Welk", "ORV", "person", None, 2)  # fmt: skip
    assert {(use["name"], use["outlet"]) for use in row["names"]} == {
        ("Anna Velk", "Selm Gazette"),
        ("Ana Welk", "Orvan Herald"),
    }
    assert row["offices"] == [
        {"office": "Minister of Trade", "first_day": "2024-02-12", "last_day": "2024-02-12", "documents": 1}
    ]
    assert (len(row["contacts"]), len(row["statements"]), len(row["parts"])) == (1, 2, 2)
    assert rows(filled("actor", row["actor_id"][:8], "--json")) == [row]


def test_who_finds_all_spellings(filled: Cli) -> None:
    told = [rows(filled("statements", "--speaker", name, "--json")) for name in ("Anna Velk", "Ana Welk")]
    assert told[0] == told[1]
    assert len(told[0]) == 2


# ------------------------------------------------------------------ merge, split, undo


def test_merge_and_undo(filled: Cli) -> None:
    done = filled("merge", "Kestrel", "Tomas Orlo", "--note", "one passport")
    assert done.exit_code == 0
    assert "Ivo Kestrel and Tomas Orlo are one: " in done.stdout
    (judgement_id,) = re.findall(r"dragoman undo (\w+) takes it back", done.stdout)
    assert rows(filled("actor", "Kestrel", "--json")) == rows(filled("actor", "Tomas Orlo", "--json"))
    undone = filled("undo", judgement_id)
    assert "undone: Ivo Kestrel and Tomas Orlo same" in undone.stdout
    assert rows(filled("actor", "Kestrel", "--json")) != rows(filled("actor", "Tomas Orlo", "--json"))
    assert verdicts() == [("same", "reviewer Holm", True)]


def test_two_in_contact_with_each_other_are_merged_only_anyway(filled: Cli) -> None:
    with closing(open_store(Path("dragoman.db"))) as store:
        first, second = (resolve_identity(store, name).identity_id for name in ("Anna Velk", "Ivo Kestrel"))
        assert find_meeting(store, first, second) is not None
        assert find_meeting(store, first, resolve_identity(store, "Tomas Orlo").identity_id) is None
    refused = filled("merge", "Anna Velk", "Ivo Kestrel")
    assert refused.exit_code == 2
    assert "were in contact with each other" in flat(refused.stderr)
    assert "give --anyway" in flat(refused.stderr)
    assert verdicts() == []
    assert filled("merge", "Anna Velk", "Ivo Kestrel", "--anyway").exit_code == 0


@pytest.mark.parametrize("options", [["--name", "Ana Welk"], ["--document", "doc-2"]])
def test_split_and_undo(filled: Cli, options: list[str]) -> None:
    done = filled("split", "Anna Velk", *options)
    assert "is now an actor apart: " in done.stdout
    assert rows(filled("actor", "Anna Velk", "--json"))[0]["documents"] == 1
    assert filled("undo").exit_code == 0
    assert rows(filled("actor", "Anna Velk", "--json"))[0]["documents"] == 2


def test_who_decides_is_kept(filled: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    filled("merge", "Kestrel", "Tomas Orlo", "--as", " Alma Reyes ")
    monkeypatch.delenv("DRAGOMAN_REVIEWER")
    monkeypatch.setattr("getpass.getuser", lambda: "holm")
    filled("undo")
    (row,) = rows(filled("review", "--history", "--json"))
    assert (row["author"], row["undone_by"]) == ("reviewer Alma Reyes", "reviewer holm")


REFUSED = [
    pytest.param(["actor", "Nobody"], "'Nobody': no actor of the store is called so", id="unknown"),
    pytest.param(["actor", "Tomas"], "'Tomas' may mean several actors; give the id of one: ", id="ambiguous"),
    pytest.param(["merge", "Anna Velk", "Ana Welk"], "is one actor already", id="with itself"),
    pytest.param(["merge", "Kestrel", "ffffff"], "no id begins so", id="unknown id"),
    pytest.param(["merge", "Kestrel", "Orlov", "--as", "  "], "--as needs a name", id="no reviewer"),
    pytest.param(["split", "Anna Velk"], "give --name NAME or --document DOCUMENT, one of the two", id="neither"),
    pytest.param(["split", "Velk", "--name", "a", "--document", "b"], "one of the two", id="both"),
    pytest.param(["split", "Anna Velk", "--name", "Orlo"], "its parts are called", id="no such part"),
    pytest.param(["split", "Anna Velk", "--document", "doc-9"], "'doc-9': there is no such document", id="no document"),
    pytest.param(["split", "Anna Velk", "--document", "doc-3"], "tells nothing of", id="not told there"),
    pytest.param(["undo"], "there is no judgement in force", id="nothing to undo"),
    pytest.param(["undo", "abc"], "there is no judgement 'abc'", id="no such judgement"),
]


@pytest.mark.parametrize("arguments, words", REFUSED)
def test_what_is_refused_changes_nothing(filled: Cli, arguments: list[str], words: str) -> None:
    before = Path("dragoman.db").read_bytes()
    result = filled(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in flat(result.stderr)
    assert result.stderr.startswith("error: ")
    assert Path("dragoman.db").read_bytes() == before


def test_contradictions_and_undoing_twice_are_refused(filled: Cli) -> None:
    filled("split", "Anna Velk", "--name", "Ana Welk")
    again = filled("merge", "Anna Velk", "Ana Welk")
    assert again.exit_code == 2
    assert "reviewer Holm judged" in flat(again.stderr)
    (judgement_id,) = re.findall(r"dragoman undo (\w+)", again.stderr)
    assert filled("undo", judgement_id).exit_code == 0
    twice = filled("undo", judgement_id)
    assert (twice.exit_code, "was undone already, by reviewer Holm" in flat(twice.stderr)) == (2, True)


@pytest.mark.parametrize(
    "command", [["actor", "Velk"], ["review"], ["merge", "a", "b"], ["undo"], ["review", "--list"]]
)
def test_without_a_store(cli: Cli, command: list[str]) -> None:
    result = cli(*command)
    assert result.exit_code == 2
    assert "there is no such store" in flat(result.stderr)


def test_an_account_without_a_name_is_asked_for_one(filled: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.delenv("DRAGOMAN_REVIEWER")
    monkeypatch.setattr("getpass.getuser", nobody)
    result = filled("merge", "Kestrel", "Orlov")
    assert (result.exit_code, "--as NAME" in result.stderr) == (2, True)


def test_a_store_that_was_cut_off_is_finished_first(cli: Cli) -> None:
    with closing(open_store(Path("dragoman.db"), create=True)) as store:
        write_readings(store, [tell("doc-1", person("Anna Velk"))])
    assert rows(cli("actor", "Velk", "--json"))[0]["name"] == "Anna Velk"


# ------------------------------------------------------------------ review


def doubts(count: int) -> Iterable[Reading]:
    for number, (one, other) in enumerate([("Anna Velk", "Ana Welk"), ("Tomas Orlo", "Thomas Orlo"), ("Pavel Tarn", "Pawel Tarn")][:count]):  # fmt: skip
        yield tell(f"doc-{number}-a", person(one))
        yield tell(f"doc-{number}-b", person(other))


@pytest.mark.parametrize("answers, kept", [
    pytest.param("s\nd\nu\n", ["same", "different", "unsure"], id="one after the other"),
    pytest.param("same\nDifferent\nUNSURE\n", ["same", "different", "unsure"], id="in words"),
    pytest.param("k\nskip\ns\n", ["same"], id="skipped"),
    pytest.param("s\nq\n", ["same"], id="quit"),
    pytest.param("s\n", ["same"], id="the input ends"),
    pytest.param("", [], id="no input"),
    pytest.param("x\n\n?\ns\nq\n", ["same"], id="asked again after nonsense"),
])  # fmt: skip
def test_review_keeps_the_answers(cli: Cli, answers: str, kept: list[str]) -> None:
    put(*doubts(3))
    result = cli("review", given=answers)
    assert result.exit_code == 0
    assert [verdict for verdict, _, _ in verdicts()] == kept
    assert f"{len(kept)} judgement{'' if len(kept) == 1 else 's'} kept" in result.stdout
    assert len(rows(cli("review", "--json"))) == 3 - len(kept)


def test_review_shows_both_sides_and_what_was_compared(cli: Cli) -> None:
    put(*doubts(1))
    shown = flat(cli("review", given="q\n").stdout)
    for words in (
        "Anna Velk",
        "Ana Welk",
        "doc-0-a",
        "Selm Gazette",
        "met in Ostrel",
        "name spelling +4.0",
        "1 pair left",
    ):
        assert words in shown, words


def test_review_lists(cli: Cli) -> None:
    put(*doubts(2))
    assert "2 pairs to review" in cli("review", "--list").stdout
    asked = rows(cli("review", "--json", "--limit", "1"))
    assert len(asked) == 1
    assert {asked[0]["one"]["name"], asked[0]["other"]["name"]} in ({"Anna Velk", "Ana Welk"}, {"Tomas Orlo", "Thomas Orlo"})  # fmt: skip
    assert asked[0]["score"] == sum(value["points"] for value in asked[0]["values"])


def test_nothing_to_review(filled: Cli) -> None:
    for question in rows(filled("review", "--json")):
        filled("merge", question["one"]["actor_id"], question["other"]["actor_id"])
    result = filled("review", "--list")
    assert (result.exit_code, result.stdout.strip()) == (0, "nothing to review")


def test_history_tells_who_decided_and_undid_what(filled: Cli) -> None:
    filled("merge", "Kestrel", "Tomas Orlo", "--note", "one passport")
    filled("split", "Anna Velk", "--document", "doc-2", "--as", "Reyes")
    filled("undo", "--as", "Reyes")
    shown = flat(filled("review", "--history").stdout)
    for words in ("reviewer Holm same Ivo Kestrel – Tomas Orlo (one passport)", "reviewer Reyes different", "in doc-2",
                  "by reviewer Reyes", "2 judgements"):  # fmt: skip
        assert words in shown, words
    kept, undone = rows(filled("review", "--history", "--json"))
    assert (kept["verdict"], kept["note"], kept["undone"]) == ("same", "one passport", None)
    assert (undone["verdict"], undone["undone_by"]) == ("different", "reviewer Reyes")
    assert undone["one"][0]["document_id"] == "doc-2"


# ------------------------------------------------------------------ hostile names


COMMANDS = [
    ["actor", "Kestrel"], ["merge", "Kestrel", "Anna Velk"], ["merge", "Kestrel", "Ivo Kestrel"], ["review", "--list"],
    ["split", "Kestrel", "--name", "Nobody"], ["actor", "Tarn"], ["review", "--history"], ["undo"], ["review"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_names_with_control_characters_and_markup_are_shown_harmlessly(cli: Cli, command: list[str]) -> None:
    put(
        tell("doc-1", person(UGLY, "Envoy\x07[red]", "ORV"), outlet="Gaz\x1bette"),
        tell("doc-2", person("Anna Velk")),
        tell("doc-3", person("Oto Tarn\x1b]0;x\x07")),
        tell("doc-4", person("Otto Tarn\x1b]0;x\x07")),
    )
    if command in (["review", "--history"], ["undo"]):
        assert cli("merge", "Kestrel", "Anna Velk", "--note", "a\x1bnote").exit_code == 0
    result = cli(*command, given="q\n")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.stdout + result.stderr)


def test_a_surname_shows_whom_most_is_told_of_and_names_the_others(cli: Cli) -> None:
    often = [tell(f"d{number}", person("Anna Velk", country="NOR")) for number in range(5)]
    put(*often, tell("other", person("Oren Velk", country="CHL")))
    result = cli("actor", "Velk")
    assert result.exit_code == 0
    assert "called so: " in result.stdout
    assert "Anna Velk" in result.stdout
