"""A sentence whose actor and recipient are given → the event between them.

Each cue that fits speaks for its type, the more the better the two sides stand where it looks for them; so do words of
cues that stand there loosely; so does the learned model.  `data/learned.toml` says how much each counts.  With
`learned=False` the rules decide alone.
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from dragoman.actors.cast import Analysis
from dragoman.coding.governors import PRONOUNS, find_governed, transform
from dragoman.coding.learned import MODEL, score_types
from dragoman.coding.lexicon import Cue, EventLexicon, load_event_lexicon
from dragoman.coding.match import Match, find_matches
from dragoman.coding.modality import find_modality
from dragoman.coding.scene import Scene
from dragoman.language.tree import ancestors, subtree
from dragoman.record import EventType, Modality, Sentence, Span, Token

GUESSED = 0.35  # confidence, by rules alone, where only the words are there, not what joins them
# what may speak for a type, each a value from 0 to about 1: a cue with both sides in their places, with one of them,
# with neither; its own confidence, whether it is the best of all and how good; words of a cue that stand loosely; the
# logarithm of what the learned model says
EVIDENCE: Final = ("both", "actor", "recipient", "apart", "confidence", "best", "fit", "loose", "learned")
Values = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """What was coded between two given sides."""

    type: EventType
    mode: str | None
    cameo: str | None
    modality: Modality
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Settling:
    """How much each piece of evidence counts, how sure its sum makes us, and what CAMEO code a type has by itself."""

    weights: Values
    likely: Values  # what the sums of evidence come to as a share, rising …
    right: Values  # … and how often such an answer was right
    cameo: Mapping[EventType, str]

    def confide(self, share: float) -> float:
        """Return how often an answer with this share of the evidence was right, between points measured."""
        at = bisect_right(self.likely, share)
        if at in {0, len(self.likely)}:
            return self.right[min(at, len(self.right) - 1)]
        low, high = self.likely[at - 1], self.likely[at]
        part = (share - low) / (high - low)
        return self.right[at - 1] + part * (self.right[at] - self.right[at - 1])


@cache
def load_settling() -> Settling:
    """Return the weights that come with the package."""
    text = resources.files("dragoman.coding").joinpath("data/learned.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return Settling(
        tuple(data["weights"][name] for name in EVIDENCE), tuple(data["confidence"]["likely"]),
        tuple(data["confidence"]["right"]), MappingProxyType({kind: data["cameo"][kind.value] for kind in EventType}),
    )  # fmt: skip


def code_between(body: Analysis, actor: Span | None, recipient: Span | None, *, learned: bool = True) -> Coded | None:
    """Return the event that a text tells between an actor and a recipient.

    By rules alone (`learned=False`) None where no cue tells any.  With the learned model there is always an answer; how
    far to trust it says its confidence.
    """
    lexicon = load_event_lexicon()
    scene = Scene(body, lexicon.actors, lexicon.measures)
    sides = Sided(scene, actor, recipient)
    found = sides.rank(lexicon)
    guessed = _guess(scene, lexicon)
    if learned:
        return _settle(sides, found, guessed, lexicon)
    if not found:
        return None if not guessed else _loosely(max(guessed.values(), key=lambda pair: pair[0])[1], GUESSED)
    score, best = max(found, key=lambda pair: pair[0])
    confidence = round(best.confidence * min(1.0, 0.5 + score / 10), 3)
    return Coded(best.type, best.mode, best.cameo, find_modality(scene, best, lexicon), confidence, best.rule)


def _settle(
    sides: Sided,
    found: list[tuple[float, Match]],
    guessed: Mapping[EventType, tuple[float, Cue]],
    lexicon: EventLexicon,
) -> Coded | None:
    if not sides.scene.parse.tokens:
        return None
    settling = load_settling()
    said = score_types(sides.scene, sides.actor, sides.recipient)
    shares = share_out(gather_evidence(sides, found, guessed, said), settling.weights)
    kind = max(EventType, key=lambda one: shares[one])
    confidence = round(settling.confide(shares[kind]), 3)
    match = max((pair for pair in found if pair[1].type is kind), key=lambda pair: pair[0], default=None)
    if match is not None:
        best = match[1]
        return Coded(kind, best.mode, best.cameo, find_modality(sides.scene, best, lexicon), confidence, best.rule)
    if kind in guessed:
        return _loosely(guessed[kind][1], confidence)
    coded = Coded(kind, None, settling.cameo[kind], Modality.HAPPENED, confidence, f"learned:{MODEL}")
    verb = sides.verb()
    if verb is None:
        return coded
    told = Match(kind, None, coded.cameo, coded.rule, confidence, verb, verb, (verb,), (), ())
    return replace(coded, modality=find_modality(sides.scene, told, lexicon))


def _loosely(cue: Cue, confidence: float) -> Coded:
    return Coded(cue.type, cue.mode, cue.cameo, Modality.HAPPENED, confidence, f"loose:{cue.rule}")


def gather_evidence(
    sides: Sided,
    found: Iterable[tuple[float, Match]],
    guessed: Mapping[EventType, tuple[float, Cue]],
    said: Mapping[EventType, float],
) -> Mapping[EventType, Values]:
    """Return what speaks for each type, in the order of `EVIDENCE`."""
    best: dict[EventType, tuple[float, Match]] = {}
    looked_at: set[EventType] = set()  # "will not end the strike" is no end of it
    for score, match in found:
        looked_at.update(inside.type for inside in match.inside)
        if match.type not in best or score > best[match.type][0]:
            best[match.type] = (score, match)
    top = max((score for score, _ in best.values()), default=0.0)
    evidence: dict[EventType, Values] = {}
    for kind in EventType:
        learned = math.log(max(said[kind], 1e-4))
        if kind not in best:
            evidence[kind] = (*(0.0,) * 7, float(kind in guessed and kind not in looked_at), learned)
            continue
        score, match = best[kind]
        acts, done_to = sides.joins(match)
        places = (acts and done_to, acts and not done_to, done_to and not acts, not acts and not done_to)
        evidence[kind] = (*map(float, places), match.confidence, float(score >= top), score / 5, 0.0, learned)
    return evidence


def share_out(evidence: Mapping[EventType, Values], weights: Values) -> Mapping[EventType, float]:
    """Return each type's share of the evidence; the shares sum to one."""
    sums = {
        kind: sum(weight * value for weight, value in zip(weights, values, strict=True))
        for kind, values in evidence.items()
    }
    top = max(sums.values())
    powers = {kind: math.exp(value - top) for kind, value in sums.items()}
    total = sum(powers.values())
    return {kind: power / total for kind, power in powers.items()}


