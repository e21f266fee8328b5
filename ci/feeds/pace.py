"""When to ask a source again: by what it says of itself, and by how fast its window of items fills."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from ci.model import Article, Fetched

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=24)
USUAL = timedelta(hours=1)
LEAST: dict[str, timedelta] = {
    "ema": timedelta(hours=12),  # a file of the whole database, refreshed twice a day
    "openfda": timedelta(hours=12),  # refreshed daily
    "clinicaltrials": timedelta(hours=6),
    "europepmc": timedelta(hours=6),
    "pubmed": timedelta(hours=6),
}
"""Kind -> no oftener than this, whatever its items say."""
_PARTS = 8
"""A window that fills in a day is looked at every three hours: what comes in bursts is not lost."""
_CALM = timedelta(hours=4)
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_HEAD = 20_000


def first_interval(kind: str, answer: Fetched, fresh_s: int | None, articles: Sequence[Article]) -> timedelta:
    """After an answer, where nothing is known of how many of its items are new."""
    return _within(kind, _window(articles, answer.fetched_at), stated(answer, fresh_s))


def next_interval(
    kind: str, answer: Fetched, fresh_s: int | None, articles: Sequence[Article], new_count: int, since: timedelta
) -> timedelta:
    """After an answer `since` the one before, which brought `new_count` items that were not known."""
    rhythm = _window(articles, answer.fetched_at)
    if new_count and articles:
        rhythm = min(rhythm, since * (len(articles) / new_count) / _PARTS)
    return _within(kind, rhythm, stated(answer, fresh_s))


def unchanged_interval(kind: str, fresh_s: int | None, last: timedelta | None) -> timedelta:
    """After "not modified": a little longer than last time, up to four hours; a calmer source keeps its interval."""
    before = last if last and last > timedelta(0) else USUAL
    rhythm = before if before >= _CALM else min(_CALM, before * 1.25)
    return _within(kind, rhythm, timedelta(seconds=fresh_s or 0))


def stated(answer: Fetched, fresh_s: int | None) -> timedelta:
    """How long the source says that its answer holds: Cache-Control, `<ttl>`, `sy:updatePeriod`; zero for nothing."""
    head = answer.body[:_HEAD].decode("latin-1")
    ttl = re.search(r"<ttl>\s*(\d{1,6})\s*</ttl>", head)
    period = re.search(r"<(?:\w+:)?updatePeriod>\s*(\w+)\s*<", head)
    times = re.search(r"<(?:\w+:)?updateFrequency>\s*(\d{1,4})\s*<", head)
    hours = _PERIODS.get(period.group(1).lower(), 0) / max(1, int(times.group(1)) if times else 1) if period else 0
    minutes = int(ttl.group(1)) if ttl else 0
    return max(timedelta(seconds=min(fresh_s or 0, 86_400)), timedelta(minutes=minutes), timedelta(hours=hours))


def _window(articles: Sequence[Article], now: datetime | None) -> timedelta:
    """A part of the time that the items span up to now; the usual interval where they tell no dates."""
    days = [article.published.starts_on for article in articles if article.published]
    if len(days) < 2 or now is None:
        return USUAL
    return timedelta(days=max(1, (now.date() - min(days)).days)) / _PARTS


def _within(kind: str, rhythm: timedelta, stated_: timedelta) -> timedelta:
    return min(LONGEST, max(SHORTEST, LEAST.get(kind, SHORTEST), rhythm, stated_))
