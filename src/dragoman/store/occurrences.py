"""Keeps up which reports are of one occurrence: what readings brought is compared block by block, and joined.

What is still to be done stands in the store itself (`unlinked_version`, `changed_occurrence`), so a run that was cut
off is finished by the next.  Only the blocks of what changed are looked at, swept along the days that are told.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.identity.clusters import Decisions, pair_of
from dragoman.record import ContactKind, Modality
from dragoman.store.connection import pack_values, transaction
from dragoman.store.load import Row
from dragoman.store.occurrence_judgements import bind_reports
from dragoman.store.reports import ReportReader, decode_report, encode_report
from dragoman.store.topics import write_topic
from dragoman.stories.clusters import cluster_reports
from dragoman.stories.copies import group_copies, is_near_copy
from dragoman.stories.linking import Report, ReportLink, compare_reports, find_report_blocks, meets_copies_alone
from dragoman.stories.linking_days import LONGEST
from dragoman.stories.linking_words import Sketch, find_bands

RULE = "rule linking/1"
_VERSIONS = 256  # documents linked at once
_KEPT = 20_000  # reports kept in memory
_CACHE = 131_072  # KiB of the store's pages kept in memory: blocks lie all over it


def resolve_occurrences(connection: sqlite3.Connection) -> int:
    """Return how many documents were linked: all that had not been; occurrences are up to date then.

    Who is who must have been resolved before.  Each batch is one transaction.  Raises `StoreError`.
    """
    count = 0
    linker = _Linker(connection)
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    while True:
        with transaction(connection):
            versions = [row[0] for row in connection.execute(_UNLINKED, (_VERSIONS,))]
            linker.link(versions)
            rebind_occurrences(connection)
            count += len(versions)
            if len(versions) < _VERSIONS:
                return count


def is_linked(connection: sqlite3.Connection) -> bool:
    """Return whether all documents are linked: not after a run that was cut off."""
    return connection.execute("SELECT 1 FROM unlinked_version LIMIT 1").fetchone() is None


_UNLINKED = "SELECT version FROM unlinked_version ORDER BY version LIMIT ?"


@dataclass(slots=True)
class _Linker:
    """Files the reports of versions, compares them with those they may be one with, and joins what changed."""

    connection: sqlite3.Connection
    known: dict[int, Report] = field(default_factory=dict[int, Report])  # by the key of the contact
    reader: ReportReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = ReportReader(self.connection)

    def link(self, versions: list[int]) -> None:
        """Link versions anew, inside the caller's transaction."""
        filed: list[int] = []
        for version in versions:
            filed += self._file(version)
        self.connection.executemany("DELETE FROM unlinked_version WHERE version = ?", [(each,) for each in versions])
        for contact in filed:
            self._compare(contact)
        for version in versions:
            self._find_copies(version)
        changed = [row[0] for row in self.connection.execute("SELECT occurrence FROM changed_occurrence")]
        self.connection.execute("DELETE FROM changed_occurrence")
        recluster_reports(self.connection, [*filed, *_members_of(self.connection, changed)], self.load)
        self.connection.executemany(_DROP_EMPTY, [{"key": each} for each in changed])

    def load(self, contacts: Iterable[int]) -> dict[int, Report]:
        """Return reports by the keys of their contacts."""
        wanted = list(contacts)
        missing = [each for each in wanted if each not in self.known]
        if len(self.known) + len(missing) > _KEPT:
            self.known.clear()
            missing = wanted
        for start in range(0, len(missing), _CHUNK):
            chunk = missing[start : start + _CHUNK]
            sql = f"SELECT contact, report_id, content FROM report WHERE contact IN ({', '.join('?' * len(chunk))})"
            for contact, report_id, content in self.connection.execute(sql, chunk):
                self.known[contact] = decode_report(report_id, content)
        return {each: self.known[each] for each in wanted}

    def _file(self, version: int) -> list[int]:
        """Write the reports of a version in place of those that were there; return the keys of their contacts."""
        for (contact,) in self.connection.execute(
            "SELECT contact FROM report WHERE version = ?", (version,)
        ).fetchall():
            self.known.pop(contact, None)
        self.connection.execute("DELETE FROM report WHERE version = ?", (version,))
        self.connection.execute("DELETE FROM sketch WHERE version = ?", (version,))
        found = self.reader.read(version)
        if found is None:
            return []
        self._write_sketch(version, found.sketch)
        write_topic(self.connection, version, found.topic)
        for contact, report in found.reports.items():
            values = (contact, report.report_id, version, report.report_id, encode_report(report))
            self.connection.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?)", pack_values(values))
            first, last = _days_of(report)
            rows = [pack_values((block, first, contact, last)) for block in find_report_blocks(report)]
            self.connection.executemany("INSERT INTO report_block VALUES (?, ?, ?, ?)", rows)
        return list(found.reports)

    def _write_sketch(self, version: int, sketch: Sketch) -> None:
        if sketch:
            self.connection.execute("INSERT INTO sketch VALUES (?, ?)", (version, json.dumps(sketch)))
            rows = [(band, version) for band in find_bands(sketch)]
            self.connection.executemany("INSERT OR IGNORE INTO sketch_band VALUES (?, ?)", rows)

    def _compare(self, contact: int) -> None:
        """Compare a report with all that share a block at about its time, and with those of near-duplicates."""
        report = self.load([contact])[contact]
        blocks = find_report_blocks(report)
        if not blocks:
            return
        wanted = {row[0] for row in self._candidates(contact, report, blocks)} - {contact}
        for key, other in self.load(sorted(wanted)).items():
            link = compare_reports(report, other)
            if link.verdict != "different":
                self._write_link(link, {report.report_id: contact, other.report_id: key})

    def _candidates(self, contact: int, report: Report, blocks: tuple[str, ...]) -> Iterator[Row]:
        """Yield those that share a block and may be of one time, and the near-duplicates that share one."""
        marks = ", ".join("?" * len(blocks))
        packed = pack_values(blocks)
        told = report.days.told_between
        if meets_copies_alone(report):
            yield from self.connection.execute(_COPIED.format(marks), (*packed, contact))
            return
        if told is None:
            yield from self.connection.execute(f"SELECT contact FROM report_block WHERE block IN ({marks})", packed)
            return
        first, last = told[0].isoformat(), told[1].isoformat()
        earliest = (told[0] - dt.timedelta(days=LONGEST)).isoformat()
        found = f"SELECT contact FROM report_block WHERE block IN ({marks}) AND"
        yield from self.connection.execute(
            f"{found} first_day BETWEEN ? AND ? AND last_day >= ?", (*packed, earliest, last, first)
        )
        yield from self.connection.execute(f"{found} {_WIDE}", (*packed, last, first))
        yield from self.connection.execute(_COPIED.format(marks), (*packed, contact))

    def _write_link(self, link: ReportLink, keys: Mapping[str, int]) -> None:
        values = json.dumps([[value.key, value.points, value.words] for value in link.values])
        row = (keys[link.one], keys[link.other], link.verdict, link.score, link.is_copy, values, RULE, _now())
        self.connection.execute(_WRITE_LINK, pack_values(row))

    def _find_copies(self, version: int) -> None:
        """Note the documents of which one is a near-duplicate of the other, and tells of the same people."""
        own = self.connection.execute(_SKETCHED, (version,)).fetchone()
        if own is None:
            return
        for other, hashes, title in self.connection.execute(_NEAR, (version,)).fetchall():
            share = is_near_copy(
                (tuple(json.loads(own[0])), own[1], self._people_of(version)),
                (tuple(json.loads(hashes)), title, self._people_of(other)),
            )
            if share is not None:
                row = (*sorted((version, other)), share)
                self.connection.execute("INSERT OR REPLACE INTO near_copy VALUES (?, ?, ?)", row)

    def _people_of(self, version: int) -> frozenset[str]:
        keys = [row[0] for row in self.connection.execute("SELECT contact FROM report WHERE version = ?", (version,))]
        return frozenset(party.identity for report in self.load(keys).values() for party in report.parties)


