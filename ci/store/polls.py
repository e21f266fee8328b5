"""Who asks a source now, what it answered, and when it is asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, or_, select, update

from ci.errors import FEED_FAULTS
from ci.model import Article
from ci.shown import with_login_of
from ci.store import tables as t
from ci.store import trials
from ci.store.arrivals import add_brought
from ci.store.articles import Added
from ci.store.engine import insert_into, is_one_of
from ci.store.hosts import HOLD, hold
from ci.store.names import LookedWith
from ci.store.reference import note_change
from ci.store.sources import SourceState, as_state, require

INTERVAL = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=24)
LONGEST_RETRY_AFTER = timedelta(days=31)
LEASE = HOLD
UNCONDITIONAL_EVERY, UNCONDITIONAL_AFTER = 168, timedelta(days=7)
"""After so many "not modified", or so long a time of them, the whole is asked for: a lying ETag freezes a feed for
ever, and a week of hours would be half a year of a daily source."""
MOVES_AFTER = timedelta(days=7)
"""So long must permanent redirects agree: taken over at once, one bad proxy could steal a feed."""
GONE_AFTER = 2
"""So many answers "gone for good" are believed; then it is asked only when somebody wants it to be."""
CLOCK_SLACK = timedelta(minutes=10)

GOOD = ("ok", "not-modified")


@dataclass(frozen=True)
class PollOutcome:
    """What one poll brought. `kind` is ok, not-modified or one of FEED_FAULTS; `jitter` a share of the wait, ±0.5."""

    kind: str
    message: str = ""
    etag: str = ""
    last_modified: str = ""
    articles: Sequence[Article] = ()
    retry_after_s: int | None = None
    was_asked: bool = True
    """Not where its host wanted a pause from an earlier answer: that is no failure of this source."""
    jitter: float = 0.0
    interval: timedelta = INTERVAL
    moved_to: str = ""
    """Where permanent redirects alone led this time."""
    trials: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gap: str = ""
    """What may have been missed since the last good poll, in words."""
    """Number of a trial -> its fields as registered."""


# ---------------------------------------------------------------- claiming


def claim_due(
    connection: Connection,
    now: datetime,
    worker: str,
    limit: int,
    only: Sequence[str] | None = None,
    force: bool = False,
    kinds: Sequence[str] | None = None,
    hosts: Mapping[str, str] | None = None,
) -> list[SourceState]:
    """Takes sources that are due, for this worker alone until the lease ends; `only` also takes one that is off.

    `kinds` are those that the caller can read. `force` takes them before they are due, and without validators, so that
    the whole is asked for. `hosts` names the host of each: it is taken too, and where another has it, so it stays.
    """
    wanted = _due(connection, now, only, force, kinds)
    rows = connection.execute(wanted.limit(limit).with_for_update(skip_locked=True)).all()
    if only and len(rows) < len(only):
        require(connection, only)
    if hosts is not None:
        held = hold(connection, [hosts[row.id] for row in rows], worker, now)
        rows = [row for row in rows if not hosts[row.id] or hosts[row.id] in held]
    if rows:
        lease = {"leased_by": worker, "leased_until": now + LEASE}
        taken = is_one_of(connection, t.sources.c.id, [row.id for row in rows])
        connection.execute(update(t.sources).where(taken).values(lease))
    return [_claimed(row, force) for row in rows]


def due(
    connection: Connection, now: datetime, only: Sequence[str] | None, force: bool, kinds: Sequence[str] | None
) -> list[tuple[str, str]]:
    """(id, address) of what could be claimed now, the longest due first."""
    return [(row.id, row.url) for row in connection.execute(_due(connection, now, only, force, kinds))]


def _due(
    connection: Connection, now: datetime, only: Sequence[str] | None, force: bool, kinds: Sequence[str] | None
) -> Select[Any]:
    sources = t.sources.c
    is_free = or_(sources.leased_until.is_(None), sources.leased_until <= now, sources.leased_until > now + 2 * LEASE)
    wanted = select(t.sources).where(is_free, ~sources.is_removed)
    if only:
        wanted = wanted.where(is_one_of(connection, sources.id, only))
    else:
        wanted = wanted.where(sources.is_on, ~sources.is_paused)
    if kinds is not None:
        wanted = wanted.where(sources.kind.in_(kinds))
    if not force:
        wanted = wanted.where(_is_time(now), ~_is_gone())
    return wanted.order_by(sources.next_poll_at.asc().nulls_first(), sources.id)


def next_due_at(connection: Connection) -> datetime | None:
    """Of the sources that are on and not paused, gone or being asked."""
    s = t.sources.c
    on = (s.is_on, ~s.is_paused, ~s.is_removed, ~_is_gone(), s.leased_until.is_(None))
    return connection.execute(select(func.min(s.next_poll_at)).where(*on)).scalar()


def _is_gone() -> Any:
    return (t.sources.c.state == "gone") & (t.sources.c.failures_count >= GONE_AFTER)


def _is_time(now: datetime) -> Any:
    """Due, or asked by a clock that ran ahead: what was asked in the future is asked again."""
    sources = t.sources.c
    too_far = now + LONGEST_RETRY_AFTER + LONGEST_WAIT
    return or_(
        sources.next_poll_at.is_(None),
        sources.next_poll_at <= now,
        sources.next_poll_at > too_far,
        sources.polled_at > now + CLOCK_SLACK,
    )


def _claimed(row: Row[Any], force: bool) -> SourceState:
    lasted = timedelta(seconds=row.not_modified_count * row.interval_s)
    asks_for_all = force or row.not_modified_count >= UNCONDITIONAL_EVERY or lasted >= UNCONDITIONAL_AFTER
    return as_state(row, **({"etag": "", "last_modified": ""} if asks_for_all else {}))


# ---------------------------------------------------------------- recording


@dataclass(frozen=True)
class Recorded:
    """What became of a poll; `url` is the address from now on, another one where a move was taken over."""

    source_id: str
    added: list[Added]
    next_poll_at: datetime
    url: str


def record_polls(
    connection: Connection,
    polled: Sequence[tuple[str, PollOutcome]],
    now: datetime,
    looked_with: LookedWith | None = None,
) -> list[Recorded]:
    """Stores what polls brought, articles and validators together or not at all, and ends the leases."""
    s = t.sources.c
    for _, outcome in polled:
        if outcome.kind not in GOOD and outcome.kind not in FEED_FAULTS:
            raise ValueError(f"unknown kind of poll outcome: {outcome.kind!r}")
    asked = select(t.sources).where(is_one_of(connection, s.id, [i for i, _ in polled]))
    held = {row.id: row for row in connection.execute(asked)}
    brought = [(i, outcome.articles) for i, outcome in polled if outcome.articles]
    version = looked_with.version_now(connection) if brought and looked_with else ""
    came = add_brought(connection, brought, now, version)
    recorded, updates, days, is_news = list[Recorded](), list[dict[str, Any]](), list[dict[str, Any]](), False
    for source_id, outcome in polled:
        row = held[source_id]
        added = came.pop(0) if outcome.articles else []
        is_told = trials.record(connection, outcome.trials, now)
        new_count = sum(one.is_new for one in added)
        values = _values(connection, row, outcome, now) | ({"new_at": now} if new_count else {})
        updates.append({f"new_{name}": value for name, value in values.items()} | {"of": source_id})
        days.append({"source_id": source_id, "day": now.date(), **_counts(outcome, new_count)})
        is_news = is_news or row.state != outcome.kind or is_told or any(one.is_changed for one in added)
        recorded.append(Recorded(source_id, added, values["next_poll_at"], values["url"]))
    changed: dict[str, Any] = (
        {name.removeprefix("new_"): bindparam(name) for name in updates[0] if name != "of"} if updates else {}
    )
    if updates:
        connection.execute(update(t.sources).where(s.id == bindparam("of")).values(changed), updates)
        _count(connection, days)
    if is_news:
        note_change(connection)
    return recorded


def _values(connection: Connection, row: Row[Any], outcome: PollOutcome, now: datetime) -> dict[str, Any]:
    """All that a poll may change in the row of its source, changed or not."""
    values: dict[str, Any] = {name: getattr(row, name) for name in _CHANGING}
    values |= _after_good(connection, row, outcome, now) if outcome.kind in GOOD else _after_fault(row, outcome)
    values |= {"polled_at": now, "state": outcome.kind, "leased_by": "", "leased_until": None}
    values["next_poll_at"] = now + wait(values["failures_count"], outcome)
    return values


_CHANGING = (
    *("etag", "last_modified", "last_error", "failures_count", "not_modified_count", "good_at", "new_at"),
    *("interval_s", "moved_to", "moved_since", "url", "former_url"),
)


def _after_good(connection: Connection, row: Row[Any], outcome: PollOutcome, now: datetime) -> dict[str, Any]:
    good = {"good_at": now, "failures_count": 0, "last_error": "", "interval_s": int(outcome.interval.total_seconds())}
    good |= _after_move(connection, row, outcome.moved_to, now)
    if outcome.kind == "ok":
        return {**good, "etag": outcome.etag, "last_modified": outcome.last_modified, "not_modified_count": 0}
    kept = {"etag": outcome.etag or row.etag, "last_modified": outcome.last_modified or row.last_modified}
    return {**good, **kept, "not_modified_count": row.not_modified_count + 1}


def _after_fault(row: Row[Any], outcome: PollOutcome) -> dict[str, Any]:
    """The validators of the last good answer stay: a fault says nothing about them."""
    return {
        "failures_count": row.failures_count + outcome.was_asked,
        "last_error": outcome.message or FEED_FAULTS[outcome.kind],
    }


def _after_move(connection: Connection, row: Row[Any], moved_to: str, now: datetime) -> dict[str, Any]:
    """A new address is noted, taken over when it was the same for a week, and forgotten when it was not given."""
    moved_to = with_login_of(row.url, moved_to)
    if not moved_to or moved_to == row.url or _is_downgrade(row.url, moved_to):
        return {"moved_to": "", "moved_since": None}
    if moved_to != row.moved_to or row.moved_since is None or row.moved_since > now:
        return {"moved_to": moved_to, "moved_since": now}
    s = t.sources.c
    is_asked = select(s.id).where(s.url == moved_to, ~s.is_removed, s.id != row.id)
    if now - row.moved_since < MOVES_AFTER or connection.execute(is_asked).first():
        return {}
    return {"url": moved_to, "former_url": row.url, "moved_to": "", "moved_since": None}


def _is_downgrade(url: str, moved_to: str) -> bool:
    return url.startswith("https:") and not moved_to.startswith("https:")


def _counts(outcome: PollOutcome, new_count: int) -> dict[str, int]:
    return {"polls_count": 1, "faults_count": int(outcome.kind not in GOOD), "new_count": new_count}


def _count(connection: Connection, days: list[dict[str, Any]]) -> None:
    """A line a day and source: what the little curves are drawn from."""
    insert, d = insert_into(connection, t.source_days), t.source_days.c
    added = {name: d[name] + insert.excluded[name] for name in ("polls_count", "faults_count", "new_count")}
    connection.execute(insert.on_conflict_do_update(index_elements=["source_id", "day"], set_=added), days)


def wait(failures_count: int, outcome: PollOutcome) -> timedelta:
    """Until the next poll: the interval, doubled with each failure up to a day, no less than the server asked for.

    Where only its host's pause was in the way, that pause.
    """
    doubled = outcome.interval * (1 << min(failures_count, 10))
    calm = max(outcome.interval, min(doubled, LONGEST_WAIT)) * (1 + outcome.jitter)
    asked = timedelta(seconds=max(0, outcome.retry_after_s or 0))
    if not outcome.was_asked:
        return min(asked * (1 + abs(outcome.jitter)), LONGEST_RETRY_AFTER)
    return max(calm, min(asked, LONGEST_RETRY_AFTER))
