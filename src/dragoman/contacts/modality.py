"""Whether a told contact happened: planned, cancelled, denied, demanded, hypothetical, or background."""

from __future__ import annotations

from itertools import pairwise

from dragoman.contacts.frames import Frame
from dragoman.contacts.lexicon import load_contact_lexicon
from dragoman.contacts.looking_back import has_results, is_looked_back_at, is_past, is_recalled
from dragoman.language.tree import ancestors, children
from dragoman.record import Modality, Parse, Token

NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
FUTURE = frozenset({"will", "shall", "'ll", "wo"})
CONDITIONAL = frozenset({"would", "could", "may", "might", "should", "can", "must", "ca"})
CONDITIONS = frozenset({"if", "unless", "whether", "provided"})
EARLIER = frozenset(
    {"previously", "earlier", "recently", "last", "previous", "recent", "past", "former", "first", "latest"}
)
SET = frozenset({"schedule", "plan", "expect", "propose"})  # "her visit, scheduled for May"
ASKING = frozenset({"request", "initiate", "seek"})
COMING = frozenset(
    {"upcoming", "next", "forthcoming", "planned", "future", "possible", "potential", "proposed", "scheduled", "coming"}
)
BEFORE_NOW = frozenset({"since", "after", "following", "from"})
# what "agreed to meet" and "invited to visit" look at is ahead; "said they met" is not
GOVERNING = frozenset(
    {
        "xcomp",
        "ccomp",
        "dobj",
        "pobj",
        "prep",
        "pcomp",
        "nsubjpass",
        "acl",
        "advcl",
        "conj",
        "nsubj",
        "attr",
        "relcl",
        "dative",
        "oprd",
        "acomp",
    }
)


def find_modality(parse: Parse, frame: Frame) -> Modality:
    """Return the modality of one telling: its verb first, then what governs that verb, then the words at the noun."""
    verb, lexicon = frame.verb, load_contact_lexicon()
    if frame.between_us and (is_past(parse, verb) or is_recalled(parse, frame.cue)):
        return Modality.BACKGROUND  # what one speaks of in a contact is another
    if is_looked_back_at(parse, frame.cue) or has_results(parse, frame.cue):
        return _of_noun(parse, frame.cue) or Modality.BACKGROUND
    own = _of_verb(parse, verb, frame.cue)
    if own is not None:
        return own
    if verb.dep == "relcl" and verb.head == frame.cue.index and is_past(parse, verb):
        return Modality.BACKGROUND  # "looks forward to continuing the discussion that she had with him"
    if frame.cue.index != verb.index:
        noun = _of_noun(parse, frame.cue)
        if noun is not None:
            return noun
    chain = [frame.cue, *ancestors(parse, frame.cue.index)]
    for token, above in pairwise(chain):
        if token.dep not in GOVERNING:
            break
        governed = lexicon.governors.get(_with_particle(parse, above))
        if frame.definite and above.lemma in ASKING:
            continue  # "requested the call": it was held, and this says who asked for it
        if governed is not None and _governs(parse, token, above, frame.cue):
            return Modality.BACKGROUND if is_recalled(parse, frame.cue) else _strengthen(parse, above, governed)
        if above.tag.startswith("VB") and above.index != verb.index and token.tag in {"VB", "TO", "JJ"}:
            further = _of_verb(parse, above, frame.cue)
            if further is not None:
                return further
    return Modality.BACKGROUND if _is_background(parse, frame) else Modality.HAPPENED


def _with_particle(parse: Parse, verb: Token) -> str:
    """The lemma with its particle: "call off" is another verb than "call"."""
    particle = next(children(parse, verb.index, {"prt"}), None)
    return verb.lemma if particle is None else f"{verb.lemma} {particle.lemma}"


def _governs(parse: Parse, token: Token, above: Token, cue: Token) -> bool:
    """ "plans to meet", "agreed on a meeting", "expected visit"; not "said that they met", "asked in the meeting"."""
    if not above.tag.startswith(("VB", "JJ", "NN")):
        return False
    if above.lemma == "deny":
        return token.dep in {"ccomp", "dobj", "xcomp", "nsubjpass"}
    if above.lemma in {"call", "look"} and _with_particle(parse, above) == above.lemma:
        asked = {"for"} if above.tag.startswith("NN") else {"for", "on", "to"}  # "a press call on the talks"
        return token.dep == "prep" and token.lemma in asked
    if token.dep == "acl":
        return token.tag == "VB"  # "the agreement to meet"; not "the agreement reached at the meeting"
    if token.dep in {"xcomp", "oprd"} or token.tag == "VB":
        return True
    if token.dep in {"dobj", "nsubjpass"}:
        # "is considering a visit"; not "considered the results of his visit"
        return token.index == cue.index or token.lemma in load_contact_lexicon().governors
    return token.dep == "prep" and _leans(token, above)


