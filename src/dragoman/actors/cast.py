"""Actor phrases of a document → its cast: who there is, and which words stand for whom.

Full names make the people; short names, offices ("the Iranian FM"), pronouns and groups ("the two
leaders") are then read in text order and given to them.  Where nothing decides, they stay unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.actors.antecedents import (
    NUMBERS,
    find_ahead,
    find_asked,
    find_favoured,
    find_joined,
    find_named,
    find_owner,
    find_subjects,
    is_group,
    is_honour,
    is_joined,
    is_object,
    is_of_company,
    is_of_somebody_else,
    is_order,
    is_owner,
    is_people_noun,
    is_person_noun,
    is_plural_noun,
    is_role,
    is_two,
)
from dragoman.actors.authors import find_author
from dragoman.actors.days import find_office_days
from dragoman.actors.figures import (
    Figure,
    Found,
    agree,
    all_of,
    domain_of,
    fits,
    head_of,
    holds,
    is_crowd,
    is_other_office,
    is_partial,
    make_actor,
    may_bear,
    offices_of,
    once,
    people_of,
    same_office,
)
from dragoman.actors.lines import LEARNED
from dragoman.actors.names import may_be_same, name_words
from dragoman.actors.offices import GENERAL_HEADS
from dragoman.actors.phrases import Phrase
from dragoman.actors.quoted import Quotations, is_saying
from dragoman.actors.several import split_countries
from dragoman.actors.surnames import OF_ALL, Naming, settle_surnames
from dragoman.language.labels import find_label
from dragoman.language.tree import clause_head, subjects_of
from dragoman.lexicons.loader import Outlet, Principal, candidate_states, find_outlet, principal_on
from dragoman.lexicons.states import state_by_adjective
from dragoman.record import (
    Actor,
    ActorKind,
    DateExpression,
    Gender,
    Mention,
    MentionForm,
    Parse,
    Part,
    Sentence,
    Source,
    Span,
    Token,
    stable_id,
)
from dragoman.registry import Registry, Tenure, load_registry, read_office

PRONOUNS: Mapping[str, Gender] = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
PLURALS = frozenset({"they", "them", "their", "themselves"})
# nouns that stand for those in contact: "the sides agreed", "the two discussed"
GROUP_WORDS = frozenset(
    {"side", "party", "pair", "two", "duo", "group", "delegation", "interlocutor", "participant", "three", "four"}
)
SIDES = frozenset({"side", "party", "delegation", "interlocutor", "participant"})  # each of them one of the group
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})
COUNTRY_WORDS = frozenset({"country", "nation", "state"})
ORDER = {"former": 0, "latter": 1}  # "the former", "the latter"
DEFINITE = frozenset({"the", "both", "two", "three", "four", "these"})
INDEFINITE = frozenset({"a", "an", "another", "some", "several"})
GROUP_FADES = 3  # sentences after which "they" no longer means a group
READOUT = re.compile(r"(?i)\b(?:readout|telephone conversation with|call with|meeting with|communiqu[eé])\b")
BETWEEN = re.compile(r"\s*(?:,|,?\s*\band\b|\b(?:from|of|in)\b)(?:\s+the)?\s*")  # in a list of names
READOUT_WITHIN = 200  # characters from the beginning
JUST_NOW = timedelta(days=31)  # before publication: who is in office then is in office now, as far as a text tells
LOOK_BACK = 4  # sentences that a pronoun looks back over


@dataclass(frozen=True, slots=True)
class Analysis:
    """One text of a document (its text, or a title given apart) with what was found in it so far."""

    part: Part
    text: str
    phrases: tuple[Phrase, ...]
    parse: Parse
    dates: tuple[DateExpression, ...] = ()  # in text order


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a document, the words that stand for them, and who stands at which token of which part.

    `author` is the id of who speaks in the whole text, where its title or byline tells.
    """

    actors: Mapping[str, Actor]
    mentions: tuple[Mention, ...]
    at: Mapping[tuple[Part, int], tuple[str, ...]]
    author: str | None = None

    def people(self, part: Part, token: int) -> tuple[Actor, ...]:
        """The actors that a token stands for; empty when it is no mention or stays unresolved."""
        return tuple(self.actors[actor] for actor in self.at.get((part, token), ()))


def resolve_cast(
    title: Analysis | None,
    body: Analysis,
    source: Source,
    registry: Registry | None = None,
    byline: Phrase | None = None,
) -> Cast:
    """Return the cast of a document; `registry` is that of the package where none is given, `byline` who signs it.

    A title given apart introduces people as the text does.  In the documents of an official outlet an
    office without a country ("the President") is its own, held by whom the outlet lexicon names for the
    day that the sentence tells, else for the day of publication.
    """
    stage = _Stage(source, registry or load_registry(), byline)
    parts = [analysis for analysis in (title, body) if analysis is not None]
    for analysis in parts:
        stage.introduce(analysis)
    stage.sign(title)
    for analysis in parts:
        stage.read(analysis)
    return stage.cast()


