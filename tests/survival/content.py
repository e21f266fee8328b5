"""What a database holds, in a form in which two databases can be compared: no numbers, no times of our own clock."""

import json
from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, text, update

from ci.store import Store, search
from ci.store import tables as t

Content = dict[str, list[str]]
_OURS = ("id", "known_at")
"""Columns of an event that tell when and as which row it came."""


def content(store: Store) -> Content:
    """Name of a table -> its rows as text, sorted."""
    with store.reading() as connection:
        articles = {row.id: row for row in connection.execute(select(t.articles))}
        revisions = {row.id: row for row in connection.execute(select(t.revisions))}
        named = {i: f"{articles[row.article_id].url} {row.number}" for i, row in revisions.items()}
        held = {
            "articles": [(row.url, row.doi, row.sorted_on, named[row.revision_id]) for row in articles.values()],
            "revisions": [_revision(row, named) for row in revisions.values()],
            "views": [
                (row.source_id, row.guid, articles[row.article_id].url, named[row.revision_id])
                for row in connection.execute(select(t.article_sources))
            ],
            "stories": _stories(articles.values()),
            "mentions": [
                (named[row.revision_id], row.kind, row.entity_id, row.told_on, sorted(row.spellings))
                for row in connection.execute(select(t.mentions))
            ],
            "events": _events(connection),
            "evidence": _evidence(connection, named),
            "trials": [(row.nct_id, row.fields) for row in connection.execute(select(t.trials))],
            "trial_changes": [
                (row.nct_id, row.field, row.old_value, row.new_value)
                for row in connection.execute(select(t.trial_changes))
            ],
            "index": _index(connection),
            "sources": _sources(connection),
        }
    return {
        name: sorted(json.dumps(row, default=str, ensure_ascii=False) for row in rows) for name, rows in held.items()
    }


def _revision(row: Row[Any], named: dict[int, str]) -> tuple[Any, ...]:
    texts = (row.title, row.text, row.source, row.guid, row.text_hash, row.words_hash, row.extent)
    return (named[row.id], *texts, row.published_from, row.is_live, row.is_read, row.is_relevant, row.unread_from)


def _stories(articles: Any) -> list[list[str]]:
    """Which articles tell one piece of news; the name of a story is that of whichever came first."""
    of_story: defaultdict[str, list[str]] = defaultdict(list)
    for row in articles:
        of_story[row.story_id].append(row.url)
    return [sorted(urls) for urls in of_story.values()]


def _events(connection: Connection) -> list[list[Any]]:
    names = [column for column in t.events.c if column.name not in _OURS]
    return [list(row) for row in connection.execute(select(*names))]


def _evidence(connection: Connection, named: dict[int, str]) -> list[tuple[Any, ...]]:
    joined = t.evidence.outerjoin(t.events, t.events.c.id == t.evidence.c.event_id)
    e = t.evidence.c
    columns = (e.revision_id, e.curated_id, e.told_on, e.start, e.end, e.quote, e.rule, e.claims, t.events.c.key)
    rows = connection.execute(select(*columns).select_from(joined))
    return [
        (named.get(row.revision_id, ""), *row[1:7], json.dumps(row.claims, sort_keys=True), row.key) for row in rows
    ]


def _index(connection: Connection) -> list[tuple[str, int]]:
    """How many texts are found by some words; on SQLite the index is also held against itself."""
    if connection.dialect.name == "sqlite":
        asked = f"SELECT count(*) FROM {search.INDEX} WHERE {search.INDEX} MATCH :word"
    else:
        asked = f"SELECT count(*) FROM {search.INDEX} WHERE words @@ CAST(:word AS tsquery)"
    words = ("venetoclax", "trial", "leukaemia", "news", "collaboration")
    return [(word, connection.execute(text(asked), {"word": word}).scalar_one()) for word in words]


def _sources(connection: Connection) -> list[tuple[Any, ...]]:
    s = t.sources.c
    columns = (s.id, s.url, s.state, s.last_error, s.failures_count, s.etag, s.last_modified, s.leased_by)
    return [tuple(row) for row in connection.execute(select(*columns))]


def differences(expected: Content, found: Content) -> list[str]:
    """A line for each row that is missing or too many; empty where both are the same."""
    lines = []
    for name, rows in expected.items():
        missing, extra = _less(rows, found[name]), _less(found[name], rows)
        lines += [f"{name} lacks {row[:300]}" for row in missing] + [f"{name} holds {row[:300]}" for row in extra]
    return lines


def _less(rows: list[str], others: list[str]) -> list[str]:
    left = list(others)
    return [row for row in rows if not (row in left and not left.remove(row))]


def integrity(store: Store) -> list[str]:
    """What SQLite finds wrong with its file, its keys and its index; nothing to ask for on PostgreSQL."""
    if store.engine.dialect.name != "sqlite":
        return []
    with store.reading() as connection:
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        found += [f"broken key: {row}" for row in connection.execute(text("PRAGMA foreign_key_check"))]
    return found


def pass_time(store: Store, span: timedelta) -> None:
    """All that is noted of sources and hosts lies so much further back: the same as a clock that went on (or, with a
    negative span, one that was turned back)."""
    with store.writing() as connection:
        for table, keys in ((t.sources, ("id",)), (t.hosts, ("host",))):
            times = [column for column in table.c if column.name.endswith(("_at", "_until", "_since"))]
            for row in connection.execute(select(table)).all():
                moved = {c.name: getattr(row, c.name) - span for c in times if getattr(row, c.name) is not None}
                if moved:
                    same = [table.c[key] == getattr(row, key) for key in keys]
                    connection.execute(update(table).where(*same).values(moved))
