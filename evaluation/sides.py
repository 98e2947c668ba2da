"""Two sides of a document → the same document with their names swapped, and where each character went.

A side is a state with its forms (name, adjective, people, capital) and its people and bodies.  Every form of one side
is written for the like form of the other, in one pass, with the article that the new name needs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.lexicons.loader import State, candidate_states, state_by_code
from dragoman.record import Actor, ActorKind, Reading, Span

# names that stand with "the"
ARTICLED = re.compile(
    r"(?:United|U\.|US\b|UK\b|UAE\b|USA\b|Netherlands|Philippines|Bahamas|Gambia|Maldives|Seychelles|Solomon|Marshall|Comoros"
    r"|Czech Republic|Dominican|Central African|(?:\w+ )*(?:Republic|Federation|Kingdom|Emirates|Islands|Union)\b)"
)


@dataclass(frozen=True, slots=True)
class Swap:
    """What is written for what; `countries` are the codes of the two states."""

    words: Mapping[str, str]
    countries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Swapped:
    """A text with two sides swapped, and where its characters came from."""

    text: str
    old: tuple[int, ...]  # where each replaced stretch began and the text behind it began, in the old text
    new: tuple[int, ...]  # and in the new one
    replaced: tuple[bool, ...]

    def place(self, at: int, *, end: bool) -> int:
        """Return where a character of the old text stands in the new one; inside a replaced name, its edge."""
        if end and at:
            return self.place(at - 1, end=False) + 1 if not self._inside(at - 1) else self._edge(at - 1)
        piece = bisect_right(self.old, at) - 1
        return self.new[piece] if self.replaced[piece] else self.new[piece] + at - self.old[piece]

    def span(self, span: Span) -> Span:
        """Return where a stretch of the old text stands in the new one."""
        start = self.place(span.start, end=False)
        return Span(start, max(start, self.place(span.end, end=True)))

    def _inside(self, at: int) -> bool:
        return self.replaced[bisect_right(self.old, at) - 1]

    def _edge(self, at: int) -> int:
        """The end of the replaced stretch in the new text."""
        piece = bisect_right(self.old, at)
        return self.new[piece] if piece < len(self.new) else len(self.text)


# ------------------------------------------------------------------ what is written for what


def make_swap(pairs: Iterable[tuple[str, str]], countries: Iterable[tuple[str, str]] = ()) -> Swap:
    """Return the swap of pairs of words, each way."""
    words: dict[str, str] = {}
    for one, other in pairs:
        if len(candidate_states(one)) > 1 or len(candidate_states(other)) > 1:
            continue  # "Korea" names two
        words.setdefault(one, other)
        words.setdefault(other, one)
    codes = {code: other for one, two in countries for code, other in ((one, two), (two, one))}
    return Swap(words, codes)


def find_swap(reading: Reading) -> Swap | None:
    """Return the swap of the two states that a document speaks of most.

    None where it does not speak of two, where one of the names needs an article and the other none (the sentences would
    have to be written anew), or where somebody of one state has nobody of the other to swap names with.
    """
    counts = _count_countries(reading)
    states = [state for code, _ in counts.most_common() if (state := state_by_code().get(code)) is not None]
    known = [state for state in states if state.adjectives and state.ended is None]
    if len(known) < 2:
        return None
    one, other = known[0], known[1]
    people = [_people(reading, state.code) for state in (one, other)]
    if bool(ARTICLED.match(one.name)) != bool(ARTICLED.match(other.name)) or not _match(*people):
        return None
    pairs = [*_state_pairs(one, other), *_actor_pairs(*people)]
    return make_swap(pairs, [(one.code, other.code)])


def _count_countries(reading: Reading) -> Counter[str]:
    by_id = {actor.actor_id: actor for actor in reading.actors}
    countries = (
        by_id[key].country for m in reading.mentions if m.part == "text" for key in m.actor_ids if key in by_id
    )
    counts = Counter(country for country in countries if country is not None)
    return Counter(dict(sorted(counts.items())))


def _state_pairs(one: State, other: State) -> Iterator[tuple[str, str]]:
    """The like forms of two states; a form that the other has none of is written as its first."""
    yield one.name, other.name
    for mine, theirs in ((one, other), (other, one)):
        yield from ((name, theirs.name) for name in mine.names)
        yield from ((word, theirs.adjectives[0]) for word in mine.adjectives)
        yield from ((word, _like_demonym(word, theirs)) for word in mine.demonyms if word not in mine.adjectives)
        if mine.capital and theirs.capital and mine.capital != mine.name and theirs.capital != theirs.name:
            yield mine.capital, theirs.capital


def _like_demonym(word: str, state: State) -> str:
    """The word for a state's people in the same number."""
    alike = [each for each in state.demonyms if each.endswith("s") == word.endswith("s")]
    return alike[0] if alike else state.adjectives[0]


