"""Contacts and statements → coded events, where the record has already read who did what to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.coding.sectors import find_sectors
from dragoman.coding.trust import has_standing
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    ContactKind,
    EventReport,
    EventType,
    Grounds,
    Mention,
    Modality,
    Passage,
    Sentence,
    Span,
    Statement,
    stable_id,
)

# the mode and CAMEO code of a contact by its kind; a medium that is not told has none
KINDS: dict[ContactKind, tuple[str | None, str]] = {
    ContactKind.CALL: ("phone", "041"),
    ContactKind.MEETING: (None, "040"),
    ContactKind.VISIT: ("visit", "042"),
    ContactKind.LETTER: (None, "040"),
    ContactKind.CONVERSATION: (None, "040"),
}
# what a contact is that did not come about (yet): manual of PLOVER, AGREE and REJECT
NOT_HELD: dict[Modality, tuple[EventType, str | None, str]] = {
    Modality.PLANNED: (EventType.AGREE, None, "036"),
    Modality.CANCELLED: (EventType.REJECT, "meet", "125"),
}
# the event that an act of speech is; acts not listed are statements and no events
ACTS: dict[Act, tuple[EventType, str | None, str]] = {
    Act.REQUEST: (EventType.REQUEST, None, "100"),
    Act.PROMISE: (EventType.AGREE, None, "030"),
    Act.ACCEPT: (EventType.AGREE, None, "030"),
    Act.AGREE: (EventType.AGREE, None, "030"),
    Act.INVITE: (EventType.AGREE, None, "036"),
    Act.REFUSE: (EventType.REJECT, None, "120"),
    Act.THANK: (EventType.SUPPORT, None, "051"),
    Act.CONGRATULATE: (EventType.SUPPORT, None, "051"),
    Act.PRAISE: (EventType.SUPPORT, None, "051"),
    Act.SUPPORT: (EventType.SUPPORT, None, "051"),
    Act.ACCUSE: (EventType.ACCUSE, "allege", "112"),
    Act.CONDEMN: (EventType.ACCUSE, "disapprove", "111"),
    Act.THREATEN: (EventType.THREATEN, None, "130"),
}
# how much less sure than the statement itself it is that its act is an event between speaker and hearer; most of what
# is said to be demanded or promised in words that no cue knows is advice or news
LESS_SURE: dict[Act, float] = {
    Act.CONGRATULATE: 0.15, Act.THANK: 0.15, Act.INVITE: 0.2, Act.PRAISE: 0.2, Act.ACCUSE: 0.2, Act.REFUSE: 0.2,
}  # fmt: skip
LESS_SURE_ELSE = 0.3
PRIVATE_TALK = 0.3  # less, where no state, body or office takes part: brothers talk, a guest meets his host
INTERVIEW = 0.25  # less, where one of two is of the media: an interview is no consultation
AT_HOME = (
    0.25  # less, where nobody is of a country and the verb has other senses: "called him a liar", "both spoke there"
)
PUBLIC = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO", "REB", "PTY", "OPP", "NGO"})
OTHER_SENSES = frozenset({"verb:speak", "verb:call", "verb:visit", "verb:talk", "verb:address", "dialogue"})


def code_contacts(contacts: Sequence[Contact], mentions: Sequence[Mention]) -> Iterator[EventReport]:
    """Yield the event of each contact, with the contact's own evidence, date and chain."""
    for contact in contacts:
        mode, cameo = KINDS[contact.kind]
        kind, modality = EventType.CONSULT, contact.modality
        if modality in NOT_HELD:
            kind, mode, cameo = NOT_HELD[modality]
            modality = Modality.HAPPENED  # that it was planned or called off is told as a fact
        elif contact.kind is ContactKind.MEETING and _nations(contact) > 2:
            mode = "multilateral"
        actors, recipients = _sides(contact)
        yield EventReport(
            event_id=stable_id("event", contact.contact_id, kind.value),
            type=kind,
            actors=actors,
            recipients=recipients,
            modality=modality,
            evidence=contact.evidence,
            grounds=Grounds(
                f"contact:{contact.kind.value}",
                round(contact.grounds.confidence - _doubt(contact), 3),
            ),
            mode=mode,
            cameo=cameo,
            contexts=("diplomatic",),
            actor_words=_words(actors, contact, mentions),
            recipient_words=_words(recipients, contact, mentions),
            when=contact.when,
            date_words=contact.date_words,
            place=contact.place,
            chain=contact.chain,
            contact_id=contact.contact_id,
            segment=contact.segment,
        )


