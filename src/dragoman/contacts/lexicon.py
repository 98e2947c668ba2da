"""The cues of contacts: `lexicons/contacts.toml`, checked and made ready for looking up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import ContactKind, Modality


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A verb that tells a contact; `partner` says where the other side stands ("object" or prepositions)."""

    lemma: str
    kind: ContactKind
    partner: frozenset[str]
    reciprocal: bool
    initiator: bool
    particle: str | None


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun that names a contact; one of `news` does so in no readout, which speaks of relations with it."""

    lemma: str
    kind: ContactKind
    not_before: frozenset[str]
    not_after: frozenset[str]
    needs: frozenset[str]
    plural: bool
    medium: str | None
    news: bool


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Nouns of those in contact who are not named (`[party]`), by lemma.

    `tied` and `tied_bodies` count only with whose they are ("Marovian doctors"), `counts` with what they count ("a
    group of envoys").
    `press` are last words of what papers and channels are called; `not_heads` are keys of offices that are no party
    (the press), `tied_heads` those that need whose they are.
    """

    people: frozenset[str]
    tied: frozenset[str]
    bodies: frozenset[str]
    tied_bodies: frozenset[str]
    counts: frozenset[str]
    press: frozenset[str]
    not_heads: frozenset[str]
    tied_heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContactLexicon:
    """All cues of contacts, by lemma."""

    verbs: Mapping[str, VerbCue]
    nouns: Mapping[str, NounCue]
    media: Mapping[str, str]  # word → medium
    support: frozenset[str]
    telling: frozenset[str]
    joint: frozenset[str]
    about: frozenset[str]
    governors: Mapping[str, Modality]
    conventions: Mapping[tuple[str, str], ContactKind]  # (outlet, verb) → kind
    parties: PartyWords
    results: frozenset[str]  # what came of a contact: "the results of"
    going_on: frozenset[str]  # verb or noun with its preposition: "follow up on", "continuation of"


@cache
def load_contact_lexicon() -> ContactLexicon:
    """Return the cues of contacts.

    Raises LexiconError when a cue lacks an example or stands twice.
    """
    data: dict[str, Any] = read_lexicon("contacts.toml")
    for table in ("verb", "noun"):
        lemmas = [entry["lemma"] for entry in data[table]]
        for entry in data[table]:
            if not entry.get("examples"):
                raise LexiconError(f"contacts.toml: {table} {entry['lemma']!r} has no example; add `examples = […]`")
            if lemmas.count(entry["lemma"]) > 1:
                raise LexiconError(f"contacts.toml: {table} {entry['lemma']!r} stands twice; keep one entry")
    modality = data["modality"]
    return ContactLexicon(
        verbs={entry["lemma"]: _verb(entry) for entry in data["verb"]},
        nouns={entry["lemma"]: _noun(entry) for entry in data["noun"]},
        media={word: medium for medium, words in data["medium"].items() for word in words},
        support=frozenset(data["support"]["lemmas"]),
        telling=frozenset(data["telling"]["lemmas"]),
        joint=frozenset(data["telling"]["joint"]),
        about=frozenset(data["about"]["lemmas"]),
        governors={lemma: Modality(name) for name, lemmas in modality.items() for lemma in lemmas},
        conventions={(entry["outlet"], entry["lemma"]): ContactKind(entry["kind"]) for entry in data["convention"]},
        parties=PartyWords(**{name: frozenset(data["party"][name]) for name in PartyWords.__slots__}),
        results=frozenset(data["going_on"]["results"]),
        going_on=frozenset(data["going_on"]["phrases"]),
    )


def _verb(entry: Mapping[str, Any]) -> VerbCue:
    return VerbCue(
        entry["lemma"],
        ContactKind(entry["kind"]),
        frozenset(entry["partner"]),
        entry.get("reciprocal", False),
        entry.get("initiator", False),
        entry.get("particle"),
    )


def _noun(entry: Mapping[str, Any]) -> NounCue:
    words = {name: frozenset(entry.get(name, ())) for name in ("not_before", "not_after", "needs")}
    return NounCue(
        entry["lemma"],
        ContactKind(entry["kind"]),
        plural=entry.get("plural", False),
        medium=entry.get("medium"),
        news=entry.get("news", False),
        **words,
    )
