"""What the parser is known to get wrong in this kind of text, mended before anyone reads the parse.

Each repair works on the arcs of one paragraph, in place, and says which construction it is for.
"""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july"}
    | {"august", "september", "october", "november", "december"}
)


@dataclass(slots=True)
class Arcs:
    """The tags, labels and heads of one paragraph's tokens while they are being mended; heads are indices here."""

    words: list[str]  # lower case
    tags: list[str]
    deps: list[str]
    heads: list[int]


def mend(arcs: Arcs) -> None:
    """Apply every repair to the arcs of a paragraph."""
    for at in range(len(arcs.words)):
        _company_before_purpose(arcs, at)
        _late_company(arcs, at)
        _subject_after_source(arcs, at)
        _event_after_day(arcs, at)
        _second_of_a_kind(arcs, at)


def _company_before_purpose(arcs: Arcs, at: int) -> None:
    """ "spoke with Kestrel to congratulate him": the company is not the subject of the purpose clause."""
    if arcs.words[at] not in {"with", "to", "by"} or arcs.deps[at] != "mark" or arcs.tags[at] not in {"IN", "TO"}:
        return
    verb = arcs.heads[at]
    if verb <= at or arcs.heads[verb] == verb:
        return
    company = next(
        (
            k
            for k in range(at + 1, verb)
            if (arcs.heads[k] == verb and arcs.deps[k] in {"nsubj", "nsubjpass"})
            or (arcs.heads[k] == at and arcs.deps[k] == "pobj")
        ),
        None,
    )
    purpose = any(
        arcs.heads[k] == verb and arcs.words[k] == "to" and arcs.deps[k] == "aux" for k in range(at + 1, verb)
    )
    if company is None or not purpose:
        return
    arcs.deps[at], arcs.heads[at] = "prep", arcs.heads[verb]
    arcs.deps[company], arcs.heads[company] = "pobj", at


def _late_company(arcs: Arcs, at: int) -> None:
    """ "talks with Ormel, and Sarkovan, according to …": a name joined to the verb belongs to the name before it."""
    if arcs.deps[at] != "conj" or not arcs.tags[at].startswith("NNP") or not arcs.tags[arcs.heads[at]].startswith("VB"):
        return
    before = at - 1
    while before >= 0 and (
        arcs.deps[before] in {"cc", "det", "compound", "amod"} or arcs.words[before] in {",", "then", "later"}
    ):
        before -= 1
    if (
        before > arcs.heads[at]
        and arcs.tags[before].startswith("NNP")
        and arcs.deps[before] in {"pobj", "dobj", "conj", "appos"}
    ):
        arcs.heads[at] = before


def _subject_after_source(arcs: Arcs, at: int) -> None:
    """ "According to the Post, the mayor, Lind, said …": who speaks does not tell who the Post is."""
    if arcs.heads[at] != at or arcs.tags[at] not in {"VBD", "VBZ"} or at < 3 or arcs.words[at - 1] != ",":
        return
    name = at - 2
    source = arcs.heads[name]
    below = any(arcs.heads[k] == at and arcs.deps[k] in {"nsubj", "nsubjpass"} for k in range(len(arcs.heads)))
    if below or arcs.deps[name] != "appos" or not arcs.tags[name].startswith("NNP") or arcs.deps[source] != "pobj":
        return
    preposition = arcs.heads[source]
    if arcs.words[preposition] == "to" and arcs.words[arcs.heads[preposition]] == "according":
        arcs.deps[name], arcs.heads[name] = "nsubj", at


def _event_after_day(arcs: Arcs, at: int) -> None:
    """ "on the May 15, 2021 virtual meeting": what a day stands before is the noun, the day tells which."""
    month = arcs.heads[at]
    if arcs.deps[at] != "appos" or arcs.tags[at] not in {"NN", "NNS"} or arcs.words[month] not in MONTHS or month > at:
        return
    before = [k for k in range(month) if arcs.heads[k] in {month, at} and arcs.deps[k] in {"det", "poss"}]
    if not before or arcs.heads[month] == month:
        return
    arcs.deps[at], arcs.heads[at] = arcs.deps[month], arcs.heads[month]
    arcs.deps[month], arcs.heads[month] = "nmod", at
    for k in before:
        arcs.heads[k] = at


def _second_of_a_kind(arcs: Arcs, at: int) -> None:
    """ "after their call and Kestrel's call with Ormel": a noun joined to the verb belongs to the one before it."""
    verb = arcs.heads[at]
    if arcs.deps[at] != "conj" or arcs.tags[at] not in {"NN", "NNS"} or not arcs.tags[verb].startswith("VB"):
        return
    joins = [k for k in range(verb, at) if arcs.heads[k] == verb and arcs.deps[k] == "cc"]
    if joins and arcs.words[joins[-1] - 1] == arcs.words[at] and arcs.deps[joins[-1] - 1] in {"pobj", "dobj"}:
        arcs.heads[at] = arcs.heads[joins[-1]] = joins[-1] - 1