def _doubt(contact: Contact) -> float:
    """How much less sure a contact is as an event between political actors."""
    if not has_standing(contact.participants):
        return PRIVATE_TALK
    if len(contact.participants) == 2 and any(find_sectors(actor) == ("MED",) for actor in contact.participants):
        return INTERVIEW
    guests = contact.kind is ContactKind.VISIT and all(one.kind is ActorKind.PERSON for one in contact.participants)
    if not guests and any(actor.country is not None for actor in contact.participants):
        return 0.0
    public = any(frozenset(find_sectors(actor)) & PUBLIC for actor in contact.participants)
    return AT_HOME * (guests or contact.grounds.rule in OTHER_SENSES or not public)


def _words(actors: tuple[Actor, ...], contact: Contact, mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """Where the passages of a contact name these actors; nothing where a title alone tells it."""
    ids = {actor.actor_id for actor in actors}
    passages = [passage.span for passage in contact.evidence if passage.part == "text"]
    return tuple(
        mention.span
        for mention in mentions
        if mention.part == "text"
        and not ids.isdisjoint(mention.actor_ids)
        and any(span.contains(mention.span) for span in passages)
    )


def _nations(contact: Contact) -> int:
    return len({actor.country for actor in contact.participants if actor.country is not None})


def _sides(contact: Contact) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """All are actors; of a visit the visitors are, and the country or body visited is the recipient."""
    people = contact.participants
    if contact.kind is ContactKind.VISIT:
        hosts = tuple(actor for actor in people[1:] if actor.kind is not ActorKind.PERSON) or people[1:]
        return tuple(actor for actor in people if actor not in hosts), hosts
    return people, ()


def code_statements(
    sentences: Sequence[Sentence], statements: Sequence[Statement], found: Sequence[EventReport]
) -> Iterator[EventReport]:
    """Yield the event of each statement whose act is one, where nothing `found` in its sentence is of its speakers."""
    for statement in statements:
        becomes = ACTS.get(statement.act)
        place = (statement.cue or statement.content)[0]
        if becomes is None or not statement.cue or not statement.speakers:
            continue
        others = statement.addressee or statement.hearers
        sentence = next((one.span for one in sentences if one.span.overlaps(place)), place)
        if not others or _is_coded(statement, sentence, found):
            continue
        kind, mode, cameo = becomes
        yield EventReport(
            event_id=stable_id("event", statement.statement_id, kind.value),
            type=kind,
            actors=statement.speakers,
            recipients=tuple(actor for actor in others if actor not in statement.speakers),
            modality=statement.modality,
            evidence=(Passage(sentence),),
            grounds=Grounds(
                f"act:{statement.act.value}",
                round(statement.grounds.confidence - LESS_SURE.get(statement.act, LESS_SURE_ELSE), 3),
            ),
            mode=mode,
            cameo=cameo,
            cue=statement.cue,
            actor_words=statement.source,
            when=statement.when,
            chain=statement.chain,
            contact_id=statement.contact_id,
            statement_id=statement.statement_id,
            segment=statement.segment,
        )


def _is_coded(statement: Statement, sentence: Span, found: Sequence[EventReport]) -> bool:
    """Whether a cue has coded the words that report, or something else that the speakers do in the same sentence."""
    inside = [event for event in found if event.evidence[0].span == sentence]
    return any(
        set(event.actors) & set(statement.speakers) or any(a.overlaps(b) for a in event.cue for b in statement.cue)
        for event in inside
    )
