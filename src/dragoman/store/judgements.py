"""Judgements of reviewers: added, taken back, listed, and bound to the profiles that they speak of.

A judgement names profiles by id and by their words.  Where a re-reading or a new registry has given an actor another
profile, it is found again by its name; what cannot be found waits.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from itertools import product
from typing import Literal

from dragoman.errors import JudgementError
from dragoman.identity.clusters import Decisions, pair_of
from dragoman.record import JudgedAs, Judgement, Subject, stable_id
from dragoman.store.codec import decode_pairs, encode_pairs
from dragoman.store.connection import pack_values
from dragoman.store.load import Row
from dragoman.store.names import fold_name

_COLUMNS = 'judgement_id, verdict, one, other, author, decided, score, "values", note, undone, undone_by, about'


def make_judgement(
    verdict: JudgedAs,
    sides: tuple[tuple[Subject, ...], tuple[Subject, ...]],
    author: str,
    *,
    score: float | None = None,
    values: Iterable[tuple[str, str]] = (),
    note: str | None = None,
    about: Literal["actor", "occurrence"] = "actor",
) -> Judgement:
    """Return a judgement of this moment, with the id that its verdict, subjects, author and moment give."""
    decided = dt.datetime.now(dt.UTC)
    ids = [subject.profile_id for side in sides for subject in side]
    judgement_id = stable_id("judgement", verdict, *ids, author, decided.isoformat())
    return Judgement(judgement_id, verdict, *sides, author, decided, score, tuple(values), note, about=about)


def write_judgement(connection: sqlite3.Connection, judgement: Judgement) -> bool:
    """Return whether a judgement was written; one that the store has already is left as it is there.

    It is not yet bound: `bind_judgements` does that.
    """
    values = (
        judgement.judgement_id,
        judgement.verdict,
        _encode_subjects(judgement.one),
        _encode_subjects(judgement.other),
        judgement.author,
        judgement.decided.isoformat(),
        judgement.score,
        encode_pairs(judgement.values),
        judgement.note,
        judgement.undone.isoformat() if judgement.undone else None,
        judgement.undone_by,
        judgement.about,
    )
    sql = f"INSERT OR IGNORE INTO judgement ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    return connection.execute(sql, pack_values(values)).rowcount > 0


def load_judgements(connection: sqlite3.Connection, *, in_force: bool = False) -> Iterator[Judgement]:
    """Yield the judgements in the order in which they were made; with `in_force`, not those taken back."""
    condition = "WHERE undone IS NULL" if in_force else ""
    for row in connection.execute(f"SELECT {_COLUMNS} FROM judgement {condition} ORDER BY key"):
        yield _read_judgement(row)


def load_judgement(connection: sqlite3.Connection, key: int) -> Judgement:
    """Return the judgement of this key."""
    return _read_judgement(connection.execute(f"SELECT {_COLUMNS} FROM judgement WHERE key = ?", (key,)).fetchone())


def find_judgement(connection: sqlite3.Connection, wanted: str | None) -> Judgement:
    """Return the judgement in force whose id begins so, or the latest; raises `JudgementError` for none or several."""
    found = [each for each in load_judgements(connection) if each.judgement_id.startswith(wanted or "")]
    in_force = [each for each in found if each.undone is None]
    if wanted is None and in_force:
        return in_force[-1]
    if not found or wanted is None:
        what = f"judgement {wanted!r}" if wanted else "judgement in force"
        raise JudgementError(f"there is no {what}; dragoman review --history lists those there are")
    if len(in_force) > 1:
        listed = ", ".join(each.judgement_id for each in in_force[:5])
        raise JudgementError(f"{wanted!r} may mean several judgements: {listed}; give more of the id")
    if not in_force:
        raise JudgementError(f"judgement {found[-1].judgement_id} was undone already, by {found[-1].undone_by}")
    return in_force[0]


def mark_undone(connection: sqlite3.Connection, judgement: Judgement, author: str, moment: dt.datetime) -> None:
    """Take a judgement back; its row stays as history."""
    values = (moment.isoformat(), author, judgement.judgement_id)
    connection.execute("UPDATE judgement SET undone = ?, undone_by = ? WHERE judgement_id = ?", pack_values(values))


def _encode_subjects(subjects: Iterable[Subject]) -> str:
    return json.dumps([asdict(subject) for subject in subjects])


def _read_judgement(row: Row) -> Judgement:
    judgement_id, verdict, one, other, author, decided, score, values, note, undone, undone_by, about = row
    return Judgement(
        judgement_id,
        verdict,
        tuple(Subject(**each) for each in json.loads(one)),
        tuple(Subject(**each) for each in json.loads(other)),
        author,
        dt.datetime.fromisoformat(decided),
        score,
        decode_pairs(values),
        note,
        dt.datetime.fromisoformat(undone) if undone else None,
        undone_by,
        about,
    )


# ------------------------------------------------------------------ what they bear on


def bind_judgements(connection: sqlite3.Connection) -> set[str]:
    """Return the ids of the profiles whose judgements changed, every judgement being bound to its profiles anew."""
    if not connection.execute("SELECT 1 FROM judgement LIMIT 1").fetchone():
        return set()
    before = set(connection.execute("SELECT one, other, verdict FROM judged_pair"))
    connection.execute("DELETE FROM judged_pair")
    # what was taken out of a profile bears its name, and is never what is left
    apart = frozenset(subject.profile_id for subject in _apart(load_judgements(connection, in_force=True)))
    for key, row in [(row[0], row[1:]) for row in connection.execute(f"SELECT key, {_COLUMNS} FROM judgement")]:
        judgement = _read_judgement(row)
        if judgement.undone is not None or judgement.about != "actor":
            continue
        one, other = (_bind(connection, side, apart) for side in (judgement.one, judgement.other))
        pairs = product(one, other)
        if judgement.verdict == "same":
            everybody = (*one, *other)
            pairs = product(everybody[:1], everybody[1:])
        rows = {
            (*each, key, judgement.verdict) for first, second in pairs for each in ((first, second), (second, first))
        }
        connection.executemany("INSERT OR IGNORE INTO judged_pair VALUES (?, ?, ?, ?)", sorted(rows))
    after = set(connection.execute("SELECT one, other, verdict FROM judged_pair"))
    return {profile for row in before ^ after for profile in row[:2]}


def _bind(
    connection: sqlite3.Connection, subjects: Iterable[Subject], apart: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    found = (find_subject(connection, subject, apart) for subject in subjects)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def find_subject(connection: sqlite3.Connection, subject: Subject, apart: frozenset[str] = frozenset()) -> str | None:
    """Return the id of the profile that a judgement's subject is now; None while there is none, or more than one.

    It is none of those that were taken `apart`.
    """
    row = connection.execute("SELECT 1 FROM profile WHERE profile_id = ?", (subject.profile_id,)).fetchone()
    if row is not None:
        return subject.profile_id
    if subject.document_id is not None:
        return None  # it comes back with its document
    return _find_by_name(connection, subject, apart)


def _find_by_name(connection: sqlite3.Connection, subject: Subject, apart: frozenset[str]) -> str | None:
    name = fold_name(subject.name)
    sql = """SELECT profile_id, country FROM profile WHERE '|' || name_key || '|' LIKE ? ESCAPE '!'
        AND (country IS NULL OR ? IS NULL OR country = ?)"""
    values = pack_values((f"%|{name}|%", subject.country, subject.country))
    rows = connection.execute(sql, values).fetchall()
    found = [row for row in rows if row[0] not in apart]
    same = [profile_id for profile_id, country in found if country == subject.country]
    chosen = same if len(same) == 1 else [profile_id for profile_id, _ in found]
    return str(chosen[0]) if len(chosen) == 1 else None


def read_decisions(connection: sqlite3.Connection, profile_ids: Collection[str]) -> Decisions:
    """Return what reviewers decided of pairs among these profiles."""
    pairs: dict[str, set[tuple[str, str]]] = {"same": set(), "different": set(), "unsure": set()}
    for profile_id in profile_ids:
        for other, verdict in connection.execute("SELECT other, verdict FROM judged_pair WHERE one = ?", (profile_id,)):
            if other in profile_ids:
                pairs[verdict].add(pair_of(profile_id, other))
    return Decisions(*(frozenset(pairs[verdict]) for verdict in ("same", "different", "unsure")))


def find_overrides(connection: sqlite3.Connection) -> dict[str, tuple[Subject, ...]]:
    """Return, for each document of which reviewers took something apart, what they took."""
    found: dict[str, tuple[Subject, ...]] = {}
    for subject in _apart(load_judgements(connection, in_force=True)):
        if subject.document_id is not None:
            found[subject.document_id] = (*found.get(subject.document_id, ()), subject)
    return found


def _apart(judgements: Iterable[Judgement]) -> Iterator[Subject]:
    return (subject for judgement in judgements for subject in judgement.one if subject.document_id is not None)


# ------------------------------------------------------------------ contradictions


def check_judgement(connection: sqlite3.Connection, judgement: Judgement) -> None:
    """Raise `JudgementError` where a judgement contradicts those in force; nothing is changed."""
    one, other = (_bind(connection, side) for side in (judgement.one, judgement.other))
    match judgement.verdict:
        case "same":
            for first, second in product(_joined(connection, one), _joined(connection, other)):
                against = _judged(connection, first, second, "different")
                if against is not None:
                    raise JudgementError(
                        f"{judgement.one[0].name} and {judgement.other[0].name} cannot be one: {_tell(against)}; "
                        f"take that back first with dragoman undo {against.judgement_id}"
                    )
        case "different":
            for first, second in product(one, other):
                path = _find_path(connection, first, second)
                if path:
                    listed = "; ".join(_tell(each) for each in path)
                    raise JudgementError(
                        f"{judgement.one[0].name} and {judgement.other[0].name} were judged to be one: {listed}; "
                        f"take that back first with dragoman undo {path[0].judgement_id}"
                    )
        case "unsure":
            pass


def find_meeting(connection: sqlite3.Connection, one: str, other: str) -> tuple[str, str] | None:
    """Return the ids of a contact in which two identities took part as two, and of its document; None for none.

    Two who were in contact with each other are two: to judge them one is most often a slip.
    """
    row = connection.execute(_MEETING, pack_values((one, other))).fetchone()
    return (row[0], row[1]) if row is not None else None


_MEETING = """SELECT contact.contact_id, document.document_id FROM contact
    JOIN document ON document.newest = contact.version
    WHERE contact.key IN (SELECT contact FROM contact_actor JOIN bearer USING (actor)
        JOIN profile ON profile.key = bearer.profile WHERE role = 'participant' AND profile.identity = ?)
    AND contact.key IN (SELECT contact FROM contact_actor JOIN bearer USING (actor)
        JOIN profile ON profile.key = bearer.profile WHERE role = 'participant' AND profile.identity = ?)
    ORDER BY contact.key LIMIT 1"""


def _tell(judgement: Judgement) -> str:
    names = f"{judgement.one[0].name} and {judgement.other[0].name}"
    return f"{judgement.author} judged {names} {judgement.verdict} on {judgement.decided:%Y-%m-%d}"


def _joined(connection: sqlite3.Connection, profile_ids: Iterable[str]) -> set[str]:
    """The profiles that reviewers have made one with any of these."""
    found, waiting = set[str](), list(profile_ids)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(row[0] for row in connection.execute(_SAME, (each,)))
    return found


def _find_path(connection: sqlite3.Connection, start: str, goal: str) -> list[Judgement]:
    """The judgements by which two profiles are one; empty where none makes them so."""
    came: dict[str, str] = {start: start}
    waiting = deque([start])
    while waiting and goal not in came:
        each = waiting.popleft()
        for (near,) in connection.execute(_SAME, (each,)):
            if near not in came:
                came[near] = each
                waiting.append(near)
    if goal not in came or goal == start:
        return []
    steps: list[Judgement] = []
    while goal != start:
        step = _judged(connection, came[goal], goal, "same")
        steps.extend([step] if step is not None else [])
        goal = came[goal]
    return list({each.judgement_id: each for each in steps}.values())


_SAME = "SELECT other FROM judged_pair WHERE one = ? AND verdict = 'same'"


def _judged(connection: sqlite3.Connection, one: str, other: str, verdict: JudgedAs) -> Judgement | None:
    columns = ", ".join(f"judgement.{name}" for name in _COLUMNS.split(", "))
    sql = f"""SELECT {columns} FROM judged_pair JOIN judgement ON judgement.key = judged_pair.judgement
        WHERE judged_pair.one = ? AND judged_pair.other = ? AND judged_pair.verdict = ? LIMIT 1"""
    row = connection.execute(sql, (one, other, verdict)).fetchone()
    return _read_judgement(row) if row else None
