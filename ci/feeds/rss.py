"""RSS 0.9 to 2.0, RDF and Atom, by feedparser: hostile feeds are its trade.

feedparser only ever sees a BytesIO (given bytes it would open a file of that name), decoded and checked by
`xml.open_xml`. Its own sanitising and link resolving are off: `plain` leaves no markup at all, in a third of the time.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from ci.errors import FeedError
from ci.feeds import quick
from ci.feeds.dates import feed_date
from ci.feeds.plain import one_line, paragraphs
from ci.feeds.urls import canonical_url, doi_in, host_of, shown_url
from ci.feeds.xml import Xml, open_xml
from ci.model import Article, Fetched
from ci.when import When

MOST_ITEMS = 20_000
"""Items of one answer that are read; more than any feed holds at a time."""

UNTITLED = "Untitled"
"""Stands where an item has neither title, text nor link that could be shown."""

_DATES = ("published", "created", "updated", "prism_publicationdate", "prism_coverdate", "dc_date")
_TITLES = ("title", "dc_apart-title", "itunes_title", "media_apart-title")
_SUMMARIES = ("summary", "itunes_apart-summary", "dc_apart-description", "media_apart-description")
"""Where a title and a summary stand, the item's own first; a photograph's are better than none."""
_DOIS = ("prism_doi", "dc_identifier", "id", "link")

_SPACE = re.compile(
    r"xmlns:([\w.-]+)\s*=\s*[\"'](?:http://search\.yahoo\.com/mrss/?|http://purl\.org/dc/elements/1\.1/"
    r"|http://www\.itunes\.com/dtds/podcast-1\.0\.dtd)[\"']",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Outlet:
    """What holds for all items of a feed."""

    name: str
    base: str
    """What relative addresses are relative to: in Atom the feed, in RSS by custom the site."""
    language: str
    is_atom: bool


def parse(fetched: Fetched) -> list[Article]:
    """The items in the order of the feed, every one of them: nothing is lost here. No items is no fault."""
    document = open_xml(fetched)
    return articles_of(quick.read(document) or by_feedparser(document, shown_url(fetched.url), fetched.url), fetched)


def articles_of(parsed: Mapping[str, Any], fetched: Fetched) -> list[Article]:
    """The articles of a feed as feedparser gives it."""
    feed = parsed.get("feed", {})
    is_atom = str(parsed.get("version", "")).startswith("atom")
    site = canonical_url(str(feed.get("link") or ""), fetched.url)
    outlet = _Outlet(
        name=_title(feed) or host_of(fetched.url),
        base=(_own_address(feed, site) if is_atom else site) or fetched.url,
        language=str(feed.get("language") or "")[:2].lower(),
        is_atom=is_atom,
    )
    return [_article(entry, outlet, fetched.fetched_at) for entry in parsed.get("entries", [])[:MOST_ITEMS]]


def _own_address(feed: Mapping[str, Any], site: str) -> str:
    """Where an Atom feed says that it stands, if that is on its site: it may have been fetched from a mirror."""
    own = (canonical_url(str(link.get("href") or "")) for link in feed.get("links") or [] if link.get("rel") == "self")
    return next((url for url in own if url and host_of(url) == host_of(site)), "")


def by_feedparser(document: Xml, named: str, url: str = "") -> Mapping[str, Any]:
    """The feed as feedparser gives it, with the links of Atom joined to `xml:base` where there is one."""
    import feedparser  # a tenth of a second, which most polls never need

    text, located = _with_others_apart(document.text), dict[str, str]()
    if document.root == "feed" and "xml:base" in text:
        # feedparser needs to know where a base is relative to; an id is taken for a link, and would be joined to it
        located, text = {"content-location": url}, re.sub(r"<((?:\w+:)?id)>", r'<\1 ispermalink="false">', text)
    try:
        found: Mapping[str, Any] = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"} | located,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except (ValueError, LookupError, AssertionError, RecursionError, AttributeError, TypeError) as error:
        # feedparser survives nearly everything; what it does not survive is the feed's fault, not ours
        raise FeedError("malformed", f"{named} cannot be parsed as a feed ({type(error).__name__})") from error
    return found


def _with_others_apart(text: str) -> str:
    """The feed with the titles and summaries of Dublin Core, iTunes and Media RSS under names of their own.

    feedparser reads them as the item's: a photograph's caption became the article's text. Under a name that it does
    not know it keeps an element apart, though only one without attributes.
    """
    prefixes = "|".join(sorted({"dc", "itunes", "media", *map(re.escape, _SPACE.findall(text))}))
    names = "title|description|summary"
    return re.sub(rf"<(/?)({prefixes}):({names})(?:\s[^<>]*?)?(/?)>", r"<\1\2:apart-\3\4>", text)


def _article(entry: Mapping[str, Any], outlet: _Outlet, now: datetime | None) -> Article:
    text, url = _text(entry, is_atom=outlet.is_atom), _url(entry, outlet.base)
    title = _title(entry, is_atom=outlet.is_atom) or _headline(text) or url or UNTITLED
    return Article(
        url=url,
        title=title,
        text="" if text == title else text,
        source=outlet.name,
        published=_published(entry, now),
        guid=one_line(str(entry.get("id") or ""))[:500],
        doi=_doi(entry),
        language=outlet.language,
    )


def _title(entry: Mapping[str, Any], *, is_atom: bool = False) -> str:
    """The title, one line of text."""
    said = ((str(entry.get(name) or ""), _kind(entry.get(f"{name}_detail"), is_atom=is_atom)) for name in _TITLES)
    return next((line for title, kind in said if (line := one_line(title, kind))), "")


def _text(entry: Mapping[str, Any], *, is_atom: bool) -> str:
    """The full content where it is given, else the summary."""
    contents = [(str(part.get("value") or ""), _kind(part, is_atom=is_atom)) for part in entry.get("content") or []]
    if longest := max((paragraphs(*content) for content in contents), key=len, default=""):
        return longest
    said = ((str(entry.get(name) or ""), _kind(entry.get(f"{name}_detail"), is_atom=is_atom)) for name in _SUMMARIES)
    return next((text for summary, kind in said if (text := paragraphs(summary, kind))), "")


def _kind(detail: object, *, is_atom: bool) -> str:
    """What Atom says a text is; in RSS nothing says it, and feedparser guesses."""
    return str(detail.get("type") or "") if is_atom and isinstance(detail, Mapping) else ""


def _headline(text: str) -> str:
    """What stands for a missing title: the first words of the text."""
    first = text.split("\n")[0]
    return first if len(first) <= 120 else first[:117].rsplit(" ", 1)[0] + " …"


def _url(entry: Mapping[str, Any], base: str) -> str:
    return next((url for raw in _links(entry) if raw and (url := canonical_url(raw, base))), "")


def _links(entry: Mapping[str, Any]) -> Iterator[str]:
    """FeedBurner's original, the link, the other ones that lead to a page, and a guid that is an address.

    feedparser takes any guid for a link; one that is no address (`o3`) would become an invented page of the site.
    """
    guid = str(entry.get("id") or "")
    yield str(entry.get("feedburner_origlink") or "")
    if (link := str(entry.get("link") or "")) != guid:
        yield link
    for other in entry.get("links") or []:
        if other.get("rel", "alternate") == "alternate":
            yield str(other.get("href") or "")
    if guid.startswith(("http://", "https://")):
        yield guid


def _published(entry: Mapping[str, Any], now: datetime | None) -> When | None:
    """The first believable date; asked past feedparser's own substitution, which warns that it will go."""
    stated = dict(entry.items())
    return next((when for name in _DATES if (when := feed_date(str(stated.get(name) or ""), now))), None)


def _doi(entry: Mapping[str, Any]) -> str:
    for name in _DOIS:
        value = str(entry.get(name) or "")
        is_possible = "10." in value or "%" in value
        if is_possible and (name != "link" or "doi" in value) and (doi := doi_in(value)):
            return doi
    return ""
