"""The poller over sources of every kind at once, on the loopback: what is stored, what is asked again, and when."""

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ci.feeds import KINDS
from ci.feeds.guarded import Guarded
from ci.jobs.polling import Poller, Report
from ci.jobs.sources import Answer, check_sources
from ci.jobs.sources import add_source as add_by_address
from ci.jobs.tries import Tries
from ci.model import Source
from ci.settings import Settings, load_settings
from ci.store import Store, open_store
from ci.store import tables as t
from tests.feeds import field
from tests.feeds.field import HTML, Asked, Page, Site
from tests.make import make_catalog

FEEDS_COUNT = 34
WHOLE = {"pubmed": 3, "europepmc": 6, "clinicaltrials": 16, "openfda": 2, "ema": 4, "edgar": 2, "listing": 3}
"""Articles that each of the walks brings."""


@pytest.fixture(scope="module")
def parser() -> Iterator[Guarded]:
    with Guarded() as parser:
        yield parser


@pytest.fixture
def web() -> Iterator[list[Site]]:
    with field.sites(11) as sites:
        yield sites


def settings_for(web: list[Site], folder: Path) -> Settings:
    hosts = ",".join(site.host for site in web)
    return load_settings(
        {
            **os.environ,
            "APOPTOSCOPE_DATABASE_URL": f"sqlite:///{folder}/ci.sqlite",
            "APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS": hosts,
            "APOPTOSCOPE_CONTACT": "Tests tests@example.org",
        }
    )


def serve_feeds(sites: list[Site]) -> list[Source]:
    """Feeds with two items each, none of which stands in another feed."""
    sources = []
    for n in range(FEEDS_COUNT):
        site, path = sites[n % len(sites)], f"/feed/{n}"
        items = "".join(
            f"<item><title>News {n}.{i}</title><link>https://outlet{n}.example/{i}</link>"
            f"<description>Text {i} of outlet {n}.</description></item>"
            for i in range(2)
        )
        feed = f"<rss version='2.0'><channel><title>Outlet {n}</title>{items}</channel></rss>".encode()
        site.routes[path] = lambda asked, feed=feed, n=n: (  # type: ignore[misc]
            Page(b"", status=304)
            if asked.headers.get("If-None-Match") == f'"{n}"'
            else Page(feed, headers={"ETag": f'"{n}"'})
        )
        sources.append(Source(f"feed-{n:02}", f"Outlet {n}", "rss", site.url(path)))
    return sources


def serve_all(web: list[Site]) -> list[Source]:
    """A source of each kind on a site of its own, and feeds on three sites."""
    serve = {
        "pubmed": field.serve_pubmed,
        "europepmc": field.serve_europepmc,
        "clinicaltrials": field.serve_clinicaltrials,
        "openfda": field.serve_openfda,
        "ema": field.serve_ema,
        "edgar": field.serve_edgar,
        "listing": lambda site: field.serve_listing(site, 3),
    }
    sources = [Source(kind, kind, kind, serve[kind](site)) for kind, site in zip(serve, web, strict=False)]
    plain = web[len(serve)]
    plain.routes["/feed.json"] = field.sample("newsroom.jsonfeed.json", "application/feed+json")
    plain.routes["/page"] = field.article("A single page about an invented medicine")
    sources.append(Source("json-feed", "json-feed", "json-feed", plain.url("/feed.json")))
    sources.append(Source("page", "page", "page", plain.url("/page")))
    return sources + serve_feeds(web[len(serve) + 1 :])


def poller_of(store: Store, settings: Settings, sources: list[Source], parser: Guarded) -> Poller:
    catalog = make_catalog(sources={source.id: source for source in sources})
    store.load_catalog(catalog)
    return Poller(settings, store, catalog, parser)


def poll(poller: Poller, *, force: bool = False) -> Report:
    return asyncio.run(poller.round(force=force))


def articles_count(store: Store, *source_ids: str) -> int:
    views = t.article_sources.c
    with store.reading() as connection:
        count = select(func.count(views.article_id.distinct())).where(views.source_id.in_(source_ids))
        return int(connection.execute(count).scalar_one())


