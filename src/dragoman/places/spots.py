"""A parsed text → where what it tells took place: the words behind "in", "at", "visited", and what they hang on.

The parser often hangs "in Orm" on the wrong word.  So the word before the preposition decides: behind a name or a day
it belongs to the verb, behind a noun to that noun.  "discussed the situation in Orm" tells no place of the discussion.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.actors.cast import Analysis
from dragoman.language.tree import children, clause_head
from dragoman.lexicons.files import read_once
from dragoman.lexicons.states import state_by_code
from dragoman.places.gazetteer import PLACES
from dragoman.places.resolve import Setting, resolve_place
from dragoman.record import ActorKind, Parse, Place, Sentence, Span, Token

LONGEST = 90  # characters of a name with what stands beside it
STEPS = 7  # from a place up to the word of the event
CLAUSES = frozenset({"conj", "xcomp", "advcl", "pcomp"})
THROUGH = frozenset(
    {"on", "at", "in", "during", "for", "as", "of", "within", "to", "after", "following", "before", "upon", "against"}
)
SMALL_TOWN = re.compile(r"(?:town|village|hamlet|settlement)\s+of\s+\Z")
NAMES = frozenset({"NNP", "NNPS", "PRP", "CD"})
LINKS = frozenset({"conj", "appos", "compound", "npadvmod", "nmod", "nsubj", "nsubjpass", "attr"})


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place that a sentence names, and the token it hangs on; `words` as told."""

    place: Place
    anchor: int
    words: str
    moving: bool  # behind a word of moving: "travelled to Orm"
    name: Span


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read_once(PLACES)[key])


def find_setting(analyses: Iterable[Analysis], home: str | None) -> Setting:
    """Return how often each country is named in the texts of a document; `home` is that of its outlet."""
    counted = Counter(
        phrase.country
        for analysis in analyses
        for phrase in analysis.phrases
        if phrase.country is not None and phrase.country in state_by_code()
    )
    return Setting(dict(counted), home)


def find_places(analysis: Analysis, sentence: Sentence, setting: Setting) -> tuple[Spotted, ...]:
    """Return the places that words of a sentence put something at, in text order."""
    found: list[Spotted] = []
    tokens = analysis.parse.tokens
    last = -1
    for token in tokens[sentence.first : sentence.last]:
        if token.start < last:
            continue
        for spotted in _places_at(analysis, sentence, token, setting):
            found.append(spotted)
            last = spotted.place.span.end
    return tuple(found)


def find_spot(analysis: Analysis, sentence: Sentence, heads: frozenset[int], setting: Setting) -> Spotted | None:
    """Return where the event took place that the tokens `heads` of a sentence tell; None where it does not say."""
    return next(iter(find_spots(analysis, sentence, heads, setting)), None)


def find_spots(analysis: Analysis, sentence: Sentence, heads: frozenset[int], setting: Setting) -> tuple[Spotted, ...]:
    """Return all places told of what the tokens `heads` of a sentence tell: several of "meetings in Orm and Velk"."""
    spots = find_places(analysis, sentence, setting)
    return tuple(spotted for spotted in spots if _relates(analysis.parse, spotted, heads))


# ---------------------------------------------------------------- words of place


def _places_at(analysis: Analysis, sentence: Sentence, token: Token, setting: Setting) -> Iterator[Spotted]:
    """The places behind one word: a preposition, or a verb such as "visited"."""
    if token.phrase is not None:
        return
    parse = analysis.parse
    anchor: int | None
    if token.tag.startswith("VB") and token.lemma in _words("visiting"):
        anchor, moving = token.index, True
    elif token.lemma in _words("where") and token.tag in {"IN", "RB", "RP"}:
        anchor, moving = _anchor(parse, sentence, token), False
    elif token.lemma in _words("toward") and token.tag in {"IN", "TO"}:
        anchor, moving = _anchor(parse, sentence, token), True
        if anchor is None or not _moves(parse, anchor):
            return
    else:
        return
    at = _name_at(analysis, sentence, token.index + 1)
    if at is None or anchor is None:
        return
    yield from _list_places(analysis, sentence, at, anchor, moving, setting)


def _list_places(
    analysis: Analysis, sentence: Sentence, at: Token, anchor: int, moving: bool, setting: Setting
) -> Iterator[Spotted]:
    """The place whose name begins at a token, and those that a list goes on with: "to Orvania, Marovia and Velk"."""
    text, tokens = analysis.text, analysis.parse.tokens
    while True:
        end = min(sentence.span.end, at.start + LONGEST)
        place = resolve_place(text, at.start, end, setting, analysis.part)
        if place is None or _is_else(analysis, at, place):
            return
        words = " ".join(text[place.span.start : place.span.end].split())
        yield Spotted(place, anchor, words, moving, place.span)
        behind = next((t for t in tokens[at.index : sentence.last] if t.start >= place.span.end), None)
        further = None if behind is None else _continued(analysis, sentence, behind)
        if further is None:
            return
        at = further


def _continued(analysis: Analysis, sentence: Sentence, token: Token) -> Token | None:
    """The next name of a list, behind commas and "and"."""
    tokens, at = analysis.parse.tokens, token.index
    joined = False
    while at < sentence.last and tokens[at].lemma in {",", "and", "or", "the", "as", "well"}:
        joined = joined or tokens[at].lemma in {",", "and", "or"}
        at += 1
    return _name_at(analysis, sentence, at) if joined and at < sentence.last and tokens[at].text[:1].isupper() else None


