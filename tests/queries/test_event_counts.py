"""What pages are told from the kept counts is what counting the events tells."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Connection, func, select

from ci.filters import FIRST_DAY, Filters
from ci.model import EventType
from ci.queries.approvals import approvals_count
from ci.queries.choices import choices, choices_of_acts, choices_of_deals
from ci.queries.collaborations import collaborations
from ci.queries.event_counts import Kept, kept_for
from ci.queries.meta import counts
from ci.queries.narrowing import count_of, ids_of_kinds
from ci.queries.newest import count_of_kind, events_count, is_common, newest
from ci.queries.told import Told, told_by
from ci.queries.yearly import by_mechanism, yearly
from ci.store import Store
from ci.store import tables as t
from tests.make import APONERMIN_APPROVED, GENOR_PACT, NOW, make_article, make_catalog, make_event, make_reading

SINGLE = (
    *(Filters(companies=(i,)) for i in ("roche", "genentech", "abbvie", "wuhan-hiteck", "genor-biopharma", "nobody")),
    *(Filters(targets=(i,)) for i in ("BCL2", "PDCD1", "CRBN")),
    *(Filters(mechanisms=(i,)) for i in ("bcl2-family", "mdm2-p53", "intrinsic", "death-receptor")),
    *(Filters(drugs=(i,)) for i in ("venetoclax", "thalidomide", "genolimzumab")),
    *(Filters(stages=(i,)) for i in ("approved", "phase 2", "phase 1")),
    Filters(),
)
ALL_DAYS = {"since": FIRST_DAY, "until": date(2100, 1, 1)}
"""Leaves out nothing, and is not kept: the same events are counted one by one."""
BODY = "They will study venetoclax. They agreed on venetoclax and alrizomadlin."


@pytest.fixture
def world(store: Store) -> Store:
    catalog = make_catalog(APONERMIN_APPROVED, GENOR_PACT)
    store.load_catalog(catalog)
    article = make_article("Two acts", BODY, published="2025-03-04")
    both = ("venetoclax", "alrizomadlin")
    trial = make_event(
        article, "will study venetoclax", EventType.CLINICAL, "trial-start", "2025-03", drugs=("venetoclax",)
    )
    deal = make_event(
        article,
        "agreed on venetoclax and alrizomadlin",
        EventType.COLLABORATION,
        "license",
        "2024-01-02",
        drugs=both,
        parties=("genentech", "ascentage-pharma"),
    )
    store.record_reading(store.add_article(article, "", NOW).revision_id, make_reading(trial, deal), catalog)
    return store


@pytest.mark.parametrize("filters", SINGLE, ids=str)
def test_one_choice_alone(world: Store, filters: Filters) -> None:
    one_by_one = replace(filters, **ALL_DAYS)
    with world.reading() as connection:
        assert kept_for(connection, one_by_one) is None
        is_arm = filters.mechanisms == ("intrinsic",)  # holds two categories: their events must not be added up
        assert (kept_for(connection, filters) is None) == is_arm
        told, passed = yearly(connection, filters), yearly(connection, one_by_one)
        assert told.events_count == passed.events_count == events_count(connection, filters)
        pd.testing.assert_frame_equal(told.deals, passed.deals)
        pd.testing.assert_frame_equal(told.acts, passed.acts)
        pd.testing.assert_frame_equal(by_mechanism(connection, filters), by_mechanism(connection, one_by_one))
        for kind in EventType:
            assert count_of_kind(connection, kind, filters) == count_of_kind(connection, kind, one_by_one)
        assert approvals_count(connection, filters) == approvals_count(connection, one_by_one)


@pytest.mark.parametrize("filters", SINGLE, ids=str)
def test_going_through_all_events_finds_the_same(world: Store, filters: Filters) -> None:
    with world.reading() as connection:
        for kinds in (*((kind,) for kind in EventType), tuple(EventType)):
            looked_up = connection.execute(ids_of_kinds(connection, kinds, filters)).scalars().all()
            walked = connection.execute(ids_of_kinds(connection, kinds, filters, is_walk=True)).scalars().all()
            assert sorted(walked) == sorted(looked_up)


def test_the_newest_of_a_common_choice_are_found_among_all(world: Store) -> None:
    common = Filters(mechanisms=("mdm2-p53",))
    with world.reading() as connection:
        every = newest(connection, common, 10)
        assert is_common(connection, tuple(EventType), common, 1) and not is_common(
            connection, tuple(EventType), common, 10
        )
        assert list(newest(connection, common, 1)["event_id"]) == list(every["event_id"])[:1]
        deals = collaborations(connection, common)
        assert list(collaborations(connection, common, 1)["event_id"]) == list(deals["event_id"])[:1]
        assert told_by(connection, EventType.COLLABORATION, common) == Told(1, 1)
        assert told_by(connection, EventType.COLLABORATION, common, 1) == Told(0, 1)


def test_nothing_is_kept_for_more_than_one_choice(world: Store) -> None:
    with world.reading() as connection:
        for filters in (
            Filters(drugs=("venetoclax", "aponermin")),
            Filters(drugs=("venetoclax",), targets=("BCL2",)),
            Filters(drugs=("venetoclax",), confirmed_only=True),
            Filters(agencies=("NMPA",)),
        ):
            assert kept_for(connection, filters) is None
        assert kept_for(connection, Filters()) == Kept()


def test_a_choice_counts_the_events_that_it_leaves(world: Store) -> None:
    with world.reading() as connection:
        for offered, kinds in (
            (choices, tuple(EventType)),
            (choices_of_acts, (EventType.REGULATORY,)),
            (choices_of_deals, (EventType.COLLABORATION,)),
        ):
            for part in ("companies", "targets", "mechanisms", "drugs", "stages"):
                for choice in offered(connection)[part]:
                    assert choice.count == _left(connection, kinds, Filters(**{part: (choice.id,)})), choice
        for part in ("subtypes", "agencies", "regions"):
            for choice in choices(connection)[part]:
                assert choice.count == _left(connection, tuple(EventType), Filters(**{part: (choice.id,)})), choice


def _left(connection: Connection, kinds: tuple[EventType, ...], filters: Filters) -> int:
    return count_of(connection, ids_of_kinds(connection, kinds, filters))


def test_all_events_by_type(world: Store) -> None:
    with world.reading() as connection:
        by_type = connection.execute(select(t.events.c.type, func.count()).group_by(t.events.c.type)).all()
        assert {kind: counts(connection)[kind] for kind in EventType} == {EventType(kind): n for kind, n in by_type}
