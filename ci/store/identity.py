"""Which stored article an item is, whose guid its source has not given before: by address, else by DOI.

An address or a DOI that a source uses for several pieces of news (all items link to one page; a correction has the
DOI of what it corrects) tells them only together with what they say. Another source's word on an address is enough.
"""

from typing import Any

from sqlalchemy import Connection, select

from ci.store import tables as t
from ci.store.likeness import Likeness, alike
from ci.store.prepared import Arrival
from ci.store.sameness import only_words, url_key, without_share


def find(connection: Connection, arrival: Arrival, source_id: str) -> tuple[int | None, Arrival]:
    """The article, if there is one, and the item, told apart from other news of its address."""
    article_id = _at(connection, arrival.url_key)
    if article_id and _has_own_guid(arrival) and _is_other_news(connection, article_id, arrival, source_id):
        arrival = arrival.told_apart()
        article_id = _at(connection, arrival.url_key)
    return article_id or _with_doi(connection, arrival, source_id), arrival


def _at(connection: Connection, key: str) -> int | None:
    found: int | None = connection.execute(select(t.articles.c.id).where(t.articles.c.url_key == key)).scalar()
    return found


def _with_doi(connection: Connection, arrival: Arrival, source_id: str) -> int | None:
    if not arrival.article.doi:
        return None
    a, v = t.articles.c, t.article_sources.c
    of_source = select(a.id).distinct().join(t.article_sources, v.article_id == a.id).order_by(a.id)
    ids = connection.execute(of_source.where(a.doi == arrival.article.doi, v.source_id == source_id)).scalars().all()
    return next((i for i in ids if not _is_other_news(connection, i, arrival, source_id)), None)


def _has_own_guid(arrival: Arrival) -> bool:
    """Not the link again, perhaps with the time of the last change behind it, nor one that says nothing."""
    guid = arrival.article.guid
    return bool(guid) and guid == arrival.guid and url_key(guid) != without_share(arrival.url_key)


def _is_other_news(connection: Connection, article_id: int, arrival: Arrival, source_id: str) -> bool:
    """Whether its source gave the article, and never as what the item says."""
    v, r = t.article_sources.c, t.revisions.c
    columns = select(r.title, r.text, r.words_hash, r.published_from).join(t.article_sources, v.revision_id == r.id)
    given = connection.execute(columns.where(v.article_id == article_id, v.source_id == source_id)).all()
    return bool(given) and not any(_is_same_news(row, arrival) for row in given)


def _is_same_news(row: Any, arrival: Arrival) -> bool:
    """The same words; the same title, on no other day; or much of the one text in the other."""
    article = arrival.article
    if row.words_hash == arrival.words_hash:
        return True
    days = {row.published_from, article.published.starts_on if article.published else None} - {None}
    if only_words(row.title) == only_words(article.title) and len(days) < 2:
        return True
    one, other = Likeness.of(row.title, row.text), Likeness.of(article.title, article.text)
    return bool(one and other and alike(one, other))
