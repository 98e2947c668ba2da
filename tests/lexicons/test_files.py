"""Lexicon files are read whole and field by field; what is wrong is named with file, entry, cause and remedy."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons.files import Entry, lexicon_names, read_entries, read_lexicon

FIELDS = frozenset({"name", "names", "ended", "start", "kind"})


def entry(**fields: object) -> Entry:
    return Entry.check("made_up.toml", "state.RUR", fields, FIELDS)


@pytest.mark.parametrize("name", lexicon_names())
def test_every_file_of_the_package_is_toml(name: str) -> None:
    assert read_lexicon(name)


def test_a_file_that_is_not_there_is_named_beside_those_that_are() -> None:
    with pytest.raises(LexiconError, match=r"cheeses\.toml: no such lexicon.*states\.toml.*reinstall"):
        read_lexicon("cheeses.toml")


@pytest.mark.parametrize(
    "fields, read, message",
    [
        pytest.param({"nmae": "Ruritania"}, "name", "unknown field 'nmae'; the fields are ended", id="unknown field"),
        pytest.param({}, "name", "name is None; give it as words", id="missing name"),
        pytest.param({"name": "  "}, "name", "name is '  '; give it", id="blank name"),
        pytest.param({"name": 7}, "name", "name is 7; give it", id="number for a name"),
        pytest.param({"names": "Ruritania"}, "names", "give it as a list of words", id="one word for a list"),
        pytest.param({"names": ["Ruritania", 3]}, "names", "give it as a list of words", id="number in a list"),
        pytest.param({"names": ["R", "R"]}, "names", "names has 'R' twice; leave one out", id="word twice"),
        pytest.param({"ended": "1991"}, "ended", "give it as a number", id="year in quotes"),
        pytest.param({"ended": True}, "ended", "give it as a number", id="truth for a year"),
        pytest.param({"start": "2001-01-20"}, "start", "give it as a day without quotes", id="day in quotes"),
        pytest.param({"start": dt.datetime(2001, 1, 20)}, "start", "give it as a day", id="clock time for a day"),
        pytest.param({"kind": "cheese"}, "kind", "it must be one of igo, party", id="unknown choice"),
    ],
)
def test_a_wrong_field_is_named_with_its_remedy(fields: dict[str, object], read: str, message: str) -> None:
    def read_all() -> object:
        made = Entry.check("made_up.toml", "state.RUR", fields, FIELDS)
        if read == "kind":
            return made.choice("kind", ("igo", "party"))
        return {"name": made.text, "names": made.words, "ended": made.number, "start": made.day}[read](read)

    with pytest.raises(LexiconError, match=f"made_up.toml: state.RUR: .*{message}"):
        read_all()


def test_fields_that_may_be_missing_are_none_or_empty() -> None:
    made = entry(name="Ruritania")
    assert (made.words("names"), made.number("ended"), made.day("start")) == ((), None, None)
    assert made.optional_text("kind") is None


def test_the_code_no_stays_a_string() -> None:
    assert entry(name="no").text("name") == "no"


def test_entries_are_tables_below_one_heading() -> None:
    with pytest.raises(LexiconError, match=r"made_up.toml: no \[state.…\] entries"):
        list(read_entries("made_up.toml", "state", None, FIELDS))
    with pytest.raises(LexiconError, match=r"state.RUR is not a table"):
        list(read_entries("made_up.toml", "state", {"RUR": "Ruritania"}, FIELDS))
