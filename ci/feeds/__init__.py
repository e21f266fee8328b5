"""Bytes to articles, one module a kind of source; `fetch` is the only code that touches the network.

A kind is a pure function: what was fetched -> the articles in it. A new kind is a module, a line in KINDS and a sample.
"""

from collections.abc import Callable

from ci.errors import FeedError
from ci.feeds import json_feed, page, rss
from ci.feeds.charset import decode
from ci.feeds.kinds import is_html, is_xml_feed, what_binary
from ci.feeds.urls import shown_url
from ci.feeds.xml import what_it_is
from ci.model import Article, Fetched


def _one_page(fetched: Fetched) -> list[Article]:
    return [page.parse(fetched)]


KINDS: dict[str, Callable[[Fetched], list[Article]]] = {
    "rss": rss.parse,
    "json-feed": json_feed.parse,
    "page": _one_page,
}


def looks_like(fetched: Fetched) -> str:
    """The kind of source that an answer is; FeedError if it is none."""
    named = shown_url(fetched.url)
    if binary := what_binary(fetched.body):
        raise FeedError("not-a-feed", f"{named} is {binary}, neither a feed nor a page")
    text = decode(fetched.body, fetched.content_type).lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError("empty", f"{named} sent an empty answer")
    if is_xml_feed(text):
        return "rss"
    if json_feed.is_json_feed(text):
        return "json-feed"
    if is_html(text) or text[0] not in "<{[":
        return "page"
    raise FeedError("not-a-feed", f"{named} is neither a feed nor a page: {what_it_is(text)}")
