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
