"""What can be filtered by: only what exists, each with the number of events it would leave and its other names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select, union_all

from ci.model import AGENCIES, STAGES, SUBTYPES, EventType
from ci.queries.spellings import TABLES, brief, other_names, typed_forms
from ci.store import tables as t


@dataclass(frozen=True)
class Choice:
    """`count` is the number of events that a filter by this alone leaves; 0 where it is in the landscape only."""

    id: str
    label: str
    count: int
    also: tuple[str, ...] = ()
    """Those of its other names, in all scripts, that are worth showing beside the label."""
    typed: tuple[str, ...] = ()
    """Its remaining names, and other ways to type them all: for searching, not for showing."""


SUBTYPE_NAMES = {key: words for subtypes in SUBTYPES.values() for key, words in subtypes.items()}


def choices(connection: Connection, type_: EventType | None = None) -> dict[str, list[Choice]]:
    """Each list of the filter -> choices, those with most events first; stages from the earliest on.

    Everything that can be chosen anywhere is among them; of one type, only its events are counted.
    """
    e, of, mechanisms = t.events.c, t.event_targets.c.target_id, t.event_mechanisms.c.mechanism_id
    return {
        "companies": _named(connection, "companies", _company_counts(connection, type_)),
        "targets": _named(connection, "targets", _counts(connection, of, _of_drugs(), type_)),
        "mechanisms": _named(connection, "mechanisms", _counts(connection, mechanisms, _ways(), type_)),
        "drugs": _named(connection, "drugs", _counts(connection, t.event_drugs.c.drug_id, _ours(t.drugs.c.id), type_)),
        "subtypes": _plain(connection, e.subtype, SUBTYPE_NAMES),
        "agencies": _plain(connection, e.agency, {}),
        "regions": _plain(connection, e.region, {}),
        "stages": _stages(connection, type_),
    }


def choices_of_acts(connection: Connection) -> dict[str, list[Choice]]:
    return choices(connection, EventType.REGULATORY)


def choices_of_deals(connection: Connection) -> dict[str, list[Choice]]:
    return choices(connection, EventType.COLLABORATION)


def choices_of_drugs(connection: Connection) -> dict[str, list[Choice]]:
    """The same with the number of apoptosis-targeted drugs that each choice alone leaves."""
    d, of, own, up = t.drugs.c, t.drug_targets.c, t.drug_owners.c, _ancestors()
    owned = t.drug_owners.join(up, up.c.company_id == own.company_id)
    asked = {
        "companies": _ours(up.c.ancestor_id)
        .add_columns(own.drug_id)
        .select_from(owned.join(t.drugs, d.id == own.drug_id)),
        "targets": _ours(of.target_id).add_columns(of.drug_id).join(t.drugs, d.id == of.drug_id),
        "mechanisms": _ours(d.mechanism_id).add_columns(d.id),
        "drugs": _ours(d.id).add_columns(d.id.label("drug_id")),
        "stages": _ours(d.peak_stage).add_columns(d.id),
    }
    counts = {key: Counter(row[0] for row in set(connection.execute(query))) for key, query in asked.items()}
    every = choices(connection)
    for key, counted in counts.items():
        recounted = [replace(choice, count=counted[choice.id]) for choice in every[key]]
        every[key] = recounted if key == "stages" else _ordered(recounted)
    return every


def _of_type(event_id: Any, type_: EventType | None) -> list[Any]:
    return [] if type_ is None else [event_id.in_(select(t.events.c.id).where(t.events.c.type == str(type_)))]


def labels(connection: Connection) -> dict[str, str]:
    """Id -> the name to show, for every id that a filter can hold."""
    found = dict(SUBTYPE_NAMES) | {agency: agency for agency in AGENCIES} | {s: s.capitalize() for s in STAGES}
    for table in (t.mechanisms, t.companies, t.drugs, t.targets):
        found |= {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name))}
    return found


def _named(connection: Connection, part: str, counts: dict[str, int]) -> list[Choice]:
    table = t.metadata.tables[part]
    names = other_names(connection, part) if part in TABLES else {}
    rows = connection.execute(select(table.c.id, table.c.name))
    return _ordered(_choice(row, counts[row.id], names.get(row.id, ())) for row in rows if row.id in counts)


def _choice(row: Any, count: int, names: tuple[str, ...]) -> Choice:
    also = brief(row.name, names)
    return Choice(row.id, row.name, count, also, typed_forms((row.name, *also), (row.name, *names)))


def _plain(connection: Connection, column: Any, names: dict[str, str]) -> list[Choice]:
    rows = connection.execute(
        select(column.label("value"), func.count().label("n")).where(column != "").group_by(column)
    )
    return _ordered(Choice(row.value, names.get(row.value, row.value), row.n) for row in rows)


def _stages(connection: Connection, type_: EventType | None) -> list[Choice]:
    d, of = t.drugs.c, t.event_drugs.c
    joined = t.event_drugs.join(t.drugs, d.id == of.drug_id)
    count = func.count(of.event_id.distinct()).label("n")
    rows = connection.execute(
        select(d.peak_stage, count)
        .select_from(joined)
        .where(~of.is_combination, *_of_type(of.event_id, type_))
        .group_by(d.peak_stage)
    )
    held = connection.execute(_ours(d.peak_stage).distinct()).scalars()
    counts = dict.fromkeys(held, 0) | {row.peak_stage: row.n for row in rows}
    return [Choice(stage, stage.capitalize(), counts[stage]) for stage in STAGES if stage in counts]


def _ordered(found: Iterable[Choice]) -> list[Choice]:
    """What matters first: also when a box is searched, where the first that fits should be the one that is meant."""
    return sorted(found, key=lambda choice: (-choice.count, choice.label.casefold(), choice.id))


def _counts(connection: Connection, key: Any, also: Any, type_: EventType | None) -> dict[str, int]:
    """Id -> events; the ids of `also` (in the landscape, without any event) as 0."""
    counted = select(key.label("key"), func.count().label("n")).group_by(key)  # an event has each of them once
    rows = connection.execute(counted.where(*_of_type(key.table.c.event_id, type_)))
    every = dict.fromkeys(connection.execute(select(key).distinct()).scalars(), 0) if type_ else {}
    return every | dict.fromkeys(connection.execute(also).scalars(), 0) | {row.key: row.n for row in rows}


def _ours(column: Any) -> Select[Any]:
    return select(column).where(~t.drugs.c.is_partner, ~t.drugs.c.is_provisional)


def _of_drugs() -> Select[Any]:
    return _ours(t.drug_targets.c.target_id).join(t.drugs, t.drugs.c.id == t.drug_targets.c.drug_id).distinct()


def _ways() -> Select[Any]:
    return _ours(t.drugs.c.mechanism_id).distinct()


def _company_counts(connection: Connection, type_: EventType | None) -> dict[str, int]:
    """As the filter counts: a parent with all that belongs to it, an owner with the acts on its drugs."""
    up = _ancestors()
    of, c = _company_events().subquery(), t.companies.c
    joined = of.join(up, up.c.company_id == of.c.company_id)
    count = func.count(of.c.event_id.distinct()).label("n")
    counted = select(up.c.ancestor_id, count).select_from(joined).group_by(up.c.ancestor_id)
    rows = connection.execute(counted.where(*_of_type(of.c.event_id, type_)))
    # a company for each of which one row is looked up, not every row of an event
    known = c.id.in_(select(t.drug_owners.c.company_id)) | exists().where(t.event_companies.c.company_id == c.id)
    every = select(up.c.ancestor_id).join(t.companies, c.id == up.c.company_id).where(known).distinct()
    return dict.fromkeys(connection.execute(every).scalars(), 0) | {row.ancestor_id: row.n for row in rows}


def _ancestors() -> Any:
    """Company -> itself and everyone above it."""
    c = t.companies.c
    up = select(c.id.label("company_id"), c.id.label("ancestor_id")).cte("up", recursive=True)
    above = select(up.c.company_id, c.parent_id).join(up, up.c.ancestor_id == c.id).where(c.parent_id != "")
    return up.union(above)


def _company_events() -> Any:
    named = select(t.event_companies.c.company_id, t.event_companies.c.event_id)
    drugs, owners, e = t.event_drugs, t.drug_owners, t.events.c
    joined = drugs.join(owners, owners.c.drug_id == drugs.c.drug_id).join(t.events, e.id == drugs.c.event_id)
    owned = select(owners.c.company_id, drugs.c.event_id).select_from(joined)
    return union_all(named, owned.where(~drugs.c.is_combination, e.type != str(EventType.COLLABORATION)))
