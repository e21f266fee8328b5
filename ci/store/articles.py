"""Articles as collected: which one it is, whether its words changed, never an edit of what was stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ci.model import Article
from ci.store import tables as t
from ci.store.engine import upsert
from ci.store.identity import find
from ci.store.prepared import Arrival
from ci.store.sameness import url_key
from ci.store.search import Page, add_words
from ci.store.stories import Comer, Place, find_places, keep_marks
from ci.when import When


@dataclass(frozen=True)
class Added:
    """What became of an article: `is_new` no source had it, `is_changed` its words or date are new in this source."""

    article_id: int
    revision_id: int
    is_new: bool
    is_changed: bool


def add_article(connection: Connection, article: Article, source_id: str, now: datetime) -> Added:
    """Stores an article, or a new revision of one.

    It is known by the guid in its source, else as `identity` finds it. Each source
    keeps its own view of an article: a short teaser elsewhere does not replace the full text here.
    """
    return add_arrival(connection, Arrival.of(article), source_id, now)


def add_arrival(connection: Connection, arrival: Arrival, source_id: str, now: datetime) -> Added:
    guid = arrival.guid
    view = _view(connection, source_id, guid)
    article_id, arrival = (view.article_id, arrival) if view else find(connection, arrival, source_id)
    is_new = article_id is None
    if article_id is None:
        article_id = _add(connection, arrival, now)
    known = _revision_with(connection, article_id, arrival.text_hash)
    if view and view.revision_id == known:
        return Added(article_id, view.revision_id, is_new=False, is_changed=False)
    revision_id = known or _add_revision(connection, article_id, arrival, now)
    row = {"source_id": source_id, "guid": guid, "article_id": article_id, "revision_id": revision_id}
    upsert(connection, t.article_sources, [row])
    _refresh(connection, article_id)
    return Added(article_id, revision_id, is_new=is_new, is_changed=known is None)


def _view(connection: Connection, source_id: str, guid: str) -> Any:
    views = t.article_sources.c
    return connection.execute(
        select(views.article_id, views.revision_id).where(views.source_id == source_id, views.guid == guid)
    ).first()


def _add(connection: Connection, arrival: Arrival, now: datetime) -> int:
    row = article_row(arrival, now)
    return int(connection.execute(insert(t.articles).returning(t.articles.c.id), row).scalar_one())


def article_row(arrival: Arrival, now: datetime) -> dict[str, Any]:
    article = arrival.article
    return {
        "url": article.url,
        "url_key": arrival.url_key or None,
        "doi": article.doi,
        "first_seen_at": now,
        "sorted_on": _sorted_on(article.published, now),
    }


def _sorted_on(published: When | None, now: datetime) -> date:
    """A date in the future is a clock gone wrong, and must not sit on top of the news for years."""
    seen = now.date()
    return published.starts_on if published and published.starts_on <= seen + timedelta(days=1) else seen


def _revision_with(connection: Connection, article_id: int, digest: str) -> int | None:
    revisions = t.revisions.c
    same = (revisions.article_id == article_id) & (revisions.text_hash == digest)
    found: int | None = connection.execute(select(revisions.id).where(same).limit(1)).scalar()
    return found


def _add_revision(connection: Connection, article_id: int, arrival: Arrival, now: datetime) -> int:
    earlier = (
        connection.execute(select(t.revisions.c.number).where(t.revisions.c.article_id == article_id)).scalars().all()
    )
    (place,) = find_places(connection, [comer(arrival)])
    row = revision_row(arrival, article_id, max(earlier, default=0) + 1, now, place)
    revision_id = int(connection.execute(insert(t.revisions).returning(t.revisions.c.id), row).scalar_one())
    keep_marks(connection, [(revision_id, place)])
    sorted_on = connection.execute(select(t.articles.c.sorted_on).where(t.articles.c.id == article_id)).scalar_one()
    add_words(connection, [Page(revision_id, sorted_on, arrival.index)])
    return revision_id


def comer(arrival: Arrival) -> Comer:
    article = arrival.article
    published_from = article.published.starts_on if article.published else None
    return Comer(article.title, article.text, arrival.words_hash, published_from, arrival.marks)


def revision_row(arrival: Arrival, article_id: int, number: int, now: datetime, place: Place) -> dict[str, Any]:
    article = arrival.article
    return {
        "article_id": article_id,
        "number": number,
        "title": article.title,
        "text": article.text,
        "source": article.source,
        "language": article.language,
        "guid": article.guid,
        "text_hash": arrival.text_hash,
        "words_hash": arrival.words_hash,
        "story_id": place.story_id,
        "is_compared": True,
        "published_from": article.published.starts_on if article.published else None,
        "published_until": article.published.ends_on if article.published else None,
        "first_seen_at": now,
        "is_live": True,
    }


def _refresh(connection: Connection, article_id: int) -> None:
    """Live are the revisions that some source gives today; pages show the fullest of them.

    What became live again is to be read again; where one only left, the shown one is, so that the old proofs go.
    """
    r = t.revisions.c
    given = select(t.article_sources.c.revision_id).where(t.article_sources.c.article_id == article_id)
    of_article = update(t.revisions).where(r.article_id == article_id)
    connection.execute(of_article.where(~r.is_live, r.id.in_(given)).values(is_live=True, is_read=False))
    left = connection.execute(of_article.where(r.is_live, r.id.not_in(given)).values(is_live=False)).rowcount
    shown = select(r.id, r.text, r.story_id).where(r.article_id == article_id, r.is_live)
    fullest = max(connection.execute(shown).all(), key=lambda row: (len(row.text), row.id))
    connection.execute(
        update(t.articles)
        .where(t.articles.c.id == article_id)
        .values(revision_id=fullest.id, story_id=fullest.story_id)
    )
    if left:
        connection.execute(of_article.where(r.id == fullest.id).values(is_read=False))


def known_urls(connection: Connection, urls: Sequence[str], source_id: str = "") -> set[str]:
    """Those of these addresses that an article is stored of, in whatever spelling, or that this source calls one by."""
    held, keys = t.articles.c.url_key, {url_key(url) for url in urls}
    stored = set(connection.execute(select(held).where(held.in_(keys))).scalars())
    known = {url for url in urls if url_key(url) in stored}
    if source_id and (rest := set(urls) - known):
        v = t.article_sources.c
        known |= set(connection.execute(select(v.guid).where(v.source_id == source_id, v.guid.in_(rest))).scalars())
    return known
