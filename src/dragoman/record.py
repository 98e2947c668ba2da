"""Every type that passes between stages: frozen values, tuples inside, offsets in characters, half-open.

A `Reading` is all that one document gave.  Nothing here imports anything else of ours.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to and not including `end` of one text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} runs backwards or starts before the text")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class SegmentKind(StrEnum):
    """What a stretch of a document is; `body` and `heading` speak for the outlet, furniture for nobody."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED_LINK = "related_link"
    NAVIGATION = "navigation"
    BYLINE = "byline"
    BIOGRAPHY = "biography"
    ATTRIBUTION_NOTE = "attribution_note"
    END_MARK = "end_mark"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text of one kind; a document's segments tile its text, blank lines included."""

    kind: SegmentKind
    span: Span


Basis = Literal["stated", "relative", "bounded", "inferred"]


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `start` up to and not including `end`; either may be unknown, not both.

    `basis` tells how the days are known: stated in full by the text; relative to a known day
    (publication, dateline); bounded only ("recently" ends no later than the day after
    publication); inferred from something else the document says.
    """

    start: dt.date | None
    end: dt.date | None
    basis: Basis
    start_time: dt.time | None = None
    timezone: str | None = None  # IANA name or "+03:00"

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("a date range needs a start or an end; use None for a date that is unknown")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"date range {self.start}..{self.end} is empty: the end is exclusive and must be later")

    @property
    def is_day(self) -> bool:
        return self.start is not None and self.end is not None and (self.end - self.start).days == 1


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words of the text that name a date, and the days they mean.

    `when` is None where the words cannot be resolved ("on Friday" in a document without a
    publication date).
    """

    span: Span
    when: DateRange | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from, as far as it was told; what is missing stays None.

    `provenance` names, for each of outlet, published, title, author and timezone that is known,
    where it was taken from: "option", "table", "page metadata", "feed", "dateline".
    """

    key: str  # the document's URL or given id; "sha256:…" of the text where there is neither
    path: str | None = None  # file it was read from, for messages
    url: str | None = None
    outlet: str | None = None
    title: str | None = None  # a title given apart from the text (table column, page metadata, feed)
    author: str | None = None
    published: dt.datetime | dt.date | None = None
    timezone: str | None = None
    provenance: tuple[tuple[str, str], ...] = ()

    @property
    def published_day(self) -> dt.date | None:
        """The day of publication in the source's own time zone."""
        return self.published.date() if isinstance(self.published, dt.datetime) else self.published


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one source: its text exactly as it came, and the segments that tile it.

    `document_id` is the source's given id, or its URL, or a hash; `version` is the SHA-256 of the text.
    """

    document_id: str
    version: str
    text: str
    source: Source
    segments: tuple[Segment, ...]

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


Part = Literal["text", "title"]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """The words of a document that say something; `part` is "title" for a title given apart from the text."""

    span: Span
    part: Part = "text"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What concluded something: rule or model with its version, and how sure it is (0 to 1)."""

    rule: str
    confidence: float
    version: str = "1"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the parse, or a whole actor phrase ("President Andrzej Duda of Poland") parsed as one word.

    `tag` is a Penn Treebank tag, `dep` a ClearNLP label as spaCy's English models use them, `head` the
    index of the governing token (its own index for the root of a sentence).
    """

    index: int
    start: int  # characters of the document's text, half-open
    end: int
    text: str
    tag: str
    dep: str
    head: int
    lemma: str  # lower case
    phrase: int | None = None  # index into the actor phrases; None for an ordinary word


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` up to and not including `last`, the segment they stand in and the paragraph they belong to."""

    first: int
    last: int
    span: Span
    segment: SegmentKind
    paragraph: int


@dataclass(frozen=True, slots=True)
class Parse:
    """The language of one text: tokens, sentences, and for every token the tokens that hang on it."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]  # in text order


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"  # "officials", "the leaders", "both sides"
    DOCUMENT = "document"  # a text that speaks and whose author is not told: "a leaked memo", "the poll"


Gender = Literal["male", "female"]
# who tells an actor's name: the text; the outlet's own principals ("the President"); the registry of offices
NamedBy = Literal["text", "outlet", "registry"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of one document: a person, state, organisation or group, under the fullest name it gives.

    `name` may be an office ("Foreign Minister of Iran") where the document never names the holder.
    `country` is ISO 3166 alpha-3, None where the text does not tell.
    """

    actor_id: str
    kind: ActorKind
    name: str
    office: str | None = None
    country: str | None = None
    gender: Gender | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # actor ids, for a group whose members are known
    named_by: NamedBy = "text"


