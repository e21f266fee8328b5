"""One visit to a source: its walk taken to the end through the fetcher, and the answers parsed."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from ci.errors import FeedError
from ci.feeds import walk
from ci.feeds.fetch import Answer, Fetcher, Limits, NotModified
from ci.feeds.urls import shown_url
from ci.feeds.walks import Visit, follow
from ci.model import Article, Fetched

LIMITS = {
    "ema": Limits(total_timeout_s=120, max_bytes=64 * 1024 * 1024),  # a file of the whole database
    "openfda": Limits(total_timeout_s=60),  # slow on a search that it has not seen before
}
LONGEST = timedelta(minutes=5)
"""For all requests of one visit together: half of the lease."""


class Parser(Protocol):
    """`ci.feeds.guarded.Guarded`, or anything that parses as it does."""

    def parse(self, kind: str, fetched: Fetched) -> list[Article]: ...


@dataclass(frozen=True)
class Brought:
    """What a visit brought; no `articles` where nothing was modified, no validators where it left something over."""

    articles: list[Article] | None
    first: Fetched | None = None
    fresh_s: int | None = None
    is_whole: bool = True

    @property
    def validators(self) -> tuple[str, str]:
        """ETag and Last-Modified to send next time."""
        return (self.first.etag, self.first.last_modified) if self.first and self.is_whole else ("", "")


async def visit(
    fetcher: Fetcher, parser: Parser, kind: str, asked: Visit, validators: tuple[str, str] = ("", "")
) -> Brought:
    """All that one poll of a source brings, or the FeedError that ended it: nothing of half a visit is kept."""
    steps = _Steps(fetcher, LIMITS.get(kind), validators, asked.gap_s)
    try:
        async with asyncio.timeout(LONGEST.total_seconds()):
            gathered = await follow(walk(kind, asked), steps.ask)
    except TimeoutError as error:
        says = f"{shown_url(asked.url)} was not read to its end within {LONGEST.seconds // 60} minutes"
        raise FeedError("slow", f"{says}; it will be asked again later") from error
    if gathered is None:
        return Brought(None, fresh_s=steps.fresh_s)
    articles: list[Article] = []
    for answer in gathered.answers:
        articles += await asyncio.to_thread(parser.parse, kind, answer)
    return Brought(articles, steps.first, steps.fresh_s, gathered.is_whole)


class _Steps:
    """Asks for the addresses of one walk; remembers what its first answer said of itself."""

    def __init__(self, fetcher: Fetcher, limits: Limits | None, validators: tuple[str, str], gap_s: float) -> None:
        self._fetcher = fetcher
        self._limits = limits
        self._validators = validators
        self._gap_s = gap_s
        self.first: Answer | None = None
        self.fresh_s: int | None = None

    async def ask(self, url: str, is_first: bool) -> Fetched | None:
        etag, last_modified = self._validators if is_first else ("", "")
        gap_s = 0 if is_first else self._gap_s
        answer = await self._fetcher.fetch(url, etag, last_modified, limits=self._limits, gap_s=gap_s)
        if is_first:
            self.fresh_s = answer.fresh_s
        if isinstance(answer, NotModified):
            return None
        if is_first:
            self.first = answer
        return answer