def _guess(scene: Scene, lexicon: EventLexicon) -> Mapping[EventType, tuple[float, Cue]]:
    """Events whose words stand in the text, whatever joins them: "Orvania lifts travel ban" as a headline has it.

    What a cue asks for besides its verb or noun must stand somewhere.
    """
    words = {form for token in scene.parse.tokens for form in (token.lemma, token.text.lower(), *scene.forms(token))}
    best: dict[EventType, tuple[float, Cue]] = {}
    for word in sorted(words | {word.removesuffix("s") for word in words}):
        for cue in (*lexicon.verbs.get(word, ()), *lexicon.nouns.get(word, ())):
            asked = [nouns for nouns in (cue.objects, cue.subjects, *(n for _, n in cue.behind)) if nouns]
            if all(not nouns.isdisjoint(words) for nouns in asked):
                score = cue.confidence + 0.5 * len(asked)
                if cue.type not in best or score > best[cue.type][0]:
                    best[cue.type] = (score, cue)
    return best


def all_matches(scene: Scene, sentence: Sentence, lexicon: EventLexicon) -> tuple[Match, ...]:
    """Return every match of a sentence, cues as their auxiliaries make them and what governors make of others."""
    cues = tuple(transform(scene, match, lexicon) for match in find_matches(scene, sentence, lexicon))
    return (*cues, *find_governed(scene, sentence, lexicon))


