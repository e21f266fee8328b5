"""From what a visit brought to when its source is asked again."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ci.errors import FeedError
from ci.jobs.outcomes import asked, line_of
from ci.jobs.visiting import Brought
from ci.model import Article, Fetched, Source
from ci.store import PollOutcome, SourceState
from ci.store.polls import Recorded, wait

SOURCES, DAY = 100, timedelta(days=1)


async def _unchanged() -> Brought:
    return Brought(None)


async def _away() -> Brought:
    raise FeedError("unreachable", "nobody answers")


def _outcome(*, is_away: bool) -> PollOutcome:
    state = SourceState(Source("it", "It", "rss", "https://it.example/"))
    return asyncio.run(asked(state, _away() if is_away else _unchanged(), lambda urls: set())).outcome


@pytest.mark.parametrize("failures_count", [0, 3])
def test_sources_that_were_asked_in_one_minute_drift_apart(failures_count: int) -> None:
    """A hundred of one host, all asked as the poller started (or as the network came back): within a simulated day no
    minute behind the first hour has more than three in a hundred of all polls."""
    polls = Counter[int]()
    for _ in range(SOURCES):
        at = wait(failures_count, _outcome(is_away=failures_count > 0))
        while at < DAY:
            polls[int(at.total_seconds() // 60)] += 1
            at += wait(0, _outcome(is_away=False))
    assert polls.total() > SOURCES * 3
    assert max(polls.values()) <= 0.03 * polls.total()


@pytest.mark.parametrize(
    ("kind", "says"),
    [("pubmed", "cut off; `apoptoscope poll it --since 2026-11-20` reads the rest"), ("listing", "cut off")],
)
def test_a_bound_that_cut_off_what_is_new_is_said_with_how_to_read_it(kind: str, says: str) -> None:
    before = datetime(2026, 11, 20, 9, tzinfo=UTC)
    state = SourceState(Source("it", "It", kind, "https://it.example/"), polled_at=before, good_at=before)

    async def brings() -> Brought:
        return Brought([], Fetched("https://it.example/", b""), gap="cut off")

    def gap_of(state: SourceState, since: date | None = None) -> str:
        return asyncio.run(asked(state, brings(), lambda urls: set(), since)).outcome.gap

    assert gap_of(state) == says
    assert gap_of(state, before.date()) == "cut off", "the same again would read no more"
    assert gap_of(replace(state, good_at=None)) == "", "before the first good poll nothing was promised"


@pytest.mark.parametrize(
    ("count", "known_count", "was_read", "is_gap"),
    [(10, 0, True, True), (10, 1, True, False), (10, 0, False, False), (2, 0, True, False)],
)
def test_a_window_that_is_new_altogether_is_said_as_a_gap(
    count: int, known_count: int, was_read: bool, is_gap: bool
) -> None:
    before = datetime.now(UTC) - DAY
    read = {"polled_at": before, "good_at": before} if was_read else {}
    state = SourceState(Source("it", "It", "rss", "https://it.example/"), **read)  # type: ignore[arg-type]
    articles = [Article(f"https://it.example/{n}", f"News {n}", "") for n in range(count)]

    async def brings() -> Brought:
        return Brought(articles, Fetched("https://it.example/", b"<rss/>"))

    known = {article.url for article in articles[:known_count]}
    done = asyncio.run(asked(state, brings(), lambda urls: known & set(urls)))
    line = line_of(state, done, Recorded("it", [], before, state.source.url), before)
    assert ("a gap: all that it shows is new" in str(line)) == is_gap == ("may be missing" in line.json)
