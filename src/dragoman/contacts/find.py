"""Tellings → contacts: the tellings of one contact joined, with date, place, duration and initiator.

Two tellings are one contact when nothing speaks against it: the same people, modality, kind and day.
Two occasions of the same people are kept apart when their kind or their day differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.actors.cast import FIRST_PERSON, Analysis, Cast
from dragoman.contacts.details import (
    Times,
    bound_date,
    cap_date,
    date_beside,
    find_all_dates,
    find_duration,
    find_initiator,
    find_place,
)
from dragoman.contacts.dialogue import find_dialogue, find_speakers, has_speaker
from dragoman.contacts.frames import Frame, find_frames
from dragoman.contacts.lexicon import load_contact_lexicon
from dragoman.contacts.looking_back import is_held, is_of_others, is_recalled, stands_before
from dragoman.contacts.modality import find_modality
from dragoman.contacts.pieces import pair_up
from dragoman.lexicons.loader import find_outlet
from dragoman.places.resolve import Setting
from dragoman.places.spots import Spotted, find_setting, find_spots
from dragoman.record import (
    Actor,
    ActorKind,
    Contact,
    ContactKind,
    DateExpression,
    Document,
    Grounds,
    Modality,
    Passage,
    SegmentKind,
    Sentence,
    stable_id,
)

# kinds that may tell one contact in different words
ALIKE = frozenset({ContactKind.VISIT, ContactKind.MEETING})
# somebody told another something: direct speech between two, whoever publishes it
LONG_AGO = 45  # days
# a day names them for others as well: "the June 16 summit" of the alliance
GATHERINGS = frozenset({"summit", "session", "conference", "gathering", "roundtable"})
# of these a text speaks when it means one: "talks" go on for years
SINGLE = frozenset({"summit", "meeting"})
PAST = frozenset({Modality.HAPPENED, Modality.BACKGROUND})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DIRECT = frozenset({"tell", "inform", "brief", "assure", "notify", "update", "reassure"})


@dataclass(frozen=True, slots=True)
class _Telling:
    """A frame with what its sentence adds."""

    part: str
    sentence: Sentence
    frame: Frame
    participants: tuple[Actor, ...]
    modality: Modality
    date: DateExpression | None
    place: str | None
    minutes: int | None
    initiator: Actor | None
    spot: Spotted | None = None
    named_by_day: bool = False  # "the December 7 videoconference"
    recalled: bool = False  # "the recent talks"
    piece: int = 0  # which of several contacts told together

    @property
    def spoken(self) -> bool:
        """Whether the contact is told only by what was said in it."""
        return self.frame.rule.startswith(("telling:", "joint:"))


@dataclass(slots=True)
class _Draft:
    """A contact while its tellings are being joined."""

    kind: ContactKind
    modality: Modality
    participants: tuple[Actor, ...]
    tellings: list[_Telling] = field(default_factory=list)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(actor.actor_id for actor in self.participants)

    @property
    def day(self) -> DateExpression | None:
        """The first date told, one that says since when before one that does not ("recently")."""
        dates = [t.date for t in self.tellings if t.date is not None and t.date.when is not None]
        return next((date for date in dates if not _is_vague(date)), next(iter(dates), None))


@dataclass(slots=True)
class _Waiting:
    """Tellings that make a contact of their own only beside, or for want of, those that the whole text tells."""

    loose: list[_Telling] = field(default_factory=list[_Telling])  # told by what was said
    asides: list[_Telling] = field(default_factory=list[_Telling])  # "Velk, who met Kestrel"
    of_states: list[_Telling] = field(default_factory=list[_Telling])  # "the Marovian-Orvanian summit"
    earlier: list[_Telling] = field(default_factory=list[_Telling])  # "agreed during the December 7 call"
    open_ends: list[_Telling] = field(default_factory=list[_Telling])  # "the meeting took place yesterday"

    def take(self, telling: _Telling) -> bool:
        """Keep a telling that its words alone make wait; False for any other."""
        if telling.spoken:
            self.loose.append(telling)
        elif telling.frame.aside:
            self.asides.append(telling)
        elif telling.frame.of_states:
            self.of_states.append(telling)
        else:
            return False
        return True

    def join(self, drafts: list[_Draft], cast: Cast, *, official: bool) -> None:
        """Join all that waited to the drafts of the whole document."""
        for telling in self.of_states:
            _join_of_states(drafts, telling)
        for telling in self.asides:
            _join_aside(drafts, telling)
        for telling in self.earlier:
            _join_earlier(drafts, telling)
        for telling in self.loose:
            _join_spoken(drafts, telling, official=official)
        for telling in self.open_ends:
            if not _attach(drafts, telling) and official and not drafts:
                _join_sole(drafts, telling, cast)


def find_contacts(document: Document, parts: tuple[tuple[Analysis, Times], ...], cast: Cast) -> tuple[Contact, ...]:
    """Return the contacts of a document in the order in which its text first tells them.

    `parts` are its text and, where a title is given apart, that title after it.
    """
    outlet = find_outlet(document.source.outlet, document.source.url)
    setting = find_setting((analysis for analysis, _ in parts), outlet.country if outlet is not None else None)
    official = outlet.name if outlet is not None and outlet.speaks_for is not None else None
    drafts: list[_Draft] = []
    waiting = _Waiting()
    for analysis, times in parts:
        for telling in _tellings(analysis, times, cast, official, setting):
            if any(
                actor.name.casefold() == (document.source.outlet or "").casefold() for actor in telling.participants
            ):
                continue  # an interview given to the outlet itself
            if waiting.take(telling):
                continue
            if telling.frame.adds:
                _add(drafts, telling)
            elif not telling.frame.anaphoric:
                _join(drafts, telling)
            elif official is not None and _is_earlier(drafts, telling, analysis, times.anchor.day):
                waiting.earlier.append(telling)
            elif not _attach(drafts, telling):
                waiting.open_ends.append(telling)
        _join_dialogue(drafts, analysis, cast)
    waiting.join(drafts, cast, official=official is not None)
    _settle_kinds(drafts, parts, cast, official)
    return tuple(_contact(document, parts, draft) for draft in _unrepeated(drafts))


def find_quoted_contacts(
    document: Document, body: Analysis, times: Times, cast: Cast, contacts: tuple[Contact, ...]
) -> tuple[Contact, ...]:
    """Return the contacts that a quoted speaker tells of himself, and that are not among `contacts`.

    "I met Marovian envoys," Lindqvar said: the mentions of `cast` tell who "I" is, which only statements do.
    """
    outlet = find_outlet(document.source.outlet, document.source.url)
    if outlet is not None and outlet.speaks_for is not None:
        return ()  # a readout quotes what was said in its contact
    said = {mention.span.start: mention.actor_ids for mention in cast.mentions if mention.part == body.part}
    own = {
        token.index: said[token.start]
        for token in body.parse.tokens
        if token.lemma in FIRST_PERSON and token.start in said and not cast.people(body.part, token.index)
    }
    if not own:
        return ()
    within = {
        number
        for number, sentence in enumerate(body.parse.sentences)
        if any(sentence.first <= at < sentence.last for at in own)
    }
    known = replace(cast, at={**cast.at, **{(body.part, at): ids for at, ids in own.items()}})
    speakers = {actor_id for ids in own.values() for actor_id in ids}
    drafts: list[_Draft] = []
    setting = find_setting((body,), outlet.country if outlet is not None else None)
    for telling in _tellings(body, times, known, None, setting, within):
        told = frozenset(actor.actor_id for actor in telling.participants)
        if telling.spoken or telling.frame.anaphoric or told.isdisjoint(speakers):
            continue
        if not any(told <= frozenset(actor.actor_id for actor in contact.participants) for contact in contacts):
            _join(drafts, telling)
    return tuple(_contact(document, ((body, times),), draft) for draft in _unrepeated(drafts))


# ---------------------------------------------------------------- tellings


def _tellings(
    analysis: Analysis,
    times: Times,
    cast: Cast,
    outlet: str | None,
    setting: Setting,
    only: Container[int] | None = None,
) -> Iterator[_Telling]:
    parse = analysis.parse
    named = {at: cast.people(part, at) for part, at in cast.at if part == analysis.part}
    for frame in find_frames(analysis, cast, outlet, setting, find_speakers(analysis, cast), only):
        sentence = parse.sentences[frame.sentence]
        modality = find_modality(parse, frame)
        dates = find_all_dates(parse, sentence, frame, times, modality)
        date = next((date for date in dates if not _is_vague(date)), next(iter(dates), None))
        if date is not None and outlet is not None:
            date = date_beside(date, times)
        named_by_day = date is not None and stands_before(parse, frame.cue, date)
        modality = _settle_modality(modality, frame, date, times, named_by_day=named_by_day)
        everyone = tuple(cast.actors.values())
        spots = find_spots(analysis, sentence, frozenset({frame.cue.index, frame.verb.index}), setting)
        for participants in _sides(frame):
            telling = _Telling(
                analysis.part,
                sentence,
                frame,
                participants,
                modality,
                date,
                find_place(parse, frame, times),
                find_duration(sentence, times),
                find_initiator(parse, sentence, frame, everyone if frame.anaphoric else participants, named),
                next(iter(spots), None),
                named_by_day=named_by_day,
                recalled=is_recalled(parse, frame.cue),
            )
            yield from _pieces(telling, dates, spots)


def _pieces(telling: _Telling, dates: Sequence[DateExpression], spots: Sequence[Spotted]) -> Iterator[_Telling]:
    """The telling, or one for each of several earlier contacts that it tells together, by their days and places."""
    frame = telling.frame
    several = frame.cue.tag == "NNS" and telling.modality is Modality.BACKGROUND and not frame.anaphoric
    pieces = pair_up((date for date in dates if date.when is not None and not _is_vague(date)), spots)
    if not several or len(pieces) < 2 or telling.frame.kind is ContactKind.VISIT:
        yield telling
        return
    for number, (date, spot) in enumerate(pieces):
        place = spot.words if spot is not None else None
        yield replace(telling, date=date, spot=spot, place=place, minutes=None, piece=number)


def _is_vague(date: DateExpression) -> bool:
    """Whether words for a time say no day from which to look: "recently"."""
    return date.when is not None and date.when.start is None


def _settle_modality(
    modality: Modality, frame: Frame, date: DateExpression | None, times: Times, *, named_by_day: bool
) -> Modality:
    """What the day says against the words: a plan for a day that is over is background, a past ahead is a plan.

    Background too are a day long before publication, and "their May 26 call".
    """
    day = times.anchor.day
    when = date.when if date is not None else None
    if day is None or date is None or when is None:
        return modality
    over = when.end is not None and when.end <= day
    if modality is Modality.PLANNED:
        return Modality.BACKGROUND if over else modality
    began = when.start is not None and when.start < day and when.end is not None and when.end <= day + dt.timedelta(1)
    if modality is Modality.HYPOTHETICAL and began and frame.definite and frame.cue.tag.startswith("NN"):
        return Modality.BACKGROUND  # "discussed the visit of the King earlier this year"
    if modality not in {Modality.HAPPENED, Modality.BACKGROUND}:
        return modality
    if when.start is not None and when.start > day + dt.timedelta(days=1):
        return Modality.PLANNED
    if when.end is None or not over:
        return modality
    before_noun = frame.definite and (named_by_day or 0 <= frame.cue.start - date.span.end <= 1)
    long_ago = (day - when.end).days > LONG_AGO and not frame.definite
    told_aside = frame.definite and frame.verb.dep in {"acl", "relcl"}  # "the roadmap agreed at their meeting on 8 May"
    return Modality.BACKGROUND if before_noun or long_ago or told_aside else modality


def _sides(frame: Frame) -> Iterator[tuple[Actor, ...]]:
    """The participants of each contact that a frame tells: one for all, or one with each ("calls with A and B")."""
    if frame.each:
        for partner in frame.partners:
            yield _participants([*frame.first, partner])
    else:
        yield _participants(frame.participants)


def _participants(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Those in contact; a state or organisation is left out beside a person who speaks for the same country."""
    known = tuple(actors)
    countries = {actor.country for actor in known if actor.kind is ActorKind.PERSON and actor.country is not None}
    apart = tuple(
        actor
        for actor in known
        if actor.kind is ActorKind.PERSON or actor.country is None or actor.country not in countries
    )
    # "President Reyes met Orvanian officials": his own, who do not stand for the country beside him
    return apart if len(apart) > 1 or all(actor.kind is not ActorKind.GROUP for actor in known) else known


