"""All articles of some polls at once: most polls bring what is known and a few that nobody knows; both cost little."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from ci.model import Article
from ci.store import tables as t
from ci.store.articles import Added, add_arrival, article_row, comer, revision_row
from ci.store.corrections import take_over
from ci.store.engine import insert_rows, insert_tuples, is_one_of, is_pair_of, new_ids
from ci.store.prepared import Arrival
from ci.store.renamed import VIEW, Come, Views, take_new_guids
from ci.store.search import Page, add_words
from ci.store.stories import find_places, keep_marks


def add_articles(connection: Connection, articles: Sequence[Article], source_id: str, now: datetime) -> list[Added]:
    """The same as `add_article` for each, in their order."""
    (added,) = add_brought(connection, [(source_id, articles)], now)
    return added


def add_brought(
    connection: Connection, brought: Sequence[tuple[str, Sequence[Article]]], now: datetime, version: str = ""
) -> list[list[Added]]:
    """The articles of several sources, what is new among them first; what became of each, source by source.

    What says nothing to this version of the catalog counts as read, where nobody knew the article: then nothing that
    was read before has to go.
    """
    come = [(source_id, arrival) for source_id, articles in brought for arrival in arrivals(articles)]
    views = take_new_guids(connection, come, _views(connection, come))
    added = {number: held for number, one in enumerate(come) if (held := _unchanged(one, views))}
    rest = [number for number in range(len(come)) if number not in added]
    fresh = _unknown(connection, come, rest, views)
    added |= dict(zip(fresh, _add_all(connection, [come[number] for number in fresh], now, version), strict=True))
    for number in rest:
        if number not in added:
            source_id, arrival = come[number]
            added[number] = add_arrival(connection, arrival, source_id, now)
    became = take_over(connection, come, views, added)
    in_order = (became[number] for number in range(len(come)))
    return [[next(in_order) for _ in articles] for _, articles in brought]


def arrivals(articles: Sequence[Article]) -> list[Arrival]:
    """What the articles of one answer are known by.

    A guid that stands on several different items of one answer says nothing, and is left out. An address that several
    share (items of one page, or a feed that links them all to its home) is told apart by guid, else by title.
    """
    given = [Arrival.of(article) for article in articles]
    items = defaultdict[str, set[tuple[str, str]]](set)
    for each in given:
        items[each.article.guid].add((each.url_key, each.words_hash))
    chosen = [
        replace(each, guid=each.url_key or each.text_hash) if len(items[each.article.guid]) > 1 else each
        for each in given
    ]
    guids, words = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for each in chosen:
        guids[each.url_key].add(each.guid)
        words[each.url_key].add(each.words_hash)
    return [each.told_apart() if _is_shared(each.url_key, guids, words) else each for each in chosen]


def _is_shared(key: str, guids: Mapping[str, set[str]], words: Mapping[str, set[str]]) -> bool:
    """Items of one address are different ones if their words are, and their guids too where they have any."""
    return bool(key) and len(words[key]) > 1 and (len(guids[key]) > 1 or guids[key] == {key})


# ---------------------------------------------------------------- what is known


def _views(connection: Connection, come: Sequence[Come]) -> Views:
    v, r = t.article_sources.c, t.revisions.c
    pairs = {(source_id, arrival.guid) for source_id, arrival in come}
    joined = t.article_sources.join(t.revisions, r.id == v.revision_id)
    held = select(*VIEW).select_from(joined.join(t.articles, t.articles.c.id == v.article_id))
    rows = connection.execute(held.where(is_pair_of(connection, (v.source_id, v.guid), pairs))) if pairs else ()
    return {(row.source_id, row.guid): row for row in rows}


def _unchanged(one: Come, views: Views) -> Added | None:
    """What its source gave in the same words before."""
    source_id, arrival = one
    row = views.get((source_id, arrival.guid))
    if row is None or row.text_hash != arrival.text_hash:
        return None
    return Added(row.article_id, row.revision_id, is_new=False, is_changed=False)


def _unknown(connection: Connection, come: Sequence[Come], numbers: Sequence[int], views: Views) -> list[int]:
    """Those of which nobody knows the guid, the address or the DOI, the first of each among these."""
    rest = [come[number][1] for number in numbers]
    known: set[tuple[str, ...]] = {("guid", *held) for held in views}
    known |= {("url", key) for key in _held(connection, t.articles.c.url_key, {a.url_key for a in rest})}
    known |= {("doi", key) for key in _held(connection, t.articles.c.doi, {a.article.doi for a in rest})}
    fresh = []
    for number in numbers:
        keys = set(_keys(*come[number]))
        if known.isdisjoint(keys):
            fresh.append(number)
        known |= keys
    return fresh


def _keys(source_id: str, arrival: Arrival) -> Iterator[tuple[str, ...]]:
    yield "guid", source_id, arrival.guid
    if arrival.url_key:
        yield "url", arrival.url_key
    if arrival.article.doi:
        yield "doi", arrival.article.doi


def _held(connection: Connection, column: Any, values: set[str]) -> set[str]:
    wanted = values - {""}
    held = select(column).where(is_one_of(connection, column, wanted))
    return set(connection.execute(held).scalars()) if wanted else set()


# ---------------------------------------------------------------- what is new


def _add_all(connection: Connection, fresh: Sequence[Come], now: datetime, version: str) -> list[Added]:
    if not fresh:
        return []
    places = find_places(connection, [comer(arrival) for _, arrival in fresh])
    article_ids, revision_ids = (new_ids(connection, table, len(fresh)) for table in (t.articles, t.revisions))
    articles, revisions, views = [], [], []
    for (source_id, arrival), article_id, revision_id, place in zip(
        fresh, article_ids, revision_ids, places, strict=True
    ):
        shown = {"id": article_id, "revision_id": revision_id, "story_id": place.story_id}
        articles.append(article_row(arrival, now) | shown)
        known = {"id": revision_id, "is_read": arrival.says_nothing_to(version)}
        revisions.append(revision_row(arrival, article_id, 1, now, place) | known)
        views.append((source_id, arrival.guid, article_id, revision_id))
    insert_rows(connection, t.articles, articles)
    insert_rows(connection, t.revisions, revisions)
    insert_tuples(connection, t.article_sources, views)
    keep_marks(connection, list(zip(revision_ids, places, strict=True)))
    days, indexed = (row["sorted_on"] for row in articles), (arrival.index for _, arrival in fresh)
    add_words(connection, map(Page, revision_ids, days, indexed))
    return [Added(article_id, revision_id, is_new=True, is_changed=True) for _, _, article_id, revision_id in views]
