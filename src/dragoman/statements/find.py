"""Reports → statements: who said what to whom, on whose word, in which contact, in whose voice.

An attribution holds for its sentence; a quotation that runs on (over sentences, or into a paragraph that opens
with a quotation mark) stays with its speaker.  A chain is carried on (`chains.py`) while the same speaker goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.actors.cast import Analysis, Cast
from dragoman.language.dates import Anchor
from dragoman.lexicons.loader import find_outlet
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    Document,
    Grounds,
    Modality,
    SegmentKind,
    Sentence,
    Span,
    Statement,
    stable_id,
)
from dragoman.statements.chains import carry_chains
from dragoman.statements.contacts import find_latest, find_occasion, is_public
from dragoman.statements.demands import as_demand, find_terms
from dragoman.statements.headlines import Headline, find_headlines
from dragoman.statements.lexicon import SpeechLexicon, load_speech_lexicon
from dragoman.statements.modality import is_asked
from dragoman.statements.notes import find_voucher
from dragoman.statements.quotations import Quotations
from dragoman.statements.quotes import Quote, Quotes, find_quotes
from dragoman.statements.reports import Report, find_reports
from dragoman.statements.said import Said, continue_quotes, join_sayings
from dragoman.statements.speakers import Speakers, Telling, make_actor
from dragoman.statements.turns import Turn, find_turns
from dragoman.statements.voices import extend, form_of, only_quote, trim, voice_of
from dragoman.statements.wording import cue_spans, source_spans

TOLD = frozenset({SegmentKind.BODY, SegmentKind.TITLE, SegmentKind.HEADING})
BREAKS = frozenset({"CC", ","})
DANGLING = BREAKS | {"WDT", "WP"}  # what leads to words that are not there
SILENT = frozenset({Act.THINK, Act.INTEND})  # told without any words
# what a speaker does by saying so: "we condemn the raid", "I call on Sodria to"
PERFORMED = frozenset({Act.REQUEST, Act.CONDEMN, Act.WARN, Act.INVITE, Act.CONDOLE, Act.CONGRATULATE})
HELD = SILENT | {Act.SUPPORT}  # positions: within another's words they are what he says of somebody
JOINT = frozenset({Act.DISCUSS, Act.AGREE})  # what several do together


def find_statements(
    document: Document, body: Analysis, cast: Cast, contacts: tuple[Contact, ...], anchor: Anchor
) -> tuple[Statement, ...]:
    """Return the statements of a document's text, in the order of their cues."""
    stage = _Stage(document, body, cast, contacts, anchor)
    return tuple(stage.statements())


