"""Events counted by year and by one of their sides, in the database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Integer, cast, extract, func, select

from ci.acts import SUBTYPE_NAMES
from ci.filters import Filters
from ci.frames import YEARLY
from ci.model import EventType
from ci.queries.event_counts import Kept, by_year, kept_for, total
from ci.queries.narrowing import ids_of_kinds
from ci.store import tables as t


@dataclass(frozen=True)
class Yearly:
    """What the filters keep: how many events; frames.YEARLY of deals by kind and of regulatory acts by agency."""

    events_count: int
    deals: pd.DataFrame
    acts: pd.DataFrame


def yearly(connection: Connection, filters: Filters) -> Yearly:
    """Counts events of every kind: as they are kept, or in one pass over what the filters keep."""
    kept = kept_for(connection, filters)
    return _told(connection, kept) if kept else _passed(connection, filters)


def _told(connection: Connection, kept: Kept) -> Yearly:
    deals = [row for row in by_year(connection, kept, "subtype") if row.type == EventType.COLLABORATION]
    acts = [row for row in by_year(connection, kept, "agency") if row.type == EventType.REGULATORY]
    count = total(connection, kept, tuple(EventType))
    return Yearly(count, _frame(map(_side, deals), SUBTYPE_NAMES), _frame(map(_side, acts), {}))


def _side(row: Any) -> tuple[int, str, int]:
    return row.year, row.value, row.events_count


def _passed(connection: Connection, filters: Filters) -> Yearly:
    e = t.events.c
    sides = (_year(), e.type, e.subtype, e.agency)
    kept = ids_of_kinds(connection, tuple(EventType), filters).with_only_columns(*sides, func.count().label("n"))
    rows = connection.execute(kept.group_by(*sides)).all()
    deals = ((row.year, row.subtype, row.n) for row in rows if row.type == EventType.COLLABORATION)
    acts = ((row.year, row.agency, row.n) for row in rows if row.type == EventType.REGULATORY)
    return Yearly(sum(row.n for row in rows), _frame(deals, SUBTYPE_NAMES), _frame(acts, {}))


def by_mechanism(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.YEARLY: events of every kind by mechanism; one on two mechanisms counts for each."""
    of, m = t.event_mechanisms.c, t.mechanisms.c
    names = {row.id: row.name for row in connection.execute(select(m.id, m.name))}
    if found := kept_for(connection, filters):
        return _frame(map(_side, by_year(connection, found, "mechanism")), names)
    sides = (_year(), of.mechanism_id)
    kept = ids_of_kinds(connection, tuple(EventType), filters).with_only_columns(*sides, func.count().label("n"))
    joined = t.events.join(t.event_mechanisms, of.event_id == t.events.c.id)
    rows = connection.execute(kept.select_from(joined).group_by(*sides))
    return _frame(((row.year, row.mechanism_id, row.n) for row in rows), names)


def _year() -> Any:
    return cast(extract("year", t.events.c.starts_on), Integer).label("year")


def _frame(counted: Iterable[tuple[int, str, int]], names: Mapping[str, str]) -> pd.DataFrame:
    counts: Counter[tuple[int, str]] = Counter()
    for year, key, count in counted:
        counts[year, key] += count
    return YEARLY.make(
        [
            {"year": year, "group_id": key, "group": names.get(key, key), "events_count": count}
            for (year, key), count in sorted(counts.items())
        ]
    )
