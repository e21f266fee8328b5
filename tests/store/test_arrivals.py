"""The answers of several sources are stored together, and it is as if they had come one after the other."""

from datetime import timedelta

from sqlalchemy import select

from ci.model import Article
from ci.store import PollOutcome, Store, tables
from ci.store.prepared import prepared
from tests.make import CATALOG, NOW, make_article

TEXT = "The agency approved the medicine for adults who had received two therapies before. " * 5


def told(store: Store) -> list[tuple[object, ...]]:
    """All that is stored of articles, without the numbers that a database gives."""
    a, r, v = tables.articles.c, tables.revisions.c, tables.article_sources.c
    joined = tables.article_sources.join(tables.articles, a.id == v.article_id).join(
        tables.revisions, r.id == v.revision_id
    )
    columns = (v.source_id, v.guid, a.url_key, a.doi, r.title, r.text, r.text_hash, r.words_hash, r.story_id, r.is_live)
    with store.reading() as connection:
        return sorted(map(tuple, connection.execute(select(*columns).select_from(joined))), key=repr)


def feeds() -> dict[str, list[Article]]:
    """Two sources with one article in common, one text in common and a DOI that stands in both."""
    shared = make_article("Shared", TEXT, "https://wire.example/shared")
    copy = f"{TEXT} It is sold from May."
    return {
        "wire": [
            shared,
            make_article("Own", "Own words.", "https://wire.example/own", guid="7"),
            make_article("Again", "Own words again.", "https://wire.example/own", guid="7"),
            make_article("Paper", "A paper of the wire.", "https://wire.example/paper", doi="10.1/x"),
        ],
        "trade-press": [
            make_article("Shared elsewhere", TEXT, "http://www.wire.example/shared/"),
            make_article("Another title", copy, "https://trade.example/copy"),
            make_article("Paper", "A paper elsewhere.", "https://trade.example/paper", doi="10.1/x"),
            make_article("Own", "Other words.", "https://trade.example/own", guid="7"),
        ],
    }


def test_together_is_the_same_as_one_after_the_other(store: Store) -> None:
    store.load_catalog(CATALOG)
    polled = [(name, PollOutcome("ok", etag=name, articles=articles)) for name, articles in feeds().items()]
    recorded = store.record_polls(polled, NOW)
    together = told(store)
    assert [sum(one.is_new for one in each.added) for each in recorded] == [4, 3]
    with store.writing() as connection:
        for table in (tables.article_sources, tables.story_marks, tables.revisions, tables.articles):
            connection.execute(table.delete())
    for name, outcome in polled:
        store.record_poll(name, outcome, NOW)
    assert told(store) == together
    assert {(row.etag, row.state) for row in store.sources() if row.id in feeds()} == {
        ("wire", "ok"),
        ("trade-press", "ok"),
    }


def test_what_a_child_prepared_is_stored_as_what_it_was_made_of(store: Store) -> None:
    store.load_catalog(CATALOG)
    odd = make_article(
        "Odd \x00 \ud800 ü", "中文 and ﬁne words, APG-115. " * 30, "https://wire.example/odd?utm_source=x"
    )
    given = {"wire": [*feeds()["wire"], odd], "trade-press": feeds()["trade-press"]}
    for name, articles in given.items():
        store.record_poll(name, PollOutcome("ok", articles=[prepared(one) for one in articles]), NOW)
    ready = told(store)
    later = NOW + timedelta(days=1)
    for name, articles in given.items():
        again = store.record_poll(name, PollOutcome("ok", articles=articles), later)
        assert not any(one.is_changed for one in again), "the same words come again, prepared or not"
    assert told(store) == ready
