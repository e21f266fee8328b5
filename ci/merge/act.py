"""What one telling says of an act, in ids."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from ci.model import Catalog, CuratedEvent, Event, EventType
from ci.when import When

LAG_DAYS = 45
"""How late the news of an act may be where its date is only the article's."""

RETOLD_DAYS = 180
"""How late an approval is still told as news, by reviews above all, if disease and agency are the same: one drug seldom
gets two approvals for one disease within half a year."""

APPROVALS = frozenset({"approval", "conditional-approval"})

VAGUE_DAYS = 62
"""A span longer than this is known to the year or so, and proves little about sameness."""


@dataclass(frozen=True)
class Kinship:
    """What the comparison must know of the catalog: who owns whom, and which drugs are mere partners of ours."""

    parent_of: Mapping[str, str] = field(default_factory=dict)
    partner_drug_ids: frozenset[str] = frozenset()

    @classmethod
    def of(cls, catalog: Catalog) -> "Kinship":
        parents = {c.id: c.parent_id for c in catalog.companies.values() if c.parent_id}
        return cls(parents, frozenset(d.id for d in catalog.drugs.values() if d.is_partner))

    def root(self, company_id: str) -> str:
        """The company at the top of its family; a circle in the data ends where it closes."""
        seen = {company_id}
        while (parent := self.parent_of.get(company_id, "")) and parent not in seen:
            company_id = parent
            seen.add(parent)
        return company_id

    def roots(self, company_ids: Iterable[str]) -> frozenset[str]:
        """Families of the companies; the ids themselves for a deal within one family (a parent buys its daughter)."""
        ids = frozenset(company_ids)
        roots = frozenset(self.root(i) for i in ids)
        return roots if len(roots) > 1 or len(ids) == 1 else ids

    def core(self, drug_ids: Iterable[str]) -> frozenset[str]:
        """The drugs that tell one act from another: two trials are not one because both add pembrolizumab."""
        ids = frozenset(drug_ids)
        return ids - self.partner_drug_ids or ids


