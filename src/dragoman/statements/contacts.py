"""A statement's speaker and place → the contact in which it was said."""

from __future__ import annotations

from dragoman.record import Actor, Contact, Modality

HELD = frozenset({Modality.HAPPENED})


def find_occasion(contacts: tuple[Contact, ...], speakers: tuple[Actor, ...], hearers: tuple[Actor, ...], place: int, modality: Modality) -> tuple[Contact, ...]:
    """Return the contact that the words at a place belong to; several where one sentence tells them together.

    It has all speakers, and the hearers that the sentence names, among its participants; of several, the one
    told last at or before the place ("calls with A and B" are told at once).  What is told as background
    belongs to none of the contacts told.
    """
    if modality not in {Modality.HAPPENED, Modality.DENIED}:
        return ()
    wanted = {actor.actor_id for actor in (*speakers, *hearers)}
    fitting = [contact for contact in contacts if contact.modality in HELD and wanted <= {actor.actor_id for actor in contact.participants}]
    told = {contact.contact_id: max((at for at in _tellings(contact) if at <= place), default=None) for contact in fitting}
    latest = max((at for at in told.values() if at is not None), default=None)
    if latest is None:
        return tuple(fitting) if len(fitting) == 1 else ()
    beginnings = {_tellings(contact)[0] for contact in fitting if told[contact.contact_id] == latest}
    return tuple(contact for contact in fitting if _tellings(contact)[:1] and _tellings(contact)[0] in beginnings)


def _tellings(contact: Contact) -> tuple[int, ...]:
    """Where the text tells a contact."""
    return tuple(passage.span.start for passage in contact.evidence if passage.part == "text")
