"""Acts that are on the label of a drug given with ours: "Inqovi with venetoclax" is no approval of venetoclax."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, select

from ci.model import EventType
from ci.store import tables as t

MARKETING = (
    *("approval", "conditional-approval", "positive-opinion", "submission", "acceptance"),
    *("priority-review", "complete-response", "withdrawal"),
)
"""What is asked and decided of a label; a hold or a designation is of a trial or a substance."""
RIGHTS = ("license", "option", "acquisition", "co-development", "commercialization", "joint-venture")
"""Deals by which a company may hold a drug in its region that it does not own."""


@dataclass
class _Act:
    drug_ids: set[str] = field(default_factory=set)
    companions: list[str] = field(default_factory=list)
    company_ids: set[str] = field(default_factory=set)


def other_labels(connection: Connection, event_ids: Select[Any]) -> dict[str, str]:
    """Event -> "label of acalabrutinib", where who got it neither owns, found nor has rights to the drug itself.

    Nothing of an act that names no company, or nothing that the drug is given with: it is taken for the drug's own.
    """
    acts = {i: act for i, act in _acts(connection, event_ids).items() if act.drug_ids and act.companions}
    named = {i: act for i, act in acts.items() if act.company_ids}
    if not named:
        return {}
    holders = _holders(connection, {drug for act in named.values() for drug in act.drug_ids})
    lines = _lines(connection)
    return {
        i: f"label of {' or '.join(act.companions)}"
        for i, act in named.items()
        if not _families(act.company_ids, lines)
        & _families({holder for drug in act.drug_ids for holder in holders[drug]}, lines)
    }


def _acts(connection: Connection, event_ids: Select[Any]) -> dict[str, _Act]:
    e, of, c, d = t.events.c, t.event_drugs.c, t.event_companies.c, t.drugs.c
    is_given_with = e.id.in_(select(of.event_id).where(of.is_combination))
    kept = select(e.id).where(e.id.in_(event_ids), is_given_with, e.subtype.in_(MARKETING))
    kept = kept.where(e.type.concat("") == str(EventType.REGULATORY))  # the index on the kind would read all of it
    found: dict[str, _Act] = defaultdict(_Act)
    joined = t.event_drugs.join(t.drugs, d.id == of.drug_id)
    drugs = select(of.event_id, of.drug_id, of.is_combination, d.name).select_from(joined).where(of.event_id.in_(kept))
    for row in connection.execute(drugs.order_by(of.event_id, of.position)):
        if row.is_combination:
            found[row.event_id].companions.append(row.name)
        else:
            found[row.event_id].drug_ids.add(row.drug_id)
    for event_id, company_id in connection.execute(select(c.event_id, c.company_id).where(c.event_id.in_(kept))):
        found[event_id].company_ids.add(company_id)
    return found


def _holders(connection: Connection, drug_ids: Collection[str]) -> dict[str, set[str]]:
    """Drug -> who owns or found it, and the parties to deals that may have given rights to it."""
    o, e, of, c = t.drug_owners.c, t.events.c, t.event_drugs.c, t.event_companies.c
    owned = select(o.drug_id, o.company_id).where(o.drug_id.in_(drug_ids))
    deals = t.event_drugs.join(t.events, e.id == of.event_id).join(t.event_companies, c.event_id == e.id)
    dealt = select(of.drug_id, c.company_id).select_from(deals).where(of.drug_id.in_(drug_ids), e.subtype.in_(RIGHTS))
    found: dict[str, set[str]] = defaultdict(set)
    for asked in (owned, dealt):
        for drug_id, company_id in connection.execute(asked):
            found[drug_id].add(company_id)
    return found


def _lines(connection: Connection) -> dict[str, str]:
    """Company -> the one that it belongs to."""
    c = t.companies.c
    return {row.id: row.parent_id for row in connection.execute(select(c.id, c.parent_id).where(c.parent_id != ""))}


def _families(company_ids: Iterable[str], parents: dict[str, str]) -> set[str]:
    """The topmost of each: two companies of one house share it."""
    return {_top(company_id, parents) for company_id in company_ids}


def _top(company_id: str, parents: dict[str, str]) -> str:
    seen = {company_id}
    while (company_id := parents.get(company_id, company_id)) not in seen:
        seen.add(company_id)
    return company_id
