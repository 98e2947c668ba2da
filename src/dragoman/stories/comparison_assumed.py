"""An account in which no contact was read → the contact that it tells of all the same, where it names those in contact.

Somebody laid it beside accounts of a contact.  It tells of that contact where one of its sentences has a word for a
contact, a participant is named, and the other is named too or is of the country for which the account speaks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from dragoman.actors.comparison import compare_names
from dragoman.lexicons.words import fold_words
from dragoman.record import Actor, ActorKind, Contact, ContactKind, Grounds, Passage, Reading, SegmentKind, stable_id
from dragoman.stories.comparison_actors import country_of
from dragoman.stories.comparison_lexicon import find_phrases, load_comparing
from dragoman.stories.comparison_sentences import find_sentences
from dragoman.stories.sides import Side

RULE: Final = "comparison/named-participants"
CONFIDENCE: Final = 0.5
LATE: Final = dt.timedelta(days=3)  # after a contact that accounts of it still come out


def lacks_its_title(reading: Reading) -> bool:
    """Return whether the title tells of a contact and none was read there: "Press availability after a meeting with …"

    The reading may have other contacts, which the text tells.
    """
    title = reading.document.source.title or ""
    read = any(passage.part == "title" for contact in reading.contacts for passage in contact.evidence)
    return not read and any(find_phrases(title, load_comparing().contact))


def assume_contact(reading: Reading, side: Side | None, contact: Contact) -> Contact | None:
    """Return the contact as a reading without it tells of it; None where it does not tell of this one.

    Of a reading that has other contacts the title must name somebody in this one.
    """
    if not _may_be_of(reading, contact):
        return None
    people = dict(_find_named(reading, contact))
    if not people or (reading.contacts and not _stands_in_title(reading, people.values())):
        return None
    own = tuple(actor for actor in contact.participants if actor.actor_id not in people and _is_of(actor, side))
    if len(people) + bool(own) < 2:
        return None
    passages = tuple(_find_telling(reading))
    passage = next((each for each in passages if _names(reading, each, people.values())), next(iter(passages), None))
    if passage is None:
        return None
    return replace(
        contact,
        contact_id=stable_id(reading.document.document_id, RULE, contact.contact_id),
        kind=ContactKind.CONVERSATION,
        participants=(*people.values(), *own[:1]),
        evidence=(passage,),
        grounds=Grounds(RULE, CONFIDENCE),
        when=None,
        date_words=None,
        initiator=None,
        medium=None,
        duration_minutes=None,
        place=None,
        subject=None,
        chain=(),
    )


def _stands_in_title(reading: Reading, people: Iterable[Actor]) -> bool:
    title = f" {fold_words(reading.document.source.title or '')} "
    return any(f" {fold_words(actor.name).rsplit(' ', 1)[-1]} " in title for actor in people)


def _may_be_of(reading: Reading, contact: Contact) -> bool:
    """Whether a document may tell of a contact by its day of publication; one without a day may."""
    published, when = reading.document.source.published_day, contact.when
    if published is None or when is None:
        return True
    after = when.start is None or published >= when.start - dt.timedelta(days=1)
    return after and (when.end is None or published <= when.end + LATE)


def _find_named(reading: Reading, contact: Contact) -> Iterator[tuple[str, Actor]]:
    """Each participant whom the document names, by the participant's id, as the document has him or her."""
    for participant in contact.participants:
        found = next((actor for actor in reading.actors if _is_same(actor, participant)), None)
        if found is not None:
            yield participant.actor_id, found


def _is_same(actor: Actor, participant: Actor) -> bool:
    if actor.kind is not participant.kind or actor.kind is ActorKind.GROUP:
        return False
    if actor.kind is not ActorKind.PERSON:
        return fold_words(actor.name) == fold_words(participant.name)
    if actor.country and participant.country and actor.country != participant.country:
        return False
    return compare_names(actor.name, participant.name, "person").same is not False


def _is_of(actor: Actor, side: Side | None) -> bool:
    """Whether a participant is of the country that the account speaks for: who says "I" in it, or is not named."""
    if side is None or not side.official:
        return False
    return country_of(actor) in {side.country, fold_words(side.name)} - {None}


def _find_telling(reading: Reading) -> Iterator[Passage]:
    """The sentences that have a word for a contact."""
    words = load_comparing().contact
    for sentence in find_sentences(reading.document, frozenset({SegmentKind.BODY})):
        if any(find_phrases(reading.document[sentence], words)):
            yield Passage(sentence)


def _names(reading: Reading, passage: Passage, people: Iterable[Actor]) -> bool:
    ids = {actor.actor_id for actor in people}
    return any(
        mention.part == "text" and passage.span.contains(mention.span) and ids & set(mention.actor_ids)
        for mention in reading.mentions
    )
