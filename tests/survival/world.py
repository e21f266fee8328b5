"""A small world of sites on the loopback, the same at every start; its feeds grow when the test says so."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from ci.model import Catalog, Source
from ci.settings import Settings, load_settings
from tests.feeds.field import Asked, Page, Site, serve_clinicaltrials, sites
from tests.make import make_catalog

SITES = 8
FEEDS = 16
ITEMS = 8
LONG_ITEMS = 150
"""Items of one feed that is long enough to be parsed in the child."""

FIRST_DAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
_NEWS = (
    "The FDA approved venetoclax for adults with chronic lymphocytic leukaemia on 11 April 2016.",
    "Ascentage Pharma and Genor Biopharma announced a clinical collaboration on APG-115 with GB226.",
    "AbbVie starts a Phase 3 trial of venetoclax in {n} hospitals.",
)


@dataclass
class World:
    """Sites that answer, and the sources that lead to them."""

    sites: list[Site]
    sources: list[Source] = field(default_factory=list)
    generation: int = 0
    """So many items more than at the beginning stand in each feed."""
    latency_s: float = 0.0
    peaks: Counter[str] = field(default_factory=Counter)
    """Host -> the most requests that were under way there at a time."""
    _under_way: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(site.host for site in self.sites)

    @property
    def catalog(self) -> Catalog:
        return make_catalog(sources={source.id: source for source in self.sources})

    def asked(self) -> Counter[str]:
        """Address without its query -> how often it was asked for, since the world began."""
        return Counter(site.url(asked.path) for site in self.sites for asked in list(site.asked))

    def add_feed(self, site: Site, n: int, items_count: int) -> None:
        def answer(asked: Asked) -> Page:
            with self._busy(site.host):
                tag = f'"{n}-{self.generation}"'
                if asked.headers.get("If-None-Match") == tag:
                    return Page(b"", status=304)
                items = [item_of(n, i) for i in range(items_count + self.generation)]
                return Page(feed_of(f"Outlet {n}", items), headers={"ETag": tag})

        site.routes[f"/feed/{n}"] = answer
        self.sources.append(Source(f"feed-{n:02}", f"Outlet {n}", "rss", site.url(f"/feed/{n}")))

    @contextmanager
    def _busy(self, host: str) -> Iterator[None]:
        with self._lock:
            self._under_way[host] += 1
            self.peaks[host] = max(self.peaks[host], self._under_way[host])
        time.sleep(self.latency_s)
        yield
        with self._lock:
            self._under_way[host] -= 1


@contextmanager
def world(feeds_count: int = FEEDS, long_items: int = LONG_ITEMS) -> Iterator[World]:
    """Feeds over some sites, a long one, and a search of trials that takes several requests."""
    with sites(SITES) as opened:
        made = World(opened)
        for n in range(feeds_count):
            made.add_feed(opened[n % (SITES - 1)], n, ITEMS)
        made.add_feed(opened[-1], feeds_count, long_items)
        made.sources.append(Source("trials", "Trials", "clinicaltrials", serve_clinicaltrials(opened[-1])))
        yield made


def settings_for(url: str, hosts: tuple[str, ...]) -> Settings:
    return load_settings(
        {
            **os.environ,
            "APOPTOSCOPE_DATABASE_URL": url,
            "APOPTOSCOPE_ALLOWED_PRIVATE_HOSTS": ",".join(hosts),
            "APOPTOSCOPE_CONTACT": "Tests tests@example.org",
        }
    )


def item_of(n: int, i: int) -> str:
    """One item, every fourth about our field, each in words of its own: that no two are one story by accident. The last
    of every second feed is a copy of what the feed before gives, at an address of its own."""
    own = n - 1 if i == ITEMS - 1 and n % 2 else n
    dice = random.Random(f"{own}.{i}")
    words = ["".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(3)) for _ in range(45)]
    day = FIRST_DAY + timedelta(days=n * ITEMS + i)  # of two tellings of a day the one that came first would be shown
    news = _NEWS[i % 12 // 4].format(n=own) if i % 4 == 0 and i < 2 * ITEMS else ""
    return (
        f"<item><title>News {own}.{i}</title><link>https://outlet{n}.example/{i}</link><guid>outlet-{n}-{i}</guid>"
        f"<pubDate>{format_datetime(day, usegmt=True)}</pubDate>"
        f"<description>{news} {' '.join(words).capitalize()}.</description></item>"
    )


def feed_of(title: str, items: list[str]) -> bytes:
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>".encode()


def file_of(url: str) -> Path:
    """The file of an SQLite address."""
    return Path(url.removeprefix("sqlite:///"))
