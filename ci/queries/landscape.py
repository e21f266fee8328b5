"""Every apoptosis-targeted drug with its targets, stage and companies; and the targets that no drug got far with."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from ci.filters import Filters
from ci.frames import LANDSCAPE, TARGETS
from ci.model import STAGES, MechanismCategory
from ci.queries.narrowing import family, stands_at, with_members
from ci.store import tables as t

FAMILIES = (MechanismCategory.IAP, MechanismCategory.CASPASE)
"""Mechanisms with broad inhibitors: one aimed at several members may reach others. BH3 mimetics are choosier."""
SEVERAL = 3
TWO_SIDED = ("ADC", "antibody", "fusion protein", "cell therapy", "protein")
"""Modalities whose one side may only find the cell."""


def landscape(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.LANDSCAPE, one row a drug and target, the drugs that got furthest first, then by name.

    Filters on acts (kind, agency, dates) do not apply to drugs.
    """
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
        *(d.stage_source_url, d.indications, d.source_url, d.checked_on, _is_other_arm().label("is_other_arm")),
        _is_of_family().label("is_of_family"),
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
    if filters.stages:
        asked = asked.where(stands_at(filters.stages))
    furthest = case({stage: place for place, stage in enumerate(STAGES)}, value=d.peak_stage, else_=-1).desc()
    return asked.order_by(furthest, func.lower(d.name), d.id, links.position)


def _is_other_arm() -> ColumnElement[bool]:
    """Of a two-sided antibody or an ADC: the target that finds the cell, beside one that acts on apoptosis."""
    x = t.drug_targets.c
    acting = select(x.drug_id).join(t.targets, t.targets.c.id == x.target_id).where(t.targets.c.mechanism_id != "")
    return and_(t.drugs.c.modality.in_(TWO_SIDED), t.targets.c.mechanism_id == "", t.drugs.c.id.in_(acting))


def _is_of_family() -> ColumnElement[bool]:
    """Aimed at a family: at the target that bears its name (IAP), or at several of its members."""
    x, target = t.drug_targets.c, t.targets.c
    asked = select(x.drug_id).join(t.targets, target.id == x.target_id).where(target.mechanism_id.in_(FAMILIES))
    bears_name = func.max(case((func.lower(target.id) == target.mechanism_id, 1), else_=0)) == 1
    wide = asked.group_by(x.drug_id, target.mechanism_id).having(or_(func.count() >= SEVERAL, bears_name))
    return and_(t.drugs.c.mechanism_id.in_(FAMILIES), t.drugs.c.id.in_(wide))


def early_targets(connection: Connection, filters: Filters) -> pd.DataFrame:
    """frames.TARGETS of those without a drug beyond phase 1, by mechanism, the furthest first.

    Molecules of the mechanism tree that no drug acts on are among them, unless the filter asks for somebody's drugs.
    Stages are not filtered by: a target whose later drugs are left out has them all the same.
    """
    drugs = landscape(connection, replace(filters, stages=()))
    wide = _of_families(landscape(connection, replace(filters, stages=(), targets=())))
    acting = drugs[~drugs["is_other_arm"] & (drugs["target_id"] != "")]
    rows = [_target(of_target) for _, of_target in acting.groupby("target_id", sort=False)]
    rows = [row for row in rows if _rank(str(row["peak_stage"])) <= _rank("phase 1")]
    known = set(acting["target_id"])
    if not (filters.companies or filters.drugs):
        rows += [row for row in _members(connection, filters) if row["target_id"] not in known]
    rows = [row | {"family_drugs": _others(wide[str(row["mechanism_id"])], row)} for row in rows]
    order = list(MechanismCategory)
    return TARGETS.make(
        sorted(
            rows, key=lambda row: (_place(order, row["mechanism_id"]), -_rank(str(row["peak_stage"])), row["target"])
        )
    )


def _of_families(drugs: pd.DataFrame) -> dict[str, list[str]]:
    """Mechanism -> the drugs aimed at several of its targets, each with its stage, the furthest first."""
    wide = drugs[drugs["is_of_family"]].drop_duplicates("drug_id").to_dict("records")
    found: dict[str, list[str]] = defaultdict(list)
    for drug in sorted(wide, key=lambda drug: -_rank(drug["peak_stage"])):
        found[drug["mechanism_id"]].append(_with_stage(drug))
    return found


def _others(wide: list[str], target: dict[str, object]) -> list[str]:
    own = target.get("drugs") or []
    assert isinstance(own, list)
    return [drug for drug in wide if drug not in own]


def _with_stage(drug: dict[Any, Any]) -> str:
    return f"{drug['drug']} ({drug['peak_stage'] or 'stage not known'})"


def _place(order: list[MechanismCategory], mechanism_id: object) -> int:
    return order.index(MechanismCategory(str(mechanism_id))) if mechanism_id in order else len(order)


def _target(of_target: pd.DataFrame) -> dict[str, object]:
    """One target with its drugs, the furthest first."""
    drugs = sorted(of_target.to_dict("records"), key=lambda drug: -_rank(drug["peak_stage"]))
    first = drugs[0]
    home = of_target["mechanism_id"].value_counts().index[0]
    sourced = [drug for drug in drugs if drug["stage"] and drug["stage_source_url"]]
    best = max(sourced, key=lambda drug: _rank(drug["stage"]), default=None)
    return {
        "target_id": first["target_id"],
        "target": first["target"],
        "mechanism_id": home,
        "mechanism": of_target.loc[of_target["mechanism_id"] == home, "mechanism"].iloc[0],
        "peak_stage": first["peak_stage"],
        "drugs_count": len(drugs),
        "drugs": [_with_stage(drug) for drug in drugs],
        "sourced_stage": best["stage"] if best else "",
        "source_url": best["stage_source_url"] if best else first["source_url"],
        "checked_on": first["checked_on"],
    }


def _members(connection: Connection, filters: Filters) -> list[dict[str, object]]:
    """The molecules of the mechanism tree, each as a target without drugs."""
    m, category = t.mechanisms.c, t.mechanisms.alias("category")
    joined = t.mechanisms.join(t.targets, t.targets.c.id == m.target_id).join(category, category.c.id == m.parent_id)
    asked = (
        select(
            t.targets.c.id, t.targets.c.name, category.c.id.label("mechanism_id"), category.c.name.label("mechanism")
        )
        .add_columns(t.targets.c.source_url, t.targets.c.checked_on)
        .select_from(joined)
        .where(m.level == "member")
        .order_by(m.position)
    )
    if filters.targets:
        asked = asked.where(t.targets.c.id.in_(filters.targets))
    if filters.mechanisms:
        asked = asked.where(m.id.in_(with_members(connection, filters.mechanisms)))
    return [
        {**row._mapping, "target_id": row.id, "target": row.name, "peak_stage": ""} for row in connection.execute(asked)
    ]


def _rank(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else -1


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
