"""The articles that are about our subject, newest first; one line a story, with the outlets that carry it."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, func, select

from ci.filters import Filters
from ci.frames import NEWS
from ci.queries.outlets import outlet, outlets, read_note
from ci.queries.search.hits import of_filters
from ci.queries.search.matching import matches
from ci.store import tables as t
from ci.when import When


def news(connection: Connection, filters: Filters, limit: int) -> pd.DataFrame:
    """frames.NEWS. Company, drug, target and mechanism filter by what the article names; the dates by its own."""
    found = matches(connection, of_filters(connection, filters), limit).found
    a, r = t.articles.c, t.revisions.c
    texts = (r.id, r.title, r.source, r.published_from, r.published_until, r.unread_from, a.url)
    asked = select(*texts).join(t.articles, a.id == r.article_id).where(r.id.in_([one.revision_id for one in found]))
    rows = {row.id: row for row in connection.execute(asked)}
    stories = [one.story_id for one in found]
    counts, carried = _events_counts(connection, stories), outlets(connection, stories)
    shown = []
    for one in found:
        row, others = rows[one.revision_id], carried[one.story_id]
        own = outlet(row.source, row.url)
        shown.append(
            {
                **{name: getattr(row, name) for name in ("title", "source", "url")},
                "story_id": one.story_id,
                "article_id": one.article_id,
                "published": str(When(row.published_from, row.published_until)) if row.published_from else "",
                "events_count": counts.get(one.story_id, 0),
                "outlets_count": len(others),
                "also_in": [name for name in others if name != own],
                "note": read_note(row.unread_from),
            }
        )
    return NEWS.make(shown)


def _events_counts(connection: Connection, story_ids: Sequence[str]) -> dict[str, int]:
    e, r, a = t.evidence.c, t.revisions.c, t.articles.c
    joined = t.evidence.join(t.revisions, r.id == e.revision_id).join(t.articles, a.id == r.article_id)
    count = func.count(e.event_id.distinct()).label("n")
    asked = select(a.story_id, count).select_from(joined).where(a.story_id.in_(story_ids)).group_by(a.story_id)
    return {row.story_id: row.n for row in connection.execute(asked)}
