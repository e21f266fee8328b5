"""The short way through plain RSS and Atom gives what feedparser gives, and leaves to it what is not plain."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ci.feeds import quick, rss
from ci.feeds.xml import open_xml
from ci.model import Article, Fetched

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.[ar][tds]*.xml"))
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:own="urn:own"'
)


def by_both(feed: str | bytes) -> tuple[list[Article] | None, list[Article]]:
    """The articles of the short way, None where it is not taken, and those of feedparser."""
    body = feed if isinstance(feed, bytes) else feed.encode()
    fetched = Fetched("https://site.example/feed", body, content_type="application/xml", fetched_at=NOW)
    document = open_xml(fetched)
    found = quick.read(document)
    return rss.articles_of(found, fetched) if found else None, rss.articles_of(
        rss.by_feedparser(document, "x"), fetched
    )


def item(content: str) -> str:
    head = "<title>Outlet &amp; Co</title><link>https://site.example/</link><language>en-gb</language>"
    return f'<rss version="2.0" {SPACES}><channel>{head}<item>{content}</item></channel></rss>'


def entry(content: str) -> str:
    head = '<title>Outlet</title><link rel="self" href="/feed"/><link href="https://site.example/"/><id>urn:x</id>'
    body = f"{head}<entry>{content}</entry>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:own="urn:own" xml:lang="de-CH">{body}</feed>'


ITEM = "<title>One</title><link>https://site.example/1</link><guid>https://site.example/1</guid>"
ENTRY = '<title>One</title><id>tag:site.example,2026:1</id><link href="https://site.example/1?a=1&amp;b=2"/>'
PLAIN = {
    "a usual item": item(f"{ITEM}<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate><description>Text</description>"),
    "escaped markup": item(f"{ITEM}<description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;p&gt;Three</description>"),
    "CDATA": item(f"{ITEM}<description><![CDATA[<p>One</p><p>Two</p>]]></description>"),
    "teaser and content": item(f"{ITEM}<description>Short</description><content:encoded>Long text</content:encoded>"),
    "content first": item(f"{ITEM}<content:encoded>Words</content:encoded><description>More words</description>"),
    "content alone": item(f"{ITEM}<content:encoded>Words</content:encoded>"),
    "no link": item("<title>One</title><guid>https://site.example/only</guid>"),
    "no link and no address": item('<title>One</title><guid isPermaLink="false">o3</guid>'),
    "a link with references": item("<title>One</title><link>https://site.example/?a=1&amp;amp;b=2&amp;c;=3</link>"),
    "too many slashes": item("<title>One</title><link>https:///site.example//1</link>"),
    "no title": item("<description>The first words of a text stand for its title.</description>"),
    "nothing": item(""),
    "a date of Dublin Core": item(f"{ITEM}<dc:date>2026-11-19T08:00:00Z</dc:date><dc:creator>A. Writer</dc:creator>"),
    "UTF-8 taken for Latin-1": item("<title>ProduktÃ¼bersicht</title><link>https://site.example/1</link>"),
    "an enclosure": item(f'{ITEM}<enclosure url="https://site.example/a.mp3" length="1" type="audio/mpeg"/>'),
    "a usual entry": entry(f"{ENTRY}<updated>2026-11-20T08:00:00Z</updated><summary>Text</summary>"),
    "content of an entry": entry(f'{ENTRY}<summary>Text</summary><content type="html">&lt;p&gt;Long</content>'),
    "links of an entry": entry(f'{ENTRY}<link rel="enclosure" href="/a.mp3"/><link href="/2" type="text/html"/>'),
    "an author": entry(f"{ENTRY}<author><name>A</name><uri>https://a.example/</uri></author><category term='x'/>"),
}
OTHER = {
    "markup that is not escaped": item(f"{ITEM}<description><p>One</p></description>"),
    "two titles": item(f"{ITEM}<title>Two</title>"),
    "an unknown element": item(f"{ITEM}<own:thing>One</own:thing>"),
    "a base of addresses": item(ITEM).replace("<item>", '<item xml:base="https://other.example/">'),
    "windows-1252 by number": item("<title>don&#146;t</title>"),
    "XHTML": entry('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One</div></title>'),
    "a source in an entry": entry(f"{ENTRY}<source><title>Elsewhere</title></source>"),
    "RDF": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><item/></rdf:RDF>",
    "broken XML": item("<title>One & two</title>"),
}


@pytest.mark.parametrize("feed", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_is_read_as_feedparser_reads_it(feed: str) -> None:
    quickly, long = by_both(feed)
    assert quickly is not None
    assert quickly == long


@pytest.mark.parametrize("feed", OTHER.values(), ids=OTHER)
def test_what_is_not_plain_is_left_to_feedparser(feed: str) -> None:
    assert by_both(feed)[0] is None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_samples_are_read_the_same_by_both(sample: Path) -> None:
    quickly, long = by_both(sample.read_bytes())
    assert quickly in (None, long)
