"""The link and the date of an item are put right under its guid, by the one source that gives it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from ci.model import Article, Reading
from ci.store import Added, PollOutcome, Store, tables
from ci.store.tokens import words
from tests.make import CATALOG, NOW, make_article
from tests.store.test_search import revisions_with

BROKEN, RIGHT = "https://o.example/brokn", "https://o.example/right"


@pytest.fixture
def told(store: Store) -> Store:
    store.load_catalog(CATALOG)
    return store


def poll(store: Store, *items: Article, source: str = "wire") -> list[Added]:
    return list(store.record_poll(source, PollOutcome("ok", articles=items), NOW))


def item(link: str = RIGHT, published: str = "", text: str = "Words.", guid: str = "g") -> Article:
    return make_article("News", text, link, published=published, guid=guid)


def kept(store: Store) -> list[tuple[str, date, date | None, date | None]]:
    """Address, day and dates of each article as pages show it."""
    a, r = tables.articles.c, tables.revisions.c
    asked = select(a.url, a.sorted_on, r.published_from, r.published_until).join(
        tables.revisions, r.id == a.revision_id
    )
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(asked.order_by(a.id))]


def test_a_corrected_link_is_taken_over_and_nobody_reads_again(told: Store) -> None:
    (first,) = poll(told, item(BROKEN))
    told.record_readings([(first.revision_id, Reading(False))], CATALOG)
    (again,) = poll(told, item(RIGHT))
    assert (again.article_id, again.is_new, again.is_changed) == (first.article_id, False, False)
    assert [row[0] for row in kept(told)] == [RIGHT]
    assert told.unread_revisions() == []
    assert poll(told, item(RIGHT), source="trade-press")[0].article_id == first.article_id, "it is known by it"
    assert poll(told, item(" "))[0].article_id == first.article_id
    assert [row[0] for row in kept(told)] == [RIGHT], "a link that is missing once is no correction"


def test_a_corrected_date_is_taken_over_read_again_and_searched_by(told: Store) -> None:
    day, other = date(2023, 11, 2), item("https://o.example/2", "2023-11-03", guid="other")
    first, second = poll(told, item(published="2031-11-02"), other)
    told.record_readings([(first.revision_id, Reading(False)), (second.revision_id, Reading(False))], CATALOG)
    assert revisions_with(told, *words("words")) == [first.revision_id, second.revision_id]
    (again,) = poll(told, item(published="2023-11-02"))
    assert (again.article_id, again.is_new, again.is_changed) == (first.article_id, False, True)
    assert kept(told)[0] == (RIGHT, day, day, day)
    assert [unread.revision_id for unread in told.unread_revisions()] == [first.revision_id]
    assert revisions_with(told, *words("words")) == [second.revision_id, first.revision_id]
    assert not poll(told, item(published="2023-11-02"))[0].is_changed
    assert poll(told, item(published="2023-10", text="Edited words."))[0].is_changed
    assert kept(told)[0] == (RIGHT, date(2023, 10, 1), date(2023, 10, 1), date(2023, 10, 31))
    assert not poll(told, item())[0].is_new
    assert kept(told)[0][1] == date(2023, 10, 1), "a date that is missing once is no correction"


def test_a_date_behind_the_day_of_its_coming_is_no_correction(told: Store) -> None:
    """It is the day of an edit, or of the asking: news would stand on top for ever."""
    poll(told, item(published="2023-11-02"))
    assert not poll(told, item(published="2099-01-01"))[0].is_changed
    assert kept(told)[0][1] == date(2023, 11, 2)


def test_where_two_sources_give_an_article_its_first_link_and_date_stay(told: Store) -> None:
    first = poll(told, item(published="2023-11-02"))
    poll(told, item(published="2023-11-01"), source="trade-press")
    for _ in range(2):
        assert poll(told, item(BROKEN, published="2023-10-30")) == [replace(first[0], is_new=False, is_changed=False)]
        assert not poll(told, item(published="2023-11-01"), source="trade-press")[0].is_changed
    assert [row[:2] for row in kept(told)] == [(RIGHT, date(2023, 11, 2))]


def test_a_link_that_another_article_has_is_not_taken(told: Store) -> None:
    poll(told, item(BROKEN, guid="a"), make_article("Other", "Other words.", RIGHT, guid="b"))
    poll(told, item(RIGHT, guid="a"))
    assert [row[0] for row in kept(told)] == [BROKEN, RIGHT]
