"""Items that their source gives under a new guid, word for word: a guid that changes at every poll makes no news.

Feeds that make their guids anew whenever they are asked are known by the old guid's absence: an answer that holds the
old one too tells two items, and both stay.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from ci.store import tables as t
from ci.store.engine import is_one_of
from ci.store.prepared import Arrival
from ci.store.sameness import without_share
from ci.store.texts import WHOLE_TEXT

Come = tuple[str, Arrival]
"""An article, behind the source that gave it."""
Views = Mapping[tuple[str, str], Row[Any]]
"""What sources gave before, by source and guid."""
VIEW = (
    *(t.article_sources.c[name] for name in ("source_id", "guid", "article_id", "revision_id")),
    *(t.revisions.c[name] for name in ("text_hash", "published_from", "published_until")),
    t.articles.c.url_key,
)
"""What is asked of such a view, with the words that it shows and the article that it is of."""
Known = tuple[str | date | None, ...]


def take_new_guids(connection: Connection, come: Sequence[Come], views: Views) -> Views:
    """What sources gave before, with what they call otherwise today under its new guid."""
    unknown = {key: one for one in come if (key := (one[0], one[1].guid)) not in views}
    if not unknown:
        return views
    given = {(source_id, arrival.guid) for source_id, arrival in come}
    left = defaultdict[Known, list[Row[Any]]](list)
    for row in _told_alike(connection, list(unknown.values())):
        if (row.source_id, row.guid) not in given and not row.guid.startswith(WHOLE_TEXT):
            for known_by in _known_by(row.source_id, row.text_hash, row.url_key or "", row.published_from):
                left[known_by].append(row)
    renamed = dict[tuple[str, str], Row[Any]]()
    for key, (source_id, arrival) in unknown.items():
        published = arrival.article.published
        own = _known_by(source_id, arrival.text_hash, arrival.url_key, published.starts_on if published else None)
        while (rows := left[own[0]]) and key not in renamed:
            row = rows.pop(0)
            if (row.source_id, row.guid) not in given:  # nor taken for another item meanwhile
                renamed[key] = row
                given.add((row.source_id, row.guid))
    _rename(connection, {key: row.guid for key, row in renamed.items()})
    return {**views, **renamed}


def _known_by(source_id: str, digest: str, url_key: str, day: date | None) -> tuple[Known, ...]:
    """The surest first: source, words and an address of its own; else the day beside an address that others share."""
    address = without_share(url_key)
    by_day = (source_id, digest, address, day)
    return (by_day,) if address != url_key or not url_key else ((source_id, digest, url_key), by_day)


def _told_alike(connection: Connection, come: Sequence[Come]) -> Sequence[Row[Any]]:
    """What these sources gave in these words."""
    v, r, a = t.article_sources.c, t.revisions.c, t.articles.c
    joined = t.revisions.join(t.article_sources, v.revision_id == r.id).join(t.articles, a.id == v.article_id)
    asked = select(*VIEW).select_from(joined).order_by(r.id)
    words = is_one_of(connection, r.words_hash, {arrival.words_hash for _, arrival in come})
    sources = is_one_of(connection, v.source_id, {source_id for source_id, _ in come})
    return connection.execute(asked.where(words, sources)).all()


def _rename(connection: Connection, old: Mapping[tuple[str, str], str]) -> None:
    v = t.article_sources.c
    this = update(t.article_sources).where(v.source_id == bindparam("of"), v.guid == bindparam("was"))
    rows = [{"of": source_id, "was": was, "now": guid} for (source_id, guid), was in old.items()]
    if rows:
        connection.execute(this.values(guid=bindparam("now")), rows)
