"""Statements that tell somebody's wrongs → accusations: "said that the shelling showed Sodria's brutality".

No verb accuses there: that the wrong is his, by a possessive, "of" or "by", is the accusation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.actors.cast import Analysis, Cast
from dragoman.language.tree import children, conjuncts, objects_of
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    EventReport,
    EventType,
    Grounds,
    Modality,
    Parse,
    Passage,
    Span,
    Statement,
    Token,
    stable_id,
)

CONFIDENCE = 0.7  # recorded, not shown by default: the word is in the text, the accusing is read from it
TELLING = frozenset({Act.STATE, Act.INFORM})
ACCUSED = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.PERSON})
OWNERS = frozenset({"poss"})
BEFORE = frozenset({"amod", "compound", "nmod"})
FOR = frozenset({"for", "in", "of", "to"})


@cache
def load_wrongs() -> Mapping[str, frozenset[str]]:
    """Return the lists of `[wrong]` in `event_words.toml` by their names."""
    tables: Mapping[str, Any] = read_lexicon("event_words.toml")
    return MappingProxyType({name: frozenset(words) for name, words in tables["wrong"].items()})


def code_accusations(
    body: Analysis, cast: Cast, statements: Sequence[Statement], found: Sequence[EventReport]
) -> Iterator[EventReport]:
    """Yield an ACCUSE event for each of those whose wrongs a statement tells.

    None for whom an event `found` in the same sentence accuses already, and none for words that are denied.
    """
    for statement in statements:
        if statement.act not in TELLING or statement.modality is not Modality.HAPPENED or not statement.speakers:
            continue
        known = {actor.actor_id for actor in statement.speakers}
        own = {actor.country for actor in statement.speakers} - {None}
        for token, accused in _wrongs(body, cast, statement):
            sentence = _sentence(body.parse, token)
            told = _accused(found, sentence)
            blamed = tuple(one for one in accused if one.actor_id not in known | told and one.country not in own)
            if blamed and not _is_denied(body.parse, token):
                known |= {actor.actor_id for actor in blamed}
                yield _event(statement, token, blamed, sentence)


def _wrongs(body: Analysis, cast: Cast, statement: Statement) -> Iterator[tuple[Token, tuple[Actor, ...]]]:
    for token in body.parse.tokens:
        inside = any(span.start <= token.start < span.end for span in statement.content)
        if inside and token.tag in {"NN", "NNS"} and _is_wrong(body, token):
            holders = [
                *children(body.parse, token.index, OWNERS),
                *objects_of(body.parse, token.index, {"by"}),
            ]
            accused = tuple(
                actor
                for holder in holders
                for each in conjuncts(body.parse, holder.index)
                for actor in cast.people(body.part, each.index)
                if actor.kind in ACCUSED
            )
            if accused:
                yield token, accused


def _is_wrong(body: Analysis, token: Token) -> bool:
    wrongs, parse = load_wrongs(), body.parse
    first = min((child.start for child in children(parse, token.index, BEFORE)), default=token.start)
    described = set(body.text[first : token.start].lower().split())  # of the text: "anti-human" is three tokens
    if token.lemma in wrongs["nouns"] or described & wrongs["adjectives"]:
        return True
    backed = objects_of(parse, token.index, FOR) if token.lemma in wrongs["backing"] else ()
    return any(noun.tag in {"NN", "NNS"} and noun.lemma in wrongs["nouns"] for noun in backed)


def _is_denied(parse: Parse, token: Token) -> bool:
    """Whether the verb over a noun, or the noun itself, is negated: "there was no crime"."""
    places = (token, parse.tokens[token.head])
    none = any(child.lemma in {"no", "any"} for child in children(parse, token.index, {"det", "neg"}))
    return none or any(True for place in places for _ in children(parse, place.index, {"neg"}))


def _sentence(parse: Parse, token: Token) -> Span:
    return next(one.span for one in parse.sentences if one.first <= token.index < one.last)


def _accused(found: Sequence[EventReport], sentence: Span) -> set[str]:
    return {
        actor.actor_id
        for event in found
        if event.type is EventType.ACCUSE and event.evidence[0].span == sentence
        for actor in event.recipients
    }


def _event(statement: Statement, token: Token, accused: tuple[Actor, ...], sentence: Span) -> EventReport:
    cue = Span(token.start, token.end)
    return EventReport(
        event_id=stable_id("event", statement.statement_id, EventType.ACCUSE.value, (cue.start, cue.end)),
        type=EventType.ACCUSE,
        actors=statement.speakers,
        recipients=accused,
        modality=statement.modality,
        evidence=(Passage(sentence),),
        grounds=Grounds("wrong", CONFIDENCE),
        mode="allege",
        cameo="112",
        cue=(*statement.cue, cue) if statement.cue else (cue,),
        actor_words=statement.source,
        when=statement.when,
        chain=statement.chain,
        contact_id=statement.contact_id,
        statement_id=statement.statement_id,
        segment=statement.segment,
    )