MentionForm = Literal["name", "office", "pronoun", "description", "group"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor; `actor_ids` has several for "they" and "the leaders", none when unresolved."""

    span: Span
    form: MentionForm
    actor_ids: tuple[str, ...]
    part: Part = "text"


class ContactKind(StrEnum):
    """The medium of a contact, as far as the text tells it."""

    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    LETTER = "letter"
    CONVERSATION = "conversation"  # the text does not tell the medium


class Modality(StrEnum):
    """The one list for contacts, statements and events."""

    HAPPENED = "happened"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    DENIED = "denied"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    BACKGROUND = "background"


Voice = Literal["outlet", "quoted", "paraphrased", "hedged", "caption"]

PlaceKind = Literal["country", "region", "city", "site", "area"]
# how it is known which of several places of one name is meant: it is the only one; its country or region stands
# beside it; is named elsewhere in the text; by the outlet's country; by its size; or it is a list's own site
PlaceBasis = Literal["only", "beside", "text", "outlet", "size", "list"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer knows it, and the words that name it.

    `country` is ISO 3166 alpha-3, None for a sea.  `city` is the place itself or the city that a site stands in,
    `region` the first-level region.  For a country or region the coordinates are the middle of its towns.
    """

    name: str
    kind: PlaceKind
    span: Span
    basis: PlaceBasis
    country: str | None = None
    region: str | None = None
    city: str | None = None
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None
    gazetteer_id: str | None = None  # "geonames:3117735", "geonames:US.CA" for a region, "site:kremlin"
    part: Part = "text"


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact that a document reports: who with whom, of what kind, when, and the words that say so."""

    contact_id: str
    kind: ContactKind
    participants: tuple[Actor, ...]
    modality: Modality
    evidence: tuple[Passage, ...]
    grounds: Grounds
    when: DateRange | None = None
    date_words: Span | None = None  # the words that name the date, resolved or not
    initiator: str | None = None  # actor id
    medium: str | None = None  # "telephone", "video", "letter", …; None when not told
    duration_minutes: int | None = None
    place: str | None = None
    subject: Span | None = None
    chain: tuple[Actor, ...] = ()  # outermost first
    segment: SegmentKind = SegmentKind.BODY
    location: Place | None = None  # what `place` means, as far as the gazetteer knows it
    corrections: tuple[Correction, ...] = ()  # of reviewers, which it bears; a reading has none

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"contact {self.contact_id} has no evidence")
        if len(self.participants) < 2:
            raise ValueError(f"contact {self.contact_id} has {len(self.participants)} participant(s); it takes two")


class Act(StrEnum):
    """What a speaker does with the words."""

    STATE = "state"
    INFORM = "inform"
    REQUEST = "request"
    PROPOSE = "propose"
    PROMISE = "promise"
    ACCEPT = "accept"
    REFUSE = "refuse"
    THANK = "thank"
    CONGRATULATE = "congratulate"
    CONDOLE = "condole"
    PRAISE = "praise"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    WARN = "warn"
    THREATEN = "threaten"
    DENY = "deny"
    SUPPORT = "support"
    INVITE = "invite"
    AGREE = "agree"
    DISCUSS = "discuss"
    THINK = "think"  # believed, felt or wished, in no words that are told
    INTEND = "intend"  # planned or decided, in no words that are told


Form = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Words or a position that a document reports of a speaker.

    `source`, `cue` and `content` are the spans of the speaker, of the word that reports, and of what is
    said; several where they are discontinuous.  `addressee` is who is asked to act, who may differ from
    the hearers; `condition` is what it hangs on, `deadline` by when, as far as words of the content
    (`deadline_words`) tell it.
    """

    statement_id: str
    speakers: tuple[Actor, ...]
    hearers: tuple[Actor, ...]
    chain: tuple[Actor, ...]  # outermost first, without the speaker
    act: Act
    form: Form
    modality: Modality
    voice: Voice
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    grounds: Grounds
    contact_id: str | None = None
    addressee: tuple[Actor, ...] = ()
    when: DateRange | None = None
    segment: SegmentKind = SegmentKind.BODY
    condition: tuple[Span, ...] = ()
    deadline: DateRange | None = None
    deadline_words: Span | None = None
    corrections: tuple[Correction, ...] = ()  # as of contacts

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"statement {self.statement_id} has no content")


class EventType(StrEnum):
    """The sixteen types of political event in PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"

    @property
    def quad(self) -> Quad:
        """The quad class of the type, by the order of the list."""
        at = list(EventType).index(self)
        return list(Quad)[(at >= 4) + (at >= 7) + (at >= 11)]


class Quad(StrEnum):
    """What a type of event is at bottom: words or deeds, cooperation or conflict."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


