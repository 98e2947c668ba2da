"""A record of a conversation, speaker by speaker ("Pell Arden: Mr President, …"), is a meeting of those who speak."""

from __future__ import annotations

from dragoman.actors.cast import Analysis, Cast
from dragoman.contacts.frames import Frame
from dragoman.language.labels import find_label
from dragoman.record import Actor, ActorKind, ContactKind

SPEAKERS_AT_MOST = 8  # more is a conference, not a contact of two sides


def find_dialogue(analysis: Analysis, cast: Cast) -> Frame | None:
    """Return the meeting that a transcript of at least two named people shows, or None.

    Its evidence is the first paragraph in which the second of them speaks.
    """
    speakers: dict[str, Actor] = {}
    last: int | None = None
    for number in range(len(analysis.parse.sentences)):
        actor = _label(analysis, cast, number)
        if actor is not None and actor.actor_id not in speakers:
            speakers[actor.actor_id] = actor
            last = number if len(speakers) <= 2 else last
    if last is None or not 2 <= len(speakers) <= SPEAKERS_AT_MOST:
        return None
    cue = analysis.parse.tokens[analysis.parse.sentences[last].first]
    first, *others = speakers.values()
    return Frame(last, cue, cue, ContactKind.MEETING, (first,), tuple(others), None, "dialogue", 0.8)


def find_speakers(analysis: Analysis, cast: Cast) -> dict[int, Actor]:
    """Return who speaks in each paragraph of a conversation of two, by the label before it; empty where more speak."""
    spoken: dict[int, Actor] = {}
    current: Actor | None = None
    for number, sentence in enumerate(analysis.parse.sentences):
        current = _label(analysis, cast, number) or current
        if current is not None:
            spoken[sentence.paragraph] = current
    return spoken if len({actor.actor_id for actor in spoken.values()}) == 2 else {}


def has_speaker(analysis: Analysis, cast: Cast, actors: frozenset[str]) -> bool:
    """Whether one of the actors speaks under a label of his own in this text."""
    return any(
        (actor := _label(analysis, cast, number)) is not None and actor.actor_id in actors
        for number in range(len(analysis.parse.sentences))
    )


def _label(analysis: Analysis, cast: Cast, number: int) -> Actor | None:
    """The person whose name opens a paragraph and is followed by a colon."""
    token = find_label(analysis.text, analysis.parse, number)
    if token is None:
        return None
    people = cast.people(analysis.part, token.index)
    return people[0] if len(people) == 1 and people[0].kind is ActorKind.PERSON else None
