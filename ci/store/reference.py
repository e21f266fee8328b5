"""The copy of data/ in the database: kept equal to the catalog, with the poller's knowledge of sources left alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from ci.model import Catalog, Drug, Source
from ci.store import tables as t
from ci.store.engine import insert_ignoring, upsert

CATALOG_VERSION = "catalog_version"
CHANGES = "changes"

Row = dict[str, Any]


def stored_version(connection: Connection) -> str:
    return get_meta(connection, CATALOG_VERSION)


def get_meta(connection: Connection, key: str) -> str:
    return connection.execute(select(t.meta.c.value).where(t.meta.c.key == key)).scalar() or ""


def set_meta(connection: Connection, key: str, value: str) -> None:
    upsert(connection, t.meta, [{"key": key, "value": value}])


def note_change(connection: Connection) -> None:
    """Counts up on every write that a page could show: what a page keeps in memory is good until then."""
    set_meta(connection, CHANGES, str(int(get_meta(connection, CHANGES) or 0) + 1))


def write_reference(connection: Connection, catalog: Catalog) -> None:
    """Adds, changes and removes rows until the tables equal the catalog."""
    _replace(connection, t.mechanisms, _mechanism_rows(catalog))
    _replace(connection, t.expected, _expected_rows(catalog))
    _keep_equal(connection, t.companies, _company_rows(catalog))
    _keep_equal(connection, t.targets, _target_rows(catalog))
    _keep_equal(connection, t.drugs, _drug_rows(catalog))
    _replace(connection, t.company_names, _name_rows("company_id", catalog.companies.values()))
    _replace(connection, t.drug_names, _name_rows("drug_id", catalog.drugs.values()))
    targets = ((g.id, (g.id, g.name, *g.aliases)) for g in catalog.targets.values())
    _replace(connection, t.target_names, [row for key, names in targets for row in _names("target_id", key, names)])
    _replace(connection, t.drug_targets, _drug_target_rows(catalog))
    _replace(connection, t.drug_owners, [row for drug in catalog.drugs.values() for row in _owner_rows(drug)])
    _write_sources(connection, catalog.sources.values())


def _replace(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """For tables that nothing points to."""
    connection.execute(delete(table))
    if fresh := list(rows):
        connection.execute(insert(table), fresh)


def _keep_equal(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """For tables that read events point to: what vanished is marked provisional, and leaves when no event needs it."""
    upsert(connection, table, list(rows))
    wanted = {row["id"] for row in rows}
    vanished = [
        i for i in connection.execute(select(table.c.id).where(~table.c.is_provisional)).scalars() if i not in wanted
    ]
    for start in range(0, len(vanished), 500):
        some = table.c.id.in_(vanished[start : start + 500])
        connection.execute(update(table).where(some).values(is_provisional=True))


def remove_unneeded(connection: Connection) -> None:
    """Provisional companies, drugs and targets that no event and no article names any more."""
    for table, kind, links in (
        (t.companies, "company", t.event_companies.c.company_id),
        (t.drugs, "drug", t.event_drugs.c.drug_id),
        (t.targets, "target", t.event_targets.c.target_id),
    ):
        mentioned = select(t.mentions.c.entity_id).where(
            t.mentions.c.kind == kind, t.mentions.c.entity_id == table.c.id
        )
        is_needed = select(links).where(links == table.c.id).exists() | mentioned.exists()
        connection.execute(delete(table).where(table.c.is_provisional, ~is_needed))


def add_provisional(connection: Connection, table: Table, names: dict[str, str]) -> None:
    """Rows for names that are in no table, so that they stand on the curator's list and can be shown."""
    insert_ignoring(connection, table, [{"id": i, "name": n, "is_provisional": True} for i, n in sorted(names.items())])


# ---------------------------------------------------------------- rows


def _mechanism_rows(catalog: Catalog) -> Iterator[Row]:
    for position, node in enumerate(catalog.mechanisms.values()):
        names = ("id", "parent_id", "level", "name", "target_id", "explanation", "source_url", "checked_on")
        yield {**{name: getattr(node, name) for name in names}, "position": position}


