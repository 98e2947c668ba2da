"""Actors across documents, doubtful pairs and judgements as JSON objects; `docs/record.md` describes the fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import cast

from dragoman.exports.rows import Json
from dragoman.record import Judgement
from dragoman.store.actors import Dossier, Identity, Question
from dragoman.store.load import StoredContact, StoredStatement


def identity_row(identity: Identity) -> dict[str, Json]:
    """Return an actor across documents; `person` is its id in the registry of offices."""
    return {
        "actor_id": identity.identity_id,
        "kind": identity.kind,
        "name": identity.name,
        "country": identity.country,
        "gender": identity.gender,
        "person": identity.person,
    }


def dossier_row(
    dossier: Dossier, contacts: Sequence[StoredContact], statements: Sequence[StoredStatement]
) -> dict[str, Json]:
    """Return what `actor --json` prints."""
    names: list[Json] = [{"name": u.name, "outlet": u.outlet, "documents": u.documents} for u in dossier.names]
    told: list[Json] = [
        {
            "office": use.office,
            "first_day": use.first.isoformat() if use.first else None,
            "last_day": use.last.isoformat() if use.last else None,
            "documents": use.documents,
        }
        for use in dossier.offices
    ]
    tenures: list[Json] = [
        {"office": t.office, "country": t.country, "start": t.start, "end": t.end, "sources": list(t.sources)}
        for t in dossier.tenures
    ]
    parts: list[Json] = [
        {"profile_id": part.profile_id, "names": list(part.names), "why": part.why, "documents": part.documents}
        for part in dossier.parts
    ]
    return {
        **identity_row(dossier.identity),
        "documents": dossier.documents,
        "names": names,
        "offices": told,
        "tenures": tenures,
        "parts": parts,
        "contacts": [each.contact.contact_id for each in contacts],
        "statements": [each.statement.statement_id for each in statements],
    }


def question_row(question: Question) -> dict[str, Json]:
    """Return one line of `review --json`."""
    values: list[Json] = [{"what": key, "points": points, "words": words} for key, points, words in question.values]
    return {
        "one": identity_row(question.one),
        "other": identity_row(question.other),
        "score": question.score,
        "values": values,
    }


def judgement_row(judgement: Judgement) -> dict[str, Json]:
    """Return one line of `review --history --json`."""
    values: list[Json] = [{"what": what, "words": words} for what, words in judgement.values]
    return {
        "judgement_id": judgement.judgement_id,
        "verdict": judgement.verdict,
        "one": [cast("Json", asdict(each)) for each in judgement.one],
        "other": [cast("Json", asdict(each)) for each in judgement.other],
        "author": judgement.author,
        "decided": judgement.decided.isoformat(),
        "score": judgement.score,
        "values": values,
        "note": judgement.note,
        "undone": judgement.undone.isoformat() if judgement.undone else None,
        "undone_by": judgement.undone_by,
    }
