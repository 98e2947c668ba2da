"""The words by which speech is reported: `lexicons/speech.toml`, checked and made ready for looking up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import Act, Modality


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports words, and where around it their parts stand (see the head of `speech.toml`).

    `preposition` or `particle` must stand at the verb, `unless` must not ("spoke with her about" reports a
    contact); `infinitive_act` is its act before an infinitive
    ("told him to wait" asks); `objects` are the only nouns that its object may be; with `documents` only a text
    says it ("the survey shows").
    """

    lemma: str
    act: Act
    content: tuple[str, ...]
    hearer: frozenset[str] = frozenset()
    addressee: frozenset[str] = frozenset()
    inquit: bool = False
    whole: bool = False
    people: bool = True
    quoted: bool = False
    preposition: str | None = None
    particle: str | None = None
    objects: frozenset[str] = frozenset()
    unless: str | None = None
    infinitive_act: Act | None = None
    documents: bool = False

    @property
    def hears(self) -> bool:
        """Whether its object is somebody who hears it: "told him", "asked her"."""
        return "object" in self.hearer or "object" in self.addressee


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun that reports words together with a verb: "expressed concern about".

    One that `greets` may stand alone, and says it to whom "to" names: "conveyed her best wishes to the chancellor".
    """

    lemma: str
    act: Act
    content: tuple[str, ...]
    verbs: frozenset[str]
    greets: bool = False


@dataclass(frozen=True, slots=True)
class AttitudeCue:
    """A noun or adjective that tells what its holder says, thinks or wants: "his belief that", "is ready to"."""

    lemma: str
    act: Act
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """All of `speech.toml`, by lemma."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[NounCue, ...]]
    attitudes: Mapping[str, AttitudeCue]  # nouns with a holder
    adjectives: Mapping[str, AttitudeCue]
    hearsay: Mapping[str, Act]  # passives that tell what nobody is said to say: "is believed to"
    carriers: Mapping[str, Modality]
    topic_nouns: frozenset[str]
    topic_verbs: frozenset[str]
    topic_prepositions: frozenset[str]
    topic_passives: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]
    hedges: frozenset[str]
    occasions: frozenset[str]
    occasion_prepositions: frozenset[str]
    channels: frozenset[str]  # where words are published, never what they are about
    public: frozenset[str]  # hearers and occasions that make words public
    loose: frozenset[str]  # plurals that without "the" are some people, nobody named before
    texts: frozenset[str]  # "the minister's letter" says what the minister says
    documents: frozenset[str]  # texts and findings that speak where no author is told
    things: frozenset[str]  # what shows or suggests something and says nothing
    announcements: frozenset[str]  # nouns that a quotation may follow behind a colon
    opinions: frozenset[str]  # "in her words"
    noun_verbs: frozenset[str]  # verbs that some noun of speech goes with
    triggers: frozenset[str]  # lemmas without which a sentence reports nothing


# the lists of words, and the table and key of the file where each stands
_LISTS = {
    "topic_nouns": ("topic", "nouns"),
    "topic_verbs": ("topic", "verbs"),
    "topic_prepositions": ("topic", "prepositions"),
    "topic_passives": ("topic", "passives"),
    "people": ("speakers", "people"),
    "bodies": ("speakers", "bodies"),
    "media": ("speakers", "media"),
    "loose": ("speakers", "loose"),
    "texts": ("speakers", "texts"),
    "documents": ("speakers", "documents"),
    "things": ("speakers", "things"),
    "hedges": ("hedge", "words"),
    "occasions": ("occasion", "nouns"),
    "occasion_prepositions": ("occasion", "prepositions"),
    "channels": ("occasion", "channels"),
    "public": ("public", "nouns"),
    "announcements": ("announcement", "nouns"),
    "opinions": ("opinion", "nouns"),
}
_FRAME_FIELDS = frozenset({"content", "hearer", "addressee", "inquit", "whole", "people", "unless", "documents"})
_VERB_FIELDS = frozenset(
    {"lemma", "frame", "act", "examples", "preposition", "particle", "quoted", "infinitive_act", "content", "objects"}
)
_ATTITUDE_FIELDS = frozenset({"lemma", "act", "content", "examples"})
_NOUN_FIELDS = frozenset({"lemma", "act", "content", "verbs", "examples", "greets"})


@cache
def load_speech_lexicon() -> SpeechLexicon:
    """Return the words by which speech is reported.

    Raises LexiconError when an entry lacks an example, names an unknown frame, act or field, or stands twice.
    """
    return read_speech_lexicon(read_lexicon("speech.toml"))