def _expected_rows(catalog: Catalog) -> Iterator[Row]:
    names = ("id", "drug_id", "subtype", "agency", "region", "indication", "says", "source_url", "checked_on")
    for item in catalog.expected:
        span = {"due_from": item.due.starts_on, "due_until": item.due.ends_on, "was": list(item.was)}
        yield {**{name: getattr(item, name) for name in names}, **span}


def _company_rows(catalog: Catalog) -> list[Row]:
    texts = ("id", "name", "country", "status", "status_note", "website", "source_url", "checked_on", "parent_id")
    return [
        {
            **{name: getattr(company, name) for name in texts},
            "tickers": list(company.tickers),
            "former_names": list(company.former_names),
            "is_provisional": False,
        }
        for company in catalog.companies.values()
    ]


def _target_rows(catalog: Catalog) -> list[Row]:
    texts = ("id", "name", "mechanism_id", "hgnc_id", "uniprot", "source_url", "checked_on")
    return [
        {**{name: getattr(target, name) for name in texts}, "is_provisional": False}
        for target in catalog.targets.values()
    ]


_DRUG_TEXTS = (
    *("id", "name", "action", "modality", "originator_id", "peak_stage", "stage", "stage_as_of"),
    *("stage_source_url", "source_url", "checked_on", "mechanism_id", "is_partner"),
)


def _drug_rows(catalog: Catalog) -> list[Row]:
    return [
        {
            **{name: getattr(drug, name) for name in _DRUG_TEXTS},
            "indications": list(drug.indications),
            "identifiers": list(drug.identifiers),
            "is_provisional": False,
        }
        for drug in catalog.drugs.values()
    ]


def _name_rows(key: str, things: Iterable[Any]) -> list[Row]:
    return [row for thing in things for row in _names(key, thing.id, (thing.id, *thing.spellings))]


def _names(key: str, owner: str, names: Iterable[str]) -> list[Row]:
    return [{key: owner, "name": name, "folded": name.casefold()} for name in dict.fromkeys(names) if name]


def _drug_target_rows(catalog: Catalog) -> list[Row]:
    return [
        {"drug_id": drug.id, "target_id": target_id, "position": position}
        for drug in catalog.drugs.values()
        for position, target_id in enumerate(dict.fromkeys(drug.target_ids))
    ]


def _owner_rows(drug: Drug) -> Iterator[Row]:
    owners = [(company_id, "owner") for company_id in dict.fromkeys(drug.owner_ids)]
    originator = [(drug.originator_id, "originator")] if drug.originator_id else []
    for position, (company_id, role) in enumerate(owners + originator):
        yield {"drug_id": drug.id, "company_id": company_id, "role": role, "position": position}


# ---------------------------------------------------------------- sources


def source_row(source: Source, *, is_shipped: bool) -> Row:
    texts = ("id", "name", "kind", "url", "topic", "region", "language", "is_on", "off_reason", "note", "checked_on")
    return {**{name: getattr(source, name) for name in texts}, "grouping": source.group, "is_shipped": is_shipped}


def _write_sources(connection: Connection, sources: Iterable[Source]) -> None:
    """The shipped list; one that a user added stays, one that vanished stays for its articles but is off."""
    rows = [source_row(source, is_shipped=True) for source in sources]
    own = set(connection.execute(select(t.sources.c.id).where(~t.sources.c.is_shipped)).scalars())
    moved = select(t.sources.c.id, t.sources.c.url, t.sources.c.former_url).where(t.sources.c.former_url != "")
    for held in connection.execute(moved).all():
        for row in rows:
            if (row["id"], row["url"]) == (held.id, held.former_url):
                row["url"] = held.url  # its own server said so for a week; the list will follow
    upsert(connection, t.sources, [row for row in rows if row["id"] not in own])
    wanted = {row["id"] for row in rows}
    shipped = connection.execute(select(t.sources.c.id).where(t.sources.c.is_shipped)).scalars()
    for vanished in [i for i in shipped if i not in wanted]:
        off = update(t.sources).where(t.sources.c.id == vanished)
        connection.execute(off.values(is_on=False, off_reason="no longer in the list that is shipped"))