# ---------------------------------------------------------------- joining


def _join(drafts: list[_Draft], telling: _Telling) -> None:
    if len(telling.participants) < 2:
        return
    # a title tells the first contact of its text; a sentence goes on with the latest
    order = drafts if telling.part == "title" else drafts[::-1]
    draft = next((draft for draft in order if _same(draft, telling)), None)
    if draft is None and telling.part == "title" and telling.frame.rule.startswith("noun:"):
        # "On the Visit of King Osric" has no tense: the text tells that it is to come
        ahead = replace(telling, modality=Modality.PLANNED)
        draft = next((draft for draft in drafts if telling.modality in PAST and _same(draft, ahead)), None)
    if draft is None:
        drafts.append(_Draft(telling.frame.kind, telling.modality, telling.participants, [telling]))
        return
    draft.tellings.append(telling)
    if draft.kind is ContactKind.CONVERSATION or (
        all(told.frame.usual for told in draft.tellings[:-1]) and telling.frame.kind is not ContactKind.CONVERSATION
    ):
        draft.kind = telling.frame.kind
    if len(telling.participants) > len(draft.participants):
        draft.participants = telling.participants


def _same(draft: _Draft, telling: _Telling) -> bool:
    ids = frozenset(actor.actor_id for actor in telling.participants)
    if draft.modality is not telling.modality or not (ids <= draft.ids or ids >= draft.ids):
        return False
    if telling.frame.each and ids != draft.ids:
        return False
    if (
        not _alike(draft.kind, telling.frame.kind)
        and not telling.frame.usual
        and not all(told.frame.usual for told in draft.tellings)
    ):
        return False
    if telling.piece and any(told.frame is telling.frame for told in draft.tellings):
        return False  # "in Selm and Velk in May" are two
    return _dates_agree(draft.day, telling.date)


