"""Paths to inputs, and inputs to documents: what is read, what fails and why, and that nothing stops the rest."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.inputs import FORMATS, Format, Input, plan_inputs, read_input, sniff_format
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document
from tests.reading.segmented import BEFORE

PAGE = f"<html><head><title>Talks</title></head><body><article><p>{BEFORE}</p><p>{BEFORE}</p></article></body></html>"
FEED = f"<rss version='2.0'><channel><title>Orm Courier</title><item><description>{BEFORE}</description></item></channel></rss>"


def write(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def names(folder: Path, *paths: str) -> list[str]:
    plan = plan_inputs([str(folder / path) for path in paths])
    return [str(Path(item.path).relative_to(folder)) for item in plan.inputs]


def read(path: Path, options: ReadOptions | None = None) -> list[Document | Failure | Skipped]:
    (item,) = plan_inputs([str(path)]).inputs
    return list(read_input(item, options or ReadOptions()))


# --- planning ----------------------------------------------------------------------------------------


def test_folders_are_read_with_what_is_inside_sorted(tmp_path: Path) -> None:
    write(tmp_path, b_txt=BEFORE, a_md=BEFORE, in__c_html=PAGE, _hidden_txt=BEFORE, _git__d_txt=BEFORE)
    assert names(tmp_path, ".") == ["a.md", "b.txt", "in/c.html"]


def test_what_is_left_out_of_a_folder_is_told(tmp_path: Path) -> None:
    write(tmp_path, a_txt=BEFORE, README_md="What is here.", notes_pdf="%PDF")
    plan = plan_inputs([str(tmp_path)])
    assert [item.format for item in plan.inputs] == ["text"]
    assert {(Path(found.path).name, found.reason) for found in plan.skipped} == {
        ("README.md", "it describes the folder; name the file itself to read it"),
        ("notes.pdf", "files of the kind '.pdf' are not read"),
    }


def test_a_readme_that_is_named_is_read(tmp_path: Path) -> None:
    write(tmp_path, README_md=BEFORE)
    assert names(tmp_path, "README.md") == ["README.md"]


def test_globs(tmp_path: Path) -> None:
    write(tmp_path, b_txt=BEFORE, a_txt=BEFORE, c_html=PAGE, in__d_txt=BEFORE)
    assert names(tmp_path, "*.txt") == ["a.txt", "b.txt"]
    assert names(tmp_path, "**/*.txt") == ["a.txt", "b.txt", "in/d.txt"]


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a_txt=BEFORE, b_txt=BEFORE)
    assert names(tmp_path, "b.txt", ".", "*.txt") == ["b.txt", "a.txt"]


def test_sizes_are_told(tmp_path: Path) -> None:
    write(tmp_path, a_txt="1234")
    assert [item.size for item in plan_inputs([str(tmp_path / "a.txt")]).inputs] == [4]


@pytest.mark.parametrize(
    "path, reason, remedy",
    [
        ("nowhere.txt", "there is no such file or folder", "check the spelling"),
        ("*.zip", "no file matches", "check the pattern; ** stands for folders in folders"),
        ("notes.pdf", "files of the kind '.pdf' are not read", f"give one of {', '.join(FORMATS)}"),
        ("empty", "the folder holds no documents", f"give a folder with {', '.join(FORMATS)} files"),
    ],
)
def test_paths_that_lead_nowhere(tmp_path: Path, path: str, reason: str, remedy: str) -> None:
    write(tmp_path, notes_pdf="%PDF")
    (tmp_path / "empty").mkdir()
    plan = plan_inputs([str(tmp_path / path)])
    assert plan.failures == (Failure(str(tmp_path / path), None, reason, remedy),)
    assert plan.inputs == ()


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "talks [1].txt").write_text(BEFORE)
    assert names(tmp_path, "talks [1].txt") == ["talks [1].txt"]


# --- reading -----------------------------------------------------------------------------------------


def test_a_text_file_is_one_document_with_its_text_kept(tmp_path: Path) -> None:
    text = f"{BEFORE}\r\n\r\n\tTwo.\r"
    write(tmp_path, a_txt=text)
    (document,) = read(tmp_path / "a.txt", ReadOptions(outlet="Orm Courier"))
    assert isinstance(document, Document)
    assert document.text == text
    assert document.source.path == str(tmp_path / "a.txt")
    assert document.source.outlet == "Orm Courier"


@pytest.mark.parametrize(
    "name, content, reason",
    [
        ("a_txt", "", "it is empty"),
        ("a_html", "", "it is empty"),
        ("a_rss", "", "no entries of RSS or Atom were found"),
        ("a_txt", b"\x00" * 500, "it is not text"),
        ("a_html", b"\x89PNG\x00\x00\x00\x00\x01", "it is not text"),
        ("a_html", "<html><script>go()</script></html>", "no main text was found in the page"),
        ("a_html", "<div>" * 1000 + BEFORE, "no main text was found in the page"),
        ("a_xml", "<a><b/></a>", "no entries of RSS or Atom were found"),
        ("a_csv", "", "the table has no rows"),
        ("a_parquet", b"PAR1", "it is no readable Parquet after row 0"),
        ("a_json", "{", "it is no JSON"),
        ("a_jsonl", "", "the table has no rows"),
    ],
)
def test_bad_files_fail_with_reason_and_remedy(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    write(tmp_path, **{name: content})
    path = tmp_path / name.replace("_", ".")
    (failure,) = read(path)
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(reason)
    assert failure.path == str(path)
    assert failure.remedy


def test_a_text_of_fifty_megabytes_on_one_line_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a_txt=b"talks " * 8_500_000)
    (failure,) = read(tmp_path / "a.txt")
    assert isinstance(failure, Failure)
    assert "where 5,000,000 characters are the most" in failure.reason


def test_a_file_that_is_gone_when_it_is_read_fails(tmp_path: Path) -> None:
    forms: tuple[Format, ...] = ("text", "html", "feed", "jsonl", "parquet")
    for form in forms:
        (failure,) = read_input(Input(str(tmp_path / "gone"), form, 0), ReadOptions())
        assert isinstance(failure, Failure)
        assert failure.reason == "it cannot be read: No such file or directory"


def test_an_interruption_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path, a_html=PAGE)
    monkeypatch.setattr("dragoman.reading.html.bare_extraction", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path / "a.html")


@pytest.mark.parametrize(
    "head, form",
    [
        (b'{"text": "x"}', "jsonl"),
        (b'  \n{"text": "x"}', "jsonl"),
        (b"<?xml version='1.0'?><rss>", "feed"),
        (b"<feed xmlns='x'>", "feed"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf<HTML>", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"The ministers met.", "text"),
        (b"", "text"),
    ],
)
def test_the_format_of_standard_input(head: bytes, form: Format) -> None:
    assert sniff_format(head) == form


@pytest.mark.parametrize(
    "content, count",
    [(f'{{"text": "{BEFORE}"}}\n' * 3, 3), (FEED, 1), (PAGE, 1), (BEFORE, 1)],
    ids=["jsonl", "feed", "html", "text"],
)
def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, content: str, count: int) -> None:
    buffer = io.BufferedReader(io.BytesIO(content.encode()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(buffer))
    (item,) = plan_inputs(["-"]).inputs
    found = list(read_input(item, ReadOptions()))
    assert len(found) == count
    assert all(isinstance(document, Document) and BEFORE in document.text for document in found)


GOOD: dict[Format, bytes] = {
    "text": BEFORE.encode(),
    "html": PAGE.encode(),
    "feed": FEED.encode(),
    "jsonl": f'{{"text": "{BEFORE}", "published": "2031-01-04"}}\n'.encode() * 2,
    "json": f'[{{"text": "{BEFORE}"}}]'.encode(),
    "csv": f'id,text\n1,"{BEFORE}"\n2,x\n'.encode(),
}


@given(data=st.data(), form=st.sampled_from(sorted(GOOD)))
def test_mutated_bytes_give_documents_or_reasons(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, form: Format
) -> None:
    content = bytearray(GOOD[form])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    path = tmp_path_factory.mktemp("mutated") / "input"
    path.write_bytes(content)
    for found in read_input(Input(str(path), form, len(content)), ReadOptions()):
        if isinstance(found, Document):
            assert found.segments[-1].span.end == len(found.text)
        else:
            assert found.reason
