"""Every state is found by its names, adjectives, people and metonyms; shared words name none."""

from __future__ import annotations

import csv
from pathlib import Path

import pycountry
import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons.states import (
    candidate_states,
    find_state,
    load_states,
    read_states,
    state_by_adjective,
    state_by_code,
    state_by_demonym,
    state_by_metonym,
    state_by_word,
)


@pytest.mark.parametrize(
    "words, code",
    [
        pytest.param("France", "FRA", id="name"),
        pytest.param("the Hashemite Kingdom of Jordan", "JOR", id="official name with article"),
        pytest.param("ROK", "KOR", id="acronym"),
        pytest.param("the U.S.", "USA", id="acronym with stops"),
        pytest.param("U.A.E.", "ARE", id="another"),
        pytest.param("Republic of Türkiye", "TUR", id="accent"),
        pytest.param("Republic of Turkiye", "TUR", id="accent left out"),
        pytest.param("Côte d’Ivoire", "CIV", id="curly apostrophe"),
        pytest.param("Burma", "MMR", id="older name"),
        pytest.param("USSR", "SUN", id="former state"),
        pytest.param("JORDAN", "JOR", id="headline"),
        pytest.param("us", None, id="pronoun"),
        pytest.param("Us", None, id="pronoun at the start of a sentence"),
        pytest.param("turkey", None, id="bird"),
        pytest.param("Congo", None, id="two states"),
        pytest.param("Korea", None, id="two states again"),
        pytest.param("French", None, id="adjective is no name"),
        pytest.param("Ruritania", None, id="invented"),
    ],
)
def test_names(words: str, code: str | None) -> None:
    state = find_state(words)
    assert (state.code if state else None) == code


@pytest.mark.parametrize(
    "word, code",
    [
        ("french", "FRA"),
        ("u.s.", "USA"),
        ("american", "USA"),
        ("emirati", "ARE"),
        ("dutch", "NLD"),
        ("nigerien", "NER"),
    ],
)
def test_adjectives(word: str, code: str) -> None:
    assert state_by_adjective()[word].code == code


@pytest.mark.parametrize("word", ["congolese", "korean", "guinean", "dominican"])
def test_shared_adjectives_name_no_state_alone(word: str) -> None:
    assert word not in state_by_adjective()
    assert word not in state_by_demonym()
    assert len(candidate_states(word.capitalize())) == 2


def test_people() -> None:
    assert [state_by_demonym()[word].code for word in ("turks", "americans", "poles")] == ["TUR", "USA", "POL"]


@pytest.mark.parametrize(
    "word, code",
    [
        ("kremlin", "RUS"),
        ("white house", "USA"),
        ("downing street", "GBR"),
        ("elysee", "FRA"),
        ("tehran", "IRN"),
        ("foggy bottom", "USA"),
    ],
)
def test_metonyms(word: str, code: str) -> None:
    assert state_by_metonym()[word].code == code


def test_brussels_speaks_for_no_state() -> None:
    assert state_by_code()["BEL"].capital == "Brussels"
    assert "brussels" not in state_by_metonym()


def test_keys_are_in_lower_case_with_and_without_accents() -> None:
    assert state_by_word()["türkiye"] is state_by_word()["turkiye"]


# Territories that ISO 3166 lists beside states and that reports seldom name as actors.
UNLISTED = """
    ALA ATA ATF BES BLM BVT CCK CXR GGY GLP HMD IOT JEY MAF MSR MTQ MYT NFK PCN REU SGS SHN SJM SPM SXM TKL UMI WLF
"""


def test_every_state_of_iso_3166_is_there() -> None:
    missing = {country.alpha_3 for country in pycountry.countries} - {state.code for state in load_states()}
    assert missing == set(UNLISTED.split())


def test_former_states_have_a_last_year() -> None:
    former = {state.code: state.ended for state in load_states() if state.ended is not None}
    assert former == {"SUN": 1991, "YUG": 2003, "SCG": 2006, "CSK": 1992, "DDR": 1990, "YMD": 1990}


def test_codes_of_other_lists() -> None:
    codes = {code: (state.cow, state.fips, state.cameo) for code, state in state_by_code().items()}
    assert codes["CHE"] == (225, "SZ", "CHE")
    assert codes["ROU"] == (360, "RO", "ROM")
    assert codes["XKX"] == (347, "KV", None)
    assert codes["PSE"] == (None, None, "PSE")


@pytest.mark.parametrize("field", ["cow", "fips", "cameo"])
def test_no_two_states_of_one_time_share_a_code(field: str) -> None:
    given = [getattr(state, field) for state in load_states() if state.ended is None]
    known = [code for code in given if code is not None]
    assert len(known) == len(set(known)) >= 190


def test_every_country_of_the_tables_of_office_holders_is_found(shared: Path) -> None:
    with (shared / "data/offices/cia_world_leaders_2019-10.csv").open(encoding="utf-8") as lines:
        names = {row["country"] for row in csv.DictReader(lines)}
    turned = {" ".join(reversed(name.split(", "))).removeprefix("The ") for name in names}
    bare = {name.split(" (")[0] for name in turned}  # "Holy See (Vatican City)"
    assert {name for name in bare if find_state(name) is None} == set()


@pytest.mark.parametrize(
    "tables, message",
    [
        pytest.param(
            {
                "state": {
                    "RUR": {"name": "Ruritania", "names": ["Zenda"]},
                    "STR": {"name": "Strelsau", "names": ["Zenda"]},
                }
            },
            "'Zenda' stands for Ruritania and Strelsau; take it from one of them, or add it to `ambiguous`",
            id="one name, two states",
        ),
        pytest.param(
            {
                "state": {
                    "RUR": {"name": "Ruritania", "adjectives": ["Elph"]},
                    "STR": {"name": "Strelsau", "adjectives": ["elph"]},
                }
            },
            "'elph' stands for Ruritania and Strelsau",
            id="one adjective, two states",
        ),
        pytest.param({"state": {"ruri": {"name": "Ruritania"}}}, "'ruri' is no ISO 3166 alpha-3 code", id="code"),
        pytest.param(
            {"ambiguous": ["Elph"], "state": {"RUR": {"name": "Ruritania", "adjectives": ["Elph"]}}},
            "'elph' is listed as ambiguous but no two entries have it; strike it out",
            id="idle ambiguity",
        ),
        pytest.param({}, r"no \[state.…\] entries", id="empty file"),
    ],
)
def test_contradictions_are_refused(tables: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=f"made_up.toml: .*{message}"):
        read_states(tables, "made_up.toml")


def test_a_word_listed_as_ambiguous_may_be_shared() -> None:
    both = {"RUR": {"name": "Ruritania", "adjectives": ["Elph"]}, "STR": {"name": "Strelsau", "adjectives": ["Elph"]}}
    assert len(read_states({"ambiguous": ["Elph"], "state": both})) == 2
