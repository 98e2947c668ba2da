"""The page of an actor: names by script and outlet, offices, contacts, partners, statements, demands, terms."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from dragoman.errors import MissingError
from dragoman.exports.actors import dossier_row, identity_row
from dragoman.exports.rows import Json
from dragoman.pages import shown
from dragoman.pages.drawings import draw_months, draw_offices
from dragoman.pages.ledger import PAGE, ledger_url, make_line, read_number
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.record import Act, Actor, Voice
from dragoman.store.actors import Dossier, Identity, load_dossier, load_identity
from dragoman.store.browse import LedgerFilter, count_facets, find_actors, find_page, find_partners
from dragoman.store.connection import store_errors, store_path
from dragoman.store.known import present_designations, present_statements
from dragoman.store.load import StoredDesignation, StoredStatement, load_designations, load_statements
from dragoman.terminal.text import one_line

SHOWN = 8  # contacts and statements on the page; the rest is a link away
_TERMS = 200  # uses of contested terms that are counted

_HAS_ROLE = """{table}.key IN (SELECT {table}_actor.{table} FROM profile JOIN bearer ON bearer.profile = profile.key
    JOIN {table}_actor ON {table}_actor.actor = bearer.actor WHERE profile.identity = ? AND role IN ({roles}))
    AND document.newest = {table}.version"""


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name that the record has for an actor: its script, and the outlets that use it with how many documents do."""

    name: str
    script: str
    outlets: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class TermLine:
    """A contested term as it is used of somebody: whose word it is, in which voice, how often, and one such use.

    `by` is empty where the word is the outlet's own; `of` is who is called so, None where the text does not tell.
    """

    words: str
    by: tuple[Actor, ...]
    of: Actor | None
    voice: Voice
    count: int
    example: StoredDesignation


def gather_actor(site: Site, connection: sqlite3.Connection, params: QueryParams, actor_id: str) -> View:
    """Return the page of an actor; raises `MissingError` where there is none of this id."""
    identity = load_identity(connection, actor_id)
    if identity is None:
        raise MissingError(f"there is no actor {actor_id}; the list of actors has those there are")
    own = identity.identity_id
    dossier = load_dossier(connection, identity)
    wanted = LedgerFilter(actors=(own,))
    facets = site.recall(("facets", wanted), lambda: count_facets(connection, wanted))
    page = find_page(connection, wanted, limit=SHOWN)
    offset = int(read_number(params.get("said"), "said", 0, 1_000_000))
    said = find_own(connection, own, ("speaker",), SHOWN + 1, offset=offset)
    url = f"/actor/{own}"
    values = {
        "identity": identity,
        "dossier": dossier,
        "names": list_names(dossier),
        "lines": [make_line(each) for each in page.occurrences],
        "facets": facets,
        "months": draw_months(own, facets.days),
        "timeline": draw_offices(dossier),
        "partners": find_partners(connection, own),
        "statements": said[:SHOWN],
        "said_before": shown.query(url, said=offset - SHOWN or None) if offset >= SHOWN else None,
        "said_after": shown.query(url, said=offset + SHOWN) if len(said) > SHOWN else None,
        "made": find_own(connection, own, ("speaker",), SHOWN, act=Act.REQUEST),
        "received": find_own(connection, own, ("addressee",), SHOWN, act=Act.REQUEST),
        "called": count_terms(find_terms(connection, own, "called")),
        "calls": count_terms(find_terms(connection, own, "speaker")),
        "ledger_url": ledger_url(LedgerFilter(actors=(own,), modality=None)),
        "json_url": f"{url}.json",
        "csv_url": f"{url}.csv",
    }
    head = dossier_row(dossier, [report.found for each in page.occurrences for report in each.reports], said[:SHOWN])
    rows = [{"name": use.name, "outlet": use.outlet, "documents": use.documents} for use in dossier.names]
    return View("actor.html", values, rows, head)


def list_names(dossier: Dossier) -> list[NameLine]:
    """Return the names of an actor, those most documents use first, the scripts together."""
    outlets: dict[str, list[tuple[str | None, int]]] = {}
    for use in dossier.names:
        outlets.setdefault(use.name, []).append((use.outlet, use.documents))
    lines = [NameLine(name, name_script(name), tuple(uses)) for name, uses in outlets.items()]
    weights = Counter[str]()
    for line in lines:
        weights[line.script] += sum(count for _, count in line.outlets)
    return sorted(
        lines, key=lambda line: (-weights[line.script], line.script, -sum(count for _, count in line.outlets))
    )


