"""A user's own file: what it adds, what it overrules, what is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.registry import load_registry
from dragoman.registry.additions import read_additions
from dragoman.registry.registry import merge_additions
from tests.registry.makers import make_registry, make_tenure

GOOD = """
[[tenure]]
name = "Alma Reyes"
aliases = ["Almita Reyes"]
office = "President"
country = "NOR"
start = 2010-03-01
end = "2014"
source = "Gazette of 1 March 2010"
gender = "female"
"""
BUILT_IN = make_registry(make_tenure("Ivo Kestrel", "2009-01-01", "2015-01-01"), make_tenure("Dana Orlo", "2015-01-01", "2020-01-01"))  # fmt: skip


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_toml_file_is_read(tmp_path: Path) -> None:
    (addition,) = read_additions(write(tmp_path, GOOD))
    tenure = addition.tenure
    assert (tenure.name, tenure.head, tenure.country) == ("Alma Reyes", "president", "NOR")
    assert (tenure.start, tenure.end, tenure.end_precision) == (date(2010, 3, 1), date(2014, 12, 31), "year")
    assert tenure.sources == ("Gazette of 1 March 2010",)
    assert (addition.line, addition.aliases, addition.gender) == (2, ("Almita Reyes",), "female")


def test_a_csv_file_is_read(tmp_path: Path) -> None:
    text = "name,aliases,office,country,start,end,seen,source\nAlma Reyes,Almita|Alma R.,President,NOR,2010-03,,2012-01-01|2011-01-01,Gazette\n"
    (addition,) = read_additions(write(tmp_path, text, "own.csv"))
    assert addition.aliases == ("Almita", "Alma R.")
    assert addition.tenure.seen == (date(2011, 1, 1), date(2012, 1, 1))
    assert addition.tenure.end is None


def test_one_entry_with_two_offices_is_two_tenures(tmp_path: Path) -> None:
    text = GOOD.replace('"President"', '"Deputy Prime Minister and Foreign Minister"')
    assert [a.tenure.head for a in read_additions(write(tmp_path, text))] == ["prime minister", "minister"]


def test_own_facts_win(tmp_path: Path) -> None:
    registry = merge_additions(BUILT_IN, read_additions(write(tmp_path, GOOD)))
    on = date(2012, 1, 1)
    assert [tenure.name for tenure in BUILT_IN.holders("president", None, "NOR", on)] == ["Ivo Kestrel"]
    assert [tenure.name for tenure in registry.holders("president", None, "NOR", on)] == ["Alma Reyes"]
    assert [tenure.name for tenure in registry.holders("president", None, "NOR", date(2017, 1, 1))] == ["Dana Orlo"]
    found = registry.person_on(("Almita", "Reyes"), on)
    assert found is not None
    assert (found.person_id, found.gender) == ("user-alma-reyes", "female")


def test_a_known_person_keeps_the_id(tmp_path: Path) -> None:
    text = GOOD.replace("Alma Reyes", "Dana ORLO").replace('end = "2014"', "end = 2014-12-31")
    registry = merge_additions(BUILT_IN, read_additions(write(tmp_path, text)))
    person = registry.person("dana-orlo")
    assert person is not None
    assert len(person.tenures) == 2
    assert "Almita Reyes" in person.aliases


def test_a_given_id_is_taken(tmp_path: Path) -> None:
    text = GOOD + 'person = "ivo-kestrel"\n'
    registry = merge_additions(BUILT_IN, read_additions(write(tmp_path, text)))
    person = registry.person("ivo-kestrel")
    assert person is not None
    assert person.name == "Ivo Kestrel"
    assert "Alma Reyes" in person.aliases


def test_the_package_is_extended(tmp_path: Path) -> None:
    path = write(
        tmp_path, GOOD.replace('"President"', '"Chair of the Harbour League"').replace('country = "NOR"\n', "")
    )
    registry = load_registry(path)
    assert registry.tenure_count == load_registry().tenure_count + 1
    assert registry.person_count == load_registry().person_count + 1
    assert load_registry(path) is registry


REFUSED = [
    ('country = "NOR"', 'country = "Norway"', 6, "which no state has as its code; write 'NOR'", "a name for a code"),
    ('country = "NOR"', 'country = "QQQ"', 6, "which no state has as its code; give the ISO", "an unknown country"),
    ('source = "Gazette of 1 March 2010"\n', "", 2, "has no source; add where", "no source"),
    ("start = 2010-03-01", 'start = "2010-02-30"', 7, "start is '2010-02-30', which is no date; write", "no such day"),
    ("start = 2010-03-01", 'start = "in March"', 7, "start is 'in March', which is no date", "words for a date"),
    ('end = "2014"', "end = 2009-01-01", 8, "leaves on 2009-01-01 before coming on 2010-03-01", "end before start"),
    ('office = "President"', 'office = "Weather"', 5, "names no office known; use a word of", "no office"),
    ('country = "NOR"\n', "", 5, "belongs to no country or body; add", "an office of nowhere"),
    ('gender = "female"', 'gender = "f"', 10, "gender is 'f'; it must be one of", "an unknown gender"),
    ('name = "Alma Reyes"', 'name = "—"', 3, "name is '—'; give the person's name", "no name"),
    ('gender = "female"', 'party = "Harbour"', 10, "unknown field 'party'; the fields are", "an unknown field"),
    ('gender = "female"', 'seen = ["2012"]', 10, "seen has '2012', which is no day", "a sighting without a day"),
]


@pytest.mark.parametrize("old, new, line, words", [row[:4] for row in REFUSED], ids=[row[4] for row in REFUSED])
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(InputError, match=rf"^{re.escape(str(path))}: line {line}: .*{re.escape(words)}"):
        read_additions(path)


def test_two_in_one_office_at_a_time_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + GOOD.replace("Alma Reyes", "Ivo Kestrel").replace('"2014"', '"2012"'))
    with pytest.raises(
        InputError, match=r"line 12: Ivo Kestrel and Alma Reyes \(line 2\) are 'President' at a time; correct"
    ):
        read_additions(path)


@pytest.mark.parametrize(
    "second",
    [
        ("start = 2014-06-01", 'end = "2016"', '"President"'),  # some day in 2014
        ("start = 2010-03-01", 'end = "2014"', '"Minister of State"'),  # several at a time
        ("start = 2010-03-01", 'end = "2014"', '"Acting President"'),  # another rank
    ],
)
def test_what_may_be_is_not_refused(tmp_path: Path, second: tuple[str, str, str]) -> None:
    start, end, office = second
    other = GOOD.replace("Alma Reyes", "Ivo Kestrel").replace("start = 2010-03-01", start)
    other = other.replace('end = "2014"', end).replace('"President"', office)
    assert len(read_additions(write(tmp_path, GOOD + other))) == 2


@pytest.mark.parametrize(
    "text, name, words",
    [
        ("", "own.toml", "no tenures in it; write each below a heading"),
        ("[[tenure]\n", "own.toml", "not a file of tenures"),
        ("name,office\n", "own.csv", "no tenures in it"),
        ('name,office\n"Alma', "own.csv", "not a file of tenures"),
        ("tenure = 3\n", "own.toml", "`tenure` is no table; write each"),
        ("tenure = [3]\n", "own.toml", "`tenure` is no table; write each"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_additions(write(tmp_path, text, name))


def test_a_missing_file_and_a_binary_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_additions(tmp_path / "none.toml")
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not a file of tenures"):
        read_additions(tmp_path / "own.toml")


def test_a_csv_names_its_line(tmp_path: Path) -> None:
    text = "name,office,country,source\nAlma Reyes,President,NOR,Gazette\nIvo Kestrel,President,QQQ,Gazette\n"
    with pytest.raises(InputError, match=r"line 3: country is 'QQQ'"):
        read_additions(write(tmp_path, text, "own.csv"))
