"""Parse → reports: every verb that reports words, with the tokens of its parts and the stretch that was said.

A sentence is read from its main verb downwards.  A report whose verb stands inside the words of another is
nested in it, unless it goes on with the outer speaker ("…, and warned that", "while also discussing").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.language.tree import ancestors, children
from dragoman.record import Act, ActorKind, Modality, Parse, Sentence, Token
from dragoman.statements.attitudes import find_adjective_parts, find_attitude, has_attitude
from dragoman.statements.extents import CLOSING_MARKS, OPENING_MARKS, Stretch, edges, infinitive_start, is_infinitive
from dragoman.statements.inquits import Inquit, find_inquits
from dragoman.statements.lexicon import Cue, SpeechLexicon
from dragoman.statements.modality import find_modality
from dragoman.statements.nouns import find_noun_parts
from dragoman.statements.parts import STATES, Parts, find_parts
from dragoman.statements.speakers import Speakers
from dragoman.statements.topics import find_topic

QUOTE_MARKS = frozenset('"“”„«»‘’') | {"``", "''"}
FINITE = frozenset({"VBD", "VBZ", "VBP"})
TALKING = frozenset({"speak", "talk"})
POSITIONS = frozenset({Act.THINK, Act.INTEND, Act.SUPPORT})  # what others may tell of somebody who says nothing
LEAD = 4  # words and their comma, at most, that lead to what is said
RELATIVE = frozenset({"WP", "WDT"})
QUOTING = frozenset({"quote", "cite"})
# prepositions by which a participle tells what its subject says: "after suggesting that"
BESIDE = frozenset({"by", "in", "while", "whilst", "after", "before", "with", "since"})
AUXILIARIES = frozenset({"aux", "auxpass"})


@dataclass(frozen=True, slots=True)
class Report:
    """One report of words: who (tokens), by which cue, what, to whom.

    `outer` is the report inside whose words it stands; `links` are those on whose word the sentence tells it
    ("…, state media reported"), outermost first.
    """

    sentence: Sentence
    verb: Token
    cue: tuple[Token, ...]
    act: Act
    rule: str
    confidence: float
    modality: Modality
    source: tuple[Token, ...]
    content: tuple[Stretch, ...]
    hearers: tuple[Token, ...] = ()
    addressees: tuple[Token, ...] = ()
    clause: bool = True  # what was said is a clause, not the object of a verb
    documents: bool = False  # only a text says it: "the survey shows"
    nobody: bool = False  # told on nobody's word: "is believed to"
    joint: bool = False  # nobody is named: those in contact speak
    outer: Report | None = None
    links: tuple[tuple[Token, ...], ...] = ()


def find_reports(parse: Parse, sentence: Sentence, lexicon: SpeechLexicon, speakers: Speakers) -> tuple[Report, ...]:
    """Return the reports of a sentence, in text order."""
    tokens = parse.tokens[sentence.first : sentence.last]
    if not any(token.lemma in lexicon.triggers or token.text in lexicon.adjectives for token in tokens):
        return ()
    return _Reader(parse, sentence, lexicon, speakers).reports()


class _Reader:
    """The reports of one sentence while they are being found."""

    __slots__ = ("found", "inquits", "lexicon", "limit", "parse", "sentence", "speakers")

    def __init__(self, parse: Parse, sentence: Sentence, lexicon: SpeechLexicon, speakers: Speakers) -> None:
        self.parse, self.sentence, self.lexicon, self.speakers = parse, sentence, lexicon, speakers
        self.inquits = tuple(find_inquits(parse, sentence, lexicon))
        self.found: dict[int, Report] = {}
        # nothing that is said goes beyond an attribution that closes the sentence
        self.limit = min((inquit.first for inquit in self.inquits if not inquit.opens), default=sentence.last)

    def reports(self) -> tuple[Report, ...]:
        attributing = {inquit.verb.index for inquit in self.inquits}
        verbs = [
            token
            for token in self.parse.tokens[self.sentence.first : self.sentence.last]
            if self._is_cue(token) and token.index not in attributing
        ]
        for verb in sorted(verbs, key=lambda token: (sum(1 for _ in ancestors(self.parse, token.index)), token.index)):
            report = self._report(verb)
            if report is not None:
                self.found[verb.index] = report
        for verb in verbs:
            if verb.index not in self.found:
                self._add_topic(verb)
                self._add_hearsay(verb)
        self._attribute()
        self._add_attitudes()
        return tuple(self.found[index] for index in sorted(self.found))

    def _add_topic(self, verb: Token) -> None:
        topic = find_topic(
            self.parse, verb, self.lexicon, self.limit if verb.index < self.limit else self.sentence.last
        )
        if topic is None or topic.content.first >= topic.content.last or self._outer(verb) is not None:
            return
        self.found[verb.index] = Report(
            self.sentence, verb, topic.cue, Act.DISCUSS, f"topic:{verb.lemma}", 0.8, find_modality(self.parse, verb),
            () if topic.talks is None else (topic.talks,), (topic.content,), clause=False, joint=True,
        )  # fmt: skip

    def _is_cue(self, token: Token) -> bool:
        if token.phrase is not None or not token.tag.startswith("VB"):
            return False
        return token.lemma in self.lexicon.triggers or has_attitude(self.parse, token, self.lexicon)

    def _add_hearsay(self, verb: Token) -> None:
        """ "The ports are believed to be closed": told on nobody's word."""
        act = self.lexicon.hearsay.get(verb.lemma)
        subjects = list(children(self.parse, verb.index, {"nsubjpass"}))
        infinitive = next(
            (child for child in children(self.parse, verb.index, {"xcomp"}) if is_infinitive(self.parse, child)), None
        )
        if act is None or verb.tag != "VBN" or len(subjects) != 1 or infinitive is None:
            return
        if any(True for _ in children(self.parse, verb.index, {"agent"})) or self._outer(verb) is not None:
            return
        start, end = (
            infinitive_start(self.parse, infinitive)[1],
            min(edges(self.parse, infinitive.index)[1], self.limit),
        )
        first, last = edges(self.parse, subjects[0].index)
        if verb.index < start < end and last <= verb.index and subjects[0].tag not in RELATIVE:
            said = Stretch(start, end)
            content = (said,) if subjects[0].tag.startswith("PRP") else (Stretch(first, last), said)
            self.found[verb.index] = Report(
                self.sentence, verb, (verb,), act, f"hearsay:{verb.lemma}", 0.7, find_modality(self.parse, verb),
                (), content, nobody=True,
            )  # fmt: skip

    def _add_attitudes(self) -> None:
        """ "His call for a truce was welcomed": what a noun with its holder tells, outside all that is said."""
        taken = [stretch for report in self.found.values() for stretch in report.content]
        cues = {token.index for report in self.found.values() for token in report.cue}
        for noun in self.parse.tokens[self.sentence.first : self.sentence.last]:
            if noun.lemma not in self.lexicon.attitudes or noun.index in cues or any(noun.index in at for at in taken):
                continue
            found = find_attitude(self.parse, noun, self.lexicon, self.sentence.last)
            if found is None or not self.speakers.actors((found.holder,), telling="clause"):
                continue
            if any(stretch.first < found.content.last and found.content.first < stretch.last for stretch in taken):
                continue
            taken.append(found.content)
            self.found[noun.index] = Report(
                self.sentence, noun, found.cue, found.act, f"noun:{noun.lemma}", 0.75, Modality.HAPPENED,
                (found.holder,), (found.content,), clause=False,
            )  # fmt: skip

    # ------------------------------------------------------------ a verb and what stands behind it

    def _report(self, verb: Token) -> Report | None:
        outer = self._outer(verb)
        level = outer is not None and self._goes_on(verb, outer)
        modality = self._modality(verb, level=level)
        parts = self._parts(verb) if modality is not None else None
        if modality is None or parts is None or self._carries(verb):
            return None
        quoting = self._quoting(verb)
        if quoting is not None:
            source, links = self._quoted(quoting)
        elif parts.kind == "adjective":
            source, links = self.speakers.widen(self._own_subjects(verb)), ()
        else:
            source = (
                outer.source if outer is not None and level else self.speakers.subjects(self._carrier(verb) or verb)
            )
            source, links = self._cited(verb, source)
        if not self._can_say(source, parts) or any(token.index in parts.content for token in source):
            return None
        if outer is not None and level:
            self._cut(outer, verb)
            outer = outer.outer
        return Report(
            sentence=self.sentence,
            verb=verb,
            cue=parts.cue,
            act=self._act_of_talk(verb, parts, source),
            rule=f"verb:{' '.join(token.lemma for token in parts.cue)}",
            confidence=0.85 if level else 0.9,
            modality=modality,
            source=source,
            content=(parts.content,),
            hearers=parts.hearers,
            addressees=parts.addressees,
            clause=parts.kind == "clause",
            documents=parts.documents,
            outer=outer,
            links=links,
        )

    def _own_subjects(self, verb: Token) -> tuple[Token, ...]:
        """Who is convinced, ready or worried, by the parser a passive or not."""
        return tuple(children(self.parse, verb.index, {"nsubjpass"})) or self.speakers.subjects(verb)

    def _can_say(self, source: tuple[Token, ...], parts: Parts) -> bool:
        """Whether those at the source are people, bodies or texts that can say it, or a pronoun for them."""
        found = self.speakers.actors(
            source, telling="clause" if parts.kind == "clause" or parts.documents else "people"
        )
        if parts.documents:
            return any(actor.kind is ActorKind.DOCUMENT for actor in found)
        return bool(found) or any(token.tag == "PRP" for token in source)

    def _carries(self, verb: Token) -> bool:
        """Whether a verb only leads to another that reports words: "refused to say that", "citing the ministry"."""
        if verb.lemma in QUOTING and verb.tag == "VBG":
            return True
        return verb.lemma in self.lexicon.carriers and any(
            child.lemma in self.lexicon.verbs and self._carrier(child) is verb and self._parts(child) is not None
            for child in children(self.parse, verb.index, {"xcomp"})
        )

    def _parts(self, verb: Token) -> Parts | None:
        limit = next(
            (inquit.first for inquit in reversed(self.inquits) if inquit.first > verb.index), self.sentence.last
        )
        if has_attitude(self.parse, verb, self.lexicon):
            return find_adjective_parts(self.parse, verb, self.lexicon, limit)
        if verb.lemma in self.lexicon.noun_verbs:
            parts = find_noun_parts(self.parse, verb, self.lexicon.nouns, limit)
            if parts is not None:
                return parts
        for cue in self.lexicon.verbs.get(verb.lemma, ()):
            if cue.unless is not None and any(
                child.lemma == cue.unless for child in children(self.parse, verb.index, {"prep"})
            ):
                continue
            parts = find_parts(self.parse, verb, cue, limit)
            if parts is not None and self._makes_sense(parts, cue):
                return self._without_company(replace(parts, act=self._act_of_object(parts)), cue)
        return None

    def _without_company(self, parts: Parts, cue: Cue) -> Parts:
        """ "raised the case with President Kestrel": whom the parser takes for part of the case hears it."""
        if "with" not in cue.hearer or parts.hearers:
            return parts
        for token in self.parse.tokens[parts.content.first + 1 : parts.content.last]:
            if (
                token.lemma == "with"
                and token.dep == "prep"
                and edges(self.parse, token.index)[1] == parts.content.last
            ):
                company = tuple(children(self.parse, token.index, {"pobj"}))
                people = self.speakers.actors(self.speakers.widen(company))
                if people and all(actor.kind is ActorKind.PERSON for actor in people):
                    content = Stretch(parts.content.first, token.index)
                    return replace(parts, content=content, hearers=self.speakers.widen(company))
        return parts

    def _act_of_talk(self, verb: Token, parts: Parts, source: tuple[Token, ...]) -> Act:
        """ "The leaders spoke about the ports": what several in contact talk about, they discuss."""
        several = len(source) > 1 or any(token.tag in {"NNS", "NNPS"} or token.lemma == "they" for token in source)
        return (
            Act.DISCUSS
            if verb.lemma in TALKING and several and parts.act is Act.STATE and not parts.hearers
            else parts.act
        )

    def _act_of_object(self, parts: Parts) -> Act:
        """ "reaffirmed his commitment to" promises: the noun tells the act of a verb that only stresses it."""
        if parts.kind != "object" or parts.act is not Act.STATE:
            return parts.act
        cues = self.lexicon.nouns.get(self._head(parts.content).lemma, ())
        return cues[0].act if cues else parts.act

    def _makes_sense(self, parts: Parts, cue: Cue) -> bool:
        if cue.quoted and not any(
            self.parse.tokens[at].tag in {"``", "''"} for at in range(parts.content.first - 1, parts.content.last)
        ):
            return False
        if parts.kind == "object" and cue.objects and self._head(parts.content).lemma not in cue.objects:
            return False
        if parts.kind == "object" and parts.act is Act.REQUEST and parts.content.last == parts.content.first + 1:
            return not self.speakers.actors((self._head(parts.content),))  # "requested the firm": who, not what
        if parts.kind == "object" and not cue.people:
            # "welcomed President Reyes", "raised the flag": nobody's words; "announced Reyes as its candidate" is
            head = self._head(parts.content)
            if any(self.parse.tokens[at].lemma == "as" for at in range(parts.content.first, parts.content.last)):
                return True
            return not any(actor.kind is ActorKind.PERSON for actor in self.speakers.actors((head,)))
        return True

    def _head(self, stretch: Stretch) -> Token:
        inside = [self.parse.tokens[at] for at in range(stretch.first, stretch.last)]
        return next((token for token in inside if token.head not in stretch), inside[0])

    def _modality(self, verb: Token, *, level: bool) -> Modality | None:
        """The modality of a verb that reports; None for a form that reports nothing (participle, bare infinitive)."""
        parse = self.parse
        auxiliaries = list(children(parse, verb.index, AUXILIARIES))
        if verb.tag in FINITE or (verb.tag == "VBN" and auxiliaries):
            return find_modality(parse, verb)
        if verb.tag == "VB" and any(child.tag == "MD" or child.lemma in {"do", "did", "does"} for child in auxiliaries):
            return find_modality(parse, verb)
        if verb.tag == "VBG":
            if any(child.lemma == "be" or child.tag in FINITE for child in auxiliaries) or level:
                return find_modality(parse, verb)
            return Modality.HAPPENED if self._is_adverbial(verb) else None
        if verb.tag == "VBN" and verb.dep == "conj":
            head = parse.tokens[verb.head]
            return find_modality(parse, head) if head.tag.startswith("VB") else None
        if verb.tag == "VB" and verb.dep == "conj":
            return self._modality(parse.tokens[verb.head], level=False) if parse.tokens[verb.head].tag == "VB" else None
        carrier = self._carrier(verb) if verb.tag == "VB" else None
        if carrier is None:
            return None
        above = self._modality(carrier, level=False)
        own = self.lexicon.carriers[carrier.lemma]
        return own if above in {Modality.HAPPENED, None} else above

    def _is_adverbial(self, verb: Token) -> bool:
        """ "…, adding that", "by stressing", "went on stressing"; not the gerund of "the importance of opposing"."""
        above = self.parse.tokens[verb.head]
        if verb.dep == "conj":
            return above.tag == "VBG" and self._is_adverbial(above)
        if self._quoting(verb) is not None:
            return True
        return (
            verb.dep == "advcl"
            or (verb.dep == "pcomp" and above.lemma in BESIDE)
            or (verb.dep == "acl" and self.speakers.actors((above,), telling="clause") != ())
            or (verb.dep == "xcomp" and self._carrier(verb) is not None)
        )

    def _carrier(self, verb: Token) -> Token | None:
        """ "used the call to inform", "continued to say": the verb above that only carries this one."""
        if verb.dep not in {"xcomp", "advcl", "acl", "relcl"}:
            return None
        above = self.parse.tokens[verb.head]
        if not above.tag.startswith("VB"):  # "took the opportunity to thank"
            above = self.parse.tokens[above.head]
        return above if above.lemma in self.lexicon.carriers and above.tag.startswith("VB") else None

    def _quoting(self, verb: Token) -> Token | None:
        """ "quoted the minister as saying": the verb above, by which another repeats this one."""
        above = self.parse.tokens[verb.head]
        if verb.tag != "VBG" or verb.dep not in {"pcomp", "advcl"}:
            return None
        if verb.dep == "pcomp":
            if above.lemma != "as":
                return None
            above = self.parse.tokens[above.head]
        elif not any(child.lemma == "as" for child in children(self.parse, verb.index, {"mark", "prep"})):
            return None
        return above if above.lemma in QUOTING and above.tag.startswith("VB") else None

    def _quoted(self, quoting: Token) -> tuple[tuple[Token, ...], tuple[tuple[Token, ...], ...]]:
        """Who is quoted by a verb of quoting, and who quotes: "X was quoted by Y as saying"."""
        subjects = tuple(children(self.parse, quoting.index, {"nsubjpass"}))
        quoters = self.speakers.subjects(quoting)
        if not subjects:
            subjects = tuple(children(self.parse, quoting.index, {"dobj"}))
        return self.speakers.widen(subjects), (quoters,) if quoters else ()

    def _cited(self, verb: Token, source: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[tuple[Token, ...], ...]]:
        """Whom a medium cites, before the medium as a link: "the Courier reported, citing the ministry"."""
        for child in (
            *children(self.parse, verb.index, {"advcl", "prep"}),
            *(child for token in source for child in children(self.parse, token.index, {"acl", "prep"})),
        ):
            if child.lemma in {"cite", "quote", "citing"} and child.text.lower() in {"citing", "quoting"}:
                cited = self.speakers.widen(tuple(children(self.parse, child.index, {"dobj", "pobj"})))
                if source and self.speakers.actors(cited) and not any(at in cited for at in source):
                    return cited, (source,)
        return source, ()

    # ------------------------------------------------------------ reports inside reports

    def _outer(self, verb: Token) -> Report | None:
        """The nearest report above inside whose words the verb stands."""
        for above in ancestors(self.parse, verb.index):
            report = self.found.get(above.index)
            if report is not None and any(verb.index in stretch for stretch in report.content):
                return report
        return next(
            (report for report in self.found.values() if any(verb.index in stretch for stretch in report.content)), None
        )

    def _goes_on(self, verb: Token, outer: Report) -> bool:
        """Whether a verb inside the words of another goes on with the outer speaker.

        "replied that they would hold out, and called for unity"; "said he is struggling, while also discussing aid".
        """
        parse = self.parse
        if any(children(parse, verb.index, {"nsubj", "nsubjpass"})):
            return False
        first = edges(parse, verb.index)[0]
        before = parse.tokens[first - 1] if first > self.sentence.first else None
        if verb.dep == "pcomp" and parse.tokens[verb.head].lemma in {"while", "whilst"}:
            return True
        if verb.tag == outer.verb.tag == "VBG" and verb.dep == "conj":
            return True
        if verb.tag == "VBG" and verb.dep in {"advcl", "conj", "acl"}:
            marks = {child.lemma for child in children(parse, verb.index, {"mark", "advmod"})}
            return bool(marks & {"while"}) or (before is not None and before.text in {",", "’", "”", '"'})
        if verb.dep != "conj" or verb.tag != outer.verb.tag:
            return False
        head = parse.tokens[verb.head]
        if head.tag != verb.tag:
            return True
        if self._comma_before(verb):
            return True
        subjects = list(children(parse, head.index, {"nsubj"}))
        people = self.speakers.actors(subjects)
        # "he said Sodria had no roads and regretted the war": a state of things goes before, no deed of Sodria's
        silent = head.lemma in STATES and all(actor.kind is ActorKind.STATE for actor in people)
        return bool(subjects) and (not people or silent)

    def _comma_before(self, verb: Token) -> bool:
        first = edges(self.parse, verb.index)[0]
        before = [token.text for token in self.parse.tokens[max(self.sentence.first, first - 3) : first]]
        return "," in before and ("and" in before or "but" in before)

    def _cut(self, outer: Report, verb: Token) -> None:
        """End the words of a report where another of the same speaker begins."""
        at = edges(self.parse, verb.index)[0]
        while at > self.sentence.first and self._joins(self.parse.tokens[at - 1]):
            at -= 1
        content = tuple(
            Stretch(stretch.first, min(stretch.last, at)) for stretch in outer.content if stretch.first < at
        )
        if content and outer.verb.index in self.found:
            self.found[outer.verb.index] = replace(outer, content=content)

    def _joins(self, token: Token) -> bool:
        return token.dep == "cc" or token.tag == "," or token.lemma in {"while", "whilst"}

    # ------------------------------------------------------------ attributions beside the words

    def _attribute(self) -> None:
        """Turn the inquits into reports of their own, or into links of the chain of what they attribute."""
        for inquit in sorted(self.inquits, key=lambda inquit: inquit.first):
            stretches = self._without_lead(tuple(self._beside(inquit)))
            if len(stretches) == 1:
                stretches = tuple(stretch for stretch in stretches if self._says_something(stretch))
            if not stretches:
                continue
            main = [
                report
                for report in self.found.values()
                if report.outer is None and any(report.verb.index in stretch for stretch in stretches)
            ]
            # "…," the minister said when he called, state media reported
            main = [
                *main,
                *(
                    self.found[other.verb.index]
                    for other in self.inquits
                    if other.verb.index in self.found and self._is_over(inquit, other)
                ),
            ]
            covering = [report for report in main if report.act not in POSITIONS and self._is_main(report, stretches)]
            if covering and not self._is_quotation(inquit, stretches):
                for report in main:
                    self.found[report.verb.index] = replace(report, links=(inquit.source, *report.links))
                continue
            outer = self._inquit_report(inquit, stretches)
            for inner in main:
                self.found[inner.verb.index] = replace(inner, outer=outer)
            self.found[inquit.verb.index] = outer

    def _without_lead(self, stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        """The words without what leads to them: "In particular, she said, the ports …"; "In 2008, he said, …"."""
        if len(stretches) < 2 or stretches[0].last - stretches[0].first > LEAD:
            return stretches
        lead = self.parse.tokens[stretches[0].first : stretches[0].last]
        leads = lead[0].tag in {"IN", "RB"} and not any(token.tag[:2] in {"VB", "MD"} for token in lead)
        return stretches[1:] if leads and not any(token.text in QUOTE_MARKS for token in lead) else stretches

    def _is_quotation(self, inquit: Inquit, stretches: tuple[Stretch, ...]) -> bool:
        """Whether a quotation from the first word on closes right before an inquit: its verbs are the speaker's own."""
        tokens = self.parse.tokens
        return tokens[stretches[0].first].text in OPENING_MARKS and tokens[inquit.first - 1].text in CLOSING_MARKS

    def _says_something(self, stretch: Stretch) -> bool:
        """Whether more than an adverb stands there: "Generally, she noted" says nothing before the comma."""
        inside = self.parse.tokens[stretch.first : stretch.last]
        return (
            any(token.tag[:2] in {"VB", "MD", "UH"} or token.text in QUOTE_MARKS for token in inside)
            or sum(token.tag[:1].isalpha() for token in inside) > 3
        )

    def _is_over(self, inquit: Inquit, other: Inquit) -> bool:
        """Whether an inquit that follows another attributes the whole sentence: nothing is quoted between them."""
        between = self.parse.tokens[other.last : inquit.first]
        return (
            other.last <= inquit.first
            and not other.opens
            and not any(token.tag in {"``", '"'} or token.text in {"“", '"'} for token in between)
        )

    def _is_main(self, report: Report, stretches: tuple[Stretch, ...]) -> bool:
        """Whether a report is the main clause of the words beside an inquit."""
        if report.verb.index in {inquit.verb.index for inquit in self.inquits}:
            return True
        return not any(
            above.index in stretch and above.tag.startswith("VB") and above.index not in self.found
            for stretch in stretches
            for above in ancestors(self.parse, report.verb.index)
        )

    def _beside(self, inquit: Inquit) -> Iterator[Stretch]:
        """The words before an inquit, and those behind it where it interrupts them."""
        tokens = self.parse.tokens
        first = self.sentence.first
        if inquit.opens:
            yield Stretch(inquit.last + 1, self.sentence.last)
            return
        before = next(
            (
                other
                for other in self.inquits
                if other.last < inquit.first and not other.opens and not self._is_over(inquit, other)
            ),
            None,
        )
        start = first if before is None else before.last
        while start < inquit.first and (tokens[start].tag == "," or (tokens[start].tag == "CC" and before is not None)):
            start += 1
        if start < inquit.first:
            yield Stretch(start, inquit.first)
        if not inquit.final and inquit.last < self.sentence.last and tokens[inquit.last].tag in {",", "."}:
            rest = inquit.last + 1
            if rest < self.sentence.last and self._is_said(inquit, rest):
                yield Stretch(rest, self.sentence.last)

    def _is_said(self, inquit: Inquit, at: int) -> bool:
        """Whether what follows an inquit goes on with the words; an adverbial of the inquit ("adding …") does not."""
        token = self.parse.tokens[at]
        if token.tag in {"``", "''", '"'}:
            return True
        for above in (token, *ancestors(self.parse, at)):
            if above.index in self.found:
                return False
            if above.head == inquit.verb.index and above.dep in {
                "advcl",
                "prep",
                "advmod",
                "npadvmod",
                "conj",
                "cc",
                "punct",
            }:
                return False
        return True

    def _inquit_report(self, inquit: Inquit, stretches: tuple[Stretch, ...]) -> Report:
        if inquit.cue is None:
            return Report(
                self.sentence,
                inquit.verb,
                inquit.cues,
                Act.STATE,
                "according to",
                0.85,
                Modality.HAPPENED,
                inquit.source,
                stretches,
                links=tuple(self._via(inquit)),
            )
        modality = find_modality(self.parse, inquit.verb)
        hearers = list(self._hearers(inquit))
        source, links = self._cited(inquit.verb, self.speakers.widen(inquit.source))
        return Report(
            self.sentence,
            inquit.verb,
            inquit.cues,
            inquit.cue.act,
            f"inquit:{inquit.verb.lemma}",
            0.9,
            modality,
            source,
            stretches,
            tuple(hearers),
            links=links,
        )

    def _via(self, inquit: Inquit) -> Iterator[tuple[Token, ...]]:
        """The medium of "according to the mayor via the news agency"."""
        for token in self.parse.tokens[inquit.first : inquit.last]:
            if token.lemma == "via" and token.dep == "prep":
                media = tuple(children(self.parse, token.index, {"pobj"}))
                if media:
                    yield media

    def _hearers(self, inquit: Inquit) -> Iterator[Token]:
        cue = inquit.cue
        if cue is None:
            return
        if cue.hears:
            yield from children(self.parse, inquit.verb.index, {"dobj", "dative"})
        for preposition in children(self.parse, inquit.verb.index, {"prep", "dative"}):
            if preposition.lemma in cue.hearer:
                yield from children(self.parse, preposition.index, {"pobj"})
