"""Those in contact whom the text only describes: "Marovian officials", "the opposition", "a lawyer from Marovia".

In: a noun that stands for nobody of the cast.  Out: a group, person or body under the words of the text, known to
this document alone; None where the noun is an audience, the press, one's own staff, or somebody told of before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.actors.cast import Analysis, Cast
from dragoman.actors.described import find_extent, make_actor, name_of
from dragoman.contacts.lexicon import PartyWords, load_contact_lexicon
from dragoman.language.tree import children, conjuncts, objects_of
from dragoman.lexicons.loader import state_by_adjective, state_by_word
from dragoman.record import Actor, ActorKind, Contact, Mention, MentionForm, Parse, Span, Token

BEFORE = frozenset({"amod", "compound", "nmod", "poss"})
# "no officials", "any officials" are nobody; "his aides" are one's own, "such envoys" were told of before
NOBODY = frozenset({"no", "any", "every", "each", "such", "what", "which"})
KNOWN = frozenset({"the", "this", "that", "these", "those", "both"})
OWN = frozenset({"his", "her", "their", "its", "my", "our"})
OWNERS = frozenset({"PRP$", "WP$"})
ACRONYM = re.compile(r"[A-Z]{2,6}")  # "NFL"
PLURAL = frozenset({"NNS", "NNPS"})
LIST_MARKS = frozenset({",", ":", "–", "—", "("})  # between a group and the names of who is in it
LIST_REACH = 12  # words from the head of a group to the first name
NAMED = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody described, whether the words tell whose he is ("Marovian officials"), and whether he speaks for others.

    Whom one hosts, welcomes or speaks to is in contact only where he speaks for others: not troops, not students.
    """

    actor: Actor
    tied: bool
    speaks: bool


