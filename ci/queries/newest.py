"""Events of all kinds in one list, and how much came in since a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from ci.filters import Filters
from ci.frames import NEWEST
from ci.model import EventType
from ci.queries.event_counts import kept_for, total
from ci.queries.linked import events, frame_row, links
from ci.queries.narrowing import count_of, ids_of_kinds, is_linked
from ci.store import tables as t

LOOKED_AT = 1000
"""So many of the newest articles are looked at: what came in before them is long known."""


@dataclass(frozen=True)
class Arrived:
    """What came in since a moment; of articles only those about our subject."""

    articles_count: int
    events_count: int


def newest(connection: Connection, filters: Filters, limit: int, known_since: datetime | None = None) -> pd.DataFrame:
    """frames.NEWEST, the latest first; `known_since` keeps what was read in an article that came in after it."""
    # without a link the index on kind and day gives the latest of a kind at once
    passes = [tuple(EventType)] if is_linked(filters) else [(kind,) for kind in EventType]
    asked = [_latest(connection, kinds, filters, limit, known_since) for kinds in passes]
    found = [row.id for latest in asked for row in connection.execute(latest)]
    kept = select(t.events.c.id).where(t.events.c.id.in_(found))
    of = links(connection, kept)
    rows = [
        {**frame_row(row, of[row.id]), "type": row.type, "known_at": row.known_at and row.known_at.replace(tzinfo=None)}
        for row in events(connection, kept)[:limit]
    ]
    return NEWEST.make(rows)


def _latest(
    connection: Connection, kinds: Sequence[EventType], filters: Filters, limit: int, known_since: datetime | None
) -> Select[Any]:
    e = t.events.c
    asked = ids_of_kinds(connection, kinds, filters)
    if known_since:
        asked = asked.where(e.known_at > known_since)
    return asked.order_by(e.starts_on.desc(), e.ends_on, e.id).limit(limit)


def events_count(connection: Connection, filters: Filters) -> int:
    """How many events of all kinds the filters keep."""
    return _count(connection, tuple(EventType), filters)


def count_of_kind(connection: Connection, kind: EventType, filters: Filters) -> int:
    """How many events of one kind the filters keep."""
    return _count(connection, (kind,), filters)


def _count(connection: Connection, kinds: Sequence[EventType], filters: Filters) -> int:
    kept = kept_for(connection, filters)
    return total(connection, kept, kinds) if kept else count_of(connection, ids_of_kinds(connection, kinds, filters))


def arrived(connection: Connection, since: datetime) -> Arrived:
    """What came in after a moment. Articles are counted up to LOOKED_AT."""
    a, r, e = t.articles.c, t.revisions.c, t.events.c
    newest_ids = select(a.id, a.revision_id, a.first_seen_at).order_by(a.id.desc()).limit(LOOKED_AT).subquery()
    joined = newest_ids.join(t.revisions, r.id == newest_ids.c.revision_id)
    articles = select(func.count()).select_from(joined).where(newest_ids.c.first_seen_at > since, r.is_relevant)
    read = select(func.count()).select_from(t.events).where(e.known_at > since)
    return Arrived(connection.execute(articles).scalar_one(), connection.execute(read).scalar_one())