def _leans(preposition: Token, above: Token) -> bool:
    """ "the possibility of a meeting", "preparations for the summit", "agreed on talks"."""
    if above.tag.startswith("NN"):
        return preposition.lemma in {"of", "for", "to"}
    leaning = {"look", "agree", "call", "prepare", "plan", "hope", "ask", "invite"}
    return preposition.lemma in {"to", "for", "on"} and above.lemma in leaning


def _strengthen(parse: Parse, governor: Token, governed: Modality) -> Modality:
    """ "did not agree to meet" and "refused to meet" are no plans."""
    if governed is Modality.PLANNED and any(
        child.lemma in NEGATIONS for child in children(parse, governor.index, {"neg"})
    ):
        return Modality.DENIED
    return governed


def _of_verb(parse: Parse, verb: Token, cue: Token) -> Modality | None:
    """What the verb's own words say: its negation, its auxiliaries, "if" and "without" before it."""
    auxiliaries = {child.lemma for child in children(parse, verb.index, {"aux", "auxpass"})}
    if _is_negated(parse, verb, cue):
        return Modality.DENIED
    if any(child.lemma in CONDITIONS for child in children(parse, verb.index, {"mark"})):
        return Modality.HYPOTHETICAL
    if _is_ahead(parse, verb, auxiliaries):
        return Modality.PLANNED
    if auxiliaries & CONDITIONAL and "have" not in auxiliaries:
        return Modality.HYPOTHETICAL
    if verb.dep == "conj" and not auxiliaries and verb.tag == "VB" and verb.head != verb.index:
        return _of_verb(parse, parse.tokens[verb.head], cue)  # "will review the plan and discuss it"
    return None


def _is_negated(parse: Parse, verb: Token, cue: Token) -> bool:
    """ "did not meet", "held no talks", "left without meeting him"."""
    negated = any(child.lemma in NEGATIONS for child in children(parse, verb.index, {"neg", "preconj"}))
    none = cue.index != verb.index and any(child.lemma == "no" for child in children(parse, cue.index, {"det"}))
    return negated or none or (parse.tokens[verb.head].lemma == "without" and verb.dep == "pcomp")


def _is_ahead(parse: Parse, verb: Token, auxiliaries: set[str]) -> bool:
    """ "will meet", "is to meet", "is going to meet", "said that she would meet him"."""
    going = verb.lemma == "go" and verb.tag == "VBG" and "be" in auxiliaries
    reported = "would" in auxiliaries and verb.dep == "ccomp" and parse.tokens[verb.head].tag == "VBD"
    return bool(auxiliaries & FUTURE) or _is_to(parse, verb) or reported or going


def _is_to(parse: Parse, verb: Token) -> bool:
    """ "is to meet", "are to hold": a form of be with an infinitive is a plan."""
    above = parse.tokens[verb.head]
    infinitive = verb.tag == "VB" and any(child.lemma == "to" for child in children(parse, verb.index, {"aux"}))
    return infinitive and verb.dep == "xcomp" and above.lemma == "be" and above.tag in {"VBZ", "VBP", "VBD"}


def _of_noun(parse: Parse, noun: Token) -> Modality | None:
    before = {child.text.lower() for child in children(parse, noun.index, {"amod", "compound", "det", "nmod"})}
    behind = {child.lemma for child in children(parse, noun.index, {"acl"}) if child.tag == "VBN"}
    if before & COMING or behind & SET:
        return Modality.PLANNED
    if before & {"cancelled", "canceled", "postponed"}:
        return Modality.CANCELLED
    return None


def _is_background(parse: Parse, frame: Frame) -> bool:
    """ "had met", "since their last call", "his earlier meeting with": told as what went before."""
    verb = frame.verb
    words = {child.lemma for child in children(parse, frame.cue.index, {"amod", "advmod", "compound"})}
    if frame.cue.index not in {verb.index, frame.cue.head}:
        if frame.mentioned:
            return True
        opening = next((above.lemma for above in ancestors(parse, frame.cue.index) if above.dep == "prep"), "")
        told_before = words & (EARLIER - {"first", "former"}) and (opening in BEFORE_NOW or frame.cue.dep != "dobj")
        if told_before or opening == "since":
            return True
    perfect = any(
        child.lemma == "have" and child.text.lower() in {"had", "'d"} for child in children(parse, verb.index, {"aux"})
    )
    earlier = any(
        child.lemma in {"previously", "last", "earlier", "already"}
        for child in children(parse, verb.index, {"advmod", "npadvmod"})
    )
    return (perfect and verb.tag == "VBN") or (earlier and verb.lemma in {"meet", "speak", "talk"})
