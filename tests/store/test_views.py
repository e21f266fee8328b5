"""Saved views: kept under a name, found by everybody, each name once."""

from datetime import timedelta

import pytest

from ci.errors import InputError
from ci.store import Store
from ci.store.views import delete_view, rename_view, replace_view, save_view, views
from tests.make import NOW


def names(store: Store) -> list[str]:
    with store.reading() as connection:
        return [view.name for view in views(connection)]


def save(store: Store, name: str, page: str = "approvals", query: str = "targets=MDM2") -> int:
    with store.writing() as connection:
        return save_view(connection, name, page, query, NOW).id


def test_a_view_is_kept_under_its_name(store: Store) -> None:
    save(store, "  MDM2   in China ", query="targets=MDM2&agencies=NMPA")
    with store.reading() as connection:
        (view,) = views(connection)
    assert (view.name, view.page, view.query) == ("MDM2 in China", "approvals", "targets=MDM2&agencies=NMPA")
    assert view.saved_at == NOW


def test_views_are_listed_by_name(store: Store) -> None:
    for name in ("beta", "Alpha", "亚盛医药"):
        save(store, name)
    assert names(store) == ["Alpha", "beta", "亚盛医药"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "A view needs a name"),
        ("   ", "A view needs a name"),
        ("x" * 81, "This name has 81 characters"),
        ("mdm2 IN china", "A view named “MDM2 in China” is there already"),
    ],
)
def test_a_name_that_cannot_be_given_is_a_sentence(store: Store, name: str, says: str) -> None:
    save(store, "MDM2 in China")
    with pytest.raises(InputError, match=says):
        save(store, name)
    assert names(store) == ["MDM2 in China"]


def test_a_view_is_renamed_replaced_and_deleted(store: Store) -> None:
    first, second = save(store, "First"), save(store, "Second")
    with store.writing() as connection:
        rename_view(connection, first, "FIRST")
        replace_view(connection, first, "news", "q=orphan", NOW + timedelta(days=1))
    with store.reading() as connection:
        view = views(connection)[0]
    assert (view.name, view.page, view.query, view.saved_at) == ("FIRST", "news", "q=orphan", NOW + timedelta(days=1))
    with pytest.raises(InputError, match="“Second” is there already"), store.writing() as connection:
        rename_view(connection, first, "second")
    with store.writing() as connection:
        delete_view(connection, second)
    assert names(store) == ["FIRST"]
    with pytest.raises(InputError, match="not there any more"), store.writing() as connection:
        delete_view(connection, second)
