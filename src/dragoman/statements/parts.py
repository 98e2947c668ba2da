"""A verb of speech and its cue → its parts: the stretch that was said, who hears it, who is asked to act."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from dragoman.language.tree import children, conjuncts, objects_of, subtree
from dragoman.record import Act, Parse, Token
from dragoman.statements.extents import (
    ASIDE,
    CLOSING_MARKS,
    OPENING_MARKS,
    TRAILING,
    Stretch,
    edges,
    infinitive_start,
    is_infinitive,
    is_occasion,
    names_hearer,
    run_on,
)
from dragoman.statements.lexicon import Cue

CLAUSES = frozenset({"ccomp"})
OBJECTS = frozenset({"dobj", "attr", "oprd"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "attr", "csubjpass", "ccomp"})
OUTSETS = frozenset({"start", "beginning", "outset", "end", "time", "day", "week", "month", "year"})
PLACES = frozenset({"on", "in", "at", "via", "through", "during"})
STATES = frozenset({"be", "have"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands around a verb of speech."""

    cue: tuple[Token, ...]
    act: Act
    content: Stretch
    kind: str  # which of the cue's ways was taken: "clause", "object", "for"
    hearers: tuple[Token, ...] = ()
    addressees: tuple[Token, ...] = ()
    documents: bool = False  # only a text says it


def find_parts(parse: Parse, verb: Token, cue: Cue, limit: int) -> Parts | None:
    """Return the parts behind a verb, none beyond token `limit`; None where nothing is said there.

    What stands before the verb ("…, he said") is for `inquits`.
    """
    helper = _helper(parse, verb, cue)
    if (helper is None and (cue.preposition or cue.particle)) or _is_noun(parse, verb):
        return None
    for kind in cue.content:
        found = _element(parse, verb, cue, kind, limit)
        if found is None:
            continue
        element, first = found
        if kind == "infinitive" and not cue.hears and not cue.addressee:
            first = _with_subject(parse, verb, element, first)
        last = _end(parse, verb, cue, element, first, limit)
        if last <= first:
            continue
        infinitive = kind == "infinitive" or is_infinitive(parse, element)
        act = cue.infinitive_act if infinitive and cue.infinitive_act else cue.act
        if act is Act.PROPOSE and kind == "clause" and _is_fact(parse, element):
            act = Act.STATE  # "suggested that the ship had sunk" proposes nothing
        hearers = tuple(token for token in _people(parse, verb, cue.hearer, element) if not first <= token.index < last)
        addressees = tuple(
            token
            for token in _addressees(parse, verb, cue, element, infinitive=infinitive)
            if kind != "object" or not first <= token.index < last
        )
        if infinitive and cue.infinitive_act and not addressees:
            addressees = hearers
        cues = (verb,) if helper is None or (helper.index >= first and kind != cue.preposition) else (verb, helper)
        leads = parse.tokens[first - 1]
        if len(cues) == 1 and kind == leads.lemma and leads.index > verb.index:
            cues = (verb, leads)  # "spoke about", "thanked them for"
        return Parts(cues, act, Stretch(first, last), kind, hearers, addressees, cue.documents)
    return None


def _is_fact(parse: Parse, element: Token) -> bool:
    """Whether a clause tells what is, was or may be: its verb is finite or has an auxiliary other than "should"."""
    auxiliaries = {child.lemma for child in children(parse, element.index, {"aux", "auxpass"})}
    return element.tag in {"VBD", "VBZ"} or bool(auxiliaries - {"should", "to", "be"})


def _is_noun(parse: Parse, verb: Token) -> bool:
    """Whether the parser took a noun for the verb: "… and calls for a code are growing" leaves "are" no subject."""
    if verb.tag not in {"VBZ", "VBP"}:
        return False
    for child in children(parse, verb.index, {"advcl", "ccomp"}):
        deps = {parse.tokens[at].dep for at in parse.children[child.index]}
        if (
            child.index > verb.index
            and "aux" in deps
            and not deps & {"nsubj", "nsubjpass", "expl", "mark", "csubj"}
            and child.tag in {"VBG", "VBN"}
        ):
            return True
    return False


