"""A statement's speaker and place → the contact in which it was said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.actors.cast import Analysis
from dragoman.language.tree import children
from dragoman.record import Actor, Contact, Modality, Parse, Span, Token
from dragoman.statements.lexicon import SpeechLexicon

LEDE = 3  # a contact told in the first paragraphs is what the document is about
REACH = 2  # any other is in mind for so many paragraphs


def find_occasion(
    contacts: tuple[Contact, ...],
    speakers: tuple[Actor, ...],
    hearers: tuple[Actor, ...],
    place: int,
    paragraphs: Sequence[Span],
) -> tuple[Contact, ...]:
    """Return the contact that the words at a place belong to; several where one sentence tells them together.

    It has all speakers, and the hearers that the sentence names, among its participants; of several, the one
    told last at or before the place.
    """
    wanted = {actor.actor_id for actor in (*speakers, *hearers)}
    held = [contact for contact in contacts if contact.modality is Modality.HAPPENED]
    fitting = [
        contact
        for contact in held
        if wanted <= {actor.actor_id for actor in contact.participants} and _reaches(contact, place, paragraphs)
    ]
    told = {
        contact.contact_id: max((at for at in _tellings(contact) if at <= place), default=-1) for contact in fitting
    }
    latest = max(told.values(), default=-1)
    if latest < 0:
        return tuple(fitting) if len(fitting) == 1 else ()
    # "calls with A and B" are told at once
    beginnings = {_tellings(contact)[0] for contact in fitting if told[contact.contact_id] == latest}
    return tuple(
        contact for contact in fitting if told[contact.contact_id] >= 0 and _tellings(contact)[0] in beginnings
    )


def find_latest(contacts: tuple[Contact, ...], place: int, paragraphs: Sequence[Span]) -> tuple[Contact, ...]:
    """Return the contact told last at or before a place, with those told together with it: what "the talks" are."""
    return find_occasion(
        tuple(contact for contact in contacts if any(at <= place for at in _tellings(contact))),
        (),
        (),
        place,
        paragraphs,
    )


def _tellings(contact: Contact) -> tuple[int, ...]:
    """Where the text tells a contact."""
    return tuple(passage.span.start for passage in contact.evidence if passage.part == "text")


def _reaches(contact: Contact, place: int, paragraphs: Sequence[Span]) -> bool:
    """Whether a contact is still what the text is about at a place."""
    starts = [paragraph.start for paragraph in paragraphs]
    here = bisect_right(starts, place)
    told = [bisect_right(starts, at) for at in _tellings(contact)]
    return not told or min(told) <= LEDE or any(-1 <= here - at <= REACH for at in told)


def is_public(analysis: Analysis, verb: Token, lexicon: SpeechLexicon) -> bool:
    """Whether a verb's own sentence says that it was said to the public: "told reporters", "said in a statement"."""
    parse = analysis.parse
    return any(
        (analysis.phrases[noun.phrase].head if noun.phrase is not None else noun.lemma) in lexicon.public
        or any(inner.lemma in lexicon.public for inner in children(parse, noun.index, {"compound"}))
        for noun in _beside(parse, verb)
    )


def _beside(parse: Parse, verb: Token) -> list[Token]:
    found = list(children(parse, verb.index, {"dobj", "dative"}))
    for preposition in children(parse, verb.index, {"prep", "dative"}):
        found.extend(children(parse, preposition.index, {"pobj"}))
    return found
