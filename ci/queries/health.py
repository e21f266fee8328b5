"""How the sources do, in one line's worth of numbers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from ci.store import tables as t

GOOD = ("ok", "not-modified")


@dataclass(frozen=True)
class Health:
    """Sources that are on: how many, how many last answered well, how many were not asked yet; the last good answer."""

    on_count: int
    good_count: int
    waiting_count: int
    last_good_at: datetime | None


def health(connection: Connection) -> Health:
    s = t.sources.c
    is_on = s.is_on & ~s.is_removed
    asked = select(s.state, func.count().label("n"), func.max(s.good_at).label("at")).where(is_on).group_by(s.state)
    rows = connection.execute(asked).all()
    return Health(
        on_count=sum(row.n for row in rows),
        good_count=sum(row.n for row in rows if row.state in GOOD),
        waiting_count=sum(row.n for row in rows if row.state == ""),
        last_good_at=max((row.at for row in rows if row.at), default=None),
    )
