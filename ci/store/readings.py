"""What was read in an article -> rows: who it mentions, and what each of its events says (a telling)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from ci.merge.act import Act, Kinship, of_curated, of_event, provisional_id, to_claims
from ci.model import Article, Catalog, CuratedEvent, Event, Name, Reading
from ci.store import tables as t
from ci.store.engine import new_ids
from ci.store.reference import add_provisional


class BrokenQuoteError(AssertionError):
    """A quote that does not stand in its article: a bug of the extractor, never of the news."""


@dataclass(frozen=True)
class Telling:
    """One piece of evidence before it is stored; `row` lacks only its event."""

    act: Act
    row: dict[str, Any]


def tellings_of(
    article: Article, reading: Reading, catalog: Catalog, kinship: Kinship, revision_id: int, told_on: date
) -> list[Telling]:
    """The events of a reading; one told twice in the same words counts once. Or BrokenQuoteError."""
    check_quotes(article, reading)
    found: dict[Act, Telling] = {}
    for event in reading.events:
        mechanisms = _mechanisms(event, reading, catalog)
        act = of_event(event, origin=f"{revision_id:010d}", told_on=told_on, mechanism_ids=mechanisms).among(kinship)
        row: dict[str, Any] = {
            "revision_id": revision_id,
            "curated_id": None,
            "told_on": told_on,
            "start": event.quote.start,
            "end": event.quote.end,
            "quote": event.quote.text,
            "rule": event.rule,
            "source_url": article.url,
            "checked_on": "",
            "inferred": dict(event.inferred),
            "claims": to_claims(act),
            "disputes": [],
        }
        found.setdefault(act, Telling(act, row))
    return list(found.values())


def check_quotes(article: Article, reading: Reading) -> None:
    full_text = article.full_text
    for event in reading.events:
        quote = event.quote
        if not quote.text or not quote.stands_in(full_text):
            raise BrokenQuoteError(
                f"{article.url}: rule {event.rule!r} quotes {quote.text!r}, "
                f"but {full_text[quote.start : quote.end]!r} stands at {quote.start}-{quote.end}"
            )


def _mechanisms(event: Event, reading: Reading, catalog: Catalog) -> tuple[str, ...]:
    """The mechanisms of an event whose drugs tell none ("an alliance on BCL-2 inhibitors"): all of the article's where
    it reports nothing else, those of its targets where it does.
    """
    if any(catalog.mechanisms_of(tuple(name.id for name in (*event.drugs, *event.combination)))):
        return ()
    if len(reading.events) == 1:
        return reading.mechanism_ids
    own = {catalog.targets[i].mechanism_id for i in event.target_ids if i in catalog.targets}
    return tuple(i for i in reading.mechanism_ids if i in own)


def curated_telling(row: CuratedEvent, catalog: Catalog, drug_of: dict[str, str], kinship: Kinship) -> Telling:
    """A curated row; `drug_of` leads from a spelling in lower case to a drug's id."""
    combination = tuple(drug_of.get(name.casefold(), provisional_id(name)) for name in row.combination)
    act = of_curated(row, combination).among(kinship)
    return Telling(
        act,
        {
            "revision_id": None,
            "curated_id": row.id,
            "told_on": act.told_on,
            "start": None,
            "end": None,
            "quote": row.says,
            "rule": "curated",
            "source_url": row.source_url,
            "checked_on": row.checked_on,
            "inferred": {},
            "claims": to_claims(act),
            "disputes": [list(dispute) for dispute in row.disputes],
        },
    )


def spellings_of_drugs(catalog: Catalog) -> dict[str, str]:
    return {spelling.casefold(): drug.id for drug in catalog.drugs.values() for spelling in (*drug.spellings, drug.id)}


def add_curated(connection: Connection, catalog: Catalog, kinship: Kinship) -> None:
    """Every curated row as evidence, with rows for what it names and no table holds."""
    drug_of = spellings_of_drugs(catalog)
    plain = {provisional_id(n): n for e in catalog.events for n in e.combination if n.casefold() not in drug_of}
    add_provisional(
        connection, t.drugs, plain | {i: i for e in catalog.events for i in e.drug_ids if i not in catalog.drugs}
    )
    named = {i for e in catalog.events for i in (*e.company_ids, *(company_id for company_id, _ in e.parties))}
    add_provisional(connection, t.companies, {i: i for i in named if i not in catalog.companies})
    add_tellings(connection, [curated_telling(row, catalog, drug_of, kinship) for row in catalog.events])


def add_tellings(connection: Connection, tellings: list[Telling]) -> list[int]:
    """Stores evidence and the keys it is found by; the numbers of the new rows."""
    if not tellings:
        return []
    numbers = list(new_ids(connection, t.evidence, len(tellings)))
    rows = ({"id": number, **telling.row} for number, telling in zip(numbers, tellings, strict=True))
    connection.execute(insert(t.evidence), list(rows))
    keys = [{"evidence_id": n, "key": key} for n, told in zip(numbers, tellings, strict=True) for key in told.act.keys]
    connection.execute(insert(t.evidence_keys), keys)
    return numbers


# ---------------------------------------------------------------- mentions


def mention_rows(reading: Reading, revision_id: int, told_on: date) -> list[dict[str, Any]]:
    """One row for each company, drug, target and mechanism that the article names."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind, name in _names(reading):
        found.setdefault((kind, name.id), name.spellings)
    for kind, ids in (("target", reading.target_ids), ("mechanism", reading.mechanism_ids)):
        found.update({(kind, i): () for i in ids})
    return [
        {"revision_id": revision_id, "kind": kind, "entity_id": i, "told_on": told_on, "spellings": list(spellings)}
        for (kind, i), spellings in found.items()
    ]


def tells(reading: Reading) -> bool:
    """Whether anything of a reading is stored beside that it was read."""
    return bool(reading.events or reading.target_ids or reading.mechanism_ids) or any(True for _ in _names(reading))


def _names(reading: Reading) -> Iterator[tuple[str, Name]]:
    yield from (("company", name) for name in reading.companies)
    yield from (("drug", name) for name in reading.drugs)
    for event in reading.events:
        yield from (("company", name) for name in event.all_companies)
        yield from (("drug", name) for name in (*event.drugs, *event.combination))


def add_unknown(connection: Connection, readings: Iterable[Reading], catalog: Catalog) -> None:
    """Provisional rows for the names that are in no table."""
    companies: dict[str, str] = {}
    drugs: dict[str, str] = {}
    for reading in readings:
        for kind, name in _names(reading):
            known, names = (catalog.companies, companies) if kind == "company" else (catalog.drugs, drugs)
            if name.id not in known:
                names.setdefault(name.id, name.name)
    add_provisional(connection, t.companies, companies)
    add_provisional(connection, t.drugs, drugs)
