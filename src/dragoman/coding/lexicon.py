"""The cues of events: `lexicons/events/*.toml`, one file a PLOVER type, checked and made ready for looking up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import EventType, Modality

WORDS_FILE: Final = "event_words.toml"
_FIELDS: Final = frozenset(
    {
        "verbs", "nouns", "particle", "objects", "subjects", "unless", "behind", "with", "actor",
        "recipient", "mode", "cameo", "confidence", "people", "needs", "carriers", "purpose", "examples", "not",
    }
)  # fmt: skip
_EXAMPLE_FIELDS: Final = frozenset({"text", "actor", "recipient", "mode", "modality"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell an event of one type; see the head of `event_words.toml` for the fields.

    A cue has `verbs` or `nouns`.  `objects` are what the verb's object must be,
    `subjects` its subject, `unless` what neither may be ("object": no object at all), `behind` what must stand behind a
    preposition, `words` what must stand beside a noun.  `recipient` lists where the other side stands, the first
    place that is taken counts; with `people` it must be somebody who can act.
    """

    rule: str
    type: EventType
    mode: str | None
    cameo: str | None
    verbs: frozenset[str]
    nouns: frozenset[str]
    particle: str | None
    objects: frozenset[str]
    subjects: frozenset[str]
    unless: frozenset[str]
    behind: tuple[tuple[str, frozenset[str]], ...]
    words: frozenset[str]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    people: bool
    needs_recipient: bool
    carriers: frozenset[str]
    purpose: frozenset[str]
    confidence: float

    @property
    def weight(self) -> int:
        """How much the cue asks for: of two that fit, the one that asks for more is meant."""
        named = any(nouns for _, nouns in self.behind)
        asked = (self.objects, self.behind, self.particle, self.words, self.subjects, self.purpose)
        return sum(points for points, field in zip((2, 1, 2, 1, 2, 2), asked, strict=True) if field) + named


@dataclass(frozen=True, slots=True)
class Governor:
    """Words that make another event of the one they look at: "refused to meet" is REJECT, mode meet."""

    rule: str
    verbs: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    becomes: Mapping[str, tuple[EventType, str | None, str]]  # type of what they look at, or "" → type, mode, CAMEO
    recipient: tuple[str, ...]
    others: frozenset[str]  # verbs that ask of others alone: "wanted him to go"
    helper: frozenset[str]  # prepositions one of which must hang on the verb: "called on"
    needs: str  # "event", "clause" or "nothing": what it must look at
    looks: frozenset[str]  # where it looks: "clause", "object", prepositions
    confidence: float


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All cues and governors, by the words that can open them."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    governors: Mapping[str, tuple[Governor, ...]]
    future: Mapping[str, tuple[EventType, str | None, str]]  # what an event that is announced becomes, by its type
    refused: Mapping[str, tuple[EventType, str | None, str]]
    required: Mapping[str, tuple[EventType, str | None, str]]  # "must", "should" in what somebody says
    light: frozenset[str]  # verbs that only carry a noun: "carried out an attack"
    receiving: frozenset[str]  # those whose subject it is done to: "faced criticism from"
    measures: frozenset[str]  # nouns that only count: "dozens of prisoners"
    actors: frozenset[str]  # nouns that may act: "troops", "protesters"
    saying: frozenset[str]
    places: frozenset[str]  # what can be stormed or held: "base", "town"
    papers: frozenset[str]  # last words of names of laws and treaties, which act on nobody: "the Water Act"
    relating: frozenset[str]  # nouns that only relate: "in the wake of"
    scolding: frozenset[str]  # verbs of force that are words where politicians use them: "attacked his rival"
    winning: frozenset[str]  # those that are votes or games: "beat his rival"
    modality: Mapping[str, Modality]  # of what these words look at, or stand beside
    cues: tuple[Cue, ...]


def type_files() -> Mapping[EventType, str]:
    """Return the file of each type."""
    return MappingProxyType({kind: f"events/{kind.lower()}.toml" for kind in EventType})


@cache
def load_event_lexicon() -> EventLexicon:
    """Return the cues of events.

    Raises LexiconError where a cue has no example or near miss, an unknown field or an empty word class.
    """
    data: dict[str, Any] = read_lexicon(WORDS_FILE)
    classes = _classes({**data["class"], "actors": data["actors"]["nouns"]})
    cues = tuple(cue for kind, file in type_files().items() for cue in _read_cues(kind, file, classes))
    return EventLexicon(
        verbs=_index((verb, cue) for cue in cues for verb in sorted(cue.verbs)),
        nouns=_index((noun, cue) for cue in cues for noun in sorted(cue.nouns)),
        governors=_govern(data["governor"]),
        future=_table(data["future"]),
        refused=_table(data["refused"]),
        required=_table(data["required"]),
        light=frozenset(data["light"]["verbs"]),
        receiving=frozenset(data["light"]["receiving"]),
        measures=frozenset(data["measures"]["nouns"]),
        actors=frozenset(data["actors"]["nouns"]),
        saying=frozenset(data["saying"]["verbs"]),
        places=frozenset(data["class"]["places"]),
        papers=frozenset(data["papers"]["nouns"]),
        relating=frozenset(data["relating"]["nouns"]),
        scolding=frozenset(data["figurative"]["scolding"]),
        winning=frozenset(data["figurative"]["winning"]),
        modality={word: Modality(name) for name, words in data["modality"].items() for word in words},
        cues=cues,
    )