@dataclass(frozen=True)
class Act:
    """One telling. `origin` is the article revision or the curated row; `told_on` the day it was published."""

    type: EventType
    subtype: str
    when: When
    origin: str
    is_curated: bool = False
    told_on: date = date.max
    start: int = 0
    drug_ids: tuple[str, ...] = ()
    combination_ids: tuple[str, ...] = ()
    company_ids: tuple[str, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    target_ids: tuple[str, ...] = ()
    mechanism_ids: tuple[str, ...] = ()
    agency: str = ""
    region: str = ""
    indication: str = ""
    phase: str = ""
    trial_ids: tuple[str, ...] = ()
    upfront_usd_m: float | None = None
    total_usd_m: float | None = None
    money_as_stated: str = ""
    territory: str = ""
    status: str = ""
    status_as_of: str = ""
    status_source_url: str = ""
    is_date_inferred: bool = False
    families: frozenset[str] = frozenset()
    core_drug_ids: frozenset[str] = frozenset()
    ref: int = field(default=0, compare=False)
    """The store's own number of the telling."""

    def __hash__(self) -> int:
        """Of the fields that nearly always tell two apart: grouping asks for it a thousand times a telling."""
        return hash((self.origin, self.start, self.subtype))

    @property
    def is_vague(self) -> bool:
        return (self.when.ends_on - self.when.starts_on).days > VAGUE_DAYS

    @property
    def party_ids(self) -> tuple[str, ...]:
        return tuple(company_id for company_id, _ in self.parties) or self.company_ids

    @cached_property
    def order(self) -> tuple[object, ...]:
        """The fixed order of tellings, which decides what is shown: curated, then better dated, then earlier told."""
        span = (self.when.ends_on - self.when.starts_on).days
        how = (not self.is_curated, self.is_date_inferred, span, self.told_on, self.origin, self.start)
        return (*how, self.subtype, self.agency, self.drug_ids, self.parties, self.indication, self.when)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Two tellings of one act share at least one of these: the store finds candidates by them."""
        is_late = self.is_date_inferred and self.subtype in APPROVALS
        quarters = _quarters(self.when, RETOLD_DAYS if is_late else LAG_DAYS)
        dated = {f"{self.type}|{name}|{quarter}" for name in self._names() for quarter in quarters}
        return frozenset(dated | ({self.purchase} if self.purchase else set()))

    @property
    def purchase(self) -> str:
        """Who bought whom, whenever it is told: a purchase is news when it is announced and when it closes."""
        if self.subtype != "acquisition" or not self.parties:
            return ""
        return "+".join(sorted(f"{company_id}={role}" for company_id, role in self.parties))

    def _names(self) -> set[str]:
        if self.type is EventType.COLLABORATION:
            names = {f"{a}+{b}" for a in self.families for b in self.families if a < b} | {
                f"{family}@{drug}" for family in self.families for drug in self.core_drug_ids
            }
        else:
            names = set(self.core_drug_ids) | set(self.trial_ids) or set(self.families)
        return names or {self.origin}

    def among(self, kinship: Kinship) -> "Act":
        """The same telling with its families and its telling drugs filled in."""
        return replace(self, families=kinship.roots(self.party_ids), core_drug_ids=kinship.core(self.drug_ids))


_DERIVED = ("families", "core_drug_ids", "type", "when", "origin", "is_curated", "told_on", "start", "ref")
_CLAIMS = tuple(f.name for f in fields(Act) if f.name not in _DERIVED)


def to_claims(act: Act) -> dict[str, Any]:
    """What the store keeps: every field that the telling fills, in plain JSON."""
    claims = {name: value for name in _CLAIMS if (value := getattr(act, name)) not in ((), "", None, False)}
    return {**claims, "type": str(act.type), "date": [act.when.starts_on.isoformat(), act.when.ends_on.isoformat()]}


def from_claims(
    claims: Mapping[str, Any], *, origin: str, is_curated: bool, told_on: date, start: int, ref: int = 0
) -> Act:
    values: dict[str, Any] = {name: _frozen(claims[name]) for name in _CLAIMS if name in claims}
    when = When(*(date.fromisoformat(day) for day in claims["date"]))
    fixed: dict[str, Any] = {"origin": origin, "is_curated": is_curated, "told_on": told_on, "start": start, "ref": ref}
    return Act(**values, **fixed, type=EventType(claims["type"]), when=when)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list | tuple) else value


def of_event(event: Event, *, origin: str, told_on: date, mechanism_ids: tuple[str, ...]) -> Act:
    """A read event. `mechanism_ids` are those that the telling names beside its drugs."""
    return Act(
        type=event.type,
        subtype=event.subtype,
        when=event.when,
        origin=origin,
        told_on=told_on,
        start=event.quote.start,
        drug_ids=_unique(n.id for n in event.drugs),
        combination_ids=_unique(n.id for n in event.combination),
        company_ids=_unique(n.id for n in event.companies),
        parties=tuple({p.company.id: (p.company.id, p.role) for p in reversed(event.parties)}.values())[::-1],
        target_ids=event.target_ids,
        mechanism_ids=mechanism_ids,
        agency=event.agency,
        region=event.region,
        indication=event.indication,
        phase=event.phase,
        trial_ids=_unique(event.trial_ids),
        upfront_usd_m=event.upfront_usd_m,
        total_usd_m=event.total_usd_m,
        money_as_stated=event.money_as_stated,
        territory=event.territory,
        is_date_inferred=bool({"date", "when"} & set(event.inferred)),
    )


def of_curated(row: CuratedEvent, combination_ids: tuple[str, ...]) -> Act:
    """A curated row; its plain names of combination drugs come resolved to ids."""
    return Act(
        type=row.type,
        subtype=row.subtype,
        when=row.when,
        origin=row.id,
        is_curated=True,
        told_on=row.when.ends_on,
        drug_ids=_unique(row.drug_ids),
        combination_ids=_unique(combination_ids),
        company_ids=_unique(row.company_ids),
        parties=tuple(dict(reversed(row.parties)).items())[::-1],
        target_ids=_unique(row.target_ids),
        agency=row.agency,
        region=row.region,
        indication=row.indication,
        phase=row.phase,
        trial_ids=_unique(row.trial_ids),
        upfront_usd_m=row.upfront_usd_m,
        total_usd_m=row.total_usd_m,
        money_as_stated=row.money_as_stated,
        territory=row.territory,
        status=row.status,
        status_as_of=row.status_as_of,
        status_source_url=row.status_source_url,
    )


def provisional_id(name: str) -> str:
    """The id of a name that is in no table."""
    return "~" + (re.sub(r"\W+", "-", name.casefold()).strip("-") or "unnamed")


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _quarters(when: When, lag_days: int) -> list[str]:
    """The quarters that the span touches when the lag of the news is allowed for on both sides."""
    lag = timedelta(days=LAG_DAYS)
    first = when.starts_on - timedelta(days=lag_days) if when.starts_on.year > 1 else when.starts_on
    last = when.ends_on + lag if when.ends_on.year < 9999 else when.ends_on
    numbers = range(first.year * 4 + (first.month - 1) // 3, last.year * 4 + (last.month - 1) // 3 + 1)
    return [f"{number // 4}Q{number % 4 + 1}" for number in numbers]
