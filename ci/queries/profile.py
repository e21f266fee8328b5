"""What is known of one company, drug or target: facts with the page that says each, and who stands beside it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from ci.model import STAGES, EventType
from ci.queries.linked import events, links
from ci.queries.narrowing import family
from ci.queries.spellings import TABLES, is_native, other_names
from ci.store import tables as t
from ci.when import When

PARTS = {"drug": "drugs", "company": "companies", "target": "targets"}
"""What has a profile -> the part of the filter that holds its id."""
LOOKED_AT = 300
"""So many of the newest articles are asked for spellings."""
NEIGHBOURS = 40


@dataclass(frozen=True)
class Fact:
    """`known` as words; the page that is cited for it and when it was seen, or who else says so, in words."""

    what: str
    known: str
    source_url: str = ""
    checked_on: str = ""
    said_by: str = ""


@dataclass(frozen=True)
class Neighbour:
    """Another company, drug or target, and what it has to do with this one."""

    kind: str
    id: str
    name: str
    why: str


def facts(connection: Connection, kind: str, key: str) -> list[Fact]:
    """What the curated row says, then every other name and how articles write it. Nothing for an unknown key."""
    table = TABLES[PARTS[kind]][0]
    row = connection.execute(select(table).where(table.c.id == key)).first()
    if row is None:
        return []
    told = [fact for fact in _ROWS[kind](connection, row) if fact.known]
    return [*told, *_names(connection, kind, row)]


def neighbours(connection: Connection, kind: str, key: str) -> list[Neighbour]:
    """Partners of a company, drugs on the same targets as a drug, targets of the same mechanism as a target."""
    return _BESIDE[kind](connection, key)[:NEIGHBOURS]


# ---------------------------------------------------------------- facts


def _drug(connection: Connection, row: Any) -> Iterator[Fact]:
    source = (row.source_url, row.checked_on)
    owners = _owners(connection, row.id)
    yield Fact("Found by", ", ".join(owners.get("originator", ())), *source)
    yield Fact("Owned today by", ", ".join(owners.get("owner", ())), *source)
    yield from _purchases(connection, _owner_ids(connection, row.id))
    yield Fact("Mechanism", _name(connection, t.mechanisms, row.mechanism_id), *source)
    yield Fact("Acts on", ", ".join(_target_names(connection, row.id)), *source)
    yield Fact("What it is", ", ".join(part for part in (row.action, row.modality) if part), *source)
    yield Fact("For", ", ".join(row.indications), *source)
    yield Fact("Furthest stage", row.peak_stage, *source)
    as_of = f" (as of {_in_words(row.stage_as_of)})" if row.stage_as_of else ""
    yield Fact("Stage today", f"{row.stage}{as_of}" if row.stage else "", row.stage_source_url)
    yield Fact("Identifiers", ", ".join(row.identifiers), *source)


def _company(connection: Connection, row: Any) -> Iterator[Fact]:
    source = (row.source_url, row.checked_on)
    c = t.companies.c
    owned = connection.execute(select(c.name).where(c.parent_id == row.id).order_by(c.name)).scalars()
    yield Fact("Based in", row.country, *source)
    yield Fact("Belongs to", _name(connection, t.companies, row.parent_id), *source)
    yield from _purchases(connection, [row.id])
    yield Fact("Owns", ", ".join(owned), *source)
    yield Fact("Status", ": ".join(part for part in (row.status, row.status_note) if part), *source)
    yield Fact("Named before", ", ".join(row.former_names), *source)
    yield Fact("Listed as", ", ".join(row.tickers), *source)
    yield Fact("Its own site", row.website, row.website)


def _target(connection: Connection, row: Any) -> Iterator[Fact]:
    source = (row.source_url, row.checked_on)
    yield Fact("Symbol", row.id if not row.is_provisional else "", *source)
    yield Fact("Mechanism", _name(connection, t.mechanisms, row.mechanism_id), *source)
    yield Fact("HGNC", row.hgnc_id, *source)
    yield Fact("UniProt", row.uniprot, *source)


_ROWS = {"drug": _drug, "company": _company, "target": _target}


def _names(connection: Connection, kind: str, row: Any) -> Iterator[Fact]:
    decided = _decided(connection, kind, row.id)
    by_hand = {name.casefold() for fact in decided for name in fact.known.split(", ")}
    names = [n for n in other_names(connection, PARTS[kind], row.id).get(row.id, ()) if n.casefold() not in by_hand]
    source = (row.source_url, row.checked_on)
    ours, native = [n for n in names if not is_native(n)], [n for n in names if is_native(n)]
    for what, known in (("Other names", ours), ("In other scripts", native)):
        if known:
            yield Fact(what, ", ".join(known), *source)
    yield from decided
    yield from _written(connection, kind, row.id)


def _decided(connection: Connection, kind: str, key: str) -> list[Fact]:
    """Names that a curator added here, each with the page that she saw it on."""
    d = t.name_decisions.c
    rows = connection.execute(select(t.name_decisions).where(d.kind == kind, d.entity_id == key, d.name != ""))
    return [
        Fact(
            f"Other name, decided by {row.decided_by}",
            ", ".join(dict.fromkeys((row.name, *row.spellings))),
            row.source_url,
            f"{row.decided_at:%Y-%m-%d}",
        )
        for row in rows
    ]


def _written(connection: Connection, kind: str, key: str) -> Iterator[Fact]:
    """Spellings in the newest articles, the most frequent first."""
    m = t.mentions.c
    asked = select(m.spellings).where(m.kind == kind, m.entity_id == key).order_by(m.told_on.desc()).limit(LOOKED_AT)
    rows = connection.execute(asked).scalars().all()
    counted = Counter(spelling for spellings in rows for spelling in spellings)
    if counted:
        words = ", ".join(spelling for spelling, _ in counted.most_common())
        newest = "the newest " * (len(rows) == LOOKED_AT)
        yield Fact("Written in articles", words, said_by=f"{newest}{len(rows)} article{'s' * (len(rows) != 1)}")


def _in_words(day: str) -> str:
    try:
        return str(When.parse(day))
    except ValueError:
        return day


def _name(connection: Connection, table: Any, key: str) -> str:
    return connection.execute(select(table.c.name).where(table.c.id == key)).scalar() or key


def _owners(connection: Connection, drug_id: str) -> dict[str, list[str]]:
    o = t.drug_owners.c
    joined = t.drug_owners.outerjoin(t.companies, t.companies.c.id == o.company_id)
    name = func.coalesce(t.companies.c.name, o.company_id).label("name")
    found: dict[str, list[str]] = {}
    for row in connection.execute(select(o.role, name).select_from(joined).where(o.drug_id == drug_id)):
        found.setdefault(row.role, []).append(row.name)
    return found


def _owner_ids(connection: Connection, drug_id: str) -> Sequence[str]:
    o = t.drug_owners.c
    return connection.execute(select(o.company_id).where(o.drug_id == drug_id, o.role == "owner")).scalars().all()


def _purchases(connection: Connection, company_ids: Sequence[str]) -> Iterator[Fact]:
    """Announced purchases of companies that, as far as the tables know, belong to nobody yet."""
    c, v, p = t.companies.c, t.events.c, t.event_companies.c
    joined = t.events.join(t.event_companies, p.event_id == v.id).join(t.companies, c.id == p.company_id)
    is_free = c.id.in_(company_ids) & (c.parent_id == "") & (p.role == "target")
    of_free = select(v.id).select_from(joined).where(v.subtype == "acquisition", v.is_curated, is_free)
    of = links(connection, of_free)
    for row in events(connection, of_free):
        deal = of[row.id]
        by_role = {role: name for name, role in zip(deal.companies, deal.roles, strict=True)}
        if deal.status == "announced" and {"acquirer", "target"} <= by_role.keys():
            words = f"{by_role['acquirer']} buys {by_role['target']}, announced {When(row.starts_on, row.ends_on)}; "
            yield Fact("Purchase", f"{words}closing not seen by {deal.status_as_of}", deal.status_source_url)


def _target_names(connection: Connection, drug_id: str) -> Sequence[str]:
    o = t.drug_targets.c
    joined = t.drug_targets.outerjoin(t.targets, t.targets.c.id == o.target_id)
    name = func.coalesce(t.targets.c.name, o.target_id)
    return (
        connection.execute(select(name).select_from(joined).where(o.drug_id == drug_id).order_by(o.position))
        .scalars()
        .all()
    )


# ---------------------------------------------------------------- neighbours


def _partners(connection: Connection, key: str) -> list[Neighbour]:
    own, other = t.event_companies.alias("own"), t.event_companies.alias("other")
    ours = family(connection, [key])
    joined = own.join(other, other.c.event_id == own.c.event_id).join(t.events, t.events.c.id == own.c.event_id)
    count = func.count(other.c.event_id.distinct()).label("n")
    asked = (
        select(t.companies.c.id, t.companies.c.name, count)
        .select_from(joined.join(t.companies, t.companies.c.id == other.c.company_id))
        .where(own.c.company_id.in_(ours), other.c.company_id.not_in(ours))
        .where(t.events.c.type == str(EventType.COLLABORATION))
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
