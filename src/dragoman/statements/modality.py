"""Whether something was said: denied, planned, hypothetical, or told as what went before."""

from __future__ import annotations

from dragoman.language.tree import children, subtree
from dragoman.record import Modality, Parse, Sentence, Token

NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
CONDITIONAL = frozenset({"would", "could", "may", "might", "should", "must", "'d", "can", "ca"})
CONDITIONS = frozenset({"if", "unless", "whether"})
EARLIER = frozenset({"previously", "formerly", "once", "ago"})
LAST = frozenset({"month", "year", "week", "summer", "winter", "spring", "autumn", "fall"})


def find_modality(parse: Parse, verb: Token) -> Modality:
    """Return the modality of a verb of speech, from its auxiliaries, negation and adverbs."""
    auxiliaries = {child.lemma for child in children(parse, verb.index, {"aux", "auxpass"})}
    if any(child.lemma in NEGATIONS for child in children(parse, verb.index, {"neg", "preconj", "advmod"})):
        return Modality.DENIED
    if any(child.lemma in CONDITIONS for child in children(parse, verb.index, {"mark"})):
        return Modality.HYPOTHETICAL
    if auxiliaries & FUTURE:
        return Modality.PLANNED
    if auxiliaries & CONDITIONAL:
        return Modality.HYPOTHETICAL
    return Modality.BACKGROUND if _is_earlier(parse, verb) else Modality.HAPPENED


def is_asked(parse: Parse, sentence: Sentence, verb: Token) -> bool:
    """Return whether the verb is what a question asks for: "Did you tell them to leave?"; nobody is told to have."""
    if parse.tokens[sentence.last - 1].text != "?":
        return False
    auxiliaries = [child.index for child in children(parse, verb.index, {"aux"})]
    subjects = [child.index for child in children(parse, verb.index, {"nsubj"})]
    return bool(auxiliaries and subjects) and min(auxiliaries) < min(subjects) < verb.index


def _is_earlier(parse: Parse, verb: Token) -> bool:
    """ "had said", "has previously commented", "said last month", "two years ago he called"."""
    if verb.tag == "VBN" and any(child.text.lower() == "had" for child in children(parse, verb.index, {"aux"})):
        return True
    for child in children(parse, verb.index, {"advmod", "npadvmod"}):
        if child.lemma in EARLIER:
            return True
        if any(verb.index < noun.index < child.index for noun in children(parse, verb.index, {"dobj"})):
            continue  # "welcomed the decision earlier this year": when it was taken
        words = {parse.tokens[at].lemma for at in subtree(parse, child.index)}
        if child.lemma in LAST and words & {"last", "earlier"}:
            return True
    return False