def _index(pairs: Iterator[tuple[str, Cue]]) -> Mapping[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for word, cue in pairs:
        found.setdefault(word.split()[-1], []).append(cue)
    return MappingProxyType(
        {word: tuple(sorted(cues, key=lambda cue: (-cue.weight, -cue.confidence))) for word, cues in found.items()}
    )


def _classes(data: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    for name, words in data.items():
        if not words:
            raise LexiconError(f"{WORDS_FILE}: class {name!r} is empty; give its words, or take it away")
    return {name: frozenset(words) for name, words in data.items()}


def _read_cues(kind: EventType, file: str, classes: Mapping[str, frozenset[str]]) -> Iterator[Cue]:
    data: dict[str, Any] = read_lexicon(file)
    if data.get("type") != kind.value:
        raise LexiconError(f'{file}: type is {data.get("type")!r}; write `type = "{kind.value}"` at its head')
    for number, entry in enumerate(data["cue"], start=1):
        yield _cue(kind, file, number, entry, classes)


def _cue(
    kind: EventType, file: str, number: int, entry: Mapping[str, Any], classes: Mapping[str, frozenset[str]]
) -> Cue:
    name = f"{file}: cue {number} ({', '.join([*entry.get('verbs', ()), *entry.get('nouns', ())][:3])})"
    _check(name, entry)
    words = [*entry.get("verbs", ()), *entry.get("nouns", ())]
    label = " ".join([words[0], *[entry["particle"]][:1]] if "particle" in entry else words[:1])
    if entry.get("objects"):
        label = f"{label} {entry['objects'][0].lstrip('@')}"
    objects = _widen(name, entry.get("objects", ()), classes)
    return Cue(
        rule=f"{kind.value}:{label}",
        type=kind,
        mode=entry.get("mode"),
        cameo=entry.get("cameo"),
        verbs=_widen(name, entry.get("verbs", ()), classes),
        nouns=_widen(name, entry.get("nouns", ()), classes),
        particle=entry.get("particle"),
        objects=objects,
        subjects=_widen(name, entry.get("subjects", ()), classes),
        unless=_widen(name, entry.get("unless", ()), classes),
        behind=tuple((prep, _widen(name, nouns, classes)) for prep, nouns in entry.get("behind", {}).items()),
        words=_widen(name, entry.get("with", ()), classes),
        actor=tuple(entry.get("actor", ("subject",))),
        recipient=tuple(entry.get("recipient", () if objects else ("object",))),
        people=entry.get("people", False),
        needs_recipient=entry.get("needs") == "recipient",
        carriers=frozenset(entry.get("carriers", ())),
        purpose=frozenset(entry.get("purpose", ())),
        confidence=entry.get("confidence", 0.85),
    )


def _check(name: str, entry: Mapping[str, Any]) -> None:
    unknown = sorted(entry.keys() - _FIELDS)
    if unknown:
        raise LexiconError(f"{name}: unknown field {unknown[0]!r}; the fields are {', '.join(sorted(_FIELDS))}")
    if not entry.get("verbs") and not entry.get("nouns"):
        raise LexiconError(f"{name}: neither verbs nor nouns; give the words that tell the event")
    if not entry.get("examples") or not entry.get("not"):
        raise LexiconError(f"{name}: no example or no near miss; add `examples = [{{ text = … }}]` and `not = […]`")
    for example in entry["examples"]:
        strange = sorted(example.keys() - _EXAMPLE_FIELDS)
        if strange:
            raise LexiconError(
                f"{name}: an example has {strange[0]!r}; it may have {', '.join(sorted(_EXAMPLE_FIELDS))}"
            )


def _widen(name: str, words: list[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Words with each `@class` replaced by its words."""
    found: set[str] = set()
    for word in words:
        before, at, name_of_class = word.rpartition("@")
        if not at:
            found.add(word)
        elif name_of_class in classes:
            found |= {f"{before}{noun}" for noun in classes[name_of_class]}  # "free @prisoners"
        else:
            raise LexiconError(
                f"{name}: no class {word!r} in {WORDS_FILE}; the classes are {', '.join(sorted(classes))}"
            )
    return frozenset(found)


def _govern(data: list[dict[str, Any]]) -> Mapping[str, tuple[Governor, ...]]:
    found: dict[str, list[Governor]] = {}
    for entry in data:
        governor = Governor(
            rule=f"governor:{entry['name']}",
            verbs=frozenset(entry.get("verbs", ())),
            adjectives=frozenset(entry.get("adjectives", ())),
            nouns=frozenset(entry.get("nouns", ())),
            becomes=_table(entry["becomes"]),
            recipient=tuple(entry.get("recipient", ())),
            needs=entry["needs"],
            looks=frozenset(entry["looks"]),
            others=frozenset(entry.get("others", ())),
            helper=frozenset(entry.get("helper", ())),
            confidence=entry.get("confidence", 0.85),
        )
        for word in sorted(governor.verbs | governor.adjectives | governor.nouns):
            found.setdefault(word.split()[0], []).append(governor)
    return MappingProxyType({word: tuple(governors) for word, governors in found.items()})


def _table(data: Mapping[str, list[str]]) -> Mapping[str, tuple[EventType, str | None, str]]:
    """Type → type, mode, CAMEO; the key "any" stands for everything that is not listed."""
    return MappingProxyType(
        {
            "" if key == "any" else EventType(key).value: (EventType(value[0]), value[1] or None, value[2])
            for key, value in data.items()
        }
    )