def _helper(parse: Parse, verb: Token, cue: Cue) -> Token | None:
    """The preposition or particle that the cue asks for, or None."""
    wanted, deps = (
        (cue.preposition, {"prep", "prt", "advmod", "dative", "aux"})
        if cue.preposition
        else (cue.particle, {"prt", "advmod", "prep"})
    )
    if wanted is None:
        return None
    # "saw the tariff as a threat": the parser may hang the preposition on the object
    places = (verb, *children(parse, verb.index, {"dobj"})) if cue.whole else (verb,)
    helper = next(
        (
            child
            for place in places
            for child in children(parse, place.index, deps)
            if child.lemma == wanted and child.index > verb.index
        ),
        None,
    )
    if helper is None and cue.preposition is not None:
        marked = _marked(parse, verb, cue.preposition)
        marks = () if marked is None else children(parse, marked.index, {"mark"})
        return next((mark for mark in marks if mark.lemma == cue.preposition), None)
    if helper is None or "object" in {*cue.content, *cue.hearer, *cue.addressee} or cue.whole or cue.particle:
        return helper
    # "called the state for the party": an object between parts the verb from its preposition
    between = (child for child in children(parse, verb.index, {"dobj"}) if verb.index < child.index < helper.index)
    return None if any(True for _ in between) else helper


def _element(parse: Parse, verb: Token, cue: Cue, kind: str, limit: int) -> tuple[Token, int] | None:
    """The token that heads what is said in one of the cue's ways, and where it begins."""
    if kind == "clause":
        return (quoted_behind(parse, verb, limit) if cue.inquit else None) or _clause(parse, verb, limit)
    if kind == "infinitive":
        return _infinitive(parse, verb, limit)
    if kind == "object":
        if cue.whole:
            return _whole(parse, verb, limit)
        for child in children(parse, verb.index, OBJECTS):
            if verb.index < child.index < limit and not child.tag.startswith(("PRP", "DT", "WDT")):
                start = max(edges(parse, child.index)[0], verb.index + 1)
                return child, start
        return None
    marked = _marked(parse, verb, kind)
    if marked is not None and marked.index < limit:
        return infinitive_start(parse, marked)
    for place in _places(parse, verb):
        for child in children(parse, place.index, {"prep", "dative", "prt"}):
            if child.lemma == kind and verb.index < child.index < limit:
                inside = list(children(parse, child.index, {"pobj", "pcomp"}))
                if inside and not is_occasion(parse, child) and not _says_nothing(parse, inside[0]):
                    return inside[0], min(edges(parse, grand.index)[0] for grand in inside)
    return None


def _marked(parse: Parse, verb: Token, preposition: str) -> Token | None:
    """The infinitive of "called for Sodria to release them", whose preposition the parser takes for a mark."""
    for child in children(parse, verb.index, {"advcl", "ccomp", "xcomp"}):
        marks = children(parse, child.index, {"mark"})
        if (
            child.index > verb.index
            and is_infinitive(parse, child)
            and any(mark.lemma == preposition for mark in marks)
        ):
            return child
    return None


def _whole(parse: Parse, verb: Token, limit: int) -> tuple[Token, int] | None:
    """The object with all behind it: "him of hiding it", "it “a trap”", "the port closed"; not a bare pronoun."""
    for child in children(parse, verb.index, {*OBJECTS, "ccomp", "xcomp"}):
        if not verb.index < child.index < limit or child.tag in {"WDT", "WP"}:
            continue
        start, end = edges(parse, child.index)
        alone = end - start == 1 and child.tag.startswith(("PRP", "DT"))
        if alone and not any(
            other.index > child.index for other in children(parse, verb.index, {*OBJECTS, "prep", "ccomp", "xcomp"})
        ):
            return None
        return child, max(start, verb.index + 1)
    return None


def _says_nothing(parse: Parse, noun: Token) -> bool:
    """ "spoke of course with", "spoke of it": no topic; "referred to him as a thief" has one."""
    behind = parse.tokens[noun.index + 1].lemma if noun.index + 1 < len(parse.tokens) else ""
    return noun.lemma == "course" or (noun.tag == "PRP" and behind != "as")


def _places(parse: Parse, verb: Token) -> Iterator[Token]:
    """Where the preposition of what is said may hang: on the verb, or on the people told ("told the leaders about")."""
    yield verb
    for child in children(parse, verb.index, {"dobj", "dative"}):
        yield from (
            token for token in conjuncts(parse, child.index) if token.phrase is not None or token.tag.startswith("PRP")
        )


def _lost_subject(parse: Parse, clause: Token) -> bool:
    """ "analysts say could have": a finite clause without its subject, which the parser put elsewhere."""
    finite = clause.tag in {"VBZ", "VBP", "VBD"} or any(
        child.tag in {"MD", "VBZ", "VBP", "VBD"} for child in children(parse, clause.index, {"aux", "auxpass"})
    )
    return finite and not any(
        child.dep.startswith(("nsubj", "csubj", "expl")) or child.index < clause.index
        for child in children(parse, clause.index, SUBJECTS)
    )


