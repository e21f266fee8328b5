"""Bytes to articles, one module a kind of source; `fetch` is the only code that touches the network.

A kind is a pure function: what was fetched -> the articles in it. A new kind is a module, a line in KINDS and a sample;
one that takes several requests has a line in WALKS too.
"""

from collections.abc import Callable

from ci.errors import FeedError
from ci.feeds import clinicaltrials, edgar, ema, europepmc, json_feed, listing, openfda, page, pubmed, rss
from ci.feeds.charset import decode
from ci.feeds.kinds import api_of, is_html, is_xml_feed, what_binary
from ci.feeds.urls import shown_url
from ci.feeds.walks import Visit, Walk, one_answer
from ci.feeds.xml import what_it_is
from ci.model import Article, Fetched


def _one_page(fetched: Fetched) -> list[Article]:
    return [page.parse(fetched)]


KINDS: dict[str, Callable[[Fetched], list[Article]]] = {
    "rss": rss.parse,
    "json-feed": json_feed.parse,
    "page": _one_page,
    "pubmed": pubmed.parse,
    "europepmc": europepmc.parse,
    "clinicaltrials": clinicaltrials.parse,
    "openfda": openfda.parse,
    "ema": ema.parse,
    "edgar": edgar.parse,
    "listing": listing.parse,
}

WALKS: dict[str, Callable[[Visit], Walk]] = {
    "pubmed": pubmed.walk,
    "europepmc": europepmc.walk,
    "clinicaltrials": clinicaltrials.walk,
    "openfda": openfda.walk,
    "edgar": edgar.walk,
    "listing": listing.walk,
}
"""The kinds that take more than one request."""


SINCE = ("pubmed", "europepmc", "clinicaltrials", "openfda", "edgar", "ema")
"""The kinds that can be asked for everything since a day; of EMA's file that is always so."""

SNAPSHOTS: dict[str, Callable[[Fetched], dict[str, dict[str, str]]]] = {"clinicaltrials": clinicaltrials.snapshots}
"""The kinds whose answers hold records of trials beside articles: number -> field -> value."""


def walk(kind: str, visit: Visit) -> Walk:
    """The requests of one poll, whatever the kind."""
    return WALKS.get(kind, one_answer)(visit)


def looks_like(fetched: Fetched) -> str:
    """The kind of source that an answer is; FeedError if it is none. A listing looks like any page."""
    named = shown_url(fetched.url)
    if binary := what_binary(fetched.body):
        raise FeedError("not-a-feed", f"{named} is {binary}, neither a feed nor a page")
    text = decode(fetched.body, fetched.content_type).lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError("empty", f"{named} sent an empty answer")
    if api := api_of(text):
        return api
    if is_xml_feed(text):
        return "edgar" if "sec.gov,2008:accession-number" in text else "rss"
    if json_feed.is_json_feed(text):
        return "json-feed"
    if is_html(text) or text[0] not in "<{[":
        return "page"
    raise FeedError("not-a-feed", f"{named} is neither a feed nor a page: {what_it_is(text)}")
