"""The events as the command line prints them: the keys of the labelling guide."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, func, or_, select

from ci.errors import InputError
from ci.filters import Filters
from ci.model import AGENCIES, EventType
from ci.queries.evidence import disputes, proofs
from ci.queries.linked import Links, events, links
from ci.queries.narrowing import event_ids
from ci.store import tables as t
from ci.when import When


def events_json(
    connection: Connection,
    *,
    type: EventType | str | None = None,  # noqa: A002 (the name that the command line and the guide use)
    company: str = "",
    target: str = "",
    drug: str = "",
    agency: str = "",
    since: date | None = None,
    until: date | None = None,
) -> list[dict[str, Any]]:
    """Events newest first, each with all its evidence. Company, target, drug and agency by any of their names, or
    InputError."""
    filters = Filters(
        companies=_ids(connection, "company", company, t.companies, t.company_names),
        targets=_ids(connection, "target", target, t.targets, t.target_names),
        drugs=_ids(connection, "drug", drug, t.drugs, t.drug_names),
        agencies=_agencies(connection, agency),
        since=since,
        until=until,
    )
    types = [EventType(type)] if type else list(EventType)
    found = [event for one in types for event in _of_type(connection, one, filters)]
    return sorted(found, key=lambda event: event["date"], reverse=True)


def _of_type(connection: Connection, type_: EventType, filters: Filters) -> list[dict[str, Any]]:
    kept = event_ids(connection, type_, filters)
    of, evidence = links(connection, kept), _evidence(connection, kept)
    return [{**_shape(row, of[row.id]), "evidence": evidence.get(row.id, [])} for row in events(connection, kept)]


def _shape(row: Any, of: Links) -> dict[str, Any]:
    when = When(row.starts_on, row.ends_on)
    common = {"id": row.id, "type": row.type, "subtype": row.subtype, "date": when.iso, "drugs": of.drugs}
    about = {"targets": of.target_ids, "mechanisms": of.mechanism_ids, "disputed": row.has_dispute}
    match row.type:
        case EventType.COLLABORATION:
            parties = [{"company": name, "role": role} for name, role in zip(of.companies, of.roles, strict=True)]
            money = {name: getattr(row, name) for name in ("upfront_usd_m", "total_usd_m")}
            texts = {name: getattr(row, name) or None for name in ("territory", "money_as_stated")}
            return {**common, "parties": parties, **money, **texts, "status": of.status or None, **about}
        case EventType.REGULATORY:
            texts = {name: getattr(row, name) for name in ("agency", "region", "indication")}
            return {**common, **texts, "companies": of.companies, "combination": of.combination, **about}
        case _:
            trial = {"phase": row.phase or None, "trial_ids": of.trial_ids, "indication": row.indication}
            return {**common, "companies": of.companies, **trial, **about}


def _evidence(connection: Connection, event_ids: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in proofs(connection, event_ids):
        found.setdefault(row.event_id, []).append(_proof(row))
    return found


def _proof(row: Any) -> dict[str, Any]:
    published = When(row.published_from, row.published_until).iso if row.published_from else ""
    proof = {
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
        "url": row.url or row.source_url,
        "title": row.title or "",
        "source": row.source or "",
        "published": published,
        "rule": row.rule,
    }
    if row.curated_id is not None:
        proof |= {"curated": True, "checked_on": row.checked_on}
    if row.unread_from:
        proof |= {"unread_from": row.unread_from}
    return proof | ({"differs": differing} if (differing := disputes(row)) else {})


def _agencies(connection: Connection, typed: str) -> tuple[str, ...]:
    """The agency in the spelling in which it is stored; others than ours are kept as stated."""
    if not typed.strip():
        return ()
    held = set(connection.execute(select(t.events.c.agency).distinct()).scalars()) - {""}
    found = tuple(sorted(name for name in held | set(AGENCIES) if name.casefold() == typed.strip().casefold()))
    if not found:
        raise InputError(f"no agency is called {typed.strip()!r}; known are {', '.join(sorted(held | set(AGENCIES)))}")
    return found


def _ids(connection: Connection, kind: str, typed: str, table: Any, names: Any) -> tuple[str, ...]:
    """Every id that a person can mean: an id, a name or an alias, in any case; else the names that begin so (Genor)."""
    if not typed.strip():
        return ()
    wanted = typed.strip().casefold()
    of = select(names.c[f"{kind}_id"])
    begins = wanted + " "
    for is_name, is_own in (
        (names.c.folded == wanted, or_(func.lower(table.c.id) == wanted, func.lower(table.c.name) == wanted)),
        (
            names.c.folded.startswith(begins, autoescape=True),
            func.lower(table.c.name).startswith(begins, autoescape=True),
        ),
    ):
        is_meant = or_(is_own, table.c.id.in_(of.where(is_name)))
        if ids := tuple(connection.execute(select(table.c.id).where(is_meant).order_by(table.c.id)).scalars()):
            return ids
    raise InputError(
        f"no {kind} is called {typed.strip()!r}, neither in the curated tables nor in the news read so far"
    )