def _name_at(analysis: Analysis, sentence: Sentence, at: int) -> Token | None:
    """The first capitalised token from `at`, over words such as "the northern city of"; None for a person."""
    tokens = analysis.parse.tokens
    while at < sentence.last:
        token = tokens[at]
        if token.phrase is not None:
            phrase = analysis.phrases[token.phrase]
            named = phrase.kind in {ActorKind.STATE, ActorKind.ORGANISATION} or phrase.office is None
            return token if named else None
        if token.text[:1].isupper() and token.text[:1].isalpha():
            return token
        if token.lemma not in _words("between") and not token.text.endswith(("'s", "’s")):
            return None
        at += 1
    return None


def _is_else(analysis: Analysis, at: Token, place: Place) -> bool:
    """Whether the words are another's: a person's name, an organisation that is no site, a noun's attribute."""
    phrase = None if at.phrase is None else analysis.phrases[at.phrase]
    if phrase is not None:
        sure = place.basis in {"list", "beside"} or place.kind in {"site", "area"}
        if phrase.kind is ActorKind.ORGANISATION and not sure:
            return True
        if phrase.kind is ActorKind.PERSON and not sure:
            return True
        if phrase.kind is ActorKind.STATE and phrase.name is None:
            return True
    text, end = analysis.text, place.span.end
    inside = [t for t in analysis.parse.tokens[at.index : at.index + 12] if t.end <= end]
    final = inside[-1] if inside else at
    head = analysis.parse.tokens[final.head]
    if final.dep in {"compound", "nmod", "amod"} and head.index > final.index and head.start - end <= 1:
        # "the Minsk talks", "in Iraq policy": an attribute, but for "Orm airport"
        return head.lemma not in _words("built") and head.text.lower() not in _words("built")
    if place.basis == "size" and SMALL_TOWN.search(text, max(0, at.start - 16), at.start):
        return True  # another than the metropolis of that name
    return text[end : end + 1] in "-–" and text[end + 1 : end + 2].isalpha()


# ---------------------------------------------------------------- what it hangs on


def _anchor(parse: Parse, sentence: Sentence, token: Token) -> int | None:
    """The word that a preposition belongs to, by the word before it; None where it stands at no word."""
    head = parse.tokens[token.head]
    before = parse.tokens[token.index - 1] if token.index > sentence.first else None
    if (
        before is None
        or before.lemma in {",", "-", "–", "—", ")", "(", "and", "or", ";", ":"}
        or before.tag in {"IN", "TO"}
    ):
        return _to_verb(parse, head) if head.lemma in _words("days") or head.phrase is not None else head.index
    if before.phrase is not None or before.tag in NAMES or before.lemma in _words("days"):
        return _to_verb(parse, head if head.index != token.index else before)
    if before.tag.startswith(("VB", "NN")):
        return before.index
    return head.index if head.index != token.index else None


def _to_verb(parse: Parse, token: Token) -> int:
    """The verb of a name or day; the noun, where a noun such as "meeting" has the name: "talks with Kestrel in Orm"."""
    at = token
    for _ in range(STEPS):
        if at.tag.startswith("VB") or at.head == at.index:
            break
        if at.tag in {"NN", "NNS"} and at.phrase is None and at.lemma not in _words("days"):
            break
        at = parse.tokens[at.head]
    return at.index


def _moves(parse: Parse, anchor: int) -> bool:
    token = parse.tokens[anchor]
    if token.lemma in _words("moving"):
        return True
    return token.tag.startswith("VB") and any(
        child.lemma in _words("moving") for child in children(parse, anchor, {"dobj", "attr", "xcomp"})
    )


def _relates(parse: Parse, spotted: Spotted, heads: frozenset[int]) -> bool:
    """Whether a place belongs to the event of these words: what it hangs on leads up to them, or they to it."""
    at = parse.tokens[spotted.anchor]
    for _ in range(STEPS):
        if at.index in heads:
            return True
        above = _above(parse, at)
        if above is None:
            break
        at = above
    return any(_leads(parse, head, spotted) for head in heads)


def _above(parse: Parse, at: Token) -> Token | None:
    """What a word that carries a place hangs on: "on the margins of the forum" on the verb."""
    if at.head == at.index or at.tag.startswith("VB"):
        return None
    head = parse.tokens[at.head]
    carries = at.lemma in _words("carrying")
    if at.dep in {"pobj", "pcomp"}:
        return parse.tokens[head.head] if carries and head.lemma in THROUGH and head.head != head.index else None
    return head if at.dep in LINKS or (at.dep == "dobj" and carries) else None


def _leads(parse: Parse, head: int, spotted: Spotted) -> bool:
    """Whether the event is told in a clause of what goes to the place: "travelled to Orm and met Kestrel"."""
    at = clause_head(parse, head)
    for _ in range(4):
        if at.index == spotted.anchor:
            return spotted.moving or parse.tokens[head].index == at.index
        above = parse.tokens[at.head]
        if at.dep == "relcl" and spotted.name.start <= above.start < spotted.name.end:
            return any(parse.tokens[child].lemma == "where" for child in parse.children[at.index])
        if at.dep not in CLAUSES or at.head == at.index:
            return False
        at = clause_head(parse, above.index)
    return False