def _people(reading: Reading, country: str) -> list[Actor]:
    """The people and bodies of a country whom the text names, those named most first."""
    counts = Counter(key for mention in reading.mentions for key in mention.actor_ids)
    named = [
        actor
        for actor in reading.actors
        if actor.kind in {ActorKind.PERSON, ActorKind.ORGANISATION}
        and actor.country == country
        and actor.named_by == "text"
        and actor.name != actor.office
    ]
    return sorted(named, key=lambda actor: (_sort(actor), -counts[actor.actor_id]))


def _sort(actor: Actor) -> str:
    """Who can stand for whom: men for men, women for women, bodies for bodies."""
    return f"{actor.kind.value} {actor.gender or ''}"


def _match(one: list[Actor], other: list[Actor]) -> bool:
    return list(map(_sort, one)) == list(map(_sort, other))


def _actor_pairs(one: list[Actor], other: list[Actor]) -> Iterator[tuple[str, str]]:
    """The names of the people and bodies of two countries, one with one."""
    for mine, theirs in zip(one, other, strict=True):
        yield from _name_pairs(mine, theirs)


def _name_pairs(one: Actor, other: Actor) -> Iterator[tuple[str, str]]:
    """The full names, the given names and the surnames of two people; the full names of two bodies."""
    yield one.name, other.name
    if one.kind is not ActorKind.PERSON:
        return
    mine, theirs = one.name.split(), other.name.split()
    yield mine[-1], theirs[-1]
    if len(mine) > 1 and len(theirs) > 1:
        yield mine[0], theirs[0]
    for first, second in ((one, other), (other, one)):
        yield from ((alias, second.name if " " in alias else second.name.split()[-1]) for alias in first.aliases)


# ------------------------------------------------------------------ the text


def swap_text(text: str, swap: Swap) -> Swapped:
    """Return the text with the sides swapped."""
    pattern = _pattern(swap.words)
    pieces: list[str] = []
    old, new, replaced = [0], [0], [False]
    length = at = 0
    for match in pattern.finditer(text):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        written = _write(match, swap)
        old += [match.start(), match.end()]
        new += [length, length + len(written)]
        replaced += [True, False]
        pieces.append(written)
        length += len(written)
        at = match.end()
    pieces.append(text[at:])
    return Swapped("".join(pieces), tuple(old), tuple(new), tuple(replaced))


def swap_name(name: str, swap: Swap) -> str:
    """Return an actor's name with the sides swapped, without its article."""
    return re.sub(r"^[Tt]he ", "", swap_text(name, swap).text)


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?P<article>\b[Tt]he\s+)?(?<![\w’'-])(?P<form>{forms})(?![\w])" if forms else r"(?!)")


def _write(match: re.Match[str], swap: Swap) -> str:
    form = re.sub(r"\s+", " ", match["form"])
    other = swap.words[form]
    article = match["article"] or ""
    if bool(ARTICLED.match(form)) == bool(ARTICLED.match(other)):
        return article + other
    if ARTICLED.match(form):  # "the United States" → "Marovia"
        return other
    return f"{article or 'the '}{other}"
