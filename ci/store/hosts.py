"""What the pollers of one database share of the hosts that they ask: who holds one, when it is free again, its pauses.

A host is held by one poller at a time, so what that one process counts is what the host sees. A killed poller's hold
ends by itself, as its leases on sources do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, literal, or_, select, true, update

from ci.store import tables as t
from ci.store.columns import Utc
from ci.store.engine import as_rows, insert_into, upsert

HOLD = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(days=31)
LONGEST_GAP = timedelta(minutes=1)
"""A time that lies further ahead was noted by a clock that ran ahead."""


@dataclass(frozen=True)
class HostState:
    """A host, by the name that turns are counted by; times that have passed are left out."""

    name: str
    closed_until: datetime | None = None
    next_at: datetime | None = None


def hold(connection: Connection, names: Iterable[str], worker: str, now: datetime) -> set[str]:
    """Takes these hosts for one poller, and gives those that it now holds: others may have the rest.

    In order of name, so that two pollers that want the same hosts do not wait for each other in a ring.
    """
    wanted = sorted(set(names) - {""})
    if not wanted:
        return set()
    h = t.hosts.c
    # a hold that ends later than any could was taken by a clock that ran ahead
    is_free = or_(h.held_until.is_(None), h.held_until <= now, h.held_until > now + 2 * HOLD, h.held_by == worker)
    fresh = {"held_by": literal(worker), "held_until": literal(now + HOLD, Utc)}
    rows = select(as_rows(connection, wanted), *fresh.values()).where(true())
    insert = insert_into(connection, t.hosts).from_select(["host", *fresh], rows)
    taken = insert.on_conflict_do_update(index_elements=["host"], set_=fresh, where=is_free).returning(h.host)
    return set(connection.execute(taken).scalars())


def let_go(connection: Connection, free_at: Mapping[str, datetime], worker: str) -> None:
    """Gives hosts back, and says when whoever takes one next may ask it."""
    h = t.hosts.c
    mine = update(t.hosts).where(h.host == bindparam("of"), h.held_by == worker)
    freed = mine.values(held_by="", held_until=None, next_at=bindparam("free_at"))
    if free_at:
        connection.execute(freed, [{"of": name, "free_at": free_at[name]} for name in sorted(free_at)])


def release(connection: Connection, worker: str) -> None:
    """One that stops leaves its sources to the others at once."""
    mine = update(t.sources).where(t.sources.c.leased_by == worker)
    connection.execute(mine.values(leased_by="", leased_until=None))


def renew(connection: Connection, worker: str, now: datetime) -> None:
    """A poller that is still at work keeps what it holds."""
    h, s = t.hosts.c, t.sources.c
    connection.execute(update(t.hosts).where(h.held_by == worker).values(held_until=now + HOLD))
    connection.execute(update(t.sources).where(s.leased_by == worker).values(leased_until=now + HOLD))


def close(connection: Connection, closed_until: Mapping[str, datetime]) -> None:
    """Notes pauses that hosts asked for; a pause that is noted already is not cut short."""
    h = t.hosts.c
    rows = connection.execute(select(h.host, h.closed_until).where(h.host.in_(list(closed_until))))
    held = {row.host: row.closed_until for row in rows}
    later = {name: until for name, until in closed_until.items() if not held.get(name) or held[name] < until}
    upsert(connection, t.hosts, [{"host": name, "closed_until": later[name]} for name in sorted(later)])


def busy(connection: Connection, now: datetime) -> list[HostState]:
    """Hosts that must wait: those that want a pause, and those that were asked a moment ago."""
    h = t.hosts.c
    rows = connection.execute(
        select(h.host, h.closed_until, h.next_at).where(or_(h.closed_until > now, h.next_at > now))
    )
    return [_state(row, now) for row in rows]


def _state(row: Any, now: datetime) -> HostState:
    is_closed = row.closed_until and now < row.closed_until <= now + LONGEST_PAUSE
    is_resting = row.next_at and now < row.next_at <= now + LONGEST_GAP
    return HostState(row.host, row.closed_until if is_closed else None, row.next_at if is_resting else None)
