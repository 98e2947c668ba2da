"""The stages in order: one document in, its Reading out.  A pure function of the document and the versions."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from dragoman.actors.authors import read_byline
from dragoman.actors.cast import Analysis, resolve_cast
from dragoman.actors.lines import make_lines
from dragoman.actors.mending import Habits, make_habits
from dragoman.actors.phrases import Phrase, find_phrases
from dragoman.actors.several import join_countries
from dragoman.coding.find import find_events
from dragoman.coding.given import Coded, code_between
from dragoman.contacts.details import Times
from dragoman.contacts.find import find_contacts, find_quoted_contacts
from dragoman.contacts.parties import name_parties
from dragoman.language.dates import Anchor, anchor_of, find_dates, find_durations
from dragoman.language.model import Language
from dragoman.language.parse import Collapse, parse_text
from dragoman.language.words import find_words
from dragoman.lexicons.loader import find_outlet
from dragoman.places.events import place_events
from dragoman.places.spots import find_setting
from dragoman.record import ActorKind, Document, Part, Reading, Segment, SegmentKind, Span
from dragoman.registry import Registry
from dragoman.statements.contact_chains import complete_contacts
from dragoman.statements.designations import find_designations
from dragoman.statements.find import find_statements
from dragoman.statements.first_person import complete_mentions

# what the parser reads in place of a phrase: a name it knows well
STAND_INS = {
    ActorKind.PERSON: "Johnson",
    ActorKind.STATE: "France",
    ActorKind.ORGANISATION: "NATO",
    ActorKind.GROUP: "leaders",
}


def read_document(document: Document, language: Language, registry: Registry | None = None) -> Reading:
    """Return all that a document tells: actors, mentions, contacts, statements, contested terms, with evidence.

    `registry` tells who held an office that the text leaves without a name; the package's where none is given.
    """
    anchor = anchor_of(document.source)
    body = _analyse("text", document.text, document.segments, language, anchor)
    title = document.source.title
    heading = (
        _analyse("title", title, (Segment(SegmentKind.TITLE, Span(0, len(title))),), language, anchor, body)
        if title
        else None
    )
    byline = read_byline(document.text, document.segments)
    cast = resolve_cast(heading, body, document.source, registry, byline)
    parts = tuple((analysis, _find_times(analysis, anchor)) for analysis in (body, heading) if analysis is not None)
    contacts = find_contacts(document, parts, cast)
    statements = find_statements(document, body, cast, contacts, anchor)
    cast = replace(cast, mentions=complete_mentions(body, cast, statements))
    contacts += find_quoted_contacts(document, body, parts[0][1], cast, contacts)
    contacts = complete_contacts(document, cast, contacts, statements)
    cast = name_parties(cast, (analysis for analysis, _ in parts), contacts)
    outlet = find_outlet(document.source.outlet, document.source.url)
    setting = find_setting((analysis for analysis, _ in parts), outlet.country if outlet is not None else None)
    events = find_events(document, body, cast, contacts, statements, parts[0][1])
    return Reading(
        document=document,
        actors=tuple(cast.actors.values()),
        mentions=cast.mentions,
        contacts=contacts,
        statements=statements,
        versions=_versions(language),
        designations=find_designations(document, [analysis for analysis, _ in parts], cast, statements),
        events=place_events(body, contacts, events, setting),
    )


def code_sentence(document: Document, actor: Span | None, recipient: Span | None, language: Language) -> Coded | None:
    """Return the event that a document of a sentence or two tells between two given sides; None where it tells none."""
    return code_between(analyse_text(document, language), actor, recipient)


def analyse_text(document: Document, language: Language) -> Analysis:
    """Return the words, names, actor phrases, parse and dates of a document's text, as all stages see it."""
    return _analyse("text", document.text, document.segments, language, anchor_of(document.source))


def _analyse(
    part: Part,
    text: str,
    segments: tuple[Segment, ...],
    language: Language,
    anchor: Anchor,
    body: Analysis | None = None,
) -> Analysis:
    """Words, names, actor phrases, parse and dates of one text, in that order (see `docs/decisions.md`).

    A title given apart is read with its `body`: by the people named there, and the words written small.
    """
    paragraphs = find_words(text, segments, language)
    lines = make_lines(text, paragraphs, None if body is None else _habits_of(body))
    phrases = join_countries(lines, find_phrases(lines, () if body is None else body.phrases))
    collapses = [
        Collapse(phrase.paragraph, phrase.first, phrase.last, _stand_in(text, phrase), number)
        for number, phrase in enumerate(phrases)
    ]
    parse = parse_text(text, paragraphs, collapses, language)
    return Analysis(part, text, phrases, parse, find_dates(text, anchor))


def _habits_of(body: Analysis) -> Habits:
    small = (token.text for token in body.parse.tokens if token.text.islower())
    people = (phrase.name for phrase in body.phrases if phrase.kind is ActorKind.PERSON and phrase.name is not None)
    return make_habits(small, (tuple(name.lower().split()) for name in people))


def _find_times(analysis: Analysis, anchor: Anchor) -> Times:
    return Times(analysis.text, anchor, analysis.dates, find_durations(analysis.text))


def _stand_in(text: str, phrase: Phrase) -> str:
    if phrase.kind is not ActorKind.PERSON:
        words = text[phrase.span.start : phrase.span.end]
        return words if phrase.last - phrase.first == 1 else STAND_INS[phrase.kind]
    return STAND_INS[ActorKind.GROUP] if phrase.plural and phrase.name is None else STAND_INS[ActorKind.PERSON]


def _versions(language: Language) -> tuple[tuple[str, str], ...]:
    try:
        own = version("dragoman")
    except PackageNotFoundError:
        own = "uninstalled"
    return (("dragoman", own), (language.name, language.version))
