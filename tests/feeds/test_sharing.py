"""Several pollers on one database: each source once, each host asked by one at a time, its rule and pauses shared."""

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ci.feeds.guarded import Guarded
from ci.feeds.manners import GAPS_S, Manners, gaps
from ci.jobs.polling import Poller, Report
from ci.jobs.queue import Queue
from ci.jobs.wishes import Wish
from ci.model import Source
from ci.settings import Settings
from ci.store import open_store
from tests.feeds import field
from tests.feeds.field import HTML, Asked, Page, Site
from tests.feeds.test_polling import settings_for
from tests.make import make_catalog

pytestmark = pytest.mark.slow

POLLERS = 3


@pytest.fixture
def web() -> Iterator[list[Site]]:
    with field.sites(3) as sites:
        yield sites


class Gate:
    """A route that knows how many are inside at once."""

    def __init__(self, takes_s: float = 0.03) -> None:
        self.takes_s = takes_s
        self.inside = 0
        self.most = 0
        self._turn = threading.Lock()

    def __call__(self, asked: Asked) -> Page:
        with self._turn:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(self.takes_s)
        with self._turn:
            self.inside -= 1
        item = f"<item><title>News of {asked.path}</title><link>https://o.example{asked.path}</link></item>"
        return Page(f"<rss><channel><title>O</title>{item}</channel></rss>".encode())


def feeds(sites: list[Site], count: int) -> list[Source]:
    """`count` on each site, behind one gate a site."""
    sources = []
    for s, site in enumerate(sites):
        gate = Gate()
        for n in range(count):
            site.routes[f"/{s}/{n}"] = gate
            sources.append(Source(f"s{s}-{n:02}", f"S {s} {n}", "rss", site.url(f"/{s}/{n}")))
    return sources