class _Stage:
    """What the statements of one document are made from."""

    def __init__(
        self, document: Document, body: Analysis, cast: Cast, contacts: tuple[Contact, ...], anchor: Anchor
    ) -> None:
        self.document, self.body, self.contacts, self.anchor = document, body, contacts, anchor
        self.lexicon: SpeechLexicon = load_speech_lexicon()
        self.speakers = Speakers(body, cast, self.lexicon)
        self.paragraphs = _paragraphs(body.parse.sentences)
        self.quotes: Quotes = find_quotes(document.text, self.paragraphs)
        voucher = find_voucher(document, cast, self.lexicon)
        self.link = tuple(actor for actor in (find_outlet_link(document), voucher) if actor is not None)
        self.turns = find_turns(body, cast)
        self.focused = True

    def statements(self) -> Iterator[Statement]:
        said = [
            found
            for sentence in self.body.parse.sentences
            if sentence.segment in TOLD
            for found in self._said(sentence)
        ]
        said = list(join_sayings(self.document.text, said))
        said.extend(self._quoted(said))
        said.sort(key=lambda one: one.report.verb.start)
        said = list(carry_chains(said, self.link))
        self.focused = self._is_focused(said)
        made = [self._statement(one) for one in continue_quotes(self.document.text, said, self.quotes, self.paragraphs)]
        made.extend(self._turn(turn) for turn in self.turns.values())
        made.extend(map(self._headline, find_headlines(self.body, self.speakers)))
        yield from sorted(made, key=lambda statement: (statement.cue or statement.content)[0])

    def _quoted(self, said: Sequence[Said]) -> Iterator[Said]:
        """The quotations that no verb of their own sentence reports."""
        finder = Quotations(
            self.document.text, self.body.parse, self.quotes, self.paragraphs, self.lexicon, self.speakers
        )
        turns = [turn.content for turn in self.turns.values()]
        spoken = [Span(token.start, token.end) for one in said for token in one.report.cue]
        # whom a clause behind a quotation names has spoken it, though it might go on with the words before
        taken = [*turns, *(span for one in said for span in one.content)]
        answered = [self._spoken(quote, report) for quote, report in finder.answered(taken, spoken)]
        yield from answered
        known = sorted([*said, *answered], key=lambda one: one.report.verb.start)
        taken = list(turns)
        for one in continue_quotes(self.document.text, known, self.quotes, self.paragraphs):
            taken.extend(one.content)
        for quote, report in finder.announced(taken, spoken):
            yield self._spoken(quote, report)

    def _spoken(self, quote: Quote, report: Report) -> Said:
        speakers = self.speakers.actors(report.source, telling="clause")
        return Said(report, speakers, (), (), without(self.link, speakers), (quote.span,))

    def _turn(self, turn: Turn) -> Statement:
        """A paragraph of a transcript as a statement; its cue is the speaker's label."""
        label = () if turn.label is None else (turn.label,)
        contact = self._dialogue(turn.speaker)
        return Statement(
            statement_id=self._id(label, (turn.content,)),
            speakers=(turn.speaker,),
            hearers=() if contact is None else without(contact.participants, (turn.speaker,)),
            chain=without(self.link, (turn.speaker,)),
            act=Act.STATE,
            form="direct",
            modality=Modality.HAPPENED,
            voice="quoted",
            source=label,
            cue=label,
            content=(turn.content,),
            grounds=Grounds("turn", 0.95) if label else Grounds("turn:continued", 0.8),
            contact_id=None if contact is None else contact.contact_id,
            when=None if contact is None else contact.when,
        )

    def _headline(self, headline: Headline) -> Statement:
        """What a headline says by its layout; the marks of a quotation tell whether these are the very words."""
        content = (trim(self.document.text, headline.content),)
        form = form_of(self.document.text, content, self.quotes, clause=True)
        return Statement(
            statement_id=self._id((headline.cue,), content),
            speakers=headline.speakers,
            hearers=(),
            chain=without(self.link, headline.speakers),
            act=Act.STATE,
            form=form,
            modality=Modality.HAPPENED,
            voice=voice_of(self.document.text, content, form, headline.sentence.segment, self.lexicon),
            source=(headline.source,),
            cue=(headline.cue,),
            content=content,
            grounds=Grounds("headline", 0.8),
            segment=headline.sentence.segment,
        )

    def _dialogue(self, speaker: Actor) -> Contact | None:
        """The contact whose transcript this is, where the speaker takes part in it.

        Without one that was found by the turns themselves, it is the first in which all who have turns took part.
        """
        speaking = {turn.speaker.actor_id for turn in self.turns.values()}
        return next(
            (
                contact
                for contact in self.contacts
                if (met := {one.actor_id for one in contact.participants}) and speaker.actor_id in met
                if contact.grounds.rule == "dialogue" or (contact.modality is Modality.HAPPENED and speaking <= met)
            ),
            None,
        )

    def _id(self, cue: tuple[Span, ...], content: tuple[Span, ...]) -> str:
        return stable_id(
            "statement",
            self.document.document_id,
            self.document.version,
            *((span.start, span.end) for span in (*cue, *content)),
        )

    def _said(self, sentence: Sentence) -> Iterator[Said]:
        by_verb: dict[int, Said] = {}
        reports = find_reports(self.body.parse, sentence, self.lexicon, self.speakers)
        turn = self.turns.get(sentence.paragraph)
        for report in sorted(reports, key=_depth):
            outer = by_verb.get(report.outer.verb.index) if report.outer is not None else None
            if (turn is not None and not _is_told(report)) or is_asked(self.body.parse, sentence, report.verb):
                continue
            said = self._resolve(report, outer, turn.speaker if turn is not None else None)
            if said is not None:
                by_verb[report.verb.index] = said
                yield said

    def _resolve(self, report: Report, outer: Said | None, me: Actor | None) -> Said | None:
        if report.joint:
            speakers = self._in_contact(report)
        else:
            telling: Telling = "clause" if report.clause or report.documents else "people"
            speakers = self._body(report) or self.speakers.actors(report.source, telling=telling, me=me)
            if report.documents:
                speakers = tuple(one for one in speakers if one.kind is ActorKind.DOCUMENT)
        unnamed = not speakers and self._is_unnamed(report)
        if not (speakers or unnamed) or (outer is None and self._is_inside_quote(report)):
            return None
        if me is not None and speakers == (me,) and not report.hearers and report.act not in PERFORMED:
            return None  # "I think", "I said" of the speaker's own words
        if self._is_held_within(report, outer, speakers):
            return None
        report = as_demand(self.body.parse, report, self.speakers, speakers)
        content = tuple(self._spans(report))
        if not content or self._leaves_quote(report, content):
            return None
        hearers = without(self.speakers.actors(report.hearers), speakers)
        addressees = without(self.speakers.actors(report.addressees, anybody=True), speakers)
        links = tuple(actor for tokens in report.links for actor in self.speakers.actors(tokens))
        speaker = () if me is None else (me,)
        above = (*outer.chain, *outer.speakers) if outer is not None else (*self.link, *speaker)
        chain = without((*above, *links), speakers)
        return Said(report, speakers, hearers, addressees, chain, content)

    def _is_unnamed(self, report: Report) -> bool:
        """Whether a pronoun speaks that stands for nobody the text makes sure of: "she said".

        "As you noted" is said to somebody in passing, and tells nothing of who noted it.
        """
        pronouns = all(token.tag == "PRP" and token.lemma != "you" for token in report.source)
        return report.outer is None and (report.nobody or (pronouns and bool(report.source)))

    def _is_held_within(self, report: Report, outer: Said | None, speakers: tuple[Actor, ...]) -> bool:
        """Whether a saying, thought or plan is but part of what another says: "she said she believed that"."""
        if report.act in HELD and (outer is not None or self.quotes.at(report.verb.start) is not None):
            return True
        own = report.act is Act.STATE or report.act in SILENT
        return outer is not None and outer.speakers == speakers and own and not report.hearers

    def _body(self, report: Report) -> tuple[Actor, ...]:
        """A ministry or police force of the sentence before that "they" means, unless "they" met each other.

        Where "they" is nobody of the cast, also the "participants" who are its subject.
        """
        if len(report.source) != 1 or report.source[0].lemma != "they":
            return ()
        met = {actor.actor_id for actor in self.speakers.actors(report.source)}
        if any(met <= {actor.actor_id for actor in contact.participants} for contact in self.contacts if met):
            return ()
        before = self._sentence_before(report.sentence)
        subjects = [] if before is None else list(self.speakers.main_subjects(before))
        found = self.speakers.actors(subjects)
        if len(found) != 1:
            return ()
        body = found[0].kind is ActorKind.ORGANISATION and report.act not in JOINT
        return found if body or (found[0].kind is ActorKind.GROUP and not met) else ()

    def _sentence_before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before one in its paragraph."""
        return next(
            (
                other
                for other in self.body.parse.sentences
                if other.last == sentence.first and other.paragraph == sentence.paragraph
            ),
            None,
        )

    def _in_contact(self, report: Report) -> tuple[Actor, ...]:
        """Those in the contact told last: they speak where "the talks" do."""
        return without(tuple(actor for contact in self._latest(report) for actor in contact.participants), ())

    def _latest(self, report: Report) -> tuple[Contact, ...]:
        return find_latest(self.contacts, report.verb.start, self.paragraphs)

    def _is_inside_quote(self, report: Report) -> bool:
        """Whether the verb itself is somebody's quoted word, whose speaker is not known."""
        quote = self.quotes.at(report.verb.start)
        return quote is not None and (report.outer is not None or quote.span.start <= report.sentence.span.start + 1)

    def _leaves_quote(self, report: Report, content: tuple[Span, ...]) -> bool:
        """Whether a verb inside a quotation is taken to report words outside it."""
        quote = self.quotes.at(report.verb.start)
        return quote is not None and not all(quote.span.contains(span) for span in content)

    def _spans(self, report: Report) -> Iterator[Span]:
        tokens = self.body.parse.tokens
        for stretch in report.content:
            last = stretch.last
            ends = DANGLING if stretch is report.content[-1] else BREAKS
            while last - 1 > stretch.first and tokens[last - 1].tag in ends:
                last -= 1
            span = Span(tokens[stretch.first].start, tokens[last - 1].end)
            span = extend(self.document.text, span, self.quotes)
            if report.rule.startswith("inquit"):
                span = only_quote(self.document.text, span, self.quotes)
            span = trim(self.document.text, span)
            if len(span):
                yield span

    # ------------------------------------------------------------ the statement

    def _is_focused(self, said: list[Said]) -> bool:
        """Whether the document is about its contacts, so that words without a hearer were said in them.

        A readout is; another account is where two thirds of those who speak took part in a contact.
        """
        outlet = find_outlet(self.document.source.outlet, self.document.source.url)
        if outlet is not None and outlet.speaks_for is not None:
            return True
        speakers = {actor.actor_id for one in said for actor in one.speakers if actor.kind is ActorKind.PERSON}
        held = {
            actor.actor_id
            for contact in self.contacts
            if contact.modality is Modality.HAPPENED
            for actor in contact.participants
        }
        return 3 * len(speakers & held) >= 2 * len(speakers)

    def _occasion(self, said: Said) -> tuple[Contact, ...]:
        """The contact in which it was said; none for what is told as background, or was said to the public."""
        report = said.report
        if report.modality not in {Modality.HAPPENED, Modality.DENIED} or is_public(
            self.body, report.verb, self.lexicon
        ):
            return ()
        if not said.speakers or (not self.focused and not _people(said.hearers)):
            return ()
        place = report.verb.start
        found = find_occasion(self.contacts, said.speakers, said.hearers, place, self.paragraphs)
        if not found and said.hearers and not _people(said.hearers):
            # a state thanked or asked is seldom the one who listens
            found = find_occasion(self.contacts, said.speakers, (), place, self.paragraphs)
        return found

    def _statement(self, said: Said) -> Statement:
        report = said.report
        occasion = self._occasion(said) if not report.joint else self._latest(report)
        hearers = said.hearers
        named = any(not token.tag.startswith("PRP") for token in report.hearers)
        if occasion and not report.joint and not _people(hearers) and (hearers or not named):
            hearers = without(tuple(actor for contact in occasion for actor in contact.participants), said.speakers)
        content = said.content
        cue = cue_spans(self.body.parse, report)
        terms = find_terms(self.document.text, self.body.parse, report, content, self.body.dates, self.anchor)
        form = form_of(self.document.text, content, self.quotes, clause=report.clause)
        return Statement(
            statement_id=self._id(cue, content),
            speakers=said.speakers,
            hearers=hearers,
            chain=said.chain,
            act=report.act,
            form=form,
            modality=report.modality,
            voice=voice_of(self.document.text, content, form, report.sentence.segment, self.lexicon),
            source=source_spans(self.document.text, self.body.parse, report),
            cue=cue,
            content=content,
            grounds=Grounds(report.rule, report.confidence),
            contact_id=occasion[0].contact_id if occasion else None,
            addressee=said.addressees,
            when=occasion[0].when if occasion else None,
            segment=report.sentence.segment,
            condition=terms.condition,
            deadline=terms.deadline,
            deadline_words=terms.deadline_words,
        )


