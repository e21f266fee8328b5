"""Which names have a profile: every company, drug and target that is stored, by the name that tables show."""

from sqlalchemy import Connection, select

from ci.store import tables as t

_TABLES = {"company": t.companies, "drug": t.drugs}


def profiled(connection: Connection) -> dict[str, dict[str, str]]:
    """Kind -> name -> id; of two that share a name the one that our tables know."""
    found = {
        kind: {
            row.name: row.id
            for row in connection.execute(
                select(table.c.id, table.c.name).order_by(table.c.is_provisional.desc(), table.c.id)
            )
        }
        for kind, table in _TABLES.items()
    }
    targets = connection.execute(select(t.targets.c.id, t.targets.c.name).order_by(t.targets.c.id))
    return {**found, "target": {row.name: row.id for row in targets}}
