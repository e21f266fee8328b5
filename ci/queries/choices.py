"""What can be filtered by: only what exists, each with the number of events it would leave and its other names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, case, select, union

from ci.acts import SUBTYPE_NAMES
from ci.model import AGENCIES, AGENCY_NAMES, AGENCY_PLACES, STAGES, STAGES_TODAY, EventType
from ci.queries.event_counts import of_each, of_side
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


def choices(connection: Connection, type_: EventType | None = None) -> dict[str, list[Choice]]:
    """Each list of the filter -> choices, those with most events first; stages from the earliest on.

    Everything that can be chosen anywhere is among them; of one type, only its events are counted.
    """
    return {
        "companies": _named(connection, "companies", _company_counts(connection, type_)),
        "targets": _named(connection, "targets", _counts(connection, "targets", _of_drugs(), type_)),
        "mechanisms": _named(connection, "mechanisms", _counts(connection, "mechanisms", _ways(), type_)),
        "drugs": _named(connection, "drugs", _counts(connection, "drugs", _ours(t.drugs.c.id), type_)),
        "subtypes": _plain(connection, "subtype", SUBTYPE_NAMES),
        "agencies": _agencies(connection),
        "regions": _plain(connection, "region", {}),
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
    asked: dict[str, Any] = {
        "companies": _ours(up.c.ancestor_id)
        .add_columns(own.drug_id)
        .select_from(owned.join(t.drugs, d.id == own.drug_id)),
        "targets": _ours(of.target_id).add_columns(of.drug_id).join(t.drugs, d.id == of.drug_id),
        "mechanisms": _ours(d.mechanism_id).add_columns(d.id),
        "drugs": _ours(d.id).add_columns(d.id.label("drug_id")),
        "stages": union(_ours(d.peak_stage).add_columns(d.id), _today().add_columns(d.id)),
    }
    counts = {key: Counter(row[0] for row in set(connection.execute(query))) for key, query in asked.items()}
    every = choices(connection)
    for key, counted in counts.items():
        recounted = [replace(choice, count=counted[choice.id]) for choice in every[key]]
        every[key] = recounted if key == "stages" else ordered(recounted)
    return every


def labels(connection: Connection) -> dict[str, str]:
    """Id -> the name to show, for every id that a filter can hold."""
    found = dict(SUBTYPE_NAMES) | {agency: agency for agency in AGENCIES} | _STAGE_NAMES
    for table in (t.mechanisms, t.companies, t.drugs, t.targets):
        found |= {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name))}
    return found


def _named(connection: Connection, part: str, counts: dict[str, int]) -> list[Choice]:
    table = t.metadata.tables[part]
    names = other_names(connection, part) if part in TABLES else {}
    rows = connection.execute(select(table.c.id, table.c.name))
    return ordered(_choice(row, counts[row.id], names.get(row.id, ())) for row in rows if row.id in counts)


def _choice(row: Any, count: int, names: tuple[str, ...]) -> Choice:
    also = brief(row.name, names)
    return Choice(row.id, row.name, count, also, typed_forms((row.name, *also), (row.name, *names)))


def _plain(connection: Connection, side: str, names: dict[str, str]) -> list[Choice]:
    counts = of_side(connection, side)
    return ordered(Choice(value, names.get(value, value), count) for value, count in counts.items())


def _agencies(connection: Connection) -> list[Choice]:
    """With the place beside the short name, and the name in full."""
    return [
        replace(choice, also=(AGENCY_PLACES[choice.id], AGENCY_NAMES[choice.id]))
        if choice.id in AGENCY_NAMES
        else choice
        for choice in _plain(connection, "agency", {})
    ]


def _stages(connection: Connection, type_: EventType | None) -> list[Choice]:
    held = connection.execute(union(_ours(t.drugs.c.peak_stage), _today())).scalars()
    counts = dict.fromkeys(held, 0) | of_each(connection, "stages", type_)
    return [Choice(stage, name, counts[stage]) for stage, name in _STAGE_NAMES.items() if stage in counts]


_STAGE_NAMES = {stage: f"{stage.capitalize()} at furthest" for stage in STAGES} | {
    choice: f"{stage.capitalize()} today" for choice, stage in STAGES_TODAY.items()
}
"""Each says which of the two it asks: both lists stand in one box."""


def _today() -> Select[Any]:
    """The choice for where each drug stands today, where that is known."""
    stage = t.drugs.c.stage
    choice = case({stage: choice for choice, stage in STAGES_TODAY.items()}, value=stage)
    return _ours(choice.label("stage")).where(stage.in_(STAGES_TODAY.values()))


def ordered(found: Iterable[Choice]) -> list[Choice]:
    """What matters first: also when a box is searched, where the first that fits should be the one that is meant."""
    return sorted(found, key=lambda choice: (-choice.count, choice.label.casefold(), choice.id))


def _counts(connection: Connection, part: str, also: Any, type_: EventType | None) -> dict[str, int]:
    """Id -> events; the ids of `also` (in the landscape, without any event) as 0."""
    return dict.fromkeys(connection.execute(also).scalars(), 0) | of_each(connection, part, type_)


def _ours(column: Any) -> Select[Any]:
    return select(column).where(~t.drugs.c.is_partner, ~t.drugs.c.is_provisional)


def _of_drugs() -> Select[Any]:
    return _ours(t.drug_targets.c.target_id).join(t.drugs, t.drugs.c.id == t.drug_targets.c.drug_id).distinct()


def _ways() -> Select[Any]:
    return _ours(t.drugs.c.mechanism_id).distinct()


def _company_counts(connection: Connection, type_: EventType | None) -> dict[str, int]:
    """As the filter counts: a parent with all that belongs to it, an owner with the acts on its drugs."""
    up, own = _ancestors(), t.drug_owners.c
    owners = select(up.c.ancestor_id).where(up.c.company_id.in_(select(own.company_id))).distinct()
    return dict.fromkeys(connection.execute(owners).scalars(), 0) | of_each(connection, "companies", type_)


def _ancestors() -> Any:
    """Company -> itself and everyone above it."""
    c = t.companies.c
    up = select(c.id.label("company_id"), c.id.label("ancestor_id")).cte("up", recursive=True)
    above = select(up.c.company_id, c.parent_id).join(up, up.c.ancestor_id == c.id).where(c.parent_id != "")
    return up.union(above)
