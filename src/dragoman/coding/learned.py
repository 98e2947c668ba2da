"""A sentence with its actor and recipient → how likely each type of event is, by a small learned model.

Every word that stands where the sentence joins the two sides has a vote for each type, in its place: as a verb, a noun,
a preposition, a pair with its verb.  Verbs and nouns that no training sentence had vote as their vectors do.  The votes
are added up.  `data/learned.npz` holds them, `python -m training.events` fits them, `docs/event-model.md` is its card.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from dragoman.coding.scene import Scene
from dragoman.language.tree import children
from dragoman.record import EventType, Token

Matrix = npt.NDArray[np.float32]

MODEL: Final = "events-1"
TYPES: Final = tuple(EventType)
# what hangs on a word of the way between the two sides and tells what it means
COMPLEMENTS: Final = frozenset(
    {"dobj", "prt", "prep", "neg", "aux", "xcomp", "ccomp", "attr", "acomp", "nsubjpass", "oprd", "dative", "agent"}
    | {"auxpass", "advmod", "mark"}
)
BESIDE: Final = frozenset({"compound", "amod"})
FURTHER: Final = frozenset({"pobj", "compound", "amod", "prep", "aux", "neg", "dobj", "prt"})
KINDS: Final = MappingProxyType({"VB": "v", "NN": "n", "JJ": "n", "IN": "p", "RP": "p", "TO": "p"})
EMPTY: Final = frozenset({"PRP", "DT", "PRP$", "CD", ",", ".", "CC", "WDT", "WP", "NNP", "NNPS"})
# how much a word counts on the way itself, beside it, one step further
ON_THE_WAY, BESIDE_IT, FURTHER_ON, LINK, SIDE = 1.0, 0.7, 0.5, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes of words: a row a feature, a column a type; `verbs` and `nouns` are those of vectors."""

    features: Mapping[str, int]
    table: Matrix
    verbs: Mapping[str, int]
    verb_table: Matrix
    nouns: Mapping[str, int]
    noun_table: Matrix
    bias: Matrix

    def add_up(self, words: Mapping[str, float]) -> Matrix:
        """Return the sum of the votes for each type."""
        total: Matrix = self.bias.copy()
        for word, weight in words.items():
            row = self.features.get(word)
            if row is not None:
                total += weight * self.table[row]
        for kind, rows, table in (("v:", self.verbs, self.verb_table), ("n:", self.nouns, self.noun_table)):
            told = [(word[2:], weight) for word, weight in words.items() if word.startswith(kind)]
            for word, weight in told:
                row = rows.get(word)
                if row is not None:
                    total += weight / np.float32(len(told) ** 0.5) * table[row]
        return total


def score_types(scene: Scene, actor: frozenset[int], recipient: frozenset[int]) -> Mapping[EventType, float]:
    """Return how likely each type is for what a text tells between two sides, given as indices of their tokens.

    The values sum to one.  Either side may be empty.  Where no word has a vote, what is left is how common types are
    in training: ask `find_words` first where that matters.
    """
    votes = load_votes()
    total = votes.add_up(find_words(scene, actor, recipient))
    shares = np.exp(total - total.max())
    shares /= shares.sum()
    return MappingProxyType({kind: float(share) for kind, share in zip(TYPES, shares, strict=True)})


@cache
def load_votes() -> Votes:
    """Return the votes that come with the package."""
    with resources.files("dragoman.coding").joinpath("data/learned.npz").open("rb") as file:
        data = dict(np.load(file))
    tables = {name: data[name].astype(np.float32) * np.float32(data[f"{name}_scale"]) for name in ("votes", "v", "n")}
    return Votes(
        _number(data["features"]), tables["votes"], _number(data["verbs"]), tables["v"], _number(data["nouns"]),
        tables["n"], data["bias"].astype(np.float32),
    )  # fmt: skip


def _number(words: npt.NDArray[np.str_]) -> Mapping[str, int]:
    return {str(word): at for at, word in enumerate(str(words).split("\n"))}


# ------------------------------------------------------------ the words that join two sides


def find_words(scene: Scene, actor: frozenset[int], recipient: frozenset[int]) -> Mapping[str, float]:
    """Return the features of what joins two sides, with their weights.

    They are the words on the way from one to the other in the parse, what hangs on these, pairs of both, the nouns of
    the sides themselves, and which side comes first.
    """
    tokens, sides = scene.parse.tokens, actor | recipient
    heads = tuple(_head(tokens, side) for side in (actor, recipient))
    way = _way(scene, heads)
    found: dict[str, float] = {}
    for at, weight in _weigh(scene, way, sides).items():
        token = tokens[at]
        if at not in sides and token.phrase is None and token.tag not in EMPTY:
            kind = KINDS.get(token.tag[:2], "o")
            for name in (f"{kind}:{token.lemma}", *((f"w:{token.lemma}",) if kind in "vn" else ())):
                found[name] = max(found.get(name, 0.0), weight)
    for name, head in zip("AR", heads, strict=True):
        if head is not None:
            found[f"s:{name}{head.lemma if head.phrase is None else 'NAME'}"] = SIDE
    if actor and recipient:
        found["order<" if min(actor) < min(recipient) else "order>"] = 1.0
    found.update(_pairs(scene, way, sides))
    return found


def _head(tokens: Sequence[Token], side: frozenset[int]) -> Token | None:
    return next((tokens[at] for at in sorted(side) if tokens[at].head not in side or tokens[at].head == at), None)


def _climb(tokens: Sequence[Token], token: Token) -> list[Token]:
    climbed = [token]
    while climbed[-1].head != climbed[-1].index:
        climbed.append(tokens[climbed[-1].head])
    return climbed


def _way(scene: Scene, heads: Sequence[Token | None]) -> list[Token]:
    """The tokens from the actor up to where both meet and down to the recipient; to the top where there is but one."""
    ways = [_climb(scene.parse.tokens, head) for head in heads if head is not None]
    if len(ways) < 2:
        return [token for way in ways for token in way]
    first, other = ways
    above = {token.index for token in first}
    meeting = next((at for at, token in enumerate(other) if token.index in above), None)
    if meeting is None:
        return [*first, *other]
    top = [token.index for token in first].index(other[meeting].index)
    return [*first[: top + 1], *other[:meeting]]


def _weigh(scene: Scene, way: Sequence[Token], sides: frozenset[int]) -> Mapping[int, float]:
    kept = {token.index: ON_THE_WAY for token in way}
    for token in way:
        if token.index in sides:
            continue
        for beside in children(scene.parse, token.index, COMPLEMENTS | BESIDE):
            if beside.index not in kept:
                kept[beside.index] = BESIDE_IT
                for further in children(scene.parse, beside.index, FURTHER):
                    kept.setdefault(further.index, FURTHER_ON)
    return kept


def _pairs(scene: Scene, way: Sequence[Token], sides: frozenset[int]) -> Iterator[tuple[str, float]]:
    """The first verb with what hangs on it, and each two words that follow one another on the way."""
    verb = next((token for token in way if token.tag.startswith("VB")), None)
    if verb is not None:
        for child in children(scene.parse, verb.index, COMPLEMENTS):
            if child.index not in sides:
                yield f"{verb.lemma}~{child.lemma}", 1.0
            if child.dep == "nsubjpass":
                yield "passive", 1.0
    for token, after in pairwise(way):
        if token.index not in sides and after.index not in sides:
            yield f"{token.lemma}_{after.lemma}", LINK