_CHUNK = 500
# of a wide time the days stand in `last_day`, "2024-01-01/2024-12-31"; none for a time without bounds
_WIDE = "first_day = '' AND (last_day = '' OR (substr(last_day, 1, 10) <= ? AND substr(last_day, 12) >= ?))"
# From the few near-duplicates to their blocks: the other way round all of a block is looked at, whatever its days.
_COPIED = """SELECT far.contact FROM report CROSS JOIN sketch_band AS own ON own.version = report.version
    CROSS JOIN sketch_band AS near ON near.band = own.band AND near.version != own.version
    CROSS JOIN report AS others ON others.version = near.version
    CROSS JOIN report_block AS far ON far.contact = others.contact WHERE far.block IN ({}) AND report.contact = ?"""
_DROP_EMPTY = """DELETE FROM occurrence WHERE occurrence_id = :key
    AND NOT EXISTS (SELECT 1 FROM report WHERE occurrence = :key)"""
_WRITE_LINK = "INSERT OR REPLACE INTO report_link VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SKETCHED = "SELECT hashes, title FROM sketch JOIN version ON version.key = sketch.version WHERE sketch.version = ?"
_NEAR = """SELECT DISTINCT sketch.version, sketch.hashes, version.title FROM sketch_band AS own
    JOIN sketch_band AS near ON near.band = own.band AND near.version != own.version
    JOIN sketch ON sketch.version = near.version JOIN version ON version.key = sketch.version WHERE own.version = ?"""


