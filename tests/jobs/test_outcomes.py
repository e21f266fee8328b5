"""From what a visit brought to when its source is asked again."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from ci.errors import FeedError
from ci.jobs.outcomes import asked
from ci.jobs.visiting import Brought
from ci.model import Source
from ci.store import PollOutcome, SourceState
from ci.store.polls import wait

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
