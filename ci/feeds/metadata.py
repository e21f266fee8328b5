"""What a page says about itself: its meta elements, its JSON-LD, its headings."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html

from ci.feeds.dates import feed_date, written_date
from ci.feeds.plain import one_line
from ci.feeds.urls import canonical_url, doi_in, host_of
from ci.when import When

_TITLES = ("citation_title", "og:title", "dc.title", "twitter:title")
_SITES = ("og:site_name", "application-name", "dc.publisher", "citation_publisher")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "citation_online_date",
    "date",
)
_DOIS = ("citation_doi", "prism.doi", "dc.identifier", "bepress_citation_doi", "dc.identifier.doi")
_SEPARATOR = r"\s+[|–—»·:-]+\s+"


@dataclass(frozen=True)
class Metadata:
    url: str = ""
    title: str = ""
    source: str = ""
    journal: str = ""
    published: When | None = None
    doi: str = ""
    language: str = ""


class _Page:
    """Looks things up in one page; names in lower case."""

    def __init__(self, tree: lxml.html.HtmlElement) -> None:
        self.tree = tree
        self.meta: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if value := (element.get("content") or "").strip():
                self.meta.setdefault(name.strip().lower(), []).append(value)
        self.linked = list(_linked_data(tree))

    def first(self, names: tuple[str, ...]) -> str:
        return next((self.meta[name][0] for name in names if name in self.meta), "")

    def said(self, key: str) -> str:
        """A value of the JSON-LD."""
        for node in self.linked:
            value = node.get(key)
            if isinstance(value, dict):
                value = value.get("name")
            if isinstance(value, str) and value.strip():
                return value
        return ""

    def text(self, path: str) -> str:
        for element in self.tree.xpath(path):
            if text := one_line(" ".join(element.itertext())):
                return text
        return ""


def read_metadata(tree: lxml.html.HtmlElement, markup: str, url: str) -> Metadata:
    page = _Page(tree)
    address = canonical_url(url) or _own_address(page, markup)
    journal = one_line(page.first(("citation_journal_title", "prism.publicationname")))
    heading = page.text("//title")
    site = one_line(page.first(_SITES[:2]) or page.said("publisher"))
    title = one_line(page.first(_TITLES) or page.said("headline")) or page.text("//h1") or heading
    title, suffix = _without_site(title, site, page.text("//h1"))
    return Metadata(
        url=address,
        title=title,
        source=journal or site or suffix or one_line(page.first(_SITES[2:])) or host_of(address),
        journal=journal,
        published=_published(page),
        doi=next((doi for name in _DOIS for value in page.meta.get(name, []) if (doi := doi_in(value))), ""),
        language=(tree.get("lang") or "")[:2].lower(),
    )


def _own_address(page: _Page, markup: str) -> str:
    """Where a saved page came from: its canonical link, og:url, or the note that browsers leave."""
    links = [str(href) for href in page.tree.xpath("//link[@rel='canonical']/@href")]
    links += page.meta.get("og:url", [])
    if saved := re.search(r"<!--\s*saved from url=\(\d+\)(\S+)", markup[:5000]):
        links.append(saved.group(1))
    return next((address for link in links if (address := canonical_url(link))), "")


def _without_site(title: str, site: str, heading: str) -> tuple[str, str]:
    """`Headline | Site` without its site, where the site is known or the page's own heading is the rest."""
    parts = re.split(_SEPARATOR, title)
    if len(parts) < 2:
        return title, ""
    last = parts[-1]
    rest = title[: title.rfind(last)].rstrip(" |–—»·:-")
    if last.casefold() == site.casefold() or rest == heading:
        return rest, last
    return title, ""


def _published(page: _Page) -> When | None:
    """The first date that the page states, as precise as stated."""
    values = [page.meta[name][0] for name in _DATES if name in page.meta]
    values.insert(2, page.said("datePublished"))
    values += [str(v) for v in page.tree.xpath("//*[@itemprop='datePublished']/@datetime")]
    values += [page.text("//*[contains(@class, 'citation')]//*[contains(@class, 'cit')]")]
    values += [str(v) for v in page.tree.xpath("//article//time/@datetime | //main//time/@datetime")[:1]]
    dates = (
        feed_date(value) if re.match(r"[\d\s-]{8}|\w{3},", value) else written_date(value[:100]) for value in values
    )
    return next((date for date in dates if date), None)


def _linked_data(tree: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = found if isinstance(found, list) else found.get("@graph", [found]) if isinstance(found, dict) else []
        for node in nodes if isinstance(nodes, list) else []:
            if isinstance(node, dict) and re.search("Article|Report|Blog|WebPage|Release", str(node.get("@type"))):
                yield node
