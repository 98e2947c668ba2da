"""A comparison as one JSON object: what `dragoman compare --json` prints; `docs/comparing.md` describes the fields."""

from __future__ import annotations

from dragoman.exports.rows import Json, actor_row, contact_row
from dragoman.record import Contact, Passage, Reading, Span
from dragoman.stories.comparison import Account, Comparison, Point, Telling
from dragoman.stories.comparison_contacts import Nearest
from dragoman.stories.facts import FactRow
from dragoman.stories.points import Unit
from dragoman.stories.sides import side_of_actor


def comparison_row(comparison: Comparison) -> dict[str, Json]:
    """Return the comparison: the contact, its accounts, facts and points, and what else the documents tell of."""
    first = next((account for account in comparison.accounts if account.contact is not None), None)
    return {
        "contact": _contact(first.reading, first.contact) if first is not None and first.contact is not None else None,
        "accounts": [_account(account, comparison) for account in comparison.accounts],
        "facts": [_fact(row, comparison) for row in comparison.facts],
        "points": [_point(point, comparison) for point in comparison.points],
        "other_contacts": [
            _contact(comparison.accounts[number].reading, contact) for number, contact in comparison.other_contacts
        ],
        "nearest": _nearest(comparison.nearest, comparison) if comparison.nearest is not None else None,
        "notes": list(comparison.notes),
    }


def _contact(reading: Reading, contact: Contact) -> dict[str, Json]:
    document = reading.document
    initiator = next((actor for actor in reading.actors if actor.actor_id == contact.initiator), None)
    return contact_row(
        contact,
        document_id=document.document_id,
        version=document.version,
        date_words=document[contact.date_words] if contact.date_words is not None else None,
        initiator=initiator,
    )


def _account(account: Account, comparison: Comparison) -> dict[str, Json]:
    source = account.reading.document.source
    day = source.published_day
    copied = comparison.accounts[account.copy_of].document_id if account.copy_of is not None else None
    return {
        "document_id": account.document_id,
        "version": account.reading.document.version,
        "outlet": source.outlet,
        "title": source.title,
        "url": source.url,
        "published": day.isoformat() if day is not None else None,
        "side": account.side.name if account.side is not None and account.side.official else None,
        "speaks_for": account.side.name if account.side is not None else None,
        "words": account.length,
        "short": account.is_short,
        "copy_of": copied,
        "contact_id": account.contact.contact_id if account.contact is not None else None,
        "facts": {
            row.name: value.words for row in comparison.facts for value in row.values if value.account == account.number
        },
    }


def _fact(row: FactRow, comparison: Comparison) -> dict[str, Json]:
    return {
        "name": row.name,
        "status": row.status,
        "note": row.note,
        "values": [
            {
                "document_id": comparison.accounts[value.account].document_id,
                "words": value.words,
                "passages": _passages(value.evidence, "text"),
                "title_passages": _passages(value.evidence, "title"),
            }
            for value in row.values
        ],
    }


def _passages(evidence: tuple[Passage, ...], part: str) -> list[Json]:
    return [_span(passage.span) for passage in evidence if passage.part == part]


def _point(point: Point, comparison: Comparison) -> dict[str, Json]:
    def name(account: int) -> str:
        return comparison.accounts[account].document_id

    return {
        "label": point.label,
        "status": point.status,
        "differs": list(dict.fromkeys(difference.aspect for difference in point.differences)),
        "told_by": {telling.document_id: [_span(span) for span in telling.spans] for telling in point.told_by},
        "not_mentioned_by": [name(account) for account in point.not_mentioned_by],
        "differences": [
            {
                "aspect": difference.aspect,
                "conflict": difference.is_conflict,
                "words": {name(account): words for account, words in (difference.one, difference.other)},
            }
            for difference in point.differences
        ],
        "tellings": [row for telling in point.told_by for row in _tellings(telling, comparison)],
    }


def _tellings(telling: Telling, comparison: Comparison) -> list[Json]:
    return [_unit(unit, telling, comparison) for unit in telling.units]


def _unit(unit: Unit, telling: Telling, comparison: Comparison) -> dict[str, Json]:
    source = comparison.accounts[unit.derived_from].document_id if unit.derived_from is not None else None
    sides = [account.side for account in comparison.accounts if account.side is not None and account.side.official]
    attributed = next((side for actor in unit.chain if (side := side_of_actor(actor, sides)) is not None), None)
    return {
        "document_id": telling.document_id,
        "attributed_to": attributed.name if attributed is not None else None,
        "passages": [_span(span) for span in unit.spans],
        "words": unit.words,
        "speakers": [actor_row(actor) for actor in unit.speakers],
        "act": unit.act.value if unit.act is not None else None,
        "cue": unit.cue or None,
        "chain": [actor.name for actor in unit.chain],
        "statement_id": unit.statement_id,
        "derived_from": source,
    }


def _nearest(nearest: Nearest, comparison: Comparison) -> dict[str, Json]:
    contacts: list[Json] = [
        _contact(comparison.accounts[number].reading, contact) for number, contact in (nearest.one, nearest.other)
    ]
    return {"contacts": contacts, "likeness": nearest.likeness.score, "against": list(nearest.likeness.against)}


def _span(span: Span) -> list[Json]:
    return [span.start, span.end]
