"""Figures: the actors of a document while it is being read, and what speaks for and against a phrase meaning one.

In: phrases of offices and names.  Out: figures that learn from each phrase, and in the end the actors of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.actors.antecedents import is_people_noun, is_person_noun, is_plural_noun
from dragoman.actors.lines import LEARNED
from dragoman.actors.names import may_be_same, name_words
from dragoman.actors.offices import GENERAL_HEADS
from dragoman.actors.phrases import Phrase
from dragoman.language.tree import conjuncts
from dragoman.record import Actor, ActorKind, Gender, NamedBy, Parse, Sentence, Token

OTHER_TIMES = frozenset({"former", "ex", "then", "late", "elect", "designate", "incoming", "outgoing"})


@dataclass(slots=True, eq=False)
class Figure:
    """An actor while the document is being read."""

    number: int
    kind: ActorKind
    name: str
    words: tuple[str, ...]
    office: str | None = None
    heads: set[tuple[str, str | None, frozenset[str]]] = field(default_factory=set)
    country: str | None = None
    body: str | None = None
    gender: Gender | None = None
    aliases: list[str] = field(default_factory=list)
    seen: int = -1  # sentence of the latest mention
    named: bool = True
    named_by: NamedBy = "text"

    def learn(self, phrase: Phrase) -> None:
        """Take over what a further phrase says of the same actor."""
        if phrase.name is not None and self.named and phrase.name != self.name:
            if len(name_words(phrase.name)) > len(self.words):
                self.aliases.append(self.name)
                self.name, self.words = phrase.name, name_words(phrase.name)
            elif self.name.isupper() and not phrase.name.isupper() and len(name_words(phrase.name)) == len(self.words):
                self.name = phrase.name  # "LINDQVAR:" as a label, "Lindqvar" in the text
            elif phrase.name not in self.aliases:
                self.aliases.append(phrase.name)
        if phrase.office is not None and phrase.head is not None and phrase.head not in {"counterpart", "official"}:
            self.office = (
                self.office if self.office is not None and len(self.office) >= len(phrase.office) else phrase.office
            )
            self.heads.add((phrase.head, phrase.domain, phrase.ranks))
        self.country = self.country or phrase.country
        self.body = self.body or phrase.body
        self.gender = self.gender or phrase.gender


Found = list[tuple[Token, tuple[Figure, ...]]]  # the mentions of a sentence so far, with whom they stand for


def may_bear(figure: Figure, words: tuple[str, ...], country: str | None) -> bool:
    """Tell whether a figure of the text can be the holder whom the registry names."""
    if figure.kind is not ActorKind.PERSON or not figure.named or figure.country not in {None, country}:
        return False
    return bool(figure.words) and figure.words[-1] in words and may_be_same(figure.words, words)


def make_actor(actor_id: str, figure: Figure) -> Actor:
    """Return the actor of the record; a state that only this text knows gives no country."""
    country = figure.country if figure.country is None or not figure.country.startswith(LEARNED) else None
    return Actor(
        actor_id,
        figure.kind,
        figure.name,
        figure.office,
        country,
        figure.gender,
        tuple(dict.fromkeys(figure.aliases)),
        named_by=figure.named_by,
    )


def head_of(office: str) -> str:
    """Return the key of a principal's office: "National Security Advisor" is an adviser."""
    lowered = office.lower()
    for ending, head in (
        ("advisor", "adviser"),
        ("adviser", "adviser"),
        ("vice president", "vice president"),
        ("prime minister", "prime minister"),
        ("first lady", "first lady"),
    ):
        if lowered.endswith(ending):
            return head
    for word in ("president", "minister", "secretary", "chancellor", "spokesperson"):
        if word in lowered:
            return word if word != "spokesperson" else "spokesman"
    return lowered


def domain_of(office: str) -> str | None:
    """Return the field of a principal's office ("foreign"), None where it has none."""
    lowered = office.lower()
    return (
        "security"
        if "security" in lowered
        else "state"
        if "of state" in lowered
        else "foreign"
        if "foreign" in lowered
        else None
    )


