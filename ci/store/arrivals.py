"""All articles of one poll at once: most polls bring what is known and a few that nobody knows; both cost little."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from ci.model import Article
from ci.store import tables as t
from ci.store.articles import (
    Added,
    Arrival,
    add_arrival,
    article_row,
    comer,
    revision_row,
    text_hash,
    words_hash,
)
from ci.store.search import Page, add_words
from ci.store.stories import find_places, keep_marks


def add_articles(connection: Connection, articles: Sequence[Article], source_id: str, now: datetime) -> list[Added]:
    """The same as `add_article` for each, in their order."""
    arrived = arrivals(articles)
    unchanged = _unchanged(connection, arrived, source_id)
    rest = [n for n in range(len(arrived)) if n not in unchanged]
    fresh = _unknown(connection, arrived, rest, source_id)
    added = unchanged | dict(zip(fresh, _add_all(connection, [arrived[n] for n in fresh], source_id, now), strict=True))
    for number in rest:
        if number not in added:
            added[number] = add_arrival(connection, arrived[number], source_id, now)
    return [added[number] for number in range(len(arrived))]


def arrivals(articles: Sequence[Article]) -> list[Arrival]:
    """What the articles of one answer are known by.

    A guid that stands on several different items of one answer says nothing, and is left out. An address that several
    share (items of one page, or a feed that links them all to its home) is told apart by guid, else by title.
    """
    given = [Arrival.of(article) for article in articles]
    items = defaultdict[str, set[tuple[str, str]]](set)
    for each in given:
        items[each.article.guid].add((each.url_key, words_hash(each.article)))
    plain = [replace(each, guid=each.url_key or text_hash(each.article.full_text)) for each in given]
    chosen = [b if len(items[a.article.guid]) > 1 else a for a, b in zip(given, plain, strict=True)]
    guids, words = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for each in chosen:
        guids[each.url_key].add(each.guid)
        words[each.url_key].add(words_hash(each.article))
    return [_told_apart(each) if _is_shared(each.url_key, guids, words) else each for each in chosen]


def _is_shared(key: str, guids: Mapping[str, set[str]], words: Mapping[str, set[str]]) -> bool:
    """Items of one address are different ones if their words are, and their guids too where they have any."""
    return bool(key) and len(words[key]) > 1 and (len(guids[key]) > 1 or guids[key] == {key})


def _told_apart(arrival: Arrival) -> Arrival:
    has_guid = arrival.guid != arrival.url_key
    key = f"{arrival.url_key}#{text_hash(arrival.guid if has_guid else arrival.article.title)[:12]}"
    return replace(arrival, url_key=key, guid=arrival.guid if has_guid else key)


def _unchanged(connection: Connection, arrived: Sequence[Arrival], source_id: str) -> dict[int, Added]:
    """Those whose source gave them in the same words before."""
    v, r = t.article_sources.c, t.revisions.c
    guids = {arrival.guid for arrival in arrived}
    held = select(v.guid, v.article_id, v.revision_id, r.text_hash).join(t.revisions, r.id == v.revision_id)
    rows = {row.guid: row for row in connection.execute(held.where(v.source_id == source_id, v.guid.in_(guids)))}
    found = {}
    for number, arrival in enumerate(arrived):
        row = rows.get(arrival.guid)
        if row and row.text_hash == text_hash(arrival.article.full_text):
            found[number] = Added(row.article_id, row.revision_id, is_new=False, is_changed=False)
    return found


def _unknown(connection: Connection, arrived: Sequence[Arrival], numbers: Sequence[int], source_id: str) -> list[int]:
    """Those of which nobody knows the guid, the address or the DOI, the first of each in this poll."""
    known = {name: _held(connection, column, [value(arrived[n]) for n in numbers]) for name, column, value in _BY}
    views = select(t.article_sources.c.guid).where(t.article_sources.c.source_id == source_id)
    guids = {arrived[n].guid for n in numbers}
    known["guid"] = (
        set(connection.execute(views.where(t.article_sources.c.guid.in_(guids))).scalars()) if guids else set()
    )
    fresh = []
    for number in numbers:
        keys = {name: value(arrived[number]) for name, _, value in _BY} | {"guid": arrived[number].guid}
        if not any(key and key in known[name] for name, key in keys.items()):
            fresh.append(number)
        for name, key in keys.items():
            known[name].add(key)
    return fresh


_BY: tuple[Any, ...] = (
    ("url", t.articles.c.url_key, lambda arrival: arrival.url_key),
    ("doi", t.articles.c.doi, lambda arrival: arrival.article.doi),
)


def _held(connection: Connection, column: Any, values: Sequence[str]) -> set[str]:
    wanted = {value for value in values if value}
    return set(connection.execute(select(column).where(column.in_(wanted))).scalars()) if wanted else set()


def _add_all(connection: Connection, fresh: Sequence[Arrival], source_id: str, now: datetime) -> list[Added]:
    if not fresh:
        return []
    articles = [arrival.article for arrival in fresh]
    places = find_places(connection, [comer(article) for article in articles])
    told = [{**article_row(a, now), "story_id": place.story_id} for a, place in zip(fresh, places, strict=True)]
    article_ids = _insert(connection, t.articles, told)
    rows = [revision_row(a, i, 1, now, place) for a, i, place in zip(articles, article_ids, places, strict=True)]
    revision_ids = _insert(connection, t.revisions, rows)
    keep_marks(connection, list(zip(revision_ids, places, strict=True)))
    days = [row["sorted_on"] for row in told]
    pages = (Page(i, day, a.title, a.text) for i, day, a in zip(revision_ids, days, articles, strict=True))
    add_words(connection, pages)
    pairs = list(zip(fresh, article_ids, revision_ids, strict=True))
    views = [
        {"source_id": source_id, "guid": arrival.guid, "article_id": i, "revision_id": revision_id}
        for arrival, i, revision_id in pairs
    ]
    connection.execute(insert(t.article_sources), views)
    shown = update(t.articles).where(t.articles.c.id == bindparam("of")).values(revision_id=bindparam("shown"))
    connection.execute(shown, [{"of": i, "shown": revision_id} for _, i, revision_id in pairs])
    return [Added(i, revision_id, is_new=True, is_changed=True) for _, i, revision_id in pairs]


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    into = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(into, rows).scalars())
