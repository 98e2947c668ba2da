"""Whether a coded event happened: denied, planned, demanded, hypothetical, cancelled, or told as background."""

from __future__ import annotations

from itertools import pairwise

from dragoman.coding.lexicon import EventLexicon
from dragoman.coding.match import Match
from dragoman.coding.scene import Scene
from dragoman.language.tree import ancestors, children, subtree
from dragoman.record import Modality, Token

NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
CONDITIONAL = frozenset({"would", "could", "may", "might", "can", "ca", "'d"})
AHEAD = frozenset({"next", "upcoming", "coming"})  # "is hosting a summit next week"
UNSURE = frozenset({"allegedly", "supposedly", "purportedly"})
NEED = frozenset({"must", "should", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "provided", "until", "till"})
EARLIER = frozenset({"previously", "earlier", "formerly", "once", "ago"})
# what somebody did to do something, he did: "went on to attack", "helped to free"
BROUGHT_ABOUT = frozenset(
    {"go", "begin", "start", "continue", "manage", "proceed", "help", "come", "use", "move", "rush", "resume", "dare"}
    | {
        "force",
        "compel",
        "bother",
        "choose",
        "get",
        "have",
        "be",
        "agree",
        "refuse",
        "fail",
        "unite",
        "combine",
        "join",
    }
)
# what these look at is what they say of it; a clause that only stands beside is not
LOOKING = frozenset({"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "nsubjpass", "oprd", "acomp", "attr"})


def auxiliaries(scene: Scene, verb: Token) -> set[str]:
    """Return the auxiliaries of a verb; of the second of two joined verbs, those of the first."""
    own = {child.text.lower() for child in children(scene.parse, verb.index, {"aux", "auxpass"})}
    if not own and verb.dep == "conj" and verb.tag in {"VB", "VBN"} and verb.head != verb.index:
        return auxiliaries(scene, scene.parse.tokens[verb.head])
    return own


def is_negated(scene: Scene, verb: Token) -> bool:
    """Whether a verb is negated: "did not attack", "no longer", "never"."""
    return any(child.lemma in NEGATIONS for child in children(scene.parse, verb.index, {"neg", "preconj", "advmod"}))


def is_future(scene: Scene, verb: Token) -> bool:
    """Whether a verb tells what is announced: "will meet", "is to meet", "said it would meet"."""
    words = auxiliaries(scene, verb)
    if words & FUTURE or (is_present(scene, verb) and _is_ahead(scene, verb)):
        return True
    above = scene.parse.tokens[verb.head]
    if "would" in words and "have" not in words:
        return verb.dep == "ccomp" and above.tag in {"VBD", "VBN", "VBG"} and above.index != verb.index
    return "to" in words and verb.dep == "xcomp" and above.lemma == "be" and above.tag in {"VBZ", "VBP", "VBD"}


def is_present(scene: Scene, verb: Token) -> bool:
    """Whether a verb is in the present: "hosts", "is hosting"."""
    if verb.tag == "VBG":
        return any(
            child.tag in {"VBZ", "VBP"} and child.lemma == "be" for child in children(scene.parse, verb.index, {"aux"})
        )
    return verb.tag in {"VBZ", "VBP"}


def _is_ahead(scene: Scene, verb: Token) -> bool:
    """Whether a date that hangs on a verb lies ahead by its words: "next week", "tomorrow"."""
    for child in children(scene.parse, verb.index, {"npadvmod", "advmod", "prep", "nmod"}):
        words = [scene.parse.tokens[at].text.lower() for at in subtree(scene.parse, child.index)]
        if "tomorrow" in words or (len(words) > 1 and not AHEAD.isdisjoint(words)):  # "next" alone is but an order
            return True
    return False


def is_required(scene: Scene, verb: Token) -> bool:
    """Whether a verb tells what must be: "must end", "should release", "has to leave", "needs to stop"."""
    if auxiliaries(scene, verb) & NEED:
        return True
    above = scene.parse.tokens[verb.head]
    return verb.dep == "xcomp" and above.lemma in {"have", "need"} and above.tag in {"VBZ", "VBP"}


def find_modality(scene: Scene, match: Match, lexicon: EventLexicon) -> Modality:
    """Return the modality of a match: its verb's own words first, then what looks at it."""
    own = _of_verb(scene, match.verb)
    if own is not None and not match.said:
        return own
    if _is_asked(scene, match.verb) or (_is_purpose(scene, match.verb) and not _is_brought_about(scene, match.verb)):
        return _governed(scene, match, lexicon) or Modality.HYPOTHETICAL
    if match.is_noun:
        noun = _of_noun(scene, match, lexicon)
        if noun is not None:
            return noun
    return _governed(scene, match, lexicon) or Modality.HAPPENED


def _governed(scene: Scene, match: Match, lexicon: EventLexicon) -> Modality | None:
    """What the words above a match make of it; None where none of them does."""
    chain = [match.verb, *ancestors(scene.parse, match.verb.index)]
    for token, above in pairwise(chain):
        if token.dep not in LOOKING and token.dep not in {"conj", "advcl"}:
            break
        governed = lexicon.modality.get(above.lemma)
        if governed is not None and token.dep in LOOKING and _looks(token, above):
            return governed
        if token.dep == "advcl" and not _is_participle(scene, token):
            return Modality.HYPOTHETICAL if _is_purpose(scene, token) else None
        if above.tag.startswith("VB") and token.dep in {"xcomp", "conj", "dobj", "nsubjpass", "advcl"}:
            further = _unreal(scene, above)
            if further is not None and (token.dep != "conj" or token.tag == "VB"):
                return further
        elif token.dep == "prep" and token.lemma == "about":
            return Modality.HYPOTHETICAL  # "spoke about extending the truce"
        elif above.tag.startswith("VB") and (token.lemma in {"by", "without"} or _is_bare(scene, token)):
            further = Modality.DENIED if token.lemma == "without" else _unreal(scene, above)
            if further is not None:
                return further
    return None


def _unreal(scene: Scene, verb: Token) -> Modality | None:
    """What a verb's own words say, and an infinitive that nobody brought about."""
    own = _of_verb(scene, verb)
    if own is None and _is_purpose(scene, verb) and not _is_brought_about(scene, verb):
        return Modality.HYPOTHETICAL
    return own


def _is_bare(scene: Scene, verb: Token) -> bool:
    """ "made him defend it": an infinitive without "to" is as true as the verb above."""
    return verb.tag == "VB" and verb.dep == "ccomp" and not auxiliaries(scene, verb)


def _is_participle(scene: Scene, verb: Token) -> bool:
    """ "freeing the sailors" beside a clause is as true as the clause."""
    return verb.tag == "VBG" and not any(children(scene.parse, verb.index, {"mark", "nsubj", "aux"}))


def _is_brought_about(scene: Scene, verb: Token) -> bool:
    above = scene.parse.tokens[verb.head]
    return verb.dep == "xcomp" and above.lemma in BROUGHT_ABOUT


def _looks(token: Token, above: Token) -> bool:
    """ "plans to attack", "called for talks", "the threat of war"; not "called him in the talks"."""
    if token.dep == "prep":
        return token.lemma in (
            {"of", "for", "to", "against"} if above.tag.startswith("NN") else {"for", "to", "on", "of", "from"}
        )
    return token.dep != "ccomp" or above.lemma not in {"set", "expect", "offer"}


def _of_verb(scene: Scene, verb: Token) -> Modality | None:
    if not verb.tag.startswith("VB"):
        return None
    if is_negated(scene, verb):
        return Modality.DENIED
    if _is_inverted(scene, verb) or any(
        child.lemma in CONDITIONS for child in children(scene.parse, verb.index, {"mark", "advmod"})
    ):
        return Modality.HYPOTHETICAL
    if is_future(scene, verb):
        return Modality.PLANNED
    words = auxiliaries(scene, verb)
    if any(child.lemma in UNSURE for child in children(scene.parse, verb.index, {"advmod"})):
        return Modality.HYPOTHETICAL
    if words & CONDITIONAL:  # "would have attacked" did not, "may have attacked" is not known to have
        return Modality.HYPOTHETICAL
    if is_required(scene, verb) or any(
        scene.parse.tokens[at].lemma == "please" for at in scene.parse.children[verb.index]
    ):
        return Modality.DEMANDED
    return Modality.BACKGROUND if _is_earlier(scene, verb, words) else None


def _is_inverted(scene: Scene, verb: Token) -> bool:
    """ "had Velk attacked, …": a condition without "if"."""
    had = [child.index for child in children(scene.parse, verb.index, {"aux"}) if child.lemma == "have"]
    subjects = [child.index for child in children(scene.parse, verb.index, {"nsubj", "nsubjpass"})]
    return bool(had and subjects) and had[0] < subjects[0] and verb.head != verb.index


def _is_asked(scene: Scene, verb: Token) -> bool:
    """Whether a verb stands in a question: "Has Velk attacked?", "what did Velk demand?"."""
    top = verb
    while top.head != top.index:
        top = scene.parse.tokens[top.head]
    return any(child.text.startswith("?") for child in children(scene.parse, top.index, {"punct"}))


def _is_earlier(scene: Scene, verb: Token, words: set[str]) -> bool:
    """ "had earlier attacked", "two years ago it expelled"; "said it had expelled" tells the news."""
    adverbs = {child.lemma for child in children(scene.parse, verb.index, {"advmod", "npadvmod"})}
    return bool(adverbs & EARLIER) and (words & {"had", "'d"} != set() or "ago" in adverbs or "previously" in adverbs)


def _of_noun(scene: Scene, match: Match, lexicon: EventLexicon) -> Modality | None:
    """What the words before a noun say: "no attack", "planned visit", "a possible strike"."""
    beside = {child.lemma for child in children(scene.parse, match.head.index, {"amod", "det", "compound"})}
    if "no" in beside:
        return Modality.DENIED
    return next((lexicon.modality[word] for word in sorted(beside) if word in lexicon.modality), None)


def _is_purpose(scene: Scene, verb: Token) -> bool:
    """ "met to discuss", "in order to free": what is meant to come of it is not told as done."""
    if any(child.lemma == "to" for child in children(scene.parse, verb.index, {"aux"})):
        return verb.tag in {"VB", "VBN"}
    return verb.tag == "VB" and verb.dep in {"xcomp", "advcl", "acl", "relcl"} and not auxiliaries(scene, verb)
