"""From what a visit brought to what is stored of it, and to when the source is asked again."""

import asyncio
import random
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from ci.errors import CiError, FeedError
from ci.feeds import SINCE, WALKS, pace
from ci.jobs.lines import PollLine
from ci.jobs.visiting import Brought
from ci.model import Article
from ci.shown import shown_url
from ci.store import PollOutcome, SourceState
from ci.store.polls import GOOD, INTERVAL, Recorded

Known = Callable[[Sequence[str]], set[str]]
TOGETHER = 600
"""Articles of one transaction; an answer that brings more has its own."""
_PLAIN = ("listing", "edgar")
"""Walks that begin with the very address of the source."""
_FEEDS, LEAST_WINDOW = ("rss", "json-feed"), 5
"""Kinds that show a window of the newest items; a smaller one is new altogether on any ordinary day."""


@dataclass(frozen=True)
class Asked:
    outcome: PollOutcome
    seconds: float


Answers = list[tuple[SourceState, Asked]]


async def asked(state: SourceState, visiting: Awaitable[Brought], known: Known, since: date | None = None) -> Asked:
    """What a source answers; a fault of the source is an outcome like any other."""
    started = time.monotonic()
    try:
        outcome = _outcome(state, await visiting, known, since)
    except FeedError as error:
        interval = state.interval or INTERVAL
        outcome = PollOutcome(
            error.kind,
            str(error),
            retry_after_s=error.retry_after_s,
            was_asked=error.was_asked,
            interval=interval,
        )
    return Asked(replace(outcome, jitter=random.uniform(-0.1, 0.1)), time.monotonic() - started)


def may_ask_for_a_pause(asked: Asked) -> bool:
    """Whether an answer was none of the good ones: a pause comes with a refusal."""
    return asked.outcome.kind not in GOOD


def result(state: SourceState, task: asyncio.Task[Asked]) -> Asked:
    """What the task brought. A bug costs its source this turn, and nobody else: it is logged whole."""
    error = task.exception()
    if error is None:
        return task.result()
    if isinstance(error, CiError) or not isinstance(error, Exception):
        raise error
    traceback.print_exception(error, file=sys.stderr)
    says = f"{state.id} was not read because of a fault in Apoptoscope itself ({type(error).__name__}: {error})"
    says += "; please report it"
    return Asked(PollOutcome("malformed", says, interval=state.interval or INTERVAL), 0.0)


def take_together(answers: Answers) -> Answers:
    """Takes away from these what is stored in one transaction: so many that the transaction itself costs little, so few
    that it is short."""
    together, count = Answers(), 0
    for one in answers:
        count += len(one[1].outcome.articles) + len(one[1].outcome.trials)
        if together and count > TOGETHER:
            break
        together.append(one)
    del answers[: len(together)]
    return together


def line_of(state: SourceState, done: Asked, recorded: Recorded, now: datetime) -> PollLine:
    """What is said of a poll that is stored."""
    new_count = sum(one.is_new for one in recorded.added)
    return PollLine(
        source=state.id,
        state=done.outcome.kind,
        at=now,
        seconds=done.seconds,
        items_count=len(recorded.added),
        new_count=new_count,
        changed_count=sum(one.is_changed for one in recorded.added) - new_count,
        error=done.outcome.message,
        gap=done.outcome.gap,
        next_poll_at=recorded.next_poll_at,
        moved_to=shown_url(recorded.url) if recorded.url != state.source.url else "",
    )


def _outcome(state: SourceState, brought: Brought, known: Known, since: date | None) -> PollOutcome:
    interval = (state.interval or INTERVAL) if since else _interval(state, brought, known)
    moved_to = brought.moved_to if state.source.kind not in WALKS or state.source.kind in _PLAIN else ""
    if brought.articles is None:
        return PollOutcome("not-modified", interval=interval, moved_to=moved_to)
    etag, last_modified = ("", "") if since else brought.validators
    return PollOutcome(
        "ok",
        etag=etag,
        last_modified=last_modified,
        articles=brought.articles,
        interval=interval,
        moved_to=moved_to,
        trials=brought.trials,
        gap=_gap(state, brought, known, since),
        since=since,
    )


def _gap(state: SourceState, brought: Brought, known: Known, since: date | None) -> str:
    """What may have been missed since the last good poll; before the first one nothing was promised."""
    articles = brought.articles or []
    if state.good_at is None or brought.gap or state.source.kind not in _FEEDS or len(articles) < LEAST_WINDOW:
        return _with_command(state, brought.gap, since) if state.good_at and brought.gap else ""
    if known([article.url for article in articles if article.url]):
        return ""
    return "all that it shows is new since it was last read, so what came in between may be missing"


def _with_command(state: SourceState, gap: str, since: date | None) -> str:
    """The gap, and how the rest is read where history can be asked for."""
    if since or state.good_at is None or state.source.kind not in SINCE:
        return gap
    return f"{gap}; `apoptoscope poll {state.id} --since {state.good_at.date()}` reads the rest"


def _interval(state: SourceState, brought: Brought, known: Known) -> timedelta:
    """Until this source is asked again, by what it said and by what of it is new."""
    kind, before = state.source.kind, state.polled_at
    if brought.articles is None or brought.first is None:
        return pace.unchanged_interval(kind, brought.fresh_s, state.interval)
    if not brought.is_whole:
        return pace.USUAL
    now = datetime.now(UTC)
    if before is None or before >= now:
        return pace.first_interval(kind, brought.first, brought.fresh_s, brought.articles)
    new_count = _new_count(brought.articles, known)
    return pace.next_interval(kind, brought.first, brought.fresh_s, brought.articles, new_count, now - before)


def _new_count(articles: Sequence[Article], known: Known) -> int:
    urls = [article.url for article in articles if article.url]
    return len(set(urls)) - len(known(urls))
