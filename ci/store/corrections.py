"""The link and the date of an item, put right by the one source that gives it.

Where several sources give an article, each may have its own link and date: the first ones stay, or they would change
with every poll. A date behind the day on which the item was first seen is no correction: it is the day of an edit, or
of the asking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from ci.store import search
from ci.store import tables as t
from ci.store.articles import Added
from ci.store.engine import is_one_of
from ci.store.renamed import Come, Views
from ci.store.sameness import without_share
from ci.store.texts import WHOLE_TEXT
from ci.when import When


def take_over(
    connection: Connection, come: Sequence[Come], views: Views, added: Mapping[int, Added]
) -> Mapping[int, Added]:
    """What became of items, those with a new date changed: they are read again."""
    differing: dict[tuple[str, str], int] = {}
    for number, (source_id, arrival) in enumerate(come):
        held = views.get((source_id, arrival.guid))
        if held and (_has_other_link(held, arrival.url_key) or _has_other_date(held, arrival.article.published)):
            differing.setdefault((source_id, arrival.guid), number)
    known = _given_once(connection, {added[number].article_id for number in differing.values()})
    redated = dict[int, Added]()
    for key, number in differing.items():
        held, (_, arrival), one = views[key], come[number], added[number]
        if row := known.get(one.article_id):
            if _has_other_link(held, arrival.url_key):
                _take_link(connection, one.article_id, arrival.article.url, arrival.url_key)
            published = arrival.article.published
            if published and _has_other_date(held, published) and published.starts_on <= row.first_seen_at.date():
                _take_date(connection, one.article_id, published)
                redated[number] = replace(one, is_changed=True)
    return {**added, **redated}


def _has_other_link(held: Row[Any], key: str) -> bool:
    return bool(key) and without_share(key) != without_share(held.url_key or "")


def _has_other_date(held: Row[Any], published: When | None) -> bool:
    return published is not None and (published.starts_on, published.ends_on) != (
        held.published_from,
        held.published_until,
    )


def _given_once(connection: Connection, article_ids: set[int]) -> Mapping[int, Any]:
    """Those of these articles that one source gives, once, beside the text of its page."""
    if not article_ids:
        return {}
    v, a = t.article_sources.c, t.articles.c
    joined = select(a.id, a.first_seen_at).join(t.article_sources, v.article_id == a.id)
    given = joined.where(is_one_of(connection, a.id, article_ids), ~v.guid.startswith(WHOLE_TEXT))
    once = given.group_by(a.id, a.first_seen_at).having(func.count() == 1)
    return {row.id: row for row in connection.execute(once)}


def _take_link(connection: Connection, article_id: int, url: str, key: str) -> None:
    """Unless another article has it."""
    a = t.articles.c
    if connection.execute(select(a.id).where(a.url_key == key)).first() is None:
        connection.execute(update(t.articles).where(a.id == article_id).values(url=url, url_key=key))


def _take_date(connection: Connection, article_id: int, published: When) -> None:
    r, a = t.revisions.c, t.articles.c
    ids = connection.execute(select(r.id).where(r.article_id == article_id)).scalars().all()
    search.forget_words(connection, search.pages_of(connection, ids))
    connection.execute(update(t.articles).where(a.id == article_id).values(sorted_on=published.starts_on))
    search.add_words(connection, search.pages_of(connection, ids))
    live = update(t.revisions).where(r.article_id == article_id, r.is_live)
    connection.execute(live.values(published_from=published.starts_on, published_until=published.ends_on))
    connection.execute(live.where(~r.is_trimmed).values(is_read=False))
