"""Where in its sentence the antecedent of a pronoun may stand, by the parse alone; who stands there, the cast knows.

In: the parse and the token of a pronoun.  Out: tokens, the likeliest first; and what sort of words others are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.actors.phrases import Phrase
from dragoman.errors import LexiconError
from dragoman.language.tree import SUBJECTS, ancestors, children, clause_head, conjuncts, objects_of
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import Parse, Token

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
RELATIVE = frozenset({"WDT", "WP"})
MANY = frozenset({"people", "police", "public", "crowd", "populace", "those", "others"})  # plural without an ending
QUESTIONS = frozenset({"if", "whether", "what", "why", "how", "when", "where", "who"})
# "in his place, Kestrel appointed": what one is or has for another
OF_OTHERS = frozenset(
    {"place", "stead", "absence", "honor", "honour", "memory", "behalf", "defense", "defence", "death"}
)
RULERS = frozenset({"majesty", "highness", "excellency", "holiness", "eminence"})  # "His Majesty" is a name, no pronoun


@dataclass(frozen=True, slots=True)
class Words:
    """Words that tell whom a pronoun means (`coreference.toml`), by lemma.

    `favours` are verbs and nouns with the prepositions behind which a possessive is that of the one thanked or blamed;
    `people` are nouns for people of any kind ("officer", "voters"), `single` those that in the singular name one.
    """

    favours: Mapping[str, frozenset[str]]
    people: frozenset[str]
    single: frozenset[str]


@cache
def load_words() -> Words:
    """Return the words that tell whom a pronoun means; raises LexiconError when an entry has no example."""
    data = read_lexicon("coreference.toml")
    favour, people = data["favour"], data["people"]
    for entry in (*favour["verb"], *favour["noun"], people):
        if not entry.get("examples"):
            raise LexiconError(
                f"coreference.toml: {entry.get('lemma', 'people')!r} has no example; "
                "add `examples = [{ text = …, pronoun = …, who = … }]`"
            )
    everybody = frozenset(read_lexicon("speech.toml")["speakers"]["people"]) | frozenset(people["nouns"])
    return Words(
        favours={
            entry["lemma"]: frozenset(entry.get("prepositions", favour["prepositions"]))
            for entry in (*favour["verb"], *favour["noun"])
        },
        people=everybody,
        single=everybody - frozenset(people["not_one"]),
    )


def find_subjects(parse: Parse, token: Token) -> Iterator[tuple[Token, ...]]:
    """Yield the subjects of the clauses around a token, innermost first, with their conjuncts; those before it only."""
    verb = clause_head(parse, token.head)
    while True:
        nouns = (find_named(parse, noun) for head in _heads_of(parse, verb) for noun in conjuncts(parse, head))
        subjects = tuple(noun for noun in nouns if noun.index < token.index)
        if subjects:
            yield subjects
        above = clause_head(parse, verb.head)
        if above.index == verb.index:
            return
        verb = above


def _heads_of(parse: Parse, verb: Token) -> list[int]:
    """The subjects of a verb, without what is joined to them."""
    own = list(children(parse, verb.index, SUBJECTS))
    if own:  # a relative pronoun stands for its noun
        return [verb.head if one.tag in RELATIVE and verb.dep == "relcl" else one.index for one in own]
    if verb.dep == "acl" and verb.tag == "VBG":
        return [verb.head]  # "voters casting their ballots"
    if verb.dep == "xcomp" and any(children(parse, verb.index, {"aux"})):
        # "urged the voters to cast their ballots", "called on them to vote"
        asked = [*children(parse, verb.head, {"dobj", "dative"}), *objects_of(parse, verb.head, {"on", "upon"})]
        return [one.index for one in asked if one.index < verb.index]
    return []


def find_named(parse: Parse, token: Token) -> Token:
    """Return the name that a noun stands before ("local officer Karl Holm"), else the noun itself."""
    if token.phrase is not None:
        return token
    return next((child for child in children(parse, token.index, {"appos"}) if child.phrase is not None), token)


def find_joined(parse: Parse, token: Token) -> Token | None:
    """Return whom "X and his team" and "X's visit and his talks" join the possessive's noun to, or None."""
    noun = parse.tokens[token.head]
    before = parse.tokens[noun.head]
    if token.dep != "poss" or noun.dep != "conj" or before.index > token.index:
        return None
    return next(children(parse, before.index, {"poss"}), before)


