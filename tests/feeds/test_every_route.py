"""Every fault that the fault server plays, through the whole poller and into both databases."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller, Report
from ci.model import Source
from ci.settings import load_settings
from ci.store import Store, open_store
from ci.store import tables as t
from tests.faultserver import FaultServer
from tests.feeds.fetching import host_of
from tests.feeds.test_faults import OUTCOMES
from tests.make import make_catalog

pytestmark = pytest.mark.slow

SERVERS = 12
"""The routes are spread over so many hosts, because each host is asked one thing at a time."""
CHANGING = ("/grow", "/edited", "/same-etag-new-body", "/guid-changes", "/flapping", "/validator-then-broken")
"""What does not say the same twice."""
STORED = {"/duplicate-guid": {8}, "/drip-headers?gap=0.05": {"slow", "too-large"}}
"""What is stored, where it is not what one answer gives: an item told twice; a header that drips until there is time
for too many."""
PAUSES = ("/429", "/503", "/busy", "/rate", "/status/503", "/500-twice")
"""What may close its host for the others, and so gets one of its own."""


@pytest.fixture
def servers() -> Iterator[list[FaultServer]]:
    with ExitStack() as stack:
        yield [stack.enter_context(FaultServer()) for _ in range(SERVERS + sum(p.startswith(PAUSES) for p in OUTCOMES))]


def sources_of(servers: list[FaultServer]) -> dict[str, Source]:
    """A source for each route; its id is the number of the route."""
    own = iter(servers[SERVERS:])
    found = {}
    for n, path in enumerate(OUTCOMES):
        server = next(own) if path.startswith(PAUSES) else servers[n % SERVERS]
        kind = "json-feed" if path == "/jsonfeed" else "rss"
        found[f"r{n:03}"] = Source(f"r{n:03}", path, kind, server.url(path))
    return found


def items_count(store: Store) -> dict[str, int]:
    v = t.article_sources.c
    with store.reading() as connection:
        count = func.count(v.article_id.distinct())
        rows = connection.execute(select(v.source_id, count).group_by(v.source_id))
        return {row[0]: row[1] for row in rows}


def test_each_route_ends_as_items_or_as_its_fault(
    servers: list[FaultServer], tmp_path: Path, database_url: str
) -> None:
    allowed = ",".join(host_of(server) for server in servers)
    contact = {"APOPTOSCOPE_CONTACT": "Tests tests@example.org"}
    settings = load_settings({"APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS": allowed, **contact}, tmp_path)
    catalog = make_catalog(version="routes", sources=sources_of(servers))
    store = open_store(database_url)
    store.load_catalog(catalog)

    def poll(poller: Poller, *, force: bool) -> Report:
        return asyncio.run(poller.round(force=force))

    with Guarded() as parser:
        poller = Poller(settings, store, catalog, parser)
        poller.timeout_s = 8
        first = poll(poller, force=False)
        states = {state.id: state for state in store.sources()}
        before = items_count(store)
        second = poll(poller, force=True)
    routes = dict(zip(sorted(states), OUTCOMES, strict=True))
    assert first.polled_count == second.polled_count == len(routes), "each source once in a round"

    wrong = {}
    for source_id, path in routes.items():
        expected, state = OUTCOMES[path], states[source_id]
        outcome = state.state if state.state != "ok" else before.get(source_id, 0)
        if outcome not in STORED.get(path, {expected}):
            wrong[path] = (outcome, state.last_error)
        if isinstance(expected, str):
            assert state.last_error and state.failures_count == 1, path
            assert (state.etag, state.last_modified) == ("", ""), "no validator without its items"
            assert state.next_poll_at and state.next_poll_at > datetime.now(UTC) + timedelta(minutes=100), path
    assert wrong == {}

    steady = [i for i, path in routes.items() if not path.startswith(CHANGING) and states[i].state == "ok"]
    after = items_count(store)
    assert {i: after.get(i, 0) for i in steady} == {i: before.get(i, 0) for i in steady}, "a second look brings nothing"
    assert store.unread_revisions() == []
    store.close()
