"""What a filter leaves out or lets in without saying so is counted."""

from dataclasses import replace
from datetime import date

import pytest

from ci.filters import Filters
from ci.model import CuratedEvent, EventType
from ci.queries.hints import company_notes, open_dated, similar_kinds
from ci.store import Store
from ci.when import When
from tests.make import APONERMIN_APPROVED, make_catalog

DEALS = (EventType.COLLABORATION,)


def deal(subtype: str, on: str) -> CuratedEvent:
    return CuratedEvent(
        id=f"abbvie-innovent-{subtype}-{on}",
        type=EventType.COLLABORATION,
        subtype=subtype,
        when=When.parse(on),
        says="They agreed.",
        source_url="https://example.org/deal",
        checked_on="2026-11-21",
        drug_ids=("alrizomadlin",),
        parties=(("abbvie", "licensor"), ("innovent", "licensee")),
    )


@pytest.fixture
def world(store: Store) -> Store:
    deals = (deal("license", "2021"), deal("option", "2022-05"), deal("option", "2018-01-02"))
    store.load_catalog(make_catalog(*deals, deal("termination", "2023-02-01"), APONERMIN_APPROVED))
    return store


def test_an_option_is_near_to_a_licence(world: Store) -> None:
    with world.reading() as connection:
        of_licences = Filters(targets=("MDM2",), subtypes=("license",), since=date(2020, 1, 1))
        assert similar_kinds(connection, EventType.COLLABORATION, of_licences) == {"option": 1}
        both = Filters(subtypes=("license", "option"))
        assert similar_kinds(connection, EventType.COLLABORATION, both) == {}
        assert similar_kinds(connection, EventType.COLLABORATION, Filters()) == {}


def test_dates_that_the_filter_cuts_are_counted(world: Store) -> None:
    with world.reading() as connection:
        assert open_dated(connection, DEALS, Filters(since=date(2021, 6, 1))) == 1, "2021 may be before June"
        assert open_dated(connection, DEALS, Filters(until=date(2022, 5, 10))) == 1, "May 2022 may be after the tenth"
        assert open_dated(connection, DEALS, Filters(since=date(2021, 1, 1), until=date(2022, 5, 31))) == 0
        assert open_dated(connection, DEALS, Filters()) == 0
        assert open_dated(connection, tuple(EventType), Filters(since=date(2023, 11, 20))) == 1


def test_what_became_of_a_company_is_noted(store: Store) -> None:
    companies = dict(make_catalog().companies)
    companies["abbvie"] = replace(companies["abbvie"], status_note="bought by Gilead")
    store.load_catalog(make_catalog(companies=companies))
    with store.reading() as connection:
        assert company_notes(connection, ("abbvie", "innovent")) == {"AbbVie": "bought by Gilead"}
        assert company_notes(connection, ()) == {}
