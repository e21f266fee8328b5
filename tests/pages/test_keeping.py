"""What is kept for all visitors: made once, bounded, told apart by what it was made of."""

import threading

import pytest
from streamlit.testing.v1 import AppTest

from ci.pages.keeping import Shelf, part_of_key
from ci.store import open_store
from tests.pages.make import catalog, read_article
from tests.pages.test_pages import _alone, open_page  # noqa: F401  (a fixture)


def test_what_is_wanted_twice_is_made_once() -> None:
    shelf, made = Shelf(10), []
    assert [shelf.get("deals", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]


def test_many_who_want_it_at_once_wait_for_one_who_makes_it() -> None:
    shelf, made, at_once = Shelf(10), [], threading.Barrier(8)
    found: list[int] = []

    def want() -> None:
        at_once.wait()
        found.append(shelf.get("deals", lambda: made.append(1) or len(made)))

    threads = [threading.Thread(target=want) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [1] * 8


def test_no_more_is_kept_than_was_said_and_the_latest_wanted_stays() -> None:
    shelf = Shelf(3)
    for key in ("a", "b", "c", "a", "d"):
        shelf.get(key, lambda key=key: key)
    assert len(shelf) == 3
    assert shelf.get("a", lambda: "made anew") == "a"
    assert shelf.get("b", lambda: "made anew") == "made anew"


def test_what_fails_is_not_kept() -> None:
    shelf, tries = Shelf(3), []

    def make() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("the database went away")
        return "deals"

    with pytest.raises(ValueError, match="went away"):
        shelf.get("deals", make)
    assert shelf.get("deals", make) == "deals"


def test_two_frames_that_look_alike_are_two() -> None:
    one: list[str] = ["venetoclax"]
    other = list(one)
    assert part_of_key(one) == part_of_key(one)
    assert part_of_key(one) != part_of_key(other)
    assert part_of_key("venetoclax") == "venetoclax"


def test_a_visitor_sees_what_his_own_filter_leaves(open_page) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    tables = [open_page("approvals", **query).dataframe[0].value for query in (ONE, {}, ONE, {})]
    drugs = [set(table["drugs"].str.partition("#")[2]) for table in tables]
    assert drugs == [{"venetoclax"}, ALL, {"venetoclax"}, ALL]


def test_what_is_kept_ends_with_the_next_write(use, tmp_path) -> None:  # type: ignore[no-untyped-def]
    url = f"sqlite:///{tmp_path / 'written.sqlite'}"
    store = open_store(url)
    store.load_catalog(catalog())
    use(url)
    app = AppTest.from_function(_alone, args=("collaborations",), default_timeout=30)
    assert len(app.run().dataframe[0].value) == 3
    read_article(store)
    assert len(app.run().dataframe[0].value) == 4, "another run of the same visitor"
    assert "Genor Biopharma" in str(app.get("plotly_chart")[0].proto.spec)
    store.close()


ONE = {"drugs": "venetoclax"}
ALL = {"venetoclax", "lisaftoclax", "alrizomadlin"}
