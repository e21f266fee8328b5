"""JSON Feed 1.0 and 1.1."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ci.errors import FeedError
from ci.feeds.charset import decode
from ci.feeds.dates import feed_date
from ci.feeds.plain import one_line, paragraphs, tidy
from ci.feeds.rss import MOST_ITEMS, UNTITLED
from ci.feeds.urls import canonical_url, doi_in, host_of, shown_url
from ci.feeds.xml import what_it_is
from ci.model import Article, Fetched

_VERSION = re.compile(r"\"version\"\s*:\s*\"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version")


def parse(fetched: Fetched) -> list[Article]:
    """The items in the order of the feed, every one that is an object."""
    feed = _feed(fetched)
    source = one_line(_text(feed, "title")) or host_of(fetched.url)
    base = canonical_url(_text(feed, "home_page_url"), fetched.url) or fetched.url
    language = _text(feed, "language")[:2].lower()
    items = [item for item in feed["items"][:MOST_ITEMS] if isinstance(item, dict)]
    return [_article(item, source, base, language, fetched.fetched_at) for item in items]


def is_json_feed(text: str) -> bool:
    """Whether a text looks like a JSON Feed, which may name its version first or, its keys sorted, last."""
    return text.lstrip("\ufeff \t\r\n").startswith("{") and _VERSION.search(text) is not None


def _feed(fetched: Fetched) -> dict[str, Any]:
    named = shown_url(fetched.url)
    text = decode(fetched.body, fetched.content_type).lstrip("\ufeff").strip()
    if not text:
        raise FeedError("empty", f"{named} sent an empty answer")
    try:
        feed = json.loads(text, strict=False)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        if text.startswith("{") and not text.endswith("}"):
            raise FeedError("truncated", f"{named} broke off before the end of the feed") from error
        kind = "malformed" if is_json_feed(text) else "not-a-feed"
        raise FeedError(kind, f"{named} is not a JSON feed: {what_it_is(text)}") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise FeedError("not-a-feed", f"{named} is JSON, but not a JSON feed: it has no list named items")
    return feed


def _article(item: Mapping[str, Any], source: str, base: str, language: str, now: datetime | None) -> Article:
    text = paragraphs(_text(item, "content_html")) or tidy(_text(item, "content_text")) or tidy(_text(item, "summary"))
    url = canonical_url(_text(item, "url"), base) or canonical_url(_text(item, "external_url"), base)
    guid = _text(item, "id")
    title = one_line(_text(item, "title")) or text.split("\n")[0][:120] or url or UNTITLED
    return Article(
        url=url or (canonical_url(guid) if guid.startswith("http") else ""),
        title=title,
        text="" if text == title else text,
        source=source,
        published=feed_date(_text(item, "date_published"), now) or feed_date(_text(item, "date_modified"), now),
        guid=one_line(guid)[:500],
        doi=next((doi for name in ("doi", "id", "url") if (doi := doi_in(_text(item, name)))), ""),
        language=_text(item, "language")[:2].lower() or language,
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    """A value as text: an id may be a number; what is no text or number counts as missing."""
    value = item.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
