"""The network is away for hours and comes back: every source recovers by itself."""

from datetime import timedelta

from ci.model import Source
from ci.store import Store
from tests.faultserver import FaultServer
from tests.make import make_catalog
from tests.survival.content import pass_time
from tests.survival.test_clock import poll
from tests.survival.world import World

HOUR = timedelta(minutes=75)
"""A little more than the interval of a source without a rhythm of its own."""
SOURCES = 20


def test_six_hours_without_a_network_are_over_by_themselves_within_a_day(store: Store) -> None:
    with FaultServer() as server:
        sources = [Source(f"s{n:02}", "S", "json-feed", server.url("/jsonfeed", key=n)) for n in range(SOURCES)]
        port = int(server.httpd.server_address[1])
        world = World([], sources)
        store.load_catalog(make_catalog(sources={source.id: source for source in sources}))
        hosts = (f"127.0.0.1:{port}",)
        assert poll(store, world, hosts).faults_count == 0
    for _ in range(5):
        pass_time(store, HOUR)
        assert all(line.state == "unreachable" for line in poll(store, world, hosts).polls)
    assert {state.state for state in store.sources()} == {"unreachable"}
    with FaultServer(port=port):
        hours = 0
        while {state.state for state in store.sources()} != {"ok"}:
            pass_time(store, HOUR)
            poll(store, world, hosts)
            hours += 1
            assert hours <= 24, [(state.id, state.state, state.next_poll_at) for state in store.sources()]
    assert {state.failures_count for state in store.sources()} == {0}
