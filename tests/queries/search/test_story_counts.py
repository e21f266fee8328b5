"""The number behind a choice on the page of news is that of the stories which it leaves."""

import pytest

from ci.filters import Filters
from ci.queries.search.hits import search_news
from ci.queries.story_counts import choices_of_stories, stories_count
from ci.store import Store
from tests.queries.search.test_search import world

__all__ = ["world"]


@pytest.mark.parametrize("part", ["companies", "targets", "mechanisms", "drugs", "stages"])
def test_a_choice_leaves_as_many_stories_as_it_says(world: Store, part: str) -> None:
    with world.reading() as connection:
        offered = choices_of_stories(connection)[part]
        left = {
            choice.id: search_news(connection, "", Filters(**{part: (choice.id,)}), 1, is_counted=True).count
            for choice in offered
        }
    assert {choice.id: choice.count for choice in offered} == left
    assert any(left.values())


def test_stories_are_those_about_our_subject(world: Store) -> None:
    with world.reading() as connection:
        found = search_news(connection, "", Filters(), 2, is_counted=True)
        assert stories_count(connection) == found.count == 4
    assert len(found.hits) == 2
    assert not found.is_all


def test_nothing_is_counted_that_is_not_asked_for(world: Store) -> None:
    with world.reading() as connection:
        assert search_news(connection, "", Filters(), 2).count is None
