"""Every fault that the fault server plays, three times through the whole poller into both databases: the right state
and rows, the right time of the next poll, and nothing new or changed the second and third time."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from ci import __version__
from ci.feeds.fetch import Fetcher
from ci.feeds.guarded import Guarded
from ci.jobs.lines import PollLine
from ci.jobs.polling import Poller, Report
from ci.model import Source
from ci.store import Store, open_store
from ci.store import tables as t
from tests.faultserver import FaultServer
from tests.feeds.test_faults import OUTCOMES
from tests.make import make_catalog
from tests.survival.content import integrity
from tests.survival.world import settings_for

DEADLINE_S = 6.0
SHORTEST = timedelta(minutes=13)
CHANGING = {"/same-etag-new-body", "/grow", "/edited", "/flapping"}
"""They give something else each time."""
PASSING = {"/429-seconds", "/429-date", "/validator-then-broken", "/500-twice"}
"""They are well the second or third time."""
MERGED = {"/duplicate-guid": 8}
"""Of nine items two are one."""


class Hasty(Poller):
    """The product's poller with a shorter deadline, so that a silent server does not take half a minute."""

    def fetcher(self) -> Fetcher:
        hosts = self.settings.allowed_private_hosts
        return Fetcher(
            self.settings.contact, __version__, hosts, total_timeout_s=DEADLINE_S, manners=self.sharing.manners
        )


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, FaultServer]]:
    """A server for each route, because a pause that one asks for holds for its whole host."""
    with ExitStack() as stack:
        yield {path: stack.enter_context(FaultServer()) for path in OUTCOMES}


def sources_of(servers: dict[str, FaultServer]) -> list[Source]:
    kinds = {"/jsonfeed": "json-feed", "/json-error": "json-feed"}
    return [
        Source(f"route-{n:03}", path, kinds.get(path, "rss"), server.httpd.base + path)
        for n, (path, server) in enumerate(servers.items())
    ]


def poll(poller: Poller, *, force: bool = False) -> Report:
    return asyncio.run(poller.round(force=force))


def test_every_route_is_stored_as_what_it_is_and_nothing_twice(
    database_url: str, servers: dict[str, FaultServer]
) -> None:
    store = open_store(database_url)
    for server in servers.values():
        server.reset()
    sources = sources_of(servers)
    hosts = tuple(server.httpd.base.removeprefix("http://") for server in servers.values())
    catalog = make_catalog(sources={source.id: source for source in sources})
    store.load_catalog(catalog)
    with Guarded() as parser:
        poller = Hasty(settings_for("sqlite://", hosts), store, catalog, parser)
        first = poll(poller)
        assert first.polled_count == len(sources)
        assert {source.name: state_of(store, source) for source in sources} == {
            path: outcome if isinstance(outcome, str) else "ok" for path, outcome in OUTCOMES.items()
        }
        held = views(store, sources)
        assert {path: held[path] for path, n in OUTCOMES.items() if isinstance(n, int) and held[path] != n} == MERGED
        assert [path for path, n in OUTCOMES.items() if isinstance(n, str) and held[path]] == []
        assert early(store) == []
        assert [source.name for source in sources if not is_told(store, source)] == []

        again = [line for _ in range(2) for line in poll(poller, force=True).polls]
    names = {source.id: source.name for source in sources}
    fresh = {names[line.source]: (line.new_count, line.changed_count) for line in again if not is_still(line)}
    assert {path: counts for path, counts in fresh.items() if path not in CHANGING | PASSING} == {}
    assert integrity(store) == []
    assert store.unread_revisions() == []
    store.close()


def is_still(line: PollLine) -> bool:
    return line.new_count == line.changed_count == 0


def is_told(store: Store, source: Source) -> bool:
    """Whether a fault is counted and told, keeps no validator without its items, and is asked again late."""
    state = store.source(source.id)
    if not isinstance(OUTCOMES[source.name], str):
        return True
    is_late = state.next_poll_at is not None and state.next_poll_at > datetime.now(UTC) + timedelta(minutes=100)
    return state.last_error != "" and state.failures_count == 1 and not state.etag + state.last_modified and is_late


def state_of(store: Store, source: Source) -> str:
    return store.source(source.id).state


def views(store: Store, sources: list[Source]) -> Counter[str]:
    """Path -> how many items of it are held."""
    names = {source.id: source.name for source in sources}
    v = t.article_sources.c
    with store.reading() as connection:
        rows = connection.execute(select(v.source_id, func.count()).group_by(v.source_id)).all()
    return Counter({names[source_id]: count for source_id, count in rows})


def early(store: Store) -> list[str]:
    """Sources that would be asked again too soon, or too late."""
    now = datetime.now(UTC)
    asked_for = {"/429-seconds": 110, "/503-retry": 290}
    found = []
    for state in store.sources():
        wait = (state.next_poll_at or now) - now
        least = max(SHORTEST, timedelta(seconds=asked_for.get(state.source.name, 0)))
        if not least <= wait <= timedelta(days=32):
            found.append(f"{state.source.name}: {wait}")
    return found
