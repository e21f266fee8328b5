"""What a feed's XML is before a parser sees it: whole or cut, with its character references."""

import pytest

from ci.errors import FeedError
from ci.feeds import KINDS, looks_like
from ci.model import Article, Fetched

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
ENTRY = (
    "<entry><title>One</title><id>urn:1</id><content>Whole</content>"
    "<feedburner:origLink>https://site.example/1</feedburner:origLink></entry>"
)
ITEM = "<item><title>One</title><description><![CDATA[ends with </rss> and <!--more]]></description></item>"


def read(feed: str) -> list[Article]:
    return KINDS["rss"](Fetched("https://site.example/feed", feed.encode(), content_type="application/xml"))


@pytest.mark.parametrize(
    "cut",
    [
        f"{ATOM}<title>T</title>{ENTRY}<entry><title>Two</title><id>urn:2</id><content>The FDA appro",
        f"<rss><channel>{ITEM}<item><title>Two</title><description>The FDA ap",
        "<rss><channel><item><title>Two</title><description><![CDATA[A feed ends with </rss> and the FDA ap",
        f"<rss><channel>{ITEM}<!-- </rss> <item><title>Two",
        f"<rss><channel>{ITEM}</channel></rss",
    ],
)
def test_the_end_of_another_element_is_not_the_end_of_the_feed(cut: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(cut)
    assert caught.value.kind == "truncated"


@pytest.mark.parametrize("end", ["</channel></rss>", "</channel></RSS\n>", "</channel></rss><!-- served in 3 ms -->"])
def test_a_whole_feed_is_whole_whatever_its_texts_quote(end: str) -> None:
    assert [article.title for article in read(f"<rss><channel>{ITEM}{end}")] == ["One"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Good news &#55357;&#56832; today", "Good news 😀 today"),
        ("Good news &#xD83D;&#xDE00; today", "Good news 😀 today"),
        ("Good &#xFFFE;news&#x110000; &#55357;today&#999999999999999999999;", "Good news today"),
        ("Good &#0; news &#xB;", "Good news"),
        ("&#x41;&#946;&#128512;", "Aβ😀"),
        ("Caf&#233; &#8364;5", "Café €5"),
    ],
)
def test_a_bad_character_reference_costs_no_feed(written: str, title: str) -> None:
    other = "<item><title>Two</title></item>"
    feed = f"<rss><channel><title>T</title><item><title>{written}</title></item>{other}</channel></rss>"
    assert [article.title for article in read(feed)] == [title, "Two"]


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1.1", "http:\\/\\/jsonfeed.org\\/version\\/1"])
def test_a_json_feed_may_say_so_at_its_end(version: str) -> None:
    items = f'[{{"id": "1", "url": "https://site.example/1", "title": "One", "content_text": "{"word " * 20_000}"}}]'
    body = f'{{"title": "T", "items": {items}, "version" : "{version}"}}'.encode()
    assert looks_like(Fetched("https://site.example/feed", body)) == "json-feed"


def test_json_that_only_speaks_of_json_feeds_is_none() -> None:
    body = b'{"title": "T", "text": "see https://jsonfeed.org/version/1.1", "rows": [1]}'
    with pytest.raises(FeedError, match="JSON of another kind"):
        looks_like(Fetched("https://site.example/api", body))
