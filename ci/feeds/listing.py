"""A page without a feed whose links to articles are followed: those not known yet, within robots.txt, few at a time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from ci.errors import FeedError
from ci.feeds import page
from ci.feeds.glance import page_tree, words_of
from ci.feeds.robots import Rules, rules_of
from ci.feeds.urls import canonical_url, host_of, shown_url
from ci.feeds.walks import Gathered, Later, Visit, Walk
from ci.model import Article, Fetched
from ci.shown import without_keys_of

MOST_NEW = 10
"""Pages that are read in one poll; the rest waits for the next."""
_MOST_WAITED_S = 200.0
"""For all the pauses of one poll that a robots.txt asks for: then the rest waits for the next poll."""
_MOST_LINKS = 500
_MOST_LOOKED_AT = 2000
"""Links of a page, menus and all, that are looked at."""
_FURNITURE = ("nav", "header", "footer", "aside", "form", "select")
_NO_PAGE = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|svg|zip|xlsx?|docx?|pptx?|mp[34]|css|js|xml|rss|atom|json|ics)$", re.IGNORECASE
)
_LONGEST_GUID = 500
_FEWEST_WORDS = 4
_FEWEST_SIGNS = 10
"""A headline has so many words, or so many characters where words are not parted by blanks."""


def walk(visit: Visit) -> Walk:
    """The listing, robots.txt, then the new articles, the first of the page first. One that fails is left out: it is
    asked again by the next polls where that may help, and else not that day."""
    listing = yield visit.url
    links = links_of(listing)
    if not links:
        says = f"{shown_url(visit.url)} shows no links to articles; it may need a browser to build it"
        raise FeedError("empty", says)
    stored_as = {link: without_keys_of(link, visit.url) for link in links}
    known = visit.known(list(stored_as.values()))
    wanted = [link for link in links if stored_as[link] not in known and not visit.is_given_up(link)]
    must_bring = "" if known else f"{shown_url(visit.url)} links to articles of which none can be read"
    if must_bring and not wanted:
        raise FeedError("empty", f"{must_bring}; they will be asked again tomorrow")
    rules = (yield from rules_of(listing.url, visit.robots)) if wanted else Rules()
    allowed = [link for link in wanted if rules.allows(link)]
    if wanted and not allowed:
        raise FeedError("refused", f"{shown_url(visit.url)} asks programs in its robots.txt not to read its articles")
    answers: dict[str, Fetched] = {}
    most = max(1, min(MOST_NEW, int(_MOST_WAITED_S / rules.delay_s))) if rules.delay_s else MOST_NEW
    for link in _in_turn(allowed, most, listing):
        if len(answers) == most:
            break
        try:
            answers[link] = replace((yield Later(link, rules.delay_s)), listed_as=stored_as[link])
            visit.tried.pop(link, None)
        except FeedError as error:
            if error.retry_after_s:
                break
            visit.note_failure(link, error)
            failed = error
    is_whole = all(link in answers or visit.is_given_up(link) for link in allowed)
    if must_bring and is_whole and not answers:
        raise FeedError("empty", f"{must_bring}; {failed}")
    return Gathered([], is_whole, answers, must_bring if is_whole else "")


def _in_turn(links: list[str], most: int, listing: Fetched) -> list[str]:
    """What one poll tries: the first links of the page; and where these fail, others from a place that moves on with
    the hours, so that no row of dead links hides what stands below it even from a poller that remembers nothing."""
    rest = links[most:]
    hour = int(listing.fetched_at.timestamp() // 3600) if listing.fetched_at else 0
    at = hour * most % len(rest) if len(rest) > most else 0
    return links[:most] + (rest[at:] + rest[:at])[:most]


def parse(fetched: Fetched) -> list[Article]:
    """The article of one page behind the listing; it keeps the listing's address for it, which a redirect or the page's
    own word may have replaced: by that address it is known at the next poll."""
    article = page.parse(fetched)
    is_elsewhere = fetched.listed_as != article.url and len(fetched.listed_as) <= _LONGEST_GUID
    return [replace(article, guid=fetched.listed_as) if is_elsewhere else article]


def links_of(listing: Fetched) -> list[str]:
    """Addresses on the page's own site whose words read like a headline, in the order of the page."""
    tree = page_tree(listing)
    if tree is None:
        raise FeedError("not-a-feed", f"{shown_url(listing.url)} is no page")
    return list(dict.fromkeys(_article_links(tree, listing.url)))[:_MOST_LINKS]


def _article_links(tree: Any, address: str) -> Iterator[str]:
    own = canonical_url(address)
    base = next(iter(tree.xpath("//base/@href")), "")
    base = canonical_url(str(base), address) or address
    for link in islice(tree.iter("a"), _MOST_LOOKED_AT):
        url = canonical_url(link.get("href") or "", base)
        if not url or url == own or host_of(url) != host_of(address) or _NO_PAGE.search(urlsplit(url).path):
            continue
        if _is_headline(words_of(link)) and not _is_furniture(link):
            yield url


def _is_headline(words: str) -> bool:
    unparted = len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", words))
    return len(words.split()) >= _FEWEST_WORDS or unparted >= _FEWEST_SIGNS


def _is_furniture(link: Any) -> bool:
    """Whether it stands around the articles; the header of one article, where WordPress puts its headline, does not."""
    around = [parent.tag for parent in link.iterancestors()]
    return any(tag in _FURNITURE and not (tag == "header" and "article" in around[n:]) for n, tag in enumerate(around))
