"""The index that articles are searched by: FTS5 on SQLite, tsvector and GIN on PostgreSQL, the same words in both.

A row for each revision, kept in the transaction that stores the text. It is found newest first without sorting: on
SQLite the number of a row is made of the article's day and the revision. The index holds places, not the text.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, text

from ci.store import tables as t
from ci.store.prepared import index_of
from ci.store.reference import get_meta, set_meta
from ci.store.tokens import VERSION

INDEX = "article_words"
TOKENS_VERSION = "search_tokens"
BATCH = 500
DAY = 1 << 32
"""On SQLite: number of a row = the day's ordinal, times this, plus the revision's number."""


@dataclass(frozen=True)
class Page:
    """What is indexed of a revision."""

    revision_id: int
    sorted_on: date
    words: str
    """As `prepared` cuts them, with blanks between."""

    @property
    def rowid(self) -> int:
        return self.sorted_on.toordinal() * DAY + self.revision_id


def add_words(connection: Connection, pages: Iterable[Page]) -> None:
    """Makes revisions findable."""
    for batch in _batches(pages):
        if connection.dialect.name == "sqlite":
            rows = json.dumps({page.rowid: page.words for page in batch}, ensure_ascii=False)
            of_rows = "SELECT CAST(key AS INTEGER), value FROM json_each(?)"  # other threads may work meanwhile
            connection.exec_driver_sql(f"INSERT INTO {INDEX} (rowid, words) {of_rows}", (rows,))
        else:
            into = text(f"INSERT INTO {INDEX} VALUES (:revision_id, :sorted_on, CAST(:words AS tsvector))")
            connection.execute(
                into,
                [
                    {"revision_id": p.revision_id, "sorted_on": p.sorted_on, "words": vector(p.words.split())}
                    for p in batch
                ],
            )


def forget_words(connection: Connection, pages: Iterable[Page]) -> None:
    """Takes revisions out of the index, given with the very text that was put in."""
    for batch in _batches(pages):
        if connection.dialect.name == "sqlite":
            out = text(f"INSERT INTO {INDEX} ({INDEX}, rowid, words) VALUES ('delete', :rowid, :words)")
            connection.execute(out, [{"rowid": page.rowid, "words": page.words} for page in batch])
        else:
            ids = [{"revision_id": page.revision_id} for page in batch]
            connection.execute(text(f"DELETE FROM {INDEX} WHERE revision_id = :revision_id"), ids)


def pages_of(connection: Connection, revision_ids: Sequence[int]) -> list[Page]:
    """Revisions as they are stored now."""
    r, a = t.revisions.c, t.articles.c
    asked = select(r.id, a.sorted_on, r.title, r.text).join(t.articles, a.id == r.article_id)
    return [_page(row) for row in connection.execute(asked.where(r.id.in_(revision_ids)).order_by(r.id))]


def _page(row: Any) -> Page:
    return Page(row.id, row.sorted_on, index_of(row.title, row.text))


def refill(connection: Connection) -> int:
    """Fills the index anew from all that is stored; how many revisions it holds."""
    empty = "INSERT INTO {0} ({0}) VALUES ('delete-all')" if connection.dialect.name == "sqlite" else "TRUNCATE {0}"
    connection.execute(text(empty.format(INDEX)))
    count = 0
    for batch in _stored(connection):
        add_words(connection, batch)
        count += len(batch)
    set_meta(connection, TOKENS_VERSION, VERSION)
    return count


def is_current(connection: Connection) -> bool:
    """Whether the index was filled with words cut as they are cut today."""
    return get_meta(connection, TOKENS_VERSION) == VERSION


def vector(found: Sequence[str]) -> str:
    """Words as PostgreSQL reads a vector: `'bcl':1 '2':2`."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(found, 1):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def _stored(connection: Connection) -> Iterator[list[Page]]:
    r, a = t.revisions.c, t.articles.c
    asked = select(r.id, a.sorted_on, r.title, r.text).join(t.articles, a.id == r.article_id).order_by(r.id)
    last = 0
    while rows := connection.execute(asked.where(r.id > last).limit(BATCH)).all():
        yield [_page(row) for row in rows]
        last = rows[-1].id


def _batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    listed = list(pages)
    for start in range(0, len(listed), BATCH):
        yield listed[start : start + BATCH]
