"""One parsed text as the coder sees it: where subjects, objects and what stands behind prepositions are.

Passives, participles, relative clauses, infinitives and conjoined verbs are told alike here, so that a cue
needs to say only where it looks: "subject", "object", "owner", or a preposition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.actors.cast import Analysis
from dragoman.language.tree import children, clause_head, conjuncts, objects_of, subjects_of
from dragoman.record import ActorKind, Parse, Token

RELATIVE = frozenset({"WP", "WDT"})
BEFORE = frozenset({"compound", "amod", "nmod", "poss"})
OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd"})
FEASTS = frozenset({"Christmas", "Easter", "Ramadan", "Passover", "Thanksgiving", "Hanukkah", "Eid", "Nowruz"})
MONEY = frozenset({"$", "€", "£", "US$", "%"})
PASSIVE = frozenset({"nsubjpass"})
PREPOSITIONS = frozenset({"prep", "agent", "dative", "prt", "advmod"})

# "turned back at the border", "walked out of the talks": the preposition hangs on the adverb
ADVERBS = frozenset({"out", "back", "away", "down", "up", "off", "over", "together"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with its parse; tokens go in and tokens come out."""

    body: Analysis
    acting: frozenset[str] = frozenset()  # nouns that may act
    measures: frozenset[str] = frozenset()  # nouns that only count
    papers: frozenset[str] = frozenset()  # last words of the names of laws, treaties and plans

    @property
    def parse(self) -> Parse:
        return self.body.parse

    def forms(self, token: Token) -> Iterator[str]:
        """Yield what a cue may call a noun: its lemma, with a word before it, behind "of"; the word of an office."""
        phrase = None if token.phrase is None else self.body.phrases[token.phrase]
        if phrase is not None:
            if phrase.head is not None:
                yield phrase.head
            if phrase.office is not None:
                yield phrase.office.split()[-1].lower()
            if phrase.kind is ActorKind.PERSON:
                yield "person"
            elif phrase.kind in {ActorKind.STATE, ActorKind.ORGANISATION}:
                yield "body"
            if phrase.kind is ActorKind.PERSON or phrase.name is not None:
                return
        yield token.lemma
        for child in children(self.parse, token.index, {"compound", "amod", "nmod"}):
            if child.phrase is None:
                yield f"{child.lemma} {token.lemma}"
        for preposition in children(self.parse, token.index, {"prep"}):
            if preposition.lemma == "of":
                for noun in children(self.parse, preposition.index, {"pobj"}):
                    yield f"{token.lemma} of {noun.lemma}"
                    if token.lemma in self.measures or token.tag == "CD":
                        yield from self.forms(noun)  # "dozens of prisoners" are prisoners

    def subjects(self, verb: Token) -> tuple[Token, ...]:
        """Return who does what a verb says: its subject, or the agent of a passive."""
        if self.is_passive(verb):
            return tuple(objects_of(self.parse, verb.index, {"by"}))
        if verb.dep == "acl" and verb.tag == "VBG":
            return tuple(conjuncts(self.parse, verb.head))
        if verb.dep == "advcl" and verb.tag == "VBG" and not self._own_subject(verb):
            # "rebels stormed the base, officials said, killing six": who stormed it
            said = [one for one in children(self.parse, verb.head, {"ccomp"}) if one.index < verb.head < verb.index]
            if said:
                return self.subjects(said[0])
        if verb.dep == "conj" and not self._own_subject(verb):
            # "urged them to go and expressed support": joined to the infinitive by the parser, told like "urged"
            joined = self.parse.tokens[verb.head]
            above = self.parse.tokens[joined.head]
            if joined.dep in {"ccomp", "xcomp"} and joined.tag != verb.tag == above.tag:
                return self.subjects(above)
        if verb.dep == "pcomp" and verb.tag == "VBG":
            thanked = self._thanked(verb)
            if thanked:
                return thanked
        if verb.dep in {"ccomp", "xcomp"} and verb.tag in {"VB", "VBG"} and not self._own_subject(verb):
            return self._controller(verb)
        return self.resolve(subjects_of(self.parse, verb.index), verb)

    def _thanked(self, verb: Token) -> tuple[Token, ...]:
        """ "thanked Velk for sending aid", "thanks to Velk for sending aid": Velk sent it."""
        preposition = self.parse.tokens[verb.head]
        above = self.parse.tokens[preposition.head]
        if preposition.lemma != "for":
            return ()
        found = self.objects(above) if above.tag.startswith("VB") else self.behind(above, "to")
        if above.tag.startswith("VB"):
            found = tuple(noun for each in found for noun in self.behind(each, "to")) or found
            found = found or self.behind(above, "at")  # "lashed out at Velk for shelling the town"
        return tuple(noun for noun in found if self.can_act(noun))

    def _own_subject(self, verb: Token) -> bool:
        return any(children(self.parse, verb.index, {"nsubj", "nsubjpass"}))

    def _controller(self, verb: Token) -> tuple[Token, ...]:
        """ "urged him to go": he goes; "agreed to go", "threatened him with going": who agreed does."""
        above = self.parse.tokens[verb.head]
        objects = [
            token
            for token in children(self.parse, above.index, {"dobj", "dative", "nsubjpass"})
            if token.index < verb.index
        ]
        if objects and above.lemma not in {"threaten", "promise"} and above.tag.startswith("VB"):
            return tuple(noun for token in objects for noun in conjuncts(self.parse, token.index))
        governing = clause_head(self.parse, above.index)
        return self.subjects(governing) if governing.index != verb.index else ()

    def resolve(self, tokens: Iterable[Token], verb: Token) -> tuple[Token, ...]:
        """Return the tokens with "who" and "which" replaced by the noun they stand for."""
        found: list[Token] = []
        for token in tokens:
            if token.tag in RELATIVE or (token.tag == "IN" and token.lemma == "that"):
                clause = self._relative_clause(token)
                found.extend(conjuncts(self.parse, clause.head) if clause is not None else ())
            else:
                found.append(token)
        return tuple(token for token in found if token.index != verb.index)

    def _relative_clause(self, token: Token) -> Token | None:
        above = token
        while above.head != above.index:
            above = self.parse.tokens[above.head]
            if above.dep == "relcl":
                return above
        return None

    def is_passive(self, verb: Token) -> bool:
        """Whether what is done is told of who it is done to: "was arrested", "a man arrested by", "(was) held"."""
        if verb.tag != "VBN":
            return any(children(self.parse, verb.index, PASSIVE))
        if any(children(self.parse, verb.index, PASSIVE | {"auxpass", "agent"})):
            return True
        if verb.dep == "conj" and not any(children(self.parse, verb.index, {"nsubj", "aux"})):
            head = self.parse.tokens[verb.head]
            return head.tag == "VBN" and self.is_passive(head)
        has_perfect = any(child.lemma == "have" for child in children(self.parse, verb.index, {"aux"}))
        return verb.dep in {"acl", "relcl", "advcl", "amod"} and not has_perfect

    def objects(self, verb: Token) -> tuple[Token, ...]:
        """Return whom or what a verb is done to, with what is joined to it."""
        if self.is_passive(verb):
            return self._passive_objects(verb)
        own = tuple(
            noun for token in children(self.parse, verb.index, OBJECTS) for noun in conjuncts(self.parse, token.index)
        )
        if own:
            return self.resolve(own, verb)
        small = self._small_clause(verb)
        if small:
            return small
        if verb.dep == "relcl" and any(children(self.parse, verb.index, {"nsubj"})):
            subjects = {token.tag for token in children(self.parse, verb.index, {"nsubj"})}
            return () if subjects & RELATIVE else tuple(conjuncts(self.parse, verb.head))
        # "stormed and seized the camp"
        return tuple(
            noun
            for other in children(self.parse, verb.index, {"conj"})
            if other.tag == verb.tag
            for token in children(self.parse, other.index, {"dobj"})
            for noun in conjuncts(self.parse, token.index)
        )

    def _small_clause(self, verb: Token) -> tuple[Token, ...]:
        """ "found him guilty", "let them go free": who is found so, and what."""
        for clause in children(self.parse, verb.index, {"ccomp"}):
            if clause.tag.startswith(("JJ", "NN")) and not any(children(self.parse, clause.index, {"cop", "mark"})):
                return (*children(self.parse, clause.index, {"nsubj"}), clause)
        return ()

    def _passive_objects(self, verb: Token) -> tuple[Token, ...]:
        own = tuple(
            noun for token in children(self.parse, verb.index, PASSIVE) for noun in conjuncts(self.parse, token.index)
        )
        if own:
            return self.resolve(own, verb)
        head = self.parse.tokens[verb.head]
        if verb.dep in {"acl", "relcl", "amod"}:
            return tuple(conjuncts(self.parse, verb.head))
        if verb.dep == "conj":
            return self._passive_objects(head)
        return subjects_of(self.parse, verb.index) if verb.dep == "advcl" else ()

    def behind(self, at: Token, preposition: str) -> tuple[Token, ...]:
        """Return what stands behind a preposition that hangs on a token."""
        holders = [
            at.index,
            *(child.index for child in children(self.parse, at.index, PREPOSITIONS) if child.lemma in ADVERBS),
        ]
        return tuple(
            noun
            for holder in holders
            for noun in objects_of(self.parse, holder, {preposition})
            if not self.is_date(noun)
        )

    def is_date(self, token: Token) -> bool:
        """Whether a token stands in words that tell a date: "by Christmas" too."""
        return token.text in FEASTS or any(
            date.span.start <= token.start and token.end <= date.span.end
            if token.phrase is not None  # "Saturday" taken for a name
            else date.span.start < token.end and token.start < date.span.end
            for date in self.body.dates
        )

    def has_particle(self, verb: Token, particle: str) -> bool:
        return any(
            child.lemma == particle and child.index > verb.index  # "On Monday Velk called Kestrel"
            for child in children(self.parse, verb.index, PREPOSITIONS)
        )

    def owners(self, noun: Token) -> tuple[Token, ...]:
        """Return who stands before a noun: "Marovia's plan", "Marovian prisoners", "the Marovia talks"."""
        direct = [
            token
            for token in children(self.parse, noun.index, BEFORE)
            if token.dep == "poss"
            or token.lemma in self.acting
            or token.phrase is not None
            # not the words of one name: "the Green New Deal"
            or (token.tag in {"NNP", "NNPS"} and noun.tag not in {"NNP", "NNPS"})
        ]
        return tuple(other for token in direct for other in conjuncts(self.parse, token.index))

    def _is_matter(self, token: Token) -> bool:
        """ "Velk's security", "the present state of relations": nobody, though security forces and states act."""
        of = self.behind(token, "of") if token.lemma == "state" else ()
        return token.lemma == "security" or any(noun.phrase is None and noun.tag == "NNS" for noun in of)

    def can_act(self, token: Token) -> bool:
        """Whether a token may stand for somebody: a name, an office, a pronoun, a noun of those who act."""
        if token.tag in {"NNP", "NNPS"} and token.text.rsplit(maxsplit=1)[-1].lower() in self.papers:
            return False  # "the Clean Water Act"
        if token.phrase is not None or token.tag in {"NNP", "NNPS", "PRP"}:
            return True
        if token.tag == "CD":  # "killed two", not "saved $2 million"
            return not any(child.text in MONEY for child in children(self.parse, token.index, {"quantmod", "nmod"}))
        if token.tag == "NN" and self._is_matter(token):
            return False
        return not self.acting.isdisjoint(self.forms(token))
