"""Challenge pages and good answers that carry the marks of the services behind them."""

import asyncio
from collections.abc import Iterator

import pytest

from ci.errors import FeedError
from ci.feeds.fetch import Fetcher
from tests.feeds import field
from tests.feeds.field import HTML, XML, Page, Site

FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Access denied</title></channel></rss>"
WORDS = b"<p>" + b"The regulator approved an invented medicine on the day that was announced. " * 30 + b"</p>"
ORDINARY = b"<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
INCAPSULA = b"<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>"
SHORT = b"<p>An invented medicine was approved.</p>"


def page(title: bytes, body: bytes) -> bytes:
    return b"<!doctype html><html><head><title>" + title + b"</title></head><body>" + body + b"</body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with field.sites(1) as (site,):
        yield site


def kind_of(site: Site, answer: Page) -> str:
    site.routes["/x"] = answer

    async def once() -> None:
        async with Fetcher("tests@example.org", "0", (site.host,), total_timeout_s=5) as fetcher:
            await fetcher.fetch(site.url("/x"))

    try:
        asyncio.run(once())
    except FeedError as error:
        return error.kind
    return "ok"


@pytest.mark.parametrize(
    "answer",
    [
        Page(FEED, XML, headers={"X-DataDome": "protected"}),
        Page(b'{"items": []}', "application/json", headers={"X-DataDome": "protected"}),
        Page(page(b"Approved", SHORT + ORDINARY), HTML),
        Page(page(b"Approved", WORDS + INCAPSULA), HTML),
        Page(page(b"Access denied to insulin in four countries", WORDS), HTML),
        Page(page(b"Access denied: who pays for gene therapies?", SHORT), HTML),
    ],
)
def test_a_mark_on_a_good_answer_is_no_wall(site: Site, answer: Page) -> None:
    assert kind_of(site, answer) == "ok"


@pytest.mark.parametrize(
    "answer",
    [
        Page(page(b"x", b"<script>1</script>"), HTML, headers={"X-DataDome": "protected"}),
        Page(page(b"x", WORDS), HTML, 403, {"X-DataDome": "protected"}),
        Page(page(b"", INCAPSULA + b"<script>" + b"var a = 1; " * 500 + b"</script>"), HTML),
        Page(page(b"Access Denied", b"You don't have permission to access this server."), HTML),
        Page(page(b"Just a moment...", b"<script src='/cdn-cgi/challenge-platform/h/b/x.js'></script>"), HTML, 503),
        Page(b" ", HTML, 202, {"x-amzn-waf-action": "challenge"}),
    ],
)
def test_a_page_with_a_mark_and_nothing_to_read_is_a_wall(site: Site, answer: Page) -> None:
    assert kind_of(site, answer) == "wall"


def test_a_page_of_open_scripts_costs_no_time(site: Site) -> None:
    assert kind_of(site, Page(page(b"Just a moment", b"<script " * 20_000), HTML)) in ("ok", "wall")
