"""Tokens → those who speak, hear or are asked: the cast's actors, or a noun phrase that names somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from dragoman.actors.cast import Analysis, Cast
from dragoman.actors.described import BEFORE, find_extent, make_actor, name_of
from dragoman.language.tree import children, conjuncts, objects_of, subjects_of
from dragoman.record import Actor, ActorKind, Sentence, Span, Token
from dragoman.statements.lexicon import SpeechLexicon

__all__ = ["Speakers", "Telling", "make_actor"]

RELATIVE = frozenset({"WP", "WDT"})
# "many people say" and "no one said" name nobody
NOBODY = frozenset({"no", "any", "every", "each", "such"})
VAGUE = frozenset({"many", "most", "few"})
# who stands for people of whom nobody is named: "others said", "46 percent said"
SOME = frozenset(
    {
        "some",
        "other",
        "others",
        "many",
        "most",
        "few",
        "several",
        "those",
        "all",
        "half",
        "third",
        "majority",
        "none",
        "percent",
        "%",
    }
)
# "the speechwriter", "a pollster": one who does something, not in any list
DOER = re.compile(r"(?:[^g]er|or|ist|ian|man|woman|ee|eer|ant|ent|ive|goer)s?\Z")
Telling = Literal["people", "clause"]
PARTITIVE = frozenset({"one", "two", "three", "several", "some", "many", "most", "both"})  # "one of his aides"

DEFINITE = frozenset({"the", "both", "these", "those", "their", "our", "his", "her", "its"})

# marks of a page's code, which no name has: "<b onclick=…>"
NO_NAME = re.compile(r"[<>={}\[\]\\|\x00-\x1f]")


class Speakers:
    """Who stands at a token, under names of the cast or of the text."""

    __slots__ = ("analysis", "cast", "lexicon", "parse")

    def __init__(self, analysis: Analysis, cast: Cast, lexicon: SpeechLexicon) -> None:
        self.analysis, self.cast, self.lexicon = analysis, cast, lexicon
        self.parse = analysis.parse

    def subjects(self, verb: Token) -> tuple[Token, ...]:
        """Return the tokens of those who do what the verb says: its subject, or the agent of a passive."""
        if any(children(self.parse, verb.index, {"nsubjpass"})):
            return tuple(objects_of(self.parse, verb.index, {"by"}))
        found: list[Token] = []
        for token in subjects_of(self.parse, verb.index):
            if token.tag in RELATIVE and verb.dep == "relcl":
                found.extend(conjuncts(self.parse, verb.head))
            else:
                found.append(token)
        return tuple(found)

    def main_subjects(self, sentence: Sentence) -> Iterator[Token]:
        """Yield the tokens of those who do what the main verb of a sentence says."""
        for token in self.parse.tokens[sentence.first : sentence.last]:
            if token.head == token.index and token.tag.startswith("VB"):
                yield from self.subjects(token)

    def widen(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Return the tokens with all that is joined to them by "and"."""
        return tuple(other for token in tokens for other in conjuncts(self.parse, token.index))

    def actors(
        self,
        tokens: Iterable[Token],
        *,
        anybody: bool = False,
        telling: Telling | None = None,
        me: Actor | None = None,
    ) -> tuple[Actor, ...]:
        """Return those who stand at the tokens, each once.

        `anybody` takes every noun phrase ("all members of the League" are asked), not only one that can speak;
        `telling` takes people of whom nobody is named ("others say"), and with "clause" texts and whatever else is
        said to tell something in a clause ("the report says"); `me` is who says "I" there.
        """
        found = [
            actor
            for token in tokens
            for actor in (
                (me,)
                if me is not None and token.lemma in {"i", "we"}
                else self._at(token, anybody=anybody, telling=telling)
            )
        ]
        return tuple({actor.actor_id: actor for actor in found}.values())

    def source(self, tokens: Iterable[Token]) -> tuple[Span, ...]:
        """Return the words that name those at the tokens."""
        return tuple(find_extent(self.parse, token) for token in tokens)

    def _at(self, token: Token, *, anybody: bool, telling: Telling | None) -> tuple[Actor, ...]:
        people = () if self._is_loose(token) else self.cast.people(self.analysis.part, token.index)
        if (len(people) > 1 and self._is_one(token)) or self._is_foreign(token, people):
            people = ()
        if people or token.tag.startswith("PRP") or token.tag in RELATIVE:
            return people
        kind = self._kind(token)
        if kind is None and not anybody:
            authors = self._authors(token)
            if authors or not telling:
                return authors
            kind = self._teller(token, telling)
            if kind is None:
                return ()
        elif token.tag == "DT":
            return ()
        actor = self._make(token, kind or ActorKind.GROUP)
        return () if NO_NAME.search(actor.name) else (actor,)

    def _authors(self, token: Token) -> tuple[Actor, ...]:
        """Whose words a text is: "the minister's letter said", "according to her account"."""
        if token.phrase is not None or token.lemma not in self.lexicon.texts:
            return ()
        holders = tuple(children(self.parse, token.index, {"poss"}))
        return self.actors(holders)

    def _teller(self, token: Token, telling: Telling) -> ActorKind | None:
        """What tells something without being named: a text, some people, one who does something."""
        words = {child.lemma for child in children(self.parse, token.index, {"det", "neg"})}
        if token.phrase is not None or words & {"no", "any"}:
            return None
        if token.lemma in SOME or token.tag == "CD":
            return ActorKind.GROUP
        if token.lemma in self.lexicon.documents:
            return ActorKind.DOCUMENT if telling == "clause" else None
        if token.tag in {"NN", "NNS"} and DOER.search(token.lemma):
            return ActorKind.GROUP if token.tag == "NNS" else ActorKind.PERSON
        if telling == "clause" and token.tag in {"NN", "NNS"} and token.lemma not in self.lexicon.things:
            return ActorKind.GROUP
        return None

    def _is_loose(self, token: Token) -> bool:
        """ "intelligence officials" without "the" are some officials, not the people told of before."""
        if token.phrase is None:
            return False
        phrase = self.analysis.phrases[token.phrase]
        before = {child.lemma for child in children(self.parse, token.index, {"det", "predet"})}  # "the two ministers"
        return (
            phrase.plural
            and phrase.name is None
            and not {phrase.determiner, *before} & DEFINITE
            and phrase.head in self.lexicon.loose
        )

    def _is_foreign(self, token: Token, people: tuple[Actor, ...]) -> bool:
        """Whether an office is of another country than the person it was taken for: "the Sodrian foreign minister"."""
        if token.phrase is None or len(people) != 1:
            return False
        phrase = self.analysis.phrases[token.phrase]
        countries = {phrase.country, people[0].country}
        return phrase.name is None and not phrase.plural and None not in countries and len(countries) > 1

    def _is_one(self, token: Token) -> bool:
        """ "the party" said: a noun in the singular is not the people who met."""
        if token.phrase is None:
            return token.tag == "NN"
        phrase = self.analysis.phrases[token.phrase]
        return phrase.name is None and not phrase.plural

    def _kind(self, token: Token) -> ActorKind | None:
        """What a noun phrase outside the cast names; None when it cannot speak."""
        before = {child.lemma for child in children(self.parse, token.index, {"det", "amod", "predet"})}
        if before & NOBODY or (before & VAGUE and token.lemma in {"people", "person", "one"}):
            return None
        if token.lemma in PARTITIVE and token.phrase is None:
            return self._part(token)
        if token.phrase is not None:
            phrase = self.analysis.phrases[token.phrase]
            return ActorKind.GROUP if phrase.plural else phrase.kind
        lexicon = self.lexicon
        if token.tag in {"NN", "NNS"}:
            if token.lemma in lexicon.people:
                return ActorKind.GROUP if token.tag == "NNS" or token.lemma == "people" else ActorKind.PERSON
            return ActorKind.ORGANISATION if token.lemma in lexicon.bodies | lexicon.media else None
        if token.tag not in {"NNP", "NNPS"} or not token.text[:1].isupper():
            return None
        words = list(children(self.parse, token.index, BEFORE))
        plain = all(child.tag == "NNP" for child in words) and token.text.isalpha() and not token.text.isupper()
        if token.lemma in lexicon.bodies | lexicon.media or not plain or not 1 <= len(words) <= 2:
            return ActorKind.ORGANISATION
        return ActorKind.PERSON

    def _part(self, token: Token) -> ActorKind | None:
        """What "one of his aides" names."""
        for preposition in children(self.parse, token.index, {"prep"}):
            for noun in children(self.parse, preposition.index, {"pobj"}):
                if preposition.lemma == "of" and self._kind(noun) in {ActorKind.GROUP, ActorKind.PERSON}:
                    return ActorKind.PERSON if token.lemma == "one" else ActorKind.GROUP
        return None

    def _make(self, token: Token, kind: ActorKind) -> Actor:
        span = find_extent(self.parse, token)
        name = name_of(self.analysis.text[span.start : span.end])
        country = self.analysis.phrases[token.phrase].country if token.phrase is not None else self._country(token)
        return make_actor(kind, name, country)

    def _country(self, token: Token) -> str | None:
        for child in children(self.parse, token.index, {"poss", "amod", "compound", "nmod"}):
            for actor in self.cast.people(self.analysis.part, child.index):
                if actor.kind is ActorKind.STATE:
                    return actor.country
        return None
