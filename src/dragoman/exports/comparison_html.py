"""A comparison as one HTML file: no script, nothing loaded from elsewhere, every word of a document escaped."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Final
from urllib.parse import urlsplit

from dragoman.exports.comparison_text import (
    FACT_NAMES,
    READING_AID,
    STATUS_MARKS,
    STATUS_NAMES,
    account_details,
    account_name,
    account_standing,
    act_word,
    clean,
    fact_words,
    group_points,
    group_tellings,
    group_values,
    show_chain,
    show_conflicts,
    show_contact,
    show_difference,
    show_heading,
    show_silence,
    show_subheading,
    show_summary,
)
from dragoman.stories.comparison import Account, Comparison, Point, Telling, letter
from dragoman.stories.facts import FactRow, Status
from dragoman.stories.points import Unit

WIDEST: Final = 4  # accounts that stand side by side in the table of facts
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(comparison: Comparison) -> str:
    """Return the comparison as one HTML page."""
    style = (resources.files("dragoman.exports") / "comparison.css").read_text(encoding="utf-8")
    title = _escape(show_heading(comparison))
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="dragoman">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_header(comparison),
        *(_facts(comparison) if comparison.contact is not None else _tell_apart(comparison)),
        *_points(comparison),
        *_others(comparison),
        "</main>",
        f"<footer><p>{_escape(READING_AID)} Laid side by side by dragoman.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _escape(text: str) -> str:
    return html.escape(clean(text), quote=True)


def _header(comparison: Comparison) -> Iterator[str]:
    if comparison.contact is not None:
        yield f'<p class="kicker">{_escape(show_subheading(comparison))}</p>'
    yield f"<h1>{_escape(show_heading(comparison))}</h1>"
    if comparison.points:
        yield f'<p class="summary">{_escape(show_summary(comparison))}</p>'
    if conflicts := show_conflicts(comparison):
        yield f'<p class="summary conflict">{_escape(conflicts)}</p>'
    yield '<ul class="accounts">'
    for account in comparison.accounts:
        yield _account(account)
    yield "</ul>"
    for note in comparison.notes:
        yield f'<p class="note">{_escape(note)}</p>'


def _account(account: Account) -> str:
    source = account.reading.document.source
    name = f"<strong>{_escape(account_name(account))}</strong>"
    if source.url is not None and _is_web(source.url):
        name = f'<a href="{html.escape(source.url, quote=True)}" rel="noreferrer noopener">{name}</a>'
    title = f'<cite class="title">{_escape(source.title)}</cite>' if source.title and source.outlet else ""
    details = f"{account_standing(account)} · {account_details(account)}"
    return f'<li>{_letter(account.number)} {name}{title}<span class="details">{_escape(details)}</span></li>'


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False


def _letter(account: int) -> str:
    return _letters(letter(account))


def _letters(letters: str) -> str:
    return f'<span class="letter">{letters}</span>'


# --- facts


def _counted(comparison: Comparison) -> tuple[Account, ...]:
    return tuple(each for each in comparison.accounts if each.contact is not None and each.copy_of is None)


def _facts(comparison: Comparison) -> Iterator[str]:
    accounts = _counted(comparison)
    side_by_side = len(accounts) <= WIDEST
    yield "<h2>Facts</h2>"
    yield '<div class="wide"><table>'
    if side_by_side:
        names = "".join(
            f'<th scope="col">{_letter(each.number)} {_escape(account_name(each))}</th>' for each in accounts
        )
        yield f'<thead><tr><td></td>{names}<th scope="col">told by</th></tr></thead>'
    yield "<tbody>"
    for row in comparison.facts:
        yield _fact(row, accounts, side_by_side=side_by_side)
    yield "</tbody></table></div>"


def _fact(row: FactRow, accounts: Sequence[Account], *, side_by_side: bool) -> str:
    if side_by_side:
        cells = "".join(_cell(fact_words(row, account.number)) for account in accounts)
    else:
        told = (f"{_letters(letters)} {_escape(words)}" for letters, words in group_values(row))
        cells = f"<td>{'<br>'.join(told)}</td>"
    state = "in conflict" if row.status == "conflict" else row.status
    note = f"<br>{_escape(row.note)}" if row.note else ""
    kind = ' class="conflict"' if row.status == "conflict" else ""
    return f'<tr{kind}><th scope="row">{FACT_NAMES[row.name]}</th>{cells}<td class="state">{state}{note}</td></tr>'


def _cell(words: str | None) -> str:
    return f"<td>{_escape(words)}</td>" if words else '<td class="none">not told</td>'


# --- points


def _points(comparison: Comparison) -> Iterator[str]:
    for status, points in group_points(comparison.points):
        yield f'<h2 class="{status}">{STATUS_MARKS[status]} {STATUS_NAMES[status]} <b>{len(points)}</b></h2>'
        if status == "one":
            yield from _ones(points, comparison)
        else:
            for point in points:
                yield from _point(point, comparison, status)


def _ones(points: Sequence[Point], comparison: Comparison) -> Iterator[str]:
    """What one account alone tells, account by account, in the order of its text."""
    yield '<div class="ones">'
    for account in _counted(comparison):
        own = [point for point in points if point.told_by[0].account == account.number]
        if own:
            yield f"<section><h4>{_letter(account.number)} {_escape(account_name(account))}</h4>"
            for point in sorted(own, key=lambda point: point.told_by[0].spans):
                yield from _point(point, comparison, "one")
            yield "</section>"
    yield "</div>"


def _point(point: Point, comparison: Comparison, status: Status) -> Iterator[str]:
    yield f'<article class="point {status}">'
    yield f"<h3>{_escape(point.label)}</h3>"
    yield '<dl class="tellings">'
    for letters, telling in group_tellings(point):
        yield f"<div><dt>{_letters(letters)}</dt><dd>{_telling(telling)}</dd></div>"
    yield "</dl>"
    for difference in point.differences:
        kind, opening = ("differs conflict", "In conflict") if difference.is_conflict else ("differs", "Differs")
        yield f'<p class="{kind}">{opening} – {_escape(show_difference(difference))}</p>'
    silence = show_silence(point, comparison)
    if silence and status != "one":
        yield f'<p class="silence">{_escape(silence)}</p>'
    yield "</article>"


def _telling(telling: Telling) -> str:
    words = "".join(f"<blockquote>{_escape(unit.words)}</blockquote>{_who(unit)}" for unit in telling.units)
    if telling.derived_from is not None:
        words += f'<p class="who">in the words of {_letter(telling.derived_from)}</p>'
    return words


def _who(unit: Unit) -> str:
    names = " and ".join(clean(actor.name) for actor in unit.speakers)
    parts = [f"<b>{_escape(names)}</b>" if names else "", _escape(act_word(unit))]
    parts += [f"told by {_escape(show_chain(unit.chain))}" if unit.chain else ""]
    shown = " · ".join(part for part in parts if part)
    return f'<p class="who">{shown}</p>' if shown else ""


# --- other contacts


def _tell_apart(comparison: Comparison) -> Iterator[str]:
    nearest = comparison.nearest
    if nearest is None:
        return
    yield "<h2>The nearest two</h2>"
    yield '<ul class="others">'
    for number, contact in (nearest.one, nearest.other):
        yield f"<li>{_letter(number)} {_escape(show_contact(contact))}</li>"
    yield "</ul>"
    yield f'<p class="note">What keeps them apart: {_escape("; ".join(nearest.likeness.against))}</p>'


def _others(comparison: Comparison) -> Iterator[str]:
    if not comparison.other_contacts:
        return
    yield "<h2>Other contacts in these documents</h2>" if comparison.contact else "<h2>What each tells of</h2>"
    yield '<ul class="others">'
    for number, contact in comparison.other_contacts:
        yield f"<li>{_letter(number)} {_escape(show_contact(contact))}</li>"
    yield "</ul>"