@dataclass(frozen=True, slots=True)
class EventReport:
    """One document's account of a coded event: who did what to whom, and the words that say so.

    Where nobody is only acted upon (a meeting), all are `actors`.  `cue`, `actor_words` and
    `recipient_words` are spans in the part of the evidence.  `cameo` is a code as a string, None where CAMEO
    has none; `contexts` are PLOVER's, by their names.
    """

    event_id: str
    type: EventType
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    modality: Modality
    evidence: tuple[Passage, ...]
    grounds: Grounds
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    cue: tuple[Span, ...] = ()
    actor_words: tuple[Span, ...] = ()
    recipient_words: tuple[Span, ...] = ()
    when: DateRange | None = None
    date_words: Span | None = None
    place: str | None = None  # as told
    place_country: str | None = None  # ISO 3166 alpha-3
    chain: tuple[Actor, ...] = ()  # outermost first
    contact_id: str | None = None  # the contact or statement that it was coded from
    statement_id: str | None = None
    segment: SegmentKind = SegmentKind.BODY
    location: Place | None = None  # as of contacts
    corrections: tuple[Correction, ...] = ()  # as of contacts

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"event {self.event_id} has no evidence")
        if not self.actors and not self.recipients:
            raise ValueError(f"event {self.event_id} has neither actor nor recipient")


@dataclass(frozen=True, slots=True)
class Designation:
    """A contested word or phrase as a document uses it: whose word it is, and who is called so.

    `term` is the key of `lexicons/designations.toml`.  `speakers` are those whose word it is, none where it is
    the outlet's own; `actor` is who or what is called so, under the neutral name, None where the text does not tell.
    """

    designation_id: str
    term: str
    span: Span
    voice: Voice
    grounds: Grounds
    speakers: tuple[Actor, ...] = ()
    actor: Actor | None = None
    statement_id: str | None = None  # the statement within whose words it stands
    part: Part = "text"
    segment: SegmentKind = SegmentKind.BODY

    def __post_init__(self) -> None:
        if not len(self.span):
            raise ValueError(f"designation {self.designation_id} has no words")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave, and the versions of what read it."""

    document: Document
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    contacts: tuple[Contact, ...]
    statements: tuple[Statement, ...]
    versions: tuple[tuple[str, str], ...] = field(default=())  # ("dragoman", "0.1.0"), ("language", "…")
    designations: tuple[Designation, ...] = ()
    events: tuple[EventReport, ...] = ()


JudgedAs = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Subject:
    """An actor as a judgement names it: the profile judged, and its words, by which it is found again.

    Of a judgement about occurrences, the contact judged (`profile_id`), its document, and its words as `name`.
    With `document_id`, only what that document tells of it, taken out of the profile `taken_from`.
    """

    profile_id: str
    name: str
    office: str | None = None
    country: str | None = None
    document_id: str | None = None
    taken_from: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody decided of actors: all of `one` and `other` are one, or those of `one` are none of `other`.

    Or of occurrences: all these contacts are reports of one, or those of `one` are of none of `other`.
    `values` are what was compared, each with its words; `undone` is when it was taken back, None while it holds.
    """

    judgement_id: str
    verdict: JudgedAs
    one: tuple[Subject, ...]
    other: tuple[Subject, ...]
    author: str  # "reviewer Alma Reyes"
    decided: dt.datetime
    score: float | None = None
    values: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    undone: dt.datetime | None = None
    undone_by: str | None = None
    about: Literal["actor", "occurrence"] = "actor"

    def __post_init__(self) -> None:
        if not self.one or not self.other:
            raise ValueError(f"judgement {self.judgement_id} names one side only")


RecordKind = Literal["contact", "statement", "event"]
CorrectedAs = Literal["edit", "accept", "reject", "add"]


@dataclass(frozen=True, slots=True)
class Value:
    """What a field of a record says: a word, actors, or a date; all empty where it says nothing."""

    text: str | None = None
    actors: tuple[Actor, ...] = ()
    when: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a record, what it said before a correction, and what it says by it."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody decided of one record: its fields changed, found right, taken out as wrong, or added by hand.

    The record is named by its id, and found again in its document by its `words` and by `marks` (type and actors)
    where a re-reading has given it another.  An added one stands in `contact` or `statement`; `source` is the note
    that it rests on where no document of the record tells it.
    """

    correction_id: str
    verdict: CorrectedAs
    about: RecordKind
    document_id: str
    version: str
    record_id: str
    words: str
    author: str  # "reviewer Alma Reyes"
    decided: dt.datetime
    marks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    note: str | None = None
    contact: Contact | None = None
    statement: Statement | None = None
    source: Document | None = None
    undone: dt.datetime | None = None
    undone_by: str | None = None


def text_version(text: str) -> str:
    """Return the SHA-256 of the text, in hexadecimal: the name of one version of a document."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stable_id(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on the parts alone: the same on every run and machine."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
