"""What the database is: version of data/, how much it holds, and whether it changed."""

from sqlalchemy import Connection, func, select

from ci.model import EventType
from ci.queries.event_counts import Kept, totals
from ci.store import tables as t
from ci.store.reference import CHANGES, get_meta, stored_version


def data_version(connection: Connection) -> str:
    """The version of the curated tables: a date and a short hash."""
    return stored_version(connection)


def change_number(connection: Connection) -> str:
    """Another one after every write of articles, events or curated rows, and when a source changes its state: what was
    read before is good until then. The times of a source's last and next poll change without it."""
    return get_meta(connection, CHANGES)


def counts(connection: Connection) -> dict[str, int]:
    """Events by type (those without any as 0), and how many articles, sources, companies, drugs there are."""
    found = {str(type_): 0 for type_ in EventType} | totals(connection, Kept())
    for name, table, kept in (
        ("articles", t.articles, None),
        ("sources", t.sources, ~t.sources.c.is_removed),
        ("companies", t.companies, ~t.companies.c.is_provisional),
        ("drugs", t.drugs, ~t.drugs.c.is_provisional & ~t.drugs.c.is_partner),
    ):
        asked = select(func.count()).select_from(table)
        found[name] = connection.execute(asked if kept is None else asked.where(kept)).scalar_one()
    return found