class _Stage:
    """The figures met so far, who was last in focus, and who stands where."""

    def __init__(self, source: Source, registry: Registry, byline: Phrase | None = None) -> None:
        self.source = source
        self.byline = byline
        self.registry = registry
        self.outlet: Outlet | None = find_outlet(source.outlet, source.url)
        self.figures: list[Figure] = []
        self.places: dict[str, Figure] = {}
        self.owner: dict[tuple[Part, int], Figure] = {}  # phrase → figure, for named ones
        self.at: dict[tuple[Part, int], tuple[Figure, ...]] = {}
        self.mentions: list[tuple[Span, MentionForm, tuple[Figure, ...], Part]] = []
        # (sentence, figure, whether in a quotation), latest last; None for a person without a name
        self.subjects: list[tuple[int, Figure | None, bool]] = []
        self.crowded = -1  # sentence whose subject were people without names
        self.group: tuple[Figure, ...] = ()
        self.official = self.outlet is not None and self.outlet.speaks_for is not None
        self.steady = self.official
        self.grouped = 0  # sentence in which the group was last spoken of
        self.joined = -1  # sentence in which its members were last told of together
        self.spoken = False  # whether labels tell who speaks
        self.before: tuple[Figure, ...] = ()  # the people of the sentence before
        self.told_by: Figure | None = None  # on whose word the sentence before was told
        self.quotations: Quotations | None = None  # of the text that is being read
        self.author: Figure | None = None  # who speaks in the whole text
        self.speaker: Figure | None = None  # whose label opened the turn that is being read
        self.sentence = 0
        self.first = 0  # its first token
        self.here: tuple[Analysis, Sentence, Token] | None = None  # what is being read

    # ------------------------------------------------------------ who there is

    def introduce(self, analysis: Analysis) -> None:
        """Make a figure of every name; full names first, so that short ones find them."""
        named = [(at, phrase) for at, phrase in enumerate(analysis.phrases) if phrase.name is not None]
        counts: dict[int, int] = {}
        for at, phrase in sorted(named, key=lambda entry: -len(name_words(entry[1].name or ""))):
            if phrase.kind is ActorKind.PERSON:
                figure = self._person(phrase)
                if figure is None:
                    continue
                self.owner[analysis.part, at] = figure
                counts[figure.number] = counts.get(figure.number, 0) + 1
            else:
                self.owner[analysis.part, at] = self._place(phrase)
        for at, figure in settle_surnames(self._namings(analysis, named)):
            self.owner[analysis.part, at] = figure
            figure.learn(analysis.phrases[at])

        self.group = self._expected(counts)
        # a readout by its own words, or a text of two people, is about one contact to its end
        self.official = self.official or READOUT.search(analysis.text[:READOUT_WITHIN]) is not None
        self.steady = self.steady or self.official or len(counts) == 2

    def _namings(self, analysis: Analysis, named: Iterable[tuple[int, Phrase]]) -> Iterator[Naming]:
        """Who is named where, and for surnames alone that nothing decided whose they may be."""
        starts = [sentence.span.start for sentence in analysis.parse.sentences]
        for at, phrase in named:
            if phrase.kind is not ActorKind.PERSON:
                continue
            words, figure = name_words(phrase.name or ""), self.owner.get((analysis.part, at))
            one = figure is None and OF_ALL.match(analysis.text, phrase.span.end) is None
            bearers = tuple(f for f in self._bearers(words) if agree(f, phrase)) if one else ()
            sentence = bisect_right(starts, phrase.span.start)
            yield Naming(at, phrase.paragraph, sentence, figure, len(words) > 1, bearers)

    def _bearers(self, words: tuple[str, ...]) -> Iterator[Figure]:
        """The people of the text who have a surname."""
        return (f for f in self.figures if f.kind is ActorKind.PERSON and f.words[-1:] == words[-1:])

    def sign(self, title: Analysis | None) -> None:
        """Note who says "I" from the first word on: the author whom the title tells."""
        at = None if title is None else find_author(title.text, title.phrases)
        self.speaker = self.author = self.owner.get(("title", at)) if at is not None else None
        if self.author is not None and self._is_mouth(self.author) and self.author in self.group:
            self.group = ()

    def _is_mouth(self, figure: Figure) -> bool:
        """Whether somebody only speaks for others in this text, and was not among those he speaks of."""
        return figure is self.author and any(head == "spokesman" for head, _, _ in figure.heads)

    def _myself(self) -> Figure | None:
        """Who "I" is: whose turn or statement it is, else who signs the text."""
        if self.speaker is None and not self.spoken and self.byline is not None:
            self.speaker = self.author = self._person(self.byline)
        return self.speaker

    def _expected(self, counts: Mapping[int, int]) -> tuple[Figure, ...]:
        """Whom "the two leaders" means before anybody is named: the two whom the text names most often."""
        ranked = sorted(counts, key=lambda number: (-counts[number], number))
        if len(ranked) == 2 or (len(ranked) > 2 and counts[ranked[1]] > counts[ranked[2]]):
            return (self.figures[ranked[0]], self.figures[ranked[1]])
        return ()

    def _person(self, phrase: Phrase) -> Figure | None:
        """The figure of a named phrase; None for a surname that several share, where nothing else decides."""
        words = name_words(phrase.name or "")
        matches = [
            f for f in self.figures if f.kind is ActorKind.PERSON and may_be_same(words, f.words) and agree(f, phrase)
        ]
        if len(words) == 1 and len(bearers := [f for f in matches if f.words[-1] == words[0]]) > 1:
            matches = [f for f in bearers if phrase.head is not None and same_office(f, phrase)]
            if phrase.gender is not None and not matches:
                matches = [f for f in bearers if f.gender == phrase.gender]
            if len(matches) != 1:
                return None
        figure = next((f for f in matches if f.words[-1:] == words[-1:]), matches[0] if matches else None)
        if figure is None:
            figure = self._add(ActorKind.PERSON, phrase.name or "", words)
            self._recognise(figure, phrase)
        figure.learn(phrase)
        return figure

    def _recognise(self, figure: Figure, phrase: Phrase) -> None:
        """Give the outlet's own principal his full name, office and country ("Mr Putin" in a Kremlin release)."""
        for principal in self._principals():
            words = name_words(principal.name)
            foreign = phrase.country is not None and phrase.country != principal.country
            if not foreign and figure.words and may_be_same(figure.words, words) and figure.words[-1] in words:
                self._dress(figure, principal)
                return

    def _principals(self, days: tuple[date, ...] = ()) -> Iterator[Principal]:
        """The outlet's own holders of each office throughout the days, else on the day of publication."""
        if self.outlet is not None:
            for office in dict.fromkeys(principal.office for principal in self.outlet.principals):
                found = [principal_on(self.outlet, office, day) for day in days or (self.source.published_day,)]
                if found[0] is not None and all(principal == found[0] for principal in found):
                    yield found[0]

    def _dress(self, figure: Figure, principal: Principal) -> None:
        if len(figure.words) < len(name_words(principal.name)):
            figure.named_by = "outlet"
            figure.aliases.append(figure.name)
            figure.name, figure.words = principal.name, name_words(principal.name)
        figure.office = figure.office or principal.office
        figure.country = principal.country
        figure.gender = principal.gender
        figure.heads.add((head_of(principal.office), None, frozenset()))

    def _place(self, phrase: Phrase) -> Figure:
        key = phrase.name or ""
        if key not in self.places:
            self.places[key] = self._add(phrase.kind, key, name_words(key))
            self.places[key].country = phrase.country
        return self.places[key]

    def _add(self, kind: ActorKind, name: str, words: tuple[str, ...], *, named: bool = True) -> Figure:
        figure = Figure(len(self.figures), kind, name, words, named=named)
        self.figures.append(figure)
        return figure

    # ------------------------------------------------------------ which words stand for whom

    def read(self, analysis: Analysis) -> None:
        """Go through the sentences and give every mention its figures."""
        self.quotations = Quotations(analysis.text, analysis.parse)
        for number, sentence in enumerate(analysis.parse.sentences):
            self.sentence += 1
            self._turn(analysis, number)
            self.first = sentence.first
            found: Found = []
            for token in analysis.parse.tokens[sentence.first : sentence.last]:
                self.here = (analysis, sentence, token)
                figures = self._at_token(analysis, token, found)
                if figures:
                    self.at[analysis.part, token.index] = figures
                    found.append((token, figures))
                    for figure in figures:
                        figure.seen = self.sentence
            self._remember(analysis, sentence, found)

    def _turn(self, analysis: Analysis, number: int) -> None:
        """Note whose turn begins: "SECRETARY LINDQVIST: …" at the head of a paragraph."""
        token = find_label(analysis.text, analysis.parse, number)
        if token is not None:
            self.spoken = self.spoken or token.phrase is not None
            self.speaker = self.owner.get((analysis.part, token.phrase)) if token.phrase is not None else None

    def _at_token(self, analysis: Analysis, token: Token, found: Found) -> tuple[Figure, ...]:
        form: MentionForm
        parse, span = analysis.parse, Span(token.start, token.end)
        if token.phrase is not None:
            phrase = analysis.phrases[token.phrase]
            form = "name" if phrase.name is not None else "group" if phrase.plural else "office"
            owner = self.owner.get((analysis.part, token.phrase))
            if owner is None and phrase.name is not None:
                return ()
            if owner is None and is_role(parse, token, phrase):
                return ()
            holder = self._holder_of(analysis, token, found)
            figures = (owner,) if owner is not None else self._office(phrase, found, holder)
            if not figures and phrase.plural and phrase.head == "counterpart":
                figures = self._named_behind(analysis, token.phrase)
        elif token.lemma in PRONOUNS and token.tag in {"PRP", "PRP$"} and not is_honour(parse, token):
            form, figures = "pronoun", self._pronoun(parse, token, found)
        elif token.lemma in FIRST_PERSON and token.tag in {"PRP", "PRP$"} and (speaker := self._myself()) is not None:
            form, figures = "pronoun", (speaker,)
        elif token.lemma in PLURALS:
            form, figures = "pronoun", self._plural(parse, token, found)
        elif token.lemma in GROUP_WORDS and is_group(parse, token):
            form, figures = "group", self._side(parse, token)
        elif token.lemma in COUNTRY_WORDS and is_two(parse, token):
            form, figures = "group", self._two_states(found)
        elif token.lemma in ORDER and is_order(parse, token):
            form, figures = "description", self._in_order(token.lemma, found)
        else:
            return ()
        self.mentions.append((span, form, figures, analysis.part))
        return figures

    def _named_behind(self, analysis: Analysis, at: int) -> tuple[Figure, ...]:
        """Who counterparts are whose names follow their countries: "from Chile and Peru, Dana Orlo and Rosa Lind"."""
        end, figures = analysis.phrases[at].span.end, list[Figure]()
        for number in range(at + 1, len(analysis.phrases)):
            phrase, owner = analysis.phrases[number], self.owner.get((analysis.part, number))
            if owner is None or not BETWEEN.fullmatch(analysis.text[end : phrase.span.start]):
                break
            if owner.kind is ActorKind.PERSON:
                figures.append(owner)
            elif figures:
                break
            end = phrase.span.end
        return tuple(figures) if len(figures) > 1 else ()

    def _holder_of(self, analysis: Analysis, token: Token, found: Found) -> Figure | None:
        """Whose counterpart or minister an office is: "his Marovian counterpart"; the pronoun becomes a mention."""
        phrase = analysis.phrases[token.phrase or 0]
        pronoun = phrase.determiner or ""
        if pronoun not in PRONOUNS or not analysis.text[token.start :].lower().startswith(pronoun):
            return None
        end = token.start + len(pronoun)
        possessive = replace(token, end=end, text=pronoun, lemma=pronoun, tag="PRP$", dep="poss", head=token.index)
        figures = self._pronoun(analysis.parse, possessive, found)
        self.mentions.append((Span(token.start, end), "pronoun", figures, analysis.part))
        return figures[0] if len(figures) == 1 else None

    def _side(self, parse: Parse, token: Token) -> tuple[Figure, ...]:
        """Whom "the sides" means, and "the Marovian side": of the group the one of that country."""
        if token.tag != "NN" or token.lemma not in SIDES:
            return self._group()
        words = (parse.tokens[child].text.lower() for child in parse.children[token.index])
        states = [state_by_adjective()[word] for word in words if word in state_by_adjective()]
        if not states:
            return ()  # "the Republican side", "the ruling party"
        theirs = [figure for figure in self.group if figure.country == states[0].code]
        strangers = [figure for figure in self.group if figure.country is None]
        if not theirs and len(strangers) == 1:
            return (strangers[0],)
        return tuple(theirs) if len(theirs) == 1 else ()

    def _two_states(self, found: Found) -> tuple[Figure, ...]:
        """Which states "the two countries" are: the two of the sentence so far, else those of the two who speak."""
        states = once(figure for _, figures in found for figure in figures if figure.kind is ActorKind.STATE)
        if len(states) == 2:
            return tuple(states)
        countries = [figure.country for figure in self.group]
        theirs = once(
            place
            for country in countries
            for place in self.places.values()
            if place.kind is ActorKind.STATE and country is not None and place.country == country
        )
        known = len(states) < 2 and len(countries) == len(theirs) == 2
        return tuple(theirs) if known and all(state in theirs for state in states) else ()

    def _in_order(self, word: str, found: Found) -> tuple[Figure, ...]:
        """Whom "the former" and "the latter" mean: the first and the second of the two people of the sentence."""
        people = once(figure for _, figures in found for figure in figures if figure.kind is ActorKind.PERSON)
        return (people[ORDER[word]],) if len(people) == 2 else ()

    def _office(self, phrase: Phrase, found: Found, owner: Figure | None) -> tuple[Figure, ...]:
        if phrase.determiner in INDEFINITE:
            return ()  # "a Marovian official" is nobody already named
        if phrase.plural:
            return self._several(phrase, {figure.number for _, figures in found for figure in figures})
        earlier = self._holder(phrase) if phrase.country is not None and self._is_told_earlier() else None
        if earlier is not None:
            return (earlier,)
        candidates = [figure for figure in self.figures if figure.kind is ActorKind.PERSON and holds(figure, phrase)]
        inside = {figure.number for _, figures in found for figure in figures}
        principal = self._own(phrase)
        if principal is not None and principal not in self.group and not self._is_lead(principal):
            in_contact = [figure for figure in candidates if figure in self.group]
            principal = None if in_contact else principal  # "the Secretary and the President" of his hosts
            candidates = in_contact or candidates
        if principal is not None and self._is_told_earlier():
            return (principal,)
        if principal is not None and not self._is_lead(principal) and principal.seen < 0 and candidates:
            principal = None
        if principal is not None and (principal in candidates or not any(figure.seen >= 0 for figure in candidates)):
            return (principal,)
        met = [figure for figure in candidates if figure.seen >= 0] or candidates
        met = [figure for figure in met if same_office(figure, phrase, now=True)] or met
        if phrase.head == "counterpart":
            met = self._counterparts(phrase, met, inside, owner)
        if met:
            return (max(met, key=lambda figure: figure.seen),)
        general = phrase.head in GENERAL_HEADS and phrase.country is None and phrase.body is None
        if general or phrase.head in {"figure", "official", "rector", "press"}:
            return ()
        return self._not_met(phrase)

    def _counterparts(self, phrase: Phrase, met: list[Figure], inside: set[int], owner: Figure | None) -> list[Figure]:
        """Who can be somebody's counterpart: of the country that is told, else the only other of the same office."""
        if phrase.country:
            return [figure for figure in met if figure.number not in inside and figure.country == phrase.country]
        if owner is None:
            return []
        alike = [
            figure
            for figure in self.figures
            if figure is not owner and figure.country != owner.country and offices_of(figure) & offices_of(owner)
        ]
        return alike if len(alike) == 1 else []

    def _not_met(self, phrase: Phrase) -> tuple[Figure, ...]:
        """For an office that nobody named so far holds: the one guest, its holder by the registry, or the office."""
        sole = self._sole_stranger(phrase) if phrase.country or phrase.body else None
        if sole is not None:
            sole.learn(phrase)
            return (sole,)
        holder = self._holder(phrase)
        if holder is not None:
            return (holder,)
        return (self._unnamed(phrase),) if phrase.country or phrase.body or phrase.domain else ()

    def _holder(self, phrase: Phrase) -> Figure | None:
        """Who held the office on the days that the sentence tells, where the registry of offices knows exactly one."""
        tenure = self._tenure_of(phrase)
        if tenure is None:
            return None
        words, country = name_words(tenure.name), phrase.country
        figure = next((f for f in self.figures if may_bear(f, words, country)), None)
        if figure is None:
            figure = self._add(ActorKind.PERSON, tenure.name, words)
            figure.named_by = "registry"
        person = self.registry.person(tenure.person)
        figure.gender = figure.gender or (person.gender if person is not None else None)
        if self._is_told_earlier():  # his office then, which is another's in the rest of the text
            figure.office, figure.country = figure.office or phrase.office, country
        else:
            figure.learn(phrase)
        return figure

    def _tenure_of(self, phrase: Phrase) -> Tenure | None:
        """The tenure of the one who certainly held an office on each day that is told with it."""
        country = phrase.country
        if country is None or country.startswith(LEARNED) or phrase.ranks or phrase.head is None:
            return None
        if phrase.body is not None and not candidate_states(phrase.body):
            return None
        offices = read_office(phrase.office or "", country)
        if len(offices) != 1:
            return None
        held = [self.registry.office_holders(offices[0], day) for day in self._office_days()]
        people = {tenure.person for tenures in held for tenure in tenures}
        return held[0][0] if len(people) == 1 and all(held) else None

    def _office_days(self) -> tuple[date, ...]:
        """The days told with the words that are being read, else that of publication."""
        published = self.source.published_day
        if self.here is None:
            return () if published is None else (published,)
        analysis, sentence, token = self.here
        dates = [told for told in analysis.dates if sentence.span.contains(told.span)]
        return find_office_days(analysis.parse, sentence, token, dates, published)

    def _is_told_earlier(self) -> bool:
        """Whether the words that are being read tell of days well before publication, when another may have held it."""
        days, published = self._office_days(), self.source.published_day
        return bool(days) and published is not None and days[-1] < published - JUST_NOW

    def _sole_stranger(self, phrase: Phrase) -> Figure | None:
        """In an official readout with one guest known by name alone, a foreign office is his.

        "Mr Badri … the Marovian Prime Minister"
        """
        if self.outlet is None or not self.outlet.principals or phrase.country == self.outlet.country:
            return None
        strangers = [
            figure
            for figure in self.figures
            if figure.kind is ActorKind.PERSON and figure.named and figure.country is None and not figure.heads
        ]
        others = [
            figure
            for figure in self.figures
            if figure.kind is ActorKind.PERSON and phrase.country is not None and figure.country == phrase.country
        ]
        return strangers[0] if len(strangers) == 1 and not others and agree(strangers[0], phrase) else None

    def _own(self, phrase: Phrase) -> Figure | None:
        """The outlet's own holder of an office named without a country."""
        if (
            self.outlet is None
            or phrase.head is None
            or phrase.ranks - {"deputy", "acting"}
            or (phrase.country and phrase.country != self.outlet.country)
        ):
            return None
        if phrase.body and not phrase.country:
            return None
        for principal in self._principals(self._office_days() if self._is_told_earlier() else ()):
            if (
                head_of(principal.office) == phrase.head
                and ("deputy" in phrase.ranks) == ("deputy" in principal.office.lower())
                and phrase.domain in {None, domain_of(principal.office)}
            ):
                words = name_words(principal.name)
                figure = next(
                    (
                        f
                        for f in self.figures
                        if f.kind is ActorKind.PERSON
                        and may_be_same(f.words, words)
                        and len(f.words)
                        and f.words[-1] == words[-1]
                    ),
                    None,
                )
                if figure is None:
                    figure = self._add(ActorKind.PERSON, principal.name, words)
                self._dress(figure, principal)
                return figure
        return None

    def _is_lead(self, figure: Figure) -> bool:
        """Whether a figure holds the office that the outlet is named for: the President, in a release of his own."""
        return (
            self.outlet is not None
            and (head_of(self.outlet.principals[0].office), None, frozenset[str]()) in figure.heads
        )

    def _unnamed(self, phrase: Phrase) -> Figure:
        """A figure known by office alone; the same office later is the same figure."""
        key = (phrase.head, phrase.domain, phrase.ranks, phrase.country, phrase.body)
        name = f"office:{key}"
        if name not in self.places:
            figure = self._add(ActorKind.PERSON, phrase.office or "", (), named=False)
            figure.learn(phrase)
            self.places[name] = figure
        return self.places[name]

    def _several(self, phrase: Phrase, inside: set[int]) -> tuple[Figure, ...]:
        """ "the two leaders", "the presidents": the group in focus, or those of that office."""
        if phrase.country is not None:
            return ()
        if phrase.countries:
            return tuple(once(self._of_country(one) for one in split_countries(phrase)))
        count = NUMBERS.get(phrase.determiner or "")
        holders = [figure for figure in self.figures if figure.seen >= 0 and holds(figure, phrase, plural=True)]
        definite = phrase.determiner in DEFINITE
        fitting = len(holders) >= 2 and (count is None or len(holders) == count)
        if definite and fitting and phrase.head not in GENERAL_HEADS:
            return tuple(sorted(holders, key=lambda figure: figure.number))
        if phrase.body is not None or not definite:
            return ()
        group = self._group()
        if phrase.head not in GENERAL_HEADS and any(is_other_office(figure, phrase) for figure in group):
            return ()  # "the aides" of a president and a minister
        others = tuple(figure for figure in group if figure.number not in inside)
        if count is not None and len(others) == count:
            return others  # "Brelik told both leaders": he is none of them
        return group if count is None or count == len(group) else group[:count] if count and len(group) > count else ()

    def _of_country(self, phrase: Phrase) -> Figure:
        """Who holds one of the offices named at once: one told of before, its holder by the registry, or the office."""
        met = [figure for figure in self.figures if figure.kind is ActorKind.PERSON and holds(figure, phrase)]
        return max(met, key=lambda figure: figure.seen, default=None) or self._holder(phrase) or self._unnamed(phrase)

    def _group(self) -> tuple[Figure, ...]:
        """Those whom "they" and "the sides" mean; in news a group fades, a readout keeps to its one contact."""
        if not self.steady and self.sentence - self.grouped > GROUP_FADES:
            return ()
        self.grouped = self.sentence
        return self.group

    def _plural(self, parse: Parse, token: Token, found: Found) -> tuple[Figure, ...]:
        """Whom "they" means: those thanked, several subjects of its own sentence, else the group in focus."""
        who = {other.index: figures for other, figures in found}
        favoured = all_of(find_favoured(parse, token), who)
        if len(favoured) > 1:
            return favoured
        owner = find_owner(parse, token) if token.dep == "poss" else None
        if owner is not None and (owner.index in who or is_plural_noun(owner)):
            return several if len(several := who.get(owner.index, ())) > 1 else ()
        apart = is_object(token)
        barred: tuple[Figure, ...] = ()
        for number, subjects in enumerate(find_subjects(parse, token)):
            several = all_of(subjects, who)
            if apart and number == 0:
                barred = several  # "they thanked them" speaks of two groups
            elif len(several) > 1:
                return () if is_of_company(parse, token, subjects) else several
            if any(other.lemma in PLURALS for other in subjects) and not several:
                return ()  # "They said they agreed", of people unknown
            if is_crowd(subjects, who) or any(figure.kind is not ActorKind.PERSON for figure in several):
                return ()
        return self._plural_before(parse, token, found, barred)

    def _plural_before(
        self, parse: Parse, token: Token, found: Found, barred: tuple[Figure, ...]
    ) -> tuple[Figure, ...]:
        """Whom "they" means where no subject tells: those told of together before, if no others stand between."""
        taken = {other.index for other, _ in found}
        if any(is_people_noun(other) and other.index not in taken for other in parse.tokens[self.first : token.index]):
            return ()
        groups = [figures for _, figures in found if len(figures) > 1]
        together = tuple(once(figure for other, figure in people_of(found) if is_joined(parse, other)))
        if groups:
            group = groups[-1]
        elif len(together) > 1:
            group = together  # "Reyes met Kestrel in their capital"
        elif any(figures[0].kind is ActorKind.ORGANISATION for _, figures in found):
            group = ()  # "a haven for the Lantern League, from which they can strike"
        else:
            focused = self.crowded != self.sentence - 1 and self._is_focused(parse, token)
            group = self._group() if focused else ()
        return () if set(group) & set(barred) else group

    def _is_focused(self, parse: Parse, token: Token) -> bool:
        """Whether "they" means those last told of together, as far as nothing in its own sentence tells.

        In a readout, but not where labels tell who speaks; elsewhere soon after, as the subject of a sentence or in a
        text of two people.
        """
        if self.official:
            return not self.spoken
        main = token.dep in {"nsubj", "nsubjpass"} and not any(find_subjects(parse, token))
        return main + self.steady + (self.sentence - self.joined <= 1) >= 2

    def _pronoun(self, parse: Parse, token: Token, found: Found) -> tuple[Figure, ...]:
        gender = PRONOUNS[token.lemma]
        clause, speaker = self._subject_of_clause(parse, token, found), self._speaker_around(token)
        barred = {figure for figure in (clause, speaker) if figure is not None}
        single = [(other, figures[0]) for other, figures in found if len(figures) == 1]
        fitting = [(other, figure) for other, figure in single if figure not in barred and fits(figure, gender)]
        bound = _bind(parse, token, fitting, {other.index for other, _ in found})
        if bound is not None:
            self._learn_gender(token, bound, gender)
            return bound
        own = [figure for other, figure in fitting if other.dep in {"nsubj", "nsubjpass"}]
        if own:
            self._learn_gender(token, own[-1:], gender)
            return (own[-1],)
        if fitting and (clause is not None or self._unfit_subject(parse, token, found, gender)):
            return (fitting[-1][1],)
        ahead = self._named_at(find_ahead(parse, token)) if not fitting else None
        if ahead is not None and fits(ahead, gender):
            return (ahead,)
        near = self._spoken_of(token, fitting, barred, gender)
        return near if near is not None else self._pronoun_before(token, fitting, barred, gender)

    def _spoken_of(
        self, token: Token, fitting: list[tuple[Token, Figure]], barred: set[Figure], gender: Gender
    ) -> tuple[Figure, ...] | None:
        """Whom the sentence with a quotation's speaker, or the one before, tells a pronoun to mean; None where none.

        "Kestrel said of Holm: 'He …'", "'…,' Kestrel said of Holm. 'He …'"; nobody where "he said" stands beside it and
        is not yet read; outside of quotations "according to Lind, …. He added", "Holm's plan fell, and he left".
        """
        quoted = self.quotations.around(token.start) if self.quotations is not None else None
        if quoted is None or self.quotations is None:
            return self._told_of(token, fitting, gender)
        speaker = self.quotations.find_speaker(quoted)
        if speaker is None:
            return None
        if speaker.lemma in PRONOUNS and self._named_at(speaker) is None and PRONOUNS[speaker.lemma] == gender:
            return ()
        beside = once(figure for other, figure in fitting if not self._is_quoted(other))
        others = beside or [figure for figure in self.before if figure not in barred and fits(figure, gender)]
        return (others[0],) if len(others) == 1 else None

    def _told_of(self, token: Token, fitting: list[tuple[Token, Figure]], gender: Gender) -> tuple[Figure, ...] | None:
        parse = self.here[0].parse if self.here is not None else None
        if parse is None:
            return None
        if is_saying(parse, token) and self.told_by is not None and fits(self.told_by, gender):
            return (self.told_by,)
        owners = [figure for other, figure in fitting if is_owner(parse, other) and not self._is_quoted(other)]
        return (owners[0],) if len(owners) == 1 else None

    def _pronoun_before(
        self, token: Token, fitting: list[tuple[Token, Figure]], barred: set[Figure], gender: Gender
    ) -> tuple[Figure, ...]:
        """Whom a pronoun means that nothing in its own sentence tells: the latest subject that fits.

        The writer's own pronouns go on from the writer's own subjects, where there are any.
        """
        quoted = self._is_quoted(token)
        near = [entry for entry in reversed(self.subjects) if entry[0] >= self.sentence - LOOK_BACK]
        told = [figure for _, figure, inside in near if quoted or not inside]
        for figure in told or [figure for _, figure, _ in near]:
            if figure is None:
                return ()  # "A suspect fled. … he": nobody of the cast
            if figure in barred or not fits(figure, gender):
                continue
            # one of whom nothing tells whether he is a man gives way to one who is, and is named beside
            beside = [other for _, other in reversed(fitting)] + [other for other in self.before if other not in barred]
            known = [other for other in beside if other.gender == gender]
            return (known[0] if known and figure.gender is None else figure,)
        latest = [
            figure
            for figure in self.figures
            if figure not in barred and fits(figure, gender) and figure.seen >= max(0, self.sentence - LOOK_BACK)
        ]
        return (latest[0],) if len(latest) == 1 else ()

    def _speaker_around(self, token: Token) -> Figure | None:
        """Who speaks where a pronoun stands inside a quotation."""
        quoted = self.quotations.around(token.start) if self.quotations is not None else None
        return self._named_at(self.quotations.find_speaker(quoted)) if quoted and self.quotations else None

    def _is_quoted(self, token: Token) -> bool:
        return self.quotations is not None and self.quotations.around(token.start) is not None

    def _named_at(self, token: Token | None) -> Figure | None:
        """The one whom a token of the text that is being read names, or was found to mean."""
        if token is None or self.here is None:
            return None
        part = self.here[0].part
        if token.phrase is not None and (owner := self.owner.get((part, token.phrase))) is not None:
            return owner
        figures = self.at.get((part, token.index), ())
        return figures[0] if len(figures) == 1 else None

    def _learn_gender(self, token: Token, figures: Iterable[Figure], gender: Gender) -> None:
        """Keep what a subject pronoun tells: "Lindqvar said she …"."""
        if token.dep in {"nsubj", "nsubjpass"}:
            for figure in figures:
                figure.gender = gender

    def _unfit_subject(self, parse: Parse, token: Token, found: Found, gender: Gender) -> bool:
        """Whether a possessive cannot be the subject's: "Alma Reyes was chosen by Ivo Kestrel as his deputy"."""
        who = {other.index: figures for other, figures in found}
        subjects = next(find_subjects(parse, token), ()) if token.dep == "poss" else ()
        return any(not fits(figure, gender) for figure in all_of(subjects, who) if figure.kind is ActorKind.PERSON)

    def _subject_of_clause(self, parse: Parse, token: Token, found: Found) -> Figure | None:
        """Whom an object pronoun cannot mean: "he telephoned her", "Kestrel thanked him"."""
        small = token.dep in {"nsubj", "nsubjpass"}  # "wished him luck", "an invitation for him to visit"
        if token.lemma.endswith("self") or not (
            token.dep in {"dobj", "dative", "pobj"} or (small and is_object(token))
        ):
            return None
        head = parse.tokens[token.head]
        verb = clause_head(parse, head.head if small and head.tag.startswith("VB") else head.index)
        if verb.lemma == "make" and verb.dep == "advcl":
            return None  # "Palm was chosen, making her the first": what happened makes her that
        subjects = {subject.index for subject in subjects_of(parse, verb.index)}
        return next((figures[0] for other, figures in found if other.index in subjects and len(figures) == 1), None)

    def _remember(self, analysis: Analysis, sentence: Sentence, found: Found) -> None:
        """Keep the subjects of a sentence for the pronouns, and those in contact for the groups of the next."""
        who = {token.index: figures for token, figures in found}
        self.before = tuple(once(figure for token, figure in people_of(found) if not is_saying(analysis.parse, token)))
        subjects: list[tuple[Figure | None, bool]] = []
        for token in analysis.parse.tokens[sentence.first : sentence.last]:
            if token.dep not in {"nsubj", "nsubjpass", "ROOT"}:
                continue
            figures = who.get(find_named(analysis.parse, token).index, ())
            if len(figures) == 1 and figures[0].kind is ActorKind.PERSON:
                subjects.append((figures[0], self._is_quoted(token)))
            elif not figures and token.dep != "ROOT" and is_person_noun(analysis.parse, token):
                subjects.append((None, self._is_quoted(token)))
            elif not figures and token.dep != "ROOT" and is_people_noun(token):
                self.crowded = self.sentence
        # the first subject is the one a new sentence goes on with
        self.told_by = next(self._sources(analysis.parse, sentence, who), None) if not subjects else None
        if not subjects:
            subjects = [
                (figure, False)
                for token, figure in people_of(found)
                if is_owner(analysis.parse, token) and not self._is_quoted(token)
            ]
        self.subjects.extend((self.sentence, figure, quoted) for figure, quoted in reversed(subjects))
        single = people_of(found)
        people = once(figure for _, figure in single if not self._is_mouth(figure))
        joined = once(figure for token, figure in single if is_joined(analysis.parse, token))
        if len(joined) >= 2 and set(joined) != set(self.group) and is_partial(analysis.parse, sentence, who):
            self.group = ()  # "the Secretary, the Cardinal and an archbishop": not all of them are known
        elif len(joined) >= 2:
            self.group, self.grouped, self.joined = tuple(joined), self.sentence, self.sentence
        elif any(set(figures) == set(self.group) for _, figures in found if len(figures) > 1):
            self.joined = self.sentence
        elif len(self.group) < 2 and len(people) >= 2:
            self.group, self.grouped = tuple(people), self.sentence

    @staticmethod
    def _sources(parse: Parse, sentence: Sentence, who: Mapping[int, tuple[Figure, ...]]) -> Iterator[Figure]:
        """The one on whose word a sentence without a person as its subject is told: "according to Lind"."""
        for token in parse.tokens[sentence.first : sentence.last]:
            head = parse.tokens[token.head]
            source = token.dep == "pobj" and head.lemma == "to" and parse.tokens[head.head].lemma == "according"
            figures = who.get(find_named(parse, token).index, ()) if source else ()
            if len(figures) == 1 and figures[0].kind is ActorKind.PERSON:
                yield figures[0]

    # ------------------------------------------------------------ the result

    def cast(self) -> Cast:
        ids = {
            figure.number: stable_id(
                "actor", figure.kind.value, " ".join(figure.words) or figure.name, figure.country or ""
            )
            for figure in self.figures
        }
        actors = {
            ids[figure.number]: make_actor(ids[figure.number], figure) for figure in self.figures if figure.seen >= 0
        }
        mentions = tuple(
            Mention(span, form, tuple(dict.fromkeys(ids[figure.number] for figure in figures)), part)
            for span, form, figures, part in self.mentions
        )
        at = {
            where: tuple(dict.fromkeys(ids[figure.number] for figure in figures)) for where, figures in self.at.items()
        }
        author = ids[self.author.number] if self.author is not None and self.author.seen >= 0 else None
        return Cast(actors, mentions, at, author)


def _bind(
    parse: Parse, token: Token, fitting: list[tuple[Token, Figure]], taken: Container[int]
) -> tuple[Figure, ...] | None:
    """Whom the sentence itself binds a pronoun to: nobody for "a man in his forties"; None where it binds to none."""
    who = {other.index: figure for other, figure in fitting}
    owner = find_owner(parse, token) if token.dep == "poss" else None
    possessors = [find_joined(parse, token), find_asked(parse, token), *reversed(find_favoured(parse, token))]
    if owner is not None and not any(owner.index < other for other in who):
        possessors.append(owner)
    bound = next((who[other.index] for other in possessors if other is not None and other.index in who), None)
    if bound is not None:
        return (bound,)
    strange = owner is not None and owner.index not in taken and is_person_noun(parse, owner)
    if strange or is_of_somebody_else(parse, token):
        return ()
    if parse.tokens[token.head].dep == "attr":
        return None  # "chose a woman to be his deputy": not hers
    for subjects in find_subjects(parse, token):
        fitting_subjects = [who[other.index] for other in subjects if other.index in who]
        if fitting_subjects:
            return (fitting_subjects[-1],)
        if any(is_person_noun(parse, other) and other.index not in taken for other in subjects):
            return ()
    return None
