"""What is known of one company, drug or target: each fact with the page that says that fact, and no other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from ci.frames import FACTS
from ci.queries.cited import Page, lookups, page_of_approval, page_of_trial, pages_naming
from ci.queries.linked import events, links
from ci.queries.outlet_kinds import host_of, own_sites
from ci.queries.profile import PARTS
from ci.queries.spellings import TABLES, is_native, other_names
from ci.store import tables as t
from ci.when import When

LOOKED_AT = 300
"""So many of the newest articles are asked for spellings."""


@dataclass(frozen=True)
class Fact:
    """`known` as words; the pages that are cited for it, or who else says so, in words. With neither, nobody noted a
    page for it: the page of its row is not cited for what it was not seen to say."""

    what: str
    known: str
    pages: tuple[Page, ...] = ()
    said_by: str = ""


def facts(connection: Connection, kind: str, key: str) -> list[Fact]:
    """What the curated row says, then every other name and how articles write it. Nothing for an unknown key."""
    table = TABLES[PARTS[kind]][0]
    row = connection.execute(select(table).where(table.c.id == key)).first()
    if row is None:
        return []
    told = [fact for fact in _ROWS[kind](connection, row) if fact.known]
    own = own_sites(connection)
    found = [*told, *_names(connection, kind, row)]
    return [Fact(f.what, f.known, tuple(page.judged(own) for page in f.pages if page.url), f.said_by) for f in found]


def in_rows(told: Sequence[Fact]) -> pd.DataFrame:
    """frames.FACTS of these."""
    return FACTS.make(
        [
            {
                "what": fact.what,
                "known": fact.known,
                "source_urls": [page.url for page in fact.pages],
                "checked_days": [page.checked_on or "-" for page in fact.pages],
                "said_by": fact.said_by,
            }
            for fact in told
        ]
    )


def _drug(connection: Connection, row: Any) -> Iterator[Fact]:
    """The page of the row shows name, target and mechanism; the rest has pages of its own."""
    page, today = (Page(row.source_url, row.checked_on),), Page(row.stage_source_url)
    owners = _owners(connection, row.id)
    yield Fact("Found by", ", ".join(owners.get("originator", {}).values()))
    named = owners.get("owner", {})
    yield Fact("Owned today by", ", ".join(named.values()), pages_naming(connection, row.id, named))
    yield from _purchases(connection, list(named))
    yield Fact("Mechanism", _name(connection, t.mechanisms, row.mechanism_id), page)
    yield Fact("Acts on", ", ".join(_target_names(connection, row.id)), page)
    yield Fact("What it is", ", ".join(part for part in (row.action, row.modality) if part), page)
    yield Fact("For", ", ".join(row.indications))
    yield Fact("Furthest stage", row.peak_stage, _of_peak(connection, row, today))
    as_of = f" (as of {_in_words(row.stage_as_of)})" if row.stage_as_of else ""
    yield Fact("Stage today", f"{row.stage}{as_of}" if row.stage else "", (today,))
    yield Fact("Identifiers", ", ".join(row.identifiers), lookups(row.identifiers))


def _of_peak(connection: Connection, row: Any, today: Page) -> tuple[Page, ...]:
    if row.peak_stage == "approved" and (found := page_of_approval(connection, row.id)):
        return (found,)
    if row.peak_stage == row.stage:
        return (today,)
    is_phase = row.peak_stage.startswith("phase ")
    trial = page_of_trial(connection, row.id, row.peak_stage.removeprefix("phase ")) if is_phase else None
    return (trial,) if trial else ()


def _company(connection: Connection, row: Any) -> Iterator[Fact]:
    page, c = (Page(row.source_url, row.checked_on),), t.companies.c
    asked = select(c.name, c.source_url, c.checked_on).where(c.parent_id == row.id).order_by(c.name)
    owned = connection.execute(asked).all()
    of_owned = dict.fromkeys(Page(one.source_url, one.checked_on, of=one.name) for one in owned)
    yield Fact("Based in", row.country, page)
    yield Fact("Belongs to", _name(connection, t.companies, row.parent_id), page)
    yield from _purchases(connection, [row.id])
    yield Fact("Owns", ", ".join(one.name for one in owned), tuple(of_owned))
    yield Fact("Status", ": ".join(part for part in (row.status, row.status_note) if part), page)
    yield Fact("Named before", ", ".join(row.former_names), page)
    yield Fact("Listed as", ", ".join(row.tickers), page)
    yield Fact("Its own site", host_of(row.website), (Page(row.website),))


def _target(connection: Connection, row: Any) -> Iterator[Fact]:
    page = (Page(row.source_url, row.checked_on),)
    yield Fact("Symbol", row.id if not row.is_provisional else "", page)
    yield Fact("Mechanism", _name(connection, t.mechanisms, row.mechanism_id))
    yield Fact("HGNC", row.hgnc_id, lookups([row.hgnc_id]))
    yield Fact("UniProt", row.uniprot, lookups([f"UniProt:{row.uniprot}"]))


_ROWS = {"drug": _drug, "company": _company, "target": _target}


def _names(connection: Connection, kind: str, row: Any) -> Iterator[Fact]:
    decided = _decided(connection, kind, row.id)
    by_hand = {name.casefold() for fact in decided for name in fact.known.split(", ")}
    names = [n for n in other_names(connection, PARTS[kind], row.id).get(row.id, ()) if n.casefold() not in by_hand]
    ours, native = [n for n in names if not is_native(n)], [n for n in names if is_native(n)]
    for what, known in (("Other names", ours), ("In other scripts", native)):
        if known:
            yield Fact(what, ", ".join(known))
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
            (Page(row.source_url, f"{row.decided_at:%Y-%m-%d}"),),
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


def _owners(connection: Connection, drug_id: str) -> dict[str, dict[str, str]]:
    """Role -> id and name of each company that has it."""
    o = t.drug_owners.c
    joined = t.drug_owners.outerjoin(t.companies, t.companies.c.id == o.company_id)
    name = func.coalesce(t.companies.c.name, o.company_id).label("name")
    found: dict[str, dict[str, str]] = {}
    asked = select(o.role, o.company_id, name).select_from(joined).where(o.drug_id == drug_id)
    for row in connection.execute(asked.order_by(o.position, o.company_id)):
        found.setdefault(row.role, {})[row.company_id] = row.name
    return found


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
            not_closed = f"closing not confirmed by {deal.status_as_of}"
            yield Fact("Purchase", f"{words}{not_closed}", (Page(deal.status_source_url),))


def _target_names(connection: Connection, drug_id: str) -> Sequence[str]:
    o = t.drug_targets.c
    joined = t.drug_targets.outerjoin(t.targets, t.targets.c.id == o.target_id)
    name = func.coalesce(t.targets.c.name, o.target_id)
    return (
        connection.execute(select(name).select_from(joined).where(o.drug_id == drug_id).order_by(o.position))
        .scalars()
        .all()
    )
