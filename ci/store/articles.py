"""Articles as collected: which one it is, whether its words changed, never an edit of what was stored."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from ci.model import Article, Reading
from ci.store import tables as t
from ci.store.engine import upsert
from ci.store.search import Page, add_words
from ci.store.stories import Comer, Place, find_places, keep_marks
from ci.when import When


@dataclass(frozen=True)
class Added:
    """What became of an article: `is_new` no source had it, `is_changed` its words are new in this source."""

    article_id: int
    revision_id: int
    is_new: bool
    is_changed: bool


@dataclass(frozen=True)
class Unread:
    """A stored article that is still to be read."""

    revision_id: int
    article: Article


@dataclass(frozen=True)
class Arrival:
    """An article that can be stored, with the guid and the address that it is known by."""

    article: Article
    guid: str
    url_key: str

    @classmethod
    def of(cls, article: Article) -> "Arrival":
        article = storable(article)
        return cls(article, guid_of(article), url_key(article.url))


def add_article(connection: Connection, article: Article, source_id: str, now: datetime) -> Added:
    """Stores an article, or a new revision of one.

    It is known by the guid in its source, else by its canonical address, else by its DOI in its source. Each source
    keeps its own view of an article: a short teaser elsewhere does not replace the full text here.
    """
    return add_arrival(connection, Arrival.of(article), source_id, now)


def add_arrival(connection: Connection, arrival: Arrival, source_id: str, now: datetime) -> Added:
    article, guid = arrival.article, arrival.guid
    view = _view(connection, source_id, guid)
    article_id = view.article_id if view else _find(connection, arrival, source_id)
    is_new = article_id is None
    if article_id is None:
        article_id = _add(connection, arrival, now)
    known = _revision_with(connection, article_id, text_hash(article.full_text))
    if view and view.revision_id == known:
        return Added(article_id, view.revision_id, is_new=False, is_changed=False)
    revision_id = known or _add_revision(connection, article_id, article, now)
    row = {"source_id": source_id, "guid": guid, "article_id": article_id, "revision_id": revision_id}
    upsert(connection, t.article_sources, [row])
    _refresh(connection, article_id)
    return Added(article_id, revision_id, is_new=is_new, is_changed=known is None)


def _view(connection: Connection, source_id: str, guid: str) -> Any:
    views = t.article_sources.c
    return connection.execute(
        select(views.article_id, views.revision_id).where(views.source_id == source_id, views.guid == guid)
    ).first()


def _find(connection: Connection, arrival: Arrival, source_id: str) -> int | None:
    is_there = t.articles.c.url_key == arrival.url_key
    by_url: int | None = connection.execute(select(t.articles.c.id).where(is_there)).scalar()
    if by_url:
        return by_url
    if not arrival.article.doi:
        return None
    views = t.article_sources
    of_source = select(t.articles.c.id).join(views, views.c.article_id == t.articles.c.id)
    is_same = (t.articles.c.doi == arrival.article.doi) & (views.c.source_id == source_id)
    by_doi: int | None = connection.execute(of_source.where(is_same).limit(1)).scalar()
    return by_doi


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


def _add_revision(connection: Connection, article_id: int, article: Article, now: datetime) -> int:
    earlier = (
        connection.execute(select(t.revisions.c.number).where(t.revisions.c.article_id == article_id)).scalars().all()
    )
    (place,) = find_places(connection, [comer(article)])
    row = revision_row(article, article_id, max(earlier, default=0) + 1, now, place)
    revision_id = int(connection.execute(insert(t.revisions).returning(t.revisions.c.id), row).scalar_one())
    keep_marks(connection, [(revision_id, place)])
    sorted_on = connection.execute(select(t.articles.c.sorted_on).where(t.articles.c.id == article_id)).scalar_one()
    add_words(connection, [Page(revision_id, sorted_on, article.title, article.text)])
    return revision_id


def comer(article: Article) -> Comer:
    published_from = article.published.starts_on if article.published else None
    return Comer(article.title, article.text, words_hash(article), published_from)


def revision_row(article: Article, article_id: int, number: int, now: datetime, place: Place) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "number": number,
        **{name: getattr(article, name) for name in ("title", "text", "source", "language", "guid")},
        "text_hash": text_hash(article.full_text),
        "words_hash": words_hash(article),
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


def unread(connection: Connection, limit: int | None = None, only: Sequence[int] | None = None) -> list[Unread]:
    """Live revisions that nobody has read yet, in the order in which they came."""
    waiting = _live_articles().where(~t.revisions.c.is_read).limit(limit)
    if only is not None:
        waiting = waiting.where(t.revisions.c.id.in_(only))
    return [Unread(row.id, as_article(row)) for row in connection.execute(waiting)]


def live_after(connection: Connection, revision_id: int, limit: int) -> list[Unread]:
    """The next live revisions behind this one: the fixed order in which `rebuild` reads them all."""
    rows = connection.execute(_live_articles().where(t.revisions.c.id > revision_id).limit(limit))
    return [Unread(row.id, as_article(row)) for row in rows]


def rows(connection: Connection, revision_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """The revisions with address and DOI of their article."""
    return connection.execute(_revisions().where(t.revisions.c.id.in_(revision_ids))).all()


def mark_read(connection: Connection, read: Mapping[int, Reading]) -> None:
    values = [
        {"of": i, "is_relevant": r.is_relevant, "unread_from": r.unread_from, "is_read": True} for i, r in read.items()
    ]
    if values:
        connection.execute(update(t.revisions).where(t.revisions.c.id == bindparam("of")), values)


def _revisions() -> Select[Any]:
    both = t.revisions.join(t.articles, t.articles.c.id == t.revisions.c.article_id)
    return select(*t.revisions.c, t.articles.c.url, t.articles.c.doi).select_from(both).order_by(t.revisions.c.id)


def _live_articles() -> Select[Any]:
    """Those that can be read: of a trimmed text the half is gone."""
    return _revisions().where(t.revisions.c.is_live, ~t.revisions.c.is_trimmed)


def as_article(row: Row[Any]) -> Article:
    published = When(row.published_from, row.published_until) if row.published_from else None
    texts = {name: getattr(row, name) for name in ("url", "title", "text", "source", "guid", "doi", "language")}
    return Article(**texts, published=published)


# ---------------------------------------------------------------- sameness


def guid_of(article: Article) -> str:
    """What its source knows it by: the guid, else the address, else the words."""
    return article.guid or url_key(article.url) or text_hash(article.full_text)


_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|mc_[ce]id|cmpid|ref|_hs\w+)$")


def known_urls(connection: Connection, urls: Sequence[str]) -> set[str]:
    """Those of these addresses that an article is stored of, in whatever spelling."""
    held, keys = t.articles.c.url_key, {url_key(url) for url in urls}
    stored = set(connection.execute(select(held).where(held.in_(keys))).scalars())
    return {url for url in urls if url_key(url) in stored}


def url_key(url: str) -> str:
    """What two spellings of one address share: without scheme, www, fragment, tracking and last slash."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url.strip()
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    address = parts.hostname.removeprefix("www.") + port + parts.path.rstrip("/")
    return address + ("?" + urlencode(sorted(query)) if query else "")


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def words_hash(article: Article) -> str:
    """Exact copies of one text share it, under whatever title; a short one counts with its title."""
    body = re.sub(r"\W+", " ", article.text).casefold().strip()
    return text_hash(body if len(body) > 200 else re.sub(r"\W+", " ", article.full_text).casefold().strip())


def storable(article: Article) -> Article:
    """PostgreSQL stores no NUL and no half of a surrogate pair; one character for one, so that offsets stay."""
    texts = {name: _CANNOT_BE_STORED.sub("\ufffd", getattr(article, name)) for name in _TEXTS}
    if all(texts[name] == getattr(article, name) for name in _TEXTS):
        return article
    return Article(**texts, published=article.published)


_TEXTS = ("url", "title", "text", "source", "guid", "doi", "language")
_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")
