"""One visit to a source: its walk taken to the end through the fetcher, and the answers parsed."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from ci.errors import FeedError
from ci.feeds import SNAPSHOTS, walk
from ci.feeds.fetch import Answer, Fetcher, Limits, NotModified
from ci.feeds.urls import shown_url
from ci.feeds.walks import Gathered, Later, Visit, follow
from ci.model import Article, Fetched
from ci.shown import without_keys_of

LIMITS = {
    "ema": Limits(total_timeout_s=120, max_bytes=64 * 1024 * 1024),  # a file of the whole database
    "openfda": Limits(total_timeout_s=60),  # slow on a search that it has not seen before
}
LONGEST, LONGEST_SINCE = timedelta(minutes=5), timedelta(minutes=60)
"""For all requests of one visit together: half of the lease; and for one that asks for history."""


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
    moved_to: str = ""
    """Where permanent redirects led from the very address of the source; its redirects say nothing of searches."""
    trials: dict[str, dict[str, str]] = field(default_factory=dict)
    """Number of a trial -> its fields, of a registry."""
    gap: str = ""
    """As in Gathered."""
    is_conditional: bool = True
    """Whether its validators may be sent next time."""

    @property
    def validators(self) -> tuple[str, str]:
        """ETag and Last-Modified to send next time."""
        return (self.first.etag, self.first.last_modified) if self.first and self.is_conditional else ("", "")


async def visit(
    fetcher: Fetcher, parser: Parser, kind: str, asked: Visit, validators: tuple[str, str] = ("", "")
) -> Brought:
    """All that one poll of a source brings, or the FeedError that ended it: nothing of half a visit is kept."""
    is_conditional = not asked.is_for_our_drugs
    steps = _Steps(fetcher, LIMITS.get(kind), validators if is_conditional else ("", ""), asked)
    longest = LONGEST_SINCE if asked.since else LONGEST
    try:
        async with asyncio.timeout(longest.total_seconds()):
            gathered = await follow(walk(kind, asked), steps.ask)
    except TimeoutError as error:
        says = f"{shown_url(asked.url)} was not read to its end within {longest.seconds // 60} minutes"
        raise FeedError("slow", f"{says}; it will be asked again later") from error
    if gathered is None:
        return Brought(None, fresh_s=steps.fresh_s, moved_to=steps.moved_to)
    articles: list[Article] = []
    trials: dict[str, dict[str, str]] = {}
    for answer in gathered.answers:
        articles += await asyncio.to_thread(parser.parse, kind, answer)
        if snapshots := SNAPSHOTS.get(kind):
            trials |= await asyncio.to_thread(snapshots, answer)
    articles += await _singles(parser, kind, asked, gathered)
    articles = [_without_keys(article, asked.url) for article in articles]
    is_conditional = is_conditional and gathered.is_whole
    return Brought(
        articles, steps.first, steps.fresh_s, gathered.is_whole, steps.moved_to, trials, gathered.gap, is_conditional
    )


def _without_keys(article: Article, source: str) -> Article:
    """Its address is shown, exported and sent to colleagues; the keys with which the source was asked are not."""
    url = without_keys_of(article.url, source) if "?" in article.url else article.url
    return article if url == article.url else replace(article, url=url)


async def _singles(parser: Parser, kind: str, asked: Visit, gathered: Gathered) -> list[Article]:
    """The articles of those answers that hold one each; one that cannot be read is passed over and remembered."""
    articles: list[Article] = []
    for name, answer in gathered.singles.items():
        try:
            articles += await asyncio.to_thread(parser.parse, kind, answer)
        except FeedError as error:
            asked.note_failure(name)
            last = error
    if gathered.singles and not articles and gathered.must_bring:
        raise FeedError(last.kind, f"{gathered.must_bring}; {last}")
    return articles


class _Steps:
    """Asks for the addresses of one walk; remembers what its first answer said of itself."""

    def __init__(self, fetcher: Fetcher, limits: Limits | None, validators: tuple[str, str], asked: Visit) -> None:
        self._fetcher = fetcher
        self._limits = limits
        self._validators = validators
        self._asked = asked
        self.first: Answer | None = None
        self.fresh_s: int | None = None
        self.moved_to = ""

    async def ask(self, step: Later, is_first: bool) -> Fetched | None:
        etag, last_modified = self._validators if is_first else ("", "")
        gap_s = max(step.gap_s, 0 if is_first else self._asked.gap_s)
        answer = await self._fetcher.fetch(step.url, etag, last_modified, limits=self._limits, gap_s=gap_s)
        if is_first:
            self.fresh_s = answer.fresh_s
            self.moved_to = answer.moved_to if step.url == self._asked.url else ""
        if isinstance(answer, NotModified):
            return None
        if is_first:
            self.first = answer
        return answer
