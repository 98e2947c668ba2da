"""A document that tells of several contacts → in which of them what is told at a place was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.language.dates import Anchor, find_dates
from dragoman.record import ActorKind, Contact, ContactKind, Modality, Reading, Span
from dragoman.stories.comparison_lexicon import find_phrases, load_comparing

_ON_A_DAY: Final = re.compile(r"(?:Earlier |Later )?[Oo]n\s")  # "On 16 June, …"
_HELD: Final = re.compile(r"\b(?:held|met|spoke|visited|received|hosted|convened)\b")  # not "the two will meet"
_OTHER: Final = ""  # stands for a contact that was not read


@dataclass(frozen=True, slots=True)
class Owners:
    """Where the text turns to which contact: starts of passages, in order, with the contact's id."""

    contact_id: str
    turns: tuple[tuple[int, str], ...]
    alone: bool  # the document tells of no other contact that was held
    journeys: frozenset[str]  # visits that the title alone tells: what is said on one was said in its meetings

    @classmethod
    def of(cls, reading: Reading, contact: Contact, sentences: Sequence[Span]) -> Owners:
        journeys = frozenset(each.contact_id for each in reading.contacts if each is not contact and _is_journey(each))
        held = {each.contact_id for each in reading.contacts if each.modality is Modality.HAPPENED or each is contact}
        held -= journeys
        turns = [
            (passage.span.start, each.contact_id)
            for each in reading.contacts
            if each.contact_id in held
            for passage in each.evidence
            if passage.part == "text"
        ]
        turns += [(s.content[0].start, s.contact_id) for s in reading.statements if s.contact_id in held]
        others = [(sentence.start, _OTHER) for sentence in sentences if _tells_other_day(reading, contact, sentence)]
        return cls(contact.contact_id, tuple(sorted(turns + others)), len(held) == 1 and not others, journeys)

    def owns(self, start: int, contact_id: str | None = None) -> bool:
        """Whether what begins there is told of the contact: by its own link, or by the contact told last before it."""
        if contact_id is not None and contact_id not in self.journeys:
            return contact_id == self.contact_id or (self.alone and contact_id not in dict(self.turns).values())
        if self.alone:
            return True
        before = [owner for at, owner in self.turns if at <= start]
        return (before or [owner for _, owner in self.turns[:1]] or [self.contact_id])[-1] == self.contact_id


def _is_journey(contact: Contact) -> bool:
    return contact.kind is ContactKind.VISIT and all(passage.part == "title" for passage in contact.evidence)


def _tells_other_day(reading: Reading, contact: Contact, sentence: Span) -> bool:
    """Whether a sentence begins with another day than the contact's, and tells of one: "On 16 June, the two met"."""
    words = reading.document[sentence]
    opening = _ON_A_DAY.match(words)
    when = contact.when
    if opening is None or when is None or when.start is None or when.end is None:
        return False
    found = next(iter(find_dates(words, Anchor(reading.document.source.published_day), lean="nearest")), None)
    if found is None or found.span.start > opening.end() or found.when is None:
        return False
    start, end = found.when.start, found.when.end
    apart = start is not None and end is not None and (end <= when.start or start >= when.end)
    if not apart or not _HELD.search(words) or not _names_others(reading, contact, sentence):
        return False
    return any(find_phrases(words, load_comparing().contact))


def _names_others(reading: Reading, contact: Contact, sentence: Span) -> bool:
    """Whether a sentence names a person or state that was not in the contact: what those in it did is their matter."""
    people = {actor.actor_id for actor in contact.participants}
    others = {a.actor_id for a in reading.actors if a.kind in {ActorKind.PERSON, ActorKind.STATE}} - people
    return any(
        mention.part == "text" and sentence.contains(mention.span) and others & set(mention.actor_ids)
        for mention in reading.mentions
    )