def _alike(one: ContactKind, other: ContactKind) -> bool:
    return one is other or ContactKind.CONVERSATION in {one, other} or {one, other} <= ALIKE


def _dates_agree(one: DateExpression | None, other: DateExpression | None) -> bool:
    if one is None or other is None or one.when is None or other.when is None:
        return True
    first, second = one.when, other.when
    apart = first.end is not None and second.start is not None and first.end <= second.start
    return not apart and not (second.end is not None and first.start is not None and second.end <= first.start)


def _add(drafts: list[_Draft], telling: _Telling) -> None:
    """Add those listed to the latest contact that they can have been in; a group stands for them no longer."""
    for draft in reversed(drafts):
        if draft.modality is telling.modality and _alike(draft.kind, telling.frame.kind):
            known = {actor.actor_id for actor in telling.participants}
            named = [actor for actor in draft.participants if actor.kind is not ActorKind.GROUP]
            draft.participants = (*(one for one in named if one.actor_id not in known), *telling.participants)
            draft.tellings.append(telling)
            return


def _attach(drafts: list[_Draft], telling: _Telling) -> bool:
    """Give "during the call" to the latest contact that it can mean; False where there is none."""
    ids = frozenset(actor.actor_id for actor in telling.participants)
    for draft in reversed(drafts):
        if draft.modality is telling.modality and ids <= draft.ids and _alike(draft.kind, telling.frame.kind):
            draft.tellings.append(telling)
            if draft.kind is ContactKind.CONVERSATION:
                draft.kind = telling.frame.kind
            return True
    return False


