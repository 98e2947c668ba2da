"""A verb → what talks were about: "the discussions revolved around …", "regional issues were discussed".

Nobody is named as speaking: those in contact are.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.tree import children
from dragoman.record import Parse, Token
from dragoman.statements.extents import Stretch, edges, is_occasion
from dragoman.statements.lexicon import SpeechLexicon

DEFINITE = frozenset({"the", "this", "these", "those", "their", "both"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about, by which words, and the noun that stands for the talks (None in "… was discussed")."""

    cue: tuple[Token, ...]
    talks: Token | None
    content: Stretch


def find_topic(parse: Parse, verb: Token, lexicon: SpeechLexicon, limit: int) -> Topic | None:
    """Return what talks were about, by a verb that says so; None for any other verb."""
    if verb.lemma in lexicon.topic_verbs:
        return _about(parse, verb, lexicon, limit)
    if verb.lemma in lexicon.topic_passives and verb.tag == "VBN" and any(children(parse, verb.index, {"auxpass"})):
        return _discussed(parse, verb)
    return None


def _about(parse: Parse, verb: Token, lexicon: SpeechLexicon, limit: int) -> Topic | None:
    talks = _talks(parse, verb, lexicon)
    if talks is None:
        return None
    for child in children(parse, verb.index, {"prep", "dobj"}):
        if child.dep == "prep" and child.lemma not in lexicon.topic_prepositions:
            continue
        nouns = (child,) if child.dep == "dobj" else tuple(children(parse, child.index, {"pobj"}))
        if not nouns or child.index < verb.index or nouns[0].tag.startswith("PRP"):
            continue
        spans = [edges(parse, noun.index) for noun in nouns]
        further = (
            edges(parse, other.index)[1]
            for other in children(parse, verb.index, {"prep"})
            if other.index > child.index and not is_occasion(parse, other)
        )
        last = min(max([*(end for _, end in spans), *further]), limit)
        cue = (verb,) if child.dep == "dobj" else (verb, child)
        return Topic(cue, talks, Stretch(min(start for start, _ in spans), last))
    return None


def _talks(parse: Parse, verb: Token, lexicon: SpeechLexicon) -> Token | None:
    """The noun for the talks: the subject; or the noun that the parser hangs the verb on as a participle."""
    subjects = list(children(parse, verb.index, {"nsubj", "nsubjpass"}))
    if not subjects and verb.dep == "acl" and verb.head == verb.index - 1 and parse.tokens[verb.head].dep == "ROOT":
        subjects = [parse.tokens[verb.head]]
    for noun in subjects:
        words = {child.lemma for child in children(parse, noun.index, {"det", "poss", "predet"})}
        if noun.lemma in lexicon.topic_nouns and noun.phrase is None and (words & DEFINITE or noun.tag == "NNS"):
            return noun
    return None


def _discussed(parse: Parse, verb: Token) -> Topic | None:
    subjects = list(children(parse, verb.index, {"nsubjpass"}))
    by = any(child.lemma == "by" for child in children(parse, verb.index, {"agent", "prep"}))
    if len(subjects) != 1 or by or subjects[0].tag.startswith("PRP") or subjects[0].tag in {"DT", "WDT"}:
        return None
    first, last = edges(parse, subjects[0].index)
    return Topic((verb,), None, Stretch(first, min(last, verb.index)))