def name_script(name: str) -> str:
    """Return the script of most letters of a name, as Unicode calls it: "Latin", "Arabic", "Cyrillic"; "" for none."""
    found = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha())
    return max(found, key=lambda script: (found[script], script)).capitalize() if found else ""


def find_own(
    connection: sqlite3.Connection,
    identity_id: str,
    roles: Sequence[str],
    limit: int,
    act: Act | None = None,
    offset: int = 0,
) -> list[StoredStatement]:
    """Return statements in which an actor has one of the roles, the latest first."""
    narrowed = "" if act is None else "AND statement.act = ?"
    sql = _OWN.format(roles=", ".join(f"'{role}'" for role in roles), narrowed=narrowed)
    values: list[object] = [*(() if act is None else (act.value,)), identity_id, limit, offset]
    with store_errors(store_path(connection)):
        keys = [row[0] for row in connection.execute(sql, values)]
    condition = f"statement.key IN ({', '.join(map(str, keys))})"
    order = "coalesce(statement.start_date, substr(version.published, 1, 10)) DESC, statement.key"
    return list(present_statements(connection, load_statements(connection, condition, (), order)))


# the keys alone: what else a statement has is read of the few that are shown
_OWN = """SELECT DISTINCT statement.key FROM profile CROSS JOIN bearer ON bearer.profile = profile.key
    CROSS JOIN statement_actor ON statement_actor.actor = bearer.actor AND role IN ({roles})
    CROSS JOIN statement ON statement.key = statement_actor.statement {narrowed}
    CROSS JOIN version INDEXED BY version_heads ON version.key = statement.version
    CROSS JOIN document ON document.newest = version.key
    WHERE profile.identity = ?
    ORDER BY coalesce(statement.start_date, substr(version.published, 1, 10)) DESC, statement.key LIMIT ? OFFSET ?"""


def find_terms(connection: sqlite3.Connection, identity_id: str, role: str) -> list[StoredDesignation]:
    """Return the contested terms by which an actor is called ("called"), or which it uses ("speaker")."""
    condition = _HAS_ROLE.format(table="designation", roles=f"'{role}'")
    order = f"designation.key DESC LIMIT {_TERMS}"
    return list(present_designations(connection, load_designations(connection, condition, (identity_id,), order)))


def count_terms(found: Iterable[StoredDesignation], limit: int = 20) -> list[TermLine]:
    """Return the uses of contested terms with those alike counted as one line, the most frequent first."""
    alike: dict[tuple[object, ...], list[StoredDesignation]] = {}
    for each in found:
        used = each.designation
        by = tuple(actor.actor_id for actor in used.speakers)
        key = (one_line(each.words).casefold(), by, used.actor.actor_id if used.actor else None, used.voice)
        alike.setdefault(key, []).append(each)
    lines = [
        TermLine(one_line(uses[0].words), uses[0].designation.speakers, uses[0].designation.actor,
                 uses[0].designation.voice, len(uses), uses[0]) for uses in alike.values()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.count, line.words.casefold()))[:limit]


# ------------------------------------------------------------------ the list


def gather_actors(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the list of actors, those most documents tell of first, or those of a name."""
    offset = int(read_number(params.get("from"), "from", 0, 10_000_000))
    kind = params.get("kind") or None
    name = params.get("name") or None
    found = site.recall(("actors", name, kind, offset), lambda: find_actors(connection, name, kind, offset, PAGE + 1))
    values = {
        "actors": found[:PAGE],
        "name": name or "",
        "kind": kind,
        "offset": offset,
        "next_offset": offset + PAGE if len(found) > PAGE else None,
        "previous_offset": max(0, offset - PAGE) if offset else None,
    }
    return View("actors.html", values, [actor_line(each.identity, each.documents) for each in found[:PAGE]])


def actor_line(identity: Identity, documents: int) -> dict[str, Json]:
    """Return a line of the list of actors as JSON."""
    return {**identity_row(identity), "documents": documents}
