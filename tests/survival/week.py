"""A week of sixty sources, replayed on the loopback: what each would show at any hour, and a log of what it did show.

Time is moved by the test: an hour passes when everything that the database noted of sources and hosts lies an hour
further back. So the dates in the feeds are told from now, which is always the hour that it is in the week: seen from
the database a feed corrects the date of an item every day.
"""

import json
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import NamedTuple

from ci.model import Source
from tests.feeds import field as services
from tests.feeds.field import HTML, JSON, Asked, Page, Site

HOURS = 7 * 24
BEFORE = 10 * 24
"""Hours before the week in which there was news already."""
FEEDS = 52
SITES = 10
_DIALECTS = ("rss", "atom", "rdf", "json-feed")
SORTS = ("503", "429", "cut", "page", "empty", "404", "500", "soup")
"""Of outages, beside the feed that goes away for good."""
_A_WEEK = (3, 10, 25, 60, 170)
"""Items that a feed publishes in a week, by turns."""


@dataclass(frozen=True)
class Item:
    """A piece of news: in the feed from `hour` on until newer ones push it out, or it is withdrawn."""

    guid: str
    url: str
    title: str
    text: str
    hour: int
    edited_at: int = HOURS + 1
    withdrawn_at: int = HOURS + 1

    def text_at(self, hour: int) -> str:
        return f"{self.text} Corrected by the editors." if hour >= self.edited_at else self.text


@dataclass
class Feed:
    """A source over a week."""

    number: int
    items: list[Item]
    window: int
    validator: str
    """etag, last-modified or nothing."""
    outages: dict[int, str] = field(default_factory=dict)
    """Hour -> what is wrong with it then."""
    has_guids: bool = True
    moves: bool = False
    """It is asked at an address that leads to its new one for good."""

    @property
    def id(self) -> str:
        return f"week-{self.number:02}"

    @property
    def title(self) -> str:
        return f"Outlet {self.number}"

    @property
    def kind(self) -> str:
        return "json-feed" if self.dialect == "json-feed" else "rss"

    @property
    def dialect(self) -> str:
        return _DIALECTS[self.number % len(_DIALECTS)]

    def shown_at(self, hour: int) -> list[Item]:
        there = [item for item in self.items if item.hour <= hour < item.withdrawn_at]
        return sorted(there, key=lambda item: -item.hour)[: self.window]


class Told(NamedTuple):
    """An item as it was served."""

    guid: str
    """Its address, where a feed has no guids."""
    url: str
    title: str
    text: str
    day: date


@dataclass
class Week:
    """The sources, the hour, and what was served whole: source -> what its items said, in order."""

    sites: list[Site]
    hour: int = 0
    feeds: list[Feed] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    served: dict[str, list[Told]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    """The sorts of outages that were met."""

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(site.host for site in self.sites)


def make_week(sites: list[Site]) -> Week:
    """Fifty-two feeds in four dialects, one of which repeats what others tell, and a source of every other kind."""
    week = Week(sites)
    week.feeds = [_feed(n) for n in range(FEEDS - 1)]
    week.feeds.append(_aggregator(FEEDS - 1, week.feeds[:4]))
    for feed in week.feeds:
        _serve(week, feed, sites[feed.number % (SITES - 3)])
    _serve_others(week, sites[SITES - 3 :])
    return week


# ---------------------------------------------------------------- the plan


def _feed(n: int) -> Feed:
    dice = random.Random(n)
    count = _A_WEEK[n % 5] * (BEFORE + HOURS) // HOURS
    items = [_item(n, i, dice) for i in range(max(2, count))]
    return Feed(
        n,
        items,
        window=50 if _A_WEEK[n % 5] > 100 else dice.randint(18, 30),
        validator=("etag", "last-modified", "", "etag")[n % 4],
        outages=_outages(n, dice),
        has_guids=n % 6 != 5,
        moves=n == 9,
    )


def _item(n: int, i: int, dice: random.Random) -> Item:
    hour = dice.randint(-BEFORE, HOURS)
    words = ["".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(3)) for _ in range(30)]
    edited_at = hour + dice.randint(2, 40) if dice.random() < 0.1 else HOURS + 1
    withdrawn_at = hour + dice.randint(30, 60) if dice.random() < 0.05 else HOURS + 1
    text = " ".join(words).capitalize() + "."
    url = f"https://outlet{n}.example/{i}"
    return Item(f"outlet-{n}-{i}", url, f"Story {i} of outlet {n}", text, hour, edited_at, withdrawn_at)


