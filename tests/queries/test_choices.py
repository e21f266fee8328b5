"""The number behind a choice is what a filter by it alone leaves: every choice of every page is chosen once."""

from collections.abc import Callable

import pandas as pd
import pytest
from sqlalchemy import Connection

from ci.filters import Filters
from ci.model import SUBTYPES, EventType
from ci.queries import choices as asked
from ci.queries.landscape import landscape
from ci.queries.newest import count_of_kind, count_of_kinds
from ci.store import Store
from tests.pages.make import catalog, read_article

Count = Callable[[Connection, Filters], int]
ALL = tuple(EventType)


@pytest.fixture
def world(store: Store) -> Store:
    store.load_catalog(catalog())
    read_article(store)
    return store


def _drugs(connection: Connection, filters: Filters) -> int:
    drugs: pd.DataFrame = landscape(connection, filters)
    return int(drugs["drug_id"].nunique())


PAGES: dict[str, tuple[Callable[..., dict[str, list[asked.Choice]]], Count, tuple[str, ...]]] = {
    "overview": (
        asked.choices,
        lambda connection, filters: count_of_kinds(connection, ALL, filters),
        ("companies", "targets", "mechanisms", "drugs", "stages", "subtypes", "agencies", "regions"),
    ),
    "approvals": (
        asked.choices_of_acts,
        lambda connection, filters: count_of_kind(connection, EventType.REGULATORY, filters),
        ("companies", "targets", "mechanisms", "drugs", "stages", "subtypes", "agencies", "regions"),
    ),
    "collaborations": (
        asked.choices_of_deals,
        lambda connection, filters: count_of_kind(connection, EventType.COLLABORATION, filters),
        ("companies", "targets", "mechanisms", "drugs", "stages", "subtypes"),
    ),
    "mechanisms": (asked.choices_of_drugs, _drugs, ("companies", "targets", "mechanisms", "drugs", "stages")),
}
KINDS = {"approvals": EventType.REGULATORY, "collaborations": EventType.COLLABORATION}


@pytest.mark.parametrize("page", PAGES)
def test_a_choice_alone_leaves_as_many_as_it_says(world: Store, page: str) -> None:
    ask, count, parts = PAGES[page]
    with world.reading() as connection:
        offered = ask(connection)
        for part in parts:
            for choice in offered[part]:
                if part == "subtypes" and page in KINDS and choice.id not in SUBTYPES[KINDS[page]]:
                    continue  # a kind of other events, which this page does not offer
                left = count(connection, Filters(**{part: (choice.id,)}))
                assert choice.count == left, (page, part, choice.label)
            assert any(choice.count for choice in offered[part]), (page, part)
