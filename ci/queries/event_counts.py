"""Counts that are kept with the events: of all of them, or of those that one single choice of the filter leaves."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Select, func, select

from ci.filters import Filters
from ci.model import EventType
from ci.queries.narrowing import with_members
from ci.store import tables as t

PARTS = ("companies", "targets", "mechanisms", "drugs", "stages")


@dataclass(frozen=True)
class Kept:
    """Where the counts of a filter are kept: a part of the filter and the id chosen there; both empty for all."""

    part: str = ""
    key: str = ""


def kept_for(connection: Connection, filters: Filters) -> Kept | None:
    """None where nothing is kept for the filter: it holds several choices, or days, or kinds of events."""
    if filters.is_empty:
        return Kept()
    held = {field.name: getattr(filters, field.name) for field in fields(filters) if getattr(filters, field.name)}
    part, ids = held.popitem()
    if held or part not in PARTS:
        return None
    keys = _mechanisms(connection, ids) if part == "mechanisms" else list(ids)
    return Kept(part, keys[0]) if len(keys) == 1 else None


def _mechanisms(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Those of them and of their members that an event is on; the first where there is none."""
    c = t.event_counts.c
    below = with_members(connection, ids)
    asked = select(c.key).distinct().where(c.part == "mechanisms", c.side == "", c.key.in_(below), c.events_count > 0)
    return list(connection.execute(asked).scalars()) or list(ids)[:1]


def totals(connection: Connection, kept: Kept) -> dict[str, int]:
    """Type of event -> how many."""
    c = t.event_counts.c
    rows = connection.execute(_of(kept, "").with_only_columns(c.type, c.events_count))
    return {row.type: row.events_count for row in rows}


def total(connection: Connection, kept: Kept, types: Sequence[EventType]) -> int:
    """How many events of these types."""
    found = totals(connection, kept)
    return sum(found.get(str(type_), 0) for type_ in types)


def by_year(connection: Connection, kept: Kept, side: str) -> Sequence[Any]:
    """Rows of type, year, value of that side (subtype, agency, mechanism) and events_count."""
    c = t.event_counts.c
    return connection.execute(_of(kept, side).with_only_columns(c.type, c.year, c.value, c.events_count)).all()


def of_each(connection: Connection, part: str, type_: EventType | None) -> dict[str, int]:
    """Every id of a part that an event is linked to -> its events, or those of one type, which may be none."""
    c = t.event_counts.c
    asked = select(c.key, c.type, c.events_count).where(c.part == part, c.side == "", c.events_count > 0)
    found: defaultdict[str, int] = defaultdict(int)
    for row in connection.execute(asked):
        found[row.key] += row.events_count if type_ in (None, row.type) else 0
    return dict(found)


def of_side(connection: Connection, side: str) -> Counter[str]:
    """Every kind, agency or region of events -> how many events of all types have it; without those that have none."""
    c = t.event_counts.c
    count = func.sum(c.events_count).label("n")
    asked = select(c.value, count).where(c.part == "", c.side == side, c.key == "", c.value != "").group_by(c.value)
    return Counter({row.value: int(row.n) for row in connection.execute(asked.having(count > 0))})


def _of(kept: Kept, side: str) -> Select[Any]:
    c = t.event_counts.c
    return select(t.event_counts).where(c.part == kept.part, c.side == side, c.key == kept.key, c.events_count > 0)
