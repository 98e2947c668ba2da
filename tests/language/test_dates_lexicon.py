"""The examples of `dates.toml`, and what its loader refuses."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from dragoman.errors import LexiconError
from dragoman.language import dates_words
from dragoman.language.dates import Anchor, find_dates

LEXICON = tomllib.loads((files("dragoman.lexicons") / "dates.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", LEXICON["example"], ids=[entry["text"] for entry in LEXICON["example"]])
def test_examples(entry: dict[str, Any]) -> None:
    text: str = entry["text"]
    found = find_dates(text, Anchor(entry["published"]))
    if entry.get("none"):
        assert found == ()
        return
    (item,) = found
    assert text[item.span.start : item.span.end] == entry["words"]
    assert item.when is not None
    assert (item.when.start, item.when.end) == (entry.get("start"), entry.get("end"))


@pytest.mark.parametrize("word", LEXICON["vague"]["past"])
def test_every_word_of_the_past_ends_with_publication(word: str) -> None:
    (item,) = find_dates(f"They met {word}.", Anchor(date(2023, 10, 4)))
    assert item.when is not None
    assert (item.when.start, item.when.end) == (None, date(2023, 10, 5))


@pytest.mark.parametrize("word", LEXICON["vague"]["future"])
def test_every_word_of_the_future_begins_with_publication(word: str) -> None:
    (item,) = find_dates(f"They meet {word}.", Anchor(date(2023, 10, 4)))
    assert item.when is not None
    assert (item.when.start, item.when.end) == (date(2023, 10, 4), None)


@pytest.mark.parametrize("word", LEXICON["not_a_date"]["after_month_day"])
def test_every_place_named_by_a_day_is_no_date(word: str) -> None:
    assert find_dates(f"at the May 9 {word} there", Anchor(date(2023, 10, 4))) == ()


@pytest.mark.parametrize("word", LEXICON["not_a_date"]["after_weekday"])
def test_every_name_with_a_weekday_is_no_date(word: str) -> None:
    assert find_dates(f"the Friday {word} there", Anchor(date(2023, 10, 4))) == ()


@pytest.mark.parametrize("part", [word for entry in LEXICON["part"] for word in entry["words"]])
def test_every_part_narrows_a_month(part: str) -> None:
    joined = f"{part}-May" if part == "mid" else f"{part} May"
    (item,) = find_dates(f"They met {joined} 2022.", Anchor(None))
    assert item.when is not None
    assert item.when.start is not None
    assert item.when.end is not None
    assert (item.when.end - item.when.start).days < 31


def test_refuses_a_word_for_two_months() -> None:
    with pytest.raises(LexiconError, match="'Jan' stands for two names"):
        dates_words._ranks({"January": ["Jan"], "Janvember": ["Jan"]}, 1)


def test_refuses_limits_that_run_backwards() -> None:
    with pytest.raises(LexiconError, match=r"week = \[3, 1\] is no pair"):
        dates_words._limits([3, 1], "week")


@pytest.mark.parametrize(
    "words, text",
    [(["to", "today"], "today"), (["a", "an"], "An"), (["the day"], "the\nday"), (["May"], "MAY")],
    ids=["longest", "capital", "across lines", "all capitals"],
)
def test_one_pattern_of_many_words(words: list[str], text: str) -> None:
    assert re.fullmatch(dates_words.any_of(words, capitals=True), text)
