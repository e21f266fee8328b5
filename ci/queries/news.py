"""The articles that are about our subject, newest first; one line a story, with the outlets that carry it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, func, select

from ci.filters import Filters
from ci.frames import NEWS
from ci.queries.narrowing import family, with_members
from ci.queries.outlets import outlet, outlets, read_note
from ci.store import tables as t
from ci.when import When


def news(connection: Connection, filters: Filters, limit: int) -> pd.DataFrame:
    """frames.NEWS. Company, drug, target and mechanism filter by what the article names; the dates by its own."""
    mentioned = _mentioned(connection, filters)
    a, r = t.articles.c, t.revisions.c
    texts = (r.title, r.source, r.published_from, r.published_until, r.unread_from)
    shown = _kept((a.id, a.url, a.story_id, *texts), t.articles, t.revisions, filters, mentioned)
    first = shown.where(~_earlier_copy(filters, mentioned).exists())
    rows = connection.execute(first.order_by(a.sorted_on.desc(), a.id.desc()).limit(limit)).all()
    stories = [row.story_id for row in rows]
    counts, carried = _events_counts(connection, stories), outlets(connection, stories)
    return NEWS.make([_row(row, counts.get(row.story_id, 0), carried[row.story_id]) for row in rows])


def _row(row: Any, events_count: int, carried: Sequence[str]) -> dict[str, object]:
    own = outlet(row.source, row.url)
    return {
        **{name: getattr(row, name) for name in ("title", "source", "url", "story_id")},
        "article_id": row.id,
        "published": str(When(row.published_from, row.published_until)) if row.published_from else "",
        "events_count": events_count,
        "outlets_count": len(carried),
        "also_in": [name for name in carried if name != own],
        "note": read_note(row.unread_from),
    }


Mentioned = dict[str, list[str]]


def _kept(columns: Sequence[Any], articles: Any, revisions: Any, filters: Filters, mentioned: Mentioned) -> Select[Any]:
    a, r, m = articles.c, revisions.c, t.mentions.c
    asked = select(*columns).select_from(articles.join(revisions, r.id == a.revision_id)).where(r.is_relevant)
    for kind, ids in mentioned.items():
        asked = asked.where(r.id.in_(select(m.revision_id).where(m.kind == kind, m.entity_id.in_(ids))))
    if filters.since:
        asked = asked.where(a.sorted_on >= filters.since)
    if filters.until:
        asked = asked.where(a.sorted_on <= filters.until)
    return asked


def _earlier_copy(filters: Filters, mentioned: Mentioned) -> Select[Any]:
    """An article of the same story that came before, and that the filters leave as well."""
    others, texts = t.articles.alias("others"), t.revisions.alias("texts")
    is_earlier: ColumnElement[bool] = (others.c.story_id == t.articles.c.story_id) & (others.c.id < t.articles.c.id)
    return _kept((others.c.id,), others, texts, filters, mentioned).where(is_earlier).correlate(t.articles)


def _mentioned(connection: Connection, filters: Filters) -> Mentioned:
    wanted = {
        "company": family(connection, filters.companies),
        "drug": list(filters.drugs),
        "target": list(filters.targets),
        "mechanism": with_members(connection, filters.mechanisms),
    }
    return {kind: ids for kind, ids in wanted.items() if ids}


def _events_counts(connection: Connection, story_ids: Sequence[str]) -> dict[str, int]:
    e, r, a = t.evidence.c, t.revisions.c, t.articles.c
    joined = t.evidence.join(t.revisions, r.id == e.revision_id).join(t.articles, a.id == r.article_id)
    count = func.count(e.event_id.distinct()).label("n")
    asked = select(a.story_id, count).select_from(joined).where(a.story_id.in_(story_ids)).group_by(a.story_id)
    return {row.story_id: row.n for row in connection.execute(asked)}
