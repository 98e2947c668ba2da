"""What else a correction changes: what was read or coded from the record that was corrected.

In: the record before and after (None: taken out), and one that hangs on it.  Out: that one as it follows, None where it
falls with it.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.told import ACTS, code_contacts
from dragoman.record import Contact, EventReport, Statement
from dragoman.store.fields import Record

OF_CONTACT, OF_ACT = "contact:", "act:"  # begin the rules by which a whole contact or statement is coded


def follow(old: Record, new: Record | None, other: Statement | EventReport) -> Statement | EventReport | None:
    """Return a statement or event as it follows the correction of what it hangs on; None where it falls with it."""
    match old, new, other:
        case Contact(), None, Statement():
            return replace(other, contact_id=None)
        case Contact(), None, EventReport():
            return None if other.grounds.rule.startswith(OF_CONTACT) else replace(other, contact_id=None)
        case Contact(), Contact(), EventReport() if other.grounds.rule.startswith(OF_CONTACT):
            return _recode(new, other)
        case Contact(), Contact(), _:
            return replace(other, when=new.when) if other.when == old.when else other
        case Statement(), None, _:
            return None
        case Statement(), Statement(), EventReport():
            return _retell(old, new, other)
        case _:
            return other


def _recode(contact: Contact, event: EventReport) -> EventReport:
    """The event of a whole contact, coded anew; its id and the words of its sides stay."""
    (coded,) = code_contacts((contact,), ())
    moved = coded.place != event.place
    return replace(
        coded,
        event_id=event.event_id,
        actor_words=event.actor_words,
        recipient_words=event.recipient_words,
        place_country=contact.location.country
        if moved and contact.location
        else None
        if moved
        else event.place_country,
        location=contact.location if moved else event.location,
    )


def _retell(old: Statement, new: Statement, event: EventReport) -> EventReport | None:
    """The event of what somebody said, as the statement has it now."""
    acts, asked = event.actors == old.speakers, old.addressee or old.hearers
    told = new.addressee or new.hearers
    others = tuple(actor for actor in asked if actor not in old.speakers)
    changed = replace(
        event,
        actors=new.speakers if acts and (new.speakers or event.recipients) else event.actors,
        recipients=tuple(actor for actor in told if actor not in new.speakers)
        if event.recipients == others
        else event.recipients,
        chain=new.chain if event.chain == old.chain else event.chain,
        when=new.when if event.when == old.when else event.when,
        modality=new.modality if event.modality is old.modality else event.modality,
    )
    if old.act is new.act or not event.grounds.rule.startswith(OF_ACT):
        return changed
    if new.act not in ACTS:
        return None
    kind, mode, cameo = ACTS[new.act]
    return replace(changed, type=kind, mode=mode, cameo=cameo)