def agree(figure: Figure, phrase: Phrase) -> bool:
    """Tell whether gender and country do not speak against a phrase meaning a figure."""
    if figure.gender and phrase.gender and figure.gender != phrase.gender:
        return False
    return not (figure.country and phrase.country and figure.country != phrase.country)


def holds(figure: Figure, phrase: Phrase, *, plural: bool = False) -> bool:
    """Tell whether a figure may be meant by an office: same office and field, or a general word and his country."""
    if not agree(figure, phrase):
        return False
    if (
        phrase.country is not None
        and figure.country != phrase.country
        and not (figure.country is None and same_office(figure, phrase))
    ):
        return False
    if phrase.head in GENERAL_HEADS and not plural and phrase.body is not None and phrase.country is None:
        return figure.body is not None and _plain(figure.body) == _plain(phrase.body)
    if phrase.head in GENERAL_HEADS and not plural:
        if same_office(figure, phrase) and (phrase.body is None or phrase.body == figure.body):
            return phrase.country is not None or phrase.head != "official"
        return phrase.country is not None and phrase.country == figure.country and figure.kind is ActorKind.PERSON
    return same_office(figure, phrase)


def _plain(body: str) -> str:
    """The name of a body without its article."""
    return body.lower().removeprefix("the ")


def same_office(figure: Figure, phrase: Phrase, *, now: bool = False) -> bool:
    """Tell whether a figure has an office; `now` asks for the times ("former", "-elect") that the phrase tells."""
    for head, domain, ranks in figure.heads:
        if (
            head == phrase.head
            and phrase.ranks <= ranks
            and (not now or ranks & OTHER_TIMES == phrase.ranks & OTHER_TIMES)
            and ("deputy" in ranks) == ("deputy" in phrase.ranks)
            and (phrase.domain is None or domain == phrase.domain)
        ):
            return True
    return False


def people_of(found: Found) -> list[tuple[Token, Figure]]:
    """Return the mentions that are one person each."""
    return [(t, figures[0]) for t, figures in found if len(figures) == 1 and figures[0].kind is ActorKind.PERSON]


def all_of(tokens: Iterable[Token], who: Mapping[int, tuple[Figure, ...]]) -> tuple[Figure, ...]:
    """Return the figures at all of the tokens, each once; nobody where one of the tokens is nobody known."""
    listed = list(tokens)
    return tuple(once(f for t in listed for f in who[t.index])) if all(t.index in who for t in listed) else ()


def is_other_office(figure: Figure, phrase: Phrase) -> bool:
    """Tell whether the offices told of a figure are all others; a Secretary is one of "the foreign ministers"."""
    heads = {head for head, _, _ in figure.heads}
    return bool(heads) and phrase.head not in heads and not (phrase.head == "minister" and "secretary" in heads)


def fits(figure: Figure, gender: Gender) -> bool:
    """Tell whether a figure is a person whose gender is this one, or not known."""
    return figure.kind is ActorKind.PERSON and figure.gender in {None, gender}


def once(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures in order, each once."""
    return list({figure.number: figure for figure in figures}.values())


def offices_of(figure: Figure) -> set[tuple[str, str | None]]:
    """Return the offices of a figure, without ranks."""
    return {(head, domain) for head, domain, _ in figure.heads}


def is_crowd(subjects: tuple[Token, ...], who: Mapping[int, tuple[Figure, ...]]) -> bool:
    """Tell whether subjects are several of whom some are nobody known: "women", "Lindqvar and his team"."""
    unknown = [token for token in subjects if token.index not in who]
    return any(is_plural_noun(token) for token in unknown) or (bool(unknown) and len(subjects) > 1)


def is_partial(parse: Parse, sentence: Sentence, who: Mapping[int, tuple[Figure, ...]]) -> bool:
    """Tell whether somebody who is joined to the subjects of a sentence is nobody known."""
    subjects = [
        noun
        for token in parse.tokens[sentence.first : sentence.last]
        if token.dep in {"nsubj", "nsubjpass"} and token.index in who
        if parse.tokens[token.head].tag.startswith("VB")
        for noun in conjuncts(parse, token.index)
    ]
    return any(noun.index not in who and (is_person_noun(parse, noun) or is_people_noun(noun)) for noun in subjects)
