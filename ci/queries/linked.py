"""What hangs on a set of events: companies, drugs, targets, mechanisms, trials, each in one query."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, select

from ci.model import EventType
from ci.queries.deals import money, status
from ci.queries.other_labels import other_labels
from ci.store import tables as t
from ci.store.engine import is_one_of
from ci.when import When


@dataclass
class Links:
    """Of one event, in the order that was stored."""

    company_ids: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    drug_ids: list[str] = field(default_factory=list)
    drugs: list[str] = field(default_factory=list)
    combination: list[str] = field(default_factory=list)
    target_ids: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    mechanism_ids: list[str] = field(default_factory=list)
    mechanisms: list[str] = field(default_factory=list)
    trial_ids: list[str] = field(default_factory=list)
    status: str = ""
    status_as_of: str = ""
    status_source_url: str = ""
    """Of a deal: how far it got, as a curated row says."""
    label: str = ""
    """Of a regulatory act: whose label it is on, where not the drug's own."""


def links(connection: Connection, event_ids: Select[Any]) -> dict[str, Links]:
    """Event id -> what hangs on it; an event without anything is made when asked for."""
    found: dict[str, Links] = defaultdict(Links)
    for event_id, key, name, role in _rows(
        connection, event_ids, t.event_companies, "company_id", t.companies, t.event_companies.c.role
    ):
        of = found[event_id]
        of.company_ids.append(key)
        of.companies.append(name)
        of.roles.append(role)
    for event_id, key, name, is_combination in _rows(
        connection, event_ids, t.event_drugs, "drug_id", t.drugs, t.event_drugs.c.is_combination
    ):
        of = found[event_id]
        if is_combination:
            of.combination.append(name)
        else:
            of.drug_ids.append(key)
            of.drugs.append(name)
    for event_id, key, name in _rows(connection, event_ids, t.event_targets, "target_id", t.targets):
        of = found[event_id]
        of.target_ids.append(key)
        of.targets.append(name)
    for event_id, key, name in _rows(connection, event_ids, t.event_mechanisms, "mechanism_id", t.mechanisms):
        of = found[event_id]
        of.mechanism_ids.append(key)
        of.mechanisms.append(name or key)
    trials = t.event_trials.c
    held = connection.execute(select(trials.event_id, trials.trial_id).where(trials.event_id.in_(event_ids)))
    for event_id, trial_id in held.all():
        found[event_id].trial_ids.append(trial_id)
    _add_statuses(connection, event_ids, found)
    for event_id, words in other_labels(connection, event_ids).items():
        found[event_id].label = words
    return found


def _add_statuses(connection: Connection, event_ids: Select[Any], found: dict[str, Links]) -> None:
    """How far deals got, as their curated rows claim."""
    e, v = t.evidence.c, t.events.c
    joined = t.evidence.join(t.events, v.id == e.event_id)
    asked = select(e.event_id, e.claims).select_from(joined).order_by(e.event_id, e.id)
    is_deal = v.type.concat("") == str(EventType.COLLABORATION)  # the index on the kind would read all deals
    for row in connection.execute(asked.where(e.event_id.in_(event_ids), is_deal, e.curated_id.is_not(None))):
        if row.claims.get("status"):
            of = found[row.event_id]
            of.status, of.status_source_url = row.claims["status"], row.claims.get("status_source_url", "")
            as_of = row.claims.get("status_as_of", "")
            of.status_as_of = str(When.parse(as_of)) if as_of else ""


def _rows(connection: Connection, event_ids: Select[Any], table: Any, key: str, to: Any, *more: Any) -> Sequence[Any]:
    """All at once and taken apart by their order: there are thousands, and each costs as much as it is touched."""
    joined = table.outerjoin(to, to.c.id == table.c[key])
    columns = (table.c.event_id, table.c[key].label("key"), to.c.name, *more)
    asked = select(*columns).select_from(joined).where(table.c.event_id.in_(event_ids))
    return connection.execute(asked.order_by(table.c.event_id, table.c.position)).all()


def of_ids(connection: Connection, event_ids: Collection[str]) -> Select[Any]:
    """These events, as a query to build on: a thousand parameters in each question would cost more than the answer."""
    return select(t.events.c.id).where(is_one_of(connection, t.events.c.id, event_ids))


def events(connection: Connection, event_ids: Select[Any]) -> list[Any]:
    """The events themselves, newest first. One of which only the year is known stands behind those of its days; of
    two that begin on one day the one that is known more precisely comes first."""
    e = t.events.c
    asked = select(t.events).where(e.id.in_(event_ids)).order_by(e.starts_on.desc(), e.ends_on, e.id)
    return list(connection.execute(asked).all())  # fetched at once: one by one takes as long again


def frame_row(row: Any, of: Links) -> dict[str, object]:
    """The columns that all frames of events share; a frame takes those that it declares."""
    return {
        **{name: getattr(row, name) for name in _COPIED},
        **vars(of),
        "event_id": row.id,
        "status": status(row.subtype, of.status),
        "money": money(row.upfront_usd_m, row.total_usd_m, row.money_as_stated)
        if row.type == EventType.COLLABORATION
        else "",
        "when": str(When(row.starts_on, row.ends_on)),
    }


_COPIED = (
    *("starts_on", "ends_on", "subtype", "agency", "region", "indication", "phase", "territory", "money_as_stated"),
    *("upfront_usd_m", "total_usd_m", "is_curated", "proofs_count", "has_dispute", "proof", "source_url"),
)
