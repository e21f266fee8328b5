"""What is stored, as articles again: those that wait to be read, and those that are read once more."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from ci.model import Article, Reading
from ci.store import tables as t
from ci.store.engine import is_one_of
from ci.when import When


@dataclass(frozen=True)
class Unread:
    """A stored article that is still to be read."""

    revision_id: int
    article: Article


def waiting(
    connection: Connection, limit: int | None = None, only: Sequence[int] | None = None, after: int = 0
) -> list[Unread]:
    """Live revisions behind a number that nobody has read yet, in the order in which they came."""
    found = _live_articles().where(~t.revisions.c.is_read, t.revisions.c.id > after).limit(limit)
    if only is not None:
        found = found.where(t.revisions.c.id.in_(only))
    return [Unread(row.id, as_article(row)) for row in connection.execute(found)]


def count(connection: Connection) -> int:
    """All that nobody has read yet, live or not: of an index that holds nothing else."""
    return int(connection.execute(select(func.count()).where(~t.revisions.c.is_read)).scalar_one())


def live_after(connection: Connection, revision_id: int, limit: int) -> list[Unread]:
    """The next live revisions behind this one: the fixed order in which `rebuild` reads them all."""
    rows = connection.execute(_live_articles().where(t.revisions.c.id > revision_id).limit(limit))
    return [Unread(row.id, as_article(row)) for row in rows]


def rows(connection: Connection, revision_ids: Collection[int]) -> Sequence[Row[Any]]:
    """The revisions with address and DOI of their article."""
    return connection.execute(_revisions().where(is_one_of(connection, t.revisions.c.id, revision_ids))).all()


def mark_read(connection: Connection, read: Mapping[int, Reading]) -> None:
    alike = defaultdict[tuple[bool, int | None], list[int]](list)
    for revision_id, reading in read.items():
        alike[reading.is_relevant, reading.unread_from].append(revision_id)
    for (is_relevant, unread_from), ids in alike.items():
        these = update(t.revisions).where(is_one_of(connection, t.revisions.c.id, ids))
        connection.execute(these.values(is_relevant=is_relevant, unread_from=unread_from, is_read=True))


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
