"""Events of all kinds in one list, counted by year, and what came in since a moment; the sources' health."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ci.filters import Filters
from ci.frames import NEWEST, YEARLY
from ci.model import EventType, Source
from ci.queries.health import Silence, health
from ci.queries.newest import Arrived, arrived, events_count, newest
from ci.queries.yearly import by_mechanism, yearly
from ci.store import PollOutcome, Store
from ci.when import When
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
        counted = yearly(connection, Filters())
        assert yearly(connection, Filters(mechanisms=("death-receptor",))).events_count == 1
        ways = by_mechanism(connection, Filters(mechanisms=("death-receptor",)))
    acts, deals = counted.acts, counted.deals
    assert counted.events_count == 3
    assert YEARLY.faults(acts) == YEARLY.faults(deals) == []
    assert acts.to_dict("records") == [{"year": 2023, "group_id": "NMPA", "group": "NMPA", "events_count": 1}]
    assert list(deals["group"]) == ["Clinical collaboration"]
    assert list(zip(ways["year"], ways["events_count"], strict=True)) == [(2023, 1)]


def test_the_health_of_the_sources(world: Store) -> None:
    with world.reading() as connection:
        first = health(connection, NOW)
    assert (first.good_count, first.waiting_count) == (0, first.on_count)
    world.claim_due(NOW, "me", 1, only=["wire"])
    world.record_poll("wire", PollOutcome("ok"), NOW)
    with world.reading() as connection:
        now = health(connection, NOW)
    assert (now.on_count, now.good_count, now.waiting_count) == (first.on_count, 1, first.waiting_count - 1)
    assert now.last_good_at is not None and now.last_good_at.astimezone(UTC) == NOW.astimezone(UTC)


def silence(store: Store, now: datetime) -> tuple[Silence, int, tuple[str, ...]]:
    with store.reading() as connection:
        state = health(connection, now)
    return state.silence(now), state.silent_count, tuple(state.silent_names)


def poll(store: Store, source_id: str, kind: str, now: datetime) -> None:
    store.claim_due(now, "me", 1, only=[source_id], force=True)
    store.record_poll(source_id, PollOutcome(kind), now)


def test_who_falls_silent_is_noticed(world: Store) -> None:
    day = timedelta(days=1)
    assert silence(world, NOW)[0] is Silence.NONE, "nobody was asked yet"
    for source_id in ("wire", "trade-press"):
        poll(world, source_id, "ok", NOW)
    assert silence(world, NOW) == (Silence.NONE, 0, ())
    assert silence(world, NOW + day)[0] is Silence.ASLEEP, "they are due and nobody asks"
    for source_id in ("wire", "trade-press"):
        poll(world, source_id, "unreachable", NOW + day)
    assert silence(world, NOW + day) == (Silence.OFFLINE, 0, ())
    poll(world, "wire", "ok", NOW + 3 * day)
    poll(world, "trade-press", "unreachable", NOW + 3 * day)
    assert silence(world, NOW + 3 * day) == (Silence.MANY, 1, ("Trade Press",))
    for number in range(3):
        world.add_source(Source(f"more-{number}", f"More {number}", "rss", f"https://more.example/{number}"))
        poll(world, f"more-{number}", "ok", NOW + 3 * day)
    assert silence(world, NOW + 3 * day) == (Silence.SOME, 1, ("Trade Press",))


def test_a_year_stands_behind_the_days_of_that_year(store: Store) -> None:
    dates = ("2021", "2021-03-02", "2021-01", "2021-01-01", "2020-12-31", "2022")
    acts = (replace(APONERMIN_APPROVED, id=f"act-{on}", when=When.parse(on), indication=on) for on in dates)
    store.load_catalog(make_catalog(*acts))
    with store.reading() as connection:
        shown = list(newest(connection, Filters(), 10)["when"])
    assert shown == ["2022", "2 Mar 2021", "1 Jan 2021", "Jan 2021", "2021", "31 Dec 2020"]
