"""What a filter leaves out or lets in without saying so: similar kinds of events, dates known to a month or a year,
what became of a company."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, or_, select

from ci.filters import Filters
from ci.model import SUBTYPES, EventType
from ci.queries.narrowing import event_ids
from ci.store import tables as t

SIMILAR: dict[str, tuple[str, ...]] = {
    "license": ("option", "commercialization", "co-development"),
    "option": ("license",),
    "commercialization": ("license", "co-development"),
    "co-development": ("license", "commercialization", "research-collaboration"),
    "research-collaboration": ("co-development", "clinical-collaboration"),
    "clinical-collaboration": ("research-collaboration",),
    "approval": ("conditional-approval",),
    "conditional-approval": ("approval",),
    "submission": ("acceptance",),
    "acceptance": ("submission",),
}
"""Kind -> kinds that a reader who asks for it may mean too: an option on a licence is often called a licence."""


def similar_kinds(connection: Connection, type_: EventType, filters: Filters) -> dict[str, int]:
    """Kinds like those that are filtered by -> how many of them the rest of the filter would keep; only if any."""
    chosen = [subtype for subtype in filters.subtypes if subtype in SUBTYPES[type_]]
    near = dict.fromkeys(other for subtype in chosen for other in SIMILAR.get(subtype, ()) if other not in chosen)
    if not near:
        return {}
    kept = event_ids(connection, type_, replace(filters, subtypes=tuple(near)))
    subtype = t.events.c.subtype
    asked = select(subtype, func.count().label("n")).where(t.events.c.id.in_(kept)).group_by(subtype)
    counts = {row.subtype: row.n for row in connection.execute(asked)}
    return {name: counts[name] for name in near if name in counts}


def open_dated(connection: Connection, types: Sequence[EventType], filters: Filters) -> int:
    """How many of the events that are kept may lie outside the days of the filter: "2026" fits any day of 2026."""
    e = t.events.c
    outside = [e.starts_on < filters.since] if filters.since else []
    outside += [e.ends_on > filters.until] if filters.until else []
    if not outside:
        return 0
    counts = (
        connection.execute(
            select(func.count()).select_from(event_ids(connection, type_, filters).where(or_(*outside)).subquery())
        )
        for type_ in types
    )
    return sum(count.scalar_one() for count in counts)


def company_notes(connection: Connection, company_ids: Sequence[str]) -> dict[str, str]:
    """Name -> what our tables note on it: "the deals before that day stand under Abbott", "acquired by Takeda"."""
    c = t.companies.c
    asked = select(c.name, c.status_note).where(c.id.in_(company_ids), c.status_note != "").order_by(c.name)
    return {row.name: row.status_note for row in connection.execute(asked)}
