"""No input keeps the poller busy for longer than it is given."""

import time
from collections.abc import Iterator

import pytest

from ci.errors import FeedError
from ci.feeds import KINDS
from ci.feeds.guarded import Guarded
from ci.model import Fetched

ITEMS = "".join(f"<item><title>Item {n}</title><description>{'word ' * 80}</description></item>" for n in range(300))
FEED = Fetched("https://site.example/feed", f"<rss><channel>{ITEMS}</channel></rss>".encode())
SOUP = Fetched(
    "https://site.example/soup",
    ("<rss><channel><item " + " ".join(f"a{n}='>'" for n in range(150_000)) + "/></channel></rss>").encode(),
)
"""Its brackets stand in quotes, so that the check before parsing does not see it."""


@pytest.fixture(scope="module")
def parser() -> Iterator[Guarded]:
    with Guarded(timeout_s=1.5) as parser:
        yield parser


def test_a_child_reads_what_is_read_here(parser: Guarded) -> None:
    assert len(FEED.body) > 64 * 1024
    assert parser.parse("rss", FEED) == KINDS["rss"](FEED)


def test_a_fault_comes_through(parser: Guarded) -> None:
    with pytest.raises(FeedError, match="broke off before the end") as caught:
        parser.parse("rss", Fetched(FEED.url, FEED.body[:-20]))
    assert caught.value.kind == "truncated"


def test_what_takes_too_long_is_ended_and_the_next_feed_is_read(parser: Guarded) -> None:
    parser.parse("rss", FEED)
    started = time.monotonic()
    with pytest.raises(FeedError, match="could not be parsed within"):
        parser.parse("rss", SOUP)
    assert time.monotonic() - started < 20
    assert len(parser.parse("rss", FEED)) == 300


def test_what_takes_too_much_memory_is_ended() -> None:
    with Guarded(timeout_s=20, memory_mib=8) as small, pytest.raises(FeedError, match="8 MiB"):
        small.parse("rss", Fetched("https://site.example/large", FEED.body.replace(b"word", b"words and more" * 20)))