def quoted_behind(parse: Parse, verb: Token, limit: int) -> tuple[Token, int] | None:
    """Return the quotation that opens behind a verb and what hangs on it: 'said on Friday, "…"', 'told her: "…"'."""
    at = verb.index + 1
    while at < limit and at < verb.index + 25:
        token = parse.tokens[at]
        if token.text in OPENING_MARKS:
            before = parse.tokens[at - 1]
            if before.index != verb.index and before.tag not in {",", ":"} and not _is_aside(parse, verb, at):
                return None
            inside = next((other for other in parse.tokens[at + 1 : limit] if other.tag[:1].isalpha()), None)
            return (inside, at) if inside is not None and not _is_scare(parse, verb, at, limit) else None
        if token.tag in {"VBD", "VBZ", "VBP", "MD"} or (token.dep in {"mark", "nsubj"} and token.head > at):
            return None
        at += 1
    return None


def _is_aside(parse: Parse, verb: Token, opening: int) -> bool:
    """Whether only a place or time stands between a verb and a sentence quoted: 'said on Harbour Radio "We …'."""
    if opening + 1 >= len(parse.tokens):
        return False
    between, quoted = parse.tokens[verb.index + 1 : opening], parse.tokens[opening + 1]
    return (
        between[0].tag == "IN"
        and between[0].lemma in PLACES
        and len(between) <= 5
        and all(token.tag[:2] in {"IN", "NN", "DT", "JJ", "CD"} for token in between)
        and quoted.text[:1].isupper()
        and quoted.dep in {"nsubj", "poss", "det", "mark", "expl", "nsubjpass", "advmod", "amod", "compound"}
    )


def _is_scare(parse: Parse, verb: Token, opening: int, limit: int) -> bool:
    """Whether a quotation is but the subject of the clause that was said: 'said “the ships” were late'."""
    closing = next((token.index for token in parse.tokens[opening + 1 : limit] if token.text in CLOSING_MARKS), limit)
    return any(
        opening < subject.index < closing < clause.index
        for clause in children(parse, verb.index, CLAUSES)
        for subject in children(parse, clause.index, SUBJECTS)
    )


def _clause(parse: Parse, verb: Token, limit: int) -> tuple[Token, int] | None:
    turned = any(child.index < verb.index for child in children(parse, verb.index, CLAUSES))
    for child in (*children(parse, verb.index, CLAUSES), *_late_clauses(parse, verb)):
        start = max(edges(parse, child.index)[0], verb.index + 1)
        # a clause that the parser hung below the attribution that closes the sentence begins before it
        if verb.index < child.index and (child.index < limit or (start < limit and not turned)):
            if is_infinitive(parse, child):
                return infinitive_start(parse, child)
            if _lost_subject(parse, child):
                continue  # "claimed was unfair": a clause that lost its subject is misread
            while start < child.index and (
                parse.tokens[start].tag in {",", ":"}
                or (
                    parse.tokens[start].lemma == "that"
                    and (parse.tokens[start].tag == "IN" or parse.tokens[start].dep == "mark")
                )
            ):
                start += 1
            return child, start
    return None


def _late_clauses(parse: Parse, verb: Token) -> Iterator[Token]:
    """ "said from the start that", "said in an interview with the Post that": the parser hangs the clause on a noun."""
    for beside in children(parse, verb.index, {"prep", "npadvmod"}):
        for at in subtree(parse, beside.index):
            token = parse.tokens[at]
            noun = parse.tokens[token.head]
            clause = token.dep in {"acl", "relcl", "ccomp"} and token.tag.startswith("VB") and noun.tag.startswith("NN")
            outside = noun.phrase is not None or noun.tag.startswith("NNP") or noun.lemma in OUTSETS
            if clause and token.index > verb.index and (outside or is_occasion(parse, beside)) and _opens(parse, token):
                yield token


def _opens(parse: Parse, clause: Token) -> bool:
    """Whether "that" opens a clause, and is neither what acts in it nor what it is about."""
    that = next((child for child in children(parse, clause.index, {"mark", "dative"}) if child.lemma == "that"), None)
    return that is not None and any(children(parse, clause.index, {"nsubj", "nsubjpass", "expl"}))


def _infinitive(parse: Parse, verb: Token, limit: int) -> tuple[Token, int] | None:
    for child in children(parse, verb.index, {"xcomp", "ccomp", "advcl"}):
        if verb.index < child.index < limit and (
            is_infinitive(parse, child) or (child.tag == "VBG" and child.dep == "xcomp")
        ):
            return infinitive_start(parse, child)
    return None