def read_count(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).where(t.revisions.c.is_read)).scalar_one())


def test_sources_of_every_kind_are_polled_in_one_round(web: list[Site], parser: Guarded, tmp_path: Path) -> None:
    settings = settings_for(web, tmp_path)
    sources = serve_all(web)
    assert len(sources) > 40
    assert {source.kind for source in sources} == set(KINDS)
    store = open_store(settings.database_url)
    poller = poller_of(store, settings, sources, parser)
    started = time.monotonic()
    first = poll(poller)
    assert time.monotonic() - started < 20
    assert (first.polled_count, first.faults_count) == (len(sources), 0), first.lines
    assert {kind: articles_count(store, kind) for kind in WHOLE} == WHOLE
    assert articles_count(store, *(f"feed-{n:02}" for n in range(FEEDS_COUNT))) == 2 * FEEDS_COUNT

    before = {site.host: len(site.asked) for site in web}
    assert poll(poller).polled_count == 0, "nothing is due again at once"
    assert {site.host: len(site.asked) for site in web} == before
    assert all(soonest(state.next_poll_at) >= timedelta(minutes=13) for state in store.sources())
    store.close()


def soonest(at: datetime | None) -> timedelta:
    assert at is not None
    return at - datetime.now(UTC)


def test_a_second_poll_asks_for_less_and_stores_nothing_twice(web: list[Site], parser: Guarded, tmp_path: Path) -> None:
    settings = settings_for(web, tmp_path)
    sources = [source for source in serve_all(web) if source.kind in ("listing", "edgar", "europepmc", "pubmed")]
    store = open_store(settings.database_url)
    poller = poller_of(store, settings, sources, parser)
    poll(poller)
    asked = {site.host: len(site.asked) for site in web}
    report = poll(poller, force=True)
    assert report.faults_count == 0
    assert {line.rpartition(", ")[2] for line in report.lines} == {"0 new"}
    more = {
        source.kind: len(site.asked) - asked[site.host] for source in sources for site in web if site.host in source.url
    }
    assert more == {"listing": 1, "edgar": 1, "europepmc": 1, "pubmed": 2}
    store.close()


def test_a_slow_source_keeps_the_news_of_no_other(web: list[Site], parser: Guarded, tmp_path: Path) -> None:
    """While it is waited for, all that the others sent is stored and read."""
    settings, silent, read_before = settings_for(web, tmp_path), web[0], list[int]()
    sources = [Source("silent", "S", "rss", silent.url("/silent")), *serve_feeds(web[1:])]
    store = open_store(settings.database_url)
    poller = poller_of(store, settings, sources, parser)

    def answers_late(asked: Asked) -> Page:
        give_up_at = time.monotonic() + 20
        while read_count(store) < 2 * FEEDS_COUNT and time.monotonic() < give_up_at:
            time.sleep(0.05)
        read_before.append(read_count(store))
        return Page(b"<rss><channel><title>S</title></channel></rss>")

    silent.routes["/silent"] = answers_late
    assert poll(poller).faults_count == 0
    assert read_before == [2 * FEEDS_COUNT]
    store.close()


def test_a_pause_that_a_host_asks_for_holds_for_all_its_sources(
    web: list[Site], parser: Guarded, tmp_path: Path
) -> None:
    settings, site = settings_for(web, tmp_path), web[0]
    for name in "abc":
        site.routes[f"/{name}"] = Page(b"", HTML, 429, {"Retry-After": "7200"})
    sources = [Source(name, name, "rss", site.url(f"/{name}")) for name in "abc"]
    store = open_store(settings.database_url)
    report = poll(poller_of(store, settings, sources, parser))
    assert len(site.asked) == 1
    assert sum("wants a pause" in line for line in report.lines) == 2
    for state in store.sources():
        assert state.state == "refused"
        assert soonest(state.next_poll_at) > timedelta(seconds=7100)
    store.close()


