"""What else is told of a contact: when, where, how long, and who asked for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dragoman.contacts.frames import Frame
from dragoman.contacts.modality import ASKING
from dragoman.language.dates import Anchor, resolve
from dragoman.language.tree import ancestors, children, objects_of, subjects_of, subtree
from dragoman.language.words import MARKS
from dragoman.lexicons.loader import state_by_adjective, state_by_word
from dragoman.record import Actor, DateExpression, DateRange, Modality, Parse, Sentence, Span, Token

INITIATIVE = frozenset({"initiative", "request", "behest"})
# common nouns that a named place may end in: "the Bocharov residence", "the Halden palace"
PLACE_NOUNS = frozenset(
    {
        "palace",
        "residence",
        "office",
        "airport",
        "house",
        "hall",
        "room",
        "capital",
        "resort",
        "city",
        "headquarters",
        "embassy",
    }
)
# "over the last 24 hours" is a period, not how long a contact lasted
PERIOD = re.compile(r"(?i)\b(?:last|past|next|previous|coming|first|final|within)\s+\Z")
PLACE_PREPOSITIONS = frozenset({"in", "at"})
DAY_BEFORE = frozenset({"the day before", "the previous day", "a day earlier", "a day before"})
AHEAD = frozenset({Modality.PLANNED, Modality.DEMANDED, Modality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Times:
    """Date expressions and durations of one text, found once and looked up by sentence."""

    text: str
    anchor: Anchor
    dates: tuple[DateExpression, ...]
    durations: tuple[tuple[Span, int], ...]


def find_date(
    parse: Parse, sentence: Sentence, frame: Frame, times: Times, modality: Modality
) -> DateExpression | None:
    """Return the date expression that hangs on the cue or on the verb that tells it; None when there is none.

    "spoke today with A to discuss the attack of 7 October" gives "today": a date below another noun or
    another clause belongs to that.
    """
    return next(iter(find_all_dates(parse, sentence, frame, times, modality)), None)


def find_all_dates(
    parse: Parse, sentence: Sentence, frame: Frame, times: Times, modality: Modality
) -> tuple[DateExpression, ...]:
    """Return the date expressions that hang on the cue or on the verb that tells it, the nearest first.

    Several are told of several contacts: "their meetings in Selm in May and in Velk in June".
    """
    found: list[tuple[int, DateExpression]] = []
    for date in times.dates:
        if sentence.span.contains(date.span):
            distance = _distance(parse, sentence, frame, date.span)
            if distance is not None:
                found.append((distance, date))
    found.sort(key=lambda pair: pair[0])
    return tuple(_lean(date, times, modality) for _, date in found)


def _lean(date: DateExpression, times: Times, modality: Modality) -> DateExpression:
    """The date as the tense of the telling decides: whether "on Friday" is the last or the next."""
    if date.when is None or date.when.basis != "relative":
        return date
    words = times.text[date.span.start : date.span.end]
    return DateExpression(date.span, resolve(words, times.anchor, "future" if modality in AHEAD else "past"))


def date_beside(date: DateExpression, times: Times) -> DateExpression:
    """Return "the day before" of a readout as the day before its own, where the text tells of no other day."""
    words = times.text[date.span.start : date.span.end].lower()
    if date.when is None and words in DAY_BEFORE:
        return DateExpression(date.span, resolve("yesterday", times.anchor, "past"))
    return date


def _distance(parse: Parse, sentence: Sentence, frame: Frame, span: Span) -> int | None:
    """Steps from a date up to the cue; None when a foreign noun or clause stands between."""
    inside = [
        token
        for token in parse.tokens[sentence.first : sentence.last]
        if token.start < span.end and token.end > span.start
    ]
    if not inside or any(token.phrase is not None for token in inside):
        return None  # "President of the Tokyo 2020 Committee" is no date
    indices = {token.index for token in inside}
    top = next((token for token in inside if token.head not in indices or token.head == token.index), inside[0])
    goal = {frame.cue.index, frame.verb.index}
    below_cue = (
        {token.index for token in ancestors(parse, frame.cue.index)}
        if frame.cue.index != frame.verb.index
        else set[int]()
    )
    token, steps = top, 0
    while token.index not in goal:
        if token.head == token.index:
            return None
        token, steps = parse.tokens[token.head], steps + 1
        if token.index in goal:
            return steps
        if token.index in below_cue and not token.tag.startswith("VB"):
            continue
        if (
            token.tag in {"NN", "NNS"}
            and token.phrase is None
            and token.index not in indices
            and not _is_part_of(token)
        ):
            return None
        if token.tag.startswith("VB") and not _is_carrier(parse, token, frame):
            return None
    return steps


def _is_part_of(noun: Token) -> bool:
    """A noun between a date and the cue that only widens it: "in a ceremony", "on the sidelines", "the morning of"."""
    return noun.lemma in {
        "delegation",
        "team",
        "margin",
        "sideline",
        "morning",
        "afternoon",
        "evening",
        "side",
        "initiative",
        "request",
        "invitation",
        "palace",
        "residence",
        "office",
    }


def _is_carrier(parse: Parse, verb: Token, frame: Frame) -> bool:
    """A verb of the same clause chain above the cue, or one that says when it is held: "a visit scheduled for May"."""
    if verb.dep == "acl" and verb.tag == "VBN" and verb.head == frame.cue.index:
        return True
    return any(above.index == verb.index for above in ancestors(parse, frame.cue.index)) and verb.dep != "ROOT"


def bound_date(anchor: Anchor, modality: Modality) -> DateRange | None:
    """Return what the day of publication alone says: told as past, it was no later; told as planned, no earlier."""
    if anchor.day is None:
        return None
    if modality in {Modality.HAPPENED, Modality.BACKGROUND}:
        return DateRange(None, anchor.day + dt.timedelta(days=1), "bounded")
    return DateRange(anchor.day, None, "bounded") if modality is Modality.PLANNED else None


def cap_date(when: DateRange, anchor: Anchor) -> DateRange:
    """Return the days of something told as past, cut at the day of publication ("this week" is not yet over)."""
    if anchor.day is None or when.end is None:
        return when
    latest = anchor.day + dt.timedelta(days=1)
    within = when.start is None or when.start < latest
    return replace(when, end=latest) if within and when.end > latest else when


# a quotation that opens in the words for a place and does not end there is a title cut off: "at a “Communities"
_CUT_QUOTE = re.compile(r"“[^”]*\Z|\A[^“]*”")


def find_place(parse: Parse, frame: Frame, times: Times) -> str | None:
    """Return where the contact took place, as the text names it, or None."""
    for token in dict.fromkeys((frame.verb.index, frame.cue.index)):
        for preposition in _prepositions(parse, token):
            for noun in children(parse, preposition.index, {"pobj"}):
                place = _place_text(parse, noun, times)
                if place is not None:
                    return place
    return None


def _prepositions(parse: Parse, at: int) -> Iterator[Token]:
    """The "in" and "at" that hang on a token, or on the company named behind it ("with A in Cairo")."""
    for child in children(parse, at, {"prep"}):
        if child.lemma in PLACE_PREPOSITIONS:
            yield child
        for noun in children(parse, child.index, {"pobj"}):
            if noun.phrase is not None:
                yield from (
                    inner for inner in children(parse, noun.index, {"prep"}) if inner.lemma in PLACE_PREPOSITIONS
                )


def _place_text(parse: Parse, noun: Token, times: Times) -> str | None:
    tokens = [
        parse.tokens[at]
        for at in subtree(parse, noun.index)
        if parse.tokens[at].dep not in {"prep", "relcl", "punct", "cc", "conj", "acl"} or at == noun.index
    ]
    near = [
        token
        for token in sorted(tokens, key=lambda token: token.index)
        if token.index <= noun.index or token.dep in {"appos", "npadvmod"}
    ]
    start, end = near[0].start, max(token.end for token in near)
    words = " ".join(MARKS.sub("", times.text[start:end]).split())  # "the 11<sup>th</sup> Annual Vigil"
    proper = noun.tag in {"NNP", "NNPS"} or noun.lemma in PLACE_NOUNS
    named = proper and any(token.tag in {"NNP", "NNPS"} and token.text[:1].isupper() for token in near)
    dated = any(date.span.overlaps(Span(start, end)) for date in times.dates)
    named = named and words.lower() not in state_by_adjective()  # "greeted him in Portuguese"
    whole = not _CUT_QUOTE.search(words) and words.count('"') % 2 == 0
    return words if named and whole and not dated and len(words) < 80 else None


def find_duration(sentence: Sentence, times: Times) -> int | None:
    """Return how long the contact lasted, in minutes, when its sentence says so once."""
    found = [
        minutes
        for span, minutes in times.durations
        if sentence.span.contains(span) and not PERIOD.search(times.text, max(0, span.start - 12), span.start)
    ]
    return found[0] if len(found) == 1 else None


def find_initiator(
    parse: Parse,
    sentence: Sentence,
    frame: Frame,
    participants: tuple[Actor, ...],
    named: Mapping[int, tuple[Actor, ...]],
) -> Actor | None:
    """Return who asked for the contact: "at the Marovian side's initiative", "at the request of President Reyes".

    `named` gives the actors that stand at a token.
    """
    if frame.verb.lemma in ASKING and frame.cue.dep in {"dobj", "nsubjpass"}:
        asker = (
            subjects_of(parse, frame.verb.index)
            if frame.cue.dep == "dobj"
            else objects_of(parse, frame.verb.index, {"by"})
        )
        for token in asker:
            if named.get(token.index):
                return named[token.index][0]
    for token in parse.tokens[sentence.first : sentence.last]:
        if token.lemma in INITIATIVE and any(
            above.lemma in {"at", "on", "by", "upon"} for above in list(ancestors(parse, token.index))[:1]
        ):
            actor = _named_below(parse, token, participants, named)
            if actor is not None:
                return actor
    return frame.initiator


def _named_below(
    parse: Parse, token: Token, participants: tuple[Actor, ...], named: Mapping[int, tuple[Actor, ...]]
) -> Actor | None:
    """The participant whom the words at "initiative" mean: by his country ("the Marovian side's"), or by name."""
    below = list(subtree(parse, token.index))
    countries = (_of_country(parse.tokens[at].text, participants) for at in below)
    single = (named[at][0] for at in below if len(named.get(at, ())) == 1 and named[at][0] in participants)
    return next((actor for actor in countries if actor is not None), None) or next(single, None)


def _of_country(word: str, participants: tuple[Actor, ...]) -> Actor | None:
    state = state_by_adjective().get(word.lower()) or state_by_word().get(word.lower())
    if state is None and word[:1].isupper() and len(word) > 3:
        return next((actor for actor in participants if word in (actor.office or "").split()), None)
    return next((actor for actor in participants if state is not None and actor.country == state.code), None)