def _is_earlier(drafts: list[_Draft], telling: _Telling, analysis: Analysis, published: dt.date | None) -> bool:
    """Whether a readout names by its day another contact than the one it is about.

    "The December 7 videoconference", "a follow-up to the talks held on December 7".
    """
    when, noun = telling.date.when if telling.date is not None else None, telling.frame.cue
    dated = telling.named_by_day or is_held(analysis.parse, noun)
    if not dated or when is None or when.start is None or when.end is None:
        return False
    told = telling.modality in PAST and telling.frame.kind is not ContactKind.VISIT
    if not told or (when.end - when.start).days > 1 or noun.lemma in GATHERINGS:
        return False
    held = [draft.day for draft in drafts if draft.modality is Modality.HAPPENED]
    before = published is not None and when.end < published  # of a contact without a day: not today's, nor yesterday's
    apart = all(before if day is None else not _dates_agree(day, telling.date) for day in held)
    return bool(held) and apart and not is_of_others(analysis.parse, noun)


def _join_of_states(drafts: list[_Draft], telling: _Telling) -> None:
    """Take a contact of states for that of people who speak for them, where the text tells one of about that day.

    One that is told of no day, nor as past or ahead, is no contact of its own: "the Marovian-Orvanian talks".
    """
    sides = {actor.country or actor.actor_id for actor in telling.participants}
    dated = telling.date is not None and telling.date.when is not None
    open_time = telling.frame.definite and not dated and not telling.recalled
    for draft in reversed(drafts):
        spoken_for = {actor.country or actor.actor_id for actor in draft.participants}
        modality = draft.modality is telling.modality or (open_time and {draft.modality, telling.modality} <= PAST)
        near = modality and _dates_agree(draft.day, telling.date)
        if sides <= spoken_for and near and _alike(draft.kind, telling.frame.kind):
            draft.tellings.append(telling)
            return
    if dated or telling.place is not None or telling.recalled or telling.frame.cue.lemma in SINGLE:
        _join(drafts, telling)