def test_what_a_source_says_of_its_pace_decides_when_it_is_asked_again(
    web: list[Site], parser: Guarded, tmp_path: Path
) -> None:
    settings, site = settings_for(web, tmp_path), web[0]
    feed = b"<rss><channel><title>P</title><item><title>News</title><link>https://p.example/1</link></item></channel></rss>"
    site.routes["/patient"] = Page(feed, headers={"Cache-Control": "public, max-age=72000"})
    store = open_store(settings.database_url)
    poller = poller_of(store, settings, [Source("patient", "P", "rss", site.url("/patient"))], parser)
    poll(poller)
    (state,) = store.sources()
    assert timedelta(hours=17.9) < soonest(state.next_poll_at) < timedelta(hours=22.1)
    store.close()


def test_a_listing_goes_on_where_it_stopped(web: list[Site], parser: Guarded, tmp_path: Path) -> None:
    settings = settings_for(web, tmp_path)
    source = Source("listing", "L", "listing", field.serve_listing(web[0], 13))
    store = open_store(settings.database_url)
    poller = poller_of(store, settings, [source], parser)
    poller.step_gap_s = 0.01
    poll(poller)
    assert articles_count(store, "listing") == 10
    poll(poller, force=True)
    assert articles_count(store, "listing") == 13
    store.close()


def test_the_key_of_a_source_is_in_no_address_of_its_articles(web: list[Site], parser: Guarded, tmp_path: Path) -> None:
    """A feed whose links carry the key, a page that is asked with one, and a listing, which is not read anew for it."""
    settings, (feeds, pages, listed) = settings_for(web, tmp_path), web[:3]
    item = "<item><title>News</title><link>https://out.example/1?id=7&amp;api_key=GEHEIM&amp;token=own</link></item>"
    feeds.routes["/feed"] = Page(f"<rss version='2.0'><channel><title>O</title>{item}</channel></rss>".encode())
    pages.routes["/page"] = field.article("A single page about an invented medicine")
    listing = field.serve_listing(listed, 3)
    shown = listed.routes["/news"]
    assert isinstance(shown, Page)
    listed.routes["/news"] = replace(shown, body=shown.body.replace(b"?utm_source=list", b"?api_key=GEHEIM"))
    sources = [
        Source("feed", "O", "rss", f"{feeds.url('/feed')}?api_key=GEHEIM"),
        Source("page", "P", "page", f"{pages.url('/page')}?api_key=GEHEIM"),
        Source("listing", "L", "listing", f"{listing}?api_key=GEHEIM"),
    ]
    store = open_store(settings.database_url)
    poller = poller_of(store, settings, sources, parser)
    poller.step_gap_s = 0.01
    assert poll(poller).faults_count == 0
    with store.reading() as connection:
        urls = connection.execute(select(t.articles.c.url)).scalars().all()
    assert len(urls) == 5
    assert "https://out.example/1?id=7&token=own" in urls
    assert not [url for url in urls if "GEHEIM" in url]
    listed.asked.clear()
    poll(poller, force=True)
    assert listed.paths() == ["/news"]
    store.close()


def test_articles_whose_address_leads_elsewhere_are_known_at_the_next_poll(
    web: list[Site], parser: Guarded, tmp_path: Path
) -> None:
    """A redirect to a nicer address, and a page that names another address for itself."""
    site, settings = web[0], settings_for(web, tmp_path)
    source = Source("listing", "L", "listing", field.serve_listing(site, 15))
    for n in range(0, 15, 2):
        site.routes[f"/story/{n}"] = site.routes[f"/news/{n}"]
        site.routes[f"/news/{n}"] = Page(b"", HTML, 302, {"Location": f"/story/{n}"})
    for n in range(1, 15, 2):
        page = field.article(f"Regulator approves invented medicine number {n}")
        named = f"<head><link rel='canonical' href='{site.url(f'/nice/{n}')}'>".encode()
        site.routes[f"/news/{n}"] = replace(page, body=page.body.replace(b"<head>", named))
    store = open_store(settings.database_url)
    poller = poller_of(store, settings, [source], parser)
    poller.step_gap_s = 0.01
    for count in (10, 15, 15):
        site.asked.clear()
        poll(poller, force=True)
        assert articles_count(store, "listing") == count
    assert site.paths() == ["/news"]
    store.close()


