"""Offices of several countries named at once: "the Marovian and Orvanian presidents", "the leaders of A, B and C".

In: the phrase of a plural office with one country.  Out: the phrase with all the countries, and the office of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.actors.lines import LEARNED, Line, Place
from dragoman.actors.offices import load_offices, match_forms
from dragoman.actors.phrases import Phrase
from dragoman.lexicons.states import state_by_code

DETERMINERS = frozenset({"the", "his", "her", "their", "both"})


def join_countries(lines: Sequence[Line], phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases of a text, those of several countries as one; they do not overlap."""
    by_index = {line.index: line for line in lines}
    joined = [_spread(by_index[phrase.paragraph], phrase) for phrase in phrases]
    wide = [phrase for phrase in joined if phrase.countries]
    return tuple(
        phrase
        for phrase in joined
        if phrase.countries
        or not any(
            other.paragraph == phrase.paragraph and other.first <= phrase.first and phrase.last <= other.last
            for other in wide
        )
    )


def _spread(line: Line, phrase: Phrase) -> Phrase:
    """Return a plural office with the further countries that "and" joins to its own; any other phrase as it is."""
    if not phrase.plural or phrase.name is not None or phrase.country is None:
        return phrase
    own = line.places.get(phrase.last - 1)
    behind = own is not None and not own.adjective and own.country == phrase.country
    first, last, countries = _behind(line, phrase) if behind else _before(line, phrase)
    if len(countries) < 2:
        return phrase
    return replace(
        phrase,
        first=first,
        last=last,
        span=line.span(first, last),
        office=" ".join(line.texts[first + (line.lower[first] in DETERMINERS) : last]),
        country=None,
        body=None,
        countries=countries,
        determiner=line.lower[first] if line.lower[first] in DETERMINERS else phrase.determiner,
    )


def _behind(line: Line, phrase: Phrase) -> tuple[int, int, tuple[str, ...]]:
    """ "the leaders of A, B and the C": states up to the one behind "and"."""
    countries, last, at = [phrase.country or ""], phrase.last, phrase.last
    while at < len(line) and line.lower[at] in {",", "and"}:
        ended = line.lower[at] == "and" or (at + 1 < len(line) and line.lower[at + 1] == "and")
        at += 1 + (line.lower[at] == "," and ended)
        at += at < len(line) and line.lower[at] == "the"
        place = _state(line, at)
        if place is None or place.adjective:
            break
        countries.append(place.country or "")
        at = place.last
        if ended:
            return phrase.first, at, tuple(dict.fromkeys(countries))
    return phrase.first, last, ()


def _before(line: Line, phrase: Phrase) -> tuple[int, int, tuple[str, ...]]:
    """ "the A, B and C presidents": adjectives of states back to the first, the article with them."""
    own = _state(line, phrase.first)
    if own is None or not own.adjective:
        return phrase.first, phrase.last, ()
    countries, first, at = [phrase.country or ""], phrase.first, phrase.first - 1
    while at > 0 and line.lower[at] == ("and" if len(countries) == 1 else ","):
        place = _state(line, at - 1 - (len(countries) == 1 and line.lower[at - 1] == ","))
        if place is None or not place.adjective:
            break
        countries.insert(0, place.country or "")
        first, at = place.first, place.first - 1
    first -= first > 0 and len(countries) > 1 and line.lower[first - 1] in DETERMINERS
    return first, phrase.last, tuple(dict.fromkeys(countries))


def _state(line: Line, at: int) -> Place | None:
    place = line.places.get(at)
    return place if place is not None and place.country is not None and place.organisation is None else None


def split_countries(phrase: Phrase) -> tuple[Phrase, ...]:
    """Return the office of each country of a phrase, in the singular: "President of Marovia"."""
    return tuple(_of_one(phrase, country) for country in phrase.countries)


def _of_one(phrase: Phrase, country: str) -> Phrase:
    state = state_by_code().get(country)
    name = state.name if state is not None else country.removeprefix(LEARNED)
    return replace(
        phrase,
        office=f"{_singular(phrase)} of {name}",
        country=country,
        countries=(),
        plural=False,
        determiner="the",
    )


def _singular(phrase: Phrase) -> str:
    """The words of an office without its countries, in the singular: "foreign minister"."""
    heads = load_offices().heads
    words = tuple((phrase.office or "").lower().split())
    for at in range(len(words)):
        found = match_forms(heads, words, at)
        if found is None or not found[1].plural:
            continue
        length, value = found
        plural = " ".join(words[at : at + length])
        forms = (plural[:-1], plural.replace("s ", " ", 1), plural.removesuffix("ies") + "y", plural)
        single = next((form for form in forms if _is_single(form, value.key)), plural)
        field = words[at - 1] + " " if at and value.domain is None and phrase.domain is not None else ""
        return (field + single).title()
    return (phrase.head or "official").title()


def _is_single(form: str, key: str) -> bool:
    found = match_forms(load_offices().heads, tuple(form.split()), 0)
    return found is not None and not found[1].plural and found[1].key == key