def read_speech_lexicon(data: Mapping[str, Any]) -> SpeechLexicon:
    """Return the lexicon of the tables of a file; raises LexiconError as `load_speech_lexicon` does."""
    frames: dict[str, dict[str, Any]] = data["frame"]
    for name, frame in frames.items():
        _refuse_unknown(f"frame {name!r}", frame, _FRAME_FIELDS)
    verbs, nouns = _cues(data, frames)
    noun_verbs = frozenset(verb for cues in nouns.values() for cue in cues for verb in cue.verbs)
    return SpeechLexicon(
        # what needs a preposition or particle is looked at first: "called for" before "called"
        verbs={
            lemma: tuple(sorted(cues, key=lambda cue: cue.preposition is None and cue.particle is None))
            for lemma, cues in verbs.items()
        },
        nouns={lemma: tuple(cues) for lemma, cues in nouns.items()},
        attitudes=_attitudes(data["attitude"]),
        adjectives=_attitudes(data["adjective"]),
        hearsay={lemma: Act(act) for act, lemmas in data["hearsay"].items() for lemma in lemmas},
        carriers={lemma: Modality(name) for name, lemmas in data["carrier"].items() for lemma in lemmas},
        **{name: frozenset(data[table][key]) for name, (table, key) in _LISTS.items()},
        noun_verbs=noun_verbs,
        triggers=noun_verbs
        | verbs.keys()
        | frozenset(data["topic"]["verbs"])
        | {"accord", "according"}
        | frozenset(data["opinion"]["nouns"])
        | {entry["lemma"] for table in ("attitude", "adjective") for entry in data[table]},
    )


def _cues(
    data: Mapping[str, Any], frames: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, list[Cue]], dict[str, list[NounCue]]]:
    """The verbs and the nouns that report words, by lemma."""
    verbs: dict[str, list[Cue]] = {}
    for entry in data["verb"]:
        _check(entry, _VERB_FIELDS)
        verbs.setdefault(entry["lemma"], []).append(_verb(entry, frames))
    nouns: dict[str, list[NounCue]] = {}
    support = frozenset(data["support"]["lemmas"])
    for entry in data["noun"]:
        _check(entry, _NOUN_FIELDS)
        nouns.setdefault(entry["lemma"], []).append(_noun(entry, support))
    _refuse_twice(verbs, nouns)
    return verbs, nouns


def _attitudes(entries: list[dict[str, Any]]) -> dict[str, AttitudeCue]:
    found: dict[str, AttitudeCue] = {}
    for entry in entries:
        _check(entry, _ATTITUDE_FIELDS)
        if entry["lemma"] in found:
            raise LexiconError(f"speech.toml: {entry['lemma']!r} stands twice in one table; keep one entry")
        found[entry["lemma"]] = AttitudeCue(entry["lemma"], _act(entry), tuple(entry["content"]))
    return found


def _check(entry: Mapping[str, Any], fields: frozenset[str]) -> None:
    name = f"entry {entry.get('lemma')!r}"
    _refuse_unknown(name, entry, fields)
    if not entry.get("examples"):
        raise LexiconError(
            f"speech.toml: {name} has no example; add `examples = [{{ text = …, speaker = …, content = … }}]`"
        )


def _refuse_unknown(name: str, table: Mapping[str, Any], fields: frozenset[str]) -> None:
    unknown = sorted(table.keys() - fields)
    if unknown:
        raise LexiconError(
            f"speech.toml: {name}: unknown field {unknown[0]!r}; the fields are {', '.join(sorted(fields))}"
        )


def _refuse_twice(verbs: Mapping[str, list[Cue]], nouns: Mapping[str, list[NounCue]]) -> None:
    keys = [(cue.lemma, cue.preposition, cue.particle, cue.content) for cues in verbs.values() for cue in cues]
    named = [(cue.lemma, verb) for cues in nouns.values() for cue in cues for verb in cue.verbs]
    for entry in (*keys, *named):
        if keys.count(entry) + named.count(entry) > 1:  # type: ignore[arg-type]
            raise LexiconError(
                f"speech.toml: {entry[0]!r} stands twice with the same verb or preposition; keep one entry"
            )


def _verb(entry: Mapping[str, Any], frames: Mapping[str, Mapping[str, Any]]) -> Cue:
    frame = frames.get(entry["frame"])
    if frame is None:
        raise LexiconError(
            f"speech.toml: entry {entry['lemma']!r}: no frame {entry['frame']!r}; write one of {', '.join(frames)}"
        )
    infinitive = entry.get("infinitive_act")
    return Cue(
        lemma=entry["lemma"],
        act=_act(entry),
        content=tuple(entry.get("content", frame["content"])),
        hearer=frozenset(frame.get("hearer", ())),
        addressee=frozenset(frame.get("addressee", ())),
        inquit=frame.get("inquit", False),
        whole=frame.get("whole", False),
        people=frame.get("people", True),
        objects=frozenset(entry.get("objects", ())),
        unless=frame.get("unless"),
        documents=frame.get("documents", False),
        quoted=entry.get("quoted", False),
        preposition=entry.get("preposition"),
        particle=entry.get("particle"),
        infinitive_act=Act(infinitive) if infinitive else None,
    )


def _noun(entry: Mapping[str, Any], support: frozenset[str]) -> NounCue:
    return NounCue(
        lemma=entry["lemma"],
        act=_act(entry),
        content=tuple(entry["content"]),
        verbs=frozenset(entry.get("verbs", support)),
        greets=entry.get("greets", False),
    )


def _act(entry: Mapping[str, Any]) -> Act:
    try:
        return Act(entry["act"])
    except ValueError as error:
        raise LexiconError(
            f"speech.toml: entry {entry['lemma']!r}: no act {entry['act']!r}; write one of {', '.join(Act)}"
        ) from error
