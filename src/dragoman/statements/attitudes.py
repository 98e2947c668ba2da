"""Nouns and adjectives that tell what somebody says, thinks or wants → their parts.

"his belief that the ports open", "Orvania's call for a truce", "was confident that it holds", "is ready to help".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.language.tree import children
from dragoman.record import Act, Parse, Token
from dragoman.statements.extents import Stretch, edges, infinitive_start, is_infinitive, is_occasion, run_on
from dragoman.statements.lexicon import AttitudeCue, SpeechLexicon
from dragoman.statements.parts import Parts

MODIFIERS = frozenset({"amod", "advmod", "compound"})
HOLDERS = frozenset({"by", "from", "of"})
COPULAS = frozenset({"be", "feel", "remain", "become", "grow", "sound"})


@dataclass(frozen=True, slots=True)
class Attitude:
    """A noun with its holder: who holds it, by which words it is told, what it is about."""

    noun: Token
    holder: Token
    cue: tuple[Token, ...]
    act: Act
    content: Stretch


def find_attitude(parse: Parse, noun: Token, lexicon: SpeechLexicon, limit: int) -> Attitude | None:
    """Return what a noun with a holder tells; None where nobody holds it or nothing is said."""
    cue = lexicon.attitudes.get(noun.lemma)
    if cue is None or noun.phrase is not None or not noun.tag.startswith("NN"):
        return None
    for holder in _holders(parse, noun):
        found = _content(parse, noun, cue, holder)
        if found is not None and found[0].first < min(found[0].last, limit):
            stretch, preposition = found
            words = [
                child for child in children(parse, noun.index, MODIFIERS) if holder.index < child.index < noun.index
            ]
            own = (*words, noun) if preposition is None else (*words, noun, preposition)
            return Attitude(noun, holder, own, cue.act, Stretch(stretch.first, min(stretch.last, limit)))
    return None


def _holders(parse: Parse, noun: Token) -> Iterator[Token]:
    yield from children(parse, noun.index, {"poss"})
    for preposition in children(parse, noun.index, {"prep"}):
        if preposition.lemma in HOLDERS and preposition.index == noun.index + 1:
            yield from (name for name in children(parse, preposition.index, {"pobj"}) if name.phrase is not None)


def _content(parse: Parse, noun: Token, cue: AttitudeCue, holder: Token) -> tuple[Stretch, Token | None] | None:
    """What stands behind a noun or adjective: "that …", "to …", or a preposition's object, which comes with it."""
    for child in children(parse, noun.index, {"acl", "ccomp", "xcomp", "relcl", "advcl"}):
        if child.index < noun.index:
            continue
        if "infinitive" in cue.content and is_infinitive(parse, child):
            return Stretch(infinitive_start(parse, child)[1], edges(parse, child.index)[1]), None
        marks = [mark for mark in children(parse, child.index, {"mark"}) if mark.lemma in {"that", "whether"}]
        if "clause" in cue.content and (marks or child.dep == "ccomp") and not is_infinitive(parse, child):
            start, end = edges(parse, child.index)
            if parse.tokens[start].lemma == "that" and marks:
                start += 1
            return Stretch(max(start, noun.index + 1), end), None
    for preposition in children(parse, noun.index, {"prep"}):
        inside = list(children(parse, preposition.index, {"pobj", "pcomp"}))
        if preposition.lemma not in cue.content or not inside or preposition.index < noun.index:
            continue
        if any(name.index == holder.index for name in inside) or is_occasion(parse, preposition):
            continue
        first = min(edges(parse, name.index)[0] for name in inside)
        return Stretch(first, max(edges(parse, name.index)[1] for name in inside)), preposition
    return None


def has_attitude(parse: Parse, verb: Token, lexicon: SpeechLexicon) -> bool:
    """Tell whether a verb like "is" leads to an adjective that tells what somebody thinks or wants."""
    return any(adjective.text.lower() in lexicon.adjectives for adjective in _adjectives(parse, verb))


def _adjectives(parse: Parse, verb: Token) -> Iterator[Token]:
    """The adjectives of a copula; a participle that the parser takes for a passive: "was convinced"."""
    if verb.lemma in COPULAS:
        yield from children(parse, verb.index, {"acomp", "oprd"})
    if verb.tag == "VBN" and any(child.lemma in COPULAS for child in children(parse, verb.index, {"auxpass"})):
        yield verb


def find_adjective_parts(parse: Parse, verb: Token, lexicon: SpeechLexicon, limit: int) -> Parts | None:
    """Return the parts of "was confident that …", "is ready to …"; None for any other verb or adjective."""
    for adjective in _adjectives(parse, verb):
        cue = lexicon.adjectives.get(adjective.text.lower())
        found = None if cue is None else _content(parse, adjective, cue, verb)
        if cue is None or found is None:
            continue
        stretch, preposition = found
        last = run_on(parse, min(stretch.last, limit), limit, frozenset({"to", "with"}))
        if stretch.first >= last:
            continue
        before = tuple(child for child in children(parse, adjective.index, {"advmod"}) if child.index < adjective.index)
        cues = (*before, adjective) if preposition is None else (*before, adjective, preposition)
        cues = cues if verb is adjective else (verb, *cues)
        return Parts(cues, cue.act, Stretch(stretch.first, last), "adjective")
    return None
