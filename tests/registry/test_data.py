"""The tables of the package: well formed, and right about public office holders."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.registry import load_registry, read_office
from dragoman.registry.additions import read_additions
from dragoman.registry.table import read_tenure

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "dragoman" / "registry"


def lines_of(name: str) -> list[str]:
    return (FOLDER / "data" / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["tenures.tsv", "people.tsv"])
def test_tables_are_sorted_and_without_doubles(name: str) -> None:
    lines = lines_of(name)
    assert len(lines) > 10_000
    assert all(one < other for one, other in pairwise(lines))


def test_every_tenure_is_whole() -> None:
    registry = load_registry()
    keys = {source.key for source in registry.sources}
    people = {line.split("\t", 1)[0] for line in lines_of("people.tsv")}
    for tenure in map(read_tenure, lines_of("tenures.tsv")):
        assert tenure.person in people
        assert tenure.known_days, tenure
        assert tenure.country or tenure.organisation or tenure.host, tenure
        assert keys >= set(tenure.sources)
        assert not (tenure.start and tenure.end and tenure.end < tenure.start), tenure


def test_every_person_has_a_tenure() -> None:
    people = {line.split("\t", 1)[0] for line in lines_of("people.tsv")}
    assert people == {read_tenure(line).person for line in lines_of("tenures.tsv")}


def test_every_source_has_its_licence_and_is_used() -> None:
    used = {source for line in lines_of("tenures.tsv") for source in read_tenure(line).sources}
    for source in load_registry().sources:
        assert source.title
        assert source.licence
        assert source.key in used


@pytest.mark.parametrize("name", ["principals.toml", "leaders.csv"])
def test_what_was_gathered_by_hand_would_be_accepted_from_a_user(name: str) -> None:
    additions = read_additions(FOLDER / name)
    assert additions
    assert all(addition.tenure.sources[0].startswith("public record") for addition in additions)


HOLDERS = [
    ("Iranian Foreign Minister", "2023-10-24", "Q17991320"),
    ("Iranian Foreign Minister", "2020-01-10", "Mohammad Javad Zarif"),
    ("U.S. Secretary of State", "2014-07-01", "John Kerry"),
    ("American Foreign Minister", "2014-07-01", "John Kerry"),
    ("U.S. President", "2005-05-01", "George W. Bush"),
    ("U.S. President", "1990-05-01", "George H.W. Bush"),
    ("Secretary-General of the United Nations", "2008-01-01", "Ban Ki-moon"),
    ("UN Secretary General", "2003-01-01", "Kofi Annan"),
    ("NATO Secretary General", "2022-03-01", "Jens Stoltenberg"),
    ("Head of the Political Bureau of Hamas", "2023-10-20", "Ismail Haniyeh"),
    ("German Chancellor", "2015-01-01", "Angela Merkel"),
    ("King of Saudi Arabia", "2020-01-01", "Q367825"),
    ("Emir of Kuwait", "2015-01-01", "kwt-sabah-ahmad-jaber-sabah"),
    ("Emir of Kuwait", "2021-01-01", "Nawaf Al-Ahmad Al-Jaber Al-Sabah"),
    ("British Foreign Secretary", "2022-03-11", "Liz Truss"),
    ("Russian Foreign Minister", "2012-01-01", "Sergey Lavrov"),
]


@pytest.mark.parametrize("office, day, name", HOLDERS, ids=[f"{row[0]} {row[1]}" for row in HOLDERS])
def test_known_holders(office: str, day: str, name: str) -> None:
    (read,) = read_office(office)
    (tenure,) = load_registry().office_holders(read, date.fromisoformat(day))
    assert name in (tenure.name, tenure.person)


@pytest.mark.parametrize(
    "words, day, person",
    [
        (("Lavrov",), "2015-01-01", "Q58217"),
        (("Sergei", "Lavrov"), "2015-01-01", "Q58217"),
        (("Mohammed", "bin", "Salman"), "2020-01-01", "Q6892571"),
        (("Mohammed", "bin", "Zayed"), "2020-01-01", "Q1951896"),
        (("George", "W.", "Bush"), "2003-01-01", "Q207"),
        (("Ali", "Khamenei"), "2020-01-01", "Q57336"),
        (("Bush",), "2012-01-01", None),
        (("Mojtaba", "Khamenei"), "2020-01-01", None),
    ],
)
def test_known_people(words: tuple[str, ...], day: str, person: str | None) -> None:
    found = load_registry().person_on(words, date.fromisoformat(day))
    assert (found.person_id if found else None) == person


def test_who_left_long_ago_is_not_in_office() -> None:
    (read,) = read_office("Iranian Foreign Minister")
    assert load_registry().office_holders(read, date(1990, 1, 1)) == ()
    assert load_registry().possible_office_holders(read, date(1950, 1, 1)) == ()


def test_the_script_builds_the_committed_tables(shared: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_registry.py"), str(shared / "data" / "offices")]
    done = subprocess.run([*command, "--out", str(tmp_path)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("tenures.tsv", "people.tsv", "registry.toml"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (FOLDER / "data" / name).read_text(encoding="utf-8")
