"""The sources, and what each last said, in words that a page shows."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from ci.errors import FEED_FAULTS
from ci.frames import SOURCES
from ci.shown import masked_url, shown_url
from ci.store import tables as t

STATES = {"": "not asked yet", "ok": "fine", "not-modified": "nothing new", **FEED_FAULTS}
"""State -> the words that a page shows."""
QUIET, PAUSED, OFF, BLOCKED = "quiet for unusually long", "paused", "off", "does not let this address in"
UNASKED = "not asked: needs your contact address"
DAYS = 30
LOOKED_BACK = 120
DAYS_A_BAR = 2
_NONE, _BARS = "▁", "▂▃▄▅▆▇█"
"""All of one width, so that the curves of a column stand in line."""
SHORTEST_QUIET, USUAL_QUIET = timedelta(days=14), timedelta(days=60)
"""A source is never called quiet earlier; and one whose rhythm nobody knows yet, not before that."""
_LONGER = 4
"""Quiet is who brought nothing for so many of its usual pauses."""


def sources(connection: Connection, now: datetime | None = None) -> pd.DataFrame:
    """frames.SOURCES, by name. `now` is for tests."""
    now = now or datetime.now(UTC)
    s, views = t.sources.c, t.article_sources.c
    kept = select(views.source_id, func.count(views.article_id.distinct()).label("articles_count"))
    counts = {row.source_id: row.articles_count for row in connection.execute(kept.group_by(views.source_id))}
    days = _days(connection, now)
    rows = connection.execute(select(t.sources).where(~s.is_removed).order_by(func.lower(s.name), s.id))
    return SOURCES.make([_row(row, counts.get(row.id, 0), days.get(row.id, {}), now) for row in rows])


def _row(row: Any, articles_count: int, days: Mapping[date, int], now: datetime) -> dict[str, object]:
    recent = [days.get((now - timedelta(days=n)).date(), 0) for n in range(DAYS - 1, -1, -1)]
    is_asked = row.is_on and not row.is_paused
    return {
        "source_id": row.id,
        **{name: getattr(row, name) for name in ("name", "kind", "last_error", "is_on", "is_paused")},
        "url": masked_url(row.url),
        "state": _state(row, days, now),
        "last_good_at": row.good_at.replace(tzinfo=None) if row.good_at else None,
        "next_poll_at": row.next_poll_at.replace(tzinfo=None) if row.next_poll_at and is_asked else None,
        "articles_count": articles_count,
        "new_count": sum(recent),
        "trend": sparkline(recent),
        "note": _note(row),
        "keeps": keeps(row.keep, row.keep_days, row.fetches_text),
    }


def _state(row: Any, days: Mapping[date, int], now: datetime) -> str:
    if not row.is_on:
        return OFF
    if row.is_paused:
        return PAUSED
    if row.state == "refused" and row.last_error.endswith("set APOPTOSCOPE_CONTACT"):
        return UNASKED  # the SEC wants one from every program, so nothing was sent
    if row.state == "refused" and re.search(r"status (?:403|451)\b", row.last_error):
        return BLOCKED
    if row.state in ("ok", "not-modified"):
        busy = sorted(day for day, count in days.items() if count)
        return QUIET if is_quiet(row.new_at, busy, now, min(days, default=None)) else STATES[row.state]
    return STATES.get(row.state, str(row.state))


def is_quiet(new_at: datetime | None, busy_days: list[date], now: datetime, asked_since: date | None = None) -> bool:
    """Whether nothing new came for much longer than this source usually takes; its rhythm is told by its busy days.

    Of one that never brought anything counts since when it is asked.
    """
    if new_at is None:
        return asked_since is not None and now.date() - asked_since > USUAL_QUIET
    usual = USUAL_QUIET
    if len(busy_days) > 2:
        usual = _LONGER * (busy_days[-1] - busy_days[0]) / (len(busy_days) - 1)
    return now - new_at > max(SHORTEST_QUIET, usual)


def _note(row: Any) -> str:
    """Why it is off, or that it moved; what curators noted on the feed itself is for the list in data/ alone."""
    if not row.is_on:
        return str(row.off_reason)
    if row.moved_to:
        return (
            f"It says that it has moved to {shown_url(row.moved_to)}, which is taken over when it says so for a week."
        )
    return f"It has moved: until lately it was asked at {shown_url(row.former_url)}." if row.former_url else ""


def keeps(keep: str, days: int, fetches_text: bool) -> str:
    """What is kept of a source's texts, in words: `full text, for 30 days, pages fetched`."""
    what = {"": "full text", "full": "full text", "excerpt": "an excerpt", "link": "the link"}[keep]
    parts = [what, f"for {days} day{'s' * (days != 1)}" * bool(days), "pages fetched" * fetches_text]
    return ", ".join(part for part in parts if part)


def sparkline(counts: list[int]) -> str:
    """A bar for every two days; the lowest where nothing came."""
    sums = [sum(counts[n : n + DAYS_A_BAR]) for n in range(0, len(counts), DAYS_A_BAR)]
    most = max(sums, default=0)
    return "".join(_BARS[(count * len(_BARS) - 1) // most] if count else _NONE for count in sums)


def _days(connection: Connection, now: datetime) -> dict[str, dict[date, int]]:
    d = t.source_days.c
    since = (now - timedelta(days=LOOKED_BACK)).date()
    found: dict[str, dict[date, int]] = {}
    for row in connection.execute(select(d.source_id, d.day, d.new_count).where(d.day >= since)):
        found.setdefault(row.source_id, {})[row.day] = row.new_count
    return found