def _is_told(report: Report) -> bool:
    """Whether direct speech tells of words said before, or by somebody else, or does what its verb says.

    "I told him", "Moscow denies", "we call on Sodria to"; not "I think", "we say".
    """
    own = any(token.lemma in {"i", "we", "you"} for token in report.source)
    if not own:
        return report.act not in HELD
    return report.verb.tag == "VBD" or (report.act in PERFORMED and report.verb.tag in {"VBP", "VB"})


def _depth(report: Report) -> int:
    return 0 if report.outer is None else 1 + _depth(report.outer)


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The stretch of each paragraph, in text order."""
    spans: dict[int, Span] = {}
    for sentence in sentences:
        known = spans.get(sentence.paragraph, sentence.span)
        spans[sentence.paragraph] = Span(min(known.start, sentence.span.start), max(known.end, sentence.span.end))
    return tuple(spans.values())


def _people(actors: tuple[Actor, ...]) -> bool:
    return any(actor.kind in {ActorKind.PERSON, ActorKind.GROUP} for actor in actors)


def without(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the actors that are not among the others, each once."""
    known = {actor.actor_id for actor in others}
    return tuple({actor.actor_id: actor for actor in actors if actor.actor_id not in known}.values())


def find_outlet_link(document: Document) -> Actor | None:
    """The outlet that tells it all, as the outermost link."""
    source = document.source
    known = find_outlet(source.outlet, source.url)
    name = known.name if known is not None else source.outlet
    return make_actor(ActorKind.ORGANISATION, name, known.country if known is not None else None) if name else None
