"""A verb with a noun of speech → its parts: "expressed concern about …", "conveyed the readiness of … to …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.language.tree import children, conjuncts, objects_of
from dragoman.record import Parse, Token
from dragoman.statements.extents import Stretch, edges, infinitive_start, is_infinitive, is_occasion, run_on
from dragoman.statements.lexicon import NounCue, load_speech_lexicon
from dragoman.statements.parts import Parts


def find_noun_parts(parse: Parse, verb: Token, cues: Mapping[str, tuple[NounCue, ...]], limit: int) -> Parts | None:
    """Return the parts behind "expressed concern about …"; None where the verb has no noun of speech."""
    for noun in _objects(parse, verb):
        for cue in cues.get(noun.lemma, ()):
            if verb.lemma not in cue.verbs:
                continue
            found = _noun_content(parse, verb, noun, cue)
            if found is None and cue.greets and noun.dep == "dobj":
                return _greeting(parse, verb, noun, cue)
            if found is None:
                continue
            first, last = found
            last = run_on(parse, min(last, limit), limit, frozenset({"to", "with"}))
            if last > first:
                hearers = [*objects_of(parse, verb.index, {"to", "with"})]
                hearers = [token for token in hearers if token.index < first or token.index >= last]
                return Parts(
                    (verb, *_between(parse, noun, first)), cue.act, Stretch(first, last), "noun", tuple(hearers)
                )
    return None


def _greeting(parse: Parse, verb: Token, noun: Token, cue: NounCue) -> Parts:
    """A greeting that is itself what is said: "conveyed her best wishes to the chancellor"."""
    inside = [edges(parse, child.index) for child in children(parse, noun.index, {"det", "poss", "amod", "compound"})]
    first = min([noun.index, *(start for start, _ in inside)])
    hearers = tuple(token for place in (verb, noun) for token in objects_of(parse, place.index, {"to"}))
    return Parts((verb,), cue.act, Stretch(first, noun.index + 1), "noun", hearers)


def _objects(parse: Parse, verb: Token) -> Iterator[Token]:
    for noun in children(parse, verb.index, {"dobj"}):
        yield from conjuncts(parse, noun.index)
    # "shed light on": some particles make the object look like another
    yield from children(parse, verb.index, {"prt", "oprd"})


def _between(parse: Parse, noun: Token, first: int) -> Iterator[Token]:
    """The noun, and the preposition that leads to what is said."""
    yield noun
    before = parse.tokens[first - 1]
    if before.tag in {"IN", "TO", "RP"} and before.index > noun.index:
        yield before


def _noun_content(parse: Parse, verb: Token, noun: Token, cue: NounCue) -> tuple[int, int] | None:
    """Where the words behind a noun of speech begin and end: "that …", "to help", else behind a preposition."""
    for place in (noun, *_holders(parse, noun), verb):
        for child in children(parse, place.index, {"acl", "ccomp", "xcomp", "relcl"}):
            if child.index > noun.index and (is_infinitive(parse, child) or _marked(parse, child)):
                start, end = edges(parse, child.index)
                start = max(
                    start, noun.index + 1, infinitive_start(parse, child)[1] if is_infinitive(parse, child) else 0
                )
                return (start + 1 if parse.tokens[start].lemma == "that" else start), end
    for kind in cue.content:
        for place in (noun, *_holders(parse, noun), verb):
            for child in children(parse, place.index, {"prep", "dative"}):
                if child.lemma == kind and child.index > noun.index and not _is_beside(parse, child, verb, place):
                    return _behind(parse, verb, place, child)
    return None


def _behind(parse: Parse, verb: Token, place: Token, preposition: Token) -> tuple[int, int] | None:
    """Where what stands behind a preposition begins and ends."""
    inside = [edges(parse, grand.index) for grand in children(parse, preposition.index, {"pobj", "pcomp"})]
    if not inside:
        return None
    last = max(end for _, end in inside)
    return min(start for start, _ in inside), max(
        last, _right_edge(parse, verb, preposition.index)
    ) if place is verb else last


def _holders(parse: Parse, noun: Token) -> Iterator[Token]:
    """Those whose concern or readiness it is: "the readiness of Marovia to help" has its infinitive at the holder."""
    for child in children(parse, noun.index, {"prep"}):
        if child.lemma == "of":
            yield from (holder for holder in children(parse, child.index, {"pobj"}) if holder.phrase is not None)


def _is_beside(parse: Parse, preposition: Token, verb: Token, place: Token) -> bool:
    """Whether a preposition tells an occasion, a holder or a hearer, not what was said."""
    nouns = list(children(parse, preposition.index, {"pobj"}))
    if any(noun.lemma == "behalf" for noun in nouns):
        return True
    if preposition.lemma in {"on", "in"} and any(noun.lemma in load_speech_lexicon().channels for noun in nouns):
        return True
    if preposition.lemma == "of" and any(noun.phrase is not None for noun in nouns):
        return True
    return place is verb and preposition.lemma in {"in", "at", "with", "on"} and is_occasion(parse, preposition)


def _right_edge(parse: Parse, verb: Token, after: int) -> int:
    """The end of prepositional phrases that the parser hung on the verb behind the content."""
    end = after
    for child in parse.children[verb.index]:
        token = parse.tokens[child]
        if (
            child > after
            and token.dep == "prep"
            and token.lemma in {"in", "of", "for", "against", "between", "among"}
            and not is_occasion(parse, token)
        ):
            end = max(end, edges(parse, child)[1])
    return end


def _marked(parse: Parse, token: Token) -> bool:
    return token.dep == "ccomp" or any(child.lemma == "that" for child in children(parse, token.index, {"mark"}))
