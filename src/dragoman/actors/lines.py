"""Paragraphs of words → lines: each word as written and in lower case, with the states and organisations among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.actors.mending import Habits, learn_habits, mend_names
from dragoman.actors.offices import load_name_words, load_offices
from dragoman.language.words import PLAIN, Paragraph, make_plain
from dragoman.lexicons.loader import Organisation, State, load_given_names, load_organisations, load_states
from dragoman.record import SegmentKind, Span

FIRST_LETTERS = re.compile(r"\w+")
# "President of Marovia", "the Republic of Marovia": a state that is in no list, learned from the text itself
STATE_OFFICES = (
    r"(?:[Pp]residents?|[Pp]rime [Mm]inisters?|[Pp]remiers?|[Kk]ings?|[Qq]ueen|[Ee]mir|[Ss]ultan|[Cc]hancellor"
    r"|[Ff]oreign [Mm]inisters?"
    r"|[Mm]inister of [A-Z]\w+(?: [Aa]ffairs)?|[Gg]overnment|[Rr]epublic|[Kk]ingdom|[Ee]mbassy|[Aa]mbassador)"
)
NOT_STATE_BEFORE = r"(?!\s+(?:of|Council|Union|Region|Party|Bank|University|City|County))"
NEW_STATE = re.compile(
    rf"{STATE_OFFICES}\s+(?:of|to)\s+(?:the\s+(?:Republic|Kingdom|State)\s+of\s+)?"
    rf"(?P<name>[A-Z][a-z]{{3,}})\b{NOT_STATE_BEFORE}"
)
NOT_STATES = load_offices().domain_words | {"europe", "africa", "asia", "parliament", "congress"}
CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")
# "the Marovian Foreign Minister", "Marovian government": with "Marovia" elsewhere in the text, a state
NEW_ADJECTIVE = re.compile(
    r"\b(?P<adjective>[A-Z][a-z]+(?:n|ish|er|i))\s+(?:Foreign |Prime |Defen[cs]e |foreign |prime )?"
    r"(?:[Pp]resident|[Mm]inister|[Kk]ing|[Qq]ueen|[Pp]remier|[Gg]overnment|[Ee]mbassy|[Aa]mbassador|[Cc]hancellor)\b"
)
ACRONYM = 6  # letters at most of an acronym in mixed case: "LeT", "UKUSA"
LEARNED = "?"  # opens the country key of a learned state, which has no code


@dataclass(frozen=True, slots=True)
class Place:
    """A state or organisation of the lexicons found at words `first`..`last`."""

    first: int
    last: int
    state: State | None = None
    organisation: Organisation | None = None
    adjective: bool = False

    @property
    def country(self) -> str | None:
        if self.state is not None:
            return self.state.code
        return self.organisation.country if self.organisation is not None else None


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one paragraph made ready: as written, lower case, their offsets and kinds of name."""

    index: int
    segment: SegmentKind
    texts: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: tuple[str, ...]
    opens: tuple[bool, ...]
    places: dict[int, Place]  # by each word they cover
    titled: bool = False  # a headline, with a capital on every longer word

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, first: int, last: int) -> Span:
        return Span(self.starts[first], self.ends[last - 1])

    def glued(self, at: int) -> bool:
        """Whether no space stands between this word and the one before."""
        return at > 0 and self.ends[at - 1] == self.starts[at]

    def capital(self, at: int) -> bool:
        return self.texts[at][:1].isupper()


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling of a state or organisation; an acronym must stand as it is written: "LeT" is not "let"."""

    text: str
    exact: bool
    state: State | None = None
    organisation: Organisation | None = None
    adjective: bool = False


@cache
def _forms() -> Mapping[str, tuple[Form, ...]]:
    """Every spelling by its first run of letters, longest first; states before organisations of the same name."""
    table: dict[str, list[Form]] = {}

    def add(text: str, state: State | None, organisation: Organisation | None, adjective: bool) -> None:
        exact = text.isupper() or (len(text) <= ACRONYM and sum(map(str.isupper, text)) > 1)
        first = FIRST_LETTERS.search(text.lower())
        if first is not None:
            table.setdefault(first.group(), []).append(
                Form(text if exact else text.lower(), exact, state, organisation, adjective)
            )

    for state in load_states():
        for name in (state.name, *state.names):
            add(name, state, None, adjective=False)
        for name in state.adjectives:
            add(name, state, None, adjective=True)
    for organisation in load_organisations():
        for name in (organisation.name, *organisation.names):
            add(name, None, organisation, adjective=False)
    return {first: tuple(sorted(forms, key=lambda form: -len(form.text))) for first, forms in table.items()}


def make_lines(text: str, paragraphs: tuple[Paragraph, ...], beside: Habits | None = None) -> tuple[Line, ...]:
    """Return the paragraphs with their states and organisations marked and names mended, in the same order.

    `beside` are the habits of the text that a title given apart belongs to.
    """
    learned = _learn_states(text)
    habits = beside or learn_habits(paragraphs)
    return tuple(_make_line(text, paragraph, learned, habits) for paragraph in paragraphs)


def _learn_states(text: str) -> Mapping[str, Place]:
    """Words for states that only this text knows, in lower case: the name, and what may be its adjective."""
    known, learned = _forms(), dict[str, Place]()
    for match in NEW_STATE.finditer(text):
        name = match["name"]
        if name.lower() in known or name.lower() in load_given_names() or name.lower() in NOT_STATES:
            continue
        learned |= _learn(name)
    adjectives = {match["adjective"].lower() for match in NEW_ADJECTIVE.finditer(text)} - known.keys()
    if adjectives:
        for name in set(CAPITALISED.findall(text)) - known.keys():
            if name.lower() not in learned and adjectives & set(_adjectives(name)):
                learned |= _learn(name)
    return learned


def _learn(name: str) -> dict[str, Place]:
    state = State(LEARNED + name, name)
    return {adjective: Place(0, 1, state, adjective=True) for adjective in _adjectives(name)} | {
        name.lower(): Place(0, 1, state)
    }


def _adjectives(name: str) -> Iterator[str]:
    """What may be the adjective of a state's name: "Marovian", "Kestlandish"."""
    for ending in ("n", "an", "ian", "ean", "ish", "er", "i"):
        for stem in {name, name.rstrip("aeiouy"), name.removesuffix("land")}:
            yield (stem + ending).lower()