class Sided:
    """A text with the tokens of its two given sides."""

    __slots__ = ("actor", "recipient", "scene")

    def __init__(self, scene: Scene, actor: Span | None, recipient: Span | None) -> None:
        self.scene = scene
        self.actor, self.recipient = self._tokens(actor), self._tokens(recipient)

    def _tokens(self, span: Span | None) -> frozenset[int]:
        if span is None:
            return frozenset()
        tokens = self.scene.parse.tokens
        return frozenset(token.index for token in tokens if token.start < span.end and span.start < token.end)

    def rank(self, lexicon: EventLexicon) -> list[tuple[float, Match]]:
        """Return all matches of the text, each with how well it fits the two sides."""
        sentences = self.scene.parse.sentences
        return [(self.score(match), match) for one in sentences for match in all_matches(self.scene, one, lexicon)]

    def guess(self, lexicon: EventLexicon) -> Mapping[EventType, tuple[float, Cue]]:
        """Return for each type the cue whose words stand there loosely, if any do."""
        return _guess(self.scene, lexicon)

    def verb(self) -> Token | None:
        """Return the verb that governs the actor, or else the recipient."""
        tokens = self.scene.parse.tokens
        for side in (self.actor, self.recipient):
            above: Iterator[Token] = (one for at in sorted(side) for one in ancestors(self.scene.parse, at))
            verb = next((token for token in above if token.tag.startswith("VB")), None)
            if verb is not None:
                return verb
        return next((token for token in tokens if token.tag.startswith("VB")), None)

    def joins(self, match: Match) -> tuple[bool, bool]:
        """Tell whether the actor acts in a match, and whether it is done to the recipient."""
        wide = {at for token in match.recipients for at in (token.index, *subtree(self.scene.parse, token.index))}
        return not self.acting(match).isdisjoint(self.actor), not wide.isdisjoint(self.recipient)

    def acting(self, match: Match) -> frozenset[int]:
        """Return the tokens of who acts; "they" in what somebody says is also who says it."""
        acting = {token.index for token in match.actors}
        if any(token.lemma in PRONOUNS for token in match.actors):
            saying = load_event_lexicon().saying
            above = ancestors(self.scene.parse, match.verb.index)
            speaker = next((token for token in above if token.lemma in saying), None)
            acting |= {token.index for token in self.scene.subjects(speaker)} if speaker is not None else set()
        return frozenset(acting)

    def score(self, match: Match) -> float:
        """Return how well a match fits the two sides: where they stand, how much it asks for, how high it stands."""
        actors = self.acting(match)
        recipients = {token.index for token in match.recipients}
        wide = {at for token in match.recipients for at in subtree(self.scene.parse, token.index)}
        score = match.confidence * 2 + 0.2 * match.weight + 1.0 * bool(match.inside)
        score += 3.0 * bool(actors & self.actor) - 1.5 * bool(actors & self.recipient and not actors & self.actor)
        score += 2.0 * bool(recipients & self.recipient) - 1.0 * bool(recipients & self.actor)
        score += 1.0 * bool(not recipients & self.recipient and wide & self.recipient)
        if {token.index for token in match.words} & (self.actor | self.recipient):
            score -= 1.0  # the cue stands inside a side's own name
        if match.is_noun and len(match.words) == 1:
            score -= 1.0  # "the request" told of in passing
        above = (match.verb, *ancestors(self.scene.parse, match.verb.index))
        aside = sum(token.dep in {"relcl", "acl", "advcl"} for token in above)
        return score - 0.2 * len(above) - 0.6 * aside
