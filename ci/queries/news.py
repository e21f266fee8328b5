"""The articles that are about our subject, newest first; copies of one text once."""

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, func, select

from ci.filters import Filters
from ci.frames import NEWS
from ci.queries.narrowing import family, with_members
from ci.store import tables as t
from ci.when import When


def news(connection: Connection, filters: Filters, limit: int) -> pd.DataFrame:
    """frames.NEWS. Company, drug, target and mechanism filter by what the article names; the dates by its own."""
    a, r = t.articles.c, t.revisions.c
    joined = t.articles.join(t.revisions, r.id == a.revision_id)
    columns = (
        a.id,
        a.url,
        a.sorted_on,
        r.title,
        r.source,
        r.published_from,
        r.published_until,
        r.id.label("revision_id"),
    )
    kept = [r.is_relevant, _is_first_copy(), *_mentioned(connection, filters)]
    if filters.since:
        kept.append(a.sorted_on >= filters.since)
    if filters.until:
        kept.append(a.sorted_on <= filters.until)
    asked = (
        select(*columns).select_from(joined).where(and_(*kept)).order_by(a.sorted_on.desc(), a.id.desc()).limit(limit)
    )
    rows = connection.execute(asked).all()
    counts = _events_counts(connection, [row.id for row in rows])
    return NEWS.make([_row(row, counts.get(row.id, 0)) for row in rows])


def _row(row: Any, events_count: int) -> dict[str, object]:
    published = str(When(row.published_from, row.published_until)) if row.published_from else ""
    named = {"title": row.title, "source": row.source, "url": row.url}
    return {"article_id": row.id, "published": published, "events_count": events_count, **named}


def _is_first_copy() -> ColumnElement[bool]:
    """No earlier article shows the same text."""
    others = t.articles.alias("others")
    is_earlier = (others.c.story_id == t.articles.c.story_id) & (others.c.id < t.articles.c.id)
    return ~select(others.c.id).where(is_earlier).correlate(t.articles).exists()


def _mentioned(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    wanted = {
        "company": family(connection, filters.companies),
        "drug": list(filters.drugs),
        "target": list(filters.targets),
        "mechanism": with_members(connection, filters.mechanisms),
    }
    m = t.mentions.c
    return [
        t.revisions.c.id.in_(select(m.revision_id).where(m.kind == kind, m.entity_id.in_(ids)))
        for kind, ids in wanted.items()
        if ids
    ]


def _events_counts(connection: Connection, article_ids: list[int]) -> dict[int, int]:
    e, r = t.evidence.c, t.revisions.c
    count = func.count(e.event_id.distinct()).label("n")
    joined = t.evidence.join(t.revisions, r.id == e.revision_id)
    asked = select(r.article_id, count).select_from(joined).where(r.article_id.in_(article_ids)).group_by(r.article_id)
    return {row.article_id: row.n for row in connection.execute(asked)}
