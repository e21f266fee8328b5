"""A reading in the shape of the guide's JSON lines."""

from typing import Any

from ci.extract.fields import EVER
from ci.model import Article, Catalog, Event, EventType, Name, Reading


def as_json(item_id: str, article: Article, reading: Reading, catalog: Catalog) -> dict[str, Any]:
    """One line of `apoptoscope extract`: id, relevant, companies, drugs, targets, mechanisms, events."""
    return {
        "id": item_id,
        "relevant": reading.is_relevant,
        "companies": [_name(n) for n in reading.companies],
        "drugs": [_name(n) for n in reading.drugs],
        "targets": list(reading.target_ids),
        "mechanisms": list(reading.mechanism_ids),
        "events": [_event(e) for e in reading.events],
    }


def _name(name: Name) -> dict[str, Any]:
    return {"name": name.name, "also": [s for s in name.spellings if s != name.name]}


def _shown(name: Name) -> str:
    """A company as the article calls it: its longest spelling there, since names change."""
    if not name.spellings or name.name in name.spellings:
        return name.name
    return max(name.spellings, key=len)


def _event(event: Event) -> dict[str, Any]:
    shared = {
        "type": event.type.value,
        "subtype": event.subtype,
        "date": None if event.when == EVER else event.when.iso,
    }
    match event.type:
        case EventType.COLLABORATION:
            own = _collaboration(event)
        case EventType.REGULATORY:
            own = {
                "agency": event.agency,
                "region": event.region,
                "drugs": [n.name for n in event.drugs],
                "companies": [_shown(n) for n in event.companies],
                "indication": event.indication,
                "combination": [n.name for n in event.combination],
            }
        case EventType.CLINICAL:
            own = {
                "drugs": [n.name for n in event.drugs],
                "companies": [_shown(n) for n in event.companies],
                "phase": event.phase or None,
                "trial_ids": list(event.trial_ids),
                "indication": event.indication,
            }
    return {**shared, **own, "evidence": event.quote.text, "rule": event.rule, "inferred": dict(event.inferred)}


def _collaboration(event: Event) -> dict[str, Any]:
    made: dict[str, Any] = {
        "parties": [{"company": _shown(p.company), "role": p.role} for p in event.parties],
        "drugs": [n.name for n in event.drugs],
        "upfront_usd_m": event.upfront_usd_m,
        "total_usd_m": event.total_usd_m,
        "territory": event.territory or None,
    }
    if event.money_as_stated:
        made["money_as_stated"] = event.money_as_stated
    return made
