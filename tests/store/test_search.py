"""The index of words: kept in the transaction that stores a text, filled by the upgrade and by `rebuild`."""

import pytest
from sqlalchemy import text

from ci.model import Reading
from ci.store import Store, open_store, search
from ci.store.arrivals import add_articles
from ci.store.keeping import trim
from ci.store.sources import Keep, Policy, set_policy
from ci.store.tokens import VERSION, tokens, words
from tests.make import CATALOG, NOW, make_article
from tests.store.test_upgrades import make_first_version


def revisions_with(store: Store, *phrase: str) -> list[int]:
    """Revisions that hold these words in a row, the newest first."""
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            asked = f"SELECT rowid FROM {search.INDEX} WHERE {search.INDEX} MATCH :asked ORDER BY rowid DESC"
            rows = connection.execute(text(asked), {"asked": f'"{" ".join(phrase)}"'}).scalars()
            return [row % search.DAY for row in rows]
        asked = (
            f"SELECT revision_id FROM {search.INDEX} WHERE words @@ CAST(:asked AS tsquery) "
            "ORDER BY sorted_on DESC, revision_id DESC"
        )
        query = " <-> ".join(f"'{word}'" for word in phrase)
        return list(connection.execute(text(asked), {"asked": query}).scalars())


def add(store: Store, title: str, body: str, published: str = "2026-11-20", url: str = "") -> int:
    article = make_article(title, body, url, published=published)
    with store.writing() as connection:
        (added,) = add_articles(connection, [article], "wire", NOW)
    return added.revision_id


def test_what_is_stored_is_found_the_newest_first(store: Store) -> None:
    old = add(store, "Old", "Alrizomadlin (APG-115) in melanoma", "2020-01-02")
    new = add(store, "亚盛医药 today", "APG115 again", "2026-01-02")
    older = add(store, "Older, but came last", "apg 115", "2019-01-02")
    assert revisions_with(store, "apg", "115") == [new, old, older]
    assert revisions_with(store, *"亚盛") == [new]
    assert revisions_with(store, *"盛亚") == []


def test_an_article_given_by_hand_and_a_new_revision_are_found_too(store: Store) -> None:
    first = store.add_article(make_article("By hand", "navtemadlin", "https://x.example/1"), None, NOW)
    second = store.add_article(make_article("By hand", "navtemadlin, longer", "https://x.example/1"), None, NOW)
    assert revisions_with(store, "navtemadlin") == [second.revision_id, first.revision_id]


def test_what_is_forgotten_is_not_found(store: Store) -> None:
    gone, kept = add(store, "One", "secret words"), add(store, "Two", "other words")
    with store.writing() as connection:
        search.forget_words(connection, search.pages_of(connection, [gone]))
    assert revisions_with(store, "secret") == []
    assert revisions_with(store, "word") == [kept]


def test_a_write_that_fails_leaves_no_words(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        add_articles(connection, [make_article("never", "stored")], "wire", NOW)
        raise ZeroDivisionError
    assert revisions_with(store, "never") == []


def test_rebuild_fills_the_index(store: Store) -> None:
    revision = add(store, "One", "alrizomadlin")
    with store.writing() as connection:
        search.forget_words(connection, search.pages_of(connection, [revision]))
    store.rebuild(CATALOG, lambda _: Reading(True))
    assert revisions_with(store, "alrizomadlin") == [revision]


def test_an_upgrade_fills_the_index_with_what_is_there(database_url: str) -> None:
    make_first_version(database_url)
    store = open_store(database_url)
    assert revisions_with(store, "aponermin", "with", "thalidomide") == [1]
    store.close()


def test_words_that_were_cut_otherwise_are_cut_again(database_url: str) -> None:
    store = open_store(database_url)
    revision = add(store, "One", "alrizomadlin")
    with store.writing() as connection:
        search.forget_words(connection, search.pages_of(connection, [revision]))
        connection.execute(text("UPDATE meta SET value = 'older' WHERE key = 'search_tokens'"))
    store.close()
    store = open_store(database_url)
    assert revisions_with(store, "alrizomadlin") == [revision]
    with store.reading() as connection:
        assert search.is_current(connection)
    store.close()


def test_what_was_trimmed_is_found_by_what_is_left(store: Store) -> None:
    store.load_catalog(CATALOG)
    with store.writing() as connection:
        (added,) = add_articles(connection, [make_article("Headline", "secret words")], "wire", NOW)
        set_policy(connection, "wire", Policy(keep=Keep.LINK))
    store.record_reading(added.revision_id, Reading(True), CATALOG)
    with store.writing() as connection:
        assert trim(connection, NOW) == 1
    assert revisions_with(store, "secret") == []
    assert revisions_with(store, "headline") == [added.revision_id]


def test_a_very_long_text_is_indexed_as_far_as_a_vector_holds(store: Store) -> None:
    body = " ".join("abcdefghij"[int(digit)] * 9 for n in range(60_000) for digit in str(n))
    revision = add(store, "Long", f"begin {body} finish")
    assert revisions_with(store, "begin") == [revision]
    assert revisions_with(store, "finish") == []


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("APG-115, APG115", ["apg", "115", "apg", "115"]),
        ("Bcl-2 inhibitors", ["bcl", "2", "inhibitor"]),
        ("亚盛医药（6855.HK）", ["亚", "盛", "医", "药", "6855", "hk"]),
        ("Müller’s studies of β-catenin", ["muller", "s", "study", "of", "β", "catenin"]),
        ("ＡＰＧ１１５ ﬁrst", ["apg", "115", "first"]),
        ("analysis of Ipsen, Novartis, virus, mass", ["analysis", "of", "ipsen", "novartis", "virus", "mass"]),
    ],
)
def test_words(written: str, cut: list[str]) -> None:
    assert words(written) == cut


def test_places_are_those_of_the_text() -> None:
    text_ = "Müller: APG-115"
    assert [text_[token.start : token.end] for token in tokens(text_)] == ["Müller", "APG", "115"]
    assert VERSION
