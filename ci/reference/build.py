"""Rows -> the model. Rows that lack what the model needs are left out here; `rules` has reported them."""

import re
import unicodedata
from typing import Any

from ci.model import Catalog, Company, CuratedEvent, Drug, EventType, Expected, Lookalike, Mechanism, Source, Target
from ci.reference import tables
from ci.reference.rows import Row

Rows = dict[str, list[Row]]


def slug(name: str) -> str:
    """An id from a name: `Merck & Co.` -> `merck-and-co`."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def build_catalog(rows: Rows, version: str) -> Catalog:
    drugs = [_drug(row) for row in rows[tables.DRUGS]] + [_partner(row) for row in rows[tables.PARTNERS]]
    acts = [_act(row) for row in rows[tables.APPROVALS] if row["date"] and row["subtype"]]
    deals = [_deal(row) for row in rows[tables.DEALS] if row["date"] and row["subtype"]]
    trials = [_trial(row) for row in rows[tables.TRIALS] if row["date"] and row["subtype"]]
    return Catalog(
        version=version,
        mechanisms={row["id"]: _mechanism(row) for row in rows[tables.MECHANISMS] if row["id"]},
        targets={row["id"]: _target(row) for row in rows[tables.TARGETS] if row["id"]},
        companies={row["id"]: _company(row) for row in rows[tables.COMPANIES] if row["id"] and row["name"]},
        drugs={drug.id: drug for drug in reversed(drugs) if drug.id and drug.name},
        events=(*acts, *deals, *trials),
        expected=tuple(_expected(row) for row in rows[tables.EXPECTED] if row["due"]),
        sources={row["id"]: _source(row) for row in rows[tables.SOURCES] if row["id"] and row["url"]},
        lookalikes=tuple(
            Lookalike(row["spelling"], row["looks_like"], row["is"], row.list("unless"))
            for row in rows[tables.LOOKALIKES]
        ),
    )


def _mechanism(row: Row) -> Mechanism:
    columns = ("id", "parent_id", "level", "name", "target_id", "explanation", "source_url", "checked_on")
    return Mechanism(*(row[column] for column in columns))


def _target(row: Row) -> Target:
    return Target(
        id=row["id"],
        name=row["name"],
        aliases=row.list("aliases"),
        mechanism_id=row["mechanism_id"],
        hgnc_id=row["hgnc_id"],
        uniprot=row["uniprot"],
        source_url=row["source_url"],
        checked_on=row["checked_on"],
    )


def _company(row: Row) -> Company:
    return Company(
        id=row["id"],
        name=row["name"],
        aliases=row.list("aliases"),
        native_names=row.list("native_names"),
        former_names=row.list("former_names"),
        country=row["country"],
        tickers=row.list("tickers"),
        parent_id=row["parent_id"],
        status=row["status"],
        status_note=row["status_note"],
        website=row["website"],
        source_url=row["source_url"],
        checked_on=row["checked_on"],
    )


def _drug(row: Row) -> Drug:
    return Drug(
        id=row["id"],
        name=row["name"],
        codes=row.list("codes"),
        brands=row.list("brands"),
        native_names=row.list("native_names"),
        target_ids=row.list("target_ids"),
        mechanism_id=row["mechanism_id"],
        action=row["action"],
        modality=row["modality"],
        originator_id=row["originator_id"],
        owner_ids=row.list("owner_ids"),
        peak_stage=row["peak_stage"],
        stage=row["stage"],
        stage_as_of=row["stage_as_of"],
        stage_source_url=row["stage_source_url"],
        indications=row.list("indications"),
        identifiers=row.list("identifiers"),
        source_url=row["source_url"],
        checked_on=row["checked_on"],
    )


def _partner(row: Row) -> Drug:
    return Drug(
        id=slug(row["name"]),
        name=row["name"],
        codes=row.list("codes"),
        brands=row.list("brands"),
        target_ids=row.list("target_ids"),
        source_url=row["source_url"],
        checked_on=row["checked_on"],
        is_partner=True,
    )


def _act(row: Row) -> CuratedEvent:
    return _event(
        row,
        EventType.REGULATORY,
        company_ids=row.list("company_ids"),
        agency=row["agency"],
        region=row["region"],
        indication=row["indication"],
        combination=row.list("combination"),
        trial_ids=row.list("trial_ids"),
    )


def _deal(row: Row) -> CuratedEvent:
    return _event(
        row,
        EventType.COLLABORATION,
        parties=row.roles("parties"),
        target_ids=row.list("target_ids"),
        upfront_usd_m=row.number("upfront_usd_m"),
        total_usd_m=row.number("total_usd_m"),
        money_as_stated=row["money_as_stated"],
        territory=row["territory"],
        status=row["status"],
        status_as_of=row["status_as_of"],
        status_source_url=row["status_source_url"],
    )


def _trial(row: Row) -> CuratedEvent:
    return _event(
        row,
        EventType.CLINICAL,
        company_ids=row.list("company_ids"),
        indication=row["indication"],
        combination=row.list("combination"),
        phase=row["phase"],
        trial_ids=row.list("trial_ids"),
    )


def _event(row: Row, type_: EventType, **own: Any) -> CuratedEvent:
    """What the tables of events have in common, and the columns of one type."""
    when = row.when("date")
    assert when is not None
    return CuratedEvent(
        id=row["id"],
        type=type_,
        subtype=row["subtype"],
        when=when,
        says=row["says"],
        source_url=row["source_url"],
        checked_on=row["checked_on"],
        drug_ids=row.list("drug_ids"),
        disputes=row.disputes("disputes"),
        **own,
    )


def _expected(row: Row) -> Expected:
    due = row.when("due")
    assert due is not None
    texts = {column: row[column] for column in ("id", "drug_id", "subtype", "agency", "region", "indication", "says")}
    return Expected(due=due, was=row.list("was"), source_url=row["source_url"], checked_on=row["checked_on"], **texts)


def _source(row: Row) -> Source:
    texts = {column: row[column] for column in ("id", "name", "kind", "url", "group", "topic", "region", "language")}
    return Source(
        is_on=row["is_on"] == "yes",
        off_reason=row["off_reason"],
        note=row["quirks"],
        checked_on=row["checked_on"],
        **texts,
    )
