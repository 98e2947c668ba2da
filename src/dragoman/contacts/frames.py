"""Parse and cast → frames: each place where a cue tells a contact, with who takes part on which side.

A frame is one telling; `find.py` joins the tellings of one contact.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from dragoman.actors.cast import FIRST_PERSON, Analysis, Cast
from dragoman.actors.offices import load_offices, match_forms
from dragoman.contacts.lexicon import ContactLexicon, NounCue, VerbCue, load_contact_lexicon
from dragoman.contacts.looking_back import (
    find_company_behind,
    find_holding_clause,
    find_pair_before,
    is_looked_back_at,
    is_of_several,
    is_past,
    is_recalled,
)
from dragoman.contacts.parties import Parties, Party
from dragoman.contacts.states import States, goals_of
from dragoman.language.tree import ancestors, children, clause_head, conjuncts, objects_of, subjects_of
from dragoman.lexicons.loader import find_organisation
from dragoman.places.resolve import Setting
from dragoman.record import Actor, ActorKind, ContactKind, Parse, SegmentKind, Token

WITH = frozenset({"with", "between", "among", "alongside"})
BETWEEN = frozenset({"between"})
TOWARDS = frozenset({"to", "from", "of", "by"})
DURING = frozenset({"during", "in", "at", "after", "following", "before", "since", "ahead", "until"})
BY_MEDIUM = frozenset({"by", "over", "on", "via", "through"})
NAMING = frozenset({'"', "“", "'", "‘", "a", "an", "the", "his", "their", "its", "my", "our"})
PLACING = frozenset({"in", "at", "during", "by", "over", "via", "near", "to", "for"})
HEADLINES = frozenset({SegmentKind.TITLE, SegmentKind.HEADING})
RELATIVE = frozenset({"WP", "WDT"})
SPOKEN_TO = frozenset({"to"})
COMPANIONS = frozenset({"with", "alongside"})
US = frozenset({"we", "our"})  # of two who speak to each other
AROUND = frozenset({"follow", "following", "after", "before", "at", "during", "ahead"})
INVITING = frozenset({"invite", "invitation"})
MOVING = frozenset({"come", "go", "arrive", "travel", "fly", "return", "head"})
TO_EACH_OTHER = frozenset({"you", "other", "us"})
PARTICIPANTS = frozenset({"participant", "attendee"})
TOGETHER = frozenset({"meet", "speak", "talk"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One telling of a contact.  `verb` is the verb that says so: the cue, or the one that governs the noun.

    `sides` are the participants side by side: the first speaks or hosts, the others are its partners.
    `anaphoric` is a telling that names nobody new ("during the call").
    """

    sentence: int
    cue: Token
    verb: Token
    kind: ContactKind
    first: tuple[Actor, ...]
    partners: tuple[Actor, ...]
    medium: str | None
    rule: str
    confidence: float
    initiator: Actor | None = None
    each: bool = False  # "phone calls with A and B": a contact with each
    anaphoric: bool = False
    definite: bool = False  # "the call", "their meeting"
    usual: bool = False  # the kind is what the outlet usually means, not what the words say
    mentioned: bool = (
        False  # "the results of his visit", "recalled their meeting": spoken of, not held in this sentence
    )

    aside: bool = False  # "Velk, who met Kestrel, …"
    adds: bool = False  # "participants in the call included A and B": they were in one told before
    between_us: bool = False  # "we met in Selm", said by one of two who speak to each other
    of_states: bool = False  # "the Marovian-Orvanian summit": who spoke for them is not told here

    @property
    def participants(self) -> tuple[Actor, ...]:
        return _distinct([*self.first, *self.partners])


def find_frames(
    analysis: Analysis,
    cast: Cast,
    outlet: str | None,
    setting: Setting,
    speakers: Mapping[int, Actor] = MappingProxyType({}),
    only: Container[int] | None = None,
) -> Iterator[Frame]:
    """Yield the tellings of contacts in text order.

    `outlet` is the name of the official outlet whose conventions of wording hold, if any; `setting` tells which of
    several towns of one name is meant; `speakers` who speaks in each paragraph of a conversation of two; `only` are
    the numbers of the sentences to read, all where it is None.
    """
    lexicon = load_contact_lexicon()
    finder = _Finder(analysis, cast, lexicon, outlet, setting, speakers)
    for number, sentence in enumerate(analysis.parse.sentences):
        if only is not None and number not in only:
            continue
        for token in analysis.parse.tokens[sentence.first : sentence.last]:
            frame = finder.at(number, token)
            if frame is not None:
                yield replace(frame, between_us=True) if finder.us else frame


