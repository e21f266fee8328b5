"""The clock of the machine runs a year ahead and is set right again: no storm of polls, nobody asleep for a year.

For what the poller notes of sources and hosts it is the same whether the clock moves or all that was noted does.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller, Report
from ci.model import Source
from ci.store import Store, open_store
from ci.store import tables as t
from tests.feeds.field import Page, sites
from tests.make import make_catalog
from tests.survival.content import content, differences, pass_time
from tests.survival.killing import Reference
from tests.survival.worker import Job, kill, start
from tests.survival.world import World, feed_of, item_of, settings_for

YEAR = timedelta(days=365)
PATIENCE_S = 40.0
"""No round here has more to do than a few seconds of work; a host is never left alone for longer than this."""
LONGEST = timedelta(hours=24) * 1.1 + timedelta(minutes=1)


def poll(store: Store, world: World, hosts: tuple[str, ...] = ()) -> Report:
    """One round of a poller that has just been started."""
    with Guarded() as parser:
        poller = Poller(settings_for("sqlite://", hosts or world.hosts), store, world.catalog, parser)
        poller.step_gap_s = 0.01
        return asyncio.run(asyncio.wait_for(poller.round(), PATIENCE_S))


def waits(store: Store) -> list[timedelta]:
    return [state.next_poll_at - datetime.now(UTC) for state in store.sources() if state.next_poll_at]


def test_a_clock_that_was_a_year_ahead_leaves_nobody_asleep(
    store: Store, the_world: World, reference: Reference
) -> None:
    store.load_catalog(the_world.catalog)
    assert poll(store, the_world).faults_count == 0
    pass_time(store, YEAR)
    ahead = poll(store, the_world)
    assert (ahead.polled_count, ahead.faults_count) == (len(the_world.sources), 0)
    pass_time(store, -YEAR)
    assert min(waits(store)) > YEAR / 2, "as a clock that was a year ahead has noted it"
    back = poll(store, the_world)
    assert (back.polled_count, back.faults_count) == (len(the_world.sources), 0)
    assert max(waits(store)) < LONGEST
    assert poll(store, the_world).polled_count == 0, "no storm: nothing is due again at once"
    rows = {name: rows for name, rows in reference.content.items() if name != "sources"}  # "not modified" by now
    assert differences(rows, content(store)) == []


def test_leases_that_were_taken_by_a_clock_ahead_end_at_once(sqlite_url: str, the_world: World) -> None:
    store = open_store(sqlite_url)
    process = start(Job.of(the_world, sqlite_url))
    while not leases(store):
        assert process.is_alive(), "it was done before anybody saw its leases"
        time.sleep(0.005)
    kill(process)
    assert leases(store)
    pass_time(store, -YEAR)
    assert poll(store, the_world).faults_count == 0
    assert {state.state for state in store.sources()} == {"ok"}
    store.close()


def leases(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(t.sources.c.leased_by).where(t.sources.c.leased_by != "")).scalars())


@pytest.mark.parametrize("pause", ["7200", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_a_pause_that_a_host_asked_for_under_a_wrong_clock_ends_with_it(store: Store, pause: str) -> None:
    with sites(1) as (site,):
        source = Source("a", "A", "rss", site.url("/a"))
        world = World([site], [source])
        site.routes["/a"] = Page(b"", status=429, headers={"Retry-After": pause})
        store.load_catalog(make_catalog(sources={"a": source}))
        assert poll(store, world).faults_count == 1
        pass_time(store, -YEAR)
        site.routes["/a"] = Page(feed_of("A", [item_of(0, 1)]))
        assert [line.state for line in poll(store, world).polls] == ["ok"]