def _days_of(report: Report) -> tuple[str, str]:
    """First and last day to look for others in; "" and both of them of a wide time, "" and "" of one without bounds."""
    told = report.days.told_between
    if told is None:
        return "", ""
    first, last = told[0].isoformat(), told[1].isoformat()
    return (first, last) if (told[1] - told[0]).days <= LONGEST else ("", f"{first}/{last}")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


# ------------------------------------------------------------------ joining

_Load = Callable[[Iterable[int]], dict[int, Report]]


def rebind_occurrences(connection: sqlite3.Connection) -> None:
    """Bind the judgements of occurrences to the reports there are, and join anew what they bear on."""
    changed = sorted(bind_reports(connection))
    if changed:
        sql = f"SELECT contact FROM report WHERE report_id IN ({', '.join('?' * len(changed))})"
        recluster_reports(connection, [row[0] for row in connection.execute(sql, changed)])


def recluster_reports(connection: sqlite3.Connection, changed: Iterable[int], load: _Load | None = None) -> None:
    """Join anew the reports that hang together with those that changed, and write their occurrences."""
    load = load or _Linker(connection).load
    waiting = set(changed)
    while waiting:
        component = _component(connection, waiting.pop())
        waiting -= component
        _join(connection, load(sorted(component)))


def _join(connection: sqlite3.Connection, reports: Mapping[int, Report]) -> None:
    by_id = {report.report_id: report for report in reports.values()}
    keys = {report.report_id: key for key, report in reports.items()}
    links = list(_links_among(connection, {key: report.report_id for key, report in reports.items()}))
    clusters = cluster_reports(by_id, links, _read_decisions(connection, by_id), compare_reports)
    listed = ", ".join(map(str, keys.values()))
    before = {row[0] for row in connection.execute(f"SELECT occurrence FROM report WHERE contact IN ({listed})")}
    connection.executemany(
        "UPDATE report SET occurrence = ? WHERE contact = ?",
        [(event, keys[report_id]) for report_id, event in clusters.event.items()],
    )
    groups: dict[str, list[Report]] = {}
    for report_id, event in clusters.event.items():
        groups.setdefault(event, []).append(by_id[report_id])
    connection.executemany("DELETE FROM occurrence WHERE occurrence_id = ?", [(each,) for each in before - set(groups)])
    copies = [(link.one, link.other) for link in links if link.is_copy]
    rows = [(event, *_describe(members, copies)) for event, members in groups.items()]
    connection.executemany(
        "INSERT OR REPLACE INTO occurrence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(pack_values, rows)
    )


