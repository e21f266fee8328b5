"""Events of all kinds in one list, counted by year, and what came in since a moment; the sources' health."""

from datetime import UTC, timedelta

import pytest

from ci.filters import Filters
from ci.frames import NEWEST, YEARLY
from ci.model import EventType
from ci.queries.health import health
from ci.queries.newest import Arrived, arrived, events_count, newest
from ci.queries.yearly import by_agency, by_mechanism, by_subtype
from ci.store import PollOutcome, Store
from tests.make import APONERMIN_APPROVED, GENOR_PACT, NOW, make_article, make_catalog, make_event, make_reading


@pytest.fixture
def world(store: Store) -> Store:
    catalog = make_catalog(APONERMIN_APPROVED, GENOR_PACT)
    store.load_catalog(catalog)
    article = make_article("A trial", "They will study alrizomadlin in China.", published="2025-03-04")
    event = make_event(article, "will study alrizomadlin", EventType.CLINICAL, "trial-start", "2025-03")
    added = store.add_article(article, "", NOW)
    store.record_reading(added.revision_id, make_reading(event), catalog)
    return store


def test_the_latest_of_every_kind_comes_first(world: Store) -> None:
    with world.reading() as connection:
        rows = newest(connection, Filters(), 10)
        assert NEWEST.faults(rows) == []
        assert list(rows["type"]) == ["clinical", "regulatory", "collaboration"]
        assert list(newest(connection, Filters(), 1)["type"]) == ["clinical"]
        assert list(newest(connection, Filters(agencies=("NMPA",)), 10)["type"]) == ["regulatory"]
        assert events_count(connection, Filters()) == 3
        assert events_count(connection, Filters(mechanisms=("death-receptor",))) == 1


def test_what_came_in_since_a_moment(world: Store) -> None:
    before, after = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
    with world.reading() as connection:
        assert arrived(connection, before) == Arrived(1, 1)
        assert arrived(connection, after) == Arrived(0, 0)
        assert list(newest(connection, Filters(), 10, known_since=before)["type"]) == ["clinical"]
        assert newest(connection, Filters(), 10, known_since=after).empty


def test_events_are_counted_by_year_and_group(world: Store) -> None:
    with world.reading() as connection:
        acts, deals = by_agency(connection, Filters()), by_subtype(connection, Filters(), EventType.COLLABORATION)
        ways = by_mechanism(connection, Filters(mechanisms=("death-receptor",)))
    assert YEARLY.faults(acts) == YEARLY.faults(deals) == []
    assert acts.to_dict("records") == [{"year": 2023, "group_id": "NMPA", "group": "NMPA", "events_count": 1}]
    assert list(deals["group"]) == ["Clinical collaboration"]
    assert list(zip(ways["year"], ways["events_count"], strict=True)) == [(2023, 1)]


def test_the_health_of_the_sources(world: Store) -> None:
    with world.reading() as connection:
        first = health(connection)
    assert (first.good_count, first.waiting_count) == (0, first.on_count)
    world.claim_due(NOW, "me", 1, only=["wire"])
    world.record_poll("wire", PollOutcome("ok"), NOW)
    with world.reading() as connection:
        now = health(connection)
    assert (now.on_count, now.good_count, now.waiting_count) == (first.on_count, 1, first.waiting_count - 1)
    assert now.last_good_at is not None and now.last_good_at.astimezone(UTC) == NOW.astimezone(UTC)
