"""What is known of each source, who asks it now, and what it answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from ci.errors import FEED_FAULTS, InputError
from ci.model import Article, Source
from ci.store import tables as t
from ci.store.arrivals import add_articles
from ci.store.articles import Added
from ci.store.reference import note_change, source_row

INTERVAL = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=24)
LONGEST_RETRY_AFTER = timedelta(days=31)
LEASE = timedelta(minutes=10)
UNCONDITIONAL_EVERY = 168
"""After so many "not modified" (a week of hours) the whole is asked for: a lying ETag freezes a feed for ever."""

GOOD = ("ok", "not-modified")


@dataclass(frozen=True)
class SourceState:
    """A source and what the poller knows of it; no `etag` and `last_modified` where the whole is to be asked for."""

    source: Source
    etag: str = ""
    last_modified: str = ""
    state: str = ""
    last_error: str = ""
    failures_count: int = 0
    polled_at: datetime | None = None
    good_at: datetime | None = None
    next_poll_at: datetime | None = None

    @property
    def id(self) -> str:
        return self.source.id


@dataclass(frozen=True)
class PollOutcome:
    """What one poll brought. `kind` is ok, not-modified or one of FEED_FAULTS; `jitter` a share of the wait, ±0.5."""

    kind: str
    message: str = ""
    etag: str = ""
    last_modified: str = ""
    articles: Sequence[Article] = ()
    retry_after_s: int | None = None
    jitter: float = 0.0
    interval: timedelta = INTERVAL


def all_sources(connection: Connection) -> list[SourceState]:
    kept = select(t.sources).where(~t.sources.c.is_removed).order_by(t.sources.c.id)
    return [_state(row) for row in connection.execute(kept)]


def add_source(connection: Connection, source: Source) -> None:
    """A source of the user's own, or one of ours that was removed before."""
    held = connection.execute(select(t.sources.c.is_removed).where(t.sources.c.id == source.id)).scalar()
    if held is False:
        raise InputError(f"There is already a source {source.id!r}; choose another id or remove that one first.")
    same = (t.sources.c.url == source.url) & ~t.sources.c.is_removed
    if other := connection.execute(select(t.sources.c.id).where(same)).scalar():
        raise InputError(f"{source.url} is already asked, as source {other!r}.")
    connection.execute(delete(t.sources).where(t.sources.c.id == source.id))
    connection.execute(insert(t.sources), source_row(source, is_shipped=False))


def remove_source(connection: Connection, source_id: str) -> None:
    """It is asked no more and not shown; its articles stay."""
    _require(connection, [source_id])
    connection.execute(update(t.sources).where(t.sources.c.id == source_id).values(is_removed=True, is_on=False))


def _require(connection: Connection, ids: Sequence[str]) -> None:
    held = set(
        connection.execute(select(t.sources.c.id).where(t.sources.c.id.in_(ids), ~t.sources.c.is_removed)).scalars()
    )
    if missing := [i for i in ids if i not in held]:
        raise InputError(f"There is no source {missing[0]!r}; `apoptoscope sources list` shows them.")


# ---------------------------------------------------------------- polling


def claim_due(
    connection: Connection,
    now: datetime,
    worker: str,
    limit: int,
    only: Sequence[str] | None = None,
    force: bool = False,
    kinds: Sequence[str] | None = None,
) -> list[SourceState]:
    """Takes sources that are due, for this worker alone until the lease ends; `only` also takes one that is off.

    `kinds` are those that the caller can read. `force` takes them before they are due, and without validators, so that
    the whole is asked for.
    """
    if only:
        _require(connection, only)
    rows = connection.execute(_due(now, only, force, kinds).limit(limit).with_for_update(skip_locked=True)).all()
    if rows:
        lease = {"leased_by": worker, "leased_until": now + LEASE}
        connection.execute(update(t.sources).where(t.sources.c.id.in_([row.id for row in rows])).values(lease))
    return [_claimed(row, force) for row in rows]