def _outages(n: int, dice: random.Random) -> dict[int, str]:
    """Two of three feeds have a bad time of some hours, of their own sort; one goes away for good."""
    if n == 20:
        return dict.fromkeys(range(HOURS - 30, HOURS + 1), "gone")
    if n % 3 == 1:
        return {}
    sort = SORTS[n // 2 % len(SORTS)]
    begins = dice.randint(20, HOURS - 50)
    return dict.fromkeys(range(begins, begins + dice.randint(8, 24)), sort)


def _aggregator(n: int, others: list[Feed]) -> Feed:
    """It gives what others told two hours before, under their addresses, in fewer words."""
    items = [
        Item(f"{item.guid}-again", item.url, item.title, item.text.partition(" ")[0], item.hour + 2)
        for feed in others
        for item in feed.items
    ]
    return Feed(n, items, 60, "etag")


# ---------------------------------------------------------------- serving


def _serve(week: Week, feed: Feed, site: Site) -> None:
    path = f"/feeds/{feed.number}"
    site.routes[path] = lambda asked: _answer(week, feed, asked)
    url = site.url(path)
    if feed.moves:
        site.routes[f"/old/{feed.number}"] = Page(b"", HTML, 301, {"Location": url})
        url = site.url(f"/old/{feed.number}")
    week.sources.append(Source(feed.id, feed.title, feed.kind, url))
    week.served[feed.id] = []


def _answer(week: Week, feed: Feed, asked: Asked) -> Page:
    if outage := feed.outages.get(week.hour):
        week.met.add(outage)
        return _refusal(outage, _body(week, feed, feed.shown_at(week.hour), datetime.now(UTC)))
    items = feed.shown_at(week.hour)
    state = str(zlib.crc32(" ".join(item.guid + item.text_at(week.hour) for item in items).encode()))
    stamp = format_datetime(datetime.fromtimestamp(1_700_000_000 + int(state) % 10**7, UTC), usegmt=True)
    headers = {"etag": {"ETag": f'"{state}"'}, "last-modified": {"Last-Modified": stamp}}.get(feed.validator, {})
    given = asked.headers.get("If-None-Match"), asked.headers.get("If-Modified-Since")
    if headers and given in ((f'"{state}"', None), (None, stamp)):
        return Page(b"", status=304, headers=headers)
    now = datetime.now(UTC)
    week.served[feed.id] += [_told(feed, item, week.hour, now) for item in items]
    return Page(
        _body(week, feed, items, now), JSON if feed.dialect == "json-feed" else "application/xml", headers=headers
    )


def _told(feed: Feed, item: Item, hour: int, now: datetime) -> Told:
    guid = item.guid if feed.has_guids else item.url
    return Told(guid, item.url, item.title, item.text_at(hour), _at(item, hour, now).date())


def _at(item: Item, hour: int, now: datetime) -> datetime:
    return now - timedelta(hours=hour - item.hour)


def _refusal(outage: str, body: bytes) -> Page:
    match outage:
        case "503" | "429":
            return Page(b"later", HTML, int(outage), {"Retry-After": "5400"})
        case "404" | "500":
            return Page(b"sorry", HTML, int(outage))
        case "gone":
            return Page(b"gone", HTML, 410)
        case "cut":
            return Page(body[: len(body) * 2 // 3])
        case "page":
            return Page(b"<html><head><title>Down for maintenance</title></head><body>Back soon</body></html>", HTML)
        case "soup":
            return Page(b"<rss><channel><item " + b" ".join(b"a%d='1'" % n for n in range(9_000)) + b"/>" + body)
    return Page(b"")


def _body(week: Week, feed: Feed, items: list[Item], now: datetime) -> bytes:
    write: dict[str, Callable[[Feed, list[dict[str, str]]], str]] = {
        "rss": _rss,
        "atom": _atom,
        "rdf": _rdf,
        "json-feed": _json,
    }
    rows = [
        {
            "id": item.guid if feed.has_guids else "",
            # where a feed has no guids, its links carry what campaign they are counted under
            "url": item.url + ("" if feed.has_guids else f"?utm_source=feed&utm_campaign={week.hour}"),
            "title": item.title,
            "text": item.text_at(week.hour),
            "at": _at(item, week.hour, now).isoformat(timespec="seconds"),
        }
        for item in items
    ]
    return write[feed.dialect](feed, rows).encode()


def _rss(feed: Feed, rows: list[dict[str, str]]) -> str:
    items = "".join(
        f"<item><title>{row['title']}</title><link>{row['url'].replace('&', '&amp;')}</link>"
        + (f"<guid isPermaLink='false'>{row['id']}</guid>" if row["id"] else "")
        + f"<pubDate>{format_datetime(datetime.fromisoformat(row['at']), usegmt=True)}</pubDate>"
        f"<description><![CDATA[<p>{row['text']}</p>]]></description></item>"
        for row in rows
    )
    return f"<rss version='2.0'><channel><title>{feed.title}</title>{items}</channel></rss>"


def _atom(feed: Feed, rows: list[dict[str, str]]) -> str:
    items = "".join(
        f"<entry><title>{row['title']}</title><link href='{row['url'].replace('&', '&amp;')}'/>"
        + (f"<id>{row['id']}</id>" if row["id"] else "")
        + f"<updated>{row['at']}</updated><content type='html'>&lt;p&gt;{row['text']}&lt;/p&gt;</content></entry>"
        for row in rows
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{feed.title}</title>{items}</feed>"


def _rdf(feed: Feed, rows: list[dict[str, str]]) -> str:
    items = "".join(
        f"<item rdf:about='{row['id']}'><title>{row['title']}</title><link>{row['url'].replace('&', '&amp;')}</link>"
        f"<description>{row['text']}</description><dc:date>{row['at']}</dc:date></item>"
        for row in rows
    )
    names = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    names += " xmlns:dc='http://purl.org/dc/elements/1.1/'"
    return f"<rdf:RDF {names}><channel><title>{feed.title}</title></channel>{items}</rdf:RDF>"


def _json(feed: Feed, rows: list[dict[str, str]]) -> str:
    items = [
        {
            "id": row["id"],
            "url": row["url"],
            "title": row["title"],
            "content_text": row["text"],
            "date_published": row["at"],
        }
        for row in rows
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "items": items})


# ---------------------------------------------------------------- the other kinds

OTHERS = {
    "pubmed": 3,
    "europepmc": 6,
    "clinicaltrials": 16,
    "openfda": 2,
    "ema": 4,
    "edgar": 2,
    "listing": 3,
    "page": 1,
}
"""Kind -> articles that its service gives, the same all week."""


def _serve_others(week: Week, sites: list[Site]) -> None:
    serve: dict[str, Callable[[Site], str]] = {
        "pubmed": services.serve_pubmed,
        "europepmc": services.serve_europepmc,
        "clinicaltrials": services.serve_clinicaltrials,
        "openfda": services.serve_openfda,
        "ema": services.serve_ema,
        "edgar": services.serve_edgar,
        "listing": lambda site: services.serve_listing(site, 3),
        "page": _serve_page,
    }
    for n, kind in enumerate(OTHERS):
        site = sites[n % len(sites)]
        week.sources.append(Source(f"week-{kind}", kind, kind, serve[kind](site)))


def _serve_page(site: Site) -> str:
    site.routes["/page"] = services.article("A single page about an invented medicine")
    return site.url("/page")