def _with_subject(parse: Parse, verb: Token, element: Token, first: int) -> int:
    """Where an infinitive begins with who is to do it: "wanted | the ports to open", which no hearer is asked for."""
    for subject in children(parse, element.index, {"nsubj"}):
        start = edges(parse, subject.index)[0]
        if verb.index < start < first:
            return start
    return first


def _end(parse: Parse, verb: Token, cue: Cue, element: Token, first: int, limit: int) -> int:
    """The end of what is said: of its head, and of all behind it that hangs on the verb and is not beside it."""
    if parse.tokens[first].text in OPENING_MARKS and parse.tokens[first].index == first and element.index > first:
        closing = next(
            (token.index for token in parse.tokens[element.index : limit] if token.text in CLOSING_MARKS), None
        )
        if closing is not None and kind_is_quote(parse, verb, first):
            return _beyond_quote(parse, verb, closing + 1, limit)
    end = min(edges(parse, element.index)[1], limit)
    for child in parse.children[verb.index]:
        token = parse.tokens[child]
        if child < first or child >= limit or not _belongs(parse, verb, token, cue, element):
            continue
        end = max(end, min(edges(parse, child)[1], limit))
    return run_on(parse, end, limit, cue.hearer | cue.addressee)


def _beyond_quote(parse: Parse, verb: Token, end: int, limit: int) -> int:
    """The end of a clause that goes on behind its quotation without a break: 'said "we will see" about the ports'."""
    if end >= limit or parse.tokens[end].dep != "prep" or parse.tokens[end].head == verb.index:
        return end
    preposition = parse.tokens[end]
    return end if is_occasion(parse, preposition) else min(max(edges(parse, end)[1], end), limit)


def kind_is_quote(parse: Parse, verb: Token, first: int) -> bool:
    """Whether what is said is a quotation that stands by itself behind its verb."""
    return first == verb.index + 1 or parse.tokens[first - 1].tag in {",", ":"}


def _belongs(parse: Parse, verb: Token, token: Token, cue: Cue, element: Token) -> bool:
    if token.index == element.index or token.dep in {"ccomp", "xcomp", "dobj", "oprd", "acomp", "appos"}:
        return True
    if token.dep == "conj":
        # "called for preserving and implementing the plan": joined to the verb by mistake
        if token.tag == element.tag and token.tag in {"VBG", "VB", "NN", "NNS"} and token.tag != verb.tag:
            return True
        # "said he was busy and had no time": a state goes on with what is said, a deed with the speaker
        return token.lemma in STATES and element.dep == "ccomp" and not any(children(parse, token.index, {"nsubj"}))
    if token.dep == "prep":
        return not names_hearer(parse, token, cue.hearer) and not is_occasion(parse, token) and token.lemma not in ASIDE
    if token.dep == "advcl":
        marks = {child.lemma for child in children(parse, token.index, {"mark", "advmod"})}
        return not marks & TRAILING and token.index > element.index
    return False


def _people(parse: Parse, verb: Token, places: Container[str], element: Token) -> Iterator[Token]:
    """Those who stand as object or behind a preposition: hearers, or those asked."""
    if "object" in places:
        for child in children(parse, verb.index, {"dobj", "dative"}):
            if child.index != element.index and child.tag != "IN":
                yield from conjuncts(parse, child.index)
        if any(children(parse, verb.index, {"auxpass"})):
            for child in children(parse, verb.index, {"nsubjpass"}):
                yield from conjuncts(parse, child.index)
        for child in children(parse, element.index, {"nsubj"}):
            # "told him to wait": the parser makes him the subject of the waiting
            if is_infinitive(parse, element) and child.index > verb.index:
                yield from conjuncts(parse, child.index)
    for token in objects_of(parse, verb.index, places):
        if token.index < min(edges(parse, element.index)) or token.index >= edges(parse, element.index)[1]:
            yield token


def _addressees(parse: Parse, verb: Token, cue: Cue, element: Token, *, infinitive: bool) -> Iterator[Token]:
    yield from _people(parse, verb, cue.addressee, element)
    if cue.preposition in cue.addressee and any(
        child.lemma == cue.preposition for child in children(parse, verb.index, {"prt"})
    ):
        for child in children(parse, verb.index, {"dobj"}):  # "call on" read as a verb with a particle
            yield from conjuncts(parse, child.index)
    marked = cue.preposition is not None and _marked(parse, verb, cue.preposition) is element
    if cue.act is Act.REQUEST and ((not infinitive and element.dep == "ccomp") or marked):
        # "demanded that Sodria withdraw", "called for Sodria to withdraw"
        for child in children(parse, element.index, {"nsubj"}):
            yield from conjuncts(parse, child.index)