def _due(now: datetime, only: Sequence[str] | None, force: bool, kinds: Sequence[str] | None) -> Select[Any]:
    sources = t.sources.c
    is_free = or_(sources.leased_until.is_(None), sources.leased_until <= now)
    wanted = select(t.sources).where(is_free, ~sources.is_removed)
    wanted = wanted.where(sources.id.in_(only)) if only else wanted.where(sources.is_on)
    if kinds is not None:
        wanted = wanted.where(sources.kind.in_(kinds))
    if not force:
        too_far = now + LONGEST_RETRY_AFTER + LONGEST_WAIT  # set by a clock that was a year ahead
        due = or_(sources.next_poll_at.is_(None), sources.next_poll_at <= now, sources.next_poll_at > too_far)
        wanted = wanted.where(due)
    return wanted.order_by(sources.next_poll_at.asc().nulls_first(), sources.id)


def _claimed(row: Row[Any], force: bool) -> SourceState:
    asks_for_all = force or row.not_modified_count >= UNCONDITIONAL_EVERY
    return _state(row, etag="" if asks_for_all else row.etag, last_modified="" if asks_for_all else row.last_modified)


def record_poll(connection: Connection, source_id: str, outcome: PollOutcome, now: datetime) -> list[Added]:
    """Stores what a poll brought, articles and validators together or not at all, and ends the lease."""
    if outcome.kind not in GOOD and outcome.kind not in FEED_FAULTS:
        raise ValueError(f"unknown kind of poll outcome: {outcome.kind!r}")
    row = connection.execute(select(t.sources).where(t.sources.c.id == source_id)).one()
    added = add_articles(connection, outcome.articles, source_id, now)
    values = _after_good(row, outcome, now) if outcome.kind in GOOD else _after_fault(row, outcome)
    failures = values["failures_count"]
    common = {"polled_at": now, "state": outcome.kind, "leased_by": "", "leased_until": None}
    next_poll_at = now + wait(failures, outcome)
    connection.execute(
        update(t.sources).where(t.sources.c.id == source_id).values({**common, **values, "next_poll_at": next_poll_at})
    )
    if row.state != outcome.kind or any(one.is_changed for one in added):
        note_change(connection)
    return added


def _after_good(row: Row[Any], outcome: PollOutcome, now: datetime) -> dict[str, Any]:
    good = {"good_at": now, "failures_count": 0, "last_error": ""}
    if outcome.kind == "ok":
        return {**good, "etag": outcome.etag, "last_modified": outcome.last_modified, "not_modified_count": 0}
    kept = {"etag": outcome.etag or row.etag, "last_modified": outcome.last_modified or row.last_modified}
    return {**good, **kept, "not_modified_count": row.not_modified_count + 1}


def _after_fault(row: Row[Any], outcome: PollOutcome) -> dict[str, Any]:
    """The validators of the last good answer stay: a fault says nothing about them."""
    return {"failures_count": row.failures_count + 1, "last_error": outcome.message or FEED_FAULTS[outcome.kind]}


def wait(failures_count: int, outcome: PollOutcome) -> timedelta:
    """Until the next poll: the interval, doubled with each failure up to a day, no less than the server asked for."""
    doubled = outcome.interval * (1 << min(failures_count, 10))
    calm = max(outcome.interval, min(doubled, LONGEST_WAIT)) * (1 + outcome.jitter)
    asked = timedelta(seconds=max(0, outcome.retry_after_s or 0))
    return max(calm, min(asked, LONGEST_RETRY_AFTER))


def _state(row: Row[Any], **changed: str) -> SourceState:
    names = ("id", "name", "kind", "url", "topic", "region", "language", "is_on", "off_reason", "note", "checked_on")
    source = Source(**{name: getattr(row, name) for name in names}, group=row.grouping)
    states = ("etag", "last_modified", "state", "last_error", "failures_count", "polled_at", "good_at", "next_poll_at")
    return SourceState(source, **{**{name: getattr(row, name) for name in states}, **changed})
