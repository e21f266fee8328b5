"""Bytes to articles, one module a kind of source; `fetch` is the only code that touches the network.

A kind is a pure function: what was fetched -> the articles in it. A new kind is a module, a line in KINDS and a sample;
one that takes several requests has a line in WALKS too.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ci.errors import FeedError
from ci.feeds.urls import shown_url
from ci.feeds.walks import Visit, Walk, one_answer
from ci.model import Article, Fetched


def _of(module: str, name: str = "parse") -> Callable[..., Any]:
    """A function of one of our modules, imported when it is called first: a poll needs one or two of them."""

    def call(*given: Any) -> Any:
        return getattr(import_module(f"ci.feeds.{module}"), name)(*given)

    return call


def _one_page(fetched: Fetched) -> list[Article]:
    return [_of("page")(fetched)]


KINDS: dict[str, Callable[[Fetched], list[Article]]] = {
    "rss": _of("rss"),
    "json-feed": _of("json_feed"),
    "page": _one_page,
    "pubmed": _of("pubmed"),
    "europepmc": _of("europepmc"),
    "clinicaltrials": _of("clinicaltrials"),
    "openfda": _of("openfda"),
    "ema": _of("ema"),
    "edgar": _of("edgar"),
    "listing": _of("listing"),
}

WALKS: dict[str, Callable[[Visit], Walk]] = {
    "pubmed": _of("pubmed", "walk"),
    "europepmc": _of("europepmc", "walk"),
    "clinicaltrials": _of("clinicaltrials", "walk"),
    "openfda": _of("openfda", "walk"),
    "edgar": _of("edgar", "walk"),
    "listing": _of("listing", "walk"),
}
"""The kinds that take more than one request."""


SINCE = ("pubmed", "europepmc", "clinicaltrials", "openfda", "edgar", "ema")
"""The kinds that can be asked for everything since a day; of EMA's file that is always so."""

SNAPSHOTS: dict[str, Callable[[Fetched], dict[str, dict[str, str]]]] = {
    "clinicaltrials": _of("clinicaltrials", "snapshots")
}
"""The kinds whose answers hold records of trials beside articles: number -> field -> value."""


def walk(kind: str, visit: Visit) -> Walk:
    """The requests of one poll, whatever the kind."""
    return WALKS.get(kind, one_answer)(visit)


def looks_like(fetched: Fetched) -> str:
    """The kind of source that an answer is; FeedError if it is none. A listing looks like any page."""
    from ci.feeds.charset import decode
    from ci.feeds.json_feed import is_json_feed
    from ci.feeds.kinds import api_of, is_html, is_xml_feed, what_binary
    from ci.feeds.xml import what_it_is

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
    if is_json_feed(text):
        return "json-feed"
    if is_html(text) or text[0] not in "<{[":
        return "page"
    raise FeedError("not-a-feed", f"{named} is neither a feed nor a page: {what_it_is(text)}")
