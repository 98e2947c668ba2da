"""Contacts and statements of one document → its contacts, with who vouches for each and what it was about.

A contact stands on somebody's word as a statement does: the outlet's, a medium's that the sentence cites, or
a speaker's within whose words it is told.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.cast import Cast
from dragoman.record import Act, Actor, Contact, Document, Span, Statement
from dragoman.statements.find import find_outlet_link
from dragoman.statements.lexicon import load_speech_lexicon
from dragoman.statements.notes import find_voucher

MOST = 0.5  # of a passage that must lie within somebody's words for the contact to be told by him


def complete_contacts(
    document: Document, cast: Cast, contacts: tuple[Contact, ...], statements: tuple[Statement, ...]
) -> tuple[Contact, ...]:
    """Return the contacts, each with its chain (outermost first) and its subject where a statement tells it.

    The subject is what those in contact are said to have discussed, first mention first.
    """
    links = (find_outlet_link(document), find_voucher(document, cast, load_speech_lexicon()))
    head = tuple(link for link in links if link is not None)
    return tuple(
        replace(contact, chain=_chain(contact, statements, head), subject=_subject(contact, statements))
        for contact in contacts
    )


def _chain(contact: Contact, statements: tuple[Statement, ...], head: tuple[Actor, ...]) -> tuple[Actor, ...]:
    passages = [passage.span for passage in contact.evidence if passage.part == "text"]
    if not passages:
        return head
    told, taking_part = passages[0], {actor.actor_id for actor in contact.participants}
    for statement in statements:
        outside = all(speaker.actor_id not in taking_part for speaker in statement.speakers)
        if outside and _share(statement.content, told) >= MOST:
            return (*statement.chain, *statement.speakers)
        if len(statement.chain) > len(head) and told.contains(statement.content[0]):
            return tuple(link for link in statement.chain if link.actor_id not in taking_part)
    return head


def _share(content: tuple[Span, ...], told: Span) -> float:
    """How much of a passage lies within somebody's words."""
    common = sum(max(0, min(span.end, told.end) - max(span.start, told.start)) for span in content)
    return common / max(1, len(told))


def _subject(contact: Contact, statements: tuple[Statement, ...]) -> Span | None:
    topics = (s for s in statements if s.act is Act.DISCUSS and s.contact_id == contact.contact_id)
    return next((topic.content[0] for topic in topics), None)
