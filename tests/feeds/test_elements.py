"""Which of an item's elements become its title, its text and its address."""

import pytest

from ci.feeds import KINDS
from ci.model import Article, Fetched

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:m="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
PHOTO = (
    '<media:content url="a.jpg"><media:title>Caption</media:title>'
    '<media:description type="html">Laboratory staff at the company’s site in Basel in 2024</media:description>'
    "</media:content>"
)
SUMMARY = "<description>The FDA approved venetoclax.</description>"
CONTENT = "<content:encoded>The FDA approved venetoclax for CLL.</content:encoded>"


def read(feed: str) -> list[Article]:
    return KINDS["rss"](Fetched("https://site.example/feeds/news.xml", feed.encode(), content_type="application/xml"))


def item(inner: str) -> Article:
    (article,) = read(f"<rss {SPACES}><channel><title>Outlet</title><item>{inner}</item></channel></rss>")
    return article


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (SUMMARY + PHOTO, "The FDA approved venetoclax."),
        (PHOTO + SUMMARY, "The FDA approved venetoclax."),
        (CONTENT + PHOTO, "The FDA approved venetoclax for CLL."),
        (SUMMARY + PHOTO.replace("media:", "m:") + CONTENT, "The FDA approved venetoclax for CLL."),
        (f"<media:group>{PHOTO}</media:group>{SUMMARY}", "The FDA approved venetoclax."),
        (f"{SUMMARY}<itunes:summary>Other words that are longer than it.</itunes:summary>", SUMMARY[13:-14]),
        (f"<dc:description>Other words that are longer than it.</dc:description>{SUMMARY}", SUMMARY[13:-14]),
        (f"<description>A teaser that is longer than all the content.</description>{CONTENT}", CONTENT[17:-18]),
        (f"<content:encoded>&lt;img src='a'&gt;</content:encoded>{SUMMARY}", SUMMARY[13:-14]),
        (PHOTO, "Laboratory staff at the company’s site in Basel in 2024"),
        ("<itunes:summary>Words.</itunes:summary>" + PHOTO, "Words."),
        ("<dc:description>Words.</dc:description>", "Words."),
    ],
)
def test_a_caption_is_the_text_only_where_there_is_no_other(inner: str, text: str) -> None:
    assert item(f"<title>One</title>{inner}").text == text


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("<title>One</title><dc:title>Other</dc:title>", "One"),
        ("<dc:title>Other</dc:title><title>One</title>", "One"),
        (PHOTO + "<title>One</title>", "One"),
        ("<dc:title>Other</dc:title>" + PHOTO, "Other"),
        (PHOTO, "Caption"),
    ],
)
def test_the_title_is_the_items_own_where_it_has_one(inner: str, title: str) -> None:
    assert item(inner).title == title


def test_the_outlet_is_named_by_its_own_title() -> None:
    channel = "<title>Outlet</title><dc:title>Other</dc:title><item><title>One</title></item>"
    assert read(f"<rss {SPACES}><channel>{channel}</channel></rss>")[0].source == "Outlet"
    channel = channel.replace("<title>Outlet</title>", "")
    assert read(f"<rss {SPACES}><channel>{channel}</channel></rss>")[0].source == "Other"


def atom(link: str, feed: str = "", entry: str = "", head: str = '<link href="https://site.example/"/>') -> str:
    inner = f'<entry {entry}><title>One</title><id>urn:1</id><link href="{link}"/></entry>'
    return read(f'<feed xmlns="http://www.w3.org/2005/Atom" {feed}><title>T</title>{head}{inner}</feed>')[0].url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (atom("2026/a.html"), "https://site.example/feeds/2026/a.html"),
        (atom("2026/a.html", head='<link href="https://other.example/x/"/>'), "https://site.example/feeds/2026/a.html"),
        (atom("/a.html"), "https://site.example/a.html"),
        (atom("a.html", feed='xml:base="https://b.example/x/"'), "https://b.example/x/a.html"),
        (atom("a.html", feed='xml:base="/blog/"'), "https://site.example/blog/a.html"),
        (atom("a.html", feed='xml:base="/blog/"', entry='xml:base="2026/"'), "https://site.example/blog/2026/a.html"),
        (
            atom("a.html", feed='xml:base="blog/"', entry='xml:base="2026/"'),
            "https://site.example/feeds/blog/2026/a.html",
        ),
        (atom("a.html", entry='xml:base="2026/"'), "https://site.example/feeds/2026/a.html"),
    ],
)
def test_an_atom_link_is_relative_to_its_feed(url: str, expected: str) -> None:
    assert url == expected


def test_a_feed_that_was_fetched_from_a_mirror_says_where_it_stands() -> None:
    links = '<link rel="self" href="https://{}/blog/atom.xml"/><link href="https://own.example/"/>'
    assert atom("a.html", head=links.format("own.example")) == "https://own.example/blog/a.html"
    assert atom("a.html", head=links.format("localhost")) == "https://site.example/feeds/a.html"


def test_a_guid_is_relative_to_nothing() -> None:
    inner = "<entry><id>a1</id><title>One</title></entry>"
    (article,) = read(f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/blog/">{inner}</feed>')
    assert (article.guid, article.url) == ("a1", "")


def test_an_rss_link_is_relative_to_its_site() -> None:
    inner = "<title>T</title><link>https://other.example/x/</link><item><title>One</title><link>a.html</link></item>"
    assert read(f"<rss><channel>{inner}</channel></rss>")[0].url == "https://other.example/x/a.html"
