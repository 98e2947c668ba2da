"""A sentence whose actor and recipient are given → the event between them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.cast import Analysis
from dragoman.coding.governors import find_governed, transform
from dragoman.coding.lexicon import Cue, EventLexicon, load_event_lexicon
from dragoman.coding.match import Match, find_matches
from dragoman.coding.modality import find_modality
from dragoman.coding.scene import Scene
from dragoman.language.tree import ancestors, subtree
from dragoman.record import EventType, Modality, Sentence, Span

GUESSED = 0.35  # confidence where only the words are there, not what joins them


@dataclass(frozen=True, slots=True)
class Coded:
    """What was coded between two given sides."""

    type: EventType
    mode: str | None
    cameo: str | None
    modality: Modality
    confidence: float
    rule: str


def code_between(body: Analysis, actor: Span | None, recipient: Span | None) -> Coded | None:
    """Return the event that a text tells between an actor and a recipient; None where no cue tells any."""
    lexicon = load_event_lexicon()
    scene = Scene(body, lexicon.actors, lexicon.measures)
    sides = _Sides(scene, actor, recipient)
    found = [
        (sides.score(match), match)
        for sentence in body.parse.sentences
        for match in all_matches(scene, sentence, lexicon)
    ]
    if not found:
        return _guess(scene, lexicon)
    score, best = max(found, key=lambda pair: pair[0])
    confidence = round(best.confidence * min(1.0, 0.5 + score / 10), 3)
    return Coded(best.type, best.mode, best.cameo, find_modality(scene, best, lexicon), confidence, best.rule)


def _guess(scene: Scene, lexicon: EventLexicon) -> Coded | None:
    """The event whose words stand in the text, whatever joins them: "Orvania lifts travel ban" as a headline has it.

    Asked only where no cue fits as it should; what it asks for besides its verb or noun must stand somewhere.
    """
    words = {form for token in scene.parse.tokens for form in (token.lemma, token.text.lower(), *scene.forms(token))}
    best: tuple[float, Cue] | None = None
    for word in sorted(words | {word.removesuffix("s") for word in words}):
        for cue in (*lexicon.verbs.get(word, ()), *lexicon.nouns.get(word, ())):
            asked = [nouns for nouns in (cue.objects, cue.subjects, *(n for _, n in cue.behind)) if nouns]
            if all(not nouns.isdisjoint(words) for nouns in asked):
                score = cue.confidence + 0.5 * len(asked)
                best = (score, cue) if best is None or score > best[0] else best
    if best is None:
        return None
    cue = best[1]
    return Coded(cue.type, cue.mode, cue.cameo, Modality.HAPPENED, GUESSED, f"loose:{cue.rule}")


def all_matches(scene: Scene, sentence: Sentence, lexicon: EventLexicon) -> tuple[Match, ...]:
    """Return every match of a sentence, cues as their auxiliaries make them and what governors make of others."""
    cues = tuple(transform(scene, match, lexicon) for match in find_matches(scene, sentence, lexicon))
    return (*cues, *find_governed(scene, sentence, lexicon))


class _Sides:
    """The tokens of the two given sides."""

    def __init__(self, scene: Scene, actor: Span | None, recipient: Span | None) -> None:
        self.scene = scene
        self.actor, self.recipient = self._tokens(actor), self._tokens(recipient)

    def _tokens(self, span: Span | None) -> frozenset[int]:
        if span is None:
            return frozenset()
        tokens = self.scene.parse.tokens
        return frozenset(token.index for token in tokens if token.start < span.end and span.start < token.end)

    def score(self, match: Match) -> float:
        """Return how well a match fits the two sides: where they stand, how much it asks for, how high it stands."""
        actors = {token.index for token in match.actors}
        recipients = {token.index for token in match.recipients}
        wide = {at for token in match.recipients for at in subtree(self.scene.parse, token.index)}
        score = match.confidence * 2 + 0.2 * match.weight + 1.0 * bool(match.inside)
        score += 3.0 * bool(actors & self.actor) - 1.5 * bool(actors & self.recipient and not actors & self.actor)
        score += 2.0 * bool(recipients & self.recipient) - 1.0 * bool(recipients & self.actor)
        score += 1.0 * bool(not recipients & self.recipient and wide & self.recipient)
        if {at for token in match.words for at in (token.index,)} & (self.actor | self.recipient):
            score -= 1.0  # the cue stands inside a side's own name
        if match.is_noun and len(match.words) == 1:
            score -= 1.0  # "the request" told of in passing
        above = (match.verb, *ancestors(self.scene.parse, match.verb.index))
        aside = sum(token.dep in {"relcl", "acl", "advcl"} for token in above)
        return score - 0.2 * len(above) - 0.6 * aside
