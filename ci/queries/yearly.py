"""Events counted by year and by one of their sides, in the database."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Integer, cast, extract, func, select, union_all

from ci.filters import Filters
from ci.frames import YEARLY
from ci.model import SUBTYPES, EventType
from ci.queries.narrowing import event_ids
from ci.store import tables as t

SUBTYPE_NAMES = {key: words for subtypes in SUBTYPES.values() for key, words in subtypes.items()}


def by_subtype(connection: Connection, filters: Filters, kind: EventType) -> pd.DataFrame:
    """frames.YEARLY: events of one kind by subtype."""
    return _counted(connection, filters, (kind,), t.events, t.events.c.subtype, SUBTYPE_NAMES)


def by_agency(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.YEARLY: regulatory acts by agency."""
    return _counted(connection, filters, (EventType.REGULATORY,), t.events, t.events.c.agency, {})


def by_mechanism(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.YEARLY: events of every kind by mechanism; one on two mechanisms counts for each."""
    of = t.event_mechanisms.c
    joined = t.events.join(t.event_mechanisms, of.event_id == t.events.c.id)
    m = t.mechanisms.c
    names = {row.id: row.name for row in connection.execute(select(m.id, m.name))}
    return _counted(connection, filters, tuple(EventType), joined, of.mechanism_id, names)


def _counted(
    connection: Connection, filters: Filters, kinds: Sequence[EventType], rows: Any, key: Any, names: dict[str, str]
) -> pd.DataFrame:
    e = t.events.c
    year = cast(extract("year", e.starts_on), Integer).label("year")
    asked = select(year, key.label("key"), func.count().label("n"))
    if filters.is_empty:
        asked = asked.select_from(rows).where(e.type.in_([str(kind) for kind in kinds]))
    else:
        kept = union_all(*(event_ids(connection, kind, filters) for kind in kinds)).subquery()
        asked = asked.select_from(rows.join(kept, kept.c.id == e.id))
    found = connection.execute(asked.group_by(year, key).order_by(year, key))
    return YEARLY.make(
        [
            {"year": row.year, "group_id": row.key, "group": names.get(row.key, row.key), "events_count": row.n}
            for row in found
        ]
    )