def _describe(members: list[Report], copies: list[tuple[str, str]]) -> Row:
    """Kind, modality, first and last day, and how many reports, documents, accounts and outlets there are."""
    kinds = [member.kind for member in members]
    told: list[ContactKind] = [kind for kind in kinds if kind is not ContactKind.CONVERSATION] or kinds
    kind, _ = max(Counter(sorted(told)).items(), key=lambda entry: entry[1])
    modalities = {member.modality for member in members}
    modality = Modality.HAPPENED if Modality.HAPPENED in modalities else min(modalities)
    first, last = _find_bounds(members)
    documents = {member.document_id for member in members}
    of = {member.report_id: member.document_id for member in members}
    pairs = [(of[one], of[other]) for one, other in copies if one in of and other in of]
    accounts = len(set(group_copies(documents, pairs).values()))
    outlets = len({member.outlet or member.document_id for member in members})
    return kind, modality, first, last, len(members), len(documents), accounts, outlets


def _find_bounds(members: list[Report]) -> tuple[str | None, str | None]:
    """The days that the accounts tell; where none tells them, the days that fit all."""
    days = [member.days for member in members if member.days.told == "day"]
    if days:
        return min(str(each.first) for each in days), max(str(each.last) for each in days)
    # where only the publication is known, the first day is one to look from, not one that is told
    firsts = [
        str(member.days.first) for member in members if member.days.first and member.days.told not in ("news", "recent")
    ]
    lasts = [str(member.days.last) for member in members if member.days.last]
    first, last = max(firsts, default=None), min(lasts, default=None)
    return (first, last) if first is None or last is None or first <= last else (last, first)


def _members_of(connection: sqlite3.Connection, occurrences: Iterable[str]) -> list[int]:
    sql = "SELECT contact FROM report WHERE occurrence = ?"
    return [row[0] for each in occurrences for row in connection.execute(sql, (each,))]


def _component(connection: sqlite3.Connection, changed: int) -> set[int]:
    """The keys of all reports that were or may be one with one that changed, or with such as may."""
    found, waiting = set[int](), [changed]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(row[0] for row in connection.execute(_NEIGHBOURS, {"key": key}))
    return found


_NEIGHBOURS = """
    SELECT other FROM report_link WHERE one = :key AND verdict IN ('same', 'only')
    UNION SELECT one FROM report_link WHERE other = :key AND verdict IN ('same', 'only')
    UNION SELECT near.contact FROM report AS own JOIN report AS near ON near.occurrence = own.occurrence
        WHERE own.contact = :key
    UNION SELECT near.contact FROM report AS own JOIN judged_report ON judged_report.one = own.report_id
        JOIN report AS near ON near.report_id = judged_report.other WHERE own.contact = :key"""


def _links_among(connection: sqlite3.Connection, ids: Mapping[int, str]) -> Iterator[ReportLink]:
    sql = f"""SELECT one, other, verdict, score, is_copy FROM report_link WHERE verdict IN ('same', 'only')
        AND one IN ({", ".join(map(str, ids))})"""
    for one, other, verdict, score, is_copy in connection.execute(sql):
        if other in ids:
            first, second = sorted((ids[one], ids[other]))
            yield ReportLink(first, second, score, verdict, (), bool(is_copy))


def _read_decisions(connection: sqlite3.Connection, ids: Iterable[str]) -> Decisions:
    """What reviewers decided of pairs among these reports."""
    wanted = set(ids)
    pairs: dict[str, set[tuple[str, str]]] = {"same": set(), "different": set(), "unsure": set()}
    for report_id in wanted:
        for other, verdict in connection.execute(
            "SELECT other, verdict FROM judged_report WHERE one = ?", (report_id,)
        ):
            if other in wanted:
                pairs[verdict].add(pair_of(report_id, other))
    return Decisions(*(frozenset(pairs[verdict]) for verdict in ("same", "different", "unsure")))
