"""The sources, and what each last said."""

import pandas as pd
from sqlalchemy import Connection, func, select

from ci.errors import FEED_FAULTS
from ci.frames import SOURCES
from ci.store import tables as t

STATES = {"": "not asked yet", "ok": "fine", "not-modified": "nothing new", **FEED_FAULTS}
"""State -> the words that a page shows."""


def sources(connection: Connection) -> pd.DataFrame:
    """frames.SOURCES, by name."""
    s, views = t.sources.c, t.article_sources.c
    kept = select(views.source_id, func.count(views.article_id.distinct()).label("articles_count")).group_by(
        views.source_id
    )
    counts = {row.source_id: row.articles_count for row in connection.execute(kept)}
    rows = connection.execute(select(t.sources).where(~s.is_removed).order_by(func.lower(s.name), s.id))
    return SOURCES.make(
        [
            {
                "source_id": row.id,
                **{name: getattr(row, name) for name in ("name", "kind", "url", "last_error", "is_on")},
                "state": STATES.get(row.state, row.state) if row.is_on else "off",
                "last_good_at": row.good_at.replace(tzinfo=None) if row.good_at else None,
                "next_poll_at": row.next_poll_at.replace(tzinfo=None) if row.next_poll_at and row.is_on else None,
                "articles_count": counts.get(row.id, 0),
                "note": row.note if row.is_on else (row.off_reason or row.note),
            }
            for row in rows
        ]
    )