def find_owner(parse: Parse, token: Token) -> Token | None:
    """Return whose thing a possessive's noun belongs to: "Kestrel's right to his own land", or None."""
    for above in ancestors(parse, token.index):
        if above.tag.startswith(("VB", "MD")):
            return None
        owner = next(children(parse, above.index, {"poss"}), None)
        if owner is not None and owner.index < token.index:
            return owner
    return None


def is_of_company(parse: Parse, token: Token, subjects: tuple[Token, ...]) -> bool:
    """Whether people stand between subjects and a clause without its own: "met organisers to discuss their work"."""
    verb = clause_head(parse, token.head)
    if verb.dep not in {"advcl", "xcomp", "acl", "pcomp"} or any(children(parse, verb.index, SUBJECTS)):
        return False
    return any(is_people_noun(noun) for noun in parse.tokens[subjects[-1].index + 1 : verb.index])


def find_favoured(parse: Parse, token: Token) -> tuple[Token, ...]:
    """Return those thanked, congratulated or blamed for what is theirs: "thanked Kestrel for his help"."""
    words, preposition = load_words(), ""
    for above in ancestors(parse, token.index):
        if above.tag == "IN":
            preposition = above.lemma
        verb = clause_head(parse, above.index)
        if above.index < token.index and preposition in words.favours.get(above.lemma, ()):
            return _nearest(parse, _receivers(parse, above, verb), token)
        if above.index == verb.index and above.index < token.index:
            nouns = [noun for noun in children(parse, verb.index, {"dobj"}) if noun.index < token.index]
            if any(preposition in words.favours.get(noun.lemma, ()) for noun in nouns):
                return _nearest(parse, _receivers(parse, nouns[0], verb), token)
        if above.index == verb.index and any(children(parse, above.index, SUBJECTS)):
            return ()
    return ()


def find_asked(parse: Parse, token: Token) -> Token | None:
    """Return whom the subject of an indirect question means: "asked Kestrel whether he would come", or None."""
    verb = clause_head(parse, token.head)
    asking = parse.tokens[verb.head]
    if token.dep not in SUBJECTS or verb.dep not in {"ccomp", "advcl"} or asking.lemma != "ask":
        return None
    if not any(child.lemma in QUESTIONS for child in children(parse, verb.index, {"mark", "advmod", "dobj", "attr"})):
        return None
    asked = [noun for noun in children(parse, asking.index, {"dobj", "dative"}) if noun.index < token.index]
    return asked[-1] if asked else None


def find_ahead(parse: Parse, token: Token) -> Token | None:
    """Return the subject to come that a possessive before it means: "In his reply, Kestrel said", or None."""
    if token.dep != "poss" or parse.tokens[token.head].lemma in OF_OTHERS:
        return None
    noun = parse.tokens[token.head]
    opening = parse.tokens[noun.head]
    if noun.dep != "pobj" or opening.tag != "IN" or opening.dep != "prep" or opening.index > token.index:
        return None
    verb = parse.tokens[opening.head]
    if not verb.tag.startswith("VB") or verb.index < token.index:
        return None
    subjects = list(children(parse, verb.index, SUBJECTS))
    return subjects[0] if len(subjects) == 1 and subjects[0].index > noun.index else None


def _nearest(parse: Parse, found: tuple[Token, ...], token: Token) -> tuple[Token, ...]:
    """Those before the pronoun, unless other people stand between."""
    before = tuple(noun for noun in found if noun.index < token.index)
    between = parse.tokens[before[-1].index + 1 : token.index] if before else ()
    return () if any(is_people_noun(noun) or is_person_noun(parse, noun) for noun in between) else before


def _receivers(parse: Parse, cue: Token, verb: Token) -> tuple[Token, ...]:
    """Those who are thanked by a verb, or whom thanks or a telegram go to."""
    if cue.index != verb.index:
        direct = [noun for child in children(parse, verb.index, {"dative"}) for noun in conjuncts(parse, child.index)]
        return (*direct, *objects_of(parse, cue.index, {"to"}), *objects_of(parse, verb.index, {"to"}))
    objects = list(children(parse, verb.index, {"dobj", "dative"}))
    # "wished him success": the parser makes one clause of what was wished
    objects += [inner for noun in objects for inner in children(parse, noun.index, SUBJECTS | {"compound"})]
    return tuple(sorted({noun for one in objects for noun in conjuncts(parse, one.index)}, key=lambda noun: noun.index))


