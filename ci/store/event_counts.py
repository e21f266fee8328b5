"""How many events there are of each thing, kept beside the events so that no page counts all that is stored.

Written in the transaction that writes the events: what goes is taken off, what comes is added. What a count rests on
beside the events (who owns a drug, who belongs to whom, how far a drug got) changes only where all events are derived
anew, and then all is counted anew. Counts of what is gone stay as 0 until then.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, select

from ci.model import STAGES_TODAY, EventType
from ci.store import tables as t
from ci.store.engine import insert_into, is_one_of

BATCH = 20_000
Row = tuple[str, str, str, str, int, str]
"""Part of the filter and the id chosen there (both empty for all events), side, type of event, year, value."""
_NAMES = ("part", "key", "side", "type", "year", "value")


@dataclass
class _Event:
    """One event with what it is linked to."""

    row: Any
    companies: set[str]
    drugs: set[str]
    combined: set[str]
    targets: set[str]
    mechanisms: set[str]


@dataclass(frozen=True)
class _Ground:
    """What the curated tables say of companies and drugs."""

    above: dict[str, str]
    owners: dict[str, set[str]]
    stages: dict[str, set[str]]
    """How far a drug got, and where it stands today."""

    @classmethod
    def of(cls, connection: Connection, drug_ids: Collection[str]) -> "_Ground":
        c, o, d = t.companies.c, t.drug_owners.c, t.drugs.c
        parents = connection.execute(select(c.id, c.parent_id).where(c.parent_id > ""))  # few, and the index has them
        owners = defaultdict(set)
        owned = select(o.drug_id, o.company_id).where(is_one_of(connection, o.drug_id, drug_ids))
        for drug_id, company_id in connection.execute(owned).all():
            owners[drug_id].add(company_id)
        staged = select(d.id, d.peak_stage, d.stage).where(is_one_of(connection, d.id, drug_ids))
        above = {row.id: row.parent_id for row in parents}
        return cls(above, dict(owners), {row.id: _stages(row) for row in connection.execute(staged)})

    def families(self, companies: Collection[str]) -> set[str]:
        """These companies and everyone above them."""
        found: set[str] = set()
        frontier = set(companies)
        while frontier := {company for company in frontier if company and company not in found}:
            found |= frontier
            frontier = {self.above.get(company, "") for company in frontier}
        return found


def _stages(drug: Any) -> set[str]:
    today = {choice for choice, stage in STAGES_TODAY.items() if stage == drug.stage}
    return today | ({drug.peak_stage} if drug.peak_stage else set())


def recount(connection: Connection) -> None:
    """Counts all events anew."""
    connection.execute(delete(t.event_counts))
    counted = _counted(connection, None)
    rows = [dict(zip((*_NAMES, "events_count"), (*key, n), strict=True)) for key, n in sorted(counted.items())]
    for start in range(0, len(rows), BATCH):
        connection.execute(t.event_counts.insert(), rows[start : start + BATCH])


def add_events(connection: Connection, event_ids: Collection[str]) -> None:
    """Counts these events, once they are stored."""
    _change(connection, event_ids, 1)


def take_events(connection: Connection, event_ids: Collection[str]) -> None:
    """Takes these events off, before they are deleted."""
    _change(connection, event_ids, -1)


def _change(connection: Connection, event_ids: Collection[str], sign: int) -> None:
    counted = _counted(connection, event_ids) if event_ids else {}
    if not counted:
        return
    insert = insert_into(connection, t.event_counts)
    added = {"events_count": t.event_counts.c.events_count + insert.excluded.events_count}
    rows = [dict(zip((*_NAMES, "events_count"), (*key, sign * n), strict=True)) for key, n in sorted(counted.items())]
    connection.execute(insert.on_conflict_do_update(index_elements=list(_NAMES), set_=added), rows)


def _counted(connection: Connection, event_ids: Collection[str] | None) -> Counter[Row]:
    counted = Counter[Row]()
    for events in _batches(connection, event_ids):
        ground = _Ground.of(connection, {drug for event in events for drug in event.drugs})
        for event in events:
            sides = list(_sides(event))
            for part, key in _keys(event, ground):
                counted.update((part, key, *side) for side in sides)
    return counted


def _keys(event: _Event, ground: _Ground) -> Iterator[tuple[str, str]]:
    """The parts of the filter, and the ids in each, that leave the event: as queries/narrowing.py narrows."""
    yield "", ""
    owned = (ground.owners.get(drug, set()) for drug in event.drugs)
    is_deal = event.row.type == EventType.COLLABORATION
    companies = event.companies if is_deal else event.companies.union(*owned)
    stages = set[str]().union(*(ground.stages.get(drug, ()) for drug in event.drugs))
    for part, keys in (
        ("companies", ground.families(companies)),
        ("targets", event.targets),
        ("mechanisms", event.mechanisms),
        ("drugs", event.drugs | event.combined),
        ("stages", stages),
    ):
        for key in keys:
            yield part, key


def _sides(event: _Event) -> Iterator[tuple[str, str, int, str]]:
    """Side, type, year and value: of the type as a whole, without a year, and by year of kind, agency, mechanism."""
    row = event.row
    yield "", row.type, 0, ""
    year = row.starts_on.year
    yield "subtype", row.type, year, row.subtype
    if row.agency or row.type == EventType.REGULATORY:
        yield "agency", row.type, year, row.agency
    if row.region:
        yield "region", row.type, year, row.region
    for mechanism in event.mechanisms:
        yield "mechanism", row.type, year, mechanism


# ---------------------------------------------------------------- reading events


def _batches(connection: Connection, event_ids: Collection[str] | None) -> Iterator[Collection[_Event]]:
    """These events, or all of them in batches."""
    ids = event_ids if event_ids is not None else connection.execute(select(t.events.c.id)).scalars().all()
    wanted = sorted(ids)
    for start in range(0, len(wanted), BATCH):
        yield _events(connection, wanted[start : start + BATCH])


def _events(connection: Connection, ids: Collection[str]) -> Collection[_Event]:
    e = t.events.c
    asked = select(e.id, e.type, e.subtype, e.agency, e.region, e.starts_on).where(is_one_of(connection, e.id, ids))
    found = {row.id: _Event(row, set(), set(), set(), set(), set()) for row in connection.execute(asked)}
    for row in connection.execute(_links(connection, ids, t.event_companies.c.company_id)):
        found[row.event_id].companies.add(row.key)
    of = t.event_drugs.c
    for row in connection.execute(_links(connection, ids, of.drug_id).add_columns(of.is_combination)):
        (found[row.event_id].combined if row.is_combination else found[row.event_id].drugs).add(row.key)
    for row in connection.execute(_links(connection, ids, t.event_targets.c.target_id)):
        found[row.event_id].targets.add(row.key)
    for row in connection.execute(_links(connection, ids, t.event_mechanisms.c.mechanism_id)):
        found[row.event_id].mechanisms.add(row.key)
    return found.values()


def _links(connection: Connection, ids: Collection[str], key: Any) -> Select[Any]:
    event_id = key.table.c.event_id
    return select(event_id, key.label("key")).where(is_one_of(connection, event_id, ids))
