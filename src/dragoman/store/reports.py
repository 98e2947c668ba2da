"""Contacts of the store → reports as they are compared, with who is who across documents; and reports as text."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dragoman.identity.profiles import find_seats
from dragoman.lexicons.words import fold_words
from dragoman.record import ContactKind, Modality
from dragoman.registry import read_office
from dragoman.store.codec import decode_moment, decode_passages
from dragoman.store.known import OfficeDays, load_tenures
from dragoman.store.load import Row, read_date_range
from dragoman.store.topics import Topic, find_topic
from dragoman.stories.linking import Party, Report, are_alike_in_kind, find_titled
from dragoman.stories.linking_days import Days, count_as_recent, find_days
from dragoman.stories.linking_words import Sketch, sketch_text, weigh_words
from dragoman.stories.series import Series, find_series

_LONGEST = 6_000  # characters of a document that speak for its one contact


@dataclass(frozen=True, slots=True)
class VersionReports:
    """What a version of a document gives to compare: its reports by the key of their contacts, sketch and topic."""

    reports: Mapping[int, Report]
    sketch: Sketch
    topic: Topic


@dataclass(slots=True)
class ReportReader:
    """Reads the reports of versions; the offices of people met are looked up once."""

    connection: sqlite3.Connection
    tenures: dict[str, tuple[OfficeDays, ...]] = field(default_factory=dict[str, tuple[OfficeDays, ...]])

    def read(self, version: int) -> VersionReports | None:
        """Return what a version gives to compare; None for one that is not the newest of its document."""
        head = self.connection.execute(_HEAD, (version,)).fetchone()
        if head is None:
            return None
        document_id, outlet, published, title, text = head
        sketch = sketch_text(text)
        rows = self.connection.execute(_CONTACTS, (version,)).fetchall()
        moment = decode_moment(published)
        told = [row for row in rows if row[3] in (Modality.HAPPENED, Modality.PLANNED)]
        reports: dict[int, Report] = {}
        for row in rows:
            whole = text[:_LONGEST] if told == [row] else None
            report = self._read_contact(row, (document_id, outlet, title), moment, whole, sketch)
            if sum(party.kind != "group" for party in report.parties) > 1:
                reports[row[0]] = report
        placed = {key: _place_in(each, reports.values()) for key, each in reports.items()}
        return VersionReports(placed, sketch, find_topic(title, text))

    def _read_contact(
        self,
        row: Row,
        source: tuple[str, str | None, str | None],
        moment: dt.date | dt.datetime | None,
        whole: str | None,
        sketch: Sketch,
    ) -> Report:
        (
            key,
            contact_id,
            kind,
            modality,
            *date_values,
            date_words,
            initiator,
            medium,
            minutes,
            place,
            evidence,
            words,
        ) = row
        days = find_days(read_date_range(*date_values), date_words, Modality(modality), moment)
        actors = tuple(self._read_parties(key, source[0], days.last))
        parties = tuple({party.identity: party for _, party in reversed(actors)}.values())[::-1]
        names = {word for party in parties for word in fold_words(party.name).split()}
        account = whole if whole is not None else f"{words} {self._said_in(contact_id)}"
        return Report(
            contact_id,
            *source[:2],
            ContactKind(kind),
            Modality(modality),
            parties,
            days,
            medium,
            minutes,
            place,
            next((party.identity for actor_id, party in actors if actor_id == initiator), None),
            all(passage.part == "title" for passage in decode_passages(evidence)),
            source[2],
            series=find_series(words),
            words=weigh_words(account, names),
            sketch=sketch,
        )

    def _read_parties(self, contact: int, document_id: str, day: dt.date | None) -> Iterator[tuple[str, Party]]:
        """Yield the participants with their ids in the document; groups are nobody in particular."""
        for (
            actor_id,
            kind,
            name,
            office,
            country,
            identity,
            profile_kind,
            own_country,
            person,
        ) in self.connection.execute(_PARTIES, (contact,)):
            if kind == "document":
                continue
            if kind == "group":  # nobody in particular, who is somebody more all the same
                yield actor_id, Party(f"{document_id} {actor_id}", name, "group", country)
                continue
            # what other documents tell of a country may change; what this one and the registry tell does not
            where = country or (own_country if person is not None else None)
            offices = [words for words in (office, name if name == office else None) if words]
            if person is not None and not offices:
                offices = list(self._offices_on(person, day))
            seats = frozenset[str]().union(*(find_seats(words, where) for words in offices))
            heads = frozenset[str]().union(*(_find_heads(words, where) for words in offices))
            own = identity or f"{document_id} {actor_id}"
            yield actor_id, Party(own, name, profile_kind or kind, where, seats, heads)

    def _offices_on(self, person: str, day: dt.date | None) -> Iterator[str]:
        if person not in self.tenures:
            self.tenures[person] = load_tenures(self.connection, person)
        for held in self.tenures[person]:
            if day is not None and any(first <= day <= last for first, last in held.days):
                yield held.words

    def _said_in(self, contact_id: str) -> str:
        rows = self.connection.execute("SELECT words FROM statement WHERE contact_id = ? ORDER BY key", (contact_id,))
        return " ".join(words for (words,) in rows)


def _place_in(report: Report, all_told: Collection[Report]) -> Report:
    """The report with what follows from the others of its document: its days, and whether the title is about another.

    The title is not about a contact where it names somebody of another one alone ("Meeting with Anna Velk", and in the
    text "Earlier in the day she met …").
    """
    named = find_titled(report)
    is_aside = any(named < find_titled(other) for other in all_told) and not report.in_title
    return replace(_date_earlier(report, all_told), is_aside=is_aside)


def _date_earlier(report: Report, all_told: Iterable[Report]) -> Report:
    """The report with its days, where it is of something earlier and its document tells no other contact like it."""
    if report.modality is not Modality.BACKGROUND:
        return report
    people = {party.identity for party in report.parties}
    for other in all_told:
        shared = people.intersection(party.identity for party in other.parties)
        if other is not report and len(shared) > 1 and are_alike_in_kind(report.kind, other.kind):
            return report
    return replace(report, days=count_as_recent(report.days))


def _find_heads(words: str, country: str | None) -> frozenset[str]:
    """The work of an office ("president/", "minister/foreign"), whether or not it says of which country.

    A deputy and a former president are none.
    """
    return frozenset(office.seat for office in read_office(words, country) if office.rank in (None, "acting"))


_HEAD = """SELECT document_id, outlet, published, title, text FROM version
    JOIN document ON document.newest = version.key WHERE version.key = ?"""
_CONTACTS = """SELECT key, contact_id, kind, modality, start_date, end_date, date_basis, start_time, timezone,
    date_words, initiator, medium, duration_minutes, place, evidence, words FROM contact WHERE version = ?
    ORDER BY position"""
_PARTIES = """SELECT actor.actor_id, actor.kind, actor.name, actor.office, actor.country, profile.identity,
    profile.kind, profile.country, profile.person
    FROM contact_actor JOIN actor ON actor.key = contact_actor.actor
    LEFT JOIN bearer ON bearer.actor = actor.key LEFT JOIN profile ON profile.key = bearer.profile
    WHERE contact = ? AND role = 'participant' ORDER BY contact_actor.position"""


# ------------------------------------------------------------------ as text


def encode_report(report: Report) -> str:
    """Return a report as JSON, but for what the store has beside it."""
    days, series = report.days, report.series
    return json.dumps(
        [
            report.document_id,
            report.outlet,
            report.kind,
            report.modality,
            [[p.identity, p.name, p.kind, p.country, sorted(p.seats), sorted(p.heads)] for p in report.parties],
            [
                days.told,
                _write(days.first),
                _write(days.last),
                days.weekday,
                _write(days.published),
                days.clock,
                days.offset,
                days.at.isoformat() if days.at else None,
            ],
            report.medium,
            report.minutes,
            report.place,
            report.initiator,
            report.in_title,
            report.title,
            [series.count, series.within, series.again, series.words],
            report.words,
            report.sketch,
            report.is_aside,
        ]
    )


def decode_report(report_id: str, content: str) -> Report:
    """Return what `encode_report` wrote."""
    document_id, outlet, kind, modality, parties, days, medium, minutes, place, *rest = json.loads(content)
    initiator, in_title, title, series, words, sketch, *aside = rest  # the last is new
    told, first, last, weekday, published, clock, offset, at = days
    return Report(
        report_id,
        document_id,
        outlet,
        ContactKind(kind),
        Modality(modality),
        tuple(
            Party(identity, name, sort, country, frozenset(seats), frozenset(heads))
            for identity, name, sort, country, seats, heads in parties
        ),
        Days(
            told,
            _read(first),
            _read(last),
            weekday,
            _read(published),
            clock,
            offset,
            dt.time.fromisoformat(at) if at else None,
        ),
        medium,
        minutes,
        place,
        initiator,
        in_title,
        title,
        bool(aside and aside[0]),
        Series(*series),
        words,
        tuple(sketch),
    )


def _write(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _read(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
