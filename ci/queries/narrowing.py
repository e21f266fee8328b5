"""Filters -> SQL: which events are meant."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from ci.filters import Filters
from ci.model import STAGES_TODAY, EventType
from ci.store import tables as t


def is_linked(filters: Filters) -> bool:
    """Whether they ask for what events are linked to: often few events, which are then looked up one by one."""
    return bool(filters.companies or filters.targets or filters.mechanisms or filters.drugs or filters.stages)


def event_ids(connection: Connection, type_: EventType, filters: Filters) -> Select[Any]:
    """The ids of the events of one type that the filters keep, as a query to build on."""
    return ids_of_kinds(connection, (type_,), filters)


def ids_of_kinds(
    connection: Connection, types: Sequence[EventType], filters: Filters, *, is_walk: bool = False
) -> Select[Any]:
    """The same of several types, in one pass.

    Where few events are linked to what is asked, those are looked up. `is_walk` goes through the events in the order
    of an index instead and asks each what it is linked to: quick where most are, and only the first ones are wanted.
    """
    e = t.events.c
    # the index on the kind would read all of it
    kind = e.type.concat("") if is_linked(filters) and not is_walk else e.type
    kept: list[ColumnElement[bool]] = []
    if len(types) == 1:
        kept.append(kind == str(types[0]))
    elif set(types) < set(EventType):
        kept.append(kind.in_([str(type_) for type_ in types]))
    if filters.companies:
        kept.append(_of_companies(family(connection, filters.companies), types, is_walk))
    if filters.targets:
        kept.append(_linked(t.event_targets.c.target_id, filters.targets, is_walk))
    if filters.mechanisms:
        kept.append(_linked(t.event_mechanisms.c.mechanism_id, with_members(connection, filters.mechanisms), is_walk))
    if filters.drugs:
        kept.append(_linked(t.event_drugs.c.drug_id, filters.drugs, is_walk))
    if filters.stages:
        kept.append(_is_in(_on_drugs_of(filters.stages), is_walk))
    if filters.subtypes:
        kept.append(e.subtype.in_(filters.subtypes))
    if filters.agencies:
        kept.append(e.agency.in_(filters.agencies))
    if filters.regions:
        kept.append(e.region.in_(filters.regions))
    if filters.since:
        kept.append(e.ends_on >= filters.since)
    if filters.until:
        kept.append(e.starts_on <= filters.until)
    if filters.confirmed_only:
        kept.append(e.is_curated | e.is_confirmed)
    return select(e.id).where(*kept)


def count_of(connection: Connection, kept: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(kept.subquery())).scalar_one())


def _of_companies(company_ids: Sequence[str], types: Sequence[EventType], is_walk: bool) -> ColumnElement[bool]:
    """Collaborations: a party. Acts and trials: the holder or sponsor, or who owns or found the drug."""
    named = _linked(t.event_companies.c.company_id, company_ids, is_walk)
    if set(types) == {EventType.COLLABORATION}:
        return named
    owned = select(t.event_drugs.c.event_id).join(t.drug_owners, t.drug_owners.c.drug_id == t.event_drugs.c.drug_id)
    is_theirs = t.drug_owners.c.company_id.in_(company_ids) & ~t.event_drugs.c.is_combination
    on_theirs = _is_in(owned.where(is_theirs), is_walk)
    if EventType.COLLABORATION not in types:
        return or_(named, on_theirs)
    return or_(named, on_theirs & (t.events.c.type != str(EventType.COLLABORATION)))


def drugs_of(stages: Sequence[str]) -> Select[Any]:
    """The ids of our drugs that got so far and no further, or that are known to stand there today."""
    return select(t.drugs.c.id).where(stands_at(stages))


def stands_at(stages: Sequence[str]) -> ColumnElement[bool]:
    """Whether a drug got as far as one of these; those of today are where it stands now, however far it got."""
    d = t.drugs.c
    reached = d.peak_stage.in_(stages)
    today = [STAGES_TODAY[stage] for stage in stages if stage in STAGES_TODAY]
    return or_(reached, d.stage.in_(today)) if today else reached


def _on_drugs_of(stages: Sequence[str]) -> Select[Any]:
    of = t.event_drugs.c
    return select(of.event_id).where(~of.is_combination, of.drug_id.in_(drugs_of(stages)))


def _linked(key: Any, ids: Iterable[str], is_walk: bool) -> ColumnElement[bool]:
    return _is_in(select(key.table.c.event_id).where(key.in_(list(ids))), is_walk)


def _is_in(event_ids: Select[Any], is_walk: bool) -> ColumnElement[bool]:
    if not is_walk:
        return t.events.c.id.in_(event_ids)
    (event_id,) = event_ids.selected_columns
    return event_ids.where(event_id == t.events.c.id).correlate(t.events).exists()


def family(connection: Connection, company_ids: Sequence[str]) -> list[str]:
    """The companies and all that belong to them."""
    return _below(connection, company_ids, t.companies.c.id, t.companies.c.parent_id)


def with_members(connection: Connection, mechanism_ids: Sequence[str]) -> list[str]:
    """The mechanisms and all below them in the tree: an arm stands for its categories."""
    return _below(connection, mechanism_ids, t.mechanisms.c.id, t.mechanisms.c.parent_id)


def _below(connection: Connection, ids: Sequence[str], child: Any, parent: Any) -> list[str]:
    found = dict.fromkeys(ids)
    frontier = list(found)
    while frontier:
        children = connection.execute(select(child).where(parent.in_(frontier))).scalars().all()
        frontier = [i for i in children if i not in found]
        found.update(dict.fromkeys(frontier))
    return list(found)
