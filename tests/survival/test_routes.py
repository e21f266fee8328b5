"""Every route that the fault server plays, three times through the whole poller into both databases.

All together, one beside the other: each ends in the right state, and is asked again at the right time. The routes give
the same items under the same addresses, so what is new and what is held is told of each alone, in an empty database.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select

from ci import __version__
from ci.feeds.fetch import Fetcher
from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller, Report
from ci.jobs.sharing import Sharing
from ci.model import Source
from ci.store import Store, open_store, search
from ci.store import tables as t
from ci.store.sources import SourceState
from tests.faultserver import FaultServer
from tests.feeds.test_faults import OUTCOMES
from tests.make import make_catalog
from tests.survival.content import content, integrity, pass_time
from tests.survival.world import settings_for

DEADLINE_S = 6.0
SHORTEST = timedelta(minutes=13)
FAULT_WAITS = (timedelta(hours=2), timedelta(hours=4), timedelta(hours=8))
"""After the first, second and third fault in a row; a tenth more or less."""
PAUSES = {"/429-seconds": timedelta(minutes=2), "/429-date": timedelta(minutes=2), "/503-retry": timedelta(minutes=5)}
LONGEST = timedelta(hours=24) * 1.1
BETWEEN = timedelta(days=2)
"""So long after a poll, whatever it said, a source is due again."""
MERGED = {"/duplicate-guid": 8}
"""Of nine items two are one."""
Step = tuple[str, int, int]
"""State, and how many items are new, how many changed."""
LATER: dict[str, list[Step]] = {
    "/same-etag-new-body": [("ok", 1, 0), ("ok", 1, 0)],
    "/grow": [("ok", 1, 0), ("ok", 1, 0)],
    "/edited": [("ok", 0, 1), ("ok", 0, 1)],
    "/flapping": [("ok", 1, 0), ("ok", 0, 0)],
    "/etag": [("not-modified", 0, 0), ("not-modified", 0, 0)],
    "/last-modified": [("not-modified", 0, 0), ("not-modified", 0, 0)],
    "/429-seconds": [("ok", 3, 0), ("ok", 0, 0)],
    "/429-date": [("ok", 3, 0), ("ok", 0, 0)],
    "/validator-then-broken": [("ok", 10, 0), ("not-modified", 0, 0)],
    "/500-twice": [("refused", 0, 0), ("ok", 3, 0)],
}
"""What the second and third poll of a route bring, where that is not the same again and nothing new."""
HELD = {"/same-etag-new-body": 3, "/grow": 3, "/flapping": 4, "/429-seconds": 3, "/429-date": 3} | {
    "/validator-then-broken": 10,
    "/500-twice": 3,
}
"""Articles after the third poll, where they are not those of the first."""


MOVING = {"/guid-changes", *LATER}
"""They end with other rows than they began with; the first by the guid alone."""


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


@pytest.fixture
def poller(database_url: str, servers: dict[str, FaultServer]) -> Iterator[Hasty]:
    """With a source for each route, in a database that has never been asked."""
    store = open_store(database_url)
    for server in servers.values():
        server.reset()
    sources = sources_of(servers)
    hosts = tuple(server.httpd.base.removeprefix("http://") for server in servers.values())
    catalog = make_catalog(sources={source.id: source for source in sources})
    store.load_catalog(catalog)
    with Guarded() as parser:
        yield Hasty(settings_for("sqlite://", hosts), store, catalog, parser)
    store.close()


def test_every_route_ends_in_its_state_and_is_asked_again_in_time(
    poller: Hasty, servers: dict[str, FaultServer]
) -> None:
    store, sources = poller.store, sources_of(servers)
    states = {path: outcome if isinstance(outcome, str) else "ok" for path, outcome in OUTCOMES.items()}
    for turn in range(3):
        assert poll(poller, force=turn > 0).polled_count == len(sources)
        # 429 asks for a pause that is not over, and force is no excuse
        states |= {"/validator-then-broken": "ok"} if turn == 1 else {"/500-twice": "ok"} if turn == 2 else {}
        assert {source.name: store.source(source.id).state for source in sources} == states
        assert [found for source in sources if (found := amiss(store.source(source.id), turn))] == []
    assert integrity(store) == []
    assert store.unread_revisions() == []


def test_every_item_of_a_route_is_stored_once(poller: Hasty, servers: dict[str, FaultServer]) -> None:
    came, held, moved = dict[str, list[Step]](), dict[str, Held](), list[str]()
    for source in sources_of(servers):
        if isinstance(OUTCOMES[source.name], int) or source.name in LATER:
            first = poll_alone(poller, source)
            before = content(poller.store)
            came[source.name] = [first, *(poll_alone(poller, source) for _ in range(2))]
            held[source.name] = held_now(poller.store)
            changed = before != content(poller.store)
            moved += [source.name] if changed and source.name not in MOVING else []
            forget(poller.store)
    assert came == {path: steps(path) for path in came}
    wanted = {path: HELD.get(path, steps(path)[0][1]) for path in came}
    assert {path: count.articles for path, count in held.items()} == wanted
    assert {path: count.views for path, count in held.items()} == wanted
    assert {path: count.revisions for path, count in held.items()} == wanted | {"/edited": 3}
    assert moved == [], "nothing of a row changes where nothing was changed"


@dataclass(frozen=True)
class Held:
    """How many rows there are."""

    articles: int
    revisions: int
    views: int


def steps(path: str) -> list[Step]:
    outcome = OUTCOMES[path]
    first = (outcome, 0, 0) if isinstance(outcome, str) else ("ok", MERGED.get(path, outcome), 0)
    return [first, *LATER.get(path, [("ok", 0, 0)] * 2)]


def poll_alone(poller: Hasty, source: Source) -> Step:
    """A poll when it is due, with the validators that were kept."""
    pass_time(poller.store, BETWEEN)
    poller.sharing = Sharing(poller.store, has_ncbi_key=False)  # its own clock stood still
    (line,) = asyncio.run(poller.round(only=source.id)).polls
    return line.state, line.new_count, line.changed_count


def held_now(store: Store) -> Held:
    with store.reading() as connection:
        counts = (select(func.count()).select_from(table) for table in (t.articles, t.revisions, t.article_sources))
        return Held(*(int(connection.execute(asked).scalar_one()) for asked in counts))


def forget(store: Store) -> None:
    """Empties the database of all that was collected."""
    with store.writing() as connection:
        connection.execute(delete(t.articles))
        search.refill(connection)


def amiss(state: SourceState, turn: int) -> str:
    """What is wrong with the fault that is noted, and with the time of the next poll."""
    wait, pause = (state.next_poll_at or datetime.now(UTC)) - datetime.now(UTC), PAUSES.get(state.source.name)
    if state.state in ("ok", "not-modified"):
        is_right = SHORTEST <= wait <= LONGEST and state.failures_count == 0 and state.last_error == ""
    elif pause and turn:  # it was not asked, because its host wanted the pause; when that is over, it will be
        is_right = timedelta(0) < wait <= pause * 1.1 and state.failures_count == 1 and state.last_error != ""
    else:
        usual = FAULT_WAITS[turn]
        is_right = usual * 0.89 <= wait <= usual * 1.1 and state.failures_count == turn + 1 and state.last_error != ""
        is_right = is_right and not state.etag + state.last_modified
    return "" if is_right else f"{state.source.name}: {state}, again in {wait}"