class _Finder:
    """Frames of one text, cue by cue."""

    __slots__ = (
        *("analysis", "beside", "cast", "headed", "lexicon", "outlet", "parse", "parties", "speakers", "states"),
        *("tied", "us"),
    )

    def __init__(
        self,
        analysis: Analysis,
        cast: Cast,
        lexicon: ContactLexicon,
        outlet: str | None,
        setting: Setting,
        speakers: Mapping[int, Actor],
    ) -> None:
        self.analysis, self.cast, self.lexicon, self.outlet = analysis, cast, lexicon, outlet
        self.parse: Parse = analysis.parse
        self.parties = Parties(analysis, cast)
        self.states = States(analysis, cast, setting)
        self.speakers = speakers
        self.us: tuple[Actor, ...] = ()  # the two who speak, where a cue names nobody else and "we" are both
        self.beside: set[str] = set()  # actor ids of states that words beside a cue name
        self.headed = analysis.part == "title"  # whether what is being read is a headline
        self.tied: set[str] = set()  # actor ids of those described whose words tell whose they are

    def at(self, number: int, token: Token) -> Frame | None:
        """Return what a token of the sentence of this number tells, or None."""
        self.headed = self.analysis.part == "title" or self.parse.sentences[number].segment in HEADLINES
        if token.phrase is not None:
            return None
        verb, noun = self.lexicon.verbs.get(token.lemma), self.lexicon.nouns.get(token.lemma)
        self.us = self._both(number, token) if verb is not None or noun is not None else ()
        if verb is not None and token.tag.startswith("VB"):
            return self._verb(number, token, verb)
        if noun is not None and token.tag.startswith("NN"):
            return self._noun(number, token, noun)
        if token.tag.startswith("VB") and token.lemma in self.lexicon.telling | self.lexicon.joint:
            return self._telling(number, token)
        return None

    def _both(self, number: int, token: Token) -> tuple[Actor, ...]:
        """The two who speak to each other, where a cue in their words has no company but "you".

        "We met in Selm", "our talks in May", "we had a meeting": of a contact they had or will have, not of this one.
        """
        speaker = self.speakers.get(self.parse.sentences[number].paragraph)
        company = [*objects_of(self.parse, token.index, WITH), *children(self.parse, token.index, {"dobj"})]
        if speaker is None or any(other.lemma not in TO_EACH_OTHER for other in company):
            return ()
        if token.tag.startswith("VB"):
            ours = any(subject.lemma == "we" for subject in children(self.parse, token.index, {"nsubj"}))
            told = token.lemma in TOGETHER and ours and is_past(self.parse, token)
        else:
            told = self._is_set_apart(token)
        return _distinct([speaker, *self.speakers.values()]) if told else ()

    def _is_set_apart(self, noun: Token) -> bool:
        """Whether a day, a place or "last" tells another contact than the one in which a noun is spoken."""
        verb = clause_head(self.parse, noun.head)
        near = {noun.index, *(child.index for child in children(self.parse, noun.index, {"prep", "amod", "nmod"}))}
        near.update(child.index for at in tuple(near) for child in children(self.parse, at, {"pobj", "compound"}))
        if verb.lemma in self.lexicon.support:
            near.update(child.index for child in children(self.parse, verb.index, {"npadvmod", "advmod"}))
        words = [self.parse.tokens[at] for at in near]
        dated = any(date.span.start <= word.start < date.span.end for date in self.analysis.dates for word in words)
        placed = any(word.tag == "NNP" and word.dep == "pobj" for word in words)
        return dated or placed or is_recalled(self.parse, noun)

    # ------------------------------------------------------------ verbs

    def _verb(self, number: int, token: Token, cue: VerbCue) -> Frame | None:
        if cue.particle is not None and not any(
            child.lemma == cue.particle for child in children(self.parse, token.index, {"prt", "advmod"})
        ):
            return None
        if token.lemma == "call" and self._is_other_call(token):
            return None
        if token.lemma == "write" and any(
            subject.index > token.index for subject in subjects_of(self.parse, token.index)
        ):
            return None  # "…," wrote Lindqvist, who once advised the King
        first = self._actors(subjects_of(self.parse, token.index)) or self._travelling(token)
        passive = any(child.dep == "nsubjpass" for child in children(self.parse, token.index, {"nsubjpass"}))
        partners = self._partners(token, cue)
        if passive:
            first, partners = self._actors(objects_of(self.parse, token.index, {"by"})), _distinct([*first, *partners])
        elif cue.kind is ContactKind.VISIT and first and not partners:
            partners = self._visited(token, first)
        partners = without(partners, first)
        companions = (
            without(self._actors(objects_of(self.parse, token.index, COMPANIONS)), [*first, *partners])
            if partners and "with" not in cue.partner
            else ()
        )
        other = any(children(self.parse, token.index, {"dobj"})) or any(objects_of(self.parse, token.index, {"with"}))
        together = cue.reciprocal and not partners and not other
        if not (first and partners) and not (together and len(first) >= 2):
            return None
        if not self._suffices([*first, *partners]) or (cue.kind is ContactKind.VISIT and not self._named(partners)):
            return None
        kind, medium = self._kind(token, cue.kind)
        initiator = first[0] if cue.initiator and first else None
        usual = medium is None and kind is not cue.kind
        return Frame(
            number,
            token,
            token,
            kind,
            first,
            (*partners, *companions),
            medium,
            f"verb:{cue.lemma}",
            0.95,
            initiator,
            usual=usual,
            aside=self._tells_aside(token),
        )

    def _travelling(self, verb: Token) -> tuple[Actor, ...]:
        """Who goes somewhere to meet somebody: "his trip to Selm with Holm to meet King Osric"."""
        if verb.tag != "VB" or verb.dep not in {"acl", "advcl", "relcl"}:
            return ()
        head = self.parse.tokens[verb.head]
        near = (head, *children(self.parse, head.index, {"dobj"}))  # the parser may hang the aim on the verb above
        noun = next((one for one in near if one.tag.startswith("NN") and self._is_visit(one)), None)
        if noun is None:
            return ()
        return _distinct([*self._owning(noun), *self._actors(objects_of(self.parse, noun.index, COMPANIONS))])

    def _visited(self, cue: Token, visitors: Sequence[Actor]) -> tuple[Actor, ...]:
        """The states of the towns that a visit goes to; who is invited to it comes from elsewhere."""
        invited = any(above.lemma in INVITING for above in ancestors(self.parse, cue.index))
        states = self.states.visited(goals_of(self.parse, cue), visitors, invited=invited)
        self.beside.update(state.actor_id for state in states)
        return states

    def _tells_aside(self, verb: Token) -> bool:
        """Whether the subject of a verb is "who" or "which"."""
        return any(child.tag in RELATIVE for child in children(self.parse, verb.index, {"nsubj"}))

    def _is_other_call(self, token: Token) -> bool:
        """ "called for talks", "called on them to", "called them out", "called him a friend": no telephone rings."""
        if any(children(self.parse, token.index, {"oprd", "ccomp", "acomp", "attr", "prt"})):
            return True
        objects = list(children(self.parse, token.index, {"dobj", "nsubjpass"}))
        prepositions = {child.lemma for child in children(self.parse, token.index, {"prep"})}
        if not objects:
            return bool(prepositions & {"for", "on", "upon", "off"})
        after = objects[0].index + 1
        return after < len(self.parse.tokens) and self.parse.tokens[after].text.lower() in NAMING

    def _partners(self, token: Token, cue: VerbCue) -> tuple[Actor, ...]:
        found, aside = list[Token](), list[Token]()
        if "object" in cue.partner:
            for noun in children(self.parse, token.index, {"dobj"}):
                (found if cue.reciprocal else aside).extend(conjuncts(self.parse, noun.index))
        found.extend(objects_of(self.parse, token.index, cue.partner - SPOKEN_TO))
        aside.extend(objects_of(self.parse, token.index, cue.partner & SPOKEN_TO))
        for noun in objects_of(self.parse, token.index, {"in", "at"}):
            found.extend(objects_of(self.parse, noun.index, cue.partner & WITH))  # "met in Kuwait City with A"
        for noun in objects_of(self.parse, token.index, BY_MEDIUM):
            if {
                noun.lemma,
                *(c.lemma for c in children(self.parse, noun.index, {"compound"})),
            } & self.lexicon.media.keys() or noun.lemma == "sideline":
                found.extend(objects_of(self.parse, noun.index, cue.partner))  # "spoke by phone with A"
        speaking = self._actors(aside, speaking=True)
        if cue.kind is ContactKind.MEETING:
            # "welcomed Marovia to the alliance", "hosts Marovia on Friday": a guest is no state
            speaking = tuple(actor for actor in speaking if actor.kind is not ActorKind.STATE)
        return _distinct([*speaking, *self._actors(found)])

    # ------------------------------------------------------------ nouns

    def _noun(self, number: int, token: Token, cue: NounCue) -> Frame | None:
        if not self._is_contact(token, cue):
            return None
        verb = clause_head(self.parse, token.head)
        if cue.kind is ContactKind.LETTER:
            return self._letter(number, token, verb, cue)
        inside = self._beside(token)
        clause = find_holding_clause(self.parse, token, objects_of(self.parse, token.index, WITH), self.lexicon.support)
        if clause is not None:
            inside = _distinct([*inside, *self._actors(clause.company)])
        owners = self._owning(token)
        partners = without(inside, owners)
        first = owners
        unknown = not inside and any(objects_of(self.parse, token.index, WITH))  # "his meeting with somebody"
        if clause is not None and not owners:
            first, verb = without(self._actors(clause.holders), partners), clause.verb
        elif self._has_holders(token, verb, owners, partners, unknown=unknown):
            first = _distinct([*owners, *without(self._holders(token, verb), [*owners, *partners])])
        held = self._holds(token, verb) or (self._governing(verb) and self._is_object(token, verb))
        if not owners and not inside and (between := self.states.between(token)):
            return self._between(number, token, verb, between)
        if cue.kind is ContactKind.VISIT and first and not partners:
            partners = self._visited(token, first)
        if not partners and len(first) >= 2 and held and verb.lemma != "make":
            partners, first = first[1:], first[:1]
        kind, medium = self._kind(token, cue.kind, cue.medium)
        definite = self._is_definite(token)
        if unknown and not definite:
            return None  # "a meeting between the ministers of both countries": with nobody that is named
        frame = Frame(
            *(number, token, verb, kind, first, partners, medium, f"noun:{cue.lemma}", 0.9),
            definite=definite,
            usual=medium is None and kind is not cue.kind,
            mentioned=clause is not None or self._is_mentioned(token, verb),
            aside=not owners and self._tells_aside(verb),
        )
        return self._settled(frame, inside=bool(inside), owned=bool(owners), held=held)

    def _settled(self, frame: Frame, *, inside: bool, owned: bool, held: bool) -> Frame | None:
        """What a noun tells by who is known to be in it: a contact, more of a known one, or nothing.

        `inside` is whether somebody stands behind the noun, `owned` before it; `held` whether its verb holds it.
        """
        token, verb = frame.cue, frame.verb
        author = self.cast.actors.get(self.cast.author or "")
        timed = self.parse.tokens[token.head].lemma in AROUND
        alone = self.analysis.part == "title" and timed and inside and len(frame.participants) == 1
        if alone and author is not None and author not in frame.participants:
            return self._sided(replace(frame, first=(author,)))  # "Remarks after a Meeting with King Osric"
        listed = self._listed(token, verb) if frame.definite and len(frame.participants) < 2 else ()
        if listed:
            return replace(frame, partners=listed, mentioned=False, adds=True)
        if len(frame.participants) < 3 and is_of_several(self.parse, token):
            return None
        attended = frame.definite and verb.lemma in {"attend", "join", "take", "participate"} and not inside
        known = replace(frame, confidence=0.5, anaphoric=True, usual=False)
        if len(frame.participants) < 2 or not self._suffices(frame.participants) or attended:
            told = frame.definite and self._tells(token, verb) and not self._is_of_body(token)
            return replace(known, mentioned=False) if told else None
        persons = any(actor.kind is ActorKind.PERSON for actor in self._named(frame.participants))
        if persons or held or self._is_between(token, verb):
            return self._sided(frame)
        # a readout's "their meeting" of two states is one of those who speak for them
        theirs = owned and not inside and any(children(self.parse, token.index, {"poss"}))
        return replace(known, first=(), partners=()) if theirs else None

    def _between(self, number: int, token: Token, verb: Token, sides: tuple[Actor, ...]) -> Frame:
        """The frame of a contact that a compound or a list of states names."""
        kind, medium = self._kind(token, self.lexicon.nouns[token.lemma].kind, self.lexicon.nouns[token.lemma].medium)
        return Frame(
            *(number, token, verb, kind, sides[:1], sides[1:], medium, f"states:{token.lemma}", 0.8),
            definite=self._is_definite(token),
            mentioned=self._is_mentioned(token, verb),
            of_states=True,
        )

    def _owning(self, token: Token) -> tuple[Actor, ...]:
        """Whose contact it is: "the President's call", "their call" of those that stand nearest before."""
        found: list[Actor] = []
        for owner in children(self.parse, token.index, {"poss"}):
            near = _people(self._named(self._actors(find_pair_before(self.parse, owner, token))))
            found.extend(near if len(near) > 1 else self._actors([owner]))
        return _distinct(found)

    def _listed(self, token: Token, verb: Token) -> tuple[Actor, ...]:
        """Those whom a sentence lists as having been in a known contact: "Participants in the call included A, B"."""
        subjects = list(children(self.parse, verb.index, {"nsubj"}))
        above = self.parse.tokens[self.parse.tokens[token.head].head] if token.dep == "pobj" else token
        of_it = above.lemma in PARTICIPANTS or token.dep == "nsubj"
        if verb.lemma != "include" or not of_it or not any(subject.index == above.index for subject in subjects):
            return ()
        listed = [
            one for noun in children(self.parse, verb.index, {"dobj"}) for one in conjuncts(self.parse, noun.index)
        ]
        return _people(self._named(self._actors(listed)))

    def _has_holders(
        self, token: Token, verb: Token, owners: Sequence[Actor], partners: Sequence[Actor], *, unknown: bool
    ) -> bool:
        """Whether those who hold a contact by its verb belong to it: who speaks of another's visit does not."""
        theirs = is_recalled(self.parse, token) and self._governing(verb)  # "discussed her recent meetings in Selm"
        if owners and (partners or unknown or theirs or self._is_visit(token)):
            return False
        return not self._is_of_others(token, verb)

    def _is_of_others(self, token: Token, verb: Token) -> bool:
        """Whether "between" names all in a contact: who follows up on it was not in it, who held it may have been."""
        company = self._named(self._actors(objects_of(self.parse, token.index, BETWEEN)))
        return len(company) > 1 and not self._holds(token, verb)

    def _is_between(self, token: Token, verb: Token) -> bool:
        """Whether bodies and states are in contact in news: "the talks between Orvania and Marovia collapsed".

        Not where talks are only thought of: "to be neutral during talks between them".
        """
        thought = verb.tag == "VB" and token.dep == "pobj" and not self._is_definite(token)
        return self.outlet is None and not thought and any(objects_of(self.parse, token.index, {"between", "with"}))

    def _tells(self, token: Token, verb: Token) -> bool:
        """Whether a clause about a known contact tells of it: "during the call", "the talks lasted an hour".

        "These discussions underscore the friendship of both countries" is the outlet's own opinion.
        """
        if token.dep in {"nsubj", "nsubjpass"} and token.head == verb.index:
            return verb.lemma in self.lexicon.about or self._governing(verb) or verb.lemma in self.lexicon.support
        return True

    def _sided(self, frame: Frame) -> Frame:
        """The frame with its sides in order, who asked for it, and whether it tells one contact with each partner."""
        token, verb, first, partners = frame.cue, frame.verb, frame.first, frame.partners
        apart = any(child.lemma == "separate" for child in children(self.parse, token.index, {"amod"}))
        several = token.tag == "NNS" and (apart or token.lemma in {"call", "conversation", "meeting"})
        initiator = None
        if verb.lemma == "receive" and partners and any(children(self.parse, token.index, {"prep"})):
            initiator = partners[0]
        elif first and frame.kind is ContactKind.CALL and verb.lemma in {"make", "place", "initiate"}:
            initiator = first[0]
        if not first and len(partners) >= 2:
            first, partners = partners[:1], partners[1:]  # "talks between A and B"
        each = several and len(frame.first) == 1 and len(_people(frame.partners)) >= 2
        return replace(frame, first=first, partners=partners, initiator=initiator, each=each)

    def _letter(self, number: int, token: Token, verb: Token, cue: NounCue) -> Frame | None:
        """ "handed the President a letter from the King", "sent a message to the King", "the King's letter to him"."""
        held = self._holds(token, verb)
        senders = self._actors(
            [*children(self.parse, token.index, {"poss"}), *objects_of(self.parse, token.index, {"from"})]
        )
        wide = [token, *objects_of(self.parse, token.index, {"of"})]  # "a message of condolence to the King"
        receivers = self._actors(noun for part in wide for noun in objects_of(self.parse, part.index, {"to"}))
        if held:
            receivers = receivers or self._actors(
                [*children(self.parse, verb.index, {"dative"}), *objects_of(self.parse, verb.index, {"to"})]
            )
            subjects = self._actors(subjects_of(self.parse, verb.index))
            if verb.lemma == "receive":
                receivers = receivers or subjects
            else:
                senders = self._named(senders) or subjects  # "handed her a letter from some envoys": he was there
        receivers = without(receivers, senders)
        if not senders or not receivers or not self._suffices([*senders, *receivers]):
            return None
        return Frame(
            number, token, verb, cue.kind, senders, receivers, token.lemma, f"noun:{cue.lemma}", 0.85, senders[0]
        )

    def _is_contact(self, token: Token, cue: NounCue) -> bool:
        """Whether the noun names a contact here: no "press call", no "call for restraint"."""
        if cue.news and self.outlet is not None and not is_looked_back_at(self.parse, token):
            return False
        before = {child.lemma for child in children(self.parse, token.index, {"compound", "amod", "nmod"})}
        if before & cue.not_after or (cue.needs and not before & cue.needs):
            return False
        after = {child.lemma for child in children(self.parse, token.index, {"prep"})}
        if after & cue.not_before and not after & WITH:
            return False
        owned = any(children(self.parse, token.index, {"poss"})) and after & WITH  # "his talk yesterday with Kestrel"
        return (not cue.plural or token.tag != "NN" or bool(owned)) and token.dep not in {"compound", "nmod"}

    def _beside(self, token: Token) -> tuple[Actor, ...]:
        """Those named behind the noun: with, between, of, from, to."""
        found = [*objects_of(self.parse, token.index, WITH)]
        if found and self._is_visit(token):  # "her trip with Holm to Marovia"
            goals = self._actors(goals_of(self.parse, token)) or self._visited(token, self._owning(token))
            return _distinct([*self._actors(found), *goals])
        if not found:
            found.extend(noun for noun in objects_of(self.parse, token.index, TOWARDS) if self._is_company(token, noun))
        if not found:
            # "held a meeting in the palace with A": the parser hangs the company on the verb or the place
            found.extend(
                objects_of(self.parse, clause_head(self.parse, token.head).index, WITH)
                if self._holds(token, clause_head(self.parse, token.head))
                else ()
            )
        if not found:
            found.extend(find_company_behind(self.parse, token, self.analysis.dates))
        verb = clause_head(self.parse, token.head)
        if not found and self._is_visit(token):
            found.extend(goals_of(self.parse, token))
        if not found and self._is_visit(token) and (self._opening(token) == "on" or verb.lemma in MOVING):
            found.extend(objects_of(self.parse, verb.index, {"in", "to"}))  # "arrived in Marovia on a visit"
        if not found:
            for child in children(self.parse, token.index, {"prep"}):
                for noun in children(self.parse, child.index, {"pobj"}):
                    company = list(objects_of(self.parse, noun.index, WITH))
                    # "talks on the friendship between Orvania and Marovia" are of nobody told
                    found.extend(one for one in company if child.lemma in PLACING or self._is_person(one))
        return self._actors(found)

    def _is_of_body(self, noun: Token) -> bool:
        """Whether the name of a body stands before a noun: "the League summit" is none of the two who speak of it."""
        before = list(children(self.parse, noun.index, {"compound", "nmod"}))
        dated = any(date.span.start <= word.start < date.span.end for date in self.analysis.dates for word in before)
        return not dated and any(word.tag in {"NNP", "NNPS"} and not self._is_person(word) for word in before)

    def _is_person(self, token: Token) -> bool:
        return any(actor.kind is ActorKind.PERSON for actor in self.cast.people(self.analysis.part, token.index))

    def _is_company(self, token: Token, noun: Token) -> bool:
        """ "the visit of President Reyes to Marovia", "a call from the King"; no "summit of the League"."""
        return self._is_visit(token) or self._is_person(noun)

    def _is_visit(self, token: Token) -> bool:
        cue = self.lexicon.nouns.get(token.lemma)
        return cue is not None and cue.kind is ContactKind.VISIT

    def _governing(self, verb: Token) -> bool:
        """Whether a verb plans, demands or cancels what stands as its object; "call off" is one."""
        particles = [child.lemma for child in children(self.parse, verb.index, {"prt"})]
        return " ".join([verb.lemma, *particles]) in self.lexicon.governors

    def _is_object(self, token: Token, verb: Token) -> bool:
        """ "cancelled his visit", "demanded a meeting", "agreed on talks"."""
        head = self.parse.tokens[token.head]
        return (token.dep == "dobj" and token.head == verb.index) or (
            token.dep == "pobj" and head.lemma in {"for", "on", "to"} and head.head == verb.index
        )

    def _holds(self, token: Token, verb: Token) -> bool:
        """Whether the verb has the noun as what it holds: "held talks", "took part in a meeting"."""
        if verb.lemma not in self.lexicon.support and verb.lemma != "be":
            return False
        top, between = token, 0
        for above in ancestors(self.parse, token.index):
            between += above.tag.startswith("NN")
            if between > 1:
                return False  # "continued with an account of the results of the meeting"
            if above.index == verb.index:
                return top.dep in {"dobj", "nsubjpass", "nsubj", "prep", "attr", "conj", "dative"}
            if above.tag.startswith("VB"):
                return False
            top = above
        return False

    def _holders(self, token: Token, verb: Token) -> tuple[Actor, ...]:
        """The subject of the verb that holds the contact, or of the clause it opens ("In a call with A, B said …")."""
        if token.dep in {"nsubj", "nsubjpass"} and token.head == verb.index:
            held = verb.lemma in self.lexicon.support or self._governing(verb)
            return _people(self._actors(objects_of(self.parse, verb.index, {"by"}))) if held else ()
        if self._holds(token, verb) or (self._governing(verb) and self._is_object(token, verb)):
            return self._actors(subjects_of(self.parse, verb.index))
        wanted = self.parse.tokens[self.parse.tokens[token.head].head]
        with_whom = token.dep == "pobj" and any(objects_of(self.parse, token.index, WITH))
        if with_whom and wanted.tag.startswith("NN") and wanted.lemma in self.lexicon.governors:
            return _people(self._actors(subjects_of(self.parse, verb.index)))  # "spoke of the possibility of a meeting"
        opening = self._opening(token)
        gone = opening == "on" and (token.lemma == "call" or self._is_visit(token))
        moved = opening == "for" and verb.lemma in MOVING  # "comes to Marovia for a visit"
        if opening not in DURING and not gone and not moved:
            return ()
        subjects = _people(self._actors(subjects_of(self.parse, verb.index)))
        if any(objects_of(self.parse, token.index, WITH)):
            return subjects
        if verb.lemma not in self.lexicon.telling | self.lexicon.joint:
            return subjects
        # "During a telephone conversation, Reyes congratulated Kestrel": both are in the main clause
        hearers = [*children(self.parse, verb.index, {"dobj", "dative"}), *objects_of(self.parse, verb.index, {"to"})]
        return _distinct([*subjects, *self._named(self._actors(hearers))])

    def _is_mentioned(self, token: Token, verb: Token) -> bool:
        """Whether the noun is only spoken of: below another noun, or the object of a verb that does not hold it."""
        if token.head == token.index or not verb.tag.startswith("VB") or self._holds(token, verb):
            return False
        head = self.parse.tokens[token.head]
        if token.dep == "conj":
            return False
        if token.dep == "pobj" and head.dep == "prep":
            return self.parse.tokens[head.head].tag.startswith("NN") and head.lemma in {
                "of",
                "on",
                "for",
                "about",
                "from",
                "to",
                "during",
            }
        return token.dep == "dobj" and verb.lemma not in self.lexicon.governors

    def _opening(self, token: Token) -> str:
        """The preposition by which the noun hangs on its verb."""
        for above in ancestors(self.parse, token.index):
            if above.dep in {"prep", "mark", "advcl"}:
                return above.lemma if self.parse.tokens[above.head].tag.startswith("VB") else ""
            if above.tag.startswith("VB"):
                return above.lemma if above.dep in {"prep", "pcomp"} else ""
        return ""

    def _is_definite(self, token: Token) -> bool:
        return any(
            child.lemma in {"the", "this", "that", "their", "his", "her", "these", "those"}
            for child in children(self.parse, token.index, {"det", "poss"})
        )

    # ------------------------------------------------------------ what was said

    def _telling(self, number: int, token: Token) -> Frame | None:
        """ "Mr Karlson informed Mr Torv …", "Reyes and Kestrel discussed …": a contact told by what was said in it."""
        subjects = subjects_of(self.parse, token.index)
        first = self._named(self._actors(subject for subject in subjects if subject.tag not in RELATIVE))
        if token.lemma in self.lexicon.joint and len(first) >= 2:
            return Frame(
                number, token, token, self._usual(token), first[:1], first[1:], None, f"joint:{token.lemma}", 0.6
            )
        if token.lemma not in self.lexicon.telling or not first:
            return None
        found: list[Token] = []
        for noun in children(self.parse, token.index, {"dobj", "dative"}):
            found.extend(conjuncts(self.parse, noun.index))
            for joined in conjuncts(self.parse, noun.index):
                found.extend(objects_of(self.parse, joined.index, {"to"}))  # "conveyed greetings to Mr Torv"
        found.extend(objects_of(self.parse, token.index, {"to"}))
        partners = without(self._named(self._actors(found)), first)
        if not partners:
            return None
        return Frame(number, token, token, self._usual(token), first, partners, None, f"telling:{token.lemma}", 0.6)

    # ------------------------------------------------------------ parts

    def _kind(self, token: Token, kind: ContactKind, medium: str | None = None) -> tuple[ContactKind, str | None]:
        """The kind and medium, from the words at the cue ("telephone", "by phone") or the outlet's own convention."""
        for word in self._medium_words(token):
            medium = medium or self.lexicon.media.get(word)
        if medium is not None:
            return (kind if kind is ContactKind.LETTER else ContactKind.CALL), medium
        if kind is ContactKind.CALL:
            return kind, "telephone" if token.lemma in {"phone", "telephone"} else None
        return self._usual(token) if kind is ContactKind.CONVERSATION else kind, None

    def _usual(self, token: Token) -> ContactKind:
        """What the outlet means by a word that does not tell the medium; a conversation where it has no such habit."""
        return self.lexicon.conventions.get((self.outlet or "", token.lemma), ContactKind.CONVERSATION)

    def _medium_words(self, token: Token) -> Iterator[str]:
        for child in children(self.parse, token.index, {"compound", "amod", "nmod", "advmod"}):
            yield child.lemma
            yield from (inner.lemma for inner in children(self.parse, child.index, {"compound", "amod", "nmod"}))
        for noun in objects_of(self.parse, token.index, BY_MEDIUM):
            yield noun.lemma
            yield from (inner.lemma for inner in children(self.parse, noun.index, {"compound", "amod"}))
        if token.head != token.index and self._holds(token, self.parse.tokens[token.head]):
            for noun in objects_of(self.parse, token.head, BY_MEDIUM):
                yield noun.lemma

    def _actors(self, tokens: Iterable[Token], *, speaking: bool = False) -> tuple[Actor, ...]:
        """Those at the tokens; beside somebody named, only those described whose words tell whose they are.

        With `speaking`, of those described only such as speak for others.
        """
        found: list[Actor] = []
        loose: list[Actor] = []
        for token in self._antecedents(tokens):
            if self.us and token.lemma in US:
                found.extend(self.us)
            people = [actor for actor in self.cast.people(self.analysis.part, token.index) if not _is_medium(actor)]
            if any(_is_medium(owner) for owner in self._owners(token)):
                continue  # "CNN's Lida Morne" asks for her paper
            people = people or list(self._inside(token))
            found.extend(people)
            party = None if people else self._described(token)
            if party is None or (speaking and not party.speaks):
                continue
            if party.tied:
                self.tied.add(party.actor.actor_id)
                found.append(party.actor)
            else:
                loose.append(party.actor)
        return _distinct(found if self._named(found) else [*found, *loose])

    def _antecedents(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The tokens, the noun that a relative clause stands at for "who" and "which": "Velk, who met Kestrel"."""
        for token in tokens:
            if token.tag not in RELATIVE or self.outlet is not None:
                yield token  # a readout tells others in passing
                continue
            clause = next((above for above in ancestors(self.parse, token.index) if above.dep == "relcl"), None)
            if clause is not None:
                yield from conjuncts(self.parse, clause.head)

    def _described(self, token: Token) -> Party | None:
        """Whom a noun describes that stands for nobody of the cast."""
        if self.headed or self.cast.people(self.analysis.part, token.index):
            return None  # whom a headline describes, the text names: "hosts three leaders"
        if self.outlet is not None and self._is_aside(token):
            return None
        party = self.parties.at(token)
        if party is None or _is_medium(party.actor):
            return None
        # a readout names people: "the leader of the … faction Kestrel" is no body, "other leaders" are nobody told
        vague = party.actor.kind is ActorKind.ORGANISATION or party.actor.name.lower().startswith("other ")
        return None if self.outlet is not None and vague else party

    def _is_aside(self, token: Token) -> bool:
        """Whether a noun stands below the main clause, or where somebody tells of himself ("I spoke with our envoys").

        A readout is about one contact, and tells others in passing.
        """
        verb = clause_head(self.parse, token.head)
        while verb.dep == "conj":
            verb = clause_head(self.parse, verb.head)
        mine = any(child.lemma in FIRST_PERSON for child in children(self.parse, verb.index, {"nsubj"}))
        return mine or verb.dep != "ROOT"

    def _suffices(self, actors: Sequence[Actor]) -> bool:
        """Whether somebody is named, or of all it is told whose they are: "Orvanian officials met Marovian rebels".

        Beside somebody only described, a readout names a person.
        """
        named = self._named(actors)
        if self.outlet is not None and len(named) < len(actors):
            return any(actor.kind is ActorKind.PERSON for actor in named)
        return bool(named) or all(actor.actor_id in self.tied for actor in actors)

    def _named(self, actors: Iterable[Actor]) -> tuple[Actor, ...]:
        """Those of the cast and the states beside a cue, who are more than described."""
        return tuple(actor for actor in actors if actor.actor_id in self.cast.actors or actor.actor_id in self.beside)

    def _owners(self, token: Token) -> Iterator[Actor]:
        for owner in children(self.parse, token.index, {"poss", "compound", "nmod"}):
            yield from self.cast.people(self.analysis.part, owner.index)

    def _inside(self, token: Token) -> Iterator[Actor]:
        """Those named inside a noun phrase that is itself nobody: "members of the council, A and B"."""
        for child in children(self.parse, token.index, {"appos"}):
            for inner in conjuncts(self.parse, child.index):
                yield from self.cast.people(self.analysis.part, inner.index)


def _is_medium(actor: Actor) -> bool:
    """A newspaper, agency or journalist: who speaks to it gives an interview, and has no contact with it."""
    words = (actor.office or "").lower().split()
    if words and (found := match_forms(load_offices().heads, tuple(words), len(words) - 1)) is not None:
        return found[1].key == "press"
    organisation = find_organisation(actor.name) if actor.kind is ActorKind.ORGANISATION else None
    return organisation is not None and organisation.kind == "media"


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple({actor.actor_id: actor for actor in actors}.values())


def _people(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple(actor for actor in actors if actor.kind is not ActorKind.GROUP)


def without(actors: Iterable[Actor], others: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors that are not among the others, in order."""
    known = {actor.actor_id for actor in others}
    return tuple(actor for actor in actors if actor.actor_id not in known)
