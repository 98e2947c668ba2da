"""Where in its sentence the antecedent of a pronoun may stand, by the parse alone; who stands there, the cast knows.

In: the parse and the token of a pronoun.  Out: tokens, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.errors import LexiconError
from dragoman.language.tree import SUBJECTS, ancestors, children, clause_head, conjuncts, objects_of
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import Parse, Token

RELATIVE = frozenset({"WDT", "WP"})
MANY = frozenset({"people", "police", "public", "crowd", "populace"})  # plural without an ending


@dataclass(frozen=True, slots=True)
class Words:
    """Words that tell whom a pronoun means (`coreference.toml`), by lemma.

    Behind `verbs` and `nouns` with one of `prepositions` a possessive is that of the one thanked or blamed; `people`
    are nouns for people of any kind ("officer", "voters"), `single` those of them that in the singular name one.
    """

    verbs: frozenset[str]
    nouns: frozenset[str]
    prepositions: frozenset[str]
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
        verbs=frozenset(entry["lemma"] for entry in favour["verb"]),
        nouns=frozenset(entry["lemma"] for entry in favour["noun"]),
        prepositions=frozenset(favour["prepositions"]),
        people=everybody,
        single=everybody - frozenset(people["not_one"]),
    )


def find_subjects(parse: Parse, token: Token) -> Iterator[tuple[Token, ...]]:
    """Yield the subjects of the clauses around a token, innermost first, with their conjuncts; those before it only."""
    verb = clause_head(parse, token.head)
    while True:
        heads = [_meant_by(subject, verb) for subject in children(parse, verb.index, SUBJECTS)]
        if not heads and verb.dep == "acl" and verb.tag == "VBG":
            heads = [verb.head]  # "voters casting their ballots"
        nouns = (find_named(parse, noun) for head in heads for noun in conjuncts(parse, head))
        subjects = tuple(noun for noun in nouns if noun.index < token.index)
        if subjects:
            yield subjects
        above = clause_head(parse, verb.head)
        if above.index == verb.index:
            return
        verb = above


def _meant_by(subject: Token, verb: Token) -> int:
    """The noun that a relative pronoun stands for, else the subject itself."""
    return verb.head if subject.tag in RELATIVE and verb.dep == "relcl" else subject.index


def find_named(parse: Parse, token: Token) -> Token:
    """Return the name that a noun stands before ("local officer Karl Holm"), else the noun itself."""
    if token.phrase is not None:
        return token
    return next((child for child in children(parse, token.index, {"appos"}) if child.phrase is not None), token)


def find_joined(parse: Parse, token: Token) -> Token | None:
    """Return whom "X and his team" joins the possessive's noun to, or None."""
    noun = parse.tokens[token.head]
    before = parse.tokens[noun.head]
    return before if token.dep == "poss" and noun.dep == "conj" and before.index < token.index else None


def find_favoured(parse: Parse, token: Token) -> tuple[Token, ...]:
    """Return those thanked, congratulated or blamed for what is theirs: "thanked Kestrel for his help"."""
    words, preposition = load_words(), ""
    for above in ancestors(parse, token.index):
        if above.tag == "IN":
            preposition = above.lemma
        if not above.tag.startswith("VB"):
            continue
        if (
            above.index < token.index
            and preposition in words.prepositions
            and (found := _favoured_by(parse, above, words))
        ):
            return _nearest(parse, found, token)
        if any(children(parse, above.index, SUBJECTS)):
            return ()
    return ()


def _nearest(parse: Parse, found: tuple[Token, ...], token: Token) -> tuple[Token, ...]:
    """Those before the pronoun, unless other people stand between."""
    before = tuple(noun for noun in found if noun.index < token.index)
    between = parse.tokens[before[-1].index + 1 : token.index] if before else ()
    return () if any(is_people_noun(noun) or is_person_noun(noun) for noun in between) else before


def _favoured_by(parse: Parse, verb: Token, words: Words) -> tuple[Token, ...]:
    objects = [noun for child in children(parse, verb.index, {"dobj"}) for noun in conjuncts(parse, child.index)]
    if verb.lemma in words.verbs:
        return tuple(objects)
    nouns = [noun for noun in objects if noun.lemma in words.nouns]
    return tuple(
        person for noun in nouns for at in (noun.index, verb.index) for person in objects_of(parse, at, {"to"})
    )


def is_of_somebody_else(parse: Parse, token: Token) -> bool:
    """Whether a pronoun stands inside the words about a person without a name: "a man in his forties"."""
    for above in ancestors(parse, token.index):
        if above.tag.startswith(("VB", "MD")):
            return False
        # the parser may hang the preposition on the verb: "saw a man in his forties"
        noun = parse.tokens[above.index - 1] if above.tag == "IN" and above.index else above
        if noun.index < token.index and noun.phrase is None and is_person_noun(noun):
            return True
    return False


def is_person_noun(token: Token) -> bool:
    """Whether a word in the singular names a person: "the attacker", an office of nobody known."""
    return token.tag == "NNP" if token.phrase is not None else token.tag == "NN" and token.lemma in load_words().single


def is_plural_noun(token: Token) -> bool:
    """Whether a word stands for several: "women", "the Orvanians", "the police"."""
    return token.tag in {"NNS", "NNPS"} or (token.phrase is None and token.lemma in MANY)


def is_people_noun(token: Token) -> bool:
    """Whether a word stands for several people."""
    several = token.phrase is not None or token.tag == "NNPS" or token.lemma in load_words().people | MANY
    return several and is_plural_noun(token)
