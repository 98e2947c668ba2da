"""The JSON objects themselves; tests/test_cli.py holds them as the commands print them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from dragoman.exports.rows import find_initiator, reading_row, write_json
from dragoman.record import Reading
from tests.factories import KESTLAND, ORLUND, make_contact, make_reading
from tests.store.strategies import readings


@pytest.mark.parametrize(
    "text, written",
    [
        ("Ørlund النخالة", '"Ørlund النخالة"'),
        ("\x1b\x00\x7f\x9b", r'"\u001b\u0000\u007f\u009b"'),
        ("\u2028\u202e\u2066", r'"\u2028\u202e\u2066"'),
        ("\ud83d", r'"\ud83d"'),
        ("😀", '"😀"'),
    ],
    ids=[
        "letters of all languages",
        "control characters",
        "breaks and turns of direction",
        "half a pair",
        "a whole pair",
    ],
)
def test_json_is_safe_to_print_and_loses_nothing(text: str, written: str) -> None:
    assert write_json(text) == written
    assert json.loads(written) == text


@given(reading=readings())
def test_any_reading_is_one_line_of_json(reading: Reading) -> None:
    line = write_json(reading_row(reading))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["document"]["text"] == reading.document.text
    line.encode()  # UTF-8 holds it


def test_the_initiator_may_take_no_part_or_be_unknown() -> None:
    reading = make_reading()
    assert find_initiator(reading, make_contact(initiator="orlund")) == ORLUND
    assert find_initiator(reading, make_contact(initiator="kestland")) == KESTLAND
    assert find_initiator(reading, make_contact(initiator=None)) is None
    assert find_initiator(reading, make_contact(initiator="somebody else")) is None
