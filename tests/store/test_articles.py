"""Which article is it, and did its words change."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from ci.model import Article, Reading
from ci.store import Added, PollOutcome, Store, tables
from ci.store.arrivals import add_articles
from ci.store.sameness import url_key
from tests.make import CATALOG, NOW, make_article

LONG = "The agency approved the medicine for adults who had received two therapies before. " * 5


def test_an_article_comes_once(store: Store) -> None:
    article = make_article("Approved", LONG, published="2023-11-02", guid="7")
    first = store.add_article(article, "wire", NOW)
    again = store.add_article(article, "wire", NOW + timedelta(days=1))
    assert (first.is_new, first.is_changed) == (True, True)
    assert (again.is_new, again.is_changed) == (False, False)
    assert again.revision_id == first.revision_id


def test_what_is_stored_is_what_was_given(store: Store) -> None:
    article = make_article(
        "Zulassung für 亚盛医药", "Tab\tund 🧬 und\r\nUmbruch", published="2023-11", guid="g", doi="10.1/x"
    )
    store.add_article(article, "wire", NOW)
    assert [unread.article for unread in store.unread_revisions()] == [article]


def test_a_changed_article_is_a_new_revision_and_the_old_one_stays(store: Store) -> None:
    first = store.add_article(make_article("Approved", LONG, guid="7"), "wire", NOW)
    edited = store.add_article(make_article("Approved, corrected", LONG, guid="7"), "wire", NOW)
    assert (edited.article_id, edited.is_new, edited.is_changed) == (first.article_id, False, True)
    assert edited.revision_id != first.revision_id
    with store.reading() as connection:
        rows = connection.execute(select(tables.revisions.c.title, tables.revisions.c.is_live).order_by("id")).all()
    assert [tuple(row) for row in rows] == [("Approved", False), ("Approved, corrected", True)]


def test_words_that_come_back_are_the_old_revision(store: Store) -> None:
    first = store.add_article(make_article("Approved", LONG, guid="7"), "wire", NOW)
    store.add_article(make_article("Approved, corrected", LONG, guid="7"), "wire", NOW)
    back = store.add_article(make_article("Approved", LONG, guid="7"), "wire", NOW)
    assert (back.revision_id, back.is_changed) == (first.revision_id, False)


def test_a_guid_belongs_to_its_source(store: Store) -> None:
    one = store.add_article(make_article("One", LONG, "https://one.example/1", guid="7"), "wire", NOW)
    other = store.add_article(make_article("Other", LONG, "https://other.example/1", guid="7"), "trade-press", NOW)
    assert one.article_id != other.article_id


def test_a_teaser_elsewhere_does_not_replace_the_full_text(store: Store) -> None:
    full = store.add_article(make_article("Approved", LONG, "https://wire.example/7"), "wire", NOW)
    teaser = store.add_article(make_article("Approved", LONG[:90], "http://www.wire.example/7/"), "trade-press", NOW)
    assert (teaser.article_id, teaser.is_new, teaser.is_changed) == (full.article_id, False, True)
    with store.reading() as connection:
        assert connection.execute(select(tables.articles.c.revision_id)).scalar() == full.revision_id
    assert not store.add_article(make_article("Approved", LONG, "https://wire.example/7"), "wire", NOW).is_changed


def test_a_new_guid_with_a_known_doi_in_one_source_is_the_same_article(store: Store) -> None:
    paper = make_article("First approval", LONG, "https://a.example/1", guid="1", doi="10.1/x")
    moved = make_article("First approval", LONG, "https://a.example/2", guid="2", doi="10.1/x")
    assert store.add_article(paper, "wire", NOW).article_id == store.add_article(moved, "wire", NOW).article_id


def test_a_date_in_the_future_does_not_sort_on_top(store: Store) -> None:
    store.add_article(make_article("Wrong clock", LONG, published="2031-01-01"), "wire", NOW)
    with store.reading() as connection:
        assert connection.execute(select(tables.articles.c.sorted_on)).scalar() == NOW.date()
        assert connection.execute(select(tables.revisions.c.published_from)).scalar() == date(2031, 1, 1)


def test_what_no_database_takes_is_replaced_one_for_one(store: Store) -> None:
    store.add_article(make_article("Nul \x00 here", "half \ud83e of a pair"), "wire", NOW)
    article = store.unread_revisions()[0].article
    assert (article.title, article.text) == ("Nul \ufffd here", "half \ufffd of a pair")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.wire.example/news/7/", "http://wire.example/news/7"),
        ("https://wire.example/7?utm_source=rss&id=3", "https://wire.example/7?id=3#top"),
        ("https://WIRE.example:443/7", "https://wire.example/7"),
    ],
)
def test_two_spellings_of_one_address(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


def test_two_addresses() -> None:
    assert url_key("https://wire.example/7?id=3") != url_key("https://wire.example/7?id=4")
    assert url_key("https://wire.example/n.asp?ref=101") != url_key("https://wire.example/n.asp?ref=102")
    assert url_key("https://wire.example/7?ref=rss") == url_key("https://wire.example/7")
    assert url_key("https://wire.example:8443/7") != url_key("https://wire.example/7")
    assert url_key("https://[broken") == "https://[broken"


# ---------------------------------------------------------------- all articles of a poll at once


def test_one_poll_at_once_gives_what_one_by_one_gives(store: Store) -> None:
    feed = [
        make_article("New", LONG, "https://wire.example/1", guid="1"),
        make_article("Same guid again, changed", LONG, "https://wire.example/1", guid="1"),
        make_article("Same address, other guid", LONG, "https://wire.example/1?utm_source=x", guid="2"),
        make_article("Without guid", LONG, "https://wire.example/3"),
        make_article("Same DOI", LONG, "https://wire.example/4", guid="4", doi="10.1/x"),
        make_article("Same DOI", LONG, "https://wire.example/5", guid="5", doi="10.1/x"),
        make_article("No address", LONG, " "),
    ]
    at_once = _polled(store, feed)
    again = _polled(store, feed[2:])
    one_by_one = [store.add_article(article, "other", NOW) for article in feed[:1]]
    assert [added.is_new for added in at_once] == [True, False, False, True, True, False, True]
    assert at_once[1].article_id == at_once[2].article_id == at_once[0].article_id == one_by_one[0].article_id
    assert not any(added.is_new or added.is_changed for added in again)


def _polled(store: Store, feed: list[Article]) -> list[Added]:
    with store.writing() as connection:
        return add_articles(connection, feed, "wire", NOW)


def test_words_that_come_back_are_read_again(store: Store) -> None:
    first = store.add_article(make_article("Approved", LONG, guid="7"), "wire", NOW)
    edited = store.add_article(make_article("Corrected", LONG, guid="7"), "wire", NOW)
    store.record_readings([(first.revision_id, Reading(False)), (edited.revision_id, Reading(False))], CATALOG)
    store.add_article(make_article("Approved", LONG, guid="7"), "wire", NOW)
    assert [unread.revision_id for unread in store.unread_revisions()] == [first.revision_id]


def test_when_a_teaser_gives_way_to_the_full_text_its_proofs_go(store: Store) -> None:
    """Nothing new came, but what was read in the teaser must be forgotten: the full text is read again."""
    full = make_article("Approved", LONG, "https://wire.example/7", guid="7")
    kept = store.add_article(full, "wire", NOW)
    teaser = store.add_article(
        make_article("Approved", LONG[:90], "https://wire.example/7", guid="7"), "trade-press", NOW
    )
    store.record_readings([(kept.revision_id, Reading(False)), (teaser.revision_id, Reading(False))], CATALOG)
    store.add_article(full, "trade-press", NOW)
    assert [unread.revision_id for unread in store.unread_revisions()] == [kept.revision_id]


# ---------------------------------------------------------------- guids and addresses that say nothing


def count_of(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.articles)).scalar_one())


def item(n: int, guid: str = "", url: str = "") -> Article:
    return make_article(f"Item {n}", f"Words of item {n}.", url or f"https://o.example/{n}", guid=guid)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([item(n, guid="same") for n in range(5)], 5),
        ([item(1), item(1)], 1),
        ([item(1, guid="urn:A"), item(2, guid="urn:a")], 2),
        ([item(n, guid=f"g{n}", url="https://o.example/") for n in range(4)], 4),
        ([item(n, url="https://o.example/") for n in range(4)], 4),
        ([item(n, guid="same", url="https://o.example/") for n in range(4)], 4),
        ([item(1, guid="a"), item(1, guid="b")], 1),
    ],
)
def test_different_items_stay_apart_whatever_they_share(store: Store, items: list[Article], expected: int) -> None:
    store.load_catalog(CATALOG)
    first = store.record_poll("wire", PollOutcome("ok", articles=items), NOW)
    assert (count_of(store), sum(one.is_new for one in first)) == (expected, expected)
    for _ in range(2):
        again = store.record_poll("wire", PollOutcome("ok", articles=items[::-1]), NOW)
        assert [one for one in again if one.is_new or one.is_changed] == []
    guid = "same" if items[0].guid == "same" else "newest"
    more = [make_article("Newest", "It is new.", "https://o.example/new", guid=guid), *items]
    store.record_poll("wire", PollOutcome("ok", articles=more), NOW)
    assert count_of(store) == expected + 1


def test_without_guid_and_address_title_and_date_tell_which_item_it_is(store: Store) -> None:
    def notice(text: str, published: str | None) -> Article:
        return make_article("Board change", text, " ", published=published or "")

    first = _polled(store, [notice("Old words.", "2026-11-06"), notice("Old words.", "2026-11-20")])
    assert [one.is_new for one in first] == [True, True], "one title on two days is two items"
    (edited,) = _polled(store, [notice("New words.", "2026-11-20")])
    assert (edited.article_id, edited.is_new, edited.is_changed) == (first[1].article_id, False, True)
    same_day = _polled(store, [notice("One.", "2026-11-21"), notice("Two.", "2026-11-21")])
    assert [one.is_new for one in same_day] == [True, True], "different words in one answer are different items"
    assert not _polled(store, [notice("Two.", "2026-11-21")])[0].is_new, "one of them has left the window"
    undated = [_polled(store, [notice(text, None)])[0] for text in ("One undated.", "Two undated.")]
    assert [one.is_new for one in undated] == [True, True], "a title alone says too little"


def test_an_item_whose_guid_changes_at_every_poll_is_stored_once(store: Store) -> None:
    """No link tells it, or one that all items share: then its words and its day do."""

    def feed(poll: int, link: str) -> list[Article]:
        made = ((f"News {n}", f"Words {n}.", f"2023-11-0{n + 1}") for n in range(3))
        undated = [make_article("Undated", "Undated words.", link, guid=f"u{poll}{link}")]
        return [make_article(a, b, link, published=day, guid=f"{a}-{poll}{link}") for a, b, day in made] + undated

    for link in (" ", "https://o.example/home", "https://o.example/other"):
        first = _polled(store, feed(0, link))
        assert [one.is_new for one in first] == [True] * 4
        for poll in range(1, 4):
            again = _polled(store, feed(poll, link)[:: -1 if poll == 2 else 1])
            assert not any(one.is_new or one.is_changed for one in again)
        assert {one.article_id for one in again} == {one.article_id for one in first}
        assert views_count(store) == count_of(store), "no guid of an earlier poll is left behind"


def test_a_new_guid_is_another_item_while_the_old_one_is_there_or_its_day_is_another(store: Store) -> None:
    def notice(guid: str, published: str) -> Article:
        return make_article("Dividend declared", "", " ", published=published, guid=guid)

    old, twin, later = notice("a", "2023-11-02"), notice("b", "2023-11-02"), notice("c", "2023-12-02")
    assert [one.is_new for one in _polled(store, [old])] == [True]
    assert [one.is_new for one in _polled(store, [twin, old])] == [True, False]
    assert [one.is_new for one in _polled(store, [later])] == [True]
    assert [one.is_new for one in _polled(store, [later, twin, old])] == [False] * 3


def test_a_guid_that_changes_leaves_one_view_of_an_item_with_a_link(store: Store) -> None:
    for poll in range(3):
        (one,) = _polled(store, [make_article("Approved", LONG, guid=f"g{poll}")])
        assert one.is_new is (poll == 0)
    assert views_count(store) == 1


def views_count(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.article_sources)).scalar_one())


def news(n: int, link: str, **more: str) -> Article:
    return make_article(f"News {n}", f"Words of {n}.", link, published=f"2023-11-0{n}", guid=f"g{n}", **more)


def test_news_of_one_link_and_guids_of_their_own_are_different(store: Store) -> None:
    """Also where the feed never shows two of them at once."""
    home = "https://o.example/news"
    came = [_polled(store, [news(n, f"{home}#{n}")])[0] for n in (1, 2, 3)]
    assert [one.is_new for one in came] == [True] * 3
    assert not any(one.is_new or one.is_changed for one in _polled(store, [news(n, home) for n in (3, 2, 1)]))
    assert _polled(store, [news(4, home), news(3, home)])[0].is_new
    elsewhere = make_article("As another outlet has it", "Other words.", home, published="2023-12-01", guid="x")
    assert store.add_article(elsewhere, "trade-press", NOW).article_id == came[0].article_id, "an address is enough"


@pytest.mark.parametrize(
    "edited",
    [
        make_article("News 1", "New words.", "https://o.example/1", published="2023-11-01", guid="new"),
        make_article("News 1", "New words.", "https://o.example/1", guid="new"),
        make_article("Headline", "New words.", "https://o.example/1", guid="https://o.example/1#2023-11-09"),
        make_article("Headline", "New words.", "https://o.example/1"),
    ],
)
def test_an_edited_item_is_the_same_under_a_new_guid(store: Store, edited: Article) -> None:
    (first,) = _polled(store, [news(1, "https://o.example/1")])
    (again,) = _polled(store, [edited])
    assert (again.article_id, again.is_new, again.is_changed) == (first.article_id, False, True)


def test_a_new_headline_over_the_old_text_is_the_same_news(store: Store) -> None:
    text = " ".join(f"word{n}" for n in range(120))
    (first,) = _polled(store, [make_article("Old headline", text, "https://o.example/1", guid="a")])
    edited = make_article("New headline", f"{text} Corrected.", "https://o.example/1", guid="b", published="2023-11-02")
    assert _polled(store, [edited])[0].article_id == first.article_id


def test_a_correction_has_the_doi_of_its_paper_and_is_another_article(store: Store) -> None:
    paper = make_article("Study", "It works.", "https://o.example/1", guid="1", doi="10.1/x", published="2023-11-01")
    correction = make_article(
        "Correction to: Study", "A dose was wrong.", "https://o.example/2", guid="2", doi="10.1/x"
    )
    moved = make_article("Study", "It works well.", "https://o.example/3", guid="3", doi="10.1/x")
    came = _polled(store, [paper, correction])
    assert [one.is_new for one in came] == [True, True]
    assert not any(one.is_new for one in _polled(store, [correction, moved]))
