"""The worst failures as a list to read, with their sentences: quotes documents that are not ours, so git ignores it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evaluation.contacts import Item, describe_found, describe_gold, name_failures
from evaluation.shared import WORK, Row

ORDER = (
    "exception",
    "missed though explicit",
    "plan taken for held",
    "wrong kind",
    "wrong date",
    "spurious",
    "missed",
    "plan missed",
    "extra participants",
)
AROUND = 90  # characters on each side of a passage, at most


def find_failures(items: Iterable[Item]) -> list[tuple[str, Item]]:
    """Return (worst thing wrong, item), sorted by how bad that is, then by how much else is wrong."""
    wrong = [(names, item) for item in items if (names := name_failures(item))]
    wrong.sort(key=lambda pair: (ORDER.index(pair[0][0]), -len(pair[0]), str(pair[1].gold["id"])))
    return [(names[0], item) for names, item in wrong]


def count_failures(items: Iterable[Item]) -> Counter[str]:
    """Return how many items have each thing wrong."""
    return Counter(name for item in items for name in name_failures(item))


def write_failures(items: Sequence[Item], name: str) -> Path:
    """Write all failures as Markdown under `work/` and return the file."""
    path = WORK / f"failures-{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    counts = count_failures(items)
    lines = [f"# What went wrong in {len(items)} documents", ""]
    lines += [f"- {kind}: {counts[kind]}" for kind in ORDER if counts[kind]]
    for worst, item in find_failures(items):
        lines += ["", *describe_failure(worst, item)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def describe_failure(worst: str, item: Item) -> Iterator[str]:
    """Yield the lines that show one failure: gold, what was found with its words, and where the parties stand."""
    row, gold = item.row, item.gold
    others = [name for name in name_failures(item) if name != worst]
    yield f"## {worst}{' (' + ', '.join(others) + ')' if others else ''}: {gold['id']}"
    yield f"- title (hidden): {item.title}"
    yield f"- outlet {row.get('outlet')}; published {row.get('published')}; support {gold.get('support')}"
    yield f"- gold: {describe_gold(gold)}"
    if item.outcome.error:
        yield f"- exception: {item.outcome.error}"
    for contact in item.outcome.contacts:
        yield f"- found: {describe_found(contact)} [{contact['rule']}]"
        yield from (f"    - “{words}”" for words in quote(row["text"], contact))
    if not item.outcome.contacts:
        yield "- found: nothing"
        yield from (f"    - “{words}”" for words in _where_named(row["text"], gold))


def quote(text: str, contact: Row) -> Iterator[str]:
    """Yield the passages of a contact with some words around them."""
    for start, end in contact["passages"]:
        yield _clip(text, start, end)


def _where_named(text: str, gold: Row) -> Iterator[str]:
    """Yield the first place that names the last word of each counterpart's name."""
    for person in gold["parties"][1]:
        word = person["name"].split()[-1]
        if match := re.search(re.escape(word), text):
            yield _clip(text, match.start(), match.end())
        else:
            yield f"{word} does not stand in the text"


def _clip(text: str, start: int, end: int) -> str:
    """Return the passage between « » with its surroundings in the same paragraph, on one line."""
    left = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + AROUND)
    return " ".join(f"{text[left:start]}«{text[start:end]}»{text[end:right]}".split())