class Parties:
    """Who is described at the tokens of one text."""

    __slots__ = ("analysis", "cast", "parse", "words")

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.analysis, self.cast = analysis, cast
        self.parse: Parse = analysis.parse
        self.words: PartyWords = load_contact_lexicon().parties

    def at(self, token: Token) -> Party | None:
        """Return whom a noun describes, or None."""
        before = list(children(self.parse, token.index, BEFORE | {"det", "predet", "neg"}))
        if {child.lemma for child in before} & NOBODY or any(child.tag in OWNERS for child in before):
            return None
        if token.tag in PLURAL and self._is_listed(token):
            return None
        country = next(self._countries(token), None)
        tied = country is not None or self._is_tied(token) or (token.phrase is None and token.tag in NAMED)
        kind = self._kind(token, tied=tied)
        if kind is None:
            return None
        return Party(make_actor(kind, self._name(token), country), tied, self._speaks(token))

    def extent(self, token: Token) -> Span:
        """Return the words of a party, with "of …" and "from …" right behind it."""
        span = find_extent(self.parse, token)
        for preposition in children(self.parse, token.index, {"prep"}):
            if preposition.lemma in {"of", "from"} and preposition.index == token.index + 1:
                for noun in children(self.parse, preposition.index, {"pobj"}):
                    span = Span(span.start, max(span.end, self.extent(noun).end))
        return span

    def _name(self, token: Token) -> str:
        span = self.extent(token)
        return name_of(self.analysis.text[span.start : span.end])

    def _speaks(self, token: Token) -> bool:
        """Whether a noun is an office or somebody who speaks for others; "one of the envoys" is what he is one of."""
        if token.phrase is not None:
            return self.analysis.phrases[token.phrase].head not in self.words.tied_heads
        counted = token.lemma in self.words.counts and objects_of(self.parse, token.index, {"of"})
        return token.lemma in self.words.people or any(self._speaks(noun) for noun in counted or ())

    def _kind(self, token: Token, *, tied: bool) -> ActorKind | None:
        if token.phrase is not None:
            return self._office(token, tied=tied)
        words, several = self.words, token.tag in PLURAL
        if several and token.text[:1].isupper() and token.text.lower().removesuffix("s") in state_by_adjective():
            return ActorKind.GROUP  # "the Russians"
        if token.lemma in words.counts:
            return self._part(token)
        if not token.tag.startswith("NN") or not self._is_new(token, tied=tied):
            return None
        if token.lemma in words.people or (tied and token.lemma in words.tied):
            return ActorKind.GROUP if several else ActorKind.PERSON
        if token.lemma in words.bodies or (tied and token.lemma in words.tied_bodies):
            return ActorKind.GROUP if several else ActorKind.ORGANISATION
        return ActorKind.ORGANISATION if self._is_body(token) else None

    def _is_body(self, token: Token) -> bool:
        """Whether a name outside the cast is a body's: "the White House", "the NFL"; no newspaper, no day."""
        if token.tag not in NAMED or not token.text[:1].isupper() or token.lemma in self.words.press:
            return False
        acronym = token.text.isupper() and ACRONYM.fullmatch(token.text) is not None
        the = any(child.lemma == "the" for child in children(self.parse, token.index, {"det"}))
        dated = any(date.span.start < token.end and token.start < date.span.end for date in self.analysis.dates)
        return (acronym or the) and not dated

    def _office(self, token: Token, *, tied: bool) -> ActorKind | None:
        """What an office without a holder names: "a Marovian minister", "senior diplomats"; not the press."""
        phrase = self.analysis.phrases[token.phrase or 0]
        if phrase.name is not None or phrase.head is None or phrase.head in self.words.not_heads:
            return None
        known = phrase.determiner in KNOWN or (phrase.determiner is None and not phrase.plural)
        if not tied and (known or phrase.head in self.words.tied_heads):
            return None
        return None if phrase.determiner in OWN else ActorKind.GROUP if phrase.plural else ActorKind.PERSON

    def _part(self, token: Token) -> ActorKind | None:
        """What "a group of lawmakers" and "one of the envoys" name."""
        inside = [self.at(noun) for noun in objects_of(self.parse, token.index, {"of"})]
        named = any(self.cast.people(self.analysis.part, n.index) for n in objects_of(self.parse, token.index, {"of"}))
        if named or not any(one is not None for one in inside):
            return None
        return ActorKind.PERSON if token.lemma == "one" else ActorKind.GROUP

    def _is_new(self, token: Token, *, tied: bool) -> bool:
        """Whether a noun tells of somebody not told of before: "an envoy", "rebels"; a body may be "the opposition"."""
        determiners = {child.lemma for child in children(self.parse, token.index, {"det"})}
        known = bool(determiners & KNOWN) or (token.tag == "NN" and not determiners)
        return tied or not known or (token.lemma in self.words.bodies and token.tag not in PLURAL)

    def _is_listed(self, token: Token) -> bool:
        """Whether names say right behind a group who they are: "party leaders, Ana Velk of the League and …"."""
        tokens = self.parse.tokens
        end = self.extent(token).end
        behind = [other for other in tokens[token.index + 1 : token.index + LIST_REACH] if other.start >= end][:3]
        if not behind or behind[0].text not in LIST_MARKS:
            return False
        named = behind[1] if len(behind) > 1 else None
        if named is None or named.dep == "nsubj":
            return False  # "met officials, the minister said"
        joined = [other for other in conjuncts(self.parse, token.index) if other.index != token.index]
        return all(map(self._is_person, joined if named.dep == "conj" else (named,)))

    def _is_person(self, token: Token) -> bool:
        phrase = None if token.phrase is None else self.analysis.phrases[token.phrase]
        return phrase is not None and phrase.kind is ActorKind.PERSON and phrase.name is not None

    def _is_tied(self, token: Token) -> bool:
        """Whether somebody of the cast, or another name, stands before the noun or behind its "of"."""
        if token.phrase is not None and self.analysis.phrases[token.phrase].body is not None:
            return True
        near = [*children(self.parse, token.index, BEFORE), *objects_of(self.parse, token.index, {"of", "from"})]
        return any(
            other.tag in NAMED or self.cast.people(self.analysis.part, other.index)
            for other in near
            if other.tag not in OWNERS
        )

    def _countries(self, token: Token) -> Iterator[str]:
        people = state_by_adjective().get(token.text.lower().removesuffix("s")) if token.tag in PLURAL else None
        if people is not None:
            yield people.code
        if token.phrase is not None and (country := self.analysis.phrases[token.phrase].country) is not None:
            yield country
        for other in (*children(self.parse, token.index, BEFORE), *objects_of(self.parse, token.index, {"of", "from"})):
            for actor in self.cast.people(self.analysis.part, other.index):
                if actor.kind is ActorKind.STATE and actor.country is not None:
                    yield actor.country
            state = state_by_adjective().get(other.text.lower()) or (
                state_by_word().get(other.text.lower()) if other.tag in NAMED else None
            )
            if state is not None:
                yield state.code


def name_parties(cast: Cast, analyses: Iterable[Analysis], contacts: Iterable[Contact]) -> Cast:
    """Return the cast with those of the contacts whom the text only describes, and the words that describe them."""
    told = list(contacts)
    strangers = {
        actor.actor_id: actor for one in told for actor in one.participants if actor.actor_id not in cast.actors
    }
    if not strangers:
        return cast
    mentions = list(cast.mentions)
    for analysis in analyses:
        parties = Parties(analysis, cast)
        spans = [p.span for one in told for p in one.evidence if (p.part == "title") == (analysis.part == "title")]
        for sentence in analysis.parse.sentences:
            if any(span.overlaps(sentence.span) for span in spans):
                for token in analysis.parse.tokens[sentence.first : sentence.last]:
                    party = None if cast.people(analysis.part, token.index) else parties.at(token)
                    if party is not None and party.actor.actor_id in strangers:
                        span = parties.extent(token)
                        form: MentionForm = "group" if party.actor.kind is ActorKind.GROUP else "description"
                        mentions.append(Mention(span, form, (party.actor.actor_id,), analysis.part))
    mentions.sort(key=lambda mention: (mention.part != "title", mention.span))
    return replace(cast, actors={**cast.actors, **strangers}, mentions=tuple(mentions))
