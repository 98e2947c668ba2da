"""Bytes to text, and text to documents."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import UnreadableError
from dragoman.reading.text import MAX_BYTES, MAX_CHARACTERS, decode, make_document
from dragoman.record import text_version
from tests.reading.segmented import BEFORE

FRENCH = "Le ministre a été reçu à Ormstad ; la réunion a duré deux heures, et l’été s’achève sur un accord à étudier."
RUSSIAN = "Министр принял в пятницу вечером посла соседней страны и обсудил с ним вопросы торговли."


@pytest.mark.parametrize(
    "content, text",
    [
        pytest.param("Été à Ormstad.".encode(), "Été à Ormstad.", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfOrmstad.", "Ormstad.", id="a byte order mark is dropped"),
        pytest.param("Ormstad — été.".encode("utf-16"), "Ormstad — été.", id="UTF-16"),
        pytest.param("Ormstad.".encode("utf-32"), "Ormstad.", id="UTF-32"),
        pytest.param(b"One.\r\n\r\nTwo.\n\rThree.\r", "One.\r\n\r\nTwo.\n\rThree.\r", id="line ends are kept"),
        pytest.param(b"One.\x0cTwo.\x1b[0m", "One.\x0cTwo.\x1b[0m", id="form feeds and escapes are text"),
        pytest.param(FRENCH.replace("’", "'").encode("cp1252"), FRENCH.replace("’", "'"), id="Western Europe"),
        pytest.param("“No” – it’s over…".encode("cp1252"), "“No” – it’s over…", id="typographic signs"),
        pytest.param(RUSSIAN.encode("cp1251"), RUSSIAN, id="Cyrillic"),
    ],
)
def test_text_is_kept_exactly(content: bytes, text: str) -> None:
    assert decode(content) == text


def test_a_broken_byte_does_not_change_the_encoding() -> None:
    content = ("“Été à l’hôtel de ville”, dit-elle." * 3).encode()
    assert decode(content + b"\xff End.") == content.decode() + "\ufffd End."


def test_an_odd_byte_late_in_a_long_file_is_seen_by_the_guess() -> None:
    content = b"The ministers met in Ormstad. " * 20_000 + "Ils ont été reçus à l'hôtel de ville.".encode("cp1252")
    assert decode(content).endswith("été reçus à l'hôtel de ville.")


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "it is empty"),
        (b" \r\n\t ", "it is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (bytes(range(256)) * 20, "it is not text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02\x03" * 300, "it is not text"),
        (b"\x01\x02\x03\x04\x05" * 40, "it is not text"),
        (b"\xff\xfe\x00\xd8\x41\x00", "it is marked as UTF-16 but byte 2 is not"),
        (b"a" * (MAX_BYTES + 1), f"it is too long for one document: {MAX_BYTES + 1:,} bytes"),
        (b"a" * (MAX_CHARACTERS + 1), f"it is too long for one document: {MAX_CHARACTERS + 1:,} characters"),
    ],
    ids=["empty", "blank", "only a mark", "binary", "image", "controls", "broken UTF-16", "bytes", "characters"],
)
def test_what_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match="; ") as refused:
        decode(content)
    assert refused.value.reason.startswith(reason)
    assert refused.value.remedy


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        assert decode(content)


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.isprintable() and not text.isspace()))
def test_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_ids() -> None:
    version = text_version(BEFORE)
    assert make_document(BEFORE).document_id == f"sha256:{version[:16]}"
    assert make_document(BEFORE, url="https://example.org/1").document_id == "https://example.org/1"
    assert make_document(BEFORE, url="https://example.org/1", document_id="r1").document_id == "r1"
    assert make_document(BEFORE).version == version
    assert make_document(BEFORE, document_id="r1").source.key == "r1"


DATED = f"Ormstad, 24 October 2031 (OCN): {BEFORE}"
TABLE_DAY = dt.date(2031, 10, 25)


@pytest.mark.parametrize(
    "options, told, outlet, published",
    [
        (ReadOptions(), {}, ("OCN", "dateline"), (dt.date(2031, 10, 24), "dateline")),
        (
            ReadOptions(),
            {"outlet": "Orm Courier", "published": TABLE_DAY},
            ("Orm Courier", "table"),
            (TABLE_DAY, "table"),
        ),
        (
            ReadOptions(outlet="Veld Post", published=dt.date(2031, 11, 1)),
            {"outlet": "Orm Courier", "published": TABLE_DAY},
            ("Veld Post", "option"),
            (dt.date(2031, 11, 1), "option"),
        ),
    ],
)
def test_who_wins(
    options: ReadOptions, told: dict[str, object], outlet: tuple[str, str], published: tuple[dt.date, str]
) -> None:
    source = make_document(DATED, origin="table", options=options, **told).source  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    provenance = dict(source.provenance)
    assert (source.outlet, provenance["outlet"]) == outlet
    assert (source.published, provenance["published"]) == published


def test_what_nobody_tells_is_missing() -> None:
    source = make_document(BEFORE).source
    assert (source.outlet, source.published, source.timezone, source.title, source.author) == (None,) * 5
    assert source.provenance == ()


def test_the_offset_of_the_time_of_publication_is_the_time_zone() -> None:
    when = dt.datetime(2031, 1, 4, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    source = make_document(BEFORE, published=when, origin="table").source
    assert (source.timezone, source.published_day) == ("+03:00", dt.date(2031, 1, 4))
    assert ("timezone", "table") in source.provenance


def test_an_option_moves_the_time_of_publication_to_its_zone() -> None:
    when = dt.datetime(2031, 1, 4, 2, 30, tzinfo=dt.UTC)
    source = make_document(
        BEFORE, published=when, origin="table", options=ReadOptions(timezone="America/New_York")
    ).source
    assert source.published == when
    assert (source.timezone, source.published_day) == ("America/New_York", dt.date(2031, 1, 3))
    assert ("timezone", "option") in source.provenance


def test_the_same_text_under_another_source_is_another_document() -> None:
    here, there = (make_document(BEFORE, url=f"https://example.org/{place}") for place in (1, 2))
    assert here.document_id != there.document_id
    assert here.version == there.version


def test_lone_surrogates_have_a_version_too() -> None:
    assert make_document("Ormstad \ud800").version
