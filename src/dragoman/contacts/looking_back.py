"""Who was in a contact that a sentence looks back at: by its owners, by "between", by a clause that says who held it.

In: the noun of a contact in a parse.  Out: the tokens that name its company or its holders; nothing where the words
around say nothing of it.  "To follow up on the call between A and B", "the commitment by A and B in their call",
"the conversation with A he had on March 20".
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from dragoman.contacts.lexicon import load_contact_lexicon
from dragoman.language.tree import ancestors, children, conjuncts, objects_of
from dragoman.record import DateExpression, Parse, Token

OVER = frozenset({"last", "previous", "recent", "past", "earlier"})  # of a contact, whatever is said of it
COMPANY = frozenset({"with", "between"})
DOERS = frozenset({"by", "of", "between"})
COMPANY_OR_MATTER = frozenset({"of", "on", "by", "with", "between", "among", "about", "to", "for", "from"})
SEVERAL = frozenset({"ministerial", "trilateral", "quadrilateral", "multilateral", "joint", "group", "council"})
MORE_THAN_TWO = frozenset({"trilateral", "tripartite", "quadrilateral", "four-way", "multilateral", "international"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"WP", "WDT", "WRB"})


@dataclass(frozen=True, slots=True)
class HoldingClause:
    """A relative clause that says who held a contact: "the call he had with A on Monday"."""

    verb: Token
    holders: tuple[Token, ...]
    company: tuple[Token, ...]


def is_looked_back_at(parse: Parse, noun: Token) -> bool:
    """Return whether another contact goes on from this one: "to follow up on the call", "continuation of the talks"."""
    while noun.dep == "conj":
        noun = parse.tokens[noun.head]  # "to follow up on their call and Kestrel's call with Ormel"
    preposition = parse.tokens[noun.head]
    if noun.dep != "pobj":
        return False
    above = parse.tokens[preposition.head]
    if above.lemma == "up":
        above = parse.tokens[above.head]  # the parser hangs "on" at "up" or at "follow"
    up = any(child.lemma == "up" for child in children(parse, above.index, {"prt", "advmod", "prep"}))
    words = [above.lemma, *(["up"] if up else []), preposition.lemma]
    return " ".join(words) in load_contact_lexicon().going_on


def has_results(parse: Parse, noun: Token) -> bool:
    """Return whether what came of a contact is spoken of, so that it is over: "the results of his visit"."""
    preposition = parse.tokens[noun.head]
    result = parse.tokens[preposition.head]
    return noun.dep == "pobj" and preposition.lemma == "of" and result.lemma in load_contact_lexicon().results


def is_recalled(parse: Parse, noun: Token) -> bool:
    """Return whether a noun is told as over by a word before it: "her recent trip", whatever is done with it now."""
    return any(child.text.lower() in OVER for child in children(parse, noun.index, {"amod", "advmod", "compound"}))


def is_of_several(parse: Parse, noun: Token) -> bool:
    """Return whether a noun is told as that of three sides or more: "the trilateral meeting"."""
    before = {child.lemma for child in children(parse, noun.index, {"amod", "compound"})}
    return bool(before & MORE_THAN_TWO)


def is_past(parse: Parse, verb: Token) -> bool:
    """Return whether a verb tells what was: "met", "have met"."""
    perfect = any(child.lemma == "have" for child in children(parse, verb.index, {"aux"}))
    return verb.tag == "VBD" or (verb.tag == "VBN" and perfect)


def find_pair_before(parse: Parse, owner: Token, noun: Token) -> tuple[Token, ...]:
    """Return the two or more for whom "their" stands by the words of its own clause, or nothing.

    "The commitment by A and B in their call", "goals set by the two leaders during their meetings": the doers that
    the phrase or the participle above names stand nearer than the subject of the sentence.
    """
    if owner.lemma not in {"their", "they"}:
        return ()
    for above in ancestors(parse, noun.index):
        if above.tag in FINITE:
            return ()
        doers = [doer for doer in objects_of(parse, above.index, DOERS) if doer.index < owner.index]
        if doers:
            return tuple(doers)
    return ()


def find_company_behind(parse: Parse, noun: Token, dates: Iterable[DateExpression]) -> tuple[Token, ...]:
    """Return those behind a "with" that only a date parts from its noun: "her calls this week with A and B"."""
    at = noun.index + 1
    within = [date.span for date in dates]
    while at < len(parse.tokens) and any(
        span.start <= parse.tokens[at].start < span.end or parse.tokens[at].text in {"on", "in"} for span in within
    ):
        at += 1
    if at == noun.index + 1 or at >= len(parse.tokens) or parse.tokens[at].lemma not in COMPANY:
        return ()
    return tuple(one for child in children(parse, at, {"pobj"}) for one in conjuncts(parse, child.index))


def find_holding_clause(
    parse: Parse, noun: Token, company: Iterable[Token], verbs: Container[str]
) -> HoldingClause | None:
    """Return the clause behind a noun that tells who held the contact with one of `verbs`, or None.

    The clause may hang on the company named between: "the conversation with A he had on March 20".
    """
    for head in (noun, *company):
        for verb in children(parse, head.index, {"relcl"}):
            holders = [
                one for subject in children(parse, verb.index, {"nsubj"}) for one in conjuncts(parse, subject.index)
            ]
            whole = any(child.tag not in RELATIVE for child in children(parse, verb.index, {"dobj"}))
            if verb.lemma in verbs and holders and holders[0].tag not in RELATIVE and not whole:
                return HoldingClause(verb, tuple(holders), tuple(objects_of(parse, verb.index, COMPANY)))
    return None


def stands_before(parse: Parse, noun: Token, date: DateExpression) -> bool:
    """Return whether a date is one of the words before a noun: "the December 7 videoconference"."""
    before = children(parse, noun.index, {"nmod", "compound", "amod", "npadvmod", "poss", "nummod"})
    return any(date.span.start <= word.start < date.span.end for word in before if word.index < noun.index)


def is_held(parse: Parse, noun: Token) -> bool:
    """Return whether a clause at a noun says that it was held: "the talks held on May 9"."""
    return any(child.lemma == "hold" and child.tag == "VBN" for child in children(parse, noun.index, {"acl"}))


def is_of_others(parse: Parse, noun: Token) -> bool:
    """Return whether the words at a noun say whose contact it was, or what about: somebody else's, more often than not.

    "The January ministerial meeting on Haiti", "the November visit by A", "the March 18 meeting that she will hold".
    """
    behind = any(child.lemma in COMPANY_OR_MATTER for child in children(parse, noun.index, {"prep", "agent"}))
    clauses = [child for child in children(parse, noun.index, {"relcl", "acl"}) if child.lemma != "hold"]
    told = any(child.tag != "VB" for child in clauses)
    joint = any(child.lemma in SEVERAL for child in children(parse, noun.index, {"amod", "compound", "nmod"}))
    return behind or told or joint