def _join_earlier(drafts: list[_Draft], telling: _Telling) -> None:
    """Make of a contact named by its day alone an earlier one of the only two people that a readout is about."""
    held = [draft for draft in drafts if draft.modality is Modality.HAPPENED]
    two = held[0].participants if len(held) == 1 else ()
    if len(two) == 2 and all(actor.kind is ActorKind.PERSON for actor in two):
        _join(drafts, replace(telling, participants=two, modality=Modality.BACKGROUND))


def _join_sole(drafts: list[_Draft], telling: _Telling, cast: Cast) -> None:
    """Take "The conversation was initiated by the Marovian side" for a contact of the only two people of a readout."""
    people = tuple(actor for actor in cast.actors.values() if actor.kind is ActorKind.PERSON)
    ids = {actor.actor_id for actor in telling.participants}
    told = telling.part == "text"  # a title names a visit that others speak of
    if told and len(people) == 2 and len(ids & {actor.actor_id for actor in people}) == 1:
        _join(drafts, replace(telling, participants=people))


def _join_dialogue(drafts: list[_Draft], analysis: Analysis, cast: Cast) -> None:
    """A transcript is evidence of a contact told before, or a meeting of its own."""
    frame = find_dialogue(analysis, cast)
    if frame is None:
        return
    sentence = analysis.parse.sentences[frame.sentence]
    telling = _Telling(analysis.part, sentence, frame, frame.participants, Modality.HAPPENED, None, None, None, None)
    ids = frozenset(actor.actor_id for actor in frame.participants)
    held = next((draft for draft in drafts if draft.modality is Modality.HAPPENED and len(draft.ids & ids) >= 2), None)
    if held is None:
        drafts.append(_Draft(frame.kind, telling.modality, telling.participants, [telling]))
    else:
        held.tellings.append(telling)


def _join_aside(drafts: list[_Draft], telling: _Telling) -> None:
    """Make a contact of what a relative clause tells, where no other contact of the same people is told."""
    ids = frozenset(actor.actor_id for actor in telling.participants)
    if not any(ids <= draft.ids for draft in drafts):
        _join(drafts, telling)


def _join_spoken(drafts: list[_Draft], telling: _Telling, *, official: bool) -> None:
    """A contact told only by what was said makes a draft of its own where no other contact of the two is told."""
    people = tuple(actor for actor in telling.participants if actor.kind is ActorKind.PERSON)
    lemma = telling.frame.rule.partition(":")[2]
    if len(people) < 2 or telling.modality is not Modality.HAPPENED or telling.frame.verb.tag not in FINITE:
        return
    ids = frozenset(actor.actor_id for actor in people)
    if any(len(ids & draft.ids) >= 2 and draft.modality is Modality.HAPPENED for draft in drafts):
        return
    if official or (lemma in DIRECT and telling.frame.rule.startswith("telling:")):
        drafts.append(_Draft(telling.frame.kind, telling.modality, people, [telling]))


def _settle_kinds(
    drafts: list[_Draft], parts: tuple[tuple[Analysis, Times], ...], cast: Cast, outlet: str | None
) -> None:
    """Where a contact is told only by what was said, "during the meeting" or a transcript tells its kind.

    A kind that another contact of the text already has is that one's.
    """
    happened = [draft for draft in drafts if draft.modality is Modality.HAPPENED]
    told = {draft.kind for draft in happened}
    open_ones = [draft for draft in happened if draft.kind is ContactKind.CONVERSATION]
    if not open_ones:
        return
    kind = next((kind for analysis, _ in parts for kind in _definite_kinds(analysis, outlet) if kind not in told), None)
    for draft in open_ones[:1] if kind is not None else open_ones:
        if kind is not None:
            draft.kind = kind
        elif any(has_speaker(analysis, cast, draft.ids) for analysis, _ in parts):
            draft.kind = ContactKind.MEETING


