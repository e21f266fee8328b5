"""Planned submissions and target dates of agencies: curated rows that are no events."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select

from ci.filters import Filters
from ci.frames import EXPECTED
from ci.queries.answers import Outcome, outcomes
from ci.queries.narrowing import drugs_of, family, with_members
from ci.store import tables as t
from ci.when import When


def expected(connection: Connection, filters: Filters, today: date, known_by: date | None = None) -> pd.DataFrame:
    """frames.EXPECTED, the latest first (2026 before Feb 2026: it may come until the end of the year), each with what
    came of it. All of the filter applies, as to acts.

    With `known_by` it stands as it was known on that day.
    """
    x, d = t.expected.c, t.drugs.c
    joined = t.expected.outerjoin(t.drugs, d.id == x.drug_id).outerjoin(
        t.mechanisms, t.mechanisms.c.id == d.mechanism_id
    )
    columns = (*t.expected.c, d.name.label("drug"), t.mechanisms.c.name.label("mechanism"))
    asked = select(*columns).select_from(joined).where(*_kept(connection, filters))
    if known_by:
        asked = asked.where(x.checked_on <= known_by.isoformat())
    rows = connection.execute(asked.order_by(x.due_until.desc(), x.due_from.desc(), x.id)).all()
    came = outcomes(connection, rows, today, known_by)
    return EXPECTED.make([_row(row, outcome) for row, outcome in zip(rows, came, strict=True)])


def _kept(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    x = t.expected.c
    kept: list[ColumnElement[bool]] = []
    if filters.companies:
        ids = family(connection, filters.companies)
        kept.append(_drug_in(t.drug_owners.c.drug_id, t.drug_owners.c.company_id, ids))
    if filters.targets:
        kept.append(_drug_in(t.drug_targets.c.drug_id, t.drug_targets.c.target_id, filters.targets))
    if filters.mechanisms:
        kept.append(_drug_in(t.drugs.c.id, t.drugs.c.mechanism_id, with_members(connection, filters.mechanisms)))
    if filters.stages:
        kept.append(x.drug_id.in_(drugs_of(filters.stages)))
    of_act = ((x.subtype, filters.subtypes), (x.agency, filters.agencies), (x.region, filters.regions))
    kept += [column.in_(wanted) for column, wanted in ((x.drug_id, filters.drugs), *of_act) if wanted]
    if filters.since:
        kept.append(x.due_until >= filters.since)
    if filters.until:
        kept.append(x.due_from <= filters.until)
    return kept


def _drug_in(drug_id: Any, key: Any, ids: Sequence[str]) -> ColumnElement[bool]:
    return t.expected.c.drug_id.in_(select(drug_id).where(key.in_(list(ids))))


def _row(row: Any, came: Outcome) -> dict[str, object]:
    copied = ("subtype", "agency", "region", "drug_id", "indication", "says", "source_url", "checked_on")
    return {
        **{name: getattr(row, name) for name in copied},
        "expected_id": row.id,
        "due": str(When(row.due_from, row.due_until)),
        "starts_on": row.due_from,
        "ends_on": row.due_until,
        "slips": row.was,
        "came": came.words,
        "answer_id": came.event_id,
        "is_past": came.is_past,
        "drug": row.drug or row.drug_id,
        "mechanisms": [row.mechanism] if row.mechanism else [],
    }