def test_a_poller_that_is_started_anew_remembers_what_was_asked_in_vain(
    web: list[Site], parser: Guarded, tmp_path: Path
) -> None:
    site, settings = web[0], settings_for(web, tmp_path)
    listing = Source("listing", "L", "listing", field.serve_listing(site, 3))
    filings = Source("filings", "F", "edgar", field.serve_edgar(web[1]))
    exhibit = "/Archives/edgar/data/9000001/000900000126000042/ex991.htm"
    site.routes["/news/1"] = Page(b"%PDF-1.7 ...", "application/pdf")
    good, web[1].routes[exhibit] = web[1].routes[exhibit], Page(b"", HTML, 500)
    store = open_store(settings.database_url)
    for _ in range(2):
        poller = poller_of(store, settings, [listing, filings], parser)
        poller.step_gap_s = 0.01
        poll(poller, force=True)
        web[1].routes[exhibit] = good
    assert site.paths().count("/news/1") == 1
    assert articles_count(store, "filings") == 2
    tries = Tries(store, datetime.now(UTC))
    assert list(tries.urls) == [site.url("/news/1")]
    tries.forget_old(datetime.now(UTC) + timedelta(days=1, minutes=1))
    assert tries.urls == {}
    store.close()


# ---------------------------------------------------------------- looks of a person


def check(settings: Settings, sources: list[Source]) -> list[Answer]:
    store = open_store(settings.database_url)
    for source in sources:
        store.add_source(source)
    store.close()
    return [answer for answer in check_sources(settings, None, lambda *_: None) if answer.source_id[:2] == "x-"]


def test_a_source_that_is_off_is_checked_by_its_name_alone(web: list[Site], tmp_path: Path) -> None:
    settings = replace(settings_for(web, tmp_path), data_dir=empty_data(tmp_path))
    off = Source("x-off", "O", "listing", field.serve_listing(web[0], 5), is_on=False, off_reason="asleep")
    assert check(settings, [off, Source("x-on", "P", "pubmed", field.serve_pubmed(web[1]))])[0].source_id == "x-on"
    for _ in range(2):
        (answer,) = check_sources(settings, "x-off", lambda *_: None)
        assert (answer.source_id, answer.is_good, answer.items_count) == ("x-off", True, 1)
    store = open_store(settings.database_url)
    assert not store.source("x-off").source.is_on, "to be looked at switches nothing on"
    store.close()


def test_a_check_is_a_table_and_stores_nothing(web: list[Site], tmp_path: Path) -> None:
    settings = replace(settings_for(web, tmp_path), data_dir=empty_data(tmp_path))
    listing, pubmed = field.serve_listing(web[0], 5), field.serve_pubmed(web[1])
    sources = [
        Source("x-listing", "L", "listing", listing),
        Source("x-pubmed", "P", "pubmed", pubmed),
        Source("x-gone", "G", "rss", web[2].url("/nowhere")),
    ]
    gone, listed, found = check(settings, sources)
    assert (listed.items_count, found.items_count, gone.is_good) == (1, 3, False)
    assert found.said.split()[:5] == ["pubmed", "fine", "3", "items", "30"]
    assert "refused to answer" in gone.said
    assert "status 404 (not found); check the address" in gone.said
    assert [listed.said.index("fine"), found.said.index("fine")] == [16, 16]
    store = open_store(settings.database_url)
    assert articles_count(store, "x-listing", "x-pubmed") == 0
    store.close()


def test_an_api_is_recognised_when_it_is_added(web: list[Site], tmp_path: Path) -> None:
    settings = replace(settings_for(web, tmp_path), data_dir=empty_data(tmp_path))
    assert add_by_address(settings, field.serve_clinicaltrials(web[0]), "Our trials").kind == "clinicaltrials"
    assert add_by_address(settings, field.serve_pubmed(web[1]), "Our papers").kind == "pubmed"
    assert add_by_address(settings, field.serve_listing(web[2], 2), "A newsroom", "listing").kind == "listing"


def empty_data(folder: Path) -> Path:
    from tests.refresh.make import write_tables

    return write_tables(folder / "data")
