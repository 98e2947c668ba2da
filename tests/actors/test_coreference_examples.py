"""Every example of `lexicons/coreference.toml` is read as the file says."""

from __future__ import annotations

import pytest

from dragoman.actors import antecedents
from dragoman.actors.antecedents import load_words
from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from tests.readings import read, whom


def examples() -> list[tuple[str, str, str]]:
    data = read_lexicon("coreference.toml")
    entries = [*data["favour"]["verb"], *data["favour"]["noun"], data["people"]]
    return [(one["text"], one["pronoun"], one["who"]) for entry in entries for one in entry["examples"]]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("text, pronoun, who", [pytest.param(*row, id=row[0]) for row in examples()])
def test_an_example_is_read_as_the_lexicon_says(text: str, pronoun: str, who: str) -> None:
    assert whom(read(text), f" {pronoun}") == ([who] if who else [])


def test_an_entry_without_an_example_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {name: read_lexicon(name) for name in ("coreference.toml", "speech.toml")}
    del tables["coreference.toml"]["favour"]["verb"][0]["examples"]
    monkeypatch.setattr(antecedents, "read_lexicon", tables.__getitem__)
    load_words.cache_clear()
    with pytest.raises(LexiconError, match="'congratulate' has no example"):
        load_words()
    load_words.cache_clear()
