"""Who stands beside one company, drug or target: partners, rivals, siblings."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ci.filters import Filters
from ci.model import STAGES, EventType
from ci.queries.collaborations import collaborations
from ci.queries.narrowing import family
from ci.store import tables as t
from ci.store.engine import is_one_of

PARTS = {"drug": "drugs", "company": "companies", "target": "targets"}
"""What has a profile -> the part of the filter that holds its id."""
NEIGHBOURS = 40


@dataclass(frozen=True)
class Neighbour:
    """Another company, drug or target, and what it has to do with this one."""

    kind: str
    id: str
    name: str
    why: str


def neighbours(connection: Connection, kind: str, key: str) -> list[Neighbour]:
    """Partners of a company, drugs on the same targets as a drug, targets of the same mechanism as a target."""
    return _BESIDE[kind](connection, key)[:NEIGHBOURS]


def _partners(connection: Connection, key: str) -> list[Neighbour]:
    own, other = t.event_companies.alias("own"), t.event_companies.alias("other")
    ours = family(connection, [key])
    deals = collaborations(connection, Filters(companies=(key,)))
    again = list(deals.loc[deals["amends"] != "", "event_id"])  # counted with the deal that they amend
    joined = own.join(other, other.c.event_id == own.c.event_id).join(t.events, t.events.c.id == own.c.event_id)
    count = func.count(other.c.event_id.distinct()).label("n")
    asked = (
        select(t.companies.c.id, t.companies.c.name, count)
        .select_from(joined.join(t.companies, t.companies.c.id == other.c.company_id))
        .where(own.c.company_id.in_(ours), other.c.company_id.not_in(ours))
        .where(t.events.c.type == str(EventType.COLLABORATION), ~is_one_of(connection, t.events.c.id, again))
        .group_by(t.companies.c.id, t.companies.c.name)
        .order_by(count.desc(), t.companies.c.name)
        .limit(NEIGHBOURS)
    )
    return [
        Neighbour("company", row.id, row.name, f"{row.n} deal{'s' * (row.n != 1)} together")
        for row in connection.execute(asked)
    ]


def _rivals(connection: Connection, key: str) -> list[Neighbour]:
    """Apoptosis-targeted drugs on the same targets, the furthest first."""
    o, d = t.drug_targets.c, t.drugs.c
    own = select(o.target_id).where(o.drug_id == key)
    asked = (
        select(d.id, d.name, d.peak_stage)
        .where(d.id.in_(select(o.drug_id).where(o.target_id.in_(own))))
        .where(d.id != key, ~d.is_partner, ~d.is_provisional)
    )
    rows = sorted(connection.execute(asked), key=lambda row: (-_stage_place(row.peak_stage), row.name))
    return [Neighbour("drug", row.id, row.name, row.peak_stage or "stage not known") for row in rows]


def _siblings(connection: Connection, key: str) -> list[Neighbour]:
    """Targets of the same mechanism, those with most drugs first."""
    g, o, d = t.targets.c, t.drug_targets.c, t.drugs.c
    of_same = select(g.mechanism_id).where(g.id == key, g.mechanism_id != "").scalar_subquery()
    ours = t.drug_targets.join(t.drugs, (d.id == o.drug_id) & ~d.is_partner & ~d.is_provisional)
    count = select(func.count()).select_from(ours).where(o.target_id == g.id).correlate(t.targets).scalar_subquery()
    asked = select(g.id, g.name, count.label("n")).where(g.mechanism_id == of_same, g.id != key)
    rows = connection.execute(asked.order_by(count.desc(), g.name).limit(NEIGHBOURS))
    return [Neighbour("target", row.id, row.name, f"{row.n} drug{'s' * (row.n != 1)}") for row in rows]


_BESIDE = {"company": _partners, "drug": _rivals, "target": _siblings}


def _stage_place(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else -1
