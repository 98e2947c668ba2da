"""Stories: which documents are chosen, and that the story of one is found among those near it."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest

from dragoman.record import Actor, Reading
from dragoman.store.actors import resolve_identity
from dragoman.store.stories import StoryFilter, count_grouped, find_stories, find_story
from tests.identity.makers import person
from tests.stories.linking_makers import account, link

REYES, KESTREL = person("Alma Reyes"), person("Tomas Kestrel")
SEFA, VELK = person("Idris Sefa"), person("Hanna Velk")
FERRY = (
    "The ferry line was closed after the trawler incident in the strait; skippers and pilots waited in the harbour.",
    "Pilots of the harbour want the ferry to sail again: since the incident in the strait no trawler or skipper left.",
    "A year after the trawler incident the ferry crosses the strait, and skippers fill the harbour.",
)
GRAIN = (
    "Wheat tariffs and barley quotas were before the granary commission; millers and bakers fear for flour.",
    "Flour is dear: bakers ask the granary commission for other quotas on barley, millers for no tariffs on wheat.",
)


def told(document_id: str, published: str, text: str, *parties: Actor) -> Reading:
    return account(document_id, *parties, when=published, published=published, text=text)


@pytest.fixture
def stories(store: sqlite3.Connection) -> sqlite3.Connection:
    """Two documents of the ferry and two of grain in March, one of the ferry a year later."""
    readings = [
        told("ferry-1", "2024-03-04", FERRY[0], REYES, KESTREL),
        told("ferry-2", "2024-03-05", FERRY[1], REYES, KESTREL),
        told("grain-1", "2024-03-06", GRAIN[0], VELK, SEFA),
        told("grain-2", "2024-03-09", GRAIN[1], VELK, SEFA),
        told("ferry-late", "2025-03-07", FERRY[2], SEFA, KESTREL),
    ]
    link(store, readings)
    return store


def groups(store: sqlite3.Connection, **wanted: object) -> list[set[str]]:
    found = find_stories(store, StoryFilter(**wanted))  # type: ignore[arg-type]  # fields by name
    return [{each.document_id for each in story.members} for story in found]


def test_stories_the_newest_first(stories: sqlite3.Connection) -> None:
    assert groups(stories) == [{"grain-1", "grain-2"}, {"ferry-1", "ferry-2"}]
    assert {"ferry-late"} in groups(stories, accounts=(1, None))


def test_undated_stories_come_last(store: sqlite3.Connection) -> None:
    undated = [
        account(f"salt-{number}", VELK, SEFA, when=None, published=None, text=GRAIN[number]) for number in (0, 1)
    ]
    dated = [
        told("ferry-1", "2024-03-04", FERRY[0], REYES, KESTREL),
        told("ferry-2", "2024-03-05", FERRY[1], REYES, KESTREL),
    ]
    link(store, [*undated, *dated])
    assert groups(store) == [{"ferry-1", "ferry-2"}, {"salt-0", "salt-1"}]


def test_the_topic_has_whole_words_and_no_figures(store: sqlite3.Connection) -> None:
    link(store, [
        told("a", "2024-03-04", "Tomas Kestrel told millers: 4000000 loaves. The United Bakeries follow Tomas.", VELK, SEFA),
        told("b", "2024-03-05", "4000000 loaves, said Tomas Kestrel; millers of the United Bakeries agree.", VELK, SEFA),
    ])  # fmt: skip
    (story,) = find_stories(store, StoryFilter())
    assert len(story.words) == 5
    assert {"Tomas", "Kestrel", "Bakeries"} <= {*story.words}
    assert all(word.isalpha() for word in story.words)


def test_stories_of_days(stories: sqlite3.Connection) -> None:
    assert groups(stories, until=dt.date(2024, 3, 5)) == [{"ferry-1", "ferry-2"}]
    assert groups(stories, since=dt.date(2024, 3, 6)) == [{"grain-1", "grain-2"}]


def test_stories_of_an_actor(stories: sqlite3.Connection) -> None:
    sefa = resolve_identity(stories, "Idris Sefa").identity_id
    assert groups(stories, actor=sefa) == [{"grain-1", "grain-2"}]


def test_the_newest_documents_alone_are_grouped(stories: sqlite3.Connection) -> None:
    assert groups(stories, most=3) == [{"grain-1", "grain-2"}]


def test_how_many_documents_are_looked_at(stories: sqlite3.Connection) -> None:
    assert count_grouped(stories, StoryFilter(most=3)) == (3, 5)
    assert count_grouped(stories, StoryFilter(until=dt.date(2024, 3, 5)))[0] < 5
    assert count_grouped(stories, StoryFilter()) == (5, 5)


@pytest.mark.parametrize("document_id", ["ferry-1", "ferry-2", "grain-1", "grain-2", "ferry-late"])
def test_story_of_a_document_is_the_one_that_has_it(stories: sqlite3.Connection, document_id: str) -> None:
    story = find_story(stories, document_id)
    assert story is not None
    own = {each.document_id for each in story.members}
    assert own in groups(stories, accounts=(1, None))
    assert document_id in own


def test_no_story_of_no_document(stories: sqlite3.Connection) -> None:
    assert find_story(stories, "nothing") is None


def test_what_a_document_is_about_is_kept_and_worked_out_where_it_is_not(stories: sqlite3.Connection) -> None:
    kept = find_stories(stories, StoryFilter())
    assert stories.execute("SELECT count(*) FROM topic").fetchone() == (5,)
    stories.execute("DELETE FROM topic")  # as in a store from before
    assert find_stories(stories, StoryFilter()) == kept


def test_another_title_is_another_topic(stories: sqlite3.Connection) -> None:
    stories.execute("UPDATE version SET title = 'Elections in Sund'")
    assert stories.execute("SELECT count(*) FROM topic").fetchone() == (0,)
