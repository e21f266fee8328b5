"""The whole texts behind items that came as summaries: which are to be fetched, each once, and what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, exists, or_, select, update

from ci.model import Article
from ci.store import tables as t
from ci.store.articles import Added, add_article
from ci.store.unread import as_article

FULL, NONE, FORBIDDEN, FAILED, LATER = "full", "no-text", "forbidden", "failed", "later"
"""What came of asking: the text; a page without one; robots.txt says no; a fault; a fault that may pass."""

WHOLE_TEXT = "text of article "
"""Begins the guid of a text that was fetched: no feed gives it, and none may lose or take it over."""
AGAIN_AFTER = timedelta(days=1)
OLDEST = timedelta(days=30)
"""Pages of items that came earlier are not asked for: a source that is switched to full texts begins with today's."""


@dataclass(frozen=True)
class Wanted:
    """An item of a source that wants whole texts, as its list gave it."""

    article_id: int
    source_id: str
    article: Article
    is_second_try: bool


def claim(connection: Connection, now: datetime, limit: int) -> list[Wanted]:
    """Takes what is about our subject and came as a summary, the newest first; each once, and where a fault may pass,
    or the asker was killed, once more. A page that several items share has the text of none."""
    found = _wanted(connection, now, limit)
    asked = update(t.articles).where(t.articles.c.id.in_([item.article_id for item in found]))
    connection.execute(asked.values(text_state=LATER, text_asked_at=now))
    return found


def _wanted(connection: Connection, now: datetime, limit: int) -> list[Wanted]:
    a, r, v, s = t.articles.c, t.revisions.c, t.article_sources.c, t.sources.c
    joined = (
        t.articles.join(t.revisions, r.id == a.revision_id)
        .join(t.article_sources, (v.article_id == a.id) & (v.revision_id == r.id))
        .join(t.sources, s.id == v.source_id)
    )
    is_new = a.text_state == ""
    is_due = or_(is_new, (a.text_state == LATER) & (a.text_asked_at <= now - AGAIN_AFTER))
    columns: Select[Any] = select(*r, a.url, a.doi, a.text_state, v.source_id).select_from(joined)
    asked = columns.where(s.fetches_text, s.is_on, ~s.is_paused, r.is_relevant, r.is_read, is_due)
    asked = asked.where(a.url != "", ~a.url_key.contains("#"), a.first_seen_at >= now - OLDEST, ~r.is_trimmed)
    rows = connection.execute(asked.order_by(a.id.desc()).limit(limit))
    found: dict[int, Wanted] = {}
    for row in rows:
        found.setdefault(
            row.article_id, Wanted(row.article_id, row.source_id, as_article(row), row.text_state == LATER)
        )
    return list(found.values())


def has_wanted(connection: Connection) -> bool:
    """Whether any source wants whole texts: asked first, because most databases have none."""
    return bool(connection.execute(select(exists().where(t.sources.c.fetches_text))).scalar())


def record(connection: Connection, item: Wanted, text: str, state: str, now: datetime) -> Added | None:
    """Keeps what came of asking, and the text as a view of its own: the list will go on giving its summary."""
    if state == LATER and item.is_second_try:
        state = FAILED
    values: dict[str, Any] = {"text_state": state, "text_asked_at": now}
    connection.execute(update(t.articles).where(t.articles.c.id == item.article_id).values(values))
    if state != FULL:
        return None
    whole = replace(item.article, text=text, guid=f"{WHOLE_TEXT}{item.article_id}")
    added = add_article(connection, whole, item.source_id, now)
    of_revision = update(t.revisions).where(t.revisions.c.id == added.revision_id)
    connection.execute(of_revision.values(extent=FULL))
    return added
