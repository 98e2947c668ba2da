"""Makes a document's words safe to show, and shows dates, people and durations plainly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.record import Actor, Contact, ContactKind, Correction, DateRange, Modality, RecordKind, Voice
from dragoman.store.corrections import show_value

# A control character has a picture of its own in Unicode (␛ for escape), one character for one, so that
# offsets stay true.  Marks that turn the direction of text can make a line read as another; they show as �.
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys(
        [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)], 0xFFFD
    ),
}


_QUOTES = frozenset('"“”„«')
_HASH_SHOWN = len("sha256:") + 12  # digits enough for millions of documents; `show` takes the beginning of an id
_RECORD_SHOWN = 12  # of 16 digits: enough for millions of records, and no wider than "conversation"
_PLAIN_MEDIA = {(ContactKind.CALL, "telephone"), (ContactKind.LETTER, "letter")}


def plain(text: str) -> str:
    """Return the text with control characters replaced by pictures of them, of the same length."""
    return text.translate(_PICTURES)


def one_line(text: str) -> str:
    """Return the text safe to show, on one line, its white space as single spaces."""
    return " ".join(plain(text).split())


def shorten(text: str, longest: int = 240) -> str:
    """Return the text safe to show on one line; of a longer one as many whole words as fit, and one "…"."""
    line = one_line(text)
    if len(line) <= longest:
        return line
    words, _, rest = line[: longest + 1].rpartition(" ")
    whole = words if len(rest) < longest // 2 else line[:longest]  # an address has no spaces
    return whole.rstrip(" …,;:–—") + " …"


def show_editors(corrections: Iterable[Correction], about: RecordKind) -> str:
    """Return "corrected by Alma Reyes", "added by …", of what follows a contact "contact corrected by …"; else ""."""
    words = {"edit": "corrected", "add": "added"}
    done = [
        f"{'' if each.about == about else each.about + ' '}{words[each.verdict]} by {show_reviewer(each.author)}"
        for each in corrections
        if each.verdict in words
    ]
    return ", ".join(dict.fromkeys(done))


def show_changes(correction: Correction) -> str:
    """Return "kind: call → meeting; date: 2024-02-12 → 2024-02-11"."""
    told = ((each.field, show_value(each.old), show_value(each.new)) for each in correction.changes)
    return "; ".join(f"{field}: {one_line(old) or 'none'} → {one_line(new) or 'none'}" for field, old, new in told)


def show_reviewer(author: str) -> str:
    """Return the name of a reviewer: "reviewer Alma Reyes" gives "Alma Reyes"."""
    return one_line(author.removeprefix("reviewer "))


def show_date(when: DateRange | None, words: str | None = None) -> str:
    """Return a date as exact as it is known, and no more exact.

    "2024-02-12", "2024-02-12 21:30 (Europe/Kyiv)", "2024-02", "2024", "2024-02-12 to 2024-02-14",
    "by 2023-10-24", "2023-10-07 or later", "‘on Friday’, day unknown", "not told".
    """
    if when is None:
        return f"‘{one_line(words)}’, day unknown" if words else "not told"
    return _show_days(when) + _show_time(when)


def _show_days(when: DateRange) -> str:
    if when.start is None or when.end is None:
        return f"by {when.end - dt.timedelta(days=1)}" if when.end else f"{when.start} or later"
    last = when.end - dt.timedelta(days=1)
    if when.start == last:
        return str(when.start)
    if when.start.day == 1 and when.end.day == 1:
        months = (when.end.year - when.start.year) * 12 + when.end.month - when.start.month
        if months == 1:
            return f"{when.start:%Y-%m}"
        if months == 12 and when.start.month == 1:
            return f"{when.start:%Y}"
    return f"{when.start} to {last}"


def _show_time(when: DateRange) -> str:
    if when.start_time is None:
        return ""
    return f" {when.start_time:%H:%M}" + (f" ({one_line(when.timezone)})" if when.timezone else "")


def show_actor(actor: Actor) -> str:
    """Return the name with office and country: "Anna Velk (Prime Minister, ORV)"."""
    name, office = one_line(actor.name), one_line(actor.office or "")
    details = [part for part in (office, one_line(actor.country or "")) if part and part.casefold() != name.casefold()]
    return f"{name} ({', '.join(details)})" if details else name


def show_names(actors: tuple[Actor, ...]) -> str:
    """Return the names alone, the last joined by "and"."""
    names = [one_line(actor.name) for actor in actors]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def show_duration(minutes: int | None) -> str:
    """Return "45 minutes", "1 hour", "2 hours 15 minutes"; "" when not told."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [show_count(hours, "hour") if hours else "", show_count(rest, "minute") if rest or not hours else ""]
    return " ".join(part for part in parts if part)


def show_medium(contact: Contact) -> str:
    """Return "by video", "by letter", "" where the kind says as much already or the medium is not told."""
    if contact.medium is None or (contact.kind, contact.medium) in _PLAIN_MEDIA:
        return ""
    return f"by {one_line(contact.medium)}"


def show_initiator_role(contact: Contact) -> str:
    """Return what the initiator did: "sent by" for a letter, else "asked for by"."""
    return "sent by" if contact.kind is ContactKind.LETTER else "asked for by"


def show_id(document_id: str) -> str:
    """Return a document's id, of a hash as much as tells it from others: "sha256:8c35e9a62536"."""
    return one_line(document_id[:_HASH_SHOWN] if document_id.startswith("sha256:") else document_id)


def show_record_id(record_id: str) -> str:
    """Return the beginning of the id of a contact, statement or event, by which `edit` and `join` find it."""
    return one_line(record_id[:_RECORD_SHOWN])


def show_count(number: int, noun: str) -> str:
    """Return "1 contact", "2,400 contacts"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


MODALITY_WORDS: dict[Modality, str] = {
    Modality.HAPPENED: "happened",
    Modality.PLANNED: "planned",
    Modality.CANCELLED: "cancelled",
    Modality.DENIED: "did not happen",
    Modality.DEMANDED: "demanded",
    Modality.HYPOTHETICAL: "hypothetical",
    Modality.BACKGROUND: "earlier, as background",
}

VOICE_WORDS: dict[Voice, str] = {
    "outlet": "the outlet’s words",
    "quoted": "quoted",
    "paraphrased": "paraphrased",
    "hedged": "hedged",
    "caption": "in a caption",
}

KIND_STYLES: dict[ContactKind, str] = {
    ContactKind.CALL: "bold cyan",
    ContactKind.MEETING: "bold green",
    ContactKind.VISIT: "bold yellow",
    ContactKind.LETTER: "bold magenta",
    ContactKind.CONVERSATION: "bold blue",
}