def _make_line(text: str, paragraph: Paragraph, learned: Mapping[str, Place], habits: Habits) -> Line:
    words = paragraph.words
    plain = make_plain(text[paragraph.span.start : paragraph.span.end])
    texts = tuple(word.text.translate(PLAIN) for word in words)
    starts, ends = tuple(word.start for word in words), tuple(word.end for word in words)
    places: dict[int, Place] = {}
    for place in _find_places(plain, paragraph.span.start, texts, starts, ends):
        places.update((at, place) for at in range(place.first, place.last))
    for at, word in enumerate(texts):
        new = learned.get(word.lower()) if word[:1].isupper() and at not in places else None
        if new is not None:
            places[at] = replace(new, first=at, last=at + 1)
    lower, names, opens = tuple(map(str.lower, texts)), [word.name for word in words], [word.opens for word in words]
    for at, place in list(places.items()):
        if place.adjective and _is_given_name(at, texts, lower, names):
            del places[at]
            names[at], opens[at], opens[at + 1] = "PERSON", True, False
    titled = mend_names(texts, names, opens, habits, set(places))
    return Line(
        paragraph.index, paragraph.segment, texts, lower, starts, ends, tuple(names), tuple(opens), places, titled
    )


def _is_given_name(at: int, texts: tuple[str, ...], lower: tuple[str, ...], names: Sequence[str]) -> bool:
    """Whether an adjective that is a given name too stands before a surname alone."""
    if lower[at] not in load_name_words()["adjective_names"] or at + 1 >= len(texts) or names[at + 1] != "PERSON":
        return False
    alone = at + 2 >= len(texts) or names[at + 2] != "PERSON"
    before = texts[at - 1] if at else ""
    # "the German Orlund", "said German Orlund of Die Zeitung" are no such case: an office or a list comes before
    return alone and (before[:1].isupper() or before in {"and", ","})


def _find_places(
    plain: str, base: int, texts: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...]
) -> Iterator[Place]:
    lowered = plain.lower() if len(plain.lower()) == len(plain) else plain
    closing = {end: at for at, end in enumerate(ends)}
    forms = _forms()
    at = 0
    while at < len(texts):
        place = None
        if texts[at][:1].isupper() and (first := FIRST_LETTERS.match(texts[at].lower())):
            place = _place_at(plain, lowered, starts[at] - base, base, at, closing, forms.get(first.group(), ()))
        if place is not None:
            yield place
            at = place.last
        else:
            at += 1


def _place_at(
    plain: str, lowered: str, start: int, base: int, at: int, closing: Mapping[int, int], forms: tuple[Form, ...]
) -> Place | None:
    for form in forms:
        if (plain if form.exact else lowered).startswith(form.text, start):
            last = closing.get(base + start + len(form.text))
            if last is not None and last >= at:
                return Place(at, last + 1, form.state, form.organisation, form.adjective)
    return None
