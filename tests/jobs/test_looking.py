"""What the child that parses has looked at need not be read: with the same rows as if it had been."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ci.extract import Gate, Reader
from ci.extract.text import READ_AT_MOST
from ci.feeds.guarded import Guarded
from ci.jobs import child_looking, child_parsing
from ci.model import Article, Fetched, NameDecision, Reading, Verdict
from ci.store import LookedWith, PollOutcome, Store
from ci.store import tables as t
from ci.store.prepared import Prepared, prepared
from tests.make import CATALOG, NOW, make_article

OURS = make_article("FDA approves venetoclax", "The FDA has approved venetoclax.", "https://wire.example/ours")
OTHER = make_article("Sales rose", "Sales of pens rose in May.", "https://wire.example/other")
LONG = make_article("Long", "Sales rose. " * (READ_AT_MOST // 12 + 1), "https://wire.example/long")
NOW_KNOWN = LookedWith("v1", [])
DECISION = NameDecision(
    "company", "~foobar", "Foobar", Verdict.IGNORE, decided_by="A. Curator", why="not a company", decided_at=NOW
)


@pytest.fixture(autouse=True)
def _sources(request: pytest.FixtureRequest) -> None:
    if "store" in request.fixturenames:
        request.getfixturevalue("store").load_catalog(CATALOG)


def looked_at(article: Article, version: str = "v1") -> Prepared:
    return prepared(article, lambda _: version)


def unread(store: Store) -> set[str]:
    return {each.article.title for each in store.unread_revisions()}


@pytest.mark.parametrize("article", [OURS, OTHER, LONG])
def test_the_gate_keeps_out_only_what_a_reader_finds_nothing_in(article: Article) -> None:
    assert Gate(CATALOG).keeps_out(article) == (Reader(CATALOG).read(article) == Reading(False))
    assert Gate(CATALOG).keeps_out(article) == (article is OTHER), "of a long text the end is not read"


def test_what_says_nothing_counts_as_read(store: Store) -> None:
    polled = [("wire", PollOutcome("ok", articles=[looked_at(OTHER), looked_at(OURS, "")]))]
    store.record_polls(polled, NOW, NOW_KNOWN)
    assert unread(store) == {OURS.title}
    r = t.revisions.c
    with store.reading() as connection:
        (row,) = connection.execute(select(r.is_relevant, r.unread_from).where(r.is_read)).all()
    assert tuple(row) == (False, None)


@pytest.mark.parametrize(
    ("version", "looked_with"),
    [("v0", NOW_KNOWN), ("", NOW_KNOWN), ("", LookedWith("", [])), ("v1", None), ("v1", LookedWith("v1", [DECISION]))],
)
def test_what_was_looked_at_with_another_catalog_is_read(
    store: Store, version: str, looked_with: LookedWith | None
) -> None:
    polled = [("wire", PollOutcome("ok", articles=[looked_at(OTHER, version)]))]
    store.record_polls(polled, NOW, looked_with)
    assert unread(store) == {OTHER.title}


def test_a_decision_on_a_name_meanwhile_lets_it_be_read(store: Store) -> None:
    store.decide_name(DECISION)
    store.record_polls([("wire", PollOutcome("ok", articles=[looked_at(OTHER)]))], NOW, NOW_KNOWN)
    assert unread(store) == {OTHER.title}


def test_a_new_text_of_a_known_article_is_read(store: Store) -> None:
    """What its older words told has to go then."""
    store.record_polls([("wire", PollOutcome("ok", articles=[looked_at(OTHER)]))], NOW, NOW_KNOWN)
    changed = make_article(OTHER.title, "Sales of pens fell in May.", OTHER.url)
    later = NOW + timedelta(hours=1)
    store.record_polls([("wire", PollOutcome("ok", articles=[looked_at(changed)]))], later, NOW_KNOWN)
    assert [each.article.text for each in store.unread_revisions()] == [changed.text]


def test_a_child_looks_with_what_it_was_told_even_when_it_is_another_one() -> None:
    items = "".join(
        f"<item><title>{each.title}</title><link>{each.url}</link><description>{each.text}</description></item>"
        for each in (OURS, OTHER)
    )
    feed = f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>".encode()
    with Guarded() as child:
        child.parsing, child.is_beside = f"{child_parsing.__name__}:parsed", True
        assert versions(child, feed) == ["", ""], "nobody has told it"
        child.told = (f"{child_looking.__name__}:look_with", CATALOG)
        assert versions(child, feed) == ["", CATALOG.version]
        child.close()
        assert versions(child, feed) == ["", CATALOG.version]


def versions(child: Guarded, feed: bytes) -> list[str]:
    """What each article of the feed says nothing to."""
    articles = child.parse("rss", Fetched("https://wire.example/feed", feed))
    return [article.says_nothing_to for article in articles if isinstance(article, Prepared)]
