"""Events of all kinds in one list, and how much came in since a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, func, select

from ci.filters import Filters
from ci.frames import NEWEST
from ci.model import EventType
from ci.queries.event_counts import Kept, kept_for, total
from ci.queries.linked import events, frame_row, links, of_ids
from ci.queries.narrowing import count_of, event_ids, ids_of_kinds, is_linked
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
    more = [t.events.c.known_at > known_since] if known_since else []
    kept = of_ids(connection, _latest(connection, tuple(EventType), filters, limit, more))
    of = links(connection, kept)
    rows = [
        {**frame_row(row, of[row.id]), "type": row.type, "known_at": row.known_at and row.known_at.replace(tzinfo=None)}
        for row in events(connection, kept)[:limit]
    ]
    return NEWEST.make(rows)


def newest_of(
    connection: Connection,
    kind: EventType,
    filters: Filters,
    most: int | None,
    more: Sequence[ColumnElement[bool]] = (),
) -> Select[Any]:
    """The events of one kind that the filters and `more` keep, as a query to build on: no more than so many of them,
    the newest; all of them for None."""
    if most is None:
        return event_ids(connection, kind, filters).where(*more)
    return of_ids(connection, _latest(connection, (kind,), filters, most, more))


def _latest(
    connection: Connection,
    kinds: Sequence[EventType],
    filters: Filters,
    limit: int,
    more: Sequence[ColumnElement[bool]],
) -> list[str]:
    """The ids of the latest; in several passes, of which each gives so many."""
    e = t.events.c
    is_walk = not more and is_common(connection, kinds, filters, limit)
    # the index on kind and day gives the latest of one kind at once
    passes = [(kind,) for kind in kinds] if is_walk or not is_linked(filters) else [tuple(kinds)]
    order = (e.starts_on.desc(), e.ends_on, e.id)
    asked = (ids_of_kinds(connection, some, filters, is_walk=is_walk).where(*more).order_by(*order) for some in passes)
    return [i for latest in asked for i in connection.execute(latest.limit(limit)).scalars()]


def is_common(connection: Connection, kinds: Sequence[EventType], filters: Filters, limit: int) -> bool:
    """Whether so many of all events are linked to what is asked that the latest are found sooner among all."""
    kept = kept_for(connection, filters) if is_linked(filters) else None
    if kept is None:
        return False
    linked, stored = total(connection, kept, kinds), total(connection, Kept(), kinds)
    return linked * linked >= limit * stored


def events_count(connection: Connection, filters: Filters) -> int:
    """How many events of all kinds the filters keep."""
    return count_of_kinds(connection, tuple(EventType), filters)


def count_of_kind(connection: Connection, kind: EventType, filters: Filters) -> int:
    """How many events of one kind the filters keep."""
    return count_of_kinds(connection, (kind,), filters)


def count_of_kinds(connection: Connection, kinds: Sequence[EventType], filters: Filters) -> int:
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