def _definite_kinds(analysis: Analysis, outlet: str | None) -> Iterator[ContactKind]:
    """The kinds that a text names as known: "during the meeting", "the conversation took place …"."""
    lexicon = load_contact_lexicon()
    for token in analysis.parse.tokens:
        cue = lexicon.nouns.get(token.lemma)
        if (
            cue is not None
            and token.tag.startswith("NN")
            and _is_the(analysis, token.index)
            and not _is_of(analysis, token.index)
        ):
            kind = lexicon.conventions.get((outlet or "", token.lemma), cue.kind)
            if kind in {ContactKind.CALL, ContactKind.MEETING}:
                yield kind


def _is_of(analysis: Analysis, at: int) -> bool:
    """ "the meeting of the Security Council", "the talks on the status": another one than the contact told."""
    return any(analysis.parse.tokens[child].lemma in {"of", "on", "in"} for child in analysis.parse.children[at])


def _is_the(analysis: Analysis, at: int) -> bool:
    return any(analysis.parse.tokens[child].lemma in {"the", "this", "their"} for child in analysis.parse.children[at])


def _unrepeated(drafts: list[_Draft]) -> list[_Draft]:
    """Leave out a contact of some of the people of another that is told alike and has no date of its own."""
    kept: list[_Draft] = []
    for draft in drafts:
        wider = [
            other
            for other in drafts
            if other is not draft
            and draft.ids < other.ids
            and other.modality is draft.modality
            and other.kind is draft.kind
        ]
        if not any(
            _dates_agree(other.day, draft.day) and not any(t.frame.each for t in draft.tellings) for other in wider
        ):
            kept.append(draft)
    return kept


# ---------------------------------------------------------------- the result


def _contact(document: Document, parts: tuple[tuple[Analysis, Times], ...], draft: _Draft) -> Contact:
    tellings = draft.tellings
    best = max(tellings, key=lambda telling: telling.frame.confidence)
    date = draft.day or next((t.date for t in tellings if t.date is not None), None)
    when = date.when if date is not None and date.when is not None else None
    if when is not None and draft.modality in {Modality.HAPPENED, Modality.BACKGROUND}:
        when = cap_date(when, parts[0][1].anchor)
    if when is None:
        when = bound_date(parts[0][1].anchor, draft.modality)
    evidence = tuple(
        dict.fromkeys(
            Passage(telling.sentence.span, "title" if telling.part == "title" else "text") for telling in tellings
        )
    )
    initiator = next(
        (telling.initiator for telling in tellings if telling.initiator in draft.participants),
        None,
    )
    spot = next((telling.spot for telling in tellings if telling.spot is not None), None)
    place = next((telling.place for telling in tellings if telling.place is not None), None)
    cues = [(t.part, t.frame.cue.start, t.frame.cue.end, *([t.piece] if t.piece else [])) for t in tellings[:1]]
    ids = sorted(draft.ids)
    return Contact(
        contact_id=stable_id(
            "contact", document.document_id, document.version, draft.kind.value, draft.modality.value, cues, ids
        ),
        kind=draft.kind,
        participants=draft.participants,
        modality=draft.modality,
        evidence=evidence,
        grounds=Grounds(best.frame.rule, best.frame.confidence),
        when=when,
        date_words=date.span if date is not None and _in_text(tellings, date) else None,
        initiator=initiator.actor_id if initiator is not None else None,
        medium=next((telling.frame.medium for telling in tellings if telling.frame.medium is not None), None),
        duration_minutes=next((telling.minutes for telling in tellings if telling.minutes is not None), None),
        place=place if place is not None or spot is None else spot.words,
        segment=SegmentKind.TITLE
        if all(telling.part == "title" for telling in tellings)
        else tellings[0].sentence.segment,
        location=spot.place if spot is not None else None,
    )


def _in_text(tellings: list[_Telling], date: DateExpression) -> bool:
    return any(telling.date is date and telling.part == "text" for telling in tellings)
