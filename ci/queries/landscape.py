"""Every apoptosis-targeted drug with its targets, stage and companies."""

from collections import defaultdict
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from ci.filters import Filters
from ci.frames import LANDSCAPE
from ci.queries.narrowing import family, with_members
from ci.store import tables as t


def landscape(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.LANDSCAPE, one row a drug and target. Filters on acts (kind, agency, dates) do not apply to drugs."""
    companies = _companies(connection)
    rows = connection.execute(_drugs(connection, filters))
    return LANDSCAPE.make([_row(row, companies[row.drug_id]) for row in rows])


def by_drug(drugs: pd.DataFrame) -> pd.DataFrame:
    """frames.LANDSCAPE with one row a drug, its targets in one cell: for lists and counts of drugs."""
    targets = drugs.groupby("drug_id")["target"].transform(", ".join).astype("str")
    return drugs.assign(target=targets).drop_duplicates("drug_id").reset_index(drop=True)


def _drugs(connection: Connection, filters: Filters) -> Select[Any]:
    d, links = t.drugs.c, t.drug_targets.c
    joined = (
        t.drugs.outerjoin(t.drug_targets, links.drug_id == d.id)
        .outerjoin(t.targets, t.targets.c.id == links.target_id)
        .outerjoin(t.mechanisms, t.mechanisms.c.id == d.mechanism_id)
    )
    columns = (
        *(d.id.label("drug_id"), d.name.label("drug"), d.mechanism_id, t.mechanisms.c.name.label("mechanism")),
        *(links.target_id, t.targets.c.name.label("target"), d.peak_stage, d.stage, d.stage_as_of),
        *(d.indications, d.source_url, d.checked_on),
    )
    asked = select(*columns).select_from(joined).where(~d.is_partner, ~d.is_provisional)
    if filters.companies:
        ids = family(connection, filters.companies)
        asked = asked.where(d.id.in_(select(t.drug_owners.c.drug_id).where(t.drug_owners.c.company_id.in_(ids))))
    if filters.targets:
        asked = asked.where(links.target_id.in_(filters.targets))
    if filters.mechanisms:
        asked = asked.where(d.mechanism_id.in_(with_members(connection, filters.mechanisms)))
    if filters.drugs:
        asked = asked.where(d.id.in_(filters.drugs))
    return asked.order_by(func.lower(d.name), d.id, links.position)


def _companies(connection: Connection) -> dict[str, list[str]]:
    """Drug id -> names of its owners today, of who found it where no owner is known."""
    o = t.drug_owners.c
    joined = t.drug_owners.join(t.companies, t.companies.c.id == o.company_id)
    rows = connection.execute(
        select(o.drug_id, o.role, t.companies.c.name).select_from(joined).order_by(o.drug_id, o.position)
    )
    by_role: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_role[row.drug_id][row.role].append(row.name)
    return defaultdict(list, {i: roles["owner"] or roles["originator"] for i, roles in by_role.items()})


def _row(row: Any, companies: list[str]) -> dict[str, object]:
    return {**row._mapping, "target": row.target or row.target_id, "companies": companies}
