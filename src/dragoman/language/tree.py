"""Ways through a parse: conjuncts, subjects, objects, what stands behind a preposition, the clause of a word."""

from __future__ import annotations

from collections.abc import Container, Iterator

from dragoman.record import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# clauses whose missing subject is that of the clause above
OPEN_CLAUSES = frozenset({"xcomp", "advcl", "conj", "pcomp"})


def children(parse: Parse, at: int, deps: Container[str]) -> Iterator[Token]:
    """Yield the direct dependents of a token with one of these labels, in text order."""
    return (parse.tokens[child] for child in parse.children[at] if parse.tokens[child].dep in deps)


def conjuncts(parse: Parse, at: int) -> Iterator[Token]:
    """Yield a token and all that is joined to it by "and", "or", commas, in text order."""
    yield parse.tokens[at]
    for child in children(parse, at, {"conj"}):
        yield from conjuncts(parse, child.index)


def objects_of(parse: Parse, at: int, prepositions: Container[str]) -> Iterator[Token]:
    """Yield what stands behind these prepositions hanging on a token: "with A and B" gives A and B."""
    for preposition in children(parse, at, {"prep", "agent", "dative", "prt", "advmod"}):
        if preposition.lemma in prepositions:
            for noun in children(parse, preposition.index, {"pobj", "pcomp"}):
                yield from conjuncts(parse, noun.index)
            # "on the phone with A": a preposition behind another
            yield from objects_of(parse, preposition.index, prepositions)


def subjects_of(parse: Parse, at: int) -> tuple[Token, ...]:
    """Return the subjects of a verb with their conjuncts; an open clause takes those of the verb above."""
    own = [token for subject in children(parse, at, SUBJECTS) for token in conjuncts(parse, subject.index)]
    verb = parse.tokens[at]
    if own or verb.head == at:
        return tuple(own)
    if verb.dep == "xcomp" and parse.tokens[verb.head].lemma != "promise":
        # "invited him to visit": the one invited visits
        asked = [
            token
            for noun in children(parse, verb.head, {"dobj", "dative"})
            for token in conjuncts(parse, noun.index)
            if noun.index < at
        ]
        if asked and any(children(parse, at, {"aux"})):
            return tuple(asked)
    if verb.dep == "acl" and verb.tag == "VB":
        # "an invitation to Reyes to visit", "his plan to visit"
        meant = [*objects_of(parse, verb.head, {"to", "for"}), *children(parse, verb.head, {"poss"})]
        if meant:
            return tuple(meant[:1])
    if verb.dep in OPEN_CLAUSES or verb.tag in {"VBG", "VB"}:
        above = clause_head(parse, verb.head)
        return subjects_of(parse, above.index) if above.index != at else ()
    if verb.dep == "relcl":
        return tuple(conjuncts(parse, verb.head))
    return ()


def clause_head(parse: Parse, at: int) -> Token:
    """Return the verb that governs a token: itself, the nearest verb above, or the root of the sentence."""
    token = parse.tokens[at]
    while not token.tag.startswith("VB") and token.tag != "MD" and token.head != token.index:
        token = parse.tokens[token.head]
    return token


def subtree(parse: Parse, at: int) -> Iterator[int]:
    """Yield the indices of a token and all that hangs on it."""
    yield at
    for child in parse.children[at]:
        yield from subtree(parse, child)


def ancestors(parse: Parse, at: int) -> Iterator[Token]:
    """Yield the tokens above a token, nearest first, up to the root."""
    token = parse.tokens[at]
    while token.head != token.index:
        token = parse.tokens[token.head]
        yield token