def is_of_somebody_else(parse: Parse, token: Token) -> bool:
    """Whether a pronoun stands inside the words about a person without a name: "a man in his forties"."""
    for above in ancestors(parse, token.index):
        if above.tag.startswith(("VB", "MD")):
            return False
        # the parser may hang the preposition on the verb: "saw a man in his forties"
        noun = parse.tokens[above.index - 1] if above.tag == "IN" and above.index else above
        if noun.index < token.index and noun.phrase is None and is_person_noun(parse, noun):
            return True
    return False


def is_person_noun(parse: Parse, token: Token) -> bool:
    """Whether a word in the singular names a person: "the attacker", "one of the voters", an office of nobody known."""
    if token.phrase is not None:
        return token.tag == "NNP"
    if token.lemma == "one":
        return any(is_people_noun(noun) for noun in objects_of(parse, token.index, {"of"}))
    return token.tag == "NN" and token.lemma in load_words().single | RULERS


def is_honour(parse: Parse, token: Token) -> bool:
    """Whether a possessive belongs to a form of address: "His Majesty"."""
    return token.dep == "poss" and parse.tokens[token.head].lemma in RULERS


def is_plural_noun(token: Token) -> bool:
    """Whether a word stands for several: "women", "the Orvanians", "the police"."""
    return token.tag in {"NNS", "NNPS"} or (token.phrase is None and token.lemma in MANY)


def is_owner(parse: Parse, token: Token) -> bool:
    """Whether a name stands before the thing of his that a sentence is about: "Kestrel's plan fell"."""
    noun = parse.tokens[token.head]
    return token.dep == "poss" and noun.dep in SUBJECTS and not is_person_noun(parse, noun) and not is_people_noun(noun)


def is_people_noun(token: Token) -> bool:
    """Whether a word stands for several people."""
    several = token.phrase is not None or token.tag == "NNPS" or token.lemma in load_words().people | MANY
    return several and is_plural_noun(token)


# ---------------------------------------------------------------- words for several, roles, order


def is_object(token: Token) -> bool:
    """Whether a pronoun has the form of an object, whatever the parser makes of it."""
    return token.lemma in {"him", "them"} or (token.lemma == "her" and token.tag == "PRP")


def is_group(parse: Parse, token: Token) -> bool:
    """ "the sides", "both sides", "the two" as a subject; "two countries" is none."""
    if token.lemma in NUMBERS:
        beside = [parse.tokens[child] for child in parse.children[token.index]]
        ranked = any(child.dep == "amod" for child in beside)  # "among the top three"
        return (
            token.dep in {"nsubj", "nsubjpass", "pobj"} and any(child.lemma == "the" for child in beside) and not ranked
        )
    return token.tag in {"NNS", "NN"} and any(
        parse.tokens[child].lemma in {"the", "both", "two"} for child in parse.children[token.index]
    )


def is_role(parse: Parse, token: Token, phrase: Phrase) -> bool:
    """Whether an office is what somebody is or wants to be: "her first visit as President", "ran for President"."""
    bare = phrase.determiner is None and phrase.country is None and phrase.body is None and not phrase.plural
    return bare and token.dep == "pobj" and parse.tokens[token.head].lemma in {"as", "for"}


def is_two(parse: Parse, token: Token) -> bool:
    """ "the two countries", "both nations"."""
    words = {parse.tokens[child].lemma for child in parse.children[token.index]}
    return token.tag == "NNS" and ("both" in words or {"the", "two"} <= words)


def is_order(parse: Parse, token: Token) -> bool:
    """ "the latter", "the former", without a noun."""
    return token.dep not in {"amod", "compound"} and any(
        parse.tokens[child].lemma == "the" for child in parse.children[token.index]
    )


def is_joined(parse: Parse, token: Token) -> bool:
    """Whether a mention is a subject, an object, or stands behind with, to, between or and: one of those in contact."""
    if token.dep in {"nsubj", "nsubjpass", "dobj", "dative"}:
        return True
    if token.dep == "conj":
        return is_joined(parse, parse.tokens[token.head])
    return token.dep == "pobj" and parse.tokens[token.head].lemma in {"with", "between", "to", "from"}