def polled_by_several(
    settings: Settings, database_url: str, sources: list[Source], gaps_s: dict[str, float] | None = None
) -> list[Report]:
    """Each poller in a thread of its own, with its own connections, as processes have them."""
    catalog = make_catalog(version="several", sources={source.id: source for source in sources})
    store = open_store(database_url)
    store.load_catalog(catalog)
    store.close()
    reports: list[Report] = []

    def one() -> None:
        opened = open_store(database_url)
        try:
            with Guarded() as parser:
                poller = Poller(settings, opened, catalog, parser)
                if gaps_s is not None:
                    poller.sharing.manners = Manners(gaps_s, board=poller.sharing)
                reports.append(asyncio.run(poller.ask(Wish(), lambda *_: None, patience_s=30)))
        finally:
            opened.close()

    threads = [threading.Thread(target=one) for _ in range(POLLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return reports


def test_each_source_once_and_each_host_one_at_a_time(web: list[Site], tmp_path: Path, database_url: str) -> None:
    sources = feeds(web, 8)
    reports = polled_by_several(settings_for(web, tmp_path), database_url, sources)
    asked = sorted(line.source for report in reports for line in report.polls)
    assert asked == [source.id for source in sources]
    assert sorted(path for site in web for path in site.paths()) == sorted(
        source.url[source.url.index("/", 8) :] for source in sources
    )
    gates = [site.routes[f"/{s}/0"] for s, site in enumerate(web)]
    assert [gate.most for gate in gates if isinstance(gate, Gate)] == [1, 1, 1]


def test_a_rule_holds_for_all_pollers_together(web: list[Site], tmp_path: Path, database_url: str) -> None:
    """All sites here are hosts of one domain, as eutils and www are of NCBI."""
    sources = feeds(web, 4)
    polled_by_several(settings_for(web, tmp_path), database_url, sources, {"127.0.0.1": 0.2})
    at = sorted(asked.at for site in web for asked in site.asked)
    assert len(at) == len(sources)
    assert min(later - earlier for earlier, later in pairwise(at)) >= 0.12


def test_a_pause_that_one_poller_was_asked_for_holds_for_the_others(
    web: list[Site], tmp_path: Path, database_url: str
) -> None:
    site = web[0]
    site.routes["/first"] = Page(b"", HTML, 429, {"Retry-After": "7200"})
    site.routes["/second"] = Gate()
    sources = [Source(name, name, "rss", site.url(f"/{name}")) for name in ("first", "second")]
    settings, catalog = settings_for(web, tmp_path), make_catalog(version="p", sources={s.id: s for s in sources})
    for name in ("first", "second"):
        store = open_store(database_url)
        store.load_catalog(catalog)
        with Guarded() as parser:
            report = asyncio.run(Poller(settings, store, catalog, parser).round(only=name))
        state = store.source(name)
        store.close()
    assert site.paths() == ["/first"]
    assert "wants a pause of 7" in report.lines[0]
    assert state.failures_count == 0, "a source that was not asked has not failed"
    assert state.next_poll_at is not None
    wait = state.next_poll_at - datetime.now(UTC)
    assert timedelta(hours=1) < wait < timedelta(hours=2.5), "the pause, not a back-off"


def test_a_bug_costs_its_source_a_turn_and_nobody_else(
    web: list[Site], tmp_path: Path, sqlite_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A page whose kind the parser does not know stands for every bug: it raises what nobody expects."""
    sources = feeds(web[:1], 2)

    class Broken(Guarded):
        def parse(self, kind: str, fetched: object) -> list:  # type: ignore[type-arg, override]
            if "/0/0" in fetched.url:  # type: ignore[attr-defined]
                raise KeyError("nobody expects this")
            return super().parse(kind, fetched)  # type: ignore[arg-type]

    catalog = make_catalog(version="bug", sources={source.id: source for source in sources})
    store = open_store(sqlite_url)
    store.load_catalog(catalog)
    with Broken() as parser:
        report = asyncio.run(Poller(settings_for(web, tmp_path), store, catalog, parser).round())
    assert {line.source: line.state for line in report.polls} == {"s0-00": "malformed", "s0-01": "ok"}
    assert "a fault in Apoptoscope itself (KeyError" in store.source("s0-00").last_error
    assert "Traceback" in capfd.readouterr().err
    store.close()


def test_a_slow_host_keeps_only_its_own_sources_waiting(web: list[Site], tmp_path: Path, sqlite_url: str) -> None:
    sources = feeds(web, 12)
    slow = Gate(takes_s=0.4)
    for n in range(12):
        web[0].routes[f"/0/{n}"] = slow
    catalog = make_catalog(version="slow", sources={source.id: source for source in sources})
    store = open_store(sqlite_url)
    store.load_catalog(catalog)
    ended: dict[str, float] = {}
    with Guarded() as parser:
        poller = Poller(settings_for(web, tmp_path), store, catalog, parser)
        poller.say = lambda line: ended.update({line.source: time.monotonic()})
        started = time.monotonic()
        asyncio.run(poller.round())
    assert max(at for source, at in ended.items() if source[:2] == "s0") - started > 4
    assert max(at for source, at in ended.items() if source[:2] != "s0") - started < 3.5
    store.close()


# ---------------------------------------------------------------- a day in a moment


class _Simulated(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next thing that is to be done."""

    now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        scheduled = self._scheduled  # type: ignore[attr-defined]
        if not self._ready and scheduled:  # type: ignore[attr-defined]
            self.now = max(self.now, scheduled[0].when())
        super()._run_once()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("hosts", "has_key", "most", "hours"),
    [
        (["eutils.ncbi.nlm.nih.gov:443", "www.ncbi.nlm.nih.gov:443"], False, 3, 24),
        (["eutils.ncbi.nlm.nih.gov:443"], True, 10, 1),
        (["www.sec.gov:443", "data.sec.gov:443", "efts.sec.gov:443"], False, 10, 1),
    ],
)
def test_a_rule_is_never_broken_in_a_simulated_day(hosts: list[str], has_key: bool, most: int, hours: int) -> None:
    loop, asked = _Simulated(), list[float]()
    manners = Manners(gaps(has_ncbi_key=has_key), clock=loop.time)

    async def greedy(host: str) -> None:
        while loop.now < hours * 3600:
            await manners.turn(host)
            asked.append(loop.now)

    async def all_together() -> None:
        await asyncio.gather(*(greedy(host) for host in hosts for _ in range(2)))

    try:
        loop.run_until_complete(all_together())
    finally:
        loop.close()
    assert len(asked) > 0.75 * most * hours * 3600, "and they are not left unused"
    assert all(later - earlier >= 1 - 1e-6 for earlier, later in zip(asked, asked[most:], strict=False))


def test_rules_name_domains_and_ports_that_are_usual_are_no_other_host() -> None:
    manners = Manners()
    assert {manners.name_of_url(url) for url in ("http://a.example/x", "https://a.example/y")} == {"a.example"}
    assert manners.name_of_url("http://a.example:8080/") == "a.example:8080"
    assert manners.name_of_url("https://eutils.ncbi.nlm.nih.gov/x") == "ncbi.nlm.nih.gov"
    assert manners.name_of_url("not an address") == manners.name_of_url("http://[::1") == ""
    assert set(GAPS_S) == {"ncbi.nlm.nih.gov", "sec.gov", "api.fda.gov", "clinicaltrials.gov"}


def test_a_queue_gives_one_source_of_each_host_at_a_time() -> None:
    queue = Queue([("a1", "a"), ("a2", "a"), ("b1", "b"), ("x", ""), ("a3", "a"), ("y", "")])
    assert list(queue.take(9)) == ["a1", "b1", "x", "y"]
    assert (queue.take(9), queue.hosts) == ({}, {"a", "b", ""})
    queue.done("a")
    assert list(queue.take(9)) == ["a2"]
    queue.done("b")
    assert queue.hosts - {""} == {"a"}
    queue.done("a")
    assert (list(queue.take(9)), bool(queue)) == (["a3"], False)
