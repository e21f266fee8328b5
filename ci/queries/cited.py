"""The page that is cited for one fact: where it stands, what sort of page that is, and what it is cited for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from ci.acts import act_name, subtype_name, within
from ci.model import EventType
from ci.queries.outlet_kinds import OwnSites, outlet_kind
from ci.store import tables as t
from ci.when import When

DECISIONS = ("approval", "conditional-approval")
LOOKUPS = {
    "CHEMBL": "https://www.ebi.ac.uk/chembl/explore/compound/CHEMBL{}",
    "DrugBank:": "https://go.drugbank.com/drugs/{}",
    "PubChem:": "https://pubchem.ncbi.nlm.nih.gov/compound/{}",
    "UNII:": "https://precision.fda.gov/uniisearch/srs/unii/{}",
    "HGNC:": "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}",
    "UniProt:": "https://www.uniprot.org/uniprotkb/{}/entry",
}
"""How an identifier begins -> the page of the registry that gave it, where a reader can look it up."""


@dataclass(frozen=True)
class Page:
    """`kind` is the sort of page; `of` is what it is cited for, where that is less than the whole fact."""

    url: str
    checked_on: str = ""
    kind: str = ""
    of: str = ""
    is_lookup: bool = False
    """Whether nobody checked it: the place where the registry itself shows an identifier."""

    def judged(self, own: OwnSites) -> "Page":
        return replace(self, kind=outlet_kind(self.url, own))


def lookups(identifiers: Sequence[str]) -> tuple[Page, ...]:
    """Where each can be looked up; nothing for one of a registry that is not known here."""
    found = []
    for identifier in identifiers:
        for start, address in LOOKUPS.items():
            rest = identifier.removeprefix(start)
            if rest and rest != identifier:
                found.append(Page(address.format(rest), is_lookup=True))
    return tuple(found)


def page_of_approval(connection: Connection, drug_id: str) -> Page | None:
    """That of the earliest checked approval of a drug."""
    v, of = t.events.c, t.event_drugs.c
    joined = t.events.join(t.event_drugs, of.event_id == v.id)
    asked = select(v.subtype, v.agency, v.starts_on, v.ends_on, v.source_url).select_from(joined)
    kept = asked.where(of.drug_id == drug_id, ~of.is_combination, v.is_curated, v.subtype.in_(DECISIONS))
    row = connection.execute(kept.order_by(v.ends_on, v.id).limit(1)).first()
    if row is None:
        return None
    act = within(act_name(row.subtype, row.agency))
    return Page(
        row.source_url,
        of=f"{row.agency} {act}, {When(row.starts_on, row.ends_on)}",
    )


def page_of_trial(connection: Connection, drug_id: str, phase: str) -> Page | None:
    """That of the earliest checked event of a trial of this phase, as the only one or the later of two."""
    v, of = t.events.c, t.event_drugs.c
    joined = t.events.join(t.event_drugs, of.event_id == v.id)
    asked = select(v.subtype, v.phase, v.starts_on, v.ends_on, v.source_url).select_from(joined)
    kept = asked.where(of.drug_id == drug_id, ~of.is_combination, v.is_curated, v.type == str(EventType.CLINICAL))
    row = connection.execute(kept.where(v.phase.endswith(phase)).order_by(v.ends_on, v.id).limit(1)).first()
    if row is None:
        return None
    when = When(row.starts_on, row.ends_on)
    return Page(row.source_url, of=f"{within(subtype_name(row.subtype))} of a phase {row.phase} trial, {when}")


def pages_naming(connection: Connection, drug_id: str, companies: Mapping[str, str]) -> tuple[Page, ...]:
    """Of each company (id and name) the latest checked act or deal on the drug in which it takes part."""
    v, of, who = t.events.c, t.event_drugs.c, t.event_companies.c
    joined = t.events.join(t.event_drugs, of.event_id == v.id).join(t.event_companies, who.event_id == v.id)
    columns = (who.company_id, v.type, v.subtype, v.starts_on, v.ends_on, v.source_url)
    kept = select(*columns).select_from(joined).where(of.drug_id == drug_id, ~of.is_combination, v.is_curated)
    kinds = (str(EventType.REGULATORY), str(EventType.COLLABORATION))
    kept = kept.where(who.company_id.in_(companies), v.type.in_(kinds), v.subtype != "termination")
    latest: dict[str, Any] = {}
    for row in connection.execute(kept.order_by(v.starts_on.desc(), v.id)):
        latest.setdefault(row.company_id, row)
    named: dict[tuple[str, str], list[str]] = {}
    for key, name in companies.items():
        if key in latest:
            found = latest[key]
            act = f"named in the {within(subtype_name(found.subtype))} of {When(found.starts_on, found.ends_on)}"
            named.setdefault((found.source_url, act), []).append(name)
    is_one = len(named) == 1 and len(latest) == len(companies)  # then there is nothing to tell apart
    return tuple(
        Page(url, of=act if is_one else f"{' and '.join(names)}, {act}") for (url, act), names in named.items()
    )
